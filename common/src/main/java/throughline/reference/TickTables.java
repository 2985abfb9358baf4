package throughline.reference;

import java.util.Arrays;
import throughline.message.JournalRecord;
import throughline.message.TickTableStatedDecoder;
import throughline.message.TickTableStatedEncoder;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * Ticks by price, a table of them by its number (from 1): each row's tick holds from its price on, up to the next
 * row's. Prices and ticks are x 10^-8. Asking allocates nothing; a table is replaced whole. One thread.
 */
public final class TickTables implements State {
    private static final long[] NONE = {};

    private long[][] fromPrices = new long[4][];
    private long[][] ticks = new long[4][];
    private int end = 1;
    private final TickTableStatedDecoder decoder = new TickTableStatedDecoder();

    /** No table. */
    public TickTables() {
        Arrays.fill(fromPrices, NONE);
        Arrays.fill(ticks, NONE);
    }

    /** Takes up a {@code TickTableStated} or {@code TickTableDefined}, which are laid out alike, rows by price. */
    public void state(JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int table = decoder.tickTable();
        TickTableStatedDecoder.TicksDecoder rows = decoder.ticks();
        long[] prices = new long[rows.count()];
        long[] steps = new long[rows.count()];
        for (int i = 0; i < prices.length; i++) {
            rows.next();
            prices[i] = rows.fromPriceE8();
            steps[i] = rows.tickE8();
        }
        put(table, prices, steps);
    }

    private void put(int table, long[] prices, long[] steps) {
        if (table <= 0) {
            throw new IllegalArgumentException("a tick table's number is above 0, not " + table);
        }
        if (table >= ticks.length) {
            int old = ticks.length;
            fromPrices = Arrays.copyOf(fromPrices, Math.max(table + 1, old * 2));
            ticks = Arrays.copyOf(ticks, fromPrices.length);
            Arrays.fill(fromPrices, old, fromPrices.length, NONE);
            Arrays.fill(ticks, old, ticks.length, NONE);
        }
        end = Math.max(end, table + 1);
        fromPrices[table] = prices;
        ticks[table] = steps;
    }

    /**
     * The tick at a price.
     *
     * @param tickTable 0: none
     * @param otherwiseE8 what it is where no table, or none of its rows, says it
     */
    public long tickE8(int tickTable, long priceE8, long otherwiseE8) {
        if (!isKnown(tickTable)) {
            return otherwiseE8;
        }
        long[] prices = fromPrices[tickTable];
        for (int row = prices.length - 1; row >= 0; row--) {
            if (priceE8 >= prices[row]) {
                return ticks[tickTable][row];
            }
        }
        return otherwiseE8;
    }

    /** Whether there is a table of that number. */
    public boolean isKnown(int tickTable) {
        return tickTable > 0 && tickTable < end && ticks[tickTable].length > 0;
    }

    /** Writes a table into a record of the front's. */
    public void encode(int tickTable, TickTableStatedEncoder encoder) {
        long[] prices = fromPrices[tickTable];
        TickTableStatedEncoder.TicksEncoder rows = encoder.tickTable(tickTable).ticksCount(prices.length);
        for (int row = 0; row < prices.length; row++) {
            rows.next().fromPriceE8(prices[row]).tickE8(ticks[tickTable][row]);
        }
    }

    /** Numbers run from 1 to below this; ask {@link #isKnown} of each. */
    public int end() {
        return end;
    }

    @Override
    public void save(StateSink sink) {
        sink.putLong(end);
        for (int table = 1; table < end; table++) {
            sink.putLong(ticks[table].length);
            for (int row = 0; row < ticks[table].length; row++) {
                sink.putLong(fromPrices[table][row]);
                sink.putLong(ticks[table][row]);
            }
        }
    }

    @Override
    public void load(StateSource source) {
        Arrays.fill(fromPrices, NONE);
        Arrays.fill(ticks, NONE);
        end = 1;
        int saved = (int) source.getLong();
        for (int table = 1; table < saved; table++) {
            long[] prices = new long[(int) source.getLong()];
            long[] steps = new long[prices.length];
            for (int row = 0; row < prices.length; row++) {
                prices[row] = source.getLong();
                steps[row] = source.getLong();
            }
            put(table, prices, steps);
        }
    }
}
