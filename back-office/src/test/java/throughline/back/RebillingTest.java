package throughline.back;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.back.BackFirm.ACME;
import static throughline.back.BackFirm.CCP;
import static throughline.back.BackFirm.CLIENT;
import static throughline.back.BackFirm.FIRST_DAY;
import static throughline.back.BackFirm.OPS;
import static throughline.back.BackFirm.OWN;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import throughline.journal.RecordCursor;
import throughline.ledger.Chart;
import throughline.ledger.LedgerAccounts;
import throughline.message.AccountKind;
import throughline.message.ApprovalDecidedEncoder;
import throughline.message.Capacity;
import throughline.message.Decision;
import throughline.message.EntryBookedDecoder;
import throughline.message.EntryKind;
import throughline.message.FeeKind;
import throughline.message.FeeProposedEncoder;
import throughline.message.OrderRebilledEncoder;
import throughline.message.RebillingEndedEncoder;
import throughline.message.RebillingProposedEncoder;
import throughline.message.Side;
import throughline.office.Outcome;
import throughline.reference.Users;
import throughline.trade.Fees;

/** A commission was wrong for three days; it is corrected by two people, and its orders are charged again. */
class RebillingTest {
    private static final int RIGHT_E8 = 2_000_000;
    private static final int BUYS = 1;
    private static final int SELLS = 2;
    private static final int OWN_BUYS = 3;
    private static final int BUSTED = 4;
    private static final int PART_BUSTED = 5;
    private static final int LATEST = 6;

    private BackFirm firm;
    private int opsTwo;
    private int keys;

    /** Order 1 settled, 2 failing, 3 own, 4 busted, 5 busted in part, 6 not settled yet. */
    private void threeDays(long cash) {
        firm = new BackFirm();
        firm.importReference();
        firm.cash(CLIENT, cash, "cash.csv:2");
        firm.cash(OWN, 100_000_000, "cash.csv:3");
        assertEquals(Outcome.RECORDED, firm.user(0, "ops2", Users.OPERATIONS, ""));
        opsTwo = firm.machine.users().find("ops2");
        firm.openDay();
        firm.trade(BUYS, CLIENT, Side.BUY, 1_000, 5000);
        firm.trade(OWN_BUYS, OWN, Side.BUY, 1_000, 5000);
        firm.bust(firm.trade(BUSTED, CLIENT, Side.BUY, 10, 5000));
        firm.closeDay();
        assertEquals(Outcome.RECORDED, firm.confirm(BUYS, 1_000, 5_000_000, "C1"));
        firm.trade(SELLS, CLIENT, Side.SELL, 400, 5500);
        firm.trade(PART_BUSTED, CLIENT, Side.SELL, 100, 5500);
        firm.bust(firm.trade(PART_BUSTED, CLIENT, Side.SELL, 50, 5500));
        firm.closeDay();
        firm.fails(SELLS, "F1");
        firm.trade(LATEST, CLIENT, Side.BUY, 20, 5000);
        firm.closeDay();
    }

    private long propose(long rateE8, long minimum) {
        FeeProposedEncoder fee = new FeeProposedEncoder();
        firm.draft.begin(fee, OPS, 0).fromDate(BackFirm.day("2024-01-01")).toDate(FeeProposedEncoder.toDateNullValue())
            .ratePerUnitE8(rateE8).minimumMinor(minimum).maximumMinor(FeeProposedEncoder.maximumMinorNullValue())
            .kind(FeeKind.COMMISSION).accountKind(AccountKind.CLIENT).bodyHash(++keys).tiersCount(0);
        fee.requestKey("fee" + keys).reason("the rate was mistyped");
        assertEquals(Outcome.AWAITS_APPROVAL, firm.send(fee));
        return firm.reference;
    }

    private Outcome proposeRebilling(int from, int to, int account) {
        RebillingProposedEncoder proposal = new RebillingProposedEncoder();
        firm.draft.begin(proposal, OPS, 0).fromDate(from).toDate(to).accountId(account).bodyHash(++keys)
            .requestKey("rebilling" + keys).reason("the rate was mistyped");
        return firm.send(proposal);
    }

    private Outcome approve(int actor, long id) {
        ApprovalDecidedEncoder decided = new ApprovalDecidedEncoder();
        firm.draft.begin(decided, actor, 0).approvalId(id).decision(Decision.APPROVE).bodyHash(++keys)
            .requestKey("approval" + keys).comment("");
        return firm.send(decided);
    }

    /** What the books say of an order's trades of a date, added up from the journal's entries. */
    private static final class Order {
        private long quantity;
        private long notional;
        private int account;
        private int settles;
        private final long[] charges = new long[Fees.KINDS.length];
    }

