package throughline.exposure;

import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * Orders each strategy entered by itself after an own execution since a person last acted. A new date changes nothing.
 * Rows are strategies' ids. One thread.
 */
public final class Repetitions implements State {
    /** The strategy had no execution since a person last acted: its orders are not counted. */
    public static final long NOT_COUNTED = -1;

    private static final int EXECUTED = 0;
    private static final int COUNT = 1;
    private static final int COLUMNS = 2;

    private final Table rows = new Table(COLUMNS, 256);

    Repetitions() {
    }

    /** An order of a strategy executed; 0: it is of none. */
    public void executed(int strategyId) {
        if (strategyId != 0) {
            reach(strategyId);
            rows.set(strategyId, EXECUTED, 1);
        }
    }

    /** A new order of a strategy was accepted; 0: it is of none. One that a person decided on starts the count anew. */
    public void entered(int strategyId, boolean automatic) {
        if (!automatic) {
            enabled(strategyId);
        } else if (count(strategyId) != NOT_COUNTED) {
            rows.increase(strategyId, COUNT, 1);
        }
    }

    /** A person enabled a strategy again; 0: none. */
    public void enabled(int strategyId) {
        if (count(strategyId) != NOT_COUNTED) {
            rows.set(strategyId, EXECUTED, 0);
            rows.set(strategyId, COUNT, 0);
        }
    }

    /** Orders counted against a strategy so far; {@link #NOT_COUNTED}: the next is not counted. */
    public long count(int strategyId) {
        boolean counts = strategyId != 0 && strategyId < rows.end() && rows.get(strategyId, EXECUTED) != 0;
        return counts ? rows.get(strategyId, COUNT) : NOT_COUNTED;
    }

    private void reach(int strategyId) {
        while (rows.end() <= strategyId) {
            rows.add();
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
