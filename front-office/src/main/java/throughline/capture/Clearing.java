package throughline.capture;

import org.agrona.collections.Hashing;
import org.agrona.collections.Long2LongHashMap;
import throughline.blotter.Blotter;
import throughline.blotter.OrderScopes;
import throughline.blotter.Orders;
import throughline.blotter.Positions;
import throughline.message.EndReason;
import throughline.message.JournalRecord;
import throughline.message.MassCancelRequestedDecoder;
import throughline.message.MassCanceledEncoder;
import throughline.message.ScopeClearedEncoder;
import throughline.message.ScopeClearingDecoder;
import throughline.message.ScopeClearingEncoder;
import throughline.message.Side;
import throughline.message.TradingState;
import throughline.message.TradingStateSetDecoder;
import throughline.office.Step;
import throughline.reference.Scope;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;
import throughline.state.Texts;

/**
 * The work of ending many orders, one scope after another, in slices, lowest order id first; each slice goes on where
 * the last one ended. Halted: all that work. Reduce-only: all but the oldest that reduce the position, up to the
 * position; when a position of which something was kept moves meanwhile, it begins anew. What was judged after that
 * work began was judged under the new state and stays. Mass cancel: all that its asker may cancel and that were
 * captured before, those included that risk has not decided on. One thread.
 */
public final class Clearing implements State, Blotter.Watch {
    private static final int SEQ = 0;
    private static final int SCOPE = 1;
    private static final int ACCOUNT = 2;
    private static final int INSTRUMENT = 3;
    private static final int STATE = 4;
    private static final int CANCELED = 5;
    private static final int FILLED = 6;
    private static final int ACTOR = 7;
    private static final int USER = 8;
    private static final int SIDE = 9;
    private static final int DAY_ONLY = 10;
    private static final int REASON = 11;
    private static final int NAME = 12;
    private static final int COLUMNS = 13;
    private static final int DONE_COLUMNS = 2;
    private static final int DONE_CANCELED = 1;
    private static final int PAIR = 0;
    private static final int SUM = 1;
    private static final int KEPT_COLUMNS = 2;
    private static final long MASS = Scope.NONE;
    private static final int HEADER = TradingStateSetDecoder.scopeNameHeaderLength();

    private final Table rows = new Table(COLUMNS, 64);
    private final Table doneMass = new Table(DONE_COLUMNS, 64);
    private final Texts names = new Texts(16, 1 << 9);
    private final OrderScopes scopes;
    private final Orders orders;
    private final Positions positions;
    private final Cancels cancels;
    private final Table kept = new Table(KEPT_COLUMNS, 64);
    private final Long2LongHashMap keptByPair =
        new Long2LongHashMap(128, Hashing.DEFAULT_LOAD_FACTOR, Table.NONE);
    private final Long2LongHashMap keptInSlice = new Long2LongHashMap(0);
    private final ScopeClearingEncoder clearing = new ScopeClearingEncoder();
    private final ScopeClearingDecoder cleared = new ScopeClearingDecoder();
    private final ScopeClearedEncoder done = new ScopeClearedEncoder();
    private final MassCancelRequestedDecoder mass = new MassCancelRequestedDecoder();
    private final MassCanceledEncoder massDone = new MassCanceledEncoder();
    private long cursor;

    Clearing(OrderScopes scopes, Orders orders, Positions positions, Cancels cancels) {
        this.scopes = scopes;
        this.orders = orders;
        this.positions = positions;
        this.cancels = cancels;
    }

    void decide(TradingStateSetDecoder set, Step step) {
        if (set.state() != TradingState.ACTIVE) {
            step.add(clearing, 0).scope(set.scope()).state(set.state());
            int length = set.scopeNameLength();
            clearing.putScopeName(set.buffer(), set.limit() + HEADER, length);
        }
    }

    void begun(JournalRecord record) {
        cleared.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = rows.add();
        rows.set(row, SEQ, record.seq());
        rows.set(row, SCOPE, cleared.scope());
        rows.set(row, STATE, cleared.state().value());
        rows.set(row, NAME, names.intern(record.buffer(), cleared.limit() + HEADER, cleared.scopeNameLength()));
    }

