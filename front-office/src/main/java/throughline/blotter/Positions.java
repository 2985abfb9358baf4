package throughline.blotter;

import throughline.state.PairRows;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * What each account holds of each instrument: as an opening states it, then by executions. Quantities in the
 * instrument's scale, below 0 when sold short. The street has none. One thread.
 */
public final class Positions implements State {
    private static final int ACCOUNT = 0;
    private static final int INSTRUMENT = 1;
    private static final int QUANTITY = 2;
    private static final int BOUGHT = 3;
    private static final int SOLD = 4;
    /** Most of an instrument that all accounts together come to hold at somebody's word. */
    private static final long MOST = Long.MAX_VALUE / 4;
    private static final int COLUMNS = 5;

    private final Table rows;
    private final PairRows rowByPair = new PairRows();

    Positions(int expected) {
        rows = new Table(COLUMNS, expected);
    }

    /** Account and instrument as one number. */
    public static long pair(int account, long instrument) {
        return (long) account << 32 | instrument;
    }

    /** Row of a pair, which comes with the first question. */
    int row(int account, int instrument) {
        int row = rowByPair.get(account, instrument);
        if (row == Table.NONE) {
            row = rows.add();
            rows.set(row, ACCOUNT, account);
            rows.set(row, INSTRUMENT, instrument);
            rowByPair.put(account, instrument, row);
        }
        return row;
    }

    /** An opening says what is held. */
    public void state(int account, int instrument, long quantity) {
        rows.set(row(account, instrument), QUANTITY, quantity);
    }

    /** The ledger says that it changed, otherwise than by a trade. */
    public void move(int account, int instrument, long by) {
        rows.increase(row(account, instrument), QUANTITY, by);
    }

    void execute(int row, boolean buys, long quantity) {
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        cells[at + QUANTITY] = Math.addExact(cells[at + QUANTITY], buys ? quantity : -quantity);
        int turnover = at + (buys ? BOUGHT : SOLD);
        long sum = cells[turnover] + quantity;
        cells[turnover] = sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** An execution was another, or with quantity 0 never was. */
    void correct(int account, int instrument, boolean buys, long oldQuantity, long quantity) {
        int row = row(account, instrument);
        long more = quantity - oldQuantity;
        rows.increase(row, QUANTITY, buys ? more : -more);
        int turnover = buys ? BOUGHT : SOLD;
        long before = rows.get(row, turnover);
        if (before != Long.MAX_VALUE) {
            rows.set(row, turnover, before + more < 0 ? Long.MAX_VALUE : before + more);
        }
    }

    /**
     * Whether a position may change by so much at somebody's word. Nearer to zero it always may; further from it only
     * while all that the accounts hold of the instrument stays so small that no sum of positions and of what works,
     * here or at risk, can overflow: there it would be too late to refuse. Looks at all rows.
     */
    public boolean fits(int account, int instrument, long by) {
        long held = quantity(account, instrument);
        long then = held + by;
        boolean overflows = ((held ^ then) & (by ^ then)) < 0;
        if (!overflows && then >= -Math.abs(held) && then <= Math.abs(held)) {
            return true;
        }
        long left = overflows || then > MOST || then < -MOST ? -1 : MOST - Math.abs(then);
        for (int row = 0; row < rows.end() && left >= 0; row++) {
            if (instrument(row) == instrument && account(row) != account) {
                left -= Math.min(MOST + 1, Math.abs(quantity(row)));
            }
        }
        return left >= 0;
    }

    /** A new business date: nothing is bought or sold yet. */
    void open() {
        for (int row = 0; row < rows.end(); row++) {
            rows.set(row, BOUGHT, 0);
            rows.set(row, SOLD, 0);
        }
    }

    /** Row of a pair; {@link Table#NONE}: nothing was ever held. */
    public int find(int account, int instrument) {
        return rowByPair.get(account, instrument);
    }

    /** What an account holds. */
    public long quantity(int account, int instrument) {
        int row = find(account, instrument);
        return row == Table.NONE ? 0 : rows.get(row, QUANTITY);
    }

    /** How many rows there are; they run from 0 to below this. */
    public int size() {
        return rows.size();
    }

    /** Account of a row. */
    public int account(int row) {
        return (int) rows.get(row, ACCOUNT);
    }

    /** Instrument of a row. */
    public int instrument(int row) {
        return (int) rows.get(row, INSTRUMENT);
    }

    /** What is held. */
    public long quantity(int row) {
        return rows.get(row, QUANTITY);
    }

    /** Bought on the business date; the largest long stands for all beyond it, as no limit bounds it. */
    public long bought(int row) {
        return rows.get(row, BOUGHT);
    }

    /** Sold on the business date, as {@link #bought}. */
    public long sold(int row) {
        return rows.get(row, SOLD);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        rowByPair.clear();
        for (int row = 0; row < rows.end(); row++) {
            rowByPair.put(account(row), instrument(row), row);
        }
    }
}
