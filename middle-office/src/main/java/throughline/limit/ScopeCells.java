package throughline.limit;

import java.util.Arrays;
import throughline.reference.Scope;
import throughline.state.Table;

/**
 * A few numbers of each scope that has an instrument, such as an account's or a desk's, which are read much oftener
 * than all else of its row and seldom out of a cache: found by the scope alone with one look into far memory, where a
 * row's number and then the row would be two, each waiting for the other. A holder's are one array, of places by the
 * instrument's id: as full as can be while nothing stands far from where it belongs, so that ids that follow one
 * another waste no room. They move when it grows: who asks keeps no place. A new scope allocates now and then, asking
 * never does. One thread.
 */
public final class ScopeCells {
    private static final int KINDS = ScopeRows.KINDS;
    private static final int FEWEST_BITS = 3;
    private static final int MIX = 0x9E3779B1;
    /** How many places behind its own a scope may stand in an array that is not nearly empty. */
    private static final int FAR = 8;
    /** An array less full than one place in so many takes what comes where there is room. */
    private static final int NEARLY_EMPTY = 8;
    private static final int REACH_SHIFT = 8;
    private static final int BITS = (1 << REACH_SHIFT) - 1;

    private final int width;
    private final ScopeRows holders = new ScopeRows();
    /** By holder: its scopes' numbers. Of each scope first instrument and row, plus 1; 0: the place is free. */
    private long[][] byHolder = new long[0][];
    /**
     * By holder: how many bits number its places, below how far behind its own place one of its scopes stands; as a
     * distance to shift by, it is the bits alone.
     */
    private int[] shapes = new int[0];
    /** By holder: how many scopes it has. */
    private int[] counts = new int[0];
    private int holderEnd;

    /** No scope has any; each may have so many. */
    public ScopeCells(int numbers) {
        width = 1 + numbers;
    }

    /** Place of a scope, until its holder has another; {@link Table#NONE}: it has none. */
    public long find(long scope) {
        return find(Scope.kindNumber(scope), Scope.id(scope), Scope.instrumentPart(scope));
    }

    /** As {@link #find(long)}, by the number of a scope's kind, its id and its instrument. */
    public long find(int kind, int id, int instrument) {
        if (kind >= KINDS || (id | instrument) < 0) {
            return Table.NONE;
        }
        int holder = holders.rowOfId(kind, id);
        return holder == Table.NONE ? Table.NONE : findOf(holder, instrument);
    }

    /** As {@link #find(long)}, by the scope's {@link #holder} and its instrument. */
    public long findOf(int holder, int instrument) {
        long[] cells = byHolder[holder];
        int shape = shapes[holder];
        int place = own(shape, instrument);
        for (int tries = shape >>> REACH_SHIFT; tries >= 0; tries--) {
            long head = cells[place * width];
            if (head >>> Integer.SIZE == instrument && head != 0) {
                return place(holder, place * width);
            }
            place = place + 1 & last(shape);
        }
        return Table.NONE;
    }

    private static long place(int holder, int at) {
        return (long) holder << Integer.SIZE | at + 1;
    }

    /** The place where an instrument belongs. Ids that follow one another do so here, and never meet. */
    private static int own(int shape, int instrument) {
        return instrument + (instrument >>> shape) * MIX & last(shape);
    }

    private static int last(int shape) {
        return (1 << shape) - 1;
    }

    /** Number of the holder of a place's scope; it stays the same. */
    public static int holder(long place) {
        return (int) (place >>> Integer.SIZE);
    }

    /** The array in which the numbers of a place's scope stand, from {@link #start(long)} on. */
    public long[] cells(long place) {
        return byHolder[holder(place)];
    }

    /** Where they begin there. */
    public static int start(long place) {
        return (int) place;
    }

    /** A number of a place's scope. */
    public long get(long place, int number) {
        return cells(place)[start(place) + number];
    }

    /** A number of a place's scope is that from here. */
    public void set(long place, int number, long value) {
        cells(place)[start(place) + number] = value;
    }

    /** Row of a place's scope. */
    public int row(long place) {
        return (int) cells(place)[start(place) - 1] - 1;
    }

    /** A scope that had none has numbers from here, all 0, and that row; gives its place. */
    public long add(long scope, int row) {
        int holder = reach(scope - Scope.instrumentPart(scope));
        int instrument = Scope.instrumentPart(scope);
        counts[holder]++;
        int at = take(holder, instrument);
        while (at == Table.NONE) {
            grow(holder);
            at = take(holder, instrument);
        }
        byHolder[holder][at] = (long) instrument << Integer.SIZE | row + 1;
        return place(holder, at);
    }

    private int reach(long scope) {
        int holder = holders.row(scope);
        if (holder == Table.NONE) {
            holder = holderEnd++;
            holders.put(scope, holder);
            if (holder == counts.length) {
                counts = Arrays.copyOf(counts, Math.max(1 << FEWEST_BITS, 2 * holder));
                shapes = Arrays.copyOf(shapes, counts.length);
                byHolder = Arrays.copyOf(byHolder, counts.length);
            }
            counts[holder] = 0;
            shapes[holder] = FEWEST_BITS;
            byHolder[holder] = new long[width << FEWEST_BITS];
        }
        return holder;
    }

    /** Where an instrument's numbers are to begin; {@link Table#NONE}: all that is near enough is taken. */
    private int take(int holder, int instrument) {
        long[] cells = byHolder[holder];
        int shape = shapes[holder];
        int most = counts[holder] < (1 << shape) / NEARLY_EMPTY ? last(shape) : FAR;
        int place = own(shape, instrument);
        for (int far = 0; far <= most; far++) {
            if (cells[place * width] == 0) {
                shapes[holder] = Math.max(shape, far << REACH_SHIFT | shape & BITS);
                return place * width;
            }
            place = place + 1 & last(shape);
        }
        return Table.NONE;
    }

    /** Twice as many places, or more, until all find one. */
    private void grow(int holder) {
        long[] old = byHolder[holder];
        int bits = shapes[holder] & BITS;
        boolean whole = false;
        while (!whole) {
            bits++;
            shapes[holder] = bits;
            byHolder[holder] = new long[width << bits];
            whole = takeAll(holder, old);
        }
    }

    private boolean takeAll(int holder, long[] old) {
        for (int from = 0; from < old.length; from += width) {
            if (old[from] != 0) {
                int to = take(holder, (int) (old[from] >>> Integer.SIZE));
                if (to == Table.NONE) {
                    return false;
                }
                System.arraycopy(old, from, byHolder[holder], to, width);
            }
        }
        return true;
    }

    /** No scope has any from here. */
    public void clear() {
        holders.clear();
        byHolder = new long[0][];
        shapes = new int[0];
        counts = new int[0];
        holderEnd = 0;
    }
}
