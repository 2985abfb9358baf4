package throughline.desk;

import java.math.BigDecimal;
import throughline.reference.Decimals;

/**
 * A decimal as someone gave it, exactly.
 *
 * @param mantissa the number x 10^decimals
 * @param decimals how many it needs, 0 to 8
 */
public record Decimal(long mantissa, int decimals) {
    /** Most decimals that are taken. */
    public static final int MAX_DECIMALS = 8;

    private static final BigDecimal MAX = BigDecimal.TEN.pow(12);
    private static final int MAX_LENGTH = 64;
    private static final int USUAL_LENGTH = 18;
    /** With all decimals still a long. */
    private static final long USUAL_MOST = 10_000_000_000L;

    /** What may be given. */
    enum Range {
        POSITIVE, FROM_ZERO, ANY
    }

    /**
     * The number x 10^8, as a long.
     *
     * @throws Problem 400 when it does not fit
     */
    public long e8() {
        if (!fits(MAX_DECIMALS)) {
            throw Problem.badInput("", this + " is too large");
        }
        return scaled(MAX_DECIMALS).longValueExact();
    }

    /** Whether the number x 10^scale is whole and a long. */
    public boolean fits(int scale) {
        return decimals <= scale && scaled(scale).toBigInteger().bitLength() < Long.SIZE;
    }

    /** The number x 10^scale, which {@link #fits}. */
    public BigDecimal scaled(int scale) {
        return BigDecimal.valueOf(mantissa, decimals).movePointRight(scale);
    }

    /** Shortest form: {@code 500}, {@code 13.7}. */
    public static String text(long mantissa, int decimals) {
        return Decimals.text(mantissa, decimals);
    }

    /** Shortest form of a number x 10^-8. */
    public static String textE8(long valueE8) {
        return text(valueE8, MAX_DECIMALS);
    }

    @Override
    public String toString() {
        return text(mantissa, decimals);
    }

    /** Whether text is digits, with one point among them and a minus before them at most. */
    static boolean isPlain(String text) {
        int at = text.startsWith("-") ? 1 : 0;
        int point = text.indexOf('.');
        boolean plain = at < text.length() && text.length() <= MAX_LENGTH && point != at
            && point != text.length() - 1;
        for (int i = at; plain && i < text.length(); i++) {
            plain = text.charAt(i) >= '0' && text.charAt(i) <= '9' || i == point;
        }
        return plain;
    }

    /**
     * A number as most are written: digits, a point among them at most, few enough for a long; null: it may be good all
     * the same, ask {@link #fault}.
     */
    static Decimal usual(String text, Range range) {
        int decimals = text.length() <= USUAL_LENGTH ? Decimals.decimals(text) : Decimals.MALFORMED;
        if (decimals < 0 || decimals > MAX_DECIMALS) {
            return null;
        }
        long mantissa = Decimals.parse(text, decimals);
        boolean inRange = range == Range.ANY || (range == Range.POSITIVE ? mantissa > 0 : mantissa >= 0);
        return inRange && Math.abs(mantissa) <= Decimals.rescale(USUAL_MOST, 0, decimals)
            ? new Decimal(mantissa, decimals) : null;
    }

    /** What is wrong with a number of that text; null: nothing, and {@link #of} gives it. */
    static String fault(String text, Range range) {
        if (text.length() > MAX_LENGTH) {
            return "is too long for a number";
        }
        BigDecimal value = new BigDecimal(text);
        if (range != Range.ANY && value.signum() < (range == Range.POSITIVE ? 1 : 0)) {
            return range == Range.POSITIVE ? "must be above 0" : "must not be below 0";
        }
        int power = value.precision() - value.scale();
        if (value.signum() != 0 && (power > 13 || value.abs().compareTo(MAX) > 0)) {
            return "is over 10^12";
        }
        if (value.signum() != 0 && value.stripTrailingZeros().scale() > MAX_DECIMALS) {
            return "has more than " + MAX_DECIMALS + " decimals";
        }
        BigDecimal stripped = shortest(value);
        return stripped.unscaledValue().bitLength() > 62 ? "has too many digits" : null;
    }

    static Decimal of(String text) {
        BigDecimal value = shortest(new BigDecimal(text));
        return new Decimal(value.unscaledValue().longValueExact(), value.scale());
    }

    private static BigDecimal shortest(BigDecimal value) {
        BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