    private Map<String, Order> orders() {
        Map<String, Order> orders = new TreeMap<>();
        EntryBookedDecoder entry = new EntryBookedDecoder();
        try (RecordCursor all = new RecordCursor("back", firm.journal)) {
            while (all.next()) {
                if (all.record().templateId() == EntryBookedDecoder.TEMPLATE_ID) {
                    entry.wrap(all.record().buffer(), all.record().body(), all.record().blockLength(),
                        all.record().version());
                    add(orders, entry, all.record().orderId());
                }
            }
        }
        return orders;
    }

    private void add(Map<String, Order> orders, EntryBookedDecoder entry, long orderId) {
        boolean ofTrades = switch (entry.kind()) {
            case TRADE, FEE, REVERSAL, REBILLED -> true;
            default -> false;
        };
        if (!ofTrades) {
            return;
        }
        Order order = orders.computeIfAbsent(orderId + " " + entry.tradeDate(), any -> new Order());
        LedgerAccounts accounts = firm.machine.ledger().accounts();
        order.settles = entry.kind() == EntryKind.TRADE ? entry.valueDate() : order.settles;
        for (EntryBookedDecoder.PostingsDecoder line : entry.postings()) {
            Chart chart = Chart.of(accounts.chart(line.ledgerAccountId()));
            if (chart == Chart.CLIENT || chart == Chart.INVENTORY) {
                order.quantity += line.amount();
                order.account = accounts.book(line.ledgerAccountId());
            } else if (chart == Chart.STREET_CONTROL) {
                order.notional += line.amount();
            } else if (Fees.kind(chart) >= 0) {
                order.charges[Fees.kind(chart)] -= line.amount();
            }
        }
    }

    private Outcome rebill(String key, Order order, long rebilling) {
        String[] idAndDate = key.split(" ");
        OrderRebilledEncoder again = new OrderRebilledEncoder();
        OrderRebilledEncoder.ChargesEncoder charges = firm.draft.begin(again, 0, Long.parseLong(idAndDate[0]))
            .rebillingId(rebilling).quantity(Math.abs(order.quantity)).notionalMinor(Math.abs(order.notional))
            .accountId(order.account).instrumentId(ACME).partyId(CCP).traderId(1)
            .tradeDate(Integer.parseInt(idAndDate[1])).settlementDate(order.settles)
            .side(order.quantity < 0 ? Side.SELL : Side.BUY).chargesCount(Fees.KINDS.length);
        for (int kind = 0; kind < Fees.KINDS.length; kind++) {
            charges.next().chargedMinor(order.charges[kind]).kind(Fees.KINDS[kind]);
        }
        return firm.send(again);
    }

    private long rebillAll(int account) {
        assertEquals(Outcome.AWAITS_APPROVAL,
            proposeRebilling(FIRST_DAY, firm.machine.businessDate() - 1, account));
        long id = firm.reference;
        assertEquals(Outcome.FORBIDDEN, approve(OPS, id));
        assertEquals(Outcome.RECORDED, approve(opsTwo, id));
        assertTrue(firm.machine.rebilling().isRunning());
        orders().forEach((key, order) -> {
            if (account == 0 || order.account == account) {
                Outcome first = rebill(key, order, id);
                assertTrue(first == Outcome.RECORDED || first == Outcome.REPEATED, key + " " + first);
                assertEquals(Outcome.REPEATED, rebill(key, order, id));
            }
        });
        RebillingEndedEncoder ended = new RebillingEndedEncoder();
        firm.draft.begin(ended, 0, 0).rebillingId(id);
        assertEquals(Outcome.RECORDED, firm.send(ended));
        assertEquals(Outcome.REPEATED, firm.send(ended));
        int last = firm.machine.rebilling().count() - 1;
        return firm.machine.rebilling().orders(last);
    }

    private long commission(int order) {
        return orders().entrySet().stream().filter(one -> one.getKey().startsWith(order + " "))
            .mapToLong(one -> one.getValue().charges[0]).sum();
    }

    @Test
    void everyOrderIsChargedWhatTheCorrectedTableSays() {
        threeDays(6_000_000);
        long before = firm.balance(Chart.CLIENT_CREDIT, Capacity.CLIENT);
        long fees = -firm.balance(Chart.COMMISSION_INCOME, Capacity.OWN);
        assertEquals(10_00 + 4_00 + 1_00 + 1_00, fees);
        long proposal = propose(RIGHT_E8, 50);
        assertEquals(Outcome.FORBIDDEN, approve(OPS, proposal));
        assertEquals(Outcome.RECORDED, approve(opsTwo, proposal));
        assertEquals(4, rebillAll(0));
        assertEquals(20_00, commission(BUYS));
        assertEquals(8_00, commission(SELLS));
        assertEquals(0, commission(OWN_BUYS));
        assertEquals(0, commission(BUSTED));
        assertEquals(2_00, commission(PART_BUSTED));
        assertEquals(50, commission(LATEST));
        assertEquals(30_50, -firm.balance(Chart.COMMISSION_INCOME, Capacity.OWN));
        assertEquals(before + 30_50 - fees, firm.balance(Chart.CLIENT_CREDIT, Capacity.CLIENT));
        assertEquals(0, rebillAll(0));
        firm.closeDay();
        assertEquals(0, firm.machine.exceptions().count());
        firm.decideAgain();
    }

