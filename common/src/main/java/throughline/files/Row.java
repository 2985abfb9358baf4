package throughline.files;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Locale;
import throughline.reference.Decimals;

/**
 * One line of a {@link Table}, its fields read as what they must be. A field that is not that becomes a problem of
 * its line, and the value given back then means nothing: ask {@link #good} before using any. One thread.
 */
final class Row {
    /** The longest symbol, account, user, desk or party name. */
    static final int NAME_MAX = 32;
    /** The longest free text. */
    static final int TEXT_MAX = 256;

    private final Table table;
    private final CsvRecord line;
    private final long problemsBefore;

    Row(final Table table, final CsvRecord line) {
        this.table = table;
        this.line = line;
        problemsBefore = table.problemCount();
    }

    /** Whether nothing was wrong with this line so far. */
    boolean good() {
        return table.problemCount() == problemsBefore;
    }

    void problem(final String column, final String text) {
        table.problem(line.getStartingLineNumber(), column + " " + text);
    }

    /** States what makes this line unique in its file. */
    void key(final String key) {
        table.key(key, line.getStartingLineNumber());
    }

    /** Where it stands, as {@code cash.csv:2}. */
    String where() {
        return table.file() + ":" + line.getStartingLineNumber();
    }

    boolean isEmpty(final String column) {
        return raw(column).isEmpty();
    }

    /** A field as it stands; empty where its column is optional and left out. */
    String raw(final String column) {
        final int index = table.index(column);
        return index < 0 ? "" : line.getField(index);
    }

    /** 1 to 32 printable ASCII characters without spaces. */
    String name(final String column) {
        final String name = raw(column);
        if (name.isEmpty()) {
            problem(column, "is empty");
        } else if (name.length() > NAME_MAX) {
            problem(column, "is longer than " + NAME_MAX + " characters");
        } else if (!name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            problem(column, "'" + name + "' is not printable ASCII");
        }
        return name;
    }

    /** 1 to 256 characters, none of them a control or undecodable. */
    String text(final String column) {
        final String text = raw(column);
        if (text.isBlank() || text.length() > TEXT_MAX) {
            problem(column, "must have 1 to " + TEXT_MAX + " characters");
        } else if (text.chars().anyMatch(c -> c == 0xfffd || Character.isISOControl(c))) {
            problem(column, "has a control character or is not UTF-8");
        }
        return text;
    }

    /** A decimal x 10^-decimals of at least the minimum. */
    long decimal(final String column, final int decimals, final long minimum) {
        final String text = raw(column);
        final String refusal = Decimals.refusal(text, decimals);
        if (refusal != null) {
            problem(column, "'" + text + "' " + refusal);
            return minimum;
        }
        final long value = Decimals.parse(text, decimals);
        if (value < minimum) {
            problem(column, "'" + text + "' is less than " + Decimals.text(minimum, decimals));
        }
        return value;
    }

    int integer(final String column, final int minimum, final int maximum) {
        final long value = decimal(column, 0, minimum);
        if (value > maximum) {
            problem(column, "'" + raw(column) + "' is more than " + maximum);
        }
        return (int) value;
    }

    boolean flag(final String column) {
        final String text = raw(column);
        if (!"yes".equals(text) && !"no".equals(text)) {
            problem(column, "'" + text + "' is neither yes nor no");
        }
        return "yes".equals(text);
    }

    /** An epoch day from a date as 2026-11-21. */
    int date(final String column) {
        try {
            return Math.toIntExact(LocalDate.parse(raw(column)).toEpochDay());
        } catch (final DateTimeException | ArithmeticException e) {
            problem(column, "'" + raw(column) + "' is not a date as 2026-11-21");
            return 0;
        }
    }

    /** An ISO 4217 code as its currency; null, and a problem, where there is none. */
    Currency currency(final String column) {
        try {
            final Currency currency = Currency.getInstance(raw(column));
            if (currency.getDefaultFractionDigits() >= 0) {
                return currency;
            }
            problem(column, "'" + raw(column) + "' has no minor unit");
        } catch (final IllegalArgumentException e) {
            problem(column, "'" + raw(column) + "' is not an ISO 4217 code");
        }
        return null;
    }

    /** One of the values, written in lower case; null, and a problem, otherwise. */
    @SafeVarargs
    final <E extends Enum<E>> E choice(final String column, final E... values) {
        final String text = raw(column);
        final StringBuilder allowed = new StringBuilder();
        for (final E value : values) {
            final String name = value.name().toLowerCase(Locale.ROOT);
            if (name.equals(text)) {
                return value;
            }
            allowed.append(allowed.isEmpty() ? "" : ", ").append(name);
        }
        problem(column, "'" + text + "' is none of " + allowed);
        return null;
    }
}
