package throughline.files;

import java.util.Locale;

/** A role as {@code users.csv} names it, and its bit in the schema's set of roles. */
enum Role {
    TRADER, RISK, OPERATIONS, ADMIN, AUDITOR;

    /** The roles of a line, one or more parted by spaces. */
    static int bits(final Row row) {
        int bits = 0;
        for (final String text : row.raw("roles").split(" ", -1)) {
            final Role role = of(text);
            if (role == null) {
                row.problem("roles", "'" + text + "' is no role");
            } else {
                bits |= 1 << role.ordinal();
            }
        }
        return bits;
    }

    private static Role of(final String text) {
        for (final Role role : values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(text)) {
                return role;
            }
        }
        return null;
    }
}
