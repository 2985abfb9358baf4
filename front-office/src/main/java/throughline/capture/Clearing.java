package throughline.capture;

import org.agrona.collections.Long2LongHashMap;
import throughline.blotter.Blotter;
import throughline.blotter.Orders;
import throughline.blotter.Positions;
import throughline.message.EndReason;
import throughline.message.JournalRecord;
import throughline.message.ScopeClearedEncoder;
import throughline.message.ScopeClearingDecoder;
import throughline.message.ScopeClearingEncoder;
import throughline.message.ScopeKind;
import throughline.message.TradingState;
import throughline.message.TradingStateSetDecoder;
import throughline.office.Step;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * The work of ending a scope's working orders, one scope after another, in slices, lowest order id first. Halted: all
 * of them. Reduce-only: all but the oldest that reduce the position, up to the position. Orders placed after the work
 * began were judged under the new state and stay. One thread.
 */
public final class Clearing implements State, Blotter.Watch {
    private static final int SEQ = 0;
    private static final int KIND = 1;
    private static final int ACCOUNT = 2;
    private static final int INSTRUMENT = 3;
    private static final int STATE = 4;
    private static final int CANCELED = 5;
    private static final int FILLED = 6;
    private static final int COLUMNS = 7;

    private final Table rows = new Table(COLUMNS, 64);
    private final Orders orders;
    private final Positions positions;
    private final Cancels cancels;
    private final Long2LongHashMap kept = new Long2LongHashMap(0);
    private final ScopeClearingEncoder clearing = new ScopeClearingEncoder();
    private final ScopeClearingDecoder cleared = new ScopeClearingDecoder();
    private final ScopeClearedEncoder done = new ScopeClearedEncoder();

    Clearing(Orders orders, Positions positions, Cancels cancels) {
        this.orders = orders;
        this.positions = positions;
        this.cancels = cancels;
    }

    void decide(TradingStateSetDecoder set, Step step) {
        if (set.state() != TradingState.ACTIVE) {
            step.add(clearing, 0).accountId(set.accountId()).instrumentId(set.instrumentId())
                .scopeKind(set.scopeKind()).state(set.state());
        }
    }

    void begun(JournalRecord record) {
        cleared.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = rows.add();
        rows.set(row, SEQ, record.seq());
        rows.set(row, KIND, cleared.scopeKind().value());
        rows.set(row, ACCOUNT, cleared.accountId());
        rows.set(row, INSTRUMENT, cleared.instrumentId());
        rows.set(row, STATE, cleared.state().value());
    }

    /** Seq of the record that named the oldest of the work; 0: none is left. */
    public long workSeq() {
        int row = oldest();
        return row == Table.NONE ? 0 : rows.get(row, SEQ);
    }

    private int oldest() {
        int oldest = Table.NONE;
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row) && (oldest == Table.NONE || rows.get(row, SEQ) < rows.get(oldest, SEQ))) {
                oldest = row;
            }
        }
        return oldest;
    }

    void work(Step step) {
        int row = oldest();
        boolean reduceOnly = rows.get(row, STATE) == TradingState.REDUCE_ONLY.value();
        kept.clear();
        int order = orders.firstOpen();
        int canceled = 0;
        while (order != Orders.NONE && canceled < Step.MAX_SLICE - 1) {
            if (isConcerned(row, order) && !(reduceOnly && isKept(order))) {
                cancels.end(order, EndReason.SCOPE_HALTED, step);
                canceled++;
            }
            order = orders.nextOpen(order);
        }
        if (order == Orders.NONE) {
            step.add(done, 0).accountId((int) rows.get(row, ACCOUNT)).instrumentId((int) rows.get(row, INSTRUMENT))
                .canceled(rows.get(row, CANCELED) + canceled).filledMeanwhile(rows.get(row, FILLED))
                .scopeKind(kind(row)).state(TradingState.get((short) rows.get(row, STATE)));
        }
    }

    private boolean isConcerned(int row, int order) {
        return orders.isWorking(order) && orders.placedSeq(order) < rows.get(row, SEQ)
            && covers(row, orders.account(order), orders.instrument(order));
    }

    private boolean covers(int row, int account, int instrument) {
        return Halts.covers(kind(row), (int) rows.get(row, ACCOUNT), (int) rows.get(row, INSTRUMENT), account,
            instrument);
    }

    private ScopeKind kind(int row) {
        return ScopeKind.get((short) rows.get(row, KIND));
    }

    private boolean isKept(int order) {
        int account = orders.account(order);
        int instrument = orders.instrument(order);
        long position = positions.quantity(account, instrument);
        boolean reduces = orders.buys(order) ? position < 0 : position > 0;
        long pair = Positions.pair(account, instrument);
        long sum = kept.get(pair) + orders.leaves(order);
        if (!reduces || sum > Math.abs(position)) {
            return false;
        }
        kept.put(pair, sum);
        return true;
    }

    @Override
    public void concerned(long causeSeq) {
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row) && rows.get(row, SEQ) == causeSeq) {
                rows.increase(row, CANCELED, 1);
            }
        }
    }

    @Override
    public void filled(int account, int instrument) {
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row) && covers(row, account, instrument)) {
                rows.increase(row, FILLED, 1);
            }
        }
    }

    /** How many orders a mass cancel has ended so far, or will once risk has decided; 0: none, or none is known. */
    public long canceled(long requestSeq) {
        return 0;
    }

    /** Whether a mass cancel of this date has done all it named. */
    public boolean isDone(long requestSeq) {
        return false;
    }

    void ended(long causeSeq) {
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row) && rows.get(row, SEQ) == causeSeq) {
                rows.remove(row);
            }
        }
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
    }
}
