package throughline.ledger;

import java.math.BigInteger;
import java.util.Arrays;
import throughline.message.UnitKind;

/**
 * The sum of all balances of each unit, kept as postings go, so that it is known to be zero after each entry. In 128
 * bits: on the way to zero a sum may pass what a long holds.
 */
final class UnitTotals {
    private static final int CURRENCIES = 1000;

    private final long[] money = new long[2 * CURRENCIES];
    private long[] securities = new long[2 * CURRENCIES];

    void add(UnitKind kind, int unit, long amount) {
        if (kind == UnitKind.MONEY) {
            add(money, unit, amount);
            return;
        }
        if (2 * unit >= securities.length) {
            securities = Arrays.copyOf(securities, Math.max(2 * (unit + 1), 2 * securities.length));
        }
        add(securities, unit, amount);
    }

    private static void add(long[] sums, int unit, long amount) {
        long low = sums[2 * unit] + amount;
        sums[2 * unit] = low;
        sums[2 * unit + 1] += (amount < 0 ? -1 : 0) + (Long.compareUnsigned(low, amount) < 0 ? 1 : 0);
    }

    /** Whether a unit's balances sum to zero. */
    boolean isZero(UnitKind kind, int unit) {
        long[] sums = kind == UnitKind.MONEY ? money : securities;
        return 2 * unit >= sums.length || (sums[2 * unit] | sums[2 * unit + 1]) == 0;
    }

    /** What a unit's balances sum to. */
    BigInteger of(UnitKind kind, int unit) {
        long[] sums = kind == UnitKind.MONEY ? money : securities;
        return BigInteger.valueOf(sums[2 * unit + 1]).shiftLeft(Long.SIZE)
            .add(new BigInteger(Long.toUnsignedString(sums[2 * unit])));
    }

    void clear() {
        Arrays.fill(money, 0);
        Arrays.fill(securities, 0);
    }

    /** First unit whose balances do not sum to zero, as text; empty: none. */
    String firstUnequal() {
        for (int unit = 0; 2 * unit < money.length; unit++) {
            if (!isZero(UnitKind.MONEY, unit)) {
                return "L2: the balances of currency " + unit + " sum to " + of(UnitKind.MONEY, unit);
            }
        }
        for (int unit = 0; 2 * unit < securities.length; unit++) {
            if (!isZero(UnitKind.SECURITY, unit)) {
                return "L10: the balances of instrument " + unit + " sum to " + of(UnitKind.SECURITY, unit);
            }
        }
        return "";
    }
}
