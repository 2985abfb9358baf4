package throughline.export;

import java.time.Instant;
import java.util.Locale;
import throughline.message.EntryKind;

/** Short texts for numbers that stand in the books for something. */
final class Labels {
    private static final long NANOS = 1_000_000_000L;
    private static final String[] JOURNALS = {"", "front", "middle", "back"};

    private Labels() {
    }

    /** An entry's kind: {@code street_settlement}; its number when this build knows none. */
    static String kind(int kind) {
        for (EntryKind one : EntryKind.values()) {
            if (one != EntryKind.NULL_VAL && one.value() == kind) {
                return lower(one);
            }
        }
        return Integer.toString(kind);
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static String journal(int id) {
        return JOURNALS[id];
    }

    /** Epoch nanoseconds as ISO-8601. */
    static String time(long epochNs) {
        return Instant.ofEpochSecond(Math.floorDiv(epochNs, NANOS), Math.floorMod(epochNs, NANOS)).toString();
    }

    /** An id; empty for 0. */
    static String id(long id) {
        return id == 0 ? "" : Long.toString(id);
    }
}
