package throughline.reference;

import throughline.message.JournalRecord;
import throughline.message.RateStatedDecoder;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * What one unit of a currency is worth in the firm's base currency, x 10^-8, with date and stamp. The base currency is
 * always worth one, and never stale. Currencies are ISO 4217 numbers, times epoch nanoseconds. One thread.
 */
public final class Rates implements State {
    private static final int CURRENCY = 0;
    private static final int RATE = 1;
    private static final int DATE = 2;
    private static final int TIME = 3;
    private static final int SOURCE = 4;
    private static final int COLUMNS = SOURCE + ShortText.COLUMNS;
    private static final int HEADER = RateStatedDecoder.requestKeyHeaderLength();

    private final Table rows = new Table(COLUMNS, 16);
    private final RateStatedDecoder decoder = new RateStatedDecoder();

    /** Takes up a {@code RateStated} against the base currency; any other is ignored. */
    public void state(JournalRecord record, int baseCurrency) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (decoder.quoteCurrency() != baseCurrency) {
            return;
        }
        int row = row(decoder.currency());
        if (row == Table.NONE) {
            row = rows.add();
            rows.set(row, CURRENCY, decoder.currency());
        }
        rows.set(row, RATE, decoder.rateE8());
        rows.set(row, DATE, decoder.businessDate());
        rows.set(row, TIME, record.timeNs());
        decoder.skipRequestKey();
        ShortText.put(rows, row, SOURCE, record.buffer(), decoder.limit() + HEADER, decoder.sourceLength());
    }

    /** Row of a currency; {@link Table#NONE}: it has no rate. */
    public int row(int currency) {
        for (int row = 0; row < rows.end(); row++) {
            if (rows.get(row, CURRENCY) == currency) {
                return row;
            }
        }
        return Table.NONE;
    }

    /** A row's currency. */
    public int currency(int row) {
        return (int) rows.get(row, CURRENCY);
    }

    /** A row's rate, x 10^-8. */
    public long rateE8(int row) {
        return rows.get(row, RATE);
    }

    /** Business date of a row's rate. */
    public int date(int row) {
        return (int) rows.get(row, DATE);
    }

    /** Stamp of a row's rate. */
    public long timeNs(int row) {
        return rows.get(row, TIME);
    }

    /** Who or what a row's rate came from, at most 32 characters; empty: not told; allocates. */
    public String source(int row) {
        return ShortText.get(rows, row, SOURCE);
    }

    /** Rate of a currency to the base, x 10^-8; 0: there is none. */
    public long rateE8(int currency, int baseCurrency) {
        int row = currency == baseCurrency ? Table.NONE : row(currency);
        return currency == baseCurrency ? Money.E8 : row == Table.NONE ? 0 : rateE8(row);
    }

    /**
     * An amount in the base currency, rounded up.
     *
     * @param minor 0 or more, in minor units of its currency
     * @return minor units of the base; {@link Money#OVERFLOW}: it does not fit, or there is no rate
     */
    public long toBase(long minor, int currency, int baseCurrency) {
        return toBase(minor, rateE8(currency, baseCurrency), currency, baseCurrency);
    }

    /**
     * An amount in the base currency at a rate of then, rounded up.
     *
     * @param minor 0 or more, in minor units of its currency
     * @param rateE8 what one unit of it is worth, x 10^-8; 0: not known
     * @return minor units of the base; {@link Money#OVERFLOW}: it does not fit, or the rate is not known
     */
    public static long toBase(long minor, long rateE8, int currency, int baseCurrency) {
        if (currency == baseCurrency || minor == 0) {
            return minor;
        }
        if (rateE8 == 0 || minor == Money.OVERFLOW) {
            return Money.OVERFLOW;
        }
        int shift = Money.scale(baseCurrency) - Money.scale(currency);
        long factor = shift > 0 ? Exact.saturatedProduct(rateE8, Money.powerOfTen(shift)) : rateE8;
        return Exact.ceiling(minor, factor, shift < 0 ? Money.E8 * Money.powerOfTen(-shift) : Money.E8);
    }

    /** Rows run from 0 to below this. */
    public int end() {
        return rows.end();
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
    }
}
