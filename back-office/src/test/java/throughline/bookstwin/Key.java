package throughline.bookstwin;

import java.util.Comparator;
import throughline.message.Capacity;

/** What tells one ledger account from another. */
record Key(int chart, int unit, int book, int party, int instrument, Capacity capacity) implements Comparable<Key> {
    private static final Comparator<Key> ORDER = Comparator.comparingInt(Key::chart).thenComparingInt(Key::unit)
        .thenComparingInt(Key::book).thenComparingInt(Key::party).thenComparingInt(Key::instrument)
        .thenComparing(Key::capacity);

    /** An account of no party and of no instrument. */
    static Key of(int chart, int unit, int book) {
        return new Key(chart, unit, book, 0, 0, Capacity.OWN);
    }

    @Override
    public int compareTo(Key other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return chart + "/" + unit + " book " + book + " party " + party + " instrument " + instrument + " " + capacity;
    }
}
