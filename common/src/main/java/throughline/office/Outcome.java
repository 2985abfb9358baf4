package throughline.office;

/** How an office answered a command. The reference that goes with it is told at each. */
public enum Outcome {
    /** Recorded; the reference is the first record's seq, or the order's id. */
    RECORDED,
    /** The same was asked and recorded before; the reference is that first record's seq, or the order's id. */
    REPEATED,
    /** The same key was used with another body; the reference is the first record's seq, or the order's id. */
    CONFLICT,
    /** Recorded as asked for, and waits for a second person; the reference is the approval's id. */
    AWAITS_APPROVAL,
    /** What it is about is not known; the reference is 0. */
    NOT_FOUND,
    /** A cancel or an amendment of the order, or the order itself, is still pending; the reference is its id. */
    ALREADY_PENDING,
    /** The order has ended; the reference is its id. */
    TOO_LATE,
    /** The actor has no right to it; the reference is the seq of the record of it, or 0. */
    FORBIDDEN,
    /** No new orders now: the session is closing or closed. */
    SESSION_CLOSED,
    /** The office has not opened its first day. */
    NOT_READY,
    /** It contradicts the state: a day that is not open, an approval already decided; the reference is 0. */
    WRONG_STATE;

    private static final Outcome[] VALUES = values();

    /** By {@link #ordinal()}, without allocating. */
    static Outcome of(int ordinal) {
        return VALUES[ordinal];
    }
}
