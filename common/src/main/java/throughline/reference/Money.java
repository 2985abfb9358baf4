package throughline.reference;

import java.util.Arrays;
import java.util.Currency;

/**
 * Exact products for money: quantity x price x multiplier through 128 bits, rounded once. Money is in minor units of
 * its currency. Allocates nothing.
 */
public final class Money {
    /** What an overflowing product is: more than any limit. No real amount reaches it. */
    public static final long OVERFLOW = Long.MAX_VALUE;
    /** How many of 10^-8 make one. */
    public static final long E8 = 100_000_000L;

    private static final long[] POWERS = powers();
    /** By a currency's number; {@link #UNKNOWN}: it is none's. */
    private static final byte[] SCALES = scales();
    private static final int NUMBERS = 1000;
    private static final byte UNKNOWN = -1;

    private Money() {
    }

    private static long[] powers() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    private static byte[] scales() {
        byte[] scales = new byte[NUMBERS];
        Arrays.fill(scales, UNKNOWN);
        for (Currency currency : Currency.getAvailableCurrencies()) {
            if (currency.getDefaultFractionDigits() >= 0) {
                scales[currency.getNumericCode()] = (byte) currency.getDefaultFractionDigits();
            }
        }
        return scales;
    }

    /** Ten to a power, 0 to 18. */
    public static long powerOfTen(int exponent) {
        return POWERS[exponent];
    }

    /** Whether a currency has that ISO 4217 numeric code. */
    public static boolean isCurrency(int number) {
        return number >= 0 && number < NUMBERS && SCALES[number] != UNKNOWN;
    }

    /** Decimals of a currency, by its ISO 4217 numeric code. */
    public static int scale(int currency) {
        if (!isCurrency(currency)) {
            throw new IllegalArgumentException("no currency has the number " + currency);
        }
        return SCALES[currency];
    }

    /**
     * Value of a quantity at a price, rounded up: what risk holds against a limit.
     *
     * @param quantity 0 or more, x 10^-quantityScale
     * @param priceE8 0 or more
     * @return minor units; {@link #OVERFLOW} when it does not fit
     */
    public static long valueRoundedUp(long quantity, int quantityScale, long priceE8, long multiplier, int currency) {
        return value(quantity, quantityScale, priceE8, multiplier, currency, true);
    }

    /** As {@link #valueRoundedUp}, but half up: what the books hold. */
    public static long valueHalfUp(long quantity, int quantityScale, long priceE8, long multiplier, int currency) {
        return value(quantity, quantityScale, priceE8, multiplier, currency, false);
    }

    private static long value(
        long quantity, int quantityScale, long priceE8, long multiplier, int currency, boolean up) {
        if (multiplier != 1 && quantity > Long.MAX_VALUE / multiplier) {
            return OVERFLOW;
        }
        int decimals = 8 + quantityScale - scale(currency);
        return product(quantity * multiplier, priceE8, POWERS[decimals], up);
    }

    /**
     * a x b / divisor, exactly rounded.
     *
     * @param a 0 or more
     * @param b 0 or more
     * @param divisor above 0, at most 10^18
     * @param up true: up; false: half up
     * @return {@link #OVERFLOW} when it does not fit
     */
    public static long product(long a, long b, long divisor, boolean up) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        long add = up ? divisor - 1 : divisor / 2;
        long sum = low + add;
        if (Long.compareUnsigned(sum, low) < 0) {
            high++;
        }
        if (high == 0 && sum >= 0) {
            return sum / divisor;
        }
        return divide(high, sum, divisor);
    }

    /** (high : low) / divisor by long division, one bit at a time; rare, so plain. */
    static long divide(long high, long low, long divisor) {
        if (Long.compareUnsigned(high, divisor) >= 0) {
            return OVERFLOW;
        }
        long remainder = high;
        long quotient = 0;
        for (int bit = 63; bit >= 0; bit--) {
            boolean carry = remainder < 0;
            remainder = remainder << 1 | low >>> bit & 1;
            quotient <<= 1;
            if (carry || Long.compareUnsigned(remainder, divisor) >= 0) {
                remainder -= divisor;
                quotient |= 1;
            }
        }
        return quotient < 0 ? OVERFLOW : quotient;
    }
}
