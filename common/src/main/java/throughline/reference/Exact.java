package throughline.reference;

/**
 * Comparisons and products that never round a bound: both sides are multiplied out in 128 bits. Percents are x 10^-8,
 * so one hundred percent is {@link #HUNDRED_PERCENT_E8}. Allocates nothing; stateless, for any thread.
 */
public final class Exact {
    /** One hundred percent, x 10^-8. */
    public static final long HUNDRED_PERCENT_E8 = 100 * Money.E8;
    /** Most a percent may be, so that it can be added to one hundred. */
    public static final long MAX_PERCENT_E8 = Long.MAX_VALUE - HUNDRED_PERCENT_E8;

    private Exact() {
    }

    /** Sign of a x b - c x d. */
    public static int compareProducts(long a, long b, long c, long d) {
        long leftHigh = Math.multiplyHigh(a, b);
        long rightHigh = Math.multiplyHigh(c, d);
        return leftHigh != rightHigh
            ? Long.compare(leftHigh, rightHigh) : Long.compareUnsigned(a * b, c * d);
    }

    /**
     * a x b / divisor, rounded down.
     *
     * @param a 0 or more
     * @param b 0 or more
     * @param divisor above 0, at most 10^18
     * @return {@link Money#OVERFLOW} when it does not fit
     */
    public static long floor(long a, long b, long divisor) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        return high == 0 && low >= 0 ? low / divisor : Money.divide(high, low, divisor);
    }

    /** As {@link #floor}, rounded up. */
    public static long ceiling(long a, long b, long divisor) {
        return Money.product(a, b, divisor, true);
    }

    /** a x b, both 0 or more; the largest long when it does not fit. */
    public static long saturatedProduct(long a, long b) {
        return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
    }

    /**
     * Value of a quantity at price x (100 % + percent), rounded up once: as {@link Money#valueRoundedUp}, at a price
     * that need not be a multiple of 10^-8.
     *
     * @param percentE8 0 to {@link #MAX_PERCENT_E8}
     * @return minor units; {@link Money#OVERFLOW} when it does not fit
     */
    public static long valueAbove(
        long quantity, int quantityScale, long priceE8, long percentE8, long multiplier, int currency) {
        long factor = HUNDRED_PERCENT_E8 + percentE8;
        long price = floor(priceE8, factor, HUNDRED_PERCENT_E8);
        if (price == Money.OVERFLOW || multiplier != 1 && quantity > Long.MAX_VALUE / multiplier) {
            return Money.OVERFLOW;
        }
        long rest = priceE8 * factor - price * HUNDRED_PERCENT_E8;
        long units = quantity * multiplier;
        long restValue = floor(units, rest, HUNDRED_PERCENT_E8);
        boolean more = units * rest != restValue * HUNDRED_PERCENT_E8;
        long divisor = Money.powerOfTen(8 + quantityScale - Money.scale(currency));
        long low = units * price;
        long high = Math.multiplyHigh(units, price);
        long sum = low + restValue;
        high += Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        long up = divisor - (more ? 0 : 1);
        long total = sum + up;
        high += Long.compareUnsigned(total, sum) < 0 ? 1 : 0;
        return high == 0 && total >= 0 ? total / divisor : Money.divide(high, total, divisor);
    }

    /** a + b; the largest long, or that below 0, when it does not fit. */
    public static long saturatedSum(long a, long b) {
        long sum = a + b;
        boolean fits = ((a ^ sum) & (b ^ sum)) >= 0;
        return fits ? sum : a < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE;
    }
}
