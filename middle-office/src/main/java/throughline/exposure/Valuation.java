package throughline.exposure;

import java.util.Arrays;
import throughline.limit.RiskDay;
import throughline.reference.Instruments;
import throughline.reference.Money;
import throughline.reference.Rates;

/**
 * What quantities and amounts of an instrument are worth at a price and a rate of then: rounded away from zero, first
 * in the instrument's currency and again in the firm's base currency, in minor units. One thread; allocates nothing.
 */
final class Valuation {
    private static final int PRICE = 0;
    private static final int UNIT = 1;
    private static final int CURRENCY = 2;
    private static final int OLD_PRICE = 3;
    private static final int OLD_UNIT = 4;
    private static final int FACTS = 8;

    private final Instruments instruments;
    private final Rates rates;
    private final RiskDay day;
    /**
     * By instrument: a price, what one of its quantity's units is worth at it in minor units, where that is whole (0:
     * it is not, or is not known), and its currency (0: not known); and the price asked before that one, for an order
     * and a holding that waits to be marked are not valued alike. No state: it follows from price and instrument.
     */
    private long[] units = new long[FACTS * 1024];

    Valuation(Instruments instruments, Rates rates, RiskDay day) {
        this.instruments = instruments;
        this.rates = rates;
        this.day = day;
    }

    /** The instrument's reference price now, x 10^-8; 0: none. */
    long priceE8(int instrumentId) {
        return instruments.priceE8(instrumentId);
    }

    /** What one unit of its currency is worth now, x 10^-8; 0: not known. */
    long rateE8(int instrumentId) {
        return rates.rateE8(instruments.currency(instrumentId), day.currency());
    }

    /**
     * Value of a quantity in the instrument's currency.
     *
     * @param quantity below 0: it is short, and so is its value
     * @return {@link Money#OVERFLOW} when it does not fit, on either side
     */
    long minor(int instrumentId, long quantity, long priceE8) {
        if (quantity == 0 || priceE8 == 0) {
            return 0;
        }
        if (quantity == Long.MIN_VALUE || Math.abs(quantity) == Money.OVERFLOW) {
            return Money.OVERFLOW;
        }
        long unit = unit(instrumentId, priceE8);
        if (unit != 0 && quantity == (int) quantity) {
            return quantity * unit;
        }
        long value = Money.valueRoundedUp(Math.abs(quantity), instruments.quantityScale(instrumentId), priceE8,
            instruments.multiplier(instrumentId), instruments.currency(instrumentId));
        return quantity < 0 && value != Money.OVERFLOW ? -value : value;
    }

    /**
     * Most often a price comes to whole minor units, and a value is a product, with nothing to divide or to round: what
     * one of a quantity's units is then worth, in the instrument's currency; 0: it is not whole.
     */
    long unit(int instrumentId, long priceE8) {
        return unitAt(facts(instrumentId), instrumentId, priceE8);
    }

    private long unitAt(int at, int instrumentId, long priceE8) {
        if (units[at + PRICE] == priceE8) {
            return units[at + UNIT];
        }
        if (units[at + OLD_PRICE] == priceE8) {
            return units[at + OLD_UNIT];
        }
        return newUnit(at, instrumentId, priceE8);
    }

    private long newUnit(int at, int instrumentId, long priceE8) {
        units[at + OLD_PRICE] = units[at + PRICE];
        units[at + OLD_UNIT] = units[at + UNIT];
        units[at + PRICE] = priceE8;
        units[at + UNIT] = wholeUnit(instrumentId, priceE8);
        return units[at + UNIT];
    }

    /** Where an instrument's begin, its currency known. */
    private int facts(int instrumentId) {
        int at = FACTS * instrumentId;
        if (at >= units.length) {
            units = Arrays.copyOf(units, Math.max(at + FACTS, 2 * units.length));
        }
        if (units[at + CURRENCY] == 0) {
            units[at + CURRENCY] = instruments.currency(instrumentId);
        }
        return at;
    }

    private long wholeUnit(int instrumentId, long priceE8) {
        long multiplier = instruments.multiplier(instrumentId);
        boolean fits = priceE8 > 0 && multiplier > 0 && multiplier <= Integer.MAX_VALUE
            && priceE8 <= Long.MAX_VALUE / multiplier;
        if (!fits) {
            return 0;
        }
        long divisor = Money.powerOfTen(
            8 + instruments.quantityScale(instrumentId) - Money.scale(instruments.currency(instrumentId)));
        long product = priceE8 * multiplier;
        return product % divisor == 0 && product / divisor <= Integer.MAX_VALUE ? product / divisor : 0;
    }

    /** Whether an instrument's currency is the firm's, in which amounts are as they are. */
    boolean isBase(int instrumentId) {
        int at = facts(instrumentId);
        return units[at + CURRENCY] == day.currency();
    }

    /** An instrument was stated anew. */
    void forget(int instrumentId) {
        int at = FACTS * instrumentId;
        if (at < units.length) {
            Arrays.fill(units, at, at + FACTS, 0);
        }
    }

    /** The instruments are others. */
    void forgetAll() {
        Arrays.fill(units, 0);
    }

    /** An amount of either sign in the base currency; {@link Money#OVERFLOW} when it does not fit, on either side. */
    long base(int instrumentId, long minor, long rateE8) {
        if (minor == Money.OVERFLOW || minor == Long.MIN_VALUE) {
            return Money.OVERFLOW;
        }
        int at = facts(instrumentId);
        int currency = (int) units[at + CURRENCY];
        if (minor == 0 || currency == day.currency()) {
            return minor;
        }
        long value = Rates.toBase(Math.abs(minor), rateE8, currency, day.currency());
        return minor < 0 && value != Money.OVERFLOW ? -value : value;
    }

    /** As {@link #minor}, in the base currency. */
    long value(int instrumentId, long quantity, long priceE8, long rateE8) {
        int at = facts(instrumentId);
        long unit = units[at + CURRENCY] == day.currency() && quantity == (int) quantity
            ? unitAt(at, instrumentId, priceE8) : 0;
        return unit != 0 ? quantity * unit : base(instrumentId, minor(instrumentId, quantity, priceE8), rateE8);
    }

    /** What an execution of a quantity above 0 cost or brought, half up as the books round. */
    long money(int instrumentId, long quantity, long priceE8) {
        return Money.valueHalfUp(quantity, instruments.quantityScale(instrumentId), priceE8,
            instruments.multiplier(instrumentId), instruments.currency(instrumentId));
    }
}
