package throughline.files;

import throughline.message.OrdType;
import throughline.message.OrderCapacity;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.reference.Decimals;

/**
 * One line of an order file, right in form. Quantity and prices are as given, in their smallest mantissa. A cancel or
 * replace may leave out what its order has already: then it is empty, null or 0. Immutable.
 *
 * @param lineNumber       in its file, from 1, the header included
 * @param timeNs           nanoseconds since 1970, or since midnight where the file gives times of day; {@link #NO_TIME}
 * @param origClOrdId      the order a cancel or replace means; empty for a new one
 * @param quantity         x 10^-quantityDecimals; 0: not given
 * @param price            x 10^-priceDecimals; 0: not given, or an order without a limit
 * @param stopPrice        x 10^-stopPriceDecimals; 0: no stop order
 */
public record OrderLine(long lineNumber, long timeNs, Action action, String clOrdId, String origClOrdId, String account,
        String symbol, Side side, OrdType type, TimeInForce timeInForce, long quantity, int quantityDecimals,
        long price, int priceDecimals, long stopPrice, int stopPriceDecimals, Attributes attributes) {
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

    /** Stop price in shortest form; empty where none is given. */
    public String stopPriceText() {
        return stopPrice == 0 ? "" : Decimals.text(stopPrice, stopPriceDecimals);
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

    /**
     * What risk and audit may want to know of an order, each NONE or empty where the line does not tell.
     *
     * @param decisionMaker person or algorithm
     * @param parentId      the order it is a slice of, as its user calls it
     * @param locate        where a short sale's shares were found
     */
    public record Attributes(OrderCapacity capacity, String strategy, String decisionMaker, String parentId,
            String locate) {
        /** Nothing is told. */
        public static final Attributes NONE = new Attributes(OrderCapacity.NONE, "", "", "", "");
    }
}
