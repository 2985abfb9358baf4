package throughline.venue;

import throughline.message.AuctionUncrossedDecoder;
import throughline.message.AuctionUncrossingDecoder;
import throughline.message.MarketPhase;
import throughline.message.MarketPhaseSetDecoder;
import throughline.message.MarketPhaseSetEncoder;
import throughline.message.PhaseReason;
import throughline.office.StateMachine;
import throughline.office.Step;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * What each instrument's book does with orders: the general phase, which opens and closes with the session, and the
 * phases of instruments that have one of their own. A phase that ends at a time is followed by the general one, an
 * opening call by continuous trading, a closing call by the close. A book that a call leaves crossed goes into the next
 * phase by way of an uncrossing. What is halted stays so until somebody ends it. One thread.
 */
final class Phases implements State {
    private static final int PHASE = 0;
    private static final int UNTIL = 1;
    private static final int CALL = 2;
    private static final int CALL_SEQ = 3;
    private static final int NEXT = 4;
    private static final int PRICE = 5;
    private static final int TRADED = 6;
    private static final int COLUMNS = 7;
    private static final int NO_CALL = 0;
    private static final int CALL_ENDS = 1;
    private static final int CALL_TRADES = 2;
    private static final int ALL = 0;

    private final Books books;
    private final Table rows = new Table(COLUMNS, 1024);
    private final MarketPhaseSetEncoder phaseSet = new MarketPhaseSetEncoder();
    private MarketPhase general = MarketPhase.CLOSED;
    private long generalUntil;
    private boolean sessionOpen;
    private long deadlineNs = StateMachine.NEVER;

    Phases(Books books) {
        this.books = books;
    }

    /** An instrument may be traded; a new one is in the general phase. */
    void listed(int instrument) {
        while (rows.end() <= instrument) {
            rows.set(rows.add(), PHASE, general.value());
        }
        tell(instrument);
    }

    /** The books know what each order asks of its instrument's phase. */
    void tell(int instrument) {
        books.phase(instrument, isContinuous(instrument), isCallEnding(instrument));
    }

    MarketPhase phase(int instrument) {
        return MarketPhase.get((short) rows.get(instrument, PHASE));
    }

    /** Epoch nanoseconds at which its phase ends by itself; 0: it does not. */
    long untilNs(int instrument) {
        long own = rows.get(instrument, UNTIL);
        return own == 0 && phase(instrument) == general ? generalUntil : own;
    }

    /** The phase of all instruments that have none of their own. */
    MarketPhase general() {
        return general;
    }

    /** Whether orders match when they come. */
    boolean isContinuous(int instrument) {
        return rows.get(instrument, PHASE) == MarketPhase.CONTINUOUS.value();
    }

    /** Whether its call is at its end: priced or yet to be. */
    boolean isCallEnding(int instrument) {
        return rows.get(instrument, CALL) != NO_CALL;
    }

    /** Whether the price of its call is found. */
    boolean isUncrossing(int instrument) {
        return rows.get(instrument, CALL) == CALL_TRADES;
    }

    /** Seq of the record that named the end of its call. */
    long callSeq(int instrument) {
        return rows.get(instrument, CALL_SEQ);
    }

    /** The phase that follows its call. */
    MarketPhase next(int instrument) {
        return MarketPhase.get((short) rows.get(instrument, NEXT));
    }

    /** The price of its call, x 10^-8, once found. */
    long uncrossingPriceE8(int instrument) {
        return rows.get(instrument, PRICE);
    }

    /** What has traded at the end of its call so far. */
    long uncrossedQuantity(int instrument) {
        return isUncrossing(instrument) ? rows.get(instrument, TRADED) : 0;
    }

    /** Whether a closing call is still to end anywhere, by itself: what waits for people is not waited for. */
    boolean isClosing() {
        for (int instrument = 1; instrument < rows.end(); instrument++) {
            boolean ends = generalUntil != 0 || rows.get(instrument, UNTIL) != 0;
            if (isCallEnding(instrument) || ends && phase(instrument) == MarketPhase.CLOSING_AUCTION) {
                return true;
            }
        }
        return false;
    }

    /** Writes the general phase a schedule begins, unless all is halted. */
    void schedule(MarketPhase phase, long lastsNs, Step step) {
        if (lastsNs != 0 && general != MarketPhase.HALTED) {
            write(ALL, phase, step.timeNs() + lastsNs, step);
        }
    }

    private void write(int instrument, MarketPhase phase, long until, Step step) {
        step.add(phaseSet, 0).until(until).instrumentId(instrument).phase(phase).reason(PhaseReason.SCHEDULE)
            .requestKey("").text("");
    }

    long deadlineNs() {
        return deadlineNs;
    }

