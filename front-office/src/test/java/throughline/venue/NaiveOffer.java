package throughline.venue;

import java.util.List;
import throughline.message.SelfTradeMode;

/**
 * What the naive exchange has for an order to trade with.
 *
 * @param order that rests; null: the street
 */
record NaiveOffer(NaiveOrder order, long quantity, long price) {
    /** Whether it is of the order's own group and must not trade with it. */
    boolean isOwn(NaiveOrder incoming) {
        return order != null && order.group() == incoming.group() && incoming.mode() != SelfTradeMode.NONE;
    }

    /** Whether an order would be filled whole. */
    static boolean fill(NaiveBoard board, NaiveOrder incoming, List<NaiveOffer> offers) {
        long left = incoming.leaves;
        for (NaiveOffer offer : offers) {
            boolean own = offer.isOwn(incoming);
            boolean ends = !board.isWithinBand(offer.price) || own && incoming.mode() != SelfTradeMode.PASSIVE;
            if (left > 0 && ends) {
                return false;
            }
            left -= own ? 0 : Math.min(left, offer.quantity);
        }
        return left == 0;
    }
}
