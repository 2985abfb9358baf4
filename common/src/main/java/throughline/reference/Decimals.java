package throughline.reference;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Decimal text to {@code long} x 10^-decimals and back, exactly or not at all.
 *
 * <p>A decimal is an optional minus, one or more ASCII digits, and optionally a point followed by one or more digits;
 * no plus, no exponent, no white space. What has more significant decimals than asked for, or does not fit, is refused
 * and never rounded. Any number of leading zeros, and of trailing zeros after the point, is taken. No method here uses
 * floating point; the parse and buffer paths allocate nothing. Stateless, for any thread.
 */
public final class Decimals {
    /** What a parse answers in place of a value it refuses; no value it gives is ever equal to it. */
    public static final long REFUSED = Long.MIN_VALUE;
    /** What {@link #decimals} answers for text that is no decimal. */
    public static final int MALFORMED = -1;
    /** The most decimals a value may have. */
    public static final int MAX_DECIMALS = 18;
    /** The most bytes a printed value takes. */
    public static final int MAX_LENGTH = 21;

    private static final long[] POWERS = powers();

    private Decimals() {
    }

    /** The value of the text x 10^-decimals, or {@link #REFUSED}. */
    public static long parse(final CharSequence text, final int decimals) {
        return parse(text, null, 0, text.length(), decimals);
    }

    /** The value of the bytes x 10^-decimals, or {@link #REFUSED}. */
    public static long parse(final DirectBuffer buffer, final int offset, final int length, final int decimals) {
        return parse(null, buffer, offset, length, decimals);
    }

    /**
     * How many decimals the text needs, trailing zeros left out: with them {@link #parse(CharSequence, int)} gives the
     * smallest mantissa. May exceed {@link #MAX_DECIMALS}; {@link #MALFORMED} for what is no decimal.
     */
    public static int decimals(final CharSequence text) {
        return decimals(text, null, 0, text.length());
    }

    /** As {@link #decimals(CharSequence)}, of bytes. */
    public static int decimals(final DirectBuffer buffer, final int offset, final int length) {
        return decimals(null, buffer, offset, length);
    }

    /** Why {@link #parse(CharSequence, int)} refuses the text, for people; null when it does not. */
    public static String refusal(final CharSequence text, final int decimals) {
        final int needed = decimals(text);
        if (needed == MALFORMED) {
            return "is not a decimal number";
        }
        if (needed > decimals) {
            return decimals == 0 ? "is not a whole number" : "has more than " + decimals + " decimals";
        }
        return parse(text, decimals) == REFUSED ? "is too large" : null;
    }

    /** The same number with other decimals, or {@link #REFUSED} where that would round or overflow. */
    public static long rescale(final long value, final int fromDecimals, final int toDecimals) {
        checkDecimals(fromDecimals);
        checkDecimals(toDecimals);
        if (value == REFUSED) {
            return REFUSED;
        }
        final long power = POWERS[Math.abs(toDecimals - fromDecimals)];
        if (toDecimals < fromDecimals) {
            return value % power == 0 ? value / power : REFUSED;
        }
        final long limit = Long.MAX_VALUE / power;
        return value > limit || value < -limit ? REFUSED : value * power;
    }

    /** Prints value x 10^-decimals in shortest form ({@code 500}, {@code -13.7}); returns the bytes written. */
    public static int print(final long value, final int decimals, final MutableDirectBuffer buffer, final int offset) {
        return write(value, decimals, buffer, offset, null);
    }

    /** Appends value x 10^-decimals in shortest form. */
    public static void append(final StringBuilder text, final long value, final int decimals) {
        write(value, decimals, null, 0, text);
    }

    /** Value x 10^-decimals in shortest form. */
    public static String text(final long value, final int decimals) {
        final StringBuilder text = new StringBuilder(MAX_LENGTH);
        append(text, value, decimals);
        return text.toString();
    }

    private static long parse(final CharSequence text, final DirectBuffer buffer, final int offset, final int length,
            final int decimals) {
        checkDecimals(decimals);
        final int needed = decimals(text, buffer, offset, length);
        if (needed == MALFORMED || needed > decimals) {
            return REFUSED;
        }
        final boolean negative = at(text, buffer, offset) == '-';
        long value = 0;
        int fraction = -1;
        for (int i = negative ? 1 : 0; i < length && fraction < needed; i++) {
            final int character = at(text, buffer, offset + i);
            if (character == '.') {
                fraction = 0;
                continue;
            }
            final int digit = character - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                return REFUSED;
            }
            value = value * 10 + digit;
            fraction = fraction < 0 ? fraction : fraction + 1;
        }
        final long power = POWERS[decimals - needed];
        if (value > Long.MAX_VALUE / power) {
            return REFUSED;
        }
        return negative ? -value * power : value * power;
    }

    private static int decimals(final CharSequence text, final DirectBuffer buffer, final int offset,
            final int length) {
        int i = length > 0 && at(text, buffer, offset) == '-' ? 1 : 0;
        final int firstDigit = i;
        while (i < length && isDigit(at(text, buffer, offset + i))) {
            i++;
        }
        if (i == firstDigit) {
            return MALFORMED;
        }
        if (i == length) {
            return 0;
        }
        final int point = i;
        int needed = 0;
        while (++i < length && isDigit(at(text, buffer, offset + i))) {
            needed = at(text, buffer, offset + i) == '0' ? needed : i - point;
        }
        return at(text, buffer, offset + point) != '.' || i < length || i == point + 1 ? MALFORMED : needed;
    }

    private static int write(final long value, final int decimals, final MutableDirectBuffer buffer, final int offset,
            final StringBuilder text) {
        checkDecimals(decimals);
        // Worked on its negative, which every long has.
        long magnitude = value < 0 ? value : -value;
        int fraction = decimals;
        while (fraction > 0 && magnitude % 10 == 0) {
            magnitude /= 10;
            fraction--;
        }
        int position = offset;
        if (value < 0) {
            position = put('-', buffer, position, text);
        }
        for (int i = Math.max(digits(magnitude), fraction + 1) - 1; i >= 0; i--) {
            position = put((char) ('0' - magnitude / POWERS[i] % 10), buffer, position, text);
            if (i == fraction && fraction > 0) {
                position = put('.', buffer, position, text);
            }
        }
        return position - offset;
    }

    private static int put(final char character, final MutableDirectBuffer buffer, final int position,
            final StringBuilder text) {
        if (text != null) {
            text.append(character);
        } else {
            buffer.putByte(position, (byte) character);
        }
        return position + 1;
    }

    private static int digits(final long negative) {
        int digits = 1;
        while (digits <= MAX_DECIMALS && negative <= -POWERS[digits]) {
            digits++;
        }
        return digits;
    }

    private static int at(final CharSequence text, final DirectBuffer buffer, final int index) {
        return text != null ? text.charAt(index) : buffer.getByte(index);
    }

    private static boolean isDigit(final int character) {
        return character >= '0' && character <= '9';
    }

    private static void checkDecimals(final int decimals) {
        if (decimals < 0 || decimals > MAX_DECIMALS) {
            throw new IllegalArgumentException("decimals must be 0 to " + MAX_DECIMALS + ", not " + decimals);
        }
    }

    private static long[] powers() {
        final long[] powers = new long[MAX_DECIMALS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
