package throughline.reference;

/** Which prices an instrument may have: multiples of its tick, which may follow the price. One thread. */
public final class Ticks {
    private final Instruments instruments;
    private final TickTables tables;

    /** Over what says so. */
    public Ticks(Instruments instruments, TickTables tables) {
        this.instruments = instruments;
        this.tables = tables;
    }

    /** The tick at a price, x 10^-8. */
    public long tickE8(int instrumentId, long priceE8) {
        long otherwiseE8 = instruments.tickE8(instrumentId);
        long tickE8 = tables.tickE8(instruments.tickTable(instrumentId), priceE8, otherwiseE8);
        return tickE8 > 0 ? tickE8 : otherwiseE8;
    }

    /** The last tick at or below a price. */
    public long below(int instrumentId, long priceE8) {
        long price = priceE8;
        long over = price % tickE8(instrumentId, price);
        while (over != 0) {
            price -= over;
            over = price % tickE8(instrumentId, price);
        }
        return price;
    }

    /** The first tick at or above a price, and above 0; {@link Money#OVERFLOW} when there is none. */
    public long above(int instrumentId, long priceE8) {
        long price = Math.max(1, priceE8);
        long tickE8 = tickE8(instrumentId, price);
        while (price != Money.OVERFLOW && price % tickE8 != 0) {
            price = Exact.saturatedProduct(price / tickE8 + 1, tickE8);
            tickE8 = tickE8(instrumentId, price);
        }
        return price;
    }
}
