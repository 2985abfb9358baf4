package throughline.worked;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import throughline.back.BackMachine;
import throughline.capture.FrontMachine;
import throughline.exposure.Holdings;
import throughline.firm.StrataCalendar;
import throughline.journal.MemoryJournal;
import throughline.journal.RecordCursor;
import throughline.ledger.Chart;
import throughline.ledger.LedgerAccounts;
import throughline.message.AccountKind;
import throughline.message.ApprovalDecidedEncoder;
import throughline.message.Capacity;
import throughline.message.ConfirmationReceivedEncoder;
import throughline.message.DayClosingEncoder;
import throughline.message.Decision;
import throughline.message.OrderCapacity;
import throughline.message.PriceKind;
import throughline.message.PriceStatedEncoder;
import throughline.message.RateStatedEncoder;
import throughline.message.SettlementStatus;
import throughline.message.Side;
import throughline.message.StatusAdvisedEncoder;
import throughline.message.TradeBustedEncoder;
import throughline.message.TradeExecutedDecoder;
import throughline.message.TradeReportedEncoder;
import throughline.office.Draft;
import throughline.office.Outcome;
import throughline.reference.Money;
import throughline.reference.Scope;
import throughline.risk.MiddleMachine;
import throughline.settlement.Obligations;
import throughline.venue.Xsim;

/** Three offices in one thread, with a small firm imported and the first day open, and the people who ask them. */
final class WorkedFirm {
    private static final String CONFIGURATION = "street=off\nccp.party=3\n";
    private static final int MOST_QUIET = 4;

    private long nowNs = 1_780_000_000_000_000_000L;
    private final MemoryJournal frontJournal = new MemoryJournal("front");
    private final MemoryJournal middleJournal = new MemoryJournal("middle");
    private final MemoryJournal backJournal = new MemoryJournal("back");
    private final OneOffice<BackMachine> back =
        office(new BackMachine(new StrataCalendar()), backJournal, List.of(middleJournal));
    private final OneOffice<FrontMachine> front =
        office(new FrontMachine(Xsim::new), frontJournal, List.of(middleJournal, backJournal));
    private final OneOffice<MiddleMachine> middle =
        office(new MiddleMachine(), middleJournal, List.of(frontJournal));
    private int keys;

    private <M extends throughline.office.StateMachine> OneOffice<M> office(M machine, MemoryJournal journal,
        List<MemoryJournal> inputs) {
        return new OneOffice<>(machine, journal, inputs, CONFIGURATION, () -> nowNs += 1_000);
    }

    WorkedFirm() {
        WorkedReference.books().forEach(this::imported);
        settleDown();
        assertEquals(Outcome.RECORDED, middle.ask(WorkedReference::endLimits));
        settleDown();
        assertEquals(WorkedReference.FIRST_DAY, back.machine.businessDate());
    }

    private void imported(Consumer<Draft> draft) {
        assertEquals(Outcome.RECORDED, back.ask(draft));
    }

    /** Works until nothing is left to do in any office. */
    void settleDown() {
        for (int quiet = 0; quiet < MOST_QUIET;) {
            nowNs += 1_000_000;
            quiet = front.work() + middle.work() + back.work() == 0 ? quiet + 1 : 0;
        }
    }

    BackMachine books() {
        return back.machine;
    }

    MemoryJournal backJournal() {
        return backJournal;
    }

    /** The open business date. */
    LocalDate date() {
        return LocalDate.ofEpochDay(back.machine.businessDate());
    }

    /** A trader reports a trade done elsewhere; gives its order's id. */
    long trade(String account, Side side, long quantity, String symbol, long priceE8) {
        String key = key();
        OrderCapacity capacity = account.startsWith("CL") ? OrderCapacity.AGENCY : OrderCapacity.PRINCIPAL;
        assertEquals(Outcome.RECORDED, front.ask(draft -> draft.begin(new TradeReportedEncoder(),
                WorkedReference.TRADER, 0).quantity(quantity).price(priceE8).priceDecimals((short) 8)
            .bodyHash(key.hashCode()).side(side).capacity(capacity).requestKey(key).accountName(account).symbol(symbol)
            .source("voice").strategy("").decisionMaker("")));
        long order = front.reference();
        settleDown();
        return order;
    }

    private String key() {
        return "k" + ++keys;
    }

    /** The last execution of an order never was. */
    void bust(long order) {
        long[] execution = new long[1];
        try (RecordCursor cursor = new RecordCursor("front", frontJournal)) {
            while (cursor.next()) {
                boolean mine = cursor.record().orderId() == order;
                if (mine && cursor.record().templateId() == TradeExecutedDecoder.TEMPLATE_ID) {
                    execution[0] = cursor.record().seq();
                }
            }
        }
        assertEquals(Outcome.RECORDED, front.ask(draft -> draft.begin(new TradeBustedEncoder(),
                WorkedReference.OPS_1, 0).executionId(execution[0]).bodyHash(1).requestKey(key())
            .reason("an error").strategy("").decisionMaker("")));
        settleDown();
    }