    void massBegun(JournalRecord record) {
        mass.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = rows.add();
        rows.set(row, SEQ, record.seq());
        rows.set(row, SCOPE, MASS);
        rows.set(row, ACCOUNT, mass.accountId());
        rows.set(row, INSTRUMENT, mass.instrumentId());
        rows.set(row, ACTOR, record.actor());
        rows.set(row, USER, mass.userId());
        rows.set(row, SIDE, mass.side().value());
        rows.set(row, DAY_ONLY, mass.dayOnly());
        rows.set(row, REASON, mass.reason().value());
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
        if (rows.get(row, SCOPE) == MASS) {
            cancelMass(row, step);
        } else {
            clear(row, step);
        }
    }

    private void clear(int row, Step step) {
        boolean reduceOnly = isReduceOnly(row);
        keptInSlice.clear();
        int order = orders.openAfter(cursor);
        int canceled = 0;
        while (order != Orders.NONE && canceled < Step.MAX_SLICE - 1) {
            if (isConcerned(row, order) && !(reduceOnly && keepsInSlice(order))) {
                cancels.end(order, EndReason.SCOPE_HALTED, step);
                canceled++;
            }
            order = orders.nextOpen(order);
        }
        if (order == Orders.NONE) {
            int name = (int) rows.get(row, NAME);
            step.add(done, 0).scope(rows.get(row, SCOPE)).canceled(rows.get(row, CANCELED) + canceled)
                .filledMeanwhile(rows.get(row, FILLED)).state(TradingState.get((short) rows.get(row, STATE)))
                .putScopeName(names.bytes(), names.start(name), names.length(name));
        }
    }

    private boolean isReduceOnly(int row) {
        return rows.get(row, STATE) == TradingState.REDUCE_ONLY.value();
    }

    private void cancelMass(int row, Step step) {
        long seq = rows.get(row, SEQ);
        EndReason reason = EndReason.get((short) rows.get(row, REASON));
        int order = orders.openAfter(cursor);
        int canceled = 0;
        while (order != Orders.NONE && orders.id(order) < seq && canceled < Step.MAX_SLICE - 1) {
            if (isNamed(row, order)) {
                if (orders.isWorking(order)) {
                    cancels.end(order, reason, step);
                } else {
                    cancels.keep(order, step);
                }
                canceled++;
            }
            order = orders.nextOpen(order);
        }
        if (order == Orders.NONE || orders.id(order) >= seq) {
            step.add(massDone, 0).requestSeq(seq).canceled(rows.get(row, CANCELED) + canceled);
        }
    }

    private boolean isNamed(int row, int order) {
        int actor = (int) rows.get(row, ACTOR);
        long side = rows.get(row, SIDE);
        return !orders.isPendingCancel(order) && isOrAny(row, ACCOUNT, orders.account(order))
            && isOrAny(row, INSTRUMENT, orders.instrument(order)) && isOrAny(row, USER, orders.user(order))
            && (side == Side.NULL_VAL.value() || side == orders.side(order).value())
            && !(rows.get(row, DAY_ONLY) != 0 && orders.outlivesDate(order))
            && (actor == 0 || cancels.mayCancel(actor, order));
    }

    private boolean isOrAny(int row, int column, int value) {
        long wanted = rows.get(row, column);
        return wanted == 0 || wanted == value;
    }

    private boolean isConcerned(int row, int order) {
        return orders.isWorking(order) && orders.standsSince(order) < rows.get(row, SEQ)
            && covers(row, order);
    }

    private boolean covers(int row, int order) {
        return scopes.covers(rows.get(row, SCOPE), names, (int) rows.get(row, NAME), order);
    }

    private boolean keepsInSlice(int order) {
        long pair = pair(order);
        long inSlice = keptInSlice.get(pair);
        if (!isKept(order, keptBefore(pair) + inSlice)) {
            return false;
        }
        keptInSlice.put(pair, inSlice + orders.leaves(order));
        return true;
    }

    private long pair(int order) {
        return Positions.pair(orders.account(order), orders.instrument(order));
    }

