package throughline.files;

import throughline.message.PriceKind;
import throughline.reference.Decimals;

/**
 * One line of a price file, right in form. Immutable.
 *
 * @param lineNumber in its file, from 1, the header included
 * @param timeNs     nanoseconds since 1970, or since midnight where the file gives times of day;
 *                   {@link OrderLine#NO_TIME}
 * @param price      x 10^-priceDecimals, in its smallest mantissa
 * @param kind       null: not given
 * @param source     who says so; empty: not given
 */
public record PriceLine(long lineNumber, long timeNs, String symbol, long price, int priceDecimals, PriceKind kind,
        String source) {
    /** Price in shortest form. */
    public String priceText() {
        return Decimals.text(price, priceDecimals);
    }
}