    void price(String symbol, long priceE8) {
        int instrument = back.machine.instruments().find(symbol);
        assertEquals(Outcome.RECORDED, front.ask(draft -> draft.begin(new PriceStatedEncoder(),
                WorkedReference.OPS_1, 0).instrumentId(instrument).priceE8(priceE8).bodyHash(1).kind(PriceKind.CLOSE)
            .requestKey(key()).source("")));
        settleDown();
    }

    void rate(int currency, long rateE8) {
        assertEquals(Outcome.RECORDED, front.ask(draft -> draft.begin(new RateStatedEncoder(),
                WorkedReference.OPS_1, 0).currency(currency).quoteCurrency(WorkedReference.USD).rateE8(rateE8)
            .bodyHash(1).requestKey(key()).source("")));
        settleDown();
    }

    /** What the front, risk and the ledger say that an account holds. */
    String held(int account, int instrument) {
        Holdings holdings = middle.machine.exposures().holdings();
        LedgerAccounts ledger = back.machine.ledger().accounts();
        boolean client = back.machine.accounts().kind(account) == AccountKind.CLIENT;
        int book = ledger.find(client ? Chart.CLIENT : Chart.INVENTORY, instrument, account,
            client ? back.machine.accounts().partyId(account) : 0, 0, client ? Capacity.CLIENT : Capacity.OWN);
        return "front " + front.machine.blotter().positions().quantity(account, instrument) + "; risk "
            + holdings.position(holdings.row(Scope.pair(account, instrument))) + "; ledger " + ledger.balance(book);
    }

    /** Ends the business day in all three offices. */
    void close() {
        int date = back.machine.businessDate();
        assertEquals(Outcome.RECORDED, back.ask(draft -> draft.begin(new DayClosingEncoder(),
                WorkedReference.OPS_1, 0).businessDate(date).bodyHash(1).requestKey(key())));
        settleDown();
        assertEquals(WorkedReference.CALENDAR.nextBusinessDate(date), back.machine.businessDate(), "closed");
    }

    /** The custodian confirms so much of an order's obligation; 0: the rest. */
    Outcome confirm(long order, long wanted) {
        Obligations obligations = back.machine.obligations();
        int row = obligation(order);
        long open = obligations.quantity(row) - obligations.settledQuantity(row);
        long openMinor = obligations.amountMinor(row) - obligations.settledMinor(row);
        long quantity = wanted == 0 ? open : wanted;
        long minor = quantity >= open ? openMinor : Money.product(openMinor, quantity, open, false);
        return confirm(order, quantity, minor, key());
    }

    /** The custodian confirms so much of an order's obligation against so much, under a reference. */
    Outcome confirm(long order, long quantity, long amountMinor, String reference) {
        long instruction = back.machine.obligations().instructionId(obligation(order));
        Outcome outcome = back.ask(draft -> draft.begin(new ConfirmationReceivedEncoder(), 0, 0)
            .instructionId(instruction).quantity(quantity).amountMinor(amountMinor)
            .effectiveDate(back.machine.businessDate()).reference(reference));
        settleDown();
        return outcome;
    }

    /** The custodian confirms the whole net instruction that an order's obligation settles by. */
    void confirmNet(long order) {
        Obligations obligations = back.machine.obligations();
        int set = obligations.nets().find(obligations.instructionId(obligation(order)));
        assertEquals(Outcome.RECORDED, confirm(order, obligations.nets().quantity(set),
            obligations.nets().amountMinor(set), key()));
    }

    void fail(long order) {
        long instruction = back.machine.obligations().instructionId(obligation(order));
        assertEquals(Outcome.RECORDED, back.ask(draft -> draft.begin(new StatusAdvisedEncoder(), 0, 0)
            .instructionId(instruction).status(SettlementStatus.FAILING).reason("LACK").reference(key())));
        settleDown();
    }

    private int obligation(long order) {
        Obligations obligations = back.machine.obligations();
        int row = obligations.count() - 1;
        while (obligations.orderId(row) != order) {
            row--;
        }
        return row;
    }

    /** One of the operations staff proposes, another approves; gives the proposal's id. */
    long together(Consumer<Draft> proposal) {
        assertEquals(Outcome.AWAITS_APPROVAL, back.ask(proposal));
        long id = back.reference();
        assertEquals(Outcome.RECORDED, back.ask(draft -> draft.begin(new ApprovalDecidedEncoder(),
            WorkedReference.OPS_2, 0).approvalId(id).bodyHash(1).decision(Decision.APPROVE).requestKey(key())
            .comment("seen")));
        settleDown();
        return id;
    }
}
