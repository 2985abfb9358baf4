package throughline.limit;

import org.agrona.collections.LongHashSet;
import throughline.message.StateReason;
import throughline.message.TradingState;
import throughline.reference.Scope;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * Whether a scope, from one order to the firm, trades freely, may only reduce, or is halted (control 19). A narrower
 * scope cannot undo a wider. Also what the front has told of clearing a scope. One thread.
 */
public final class TradingStates implements State {
    private static final int KEY = 0;
    private static final int STATE = 1;
    private static final int REQUEST = 2;
    private static final int CLEARING = 3;
    private static final int CANCELED = 4;
    private static final int FILLED = 5;
    private static final int SET_NS = 6;
    private static final int REASON = 7;
    private static final int REQUESTED_BY = 8;
    private static final int APPROVED_BY = 9;
    private static final int COLUMNS = 10;

    private final Table rows = new Table(COLUMNS, 1 << 10);
    private final ScopeRows rowByKey = new ScopeRows();
    private long clearing;
    private long strict;

    /** Row of a scope; {@link Table#NONE}: it was always active. */
    public int row(long key) {
        return rowByKey.row(key);
    }

    /** State set at a scope itself; a wider one may be stricter. */
    public TradingState state(long key) {
        int row = row(key);
        return row == Table.NONE ? TradingState.ACTIVE : TradingState.get((short) rows.get(row, STATE));
    }

    /**
     * A scope was set to a state, by a request (0: by the office itself); unless it is active again, the front will
     * clear the scope.
     */
    public void set(long key, TradingState state, StateReason reason, long request, long timeNs) {
        int row = row(key);
        if (row == Table.NONE) {
            row = rows.add();
            rows.set(row, KEY, key);
            rowByKey.put(key, row);
        }
        clearing -= rows.get(row, CLEARING);
        strict -= rows.get(row, STATE) == TradingState.ACTIVE.value() ? 0 : 1;
        boolean clears = state != TradingState.ACTIVE;
        clearing += clears ? 1 : 0;
        strict += clears ? 1 : 0;
        rows.set(row, STATE, state.value());
        rows.set(row, REQUEST, request);
        rows.set(row, CLEARING, clears ? 1 : 0);
        rows.set(row, CANCELED, 0);
        rows.set(row, FILLED, 0);
        rows.set(row, SET_NS, timeNs);
        rows.set(row, REASON, reason.value());
    }

    /** Who asked for a scope's state, and who approved it; 0: the office itself, nobody. */
    public void setBy(long key, int requestedBy, int approvedBy) {
        int row = row(key);
        rows.set(row, REQUESTED_BY, requestedBy);
        rows.set(row, APPROVED_BY, approvedBy);
    }

    /** Whether every scope trades freely. */
    public boolean areAllActive() {
        return strict == 0;
    }

    /** The strictest state of what stands in scopes; see {@link #strictestScope}. */
    public TradingState strictest(InScopes order) {
        return state(strictestScope(order));
    }

    /** The widest of the scopes with the strictest state; {@link Scope#FIRM} when all are active. */
    public long strictestScope(InScopes order) {
        long strictest = Scope.FIRM;
        for (int width = 0; strict > 0 && width <= Scope.COUNT; width++) {
            long scope = order.scope(width);
            if (scope != Scope.NONE && state(scope).value() > state(strictest).value()) {
                strictest = scope;
            }
        }
        return strictest;
    }

    /** The front canceled an order because of its scope. */
    public void onCanceled(InScopes order) {
        count(CANCELED, order);
    }

    /** An order was filled; perhaps while its scope was being cleared. */
    public void onFilled(InScopes order) {
        count(FILLED, order);
    }

    private void count(int column, InScopes order) {
        for (int width = 0; clearing > 0 && width <= Scope.COUNT; width++) {
            long scope = order.scope(width);
            int row = scope == Scope.NONE ? Table.NONE : row(scope);
            if (row != Table.NONE && rows.get(row, CLEARING) != 0) {
                rows.increase(row, column, 1);
            }
        }
    }

    /** The front has cleared a scope. */
    public void onCleared(long key, TradingState state, long canceled, long filled) {
        int row = row(key);
        if (row == Table.NONE || state(key) != state) {
            return;
        }
        clearing -= rows.get(row, CLEARING);
        rows.set(row, CLEARING, 0);
        rows.set(row, CANCELED, canceled);
        rows.set(row, FILLED, filled);
    }

    /** Whether the front has not yet said that the scope is cleared. */
    public boolean isClearing(int row) {
        return rows.get(row, CLEARING) != 0;
    }

    /** Orders canceled by the last change, so far or in all. */
    public long canceled(int row) {
        return rows.get(row, CANCELED);
    }

    /** Orders filled before they could be canceled, so far or in all. */
    public long filled(int row) {
        return rows.get(row, FILLED);
    }

    /** User who asked for the state; 0: the office itself. */
    public int requestedBy(int row) {
        return (int) rows.get(row, REQUESTED_BY);
    }

    /** User who approved the state; 0: nobody, none was needed. */
    public int approvedBy(int row) {
        return (int) rows.get(row, APPROVED_BY);
    }

    /** Adds the requests that led to the states as they are. */
    public void requests(LongHashSet to) {
        for (int row = 0; row < rows.end(); row++) {
            to.add(request(row));
        }
    }

    /** Seq of the request that led to the state. */
    public long request(int row) {
        return rows.get(row, REQUEST);
    }

    /** What set it. */
    public StateReason reason(int row) {
        return StateReason.get((short) rows.get(row, REASON));
    }

    /** When it was set, epoch nanoseconds. */
    public long setNs(int row) {
        return rows.get(row, SET_NS);
    }

    /** Scope of a row. */
    public long key(int row) {
        return rows.get(row, KEY);
    }

    /** Row numbers run below this. */
    public int end() {
        return rows.end();
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        rowByKey.clear();
        clearing = 0;
        strict = 0;
        for (int row = 0; row < rows.end(); row++) {
            rowByKey.put(key(row), row);
            clearing += rows.get(row, CLEARING);
            strict += rows.get(row, STATE) == TradingState.ACTIVE.value() ? 0 : 1;
        }
    }
}
