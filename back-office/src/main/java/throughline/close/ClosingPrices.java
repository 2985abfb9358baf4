package throughline.close;

import org.agrona.collections.Long2LongHashMap;
import throughline.message.DayProvedDecoder;
import throughline.message.JournalRecord;
import throughline.reference.Money;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * What the day that is being closed is valued at, as risk said: a price for each instrument, and what one unit of each
 * currency is worth in the base currency, both x 10^-8. One thread.
 */
public final class ClosingPrices implements State {
    private static final int ID = 0;
    private static final int VALUE = 1;

    private final Table prices = new Table(2, 1 << 10);
    private final Table rates = new Table(2, 16);
    private final Long2LongHashMap priceByInstrument = new Long2LongHashMap(0);
    private final Long2LongHashMap rateByCurrency = new Long2LongHashMap(0);
    private final DayProvedDecoder proved = new DayProvedDecoder();
    private int baseCurrency;

    /** Takes up a {@code DayProved}; what was said of former days is forgotten. */
    void apply(JournalRecord record) {
        proved.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        baseCurrency = proved.baseCurrency();
        prices.clear();
        rates.clear();
        for (DayProvedDecoder.ClosingsDecoder one = proved.closings(); one.hasNext();) {
            one.next();
            add(prices, one.instrumentId(), one.priceE8());
        }
        for (DayProvedDecoder.RatesDecoder one = proved.rates(); one.hasNext();) {
            one.next();
            add(rates, one.currency(), one.rateE8());
        }
        index();
    }

    private static void add(Table table, int id, long valueE8) {
        int row = table.add();
        table.set(row, ID, id);
        table.set(row, VALUE, valueE8);
    }

    private void index() {
        index(prices, priceByInstrument);
        index(rates, rateByCurrency);
    }

    private static void index(Table table, Long2LongHashMap byId) {
        byId.clear();
        for (int row = 0; row < table.end(); row++) {
            if (table.get(row, VALUE) > 0) {
                byId.put(table.get(row, ID), table.get(row, VALUE));
            }
        }
    }

    /** An instrument's closing price; 0: none. */
    public long priceE8(int instrumentId) {
        return priceByInstrument.get(instrumentId);
    }

    /** What one unit of a currency is worth in the base currency; 0: not known. */
    public long rateE8(int currency) {
        return currency == baseCurrency && currency != 0 ? Money.E8 : rateByCurrency.get(currency);
    }

    /** ISO 4217 number; 0: not told. */
    public int baseCurrency() {
        return baseCurrency;
    }

    @Override
    public void save(StateSink sink) {
        sink.putLong(baseCurrency);
        prices.save(sink);
        rates.save(sink);
    }

    @Override
    public void load(StateSource source) {
        baseCurrency = (int) source.getLong();
        prices.load(source);
        rates.load(source);
        index();
    }
}
