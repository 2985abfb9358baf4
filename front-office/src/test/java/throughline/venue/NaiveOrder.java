package throughline.venue;

import throughline.message.OrdType;
import throughline.message.SelfTradeMode;
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

    /** Accounts 5 and 6 are one group, all others one each. */
    static int group(int account) {
        return account == 6 ? 5 : account;
    }

    /** What is to be done if an order of that account is the one that came later. */
    static SelfTradeMode mode(int account) {
        return switch (account) {
            case 1, 5 -> SelfTradeMode.AGGRESSOR;
            case 2, 6 -> SelfTradeMode.PASSIVE;
            case 3 -> SelfTradeMode.BOTH;
            default -> SelfTradeMode.NONE;
        };
    }

    int group() {
        return group(account);
    }

    SelfTradeMode mode() {
        return mode(account);
    }

    String told() {
        return id + " " + side + " " + cum + "+" + leaves;
    }
}