    /** Writes which phases follow those whose time has come, as many as a slice holds. */
    void tick(Step step) {
        long now = step.timeNs();
        if (now < deadlineNs) {
            return;
        }
        if (isOver(generalUntil, now)) {
            MarketPhase next = !sessionOpen || general == MarketPhase.CLOSING_AUCTION
                ? MarketPhase.CLOSED : MarketPhase.CONTINUOUS;
            write(ALL, next, 0, step);
            return;
        }
        for (int instrument = 1; instrument < rows.end() && step.records() < Step.MAX_SLICE; instrument++) {
            if (isOver(rows.get(instrument, UNTIL), now)) {
                boolean closes = phase(instrument) == MarketPhase.CLOSING_AUCTION;
                write(instrument, closes ? MarketPhase.CLOSED : general, 0, step);
            }
        }
    }

    private static boolean isOver(long until, long now) {
        return until != 0 && until <= now;
    }

    /** The session opens, and so do all books that are not halted; they are empty. */
    void opened() {
        sessionOpen = true;
        session(MarketPhase.CONTINUOUS);
    }

    /** The session closes, and so do all books that are not halted; what rests in them is about to end. */
    void closing() {
        sessionOpen = false;
        session(MarketPhase.CLOSED);
    }

    private void session(MarketPhase phase) {
        if (general != MarketPhase.HALTED) {
            general = phase;
            generalUntil = 0;
        }
        for (int instrument = 1; instrument < rows.end(); instrument++) {
            rows.set(instrument, CALL, NO_CALL);
            if (phase(instrument) != MarketPhase.HALTED) {
                begin(instrument, phase, 0);
            }
            tell(instrument);
        }
        findDeadline();
    }

    /** A phase was set. */
    void set(MarketPhaseSetDecoder set, long seq) {
        MarketPhase to = set.phase();
        if (set.instrumentId() != ALL) {
            change(set.instrumentId(), to, set.until(), seq);
        } else {
            for (int instrument = 1; instrument < rows.end(); instrument++) {
                if (set.reason() != PhaseReason.SCHEDULE || follows(instrument, to)) {
                    change(instrument, to, 0, seq);
                }
            }
            general = to;
            generalUntil = set.until();
        }
        findDeadline();
    }

    /** Whether an instrument goes with the schedule: into a close all that are not halted do. */
    private boolean follows(int instrument, MarketPhase to) {
        boolean closes = to == MarketPhase.CLOSING_AUCTION || to == MarketPhase.CLOSED;
        boolean own = rows.get(instrument, UNTIL) != 0
            || phase(instrument) != general && !isCallEnding(instrument);
        return !own || closes && phase(instrument) != MarketPhase.HALTED;
    }

    private void change(int instrument, MarketPhase to, long until, long seq) {
        MarketPhase from = phase(instrument);
        boolean callEnds = to == MarketPhase.CONTINUOUS && from != MarketPhase.CONTINUOUS
            || to == MarketPhase.CLOSED && from == MarketPhase.CLOSING_AUCTION;
        if (callEnds && books.isListed(instrument) && books.isCrossed(instrument)) {
            rows.set(instrument, UNTIL, 0);
            rows.set(instrument, CALL, CALL_ENDS);
            rows.set(instrument, CALL_SEQ, seq);
            rows.set(instrument, NEXT, to.value());
        } else {
            rows.set(instrument, CALL, NO_CALL);
            begin(instrument, to, until);
        }
        tell(instrument);
    }

    private void begin(int instrument, MarketPhase phase, long until) {
        rows.set(instrument, PHASE, phase.value());
        rows.set(instrument, UNTIL, until);
    }

    /** The price of a call is found. */
    void uncrossing(AuctionUncrossingDecoder uncrossing, long seq) {
        int instrument = uncrossing.instrumentId();
        if (!isUncrossing(instrument)) {
            rows.set(instrument, TRADED, 0);
        }
        rows.set(instrument, CALL, CALL_TRADES);
        rows.set(instrument, CALL_SEQ, seq);
        rows.set(instrument, NEXT, uncrossing.phase().value());
        rows.set(instrument, PRICE, uncrossing.priceE8());
        tell(instrument);
    }

    /** A match was made. */
    void traded(int instrument, long quantity) {
        if (isUncrossing(instrument)) {
            rows.increase(instrument, TRADED, quantity);
        }
    }

    /** A call is over. */
    void uncrossed(AuctionUncrossedDecoder uncrossed) {
        rows.set(uncrossed.instrumentId(), CALL, NO_CALL);
        begin(uncrossed.instrumentId(), uncrossed.phase(), 0);
        tell(uncrossed.instrumentId());
    }

    private void findDeadline() {
        deadlineNs = generalUntil == 0 ? StateMachine.NEVER : generalUntil;
        for (int instrument = 1; instrument < rows.end(); instrument++) {
            long until = rows.get(instrument, UNTIL);
            deadlineNs = until == 0 ? deadlineNs : Math.min(deadlineNs, until);
        }
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        sink.putLong(general.value());
        sink.putLong(generalUntil);
        sink.putLong(sessionOpen ? 1 : 0);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        general = MarketPhase.get((short) source.getLong());
        generalUntil = source.getLong();
        sessionOpen = source.getLong() != 0;
        findDeadline();
    }
}
