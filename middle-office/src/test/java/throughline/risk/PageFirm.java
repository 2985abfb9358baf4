package throughline.risk;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import throughline.message.AccountKind;
import throughline.message.FeeKind;
import throughline.message.FeeStatedDecoder;
import throughline.message.FeeStatedEncoder;
import throughline.message.Metric;
import throughline.message.PartyKind;

/**
 * The firm of the page of worked examples, played line by line: desk EQ with own accounts PROP and ARB and the clients'
 * accounts CL-1 and CL-2, desk FI with BOND, each its own self-trade group; shares SHR (100.00 USD, sector Industry,
 * issuer Shares Inc), SHB of the same issuer, and EURO (100.00 EUR); traders anna and bert of all desks and fred of
 * desk FI, risk officers rosa and rolf. One thread.
 */
final class PageFirm {
    /** How a verdict begins that lets an order through. */
    static final String ACCEPTED = "accepted";
    /** How the answer begins to what the risk officers may not do. */
    static final String REFUSED = "refused";

    private static final int EUR = 978;
    private static final int USD = 840;
    private static final int FIRST_OF_CROWD = 1_000;
    private static final Map<String, Integer> ACCOUNTS = Map.of("PROP", 1, "ARB", 2, "CL-1", 3, "CL-2", 4, "BOND", 5,
        "OUT", 6);
    private static final Map<String, Integer> SYMBOLS = Map.of("SHR", 1, "SHB", 2, "EURO", 3);
    private static final Map<String, Integer> USERS = Map.of("anna", 1, "rosa", 2, "rolf", 3, "bert", 4, "fred", 5);

    private final MiddleOfficeRig rig;
    private final PageOrders orders;
    private final PageOfficers officers;
    private final Map<Integer, Long> prices = new LinkedHashMap<>();
    private int date = MiddleOfficeRig.DATE;

    /** A firm with wide limits, but for one metric that it has none of firm-wide. */
    PageFirm(Metric without) {
        rig = new MiddleOfficeRig();
        orders = new PageOrders(this, rig);
        officers = new PageOfficers(this, rig);
        FrontScript front = rig.front;
        front.party(1, "FIRM", PartyKind.FIRM);
        front.party(2, "C-1", PartyKind.CLIENT);
        front.party(3, "C-2", PartyKind.CLIENT);
        front.issued(1, "SHR", "Industry", "Shares Inc", USD);
        front.issued(2, "SHB", "Energy", "Shares Inc", USD);
        front.issued(3, "EURO", "Energy", "Euro AG", EUR);
        front.account(1, "PROP", 1, 1, 1, AccountKind.PRINCIPAL, "EQ");
        front.account(2, "ARB", 1, 1, 2, AccountKind.PRINCIPAL, "EQ");
        front.account(3, "CL-1", 2, 1, 3, AccountKind.CLIENT, "EQ");
        front.account(4, "CL-2", 3, 1, 4, AccountKind.CLIENT, "EQ");
        front.account(5, "BOND", 1, 2, 5, AccountKind.PRINCIPAL, "FI");
        front.account(6, "OUT", 1, 1, 6, AccountKind.OUTSIDE, "EQ");
        front.user(1, "anna", 0, true, false);
        front.user(2, "rosa", 0, false, true);
        front.user(3, "rolf", 0, false, true);
        front.user(4, "bert", 0, true, false);
        front.user(5, "fred", 2, true, false);
        front.opened(date);
        rig.run();
        rig.importWide(without);
        for (int id = 1; id <= SYMBOLS.size(); id++) {
            price(id, 100 * MiddleOfficeRig.E8);
        }
        front.cash(3, USD, 1_000_000_000_000L);
        front.cash(4, USD, 1_000_000_000_000L);
        rig.run();
    }

