package throughline.reference;

import java.math.BigInteger;
import throughline.message.TierBy;
import throughline.state.Table;

/**
 * What a row of a fee table charges an order for its trades of a date. Tiers are marginal: the share of the order that
 * lies above a tier's beginning has the tier's rates, what is below the row's; all shares are summed exactly and
 * rounded once. Rows with one kind of rate, cut by what the rate is of, allocate nothing. One thread.
 */
final class FeeSum {
    private static final BigInteger E8 = BigInteger.valueOf(Money.E8);

    private final FeeRows rows;
    private long high;
    private long low;

    FeeSum(FeeRows rows) {
        this.rows = rows;
    }

    /** As {@link FeeTable#charge}. */
    long charge(int row, long quantity, long notionalMinor, int quantityScale, int currencyScale) {
        long above = rows.get(row, FeeRows.ABOVE);
        if (above > 0 && notionalMinor <= above) {
            return 0;
        }
        long unitDivisor = Money.powerOfTen(8 + quantityScale - currencyScale);
        boolean byQuantity = isByQuantity(row);
        long tierUnit = byQuantity ? Money.powerOfTen(quantityScale) : 1;
        boolean tiered = rows.firstTier(row) != Table.NONE;
        long variable;
        if (!hasRates(row, FeeRows.PER_UNIT) && !(tiered && byQuantity)) {
            variable = ofOneRate(row, notionalMinor, FeeRows.PER_NOTIONAL, tierUnit, Money.E8);
        } else if (!hasRates(row, FeeRows.PER_NOTIONAL) && (!tiered || byQuantity)) {
            variable = ofOneRate(row, quantity, FeeRows.PER_UNIT, tierUnit, unitDivisor);
        } else {
            variable = ofBothRates(row, quantity, notionalMinor, tierUnit, unitDivisor);
        }
        if (variable == Money.OVERFLOW) {
            throw new ArithmeticException("a fee does not fit");
        }
        long fee = Math.addExact(variable, rows.get(row, FeeRows.PER_ORDER));
        return Math.min(Math.max(fee, rows.get(row, FeeRows.MINIMUM)), rows.get(row, FeeRows.MAXIMUM));
    }

    private boolean isByQuantity(int row) {
        return rows.get(row, FeeRows.TIER_BY) == TierBy.QUANTITY.value();
    }

    private boolean hasRates(int row, int column) {
        boolean any = rows.get(row, column) != 0;
        for (int tier = rows.firstTier(row); tier != Table.NONE; tier = rows.nextTier(tier)) {
            any |= rows.tierRate(tier, column) != 0;
        }
        return any;
    }

    /** Where a tier begins, in the scale of what it cuts; the largest long when nothing reaches it. */
    private long start(int tier, long tierUnit) {
        return Exact.saturatedProduct(rows.tierFrom(tier), tierUnit);
    }

    private long ofOneRate(int row, long amount, int column, long tierUnit, long divisor) {
        high = 0;
        low = 0;
        long from = 0;
        long rate = rows.get(row, column);
        int tier = rows.firstTier(row);
        while (tier != Table.NONE && start(tier, tierUnit) < amount) {
            add(start(tier, tierUnit) - from, rate);
            from = start(tier, tierUnit);
            rate = rows.tierRate(tier, column);
            tier = rows.nextTier(tier);
        }
        add(amount - from, rate);
        add(roundsUp(row) ? divisor - 1 : divisor / 2, 1);
        return high == 0 && low >= 0 ? low / divisor : Money.divide(high, low, divisor);
    }

    private boolean roundsUp(int row) {
        return rows.get(row, FeeRows.ROUNDS_UP) != 0;
    }

    /** Both 0 or more; all parts of an amount at any rates stay below 2^127. */
    private void add(long part, long rate) {
        long partLow = part * rate;
        low += partLow;
        high += Math.multiplyHigh(part, rate) + (Long.compareUnsigned(low, partLow) < 0 ? 1 : 0);
    }

    /** Of an order cut by notional, each part has the same share of its quantity, and the other way round. */
    private long ofBothRates(int row, long quantity, long notional, long tierUnit, long unitDivisor) {
        long cut = isByQuantity(row) ? quantity : notional;
        BigInteger money = BigInteger.valueOf(notional).multiply(BigInteger.valueOf(unitDivisor));
        BigInteger units = BigInteger.valueOf(quantity).multiply(E8);
        BigInteger sum = BigInteger.ZERO;
        long from = 0;
        long perNotional = rows.get(row, FeeRows.PER_NOTIONAL);
        long perUnit = rows.get(row, FeeRows.PER_UNIT);
        int tier = rows.firstTier(row);
        while (tier != Table.NONE && start(tier, tierUnit) < cut) {
            sum = sum.add(part(start(tier, tierUnit) - from, money, perNotional, units, perUnit));
            from = start(tier, tierUnit);
            perNotional = rows.tierRate(tier, FeeRows.PER_NOTIONAL);
            perUnit = rows.tierRate(tier, FeeRows.PER_UNIT);
            tier = rows.nextTier(tier);
        }
        long whole = Math.max(cut, 1);
        sum = sum.add(part(whole - from, money, perNotional, units, perUnit));
        BigInteger divisor = BigInteger.valueOf(whole).multiply(E8).multiply(BigInteger.valueOf(unitDivisor));
        BigInteger more = roundsUp(row) ? divisor.subtract(BigInteger.ONE) : divisor.shiftRight(1);
        return sum.add(more).divide(divisor).longValueExact();
    }

    private static BigInteger part(
        long part, BigInteger money, long perNotional, BigInteger units, long perUnit) {
        return money.multiply(BigInteger.valueOf(perNotional)).add(units.multiply(BigInteger.valueOf(perUnit)))
            .multiply(BigInteger.valueOf(part));
    }
}
