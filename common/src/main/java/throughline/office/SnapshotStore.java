package throughline.office;

import java.io.UncheckedIOException;
import java.util.List;
import throughline.state.State;

/** Keeps an office's two newest snapshots. Files in a live office, memory in the small world. */
public interface SnapshotStore {
    /** How often {@link #standing} looks. */
    int TRIES = 3;

    /**
     * Writes one, whole or not at all, and forgets all but the two newest.
     *
     * @param heading which records it is as of
     */
    void write(long[] heading, State state);

    /** Those there are, the newest first; each is checked for being whole before it is used. */
    List<Snapshot> newestFirst();

    /** As {@link #newestFirst}, for who does not write them: one may be replaced by a newer just while it is read. */
    default List<Snapshot> standing() {
        for (int tries = 1; true; tries++) {
            try {
                return newestFirst();
            } catch (UncheckedIOException e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }
}
