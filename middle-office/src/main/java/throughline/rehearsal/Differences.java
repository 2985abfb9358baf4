package throughline.rehearsal;

/**
 * The differences a rehearsal has found, the first of them kept, all of them counted. One thread adds; any thread reads
 * what was there when it asked for the size.
 */
public final class Differences {
    /** Most that are kept. */
    public static final int MOST_KEPT = 100_000;

    private static final int CHUNK = 1_000;

    private final Difference[][] chunks = new Difference[MOST_KEPT / CHUNK][];
    private volatile int size;

    Differences() {
    }

    /** Keeps one more, unless there are too many. */
    void add(Difference difference) {
        int at = size;
        if (at == MOST_KEPT) {
            return;
        }
        if (at % CHUNK == 0) {
            chunks[at / CHUNK] = new Difference[CHUNK];
        }
        chunks[at / CHUNK][at % CHUNK] = difference;
        size = at + 1;
    }

    /** How many are kept. */
    public int size() {
        return size;
    }

    /** One of those that are kept, by its number from 0, in the order in which they were decided. */
    public Difference get(int number) {
        if (number >= size) {
            throw new IndexOutOfBoundsException(number);
        }
        return chunks[number / CHUNK][number % CHUNK];
    }
}