    /** What earlier slices kept of a pair. */
    private long keptBefore(long pair) {
        int row = (int) keptByPair.get(pair);
        return row == Table.NONE ? 0 : kept.get(row, SUM);
    }

    /** Whether an order reduces, and still does behind older ones of its pair that are kept. */
    private boolean isKept(int order, long older) {
        long position = positions.quantity(orders.account(order), orders.instrument(order));
        boolean reduces = orders.buys(order) ? position < 0 : position > 0;
        return reduces && older + orders.leaves(order) <= Math.abs(position);
    }

    @Override
    public void concerned(long causeSeq, long orderId) {
        int row = find(causeSeq);
        if (row != Table.NONE) {
            rows.increase(row, CANCELED, 1);
            if (isReduceOnly(row)) {
                keepUpTo(row, orderId);
            }
            cursor = orderId;
        }
    }

    /** The orders passed over before the one just canceled are kept: nothing has changed since that was decided. */
    private void keepUpTo(int row, long orderId) {
        int order = orders.openAfter(cursor);
        while (order != Orders.NONE && orders.id(order) < orderId) {
            long pair = pair(order);
            if (isConcerned(row, order) && isKept(order, keptBefore(pair))) {
                keep(pair, orders.leaves(order));
            }
            order = orders.nextOpen(order);
        }
    }

    private void keep(long pair, long quantity) {
        int row = (int) keptByPair.get(pair);
        if (row == Table.NONE) {
            row = kept.add();
            kept.set(row, PAIR, pair);
            keptByPair.put(pair, row);
        }
        kept.increase(row, SUM, quantity);
    }

    @Override
    public void filled(int order) {
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row) && rows.get(row, SCOPE) != MASS && covers(row, order)) {
                rows.increase(row, FILLED, 1);
            }
        }
    }

    @Override
    public void moved(int account, int instrument) {
        if (kept.size() > 0 && keptByPair.get(Positions.pair(account, instrument)) != Table.NONE) {
            beginAnew();
        }
    }

    private void beginAnew() {
        cursor = 0;
        kept.clear();
        keptByPair.clear();
    }

    void ended(long causeSeq) {
        int row = find(causeSeq);
        if (row == Table.NONE) {
            return;
        }
        if (rows.get(row, SCOPE) == MASS) {
            int ended = doneMass.add();
            doneMass.set(ended, SEQ, causeSeq);
            doneMass.set(ended, DONE_CANCELED, rows.get(row, CANCELED));
        }
        rows.remove(row);
        beginAnew();
        if (rows.size() == 0) {
            names.clear();
        }
    }

    private int find(long seq) {
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row) && rows.get(row, SEQ) == seq) {
                return row;
            }
        }
        return Table.NONE;
    }

    /** How many orders a mass cancel of this date has ended so far, or will once risk has decided; 0: none. */
    public long canceled(long requestSeq) {
        int row = find(requestSeq);
        int ended = doneRow(requestSeq);
        return row != Table.NONE ? rows.get(row, CANCELED)
            : ended == Table.NONE ? 0 : doneMass.get(ended, DONE_CANCELED);
    }

    /** Whether a mass cancel of this date has done all it named. */
    public boolean isDone(long requestSeq) {
        return doneRow(requestSeq) != Table.NONE;
    }

    /** The oldest is done first, so that rows are in the order of their seqs. */
    private int doneRow(long requestSeq) {
        int low = 0;
        int high = doneMass.end() - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            long seq = doneMass.get(middle, SEQ);
            if (seq == requestSeq) {
                return middle;
            }
            low = seq < requestSeq ? middle + 1 : low;
            high = seq < requestSeq ? high : middle - 1;
        }
        return Table.NONE;
    }

    /** A new business date: what was done is told no more. */
    void openDay() {
        doneMass.clear();
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        doneMass.save(sink);
        names.save(sink);
        kept.save(sink);
        sink.putLong(cursor);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        doneMass.load(source);
        names.load(source);
        kept.load(source);
        cursor = source.getLong();
        keptByPair.clear();
        for (int row = 0; row < kept.end(); row++) {
            keptByPair.put(kept.get(row, PAIR), row);
        }
    }
}
