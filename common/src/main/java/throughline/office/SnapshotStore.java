package throughline.office;

import java.util.List;
import throughline.state.State;

/** Keeps an office's two newest snapshots. Files in a live office, memory in the small world. */
public interface SnapshotStore {
    /**
     * Writes one, whole or not at all, and forgets all but the two newest.
     *
     * @param heading which records it is as of
     */
    void write(long[] heading, State state);

    /** Those there are, the newest first; each is checked for being whole before it is used. */
    List<Snapshot> newestFirst();
}
