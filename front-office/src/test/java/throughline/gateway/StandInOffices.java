package throughline.gateway;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import throughline.capture.Scribe;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.AccountDefinedEncoder;
import throughline.message.AccountKind;
import throughline.message.ClockTickedEncoder;
import throughline.message.CostMethod;
import throughline.message.DayClosedEncoder;
import throughline.message.DayClosingEncoder;
import throughline.message.DayOpeningEncoder;
import throughline.message.InstrumentDefinedEncoder;
import throughline.message.JournalId;
import throughline.message.OfficeStartedEncoder;
import throughline.message.PartyDefinedEncoder;
import throughline.message.PartyKind;
import throughline.message.PriceDefinedEncoder;
import throughline.message.RiskDayOpenedEncoder;
import throughline.message.Standing;
import throughline.message.TradingState;
import throughline.message.TradingStateSetEncoder;
import throughline.message.UserDefinedEncoder;
import throughline.office.DataDirectory;
import throughline.reference.Scope;

/**
 * The other two offices' journals on disk, written by a thread of the test: it defines a small firm, opens the day, and
 * judges orders as {@link StandInRisk} does.
 */
final class StandInOffices implements AutoCloseable {
    static final int DAY = 20_000;
    private static final long E8 = 100_000_000L;
    private static final long BEAT_NS = 300_000_000L;
    private static final long PAUSE_NS = 50_000L;

    private final DataDirectory data;
    private final Journal middle;
    private final Journal back;
    private final Scribe risk;
    private final Scribe books;
    private final StandInRisk judge;
    private final Queue<Consumer<Scribe>> toSay = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "stand-in offices");
    private volatile boolean ended;
    private volatile boolean closing;
    private volatile boolean opening;
    private int date = DAY;
    private volatile boolean silent;
    private volatile boolean stalled;
    private volatile boolean halting;

    StandInOffices(DataDirectory data) {
        this.data = data;
        data.make();
        middle = ChronicleJournal.open(data.journal(JournalId.MIDDLE));
        back = ChronicleJournal.open(data.journal(JournalId.BACK));
        risk = new Scribe(middle.appender());
        books = new Scribe(back.appender());
        judge = new StandInRisk(risk);
        risk.begin(new OfficeStartedEncoder(), 0, now()).journal(JournalId.MIDDLE).epoch(1).configuration("");
        risk.end();
        books.begin(new OfficeStartedEncoder(), 0, now()).journal(JournalId.BACK).epoch(1).configuration("");
        books.end();
        define();
        risk.begin(new RiskDayOpenedEncoder(), 0, now()).businessDate(DAY);
        risk.end();
        thread.start();
    }

    static long now() {
        return System.currentTimeMillis() * 1_000_000L;
    }

    private void define() {
        books.begin(new PartyDefinedEncoder(), 0, now()).partyId(1).kind(PartyKind.CCP).partyName("CCP")
            .legalName("Clearing");
        books.end();
        books.begin(new PartyDefinedEncoder(), 0, now()).partyId(2).kind(PartyKind.BANK).partyName("BROKER")
            .legalName("A broker");
        books.end();
        books.begin(new InstrumentDefinedEncoder(), 0, now()).instrumentId(1).currency(840).standing(Standing.OPEN)
            .tickE8(E8 / 100).lot(1).multiplier(1).symbol("ABC").name("ABC Inc.").sector("None").issuer("ABC Inc.");
        books.end();
        account(1, "PROP", 1, AccountKind.PRINCIPAL);
        account(2, "OTHER", 2, AccountKind.PRINCIPAL);
        account(3, "STREET", 0, AccountKind.OUTSIDE);
        user(1, "trader", 1, 1);
        user(2, "stranger", 2, 1);
        user(3, "risk", 0, 2);
        user(4, "operations", 0, 4);
        user(5, "admin", 0, 8);
        user(6, "auditor", 0, 16);
        user(7, "colleague", 1, 1);
        books.begin(new PriceDefinedEncoder(), 0, now()).instrumentId(1).businessDate(DAY).priceE8(100 * E8);
        books.end();
        books.begin(new DayOpeningEncoder(), 0, now()).businessDate(DAY);
        books.end();
    }

    private void account(int id, String name, int desk, AccountKind kind) {
        books.begin(new AccountDefinedEncoder(), 0, now()).accountId(id).deskId(desk).selfTradeGroup(id).kind(kind)
            .standing(Standing.OPEN).costMethod(CostMethod.FIFO).accountName(name).deskName("");
        books.end();
    }

    private void user(int id, String name, int desk, int roles) {
        UserDefinedEncoder user = books.begin(new UserDefinedEncoder(), 0, now()).userId(id).deskId(desk)
            .standing(Standing.OPEN);
        user.roles().clear().trader(roles == 1).risk(roles == 2).operations(roles == 4)
            .admin(roles == 8).auditor(roles == 16);
        user.userName(name).requestKey("");
        books.end();
    }

    /** Judges what waits, and all that is slow from here on, at once. */
    void release() {
        judge.release();
    }

    /** Is heard of, but reads no more; or reads on. */
    void stall(boolean whether) {
        stalled = whether;
    }

    /** Halts the whole firm. */
    void halt() {
        halting = true;
    }

    /** Asks for the day's end. */
    void closeDay() {
        closing = true;
    }

    /** Ends the day, which the front has closed, and opens the next. */
    void openDay() {
        opening = true;
    }

    /** Has the back office write what is begun; it is ended here. */
    void say(Consumer<Scribe> record) {
        toSay.add(record);
    }

    /** Stops to be heard of. */
    void fallSilent() {
        silent = true;
    }

    private void run() {
        long lastBeat = 0;
        Journal journal = null;
        RecordCursor front = null;
        while (!ended) {
            journal = journal == null ? data.standing(JournalId.FRONT) : journal;
            front = front == null && journal != null ? new RecordCursor("front", journal) : front;
            while (front != null && !stalled && !judge.isWaiting() && front.next()) {
                risk.consumed(front.seq());
                judge.read(front.record());
            }
            judge.goOn();
            if (halting) {
                halting = false;
                risk.begin(new TradingStateSetEncoder(), 0, now()).scope(Scope.FIRM)
                    .state(TradingState.HALTED).oldState(TradingState.ACTIVE).scopeName("firm");
                risk.end();
            }
            if (!silent && System.nanoTime() - lastBeat > BEAT_NS) {
                lastBeat = System.nanoTime();
                risk.begin(new ClockTickedEncoder(), 0, now());
                risk.end();
            }
            for (Consumer<Scribe> one = toSay.poll(); one != null; one = toSay.poll()) {
                one.accept(books);
                books.end();
            }
            changeDay();
            LockSupport.parkNanos(PAUSE_NS);
        }
        if (journal != null) {
            front.close();
            journal.close();
        }
    }

    private void changeDay() {
        if (closing) {
            closing = false;
            books.begin(new DayClosingEncoder(), 0, now()).businessDate(date).requestKey("");
            books.end();
        }
        if (opening) {
            opening = false;
            books.begin(new DayClosedEncoder(), 0, now()).businessDate(date).nextDate(++date);
            books.end();
            risk.begin(new RiskDayOpenedEncoder(), 0, now()).businessDate(date);
            risk.end();
        }
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        middle.close();
        back.close();
    }
}
