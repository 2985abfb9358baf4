package throughline.report;

import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import throughline.back.BackMachine;
import throughline.message.UnitKind;
import throughline.reference.Decimals;
import throughline.reference.Money;

/**
 * What the state's numbers are called, and its amounts in shortest form, as programs read them. What has no name is
 * called by its number; 0, which means none, is empty. Reads the state on the caller's thread.
 */
public final class Names {
    private static final Map<Integer, String> CURRENCIES = Currency.getAvailableCurrencies().stream()
        .filter(one -> one.getDefaultFractionDigits() >= 0).collect(Collectors.toUnmodifiableMap(
            Currency::getNumericCode, Currency::getCurrencyCode, (one, other) -> one.compareTo(other) < 0 ? one
                : other));

    private static final String[] JOURNALS = {"", "front", "middle", "back"};

    private Names() {
    }

    /** A constant in small letters; empty for null. */
    public static String lower(Enum<?> value) {
        return value == null ? "" : value.name().toLowerCase(Locale.ROOT);
    }

    /** A journal by its id. */
    public static String journal(int id) {
        return JOURNALS[id];
    }

    /** A currency's code by its ISO 4217 number. */
    public static String currency(int number) {
        return CURRENCIES.getOrDefault(number, Integer.toString(number));
    }

    /** A trading account. */
    public static String account(BackMachine state, int id) {
        return id == 0 ? "" : state.accounts().isKnown(id) ? state.accounts().name(id) : Integer.toString(id);
    }

    /** A party. */
    public static String party(BackMachine state, int id) {
        return id == 0 ? "" : state.parties().isKnown(id) ? state.parties().name(id) : Integer.toString(id);
    }

    /** An instrument's symbol. */
    public static String symbol(BackMachine state, int id) {
        return id == 0 ? "" : state.instruments().isKnown(id) ? state.instruments().symbol(id) : Integer.toString(id);
    }

    /** A user. */
    public static String user(BackMachine state, int id) {
        return id == 0 ? "" : state.users().isKnown(id) ? state.users().name(id) : Integer.toString(id);
    }

    /** A currency's code or an instrument's symbol. */
    public static String unit(BackMachine state, UnitKind kind, int unit) {
        return kind == UnitKind.MONEY ? currency(unit) : symbol(state, unit);
    }

    /** Decimals of an instrument's quantities; 0 for one that is not known. */
    static int quantityScale(BackMachine state, int instrument) {
        return state.instruments().isKnown(instrument) ? state.instruments().quantityScale(instrument) : 0;
    }

    /** Money in the major unit of its currency. */
    public static String money(long minor, int currency) {
        return Decimals.text(minor, Money.scale(currency));
    }

    /** A quantity of an instrument. */
    public static String quantity(BackMachine state, long quantity, int instrument) {
        return Decimals.text(quantity, quantityScale(state, instrument));
    }

    /** An amount of a currency or of an instrument. */
    public static String amount(BackMachine state, UnitKind kind, int unit, long amount) {
        return kind == UnitKind.MONEY ? money(amount, unit) : quantity(state, amount, unit);
    }
}
