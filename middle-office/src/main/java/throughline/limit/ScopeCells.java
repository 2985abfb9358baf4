package throughline.limit;

import java.util.Arrays;
import throughline.reference.Scope;
import throughline.state.Table;

/**
 * A few numbers of each scope that has an instrument, such as an account's or a desk's, which are read much oftener
 * than all else of its row and seldom out of a cache: found by the scope alone with one look into far memory, where a
 * row's number and then the row would be two, each waiting for the other. A holder's are one array, of places by the
 * instrument's id, at most half of them taken. They move when it grows: who asks keeps no place. A new scope
 * allocates now and then, asking never does. One thread.
 */
public final class ScopeCells {
    private static final int KINDS = ScopeRows.KINDS;
    private static final int FEWEST_BITS = 3;
    private static final int MIX = 0x9E3779B1;

    private final int width;
    private final ScopeRows holders = new ScopeRows();
    /** By holder: its scopes' numbers. Of each scope first instrument and row, plus 1; 0: the place is free. */
    private long[][] byHolder = new long[0][];
    /** By holder: how many scopes it has, above how many bits number its places. */
    private long[] sizes = new long[0];
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
        int at = start(cells, (int) sizes[holder], instrument);
        return cells[at] == 0 ? Table.NONE : place(holder, at);
    }

    private static long place(int holder, int at) {
        return (long) holder << Integer.SIZE | at + 1;
    }

    /** Where an instrument stands, or is to stand. Ids that follow one another do so here, and never meet. */
    private int start(long[] cells, int bits, int instrument) {
        int last = (1 << bits) - 1;
        int place = instrument + (instrument >>> bits) * MIX & last;
        long head = cells[place * width];
        while (head != 0 && (int) (head >>> Integer.SIZE) != instrument) {
            place = place + 1 & last;
            head = cells[place * width];
        }
        return place * width;
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
        if (sizes[holder] >>> Integer.SIZE == 1L << (int) sizes[holder] - 1) {
            grow(holder);
        }
        sizes[holder] += 1L << Integer.SIZE;
        int instrument = Scope.instrumentPart(scope);
        int at = start(byHolder[holder], (int) sizes[holder], instrument);
        byHolder[holder][at] = (long) instrument << Integer.SIZE | row + 1;
        return place(holder, at);
    }

    private int reach(long scope) {
        int holder = holders.row(scope);
        if (holder == Table.NONE) {
            holder = holderEnd++;
            holders.put(scope, holder);
            if (holder == sizes.length) {
                sizes = Arrays.copyOf(sizes, Math.max(1 << FEWEST_BITS, 2 * holder));
                byHolder = Arrays.copyOf(byHolder, sizes.length);
            }
            sizes[holder] = FEWEST_BITS;
            byHolder[holder] = new long[width << FEWEST_BITS];
        }
        return holder;
    }

    private void grow(int holder) {
        long[] old = byHolder[holder];
        long[] more = new long[2 * old.length];
        sizes[holder]++;
        for (int at = 0; at < old.length; at += width) {
            if (old[at] != 0) {
                int to = start(more, (int) sizes[holder], (int) (old[at] >>> Integer.SIZE));
                System.arraycopy(old, at, more, to, width);
            }
        }
        byHolder[holder] = more;
    }

    /** No scope has any from here. */
    public void clear() {
        holders.clear();
        byHolder = new long[0][];
        sizes = new long[0];
        holderEnd = 0;
    }
}
