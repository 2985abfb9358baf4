package throughline.close;

import throughline.reference.Exact;
import throughline.reference.Money;

/**
 * What amounts of several currencies are worth together in one, added up exactly and rounded once, half up on the
 * magnitude: whole minor units apart from the rest, which is kept in parts of 10^-12. Reused; not thread-safe.
 */
final class Worth {
    private static final int REST_DECIMALS = 12;
    private static final int RATE_DECIMALS = 8;
    private static final long WHOLE = Money.powerOfTen(REST_DECIMALS);

    private int baseScale;
    private long whole;
    private long rest;

    /** Begins with nothing. */
    void begin(int baseCurrency) {
        baseScale = Money.scale(baseCurrency);
        whole = 0;
        rest = 0;
    }

    /**
     * Adds an amount.
     *
     * @param rateE8 base currency units for one of its currency
     * @throws ArithmeticException when the sum does not fit
     */
    void add(long amountMinor, int currency, long rateE8) {
        if (amountMinor == 0) {
            return;
        }
        long magnitude = Math.absExact(amountMinor);
        int decimals = RATE_DECIMALS + Money.scale(currency) - baseScale;
        long divisor = Money.powerOfTen(decimals);
        long units = Exact.floor(magnitude, rateE8, divisor);
        if (units == Money.OVERFLOW) {
            throw new ArithmeticException("what an amount of currency " + currency + " is worth");
        }
        long parts = (magnitude * rateE8 - units * divisor) * Money.powerOfTen(REST_DECIMALS - decimals);
        int sign = Long.signum(amountMinor);
        whole = Math.addExact(whole, sign * units);
        rest += sign * parts;
        whole = Math.addExact(whole, rest / WHOLE);
        rest %= WHOLE;
    }

    /**
     * The sum in minor units of the base currency.
     *
     * @throws ArithmeticException when it does not fit
     */
    long rounded() {
        boolean negative = whole < 0 || whole == 0 && rest < 0;
        long magnitude = negative ? Math.negateExact(whole) : whole;
        long parts = negative ? -rest : rest;
        if (parts < 0) {
            magnitude--;
            parts += WHOLE;
        }
        long up = Math.addExact(magnitude, 2 * parts >= WHOLE ? 1 : 0);
        return negative ? -up : up;
    }
}
