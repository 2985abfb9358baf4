package throughline.files;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import throughline.reference.Decimals;

/**
 * The fields of one line after another, by their column, judged for form alone. Remembers only whether the file gives
 * dates with its times. One thread.
 */
final class Fields {
    private static final int MAX_DECIMALS = 8;
    private static final long MAX_VALUE = 1_000_000_000_000L;
    private static final long NS_PER_MS = 1_000_000L;
    private static final long NS_PER_S = 1_000_000_000L;
    private static final long MS_PER_DAY = 86_400_000L;

    private final String[] columns;
    private final int[] indexes;
    private String[] line;
    private Boolean dated;

    /** A line of an order or price file that is wrong in form; the message says what is. No stack: it is an answer. */
    static final class BadLineException extends Exception {
        private static final long serialVersionUID = 1;

        BadLineException(final String reason) {
            super(reason, null, false, false);
        }
    }

    /** Takes the columns' names and, for each, its place in a line, or -1. */
    Fields(final String[] columns, final int[] indexes) {
        this.columns = columns;
        this.indexes = indexes;
    }

    void take(final String[] fields) {
        line = fields;
    }

    /** As it stands there; empty where the file has no such column. */
    String text(final int column) {
        return indexes[column] < 0 ? "" : line[indexes[column]];
    }

    /** Printable ASCII. */
    String ascii(final int column, final int max, final boolean required) throws BadLineException {
        final String text = text(column);
        if (text.isEmpty() && required) {
            throw new BadLineException(columns[column] + " is empty");
        }
        if (text.length() > max) {
            throw new BadLineException(columns[column] + " is longer than " + max + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                throw new BadLineException(columns[column] + " is not printable ASCII");
            }
        }
        return text;
    }

    /** One of some values, in whatever case; null: empty. */
    <E extends Enum<E>> E choice(final int column, final E[] values, final boolean required) throws BadLineException {
        final String text = text(column);
        if (text.isEmpty() && !required) {
            return null;
        }
        for (final E value : values) {
            if (value.name().equalsIgnoreCase(text)) {
                return value;
            }
        }
        final StringBuilder allowed = new StringBuilder();
        for (final E value : values) {
            allowed.append(allowed.isEmpty() ? "" : ", ").append(value.name().toLowerCase(Locale.ROOT));
        }
        throw new BadLineException(columns[column] + " '" + text + "' is none of " + allowed);
    }

    /** How many decimals a number has, without the zeros at its end. */
    int decimals(final int column) {
        final String text = text(column);
        return text.isEmpty() ? 0 : Decimals.decimals(text);
    }

    /** A number above 0 x 10^{@link #decimals}; 0: empty. */
    long decimal(final int column, final boolean required) throws BadLineException {
        final String text = text(column);
        if (text.isEmpty() && !required) {
            return 0;
        }
        final int decimals = Decimals.decimals(text);
        final boolean fine = decimals >= 0 && decimals <= MAX_DECIMALS;
        final long value = fine ? Decimals.parse(text, decimals) : Decimals.REFUSED;
        if (value == Decimals.REFUSED) {
            throw new BadLineException(columns[column] + " '" + text + "' "
                + Decimals.refusal(text, fine ? decimals : MAX_DECIMALS));
        }
        // With 7 or 8 decimals a long ends below 10^12.
        if (value <= 0 || decimals <= 6 && value > Decimals.rescale(MAX_VALUE, 0, decimals)) {
            throw new BadLineException(columns[column] + " '" + text
                + (value <= 0 ? "' is not more than 0" : "' is more than 10^12"));
        }
        return value;
    }

    /** Nanoseconds since 1970 or, without a date, since midnight; {@link OrderLine#NO_TIME}: empty. */
    long time(final int column) throws BadLineException {
        final String text = text(column);
        if (text.isEmpty()) {
            return OrderLine.NO_TIME;
        }
        final boolean withDate = text.indexOf('T') > 0;
        if (dated != null && dated != withDate) {
            throw new BadLineException(columns[column] + " '" + text
                + (withDate ? "' has a date, unlike those before it" : "' has no date, unlike those before it"));
        }
        final long timeNs;
        try {
            timeNs = withDate ? sinceEpoch(text) : sinceMidnight(text);
        } catch (final DateTimeException | ArithmeticException e) {
            throw new BadLineException(columns[column] + " '" + text
                + "' is neither ISO-8601 nor milliseconds after midnight");
        }
        dated = withDate;
        return timeNs;
    }

    /** A date and time without an offset is taken as UTC. */
    private static long sinceEpoch(final String text) {
        final char last = text.charAt(text.length() - 1);
        final boolean offset = last == 'Z' || last == 'z' || text.lastIndexOf('+') > 0
            || text.lastIndexOf('-') > text.indexOf('T');
        final OffsetDateTime time = offset ? OffsetDateTime.parse(text)
            : LocalDateTime.parse(text).atOffset(ZoneOffset.UTC);
        return Math.addExact(Math.multiplyExact(time.toEpochSecond(), NS_PER_S), time.getNano());
    }

    private static long sinceMidnight(final String text) {
        if (text.indexOf(':') >= 0) {
            return LocalTime.parse(text).toNanoOfDay();
        }
        final long ms = Decimals.parse(text, 0);
        if (ms < 0 || ms >= MS_PER_DAY) {
            throw new ArithmeticException(text);
        }
        return ms * NS_PER_MS;
    }
}
