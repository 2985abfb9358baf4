package throughline.files;

import throughline.message.OrdType;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.reference.Decimals;

/**
 * One line of an order file, right in form. Quantity and price are as given, in their smallest mantissa. A cancel or
 * replace may leave out what its order has already: then it is empty, null or 0. Immutable.
 *
 * @param lineNumber       in its file, from 1, the header included
 * @param timeNs           nanoseconds since 1970, or since midnight where the file gives times of day; {@link #NO_TIME}
 * @param origClOrdId      the order a cancel or replace means; empty for a new one
 * @param quantity         x 10^-quantityDecimals; 0: not given
 * @param price            x 10^-priceDecimals; 0: not given, or a market order
 */
public record OrderLine(long lineNumber, long timeNs, Action action, String clOrdId, String origClOrdId, String account,
        String symbol, Side side, OrdType type, TimeInForce timeInForce, long quantity, int quantityDecimals,
        long price, int priceDecimals) {
    /** The line gives no time. */
    public static final long NO_TIME = -1;

    /** Quantity in shortest form; empty where none is given. */
    public String quantityText() {
        return quantity == 0 ? "" : Decimals.text(quantity, quantityDecimals);
    }

    /** Price in shortest form; empty where none is given. */
    public String priceText() {
        return price == 0 ? "" : Decimals.text(price, priceDecimals);
    }

    /** What the line asks for. */
    public enum Action {
        /** A new order. */
        NEW,
        /** The end of the order {@code origClOrdId}. */
        CANCEL,
        /** Another quantity or price for the order {@code origClOrdId}. */
        REPLACE
    }
}
