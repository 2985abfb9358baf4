package throughline.books;

/**
 * What the bookkeeper is at.
 *
 * @param state what it does now
 * @param position the last one committed or found at opening; null: nothing booked, or not known yet
 * @param lastError why it last failed or refused; empty: it has not since it last wrote
 */
public record BookkeeperStatus(State state, Position position, String lastError) {
    /** What a bookkeeper does. */
    public enum State {
        /** Not begun yet. */
        STARTING,
        /** Reads and writes. */
        FOLLOWING,
        /** The database is away: it tries again by itself. */
        AWAY,
        /** The books do not fit the journal: it waits for people, who rebuild and let it try again. */
        REFUSED
    }

    /** Seq the books stand at; 0: none. */
    public long seq() {
        return position == null ? 0 : position.seq();
    }

    /** Entries in the books. */
    public long entries() {
        return position == null ? 0 : position.entries();
    }

    /** Entries the books are behind a ledger that has booked so many. */
    public long entriesBehind(long ledgerEntries) {
        return Math.max(0, ledgerEntries - entries());
    }
}