    @Test
    void whatWasChargedTooMuchIsGivenBack() {
        threeDays(6_000_000);
        assertEquals(Outcome.RECORDED, approve(opsTwo, propose(100_000, 0)));
        assertEquals(4, rebillAll(CLIENT));
        assertEquals(1_00, commission(BUYS));
        assertEquals(2, commission(LATEST));
        assertEquals(0, rebillAll(OWN));
        firm.closeDay();
        firm.decideAgain();
    }

    @Test
    void aClientWithoutMoneyOwesItAndIsPaidBackFirstThere() {
        threeDays(5_001_000 + 300);
        assertEquals(Outcome.RECORDED, approve(opsTwo, propose(RIGHT_E8, 50)));
        assertEquals(4, rebillAll(0));
        assertEquals(0, firm.balance(Chart.CLIENT_CREDIT, Capacity.CLIENT));
        assertEquals(30_50 - 16_00 - 3_00, firm.balance(Chart.CLIENT_DEBIT, Capacity.CLIENT));
        assertEquals(Outcome.RECORDED, approve(opsTwo, propose(1_000_000, 100)));
        assertEquals(4, rebillAll(0));
        assertEquals(0, firm.balance(Chart.CLIENT_DEBIT, Capacity.CLIENT));
        assertEquals(-3_00, firm.balance(Chart.CLIENT_CREDIT, Capacity.CLIENT));
        firm.closeDay();
        firm.decideAgain();
    }

    @Test
    void onlyClosedDaysOneAtATimeAndOnlyByTheOffice() {
        threeDays(6_000_000);
        int open = firm.machine.businessDate();
        assertEquals(Outcome.WRONG_STATE, proposeRebilling(FIRST_DAY, open, 0));
        assertEquals(Outcome.WRONG_STATE, proposeRebilling(FIRST_DAY + 1, FIRST_DAY, 0));
        assertEquals(Outcome.NOT_FOUND, proposeRebilling(FIRST_DAY, FIRST_DAY, 99));
        assertEquals(Outcome.AWAITS_APPROVAL, proposeRebilling(FIRST_DAY, FIRST_DAY, 0));
        long first = firm.reference;
        assertEquals(Outcome.AWAITS_APPROVAL, proposeRebilling(FIRST_DAY, open - 1, 0));
        long second = firm.reference;
        assertEquals(Outcome.RECORDED, approve(opsTwo, first));
        assertEquals(Outcome.WRONG_STATE, approve(opsTwo, second));
        assertEquals(Outcome.WRONG_STATE, proposeRebilling(FIRST_DAY, open - 1, 0));
        Map<String, Order> orders = orders();
        String later = LATEST + " " + (open - 1);
        assertEquals(Outcome.WRONG_STATE, rebill(later, orders.get(later), first));
        String busted = BUSTED + " " + FIRST_DAY;
        assertEquals(Outcome.WRONG_STATE, rebill(busted, orders.get(busted), second));
        assertEquals(Outcome.REPEATED, rebill(busted, orders.get(busted), first));
        firm.decideAgain();
    }

    @Test
    void aFeeThatDoesNotFitItselfIsRefused() {
        threeDays(6_000_000);
        FeeProposedEncoder fee = new FeeProposedEncoder();
        firm.draft.begin(fee, OPS, 0).fromDate(2).toDate(1).maximumMinor(FeeProposedEncoder.maximumMinorNullValue())
            .kind(FeeKind.COMMISSION).accountKind(AccountKind.NULL_VAL).tiersCount(0);
        fee.requestKey("").reason("wrong");
        assertEquals(Outcome.WRONG_STATE, firm.send(fee));
        firm.draft.begin(fee, OPS, 0).toDate(FeeProposedEncoder.toDateNullValue())
            .maximumMinor(FeeProposedEncoder.maximumMinorNullValue()).kind(FeeKind.COMMISSION)
            .accountKind(AccountKind.NULL_VAL).accountId(99).tiersCount(0);
        fee.requestKey("").reason("wrong");
        assertEquals(Outcome.NOT_FOUND, firm.send(fee));
        firm.draft.begin(fee, OPS, 0).toDate(FeeProposedEncoder.toDateNullValue())
            .maximumMinor(FeeProposedEncoder.maximumMinorNullValue()).kind(FeeKind.COMMISSION)
            .accountKind(AccountKind.NULL_VAL).tiersCount(2).next().from(5).next().from(5);
        fee.requestKey("").reason("wrong");
        assertEquals(Outcome.WRONG_STATE, firm.send(fee));
    }
}
