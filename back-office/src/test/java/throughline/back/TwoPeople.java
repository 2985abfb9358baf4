package throughline.back;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.firm.Refusal;
import throughline.journal.RecordCursor;
import throughline.message.AccrualKind;
import throughline.message.AccrualProposedEncoder;
import throughline.message.ApprovalDecidedEncoder;
import throughline.message.Capacity;
import throughline.message.CashMovementKind;
import throughline.message.CashMovementProposedEncoder;
import throughline.message.Decision;
import throughline.message.EntryBookedDecoder;
import throughline.message.EntryProposedEncoder;
import throughline.message.JournalRecord;
import throughline.message.SecurityMovementKind;
import throughline.message.SecurityMovementProposedEncoder;
import throughline.office.MemorySnapshots;
import throughline.office.Outcome;
import throughline.office.Replay;
import throughline.office.Stops;
import throughline.state.StateHash;

/** Two of the operations staff at a small firm: one proposes, the other decides. */
final class TwoPeople {
    static final int SECOND = 4;
    static final int EUR = 978;
    static final int GBP = 826;
    static final int NO_DATE = Integer.MIN_VALUE;

    final BackFirm firm = new BackFirm();

    /** A posting of a proposal: + debit, - credit. */
    record Line(int chart, int unit, int account, int party, int instrument, Capacity capacity, long amount) {
        static Line money(int chart, long amount) {
            return new Line(chart, BackFirm.USD, 0, 0, 0, Capacity.OWN, amount);
        }
    }

    /** The firm with its first day open, after what is to be imported. */
    TwoPeople(Consumer<BackFirm> imports) {
        this(Set.of(), imports);
    }

    /** As above; some accounts settle net. */
    TwoPeople(Set<Integer> netted, Consumer<BackFirm> imports) {
        firm.netted = netted;
        firm.importReference();
        imports.accept(firm);
        firm.openDay();
        assertEquals(Outcome.RECORDED, firm.user(BackFirm.ADMIN, "ops2", BackFirm.Users.OPERATIONS, ""));
        assertEquals(SECOND, firm.machine.users().find("ops2"));
    }

    /** Sends the draft that was begun; gives the approval's id. */
    long proposed(MessageEncoderFlyweight encoder) {
        assertEquals(Outcome.AWAITS_APPROVAL, firm.send(encoder),
            () -> "refused: " + Refusal.of(firm.reference));
        return firm.reference;
    }

    /** Sends the draft that was begun; it is refused so. */
    void refused(Refusal why, MessageEncoderFlyweight encoder) {
        Outcome outcome = firm.send(encoder);
        assertEquals(why == Refusal.UNKNOWN_REFERENCE ? Outcome.NOT_FOUND : Outcome.WRONG_STATE, outcome);
        assertEquals(why, Refusal.of(firm.reference));
    }

    Outcome decide(int actor, long id, Decision decision) {
        ApprovalDecidedEncoder decided = new ApprovalDecidedEncoder();
        firm.draft.begin(decided, actor, 0).approvalId(id).decision(decision).requestKey("").comment("seen");
        return firm.send(decided);
    }

    /** Both people do it; gives its id. */
    long done(MessageEncoderFlyweight encoder) {
        long id = proposed(encoder);
        approve(id);
        return id;
    }

    void approve(long id) {
        assertEquals(Outcome.RECORDED, decide(SECOND, id, Decision.APPROVE),
            () -> "refused: " + Refusal.of(firm.reference));
    }

    void refusedApproval(Refusal why, long id) {
        assertEquals(Outcome.WRONG_STATE, decide(SECOND, id, Decision.APPROVE));
        assertEquals(why, Refusal.of(firm.reference));
    }

    CashMovementProposedEncoder cash(CashMovementKind kind, int account, int currency, long amount) {
        return cash(kind, account, currency, amount, "");
    }

    CashMovementProposedEncoder cash(CashMovementKind kind, int account, int currency, long amount, String key) {
        return finished(kind, account, currency, amount, 0, 0, 0, 0, 0, key);
    }

    CashMovementProposedEncoder fees(int chart, int account, int party, long amount) {
        return finished(CashMovementKind.FEES_PAID, account, BackFirm.USD, amount, party, chart, 0, 0, 0, "");
    }

    CashMovementProposedEncoder deal(int currency, long amount, int against, long sold) {
        return finished(CashMovementKind.FX_DEAL, BackFirm.OWN, currency, amount, BackFirm.CCP, 0, against, sold, 0,
            "");
    }

    CashMovementProposedEncoder settles(CashMovementKind kind, long relatesTo, int currency, long amount) {
        return finished(kind, 0, currency, amount, 0, 0, 0, 0, relatesTo, "");
    }

    CashMovementProposedEncoder finished(CashMovementKind kind, int account, int currency, long amount, int party,
        int chart, int against, long sold, long relatesTo, String key) {
        CashMovementProposedEncoder cash = new CashMovementProposedEncoder();
        firm.draft.begin(cash, BackFirm.OPS, 0).kind(kind).accountId(account).currency(currency).amountMinor(amount)
            .partyId(party).chartNumber(chart).againstCurrency(against).againstMinor(sold).relatesTo(relatesTo)
            .valueDate(firm.machine.businessDate()).bodyHash(amount).requestKey(key).reason("as agreed");
        return cash;
    }

    SecurityMovementProposedEncoder security(SecurityMovementKind kind, int account, long quantity, long amount) {
        return security(kind, account, 0, quantity, amount, 0, 0, firm.machine.businessDate());
    }

