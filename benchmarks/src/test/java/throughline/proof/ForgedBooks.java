package throughline.proof;

import java.util.HashMap;
import java.util.Map;
import throughline.message.DayClosedEncoder;
import throughline.message.DayOpeningEncoder;
import throughline.message.DayReopenedEncoder;
import throughline.message.DayResealedEncoder;
import throughline.message.EntryBookedEncoder;
import throughline.message.EntryKind;
import throughline.message.LedgerAccountOpenedEncoder;
import throughline.message.UnitKind;

/** A back journal of a few accounts, whole in its CRCs and running balances save where it is told to lie. */
final class ForgedBooks {
    static final int CASH = 1;
    static final int CAPITAL = 2;
    static final int EURO_CASH = 3;
    static final int CLIENT_BANK = 4;
    static final int CLIENT_CREDIT = 5;
    static final int INVENTORY = 6;
    static final int DEPOT = 7;

    private static final int USD = 840;
    private static final int EUR = 978;
    private static final int SHARE = 7;
    private static final int[][] ACCOUNTS = {{}, {1000, USD}, {3000, USD}, {1000, EUR}, {1010, USD}, {2310, USD},
        {10, SHARE}, {70, SHARE}};

    /** A posting. */
    record Line(int account, long amount) {
    }

    private final Scribe back = new Scribe("back");
    private final BackFold fold;
    private final Map<Integer, long[]> running = new HashMap<>();
    private int accountingDate;
    private int bookingDate;
    private long entries;
    private long seq;

    ForgedBooks(Findings findings) {
        fold = new BackFold(back.journal, findings);
    }

    /** Opens the day and the accounts: entries are of it until told otherwise. */
    void open(int date) {
        back.begin(new DayOpeningEncoder(), 0).businessDate(date);
        end();
        on(date, date);
        for (int id = CASH; id <= DEPOT; id++) {
            back.begin(new LedgerAccountOpenedEncoder(), 0).ledgerAccountId(id).chartNumber(ACCOUNTS[id][0])
                .unit(ACCOUNTS[id][1]).unitKind(kind(id));
            end();
            running.put(id, new long[3]);
        }
    }

    private static UnitKind kind(int account) {
        return account < INVENTORY ? UnitKind.MONEY : UnitKind.SECURITY;
    }

    private void end() {
        seq = back.end();
    }

    /** Seq of the last record. */
    long seq() {
        return seq;
    }

    /** What follows is of one day and booked on another. */
    ForgedBooks on(int ofDay, int bookedOn) {
        accountingDate = ofDay;
        bookingDate = bookedOn;
        return this;
    }

    /** An entry between cash and capital; gives its id. */
    long entry(EntryKind kind, long source, long amount) {
        return book(kind, source, 0, new Line(CASH, amount), new Line(CAPITAL, -amount));
    }

    long reversal(long source, long reverses, long amount) {
        return book(EntryKind.REVERSAL, source, reverses, new Line(CASH, amount), new Line(CAPITAL, -amount));
    }

    long book(EntryKind kind, long source, long reverses, Line... lines) {
        EntryBookedEncoder entry = back.begin(new EntryBookedEncoder(), 0).entryId(++entries).sourceId(source)
            .reverses(reverses).kind(kind).accountingDate(accountingDate).bookingDate(bookingDate);
        EntryBookedEncoder.PostingsEncoder postings = entry.postingsCount(lines.length);
        for (Line line : lines) {
            long[] stands = running.get(line.account());
            stands[0] += Math.max(line.amount(), 0);
            stands[1] -= Math.min(line.amount(), 0);
            postings.next().ledgerAccountId(line.account()).unit(ACCOUNTS[line.account()][1])
                .unitKind(kind(line.account())).amount(line.amount()).debits(stands[0]).credits(stands[1])
                .version(++stands[2]);
        }
        entry.text("");
        end();
        return entries;
    }

    void forgeBalance(int account, long more) {
        running.get(account)[0] += more;
    }

    void skipVersion(int account) {
        running.get(account)[2]++;
    }

    void skipEntry() {
        entries++;
    }

    void close(int date, int next) {
        read();
        sealAs(date, next, fold.head());
    }

    void sealAs(int date, int next, byte[] head) {
        DayClosedEncoder closed = back.begin(new DayClosedEncoder(), 0).businessDate(date).nextDate(next)
            .entries(entries);
        for (int i = 0; i < head.length; i++) {
            closed.head(i, (short) (head[i] & 0xFF));
        }
        end();
        on(next, next);
    }

    void reopen(int date) {
        back.begin(new DayReopenedEncoder(), 0).businessDate(date).approvalId(1);
        end();
    }

    void reseal(int date) {
        read();
        resealAs(date, fold.head());
    }

    void resealAs(int date, byte[] head) {
        DayResealedEncoder resealed = back.begin(new DayResealedEncoder(), 0).businessDate(date).entries(entries);
        for (int i = 0; i < head.length; i++) {
            resealed.head(i, (short) (head[i] & 0xFF));
        }
        resealed.requestKey("");
        end();
    }

    /** Folds all that stands. */
    void read() {
        while (fold.next(Long.MAX_VALUE)) {
            continue;
        }
    }
}
