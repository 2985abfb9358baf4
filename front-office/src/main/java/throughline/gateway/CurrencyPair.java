package throughline.gateway;

import java.util.Comparator;
import java.util.Currency;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Two currencies, as in EURUSD: what one of the first is worth in the second. Immutable.
 *
 * @param currency ISO 4217 numeric
 * @param quote ISO 4217 numeric
 */
record CurrencyPair(int currency, int quote) {
    private static final int CODE_LENGTH = 3;
    /** Currencies that have minor units, by their code. */
    private static final Map<String, Integer> NUMBERS = Currency.getAvailableCurrencies().stream()
        .filter(one -> one.getDefaultFractionDigits() >= 0 && one.getNumericCode() > 0)
        .collect(Collectors.toMap(Currency::getCurrencyCode, Currency::getNumericCode));
    /** Their codes; where several have one number, the first by the alphabet. */
    private static final Map<Integer, String> CODES = NUMBERS.entrySet().stream()
        .sorted(Comparator.comparing(Map.Entry::getKey))
        .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey, (first, second) -> first));

    /** Reads a pair; null: it is none. */
    static CurrencyPair parse(String symbol) {
        if (symbol.length() != 2 * CODE_LENGTH) {
            return null;
        }
        Integer currency = NUMBERS.get(symbol.substring(0, CODE_LENGTH));
        Integer quote = NUMBERS.get(symbol.substring(CODE_LENGTH));
        return currency == null || quote == null ? null : new CurrencyPair(currency, quote);
    }

    /** A currency's code; its number where it has none. */
    static String code(int currency) {
        return CODES.getOrDefault(currency, Integer.toString(currency));
    }

    /** As people write it. */
    String symbol() {
        return code(currency) + code(quote);
    }
}
