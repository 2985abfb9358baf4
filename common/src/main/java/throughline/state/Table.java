package throughline.state;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Rows of longs, addressed by row number and column. A removed row's number is given out again, last removed first, so
 * equal histories give equal tables. Rows move in {@link #keepOnly} alone. Grows by whole chunks, the first of which
 * begins small; in between it allocates nothing. What it writes down is its rows as they lie, those given back too.
 */
public final class Table implements State {
    /** No row. */
    public static final int NONE = -1;

    private static final int CHUNK_BITS = 11;
    private static final int CHUNK_ROWS = 1 << CHUNK_BITS;
    private static final int FEWEST_ROWS = 1 << 9;
    private static final long LIVE = NONE;

    private final int columns;
    private final int width;
    private long[][] chunks = new long[0][];
    private int capacity;
    private int rows;
    private int live;
    private long firstFree = NONE;

    /**
     * An empty table.
     *
     * @param columns of each row
     * @param expectedRows that it takes without growing
     */
    public Table(int columns, int expectedRows) {
        this.columns = columns;
        this.width = columns + 1;
        while (capacity < expectedRows) {
            grow();
        }
    }

    private void grow() {
        if (capacity < CHUNK_ROWS) {
            capacity = capacity == 0 ? FEWEST_ROWS : 2 * capacity;
            chunks = new long[][] {capacity == FEWEST_ROWS
                ? new long[capacity * width] : Arrays.copyOf(chunks[0], capacity * width)};
        } else {
            chunks = Arrays.copyOf(chunks, chunks.length + 1);
            chunks[chunks.length - 1] = new long[CHUNK_ROWS * width];
            capacity += CHUNK_ROWS;
        }
    }

    /** Takes a row, all zero. */
    public int add() {
        live++;
        if (firstFree != NONE) {
            int row = (int) firstFree;
            int at = at(row, 0);
            long[] chunk = chunks[row >> CHUNK_BITS];
            firstFree = chunk[at + columns] - 2L;
            Arrays.fill(chunk, at, at + columns, 0);
            chunk[at + columns] = LIVE;
            return row;
        }
        if (rows == capacity) {
            grow();
        }
        int row = rows++;
        chunks[row >> CHUNK_BITS][at(row, columns)] = LIVE;
        return row;
    }

    /** Gives a row back. */
    public void remove(int row) {
        if (!isLive(row)) {
            throw new IllegalArgumentException("row " + row + " is not in use");
        }
        chunks[row >> CHUNK_BITS][at(row, columns)] = firstFree + 2L;
        firstFree = row;
        live--;
    }

    /** Whether the row is in use. */
    public boolean isLive(int row) {
        return row >= 0 && row < rows && chunks[row >> CHUNK_BITS][at(row, columns)] == LIVE;
    }

    /** A cell. */
    public long get(int row, int column) {
        return chunks[row >> CHUNK_BITS][at(row, column)];
    }

    /** Sets a cell. */
    public void set(int row, int column, long value) {
        chunks[row >> CHUNK_BITS][at(row, column)] = value;
    }

    /** Adds to a cell, exactly. */
    public void increase(int row, int column, long by) {
        int at = at(row, column);
        long[] chunk = chunks[row >> CHUNK_BITS];
        chunk[at] = Math.addExact(chunk[at], by);
    }

    /** The array a row's cells stand in, from {@link #start} on in the order of its columns: for many at once. */
    public long[] cells(int row) {
        return chunks[row >> CHUNK_BITS];
    }

    /** Where a row's first cell stands in {@link #cells}. */
    public int start(int row) {
        return at(row, 0);
    }

    private int at(int row, int column) {
        return (row & CHUNK_ROWS - 1) * width + column;
    }

    /** Rows in use. */
    public int size() {
        return live;
    }

    /** Row numbers run below this; ask {@link #isLive} of each. */
    public int end() {
        return rows;
    }

    /** Gives back the rows that are not to be kept; the others move together, in the order they had. */
    public void keepOnly(IntPredicate isKept) {
        int kept = 0;
        for (int row = 0; row < rows; row++) {
            if (isLive(row) && isKept.test(row)) {
                System.arraycopy(chunks[row >> CHUNK_BITS], at(row, 0), chunks[kept >> CHUNK_BITS], at(kept, 0), width);
                kept++;
            }
        }
        for (int row = kept; row < rows; row++) {
            int at = at(row, 0);
            Arrays.fill(chunks[row >> CHUNK_BITS], at, at + width, 0);
        }
        rows = kept;
        live = kept;
        firstFree = NONE;
    }

    /** Gives every row back and starts numbering anew. */
    public void clear() {
        for (int row = 0; row < rows; row += CHUNK_ROWS) {
            Arrays.fill(chunks[row >> CHUNK_BITS], 0, Math.min(CHUNK_ROWS, rows - row) * width, 0);
        }
        rows = 0;
        live = 0;
        firstFree = NONE;
    }

    @Override
    public void save(StateSink sink) {
        sink.putLong(columns);
        sink.putLong(rows);
        sink.putLong(live);
        sink.putLong(firstFree);
        for (int row = 0; row < rows; row += CHUNK_ROWS) {
            sink.putLongs(chunks[row >> CHUNK_BITS], 0, Math.min(CHUNK_ROWS, rows - row) * width);
        }
    }

    @Override
    public void load(StateSource source) {
        if (source.getLong() != columns) {
            throw new IllegalStateException("the state was written with other columns");
        }
        clear();
        rows = (int) source.getLong();
        live = (int) source.getLong();
        firstFree = source.getLong();
        while (capacity < rows) {
            grow();
        }
        for (int row = 0; row < rows; row += CHUNK_ROWS) {
            source.getLongs(chunks[row >> CHUNK_BITS], 0, Math.min(CHUNK_ROWS, rows - row) * width);
        }
    }
}
