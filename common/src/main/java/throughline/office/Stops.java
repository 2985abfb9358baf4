package throughline.office;

/**
 * Where a firm may be stopped dead, for those who try whether it loses anything. In a live office every call does
 * nothing; the small world throws, the crash bench ends the process.
 */
@FunctionalInterface
public interface Stops {
    /** Stops nothing. */
    Stops NONE = (point, templateId) -> { };

    /** A place between two effects. */
    enum Point {
        BEFORE_APPEND, AFTER_APPEND, BEFORE_APPLY, AFTER_APPLY, BEFORE_SNAPSHOT, AFTER_SNAPSHOT,
        BEFORE_COMMIT, AFTER_COMMIT, BEFORE_ANSWER, AFTER_ANSWER
    }

    /**
     * Is there now.
     *
     * @param templateId kind of record that is being appended, applied or answered for; 0: none
     */
    void at(Point point, int templateId);
}
