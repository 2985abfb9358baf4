package throughline.venue;

import org.agrona.DirectBuffer;
import throughline.blotter.Market;
import throughline.reference.Money;

/**
 * The liquidity behind the books: it quotes both sides of the reference price, a configured distance away and on the
 * tick, and gives each order its size once. Its executions are an account's of its own. One thread; allocates nothing.
 */
final class Street {
    private static final long BPS = 10_000;

    private final Market market;

    Street(Market market) {
        this.market = market;
    }

    /** Its account; 0: there is no street. */
    int account() {
        if (!market.settings().streetOn()) {
            return 0;
        }
        DirectBuffer name = market.settings().streetAccount();
        return market.accounts().find(name, 0, name.capacity());
    }

    /** Its ask for a buy, its bid for a sell, each on the tick away from the reference, x 10^-8; 0: no quote. */
    long priceE8(int instrument, boolean buys) {
        long reference = market.instruments().priceE8(instrument);
        long tick = Math.max(1, market.ticks().tickE8(market.instruments().tickTable(instrument), reference,
            market.instruments().tickE8(instrument)));
        long distance = reference <= 0 ? Money.OVERFLOW
            : Money.product(reference, market.settings().streetBps(), BPS, true);
        if (distance > Long.MAX_VALUE - reference - tick) {
            return 0;
        }
        return buys ? (reference + distance + tick - 1) / tick * tick
            : Math.max(0, (reference - distance) / tick * tick);
    }

    /** What it gives an order at that price, in the instrument's quantity scale. */
    long size(int instrument) {
        long unit = Money.powerOfTen(market.instruments().quantityScale(instrument));
        long size = market.settings().streetSize();
        return size > Long.MAX_VALUE / unit ? Long.MAX_VALUE : size * unit;
    }
}
