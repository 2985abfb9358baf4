package throughline.venue;

import throughline.message.OrdType;
import throughline.message.Side;
import throughline.message.TimeInForce;

/** An order of the naive exchange; prices in hundredths. */
final class NaiveOrder {
    final long id;
    final int account;
    final int instrument;
    final Side side;
    final OrdType type;
    final TimeInForce until;
    long cum;
    long leaves;
    long price;
    long stop;
    /** When it took its place, so that of two the later is known. */
    long place;

    NaiveOrder(long id, int account, int instrument, Side side, OrdType type, TimeInForce until, long leaves,
               long price, long stop) {
        this.id = id;
        this.account = account;
        this.instrument = instrument;
        this.side = side;
        this.type = type;
        this.until = until;
        this.leaves = leaves;
        this.price = price;
        this.stop = stop;
    }

    boolean buys() {
        return side == Side.BUY;
    }

    boolean mayRest() {
        return (type == OrdType.LIMIT || type == OrdType.STOP_LIMIT)
            && (until == TimeInForce.DAY || until == TimeInForce.GTC);
    }

    boolean waits() {
        return stop != 0;
    }
}
