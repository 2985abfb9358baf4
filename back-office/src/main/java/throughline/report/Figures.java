package throughline.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import throughline.back.BackMachine;
import throughline.message.PartyKind;
import throughline.reference.Decimals;
import throughline.reference.Money;

/** Names and numbers of the state as a report shows them: for programs in shortest form, on paper with all decimals. */
public final class Figures {
    private static final long NANOS = 1_000_000_000L;
    private static final DateTimeFormatter PAPER_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS",
        Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int PRICE_DECIMALS = 8;
    private static final int PAPER_PRICE_DECIMALS = 4;

    private final BackMachine state;
    private final boolean paper;

    private Figures(BackMachine state, boolean paper) {
        this.state = state;
        this.paper = paper;
    }

    /** Numbers in shortest form. */
    public static Figures plain(BackMachine state) {
        return new Figures(state, false);
    }

    /** Numbers with groups of thousands and all decimals of their unit. */
    public static Figures paper(BackMachine state) {
        return new Figures(state, true);
    }

    BackMachine state() {
        return state;
    }

    String money(long minor, int currency) {
        return number(minor, Money.scale(currency));
    }

    String quantity(long quantity, int instrument) {
        return number(quantity, Names.quantityScale(state, instrument));
    }

    /** An amount of a currency or of an instrument. */
    String amount(long amount, boolean money, int unit) {
        return money ? money(amount, unit) : quantity(amount, unit);
    }

    private String number(long value, int scale) {
        return paper ? String.format(Locale.ROOT, "%,." + scale + "f", BigDecimal.valueOf(value, scale))
            : Decimals.text(value, scale);
    }

    /** A price, x 10^-8; on paper with four decimals or as many as it has. */
    String price(long priceE8) {
        if (!paper) {
            return Decimals.text(priceE8, PRICE_DECIMALS);
        }
        BigDecimal price = BigDecimal.valueOf(priceE8, PRICE_DECIMALS).stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.max(PAPER_PRICE_DECIMALS, price.scale()) + "f", price);
    }

    /** A time in UTC; on paper to the millisecond. */
    String time(long epochNs) {
        Instant time = Instant.ofEpochSecond(Math.floorDiv(epochNs, NANOS), Math.floorMod(epochNs, NANOS));
        return paper ? PAPER_TIME.format(time) : time.toString();
    }

    /** A currency's code or an instrument's symbol. */
    String unit(boolean money, int unit) {
        return money ? Names.currency(unit) : symbol(unit);
    }

    String symbol(int instrument) {
        return Names.symbol(state, instrument);
    }

    String security(int instrument) {
        return state.instruments().isKnown(instrument) ? state.instruments().name(instrument) : "";
    }

    /** A trading account's name; empty for 0. */
    String account(int account) {
        return Names.account(state, account);
    }

    /** A user's name; empty for 0. */
    String user(int user) {
        return Names.user(state, user);
    }

    /** The name by law of whom an account is of. */
    String holder(int account) {
        return state.accounts().isKnown(account) ? state.parties().legalName(state.accounts().partyId(account)) : "";
    }

    /** The firm's name by law. */
    String firm() {
        int firm = state.parties().first(PartyKind.FIRM);
        return firm > 0 && state.parties().isKnown(firm) ? state.parties().legalName(firm) : "";
    }
}