    SecurityMovementProposedEncoder security(SecurityMovementKind kind, int account, int party, long quantity,
        long amount, long feeRateE8, long relatesTo, int valueDate) {
        SecurityMovementProposedEncoder security = new SecurityMovementProposedEncoder();
        firm.draft.begin(security, BackFirm.OPS, 0).kind(kind).accountId(account).partyId(party)
            .instrumentId(relatesTo == 0 ? BackFirm.ACME : 0).quantity(quantity).amountMinor(amount)
            .feeRateE8(feeRateE8).relatesTo(relatesTo).valueDate(valueDate).requestKey("").reason("as agreed");
        return security;
    }

    AccrualProposedEncoder accrual(AccrualKind kind, long principal, long rateE8, int basis, int from, int to) {
        return accrual(0, kind, principal, rateE8, basis, from, to);
    }

    /** Says when another one ends. */
    AccrualProposedEncoder accrual(
        long ends, AccrualKind kind, long principal, long rateE8, int basis, int from, int to) {
        AccrualProposedEncoder accrual = new AccrualProposedEncoder();
        firm.draft.begin(accrual, BackFirm.OPS, 0).kind(kind).accountId(BackFirm.OWN).currency(BackFirm.USD)
            .principalMinor(principal).rateE8(rateE8).dayBasis(basis).fromDate(from).toDate(to).endsAccrual(ends)
            .requestKey("").reason("as agreed");
        return accrual;
    }

    EntryProposedEncoder entry(int date, Line... lines) {
        return entry(0, date, date, date, List.of(lines));
    }

    EntryProposedEncoder entry(long reverses, int date, int tradeDate, int valueDate, List<Line> lines) {
        EntryProposedEncoder entry = new EntryProposedEncoder();
        firm.draft.begin(entry, BackFirm.OPS, 0).reverses(reverses).accountingDate(date).tradeDate(tradeDate)
            .valueDate(valueDate);
        EntryProposedEncoder.PostingsEncoder postings = entry.postingsCount(lines.size());
        lines.forEach(line -> postings.next().amount(line.amount()).chartNumber(line.chart()).unit(line.unit())
            .accountId(line.account()).partyId(line.party()).instrumentId(line.instrument())
            .capacity(line.capacity()));
        entry.text("by hand").requestKey("").reason("a correction");
        return entry;
    }

    /** The proposal to reverse an entry, as the journal has it. */
    EntryProposedEncoder reversal(long entryId) {
        EntryBookedDecoder booked = new EntryBookedDecoder();
        RecordCursor cursor = new RecordCursor("back", firm.journal);
        while (cursor.next()) {
            JournalRecord record = cursor.record();
            if (record.templateId() == EntryBookedDecoder.TEMPLATE_ID) {
                booked.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                if (booked.entryId() == entryId) {
                    return entry(entryId, firm.machine.businessDate(), booked.tradeDate(), booked.valueDate(),
                        lines(booked));
                }
            }
        }
        throw new AssertionError("there is no entry " + entryId);
    }

    private List<Line> lines(EntryBookedDecoder booked) {
        var accounts = firm.machine.ledger().accounts();
        List<Line> lines = new ArrayList<>();
        for (EntryBookedDecoder.PostingsDecoder line = booked.postings(); line.hasNext();) {
            int id = line.next().ledgerAccountId();
            lines.add(new Line(accounts.chart(id), line.unit(), accounts.book(id), accounts.party(id),
                accounts.instrument(id), accounts.capacity(id), line.amount()));
        }
        return lines;
    }

    /** The entry that a proposal led to. */
    long entryOf(long id) {
        return firm.machine.movements().booked().entryId(id);
    }

    /** Balances by chart number, of money in one unit. */
    Map<Integer, Long> balances(int currency) {
        Map<Integer, Long> balances = new TreeMap<>();
        var accounts = firm.machine.ledger().accounts();
        for (int id = 1; id <= accounts.count(); id++) {
            if (accounts.chart(id) >= 1000 && accounts.unit(id) == currency) {
                balances.merge(accounts.chart(id), accounts.balance(id), Long::sum);
            }
        }
        balances.values().removeIf(balance -> balance == 0);
        return balances;
    }

    static Map<Integer, Long> map(long... chartAndAmount) {
        Map<Integer, Long> balances = new TreeMap<>();
        for (int i = 0; i < chartAndAmount.length; i += 2) {
            balances.put((int) chartAndAmount[i], chartAndAmount[i + 1]);
        }
        return balances;
    }

    /** What a record of the last step says, among those of a template. */
    List<String> told(int templateId) {
        List<String> told = new ArrayList<>();
        RecordCursor cursor = new RecordCursor("back", firm.journal);
        while (cursor.next()) {
            if (cursor.record().templateId() == templateId) {
                byte[] block = new byte[cursor.record().length() - JournalRecord.PREFIX_LENGTH];
                cursor.record().buffer().getBytes(JournalRecord.PREFIX_LENGTH, block);
                told.add(Arrays.toString(block));
            }
        }
        return told;
    }

    /** The journal decides and replays to the same state, whole and from a snapshot. */
    void prove() {
        firm.decideAgain();
        MemorySnapshots snapshots = new MemorySnapshots();
        BackMachine whole = new BackMachine(BackFirm.CALENDAR);
        Replay replay = new Replay(whole, firm.journal, List.of(firm.middle.journal()), Stops.NONE);
        while (replay.next()) {
            // to the end
        }
        replay.snapshot(snapshots);
        BackMachine restored = new BackMachine(BackFirm.CALENDAR);
        assertEquals(true, new Replay(restored, firm.journal, List.of(firm.middle.journal()), Stops.NONE)
            .load(snapshots) > 0);
        assertEquals(StateHash.of(firm.machine), StateHash.of(whole));
        assertEquals(StateHash.of(firm.machine), StateHash.of(restored));
    }
}
