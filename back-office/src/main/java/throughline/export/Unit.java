package throughline.export;

import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import throughline.message.UnitKind;
import throughline.reference.Money;

/**
 * What amounts count: a currency's code or an instrument's symbol, with its decimals.
 *
 * @param money whether it is a currency
 * @param name code or symbol
 * @param scale decimals of its amounts
 */
record Unit(boolean money, String name, int scale) {
    private static final Map<Integer, String> CODES = codes();

    /** A currency by its ISO 4217 number, or an instrument by its id. */
    static Unit of(int unitKind, int unit, FirmNames names) {
        return unitKind == UnitKind.MONEY.value()
            ? new Unit(true, CODES.getOrDefault(unit, Integer.toString(unit)), Money.scale(unit))
            : new Unit(false, names.symbol(unit), names.quantityScale(unit));
    }

    /** Whether a text is some currency's code. */
    static boolean isCode(String text) {
        return CODES.containsValue(text);
    }

    /** An amount with all of its decimals: {@code -50.00}. */
    String amount(long amount) {
        String digits = Long.toString(amount);
        if (scale == 0) {
            return digits;
        }
        String sign = amount < 0 ? "-" : "";
        digits = digits.substring(sign.length());
        digits = "0".repeat(Math.max(0, scale + 1 - digits.length())) + digits;
        int point = digits.length() - scale;
        return sign + digits.substring(0, point) + "." + digits.substring(point);
    }

    private static Map<Integer, String> codes() {
        Map<Integer, String> codes = new HashMap<>();
        for (Currency currency : Currency.getAvailableCurrencies()) {
            if (currency.getDefaultFractionDigits() >= 0) {
                codes.merge(currency.getNumericCode(), currency.getCurrencyCode(),
                    (a, b) -> a.compareTo(b) < 0 ? a : b);
            }
        }
        return codes;
    }
}
