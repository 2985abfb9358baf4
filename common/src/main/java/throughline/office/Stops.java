package throughline.office;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where a firm may be stopped dead, for those who try whether it loses anything. In a live office every call does
 * nothing; the small world throws, the crash bench ends the process ({@link HaltAt}).
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

    /**
     * Ends the process at once, as {@code kill -9} does, the n-th time it is at a point: no hook runs, nothing is
     * flushed or closed. Safe from any thread.
     */
    final class HaltAt implements Stops {
        /** System property that names the point; a live office has none. */
        public static final String PROPERTY = "throughline.stop";
        /** Exit code, that of a killed process. */
        public static final int EXIT_CODE = 137;

        private static final int ANY = 0;

        private final Point point;
        private final int templateId;
        private final AtomicInteger left;

        private HaltAt(Point point, int templateId, int times) {
            this.point = point;
            this.templateId = templateId;
            this.left = new AtomicInteger(times);
        }

        /**
         * Reads {@code POINT:TEMPLATE:N}, such as {@code AFTER_APPEND:30:5}; template 0 is any.
         *
         * @throws IllegalArgumentException when the text says no such thing
         */
        public static HaltAt of(String text) {
            String[] parts = text.split(":", -1);
            try {
                int templateId = parts.length == 3 ? Integer.parseInt(parts[1]) : -1;
                int times = parts.length == 3 ? Integer.parseInt(parts[2]) : -1;
                if (templateId >= 0 && times > 0) {
                    return new HaltAt(Point.valueOf(parts[0]), templateId, times);
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(refusal(text), e);
            }
            throw new IllegalArgumentException(refusal(text));
        }

        private static String refusal(String text) {
            return "'" + text + "' is no stop: POINT:TEMPLATE:N, such as AFTER_APPEND:30:5";
        }

        /** What {@link #PROPERTY} says; without it {@link Stops#NONE}. */
        public static Stops ofProperty() {
            String text = System.getProperty(PROPERTY, "");
            return text.isEmpty() ? NONE : of(text);
        }

        @Override
        public void at(Point at, int template) {
            if (at == point && (templateId == ANY || templateId == template) && left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(EXIT_CODE);
            }
        }
    }
}