    /** Plays a line; gives what came of it where something does, else an empty text. */
    String play(String text) {
        String line = text.strip();
        String[] words = line.split("\\s+");
        String rest = line.substring(line.indexOf(' ') + 1);
        String came = switch (words[0]) {
            case "limit" -> officers.limit(words[1], words[2], words[3]);
            case "state" -> officers.state(words[1], words[2]);
            case "restrict" -> officers.restrict(rest);
            case "lift" -> officers.lift(rest);
            case "override" -> officers.override(words);
            case "amend" -> orders.amend(words);
            case "basket" -> orders.basket(rest);
            case "buy", "sell", "short" -> orders.order(line);
            case "day" -> nextDay();
            default -> words[0].endsWith(":") ? orders.order(line) : happens(words);
        };
        if (!line.endsWith(" unread")) {
            rig.run();
        }
        return came;
    }

    private String happens(String[] words) {
        switch (words[0]) {
            case "price" -> price(symbol(words[1]), e8(words[2]));
            case "rate" -> rig.front.rate(EUR, e8(words[2]), date);
            case "cash" -> rig.front.cash(account(words[1]), USD, minor(words[2]));
            case "position" -> rig.front.position(account(words[1]), symbol(words[2]), Long.parseLong(words[3]));
            case "unsettled" -> rig.front.unsettled(account(words[1]), symbol(words[2]), USD, minor(words[3]),
                minor(words[4]), minor(words[3]), minor(words[4]));
            case "fee" -> fee(FeeKind.valueOf(words[1].toUpperCase(Locale.ROOT)), e8(words[2].replace("%", "")) / 100);
            case "crowd" -> crowd(Integer.parseInt(words[1]), symbol(words[2]));
            case "wait" -> rig.front.timeNs += PageOrders.milliseconds(words[1]);
            case "trade" -> orders.trade(words);
            case "done" -> orders.done(words);
            case "cancel" -> orders.cancel(words[1]);
            case "bust" -> orders.bust(words[1]);
            case "trigger" -> orders.trigger(words[1]);
            default -> throw new AssertionError("no such line: " + String.join(" ", words));
        }
        return "";
    }

    /** Stated for the day; {@code unread}: the office comes to it no sooner than to the next line. */
    private void price(int symbol, long priceE8) {
        prices.put(symbol, priceE8);
        rig.front.price(symbol, priceE8, date);
    }

    /** A fee on all orders, of their value, rounded up. */
    private void fee(FeeKind kind, long perNotionalE8) {
        rig.front.write(new FeeStatedEncoder(), 0, 0, e -> e.fromDate(0).toDate(FeeStatedDecoder.toDateNullValue())
            .ratePerNotionalE8(perNotionalE8).maximumMinor(FeeStatedDecoder.maximumMinorNullValue())
            .kind(kind).accountKind(AccountKind.NULL_VAL).roundsUp((short) 1).tiersCount(0));
    }

    /** So many more accounts of the firm, each with one share. */
    private void crowd(int count, int symbol) {
        for (int id = FIRST_OF_CROWD; id < FIRST_OF_CROWD + count; id++) {
            rig.front.account(id, "X" + id, 1, 1, id, AccountKind.PRINCIPAL, "EQ");
            rig.front.position(id, symbol, 1);
        }
    }

    /** Closes the date and opens the next, with the last prices; gives the verdicts on what lives on into it. */
    private String nextDay() {
        orders.expire();
        rig.front.closed(date);
        rig.run();
        date++;
        rig.front.opened(date);
        prices.forEach((symbol, priceE8) -> rig.front.price(symbol, priceE8, date));
        rig.run();
        return orders.restate();
    }

    /** The business date that is open. */
    int date() {
        return date;
    }

    PageOrders orders() {
        return orders;
    }

    static int account(String name) {
        return ACCOUNTS.getOrDefault(name, 0);
    }

    static int symbol(String name) {
        return SYMBOLS.getOrDefault(name, 0);
    }

    static int user(String name) {
        return USERS.get(name);
    }

    static long e8(String text) {
        return new BigDecimal(text).movePointRight(8).longValueExact();
    }

    private static long minor(String text) {
        return new BigDecimal(text).movePointRight(2).longValueExact();
    }
}
