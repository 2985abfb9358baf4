package throughline.risk;

import static throughline.risk.NaiveBooks.at;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import throughline.message.OrdType;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradingState;
import throughline.risk.FrontScript.Asked;
import throughline.risk.NaiveBooks.Held;

/**
 * The controls written down a second time, from their definition, in decimals and maps: slow, obvious, and sharing no
 * code with the machine. Of the firm it knows what {@link MiddleOfficeRig#open} set up.
 */
final class NaiveRisk {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE, 8);
    private static final String OFF = "off";

    /** What a failing scope says: kept if it has less head-room than the one before. */
    private record Failure(String scope, BigDecimal limit, BigDecimal met) {
        BigDecimal headRoom() {
            return limit.subtract(met);
        }
    }

    final Map<String, String> limits = new HashMap<>();
    final Map<String, TradingState> states = new HashMap<>();
    final Map<Integer, BigDecimal> prices = new HashMap<>();
    final Map<Integer, Integer> priceDates = new HashMap<>();
    final Map<Integer, Long> priceTimes = new HashMap<>();
    private final NaiveBooks books;
    private BigDecimal total;
    private BigDecimal leaves;
    private boolean triggered;

    NaiveRisk(NaiveBooks books) {
        this.books = books;
    }

    private static String[] scopes(Asked o) {
        return new String[] {at(0, 0), at(o.account(), 0), at(0, o.instrument()), at(o.account(), o.instrument())};
    }

    private static String named(String scope) {
        String[] ids = scope.split(":");
        String kind = scope.equals("0:0") ? "FIRM" : ids[1].equals("0") ? "ACCOUNT"
            : ids[0].equals("0") ? "INSTRUMENT" : "ACCOUNT_INSTRUMENT";
        return kind + ":" + scope;
    }

    static BigDecimal quantity(Asked o) {
        return BigDecimal.valueOf(o.quantity(), o.quantityDecimals());
    }

    private boolean reduces(Asked o, int account) {
        BigDecimal p = account == 0 ? books.firmPosition(o.instrument()) : books.position(account, o.instrument());
        boolean buys = o.side() == Side.BUY;
        boolean opposite = buys ? p.signum() < 0 : p.signum() > 0;
        return opposite && leaves.add(books.working(account, o.instrument(), buys)).compareTo(p.abs()) <= 0;
    }

    /** The decision on an order of which so much may still execute, as {@link MiddleOfficeRig#decision} puts it. */
    String judge(Asked o, BigDecimal inAll, BigDecimal left, boolean wasTriggered, long timeNs) {
        total = inAll;
        leaves = left;
        triggered = wasTriggered;
        return decide(o, timeNs);
    }

    /** The decision on an amendment, whose old hold is taken out; {@code own} is what was left of the order. */
    String judgeAmendment(Held h, BigDecimal own, Asked o, long timeNs) {
        total = quantity(o);
        leaves = total.subtract(h.cum);
        triggered = h.triggered;
        boolean samePrices = price(h.asked).compareTo(price(o)) == 0
            && (triggered || stop(h.asked).compareTo(stop(o)) == 0);
        boolean readable = o.quantity() > 0 && scaled(total, o.instrument() == 2 ? 8 : 0);
        boolean lowers = readable && (leaves.signum() <= 0 || samePrices && leaves.compareTo(own) <= 0);
        return lowers ? lower(h, o) : decide(o, timeNs);
    }

    private String lower(Held h, Asked o) {
        String form = permission(o);
        form = form == null ? validity(o) : form;
        if (form != null) {
            return form;
        }
        BigDecimal worst = new BigDecimal(h.worst).movePointLeft(8);
        BigDecimal at = o.side() == Side.BUY ? worst : worst.max(prices.get(o.instrument()));
        BigDecimal value = leaves.max(BigDecimal.ZERO).multiply(at).setScale(2, RoundingMode.UP);
        return accepted(worst, value, o.account() != 3 && reduces(o, o.account()));
    }

    private static String accepted(BigDecimal worst, BigDecimal value, boolean reducing) {
        return "accepted worst=" + worst.movePointRight(8).toBigIntegerExact() + " value="
            + value.movePointRight(2).toBigIntegerExact() + " reducing=" + (reducing ? 1 : 0);
    }

    private String decide(Asked o, long timeNs) {
        boolean known = o.account() != 0 && o.instrument() != 0;
        boolean readable = known && o.quantity() > 0 && scaled(total, o.instrument() == 2 ? 8 : 0);
        boolean reducing = readable && o.account() != 3 && reduces(o, o.account());
        for (TradingState state : new TradingState[] {TradingState.HALTED, TradingState.REDUCE_ONLY}) {
            for (String scope : scopes(o)) {
                if (states.get(scope) == state && !(reducing && state == TradingState.REDUCE_ONLY)) {
                    return state + " " + named(scope) + " NONE limit=none met=none";
                }
            }
        }
        String failed = permission(o);
        failed = failed == null ? validity(o) : failed;
        failed = failed == null ? test(o, "MAX_ORDER_QTY", "MAX_ORDER_QTY", total, false, false) : failed;
        failed = failed == null ? value(o, reducing, timeNs) : failed;
        failed = failed == null ? collar(o, timeNs) : failed;
        failed = failed == null ? position(o, reducing) : failed;
        return failed != null ? failed : accepted(isMarket(o) ? worst(o) : price(o), valueOf(o), reducing);
    }

    private static boolean isMarket(Asked o) {
        return o.type() == OrdType.MARKET || o.type() == OrdType.STOP;
    }

    private boolean isArmed(Asked o) {
        return !triggered && (o.type() == OrdType.STOP || o.type() == OrdType.STOP_LIMIT);
    }

    private static BigDecimal price(Asked o) {
        return BigDecimal.valueOf(o.price(), o.priceDecimals());
    }

    private static BigDecimal stop(Asked o) {
        return BigDecimal.valueOf(o.stopPrice(), o.stopDecimals());
    }

    private static boolean scaled(BigDecimal value, int scale) {
        return value.stripTrailingZeros().scale() <= scale
            && value.movePointRight(scale).compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    }

    private static String permission(Asked o) {
        String none = " NONE limit=none met=none";
        if (o.account() == 0) {
            return "UNKNOWN_ACCOUNT ACCOUNT:0:0" + none;
        }
        if (o.instrument() == 0) {
            return "UNKNOWN_INSTRUMENT INSTRUMENT:0:0" + none;
        }
        if (o.date() != MiddleOfficeRig.DATE) {
            return "NOT_PERMITTED FIRM:0:0" + none;
        }
        if (o.user() != MiddleOfficeRig.TRADER || o.account() == MiddleOfficeRig.OTHER_DESK) {
            return "NOT_PERMITTED TRADER:0:0" + none;
        }
        boolean street = o.account() == MiddleOfficeRig.STREET;
        boolean shortByClient = o.account() == MiddleOfficeRig.CLIENT && o.side() == Side.SELL_SHORT;
        return street || shortByClient ? "NOT_PERMITTED ACCOUNT:" + o.account() + ":0" + none : null;
    }

    private String validity(Asked o) {
        String where = " INSTRUMENT:0:" + o.instrument() + " NONE limit=";
        int scale = o.instrument() == 2 ? 8 : 0;
        boolean tooMuch = total.movePointRight(scale).compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0;
        boolean stops = isArmed(o) ? o.stopPrice() > 0 : triggered || o.stopPrice() == 0;
        boolean lasts = o.type() != OrdType.MARKET || o.timeInForce() != TimeInForce.GTC;
        if (!lasts || !stops || o.quantity() <= 0 || tooMuch || isMarket(o) != (o.price() == 0)) {
            return "BAD_ORDER" + where + "none met=none";
        }
        BigDecimal tick = o.instrument() == 2 ? new BigDecimal("0.00000001") : new BigDecimal("0.01");
        for (BigDecimal given : List.of(price(o), triggered ? BigDecimal.ZERO : stop(o))) {
            if (given.remainder(tick).signum() != 0) {
                return "BAD_TICK" + where + text(tick) + " met=" + text(given);
            }
        }
        if (total.stripTrailingZeros().scale() > scale) {
            return "BAD_LOT" + where + (scale == 8 ? "0.00000001" : "1") + " met=none";
        }
        return null;
    }

    private static String text(BigDecimal value) {
        return value.min(MOST).stripTrailingZeros().toPlainString();
    }

    private String test(Asked o, String code, String metric, BigDecimal met, boolean exempt, boolean firmExempt) {
        Failure worst = null;
        if (!firmExempt && !limits.containsKey(metric + "@0:0")) {
            return missing(code, metric);
        }
        for (String scope : scopes(o)) {
            boolean firm = scope.startsWith("0:");
            String limit = limits.get(metric + "@" + scope);
            if (limit != null && !(firm ? firmExempt : exempt)) {
                Failure failure = new Failure(scope, new BigDecimal(limit), met);
                boolean fails = failure.headRoom().signum() < 0;
                if (fails && (worst == null || failure.headRoom().compareTo(worst.headRoom()) < 0)) {
                    worst = failure;
                }
            }
        }
        return worst == null ? null : failed(code, metric, worst);
    }

    private static String missing(String code, String metric) {
        return code + " FIRM:0:0 " + metric + " limit=none met=none";
    }

    private static String failed(String code, String metric, Failure f) {
        return code + " " + named(f.scope) + " " + metric + " limit=" + text(f.limit) + " met=" + text(f.met);
    }

    private BigDecimal valueOf(Asked o) {
        BigDecimal reference = prices.get(o.instrument());
        BigDecimal price = price(o);
        if (isMarket(o) && !isArmed(o)) {
            price = reference.multiply(HUNDRED.add(far(o))).divide(HUNDRED);
        } else {
            price = isMarket(o) ? worst(o) : price;
            price = o.side() != Side.BUY ? price.max(reference) : price;
        }
        return leaves.multiply(price).setScale(2, RoundingMode.UP);
    }

    /** From where the collar is measured. */
    private BigDecimal from(Asked o) {
        BigDecimal reference = prices.get(o.instrument());
        if (!isArmed(o)) {
            return reference;
        }
        return o.type() == OrdType.STOP && o.side() == Side.BUY ? stop(o).max(reference) : stop(o);
    }

    private BigDecimal far(Asked o) {
        BigDecimal far = null;
        for (String scope : scopes(o)) {
            String limit = limits.get("PRICE_COLLAR_FAR@" + scope);
            far = limit == null ? far : far == null ? new BigDecimal(limit) : far.min(new BigDecimal(limit));
        }
        return far;
    }

    private BigDecimal worst(Asked o) {
        BigDecimal tick = o.instrument() == 2 ? new BigDecimal("0.00000001") : new BigDecimal("0.01");
        boolean buys = o.side() == Side.BUY;
        BigDecimal bound = from(o).multiply(buys ? HUNDRED.add(far(o)) : HUNDRED.subtract(far(o))).divide(HUNDRED);
        BigDecimal ticks = bound.divide(tick, 0, buys ? RoundingMode.FLOOR : RoundingMode.CEILING);
        return (buys ? ticks : ticks.max(BigDecimal.ONE)).multiply(tick);
    }

    private String value(Asked o, boolean reducing, long timeNs) {
        String unpriced = "NO_REFERENCE_PRICE INSTRUMENT:0:" + o.instrument() + " NONE limit=none met=none";
        if (o.instrument() == MiddleOfficeRig.EUROPEAN) {
            return unpriced;
        }
        if (isMarket(o) || o.side() != Side.BUY) {
            String stale = reference(o, timeNs);
            if (stale != null) {
                return stale;
            }
        }
        if (isMarket(o) && !limits.containsKey("PRICE_COLLAR_FAR@0:0")) {
            return missing("PRICE_COLLAR", "PRICE_COLLAR_FAR");
        }
        BigDecimal value = valueOf(o);
        if (value.movePointRight(2).compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) >= 0) {
            String limit = limits.get("MAX_ORDER_VALUE@0:0");
            return "MAX_ORDER_VALUE FIRM:0:0 MAX_ORDER_VALUE limit=" + (limit == null ? "none" : limit) + " met="
                + text(MOST);
        }
        return reducing ? null : test(o, "MAX_ORDER_VALUE", "MAX_ORDER_VALUE", value, false, false);
    }

    private String reference(Asked o, long timeNs) {
        if (!limits.containsKey("PRICE_COLLAR_AGE@0:0")) {
            return missing("NO_REFERENCE_PRICE", "PRICE_COLLAR_AGE");
        }
        if (!prices.containsKey(o.instrument())) {
            return "NO_REFERENCE_PRICE INSTRUMENT:0:" + o.instrument() + " NONE limit=none met=none";
        }
        BigDecimal age = BigDecimal.valueOf(timeNs - priceTimes.get(o.instrument()), 6);
        Failure worst = null;
        for (String scope : scopes(o)) {
            String limit = limits.get("PRICE_COLLAR_AGE@" + scope);
            boolean day = "0".equals(limit) && priceDates.get(o.instrument()) != o.date();
            boolean old = limit != null && !limit.equals("0") && age.compareTo(new BigDecimal(limit)) > 0;
            if (day || old) {
                Failure failure = new Failure(scope, new BigDecimal(limit), age);
                worst = worst == null || failure.headRoom().compareTo(worst.headRoom()) < 0 ? failure : worst;
            }
        }
        return worst == null ? null : failed("NO_REFERENCE_PRICE", "PRICE_COLLAR_AGE", worst);
    }

    private String collar(Asked o, long timeNs) {
        String stale = reference(o, timeNs);
        if (stale != null) {
            return stale;
        }
        for (String metric : new String[] {"PRICE_COLLAR_FAR", "PRICE_COLLAR_NEAR"}) {
            if (!limits.containsKey(metric + "@0:0")) {
                return missing("PRICE_COLLAR", metric);
            }
        }
        if (isMarket(o)) {
            return worst(o).signum() > 0 ? null : "PRICE_COLLAR INSTRUMENT:0:" + o.instrument()
                + " PRICE_COLLAR_FAR limit=" + text(far(o)) + " met=none";
        }
        boolean buys = o.side() == Side.BUY;
        String far = beyond(o, "PRICE_COLLAR_FAR", buys);
        return far == null ? beyond(o, "PRICE_COLLAR_NEAR", !buys) : far;
    }

    private String beyond(Asked o, String metric, boolean above) {
        BigDecimal reference = from(o);
        BigDecimal difference = BigDecimal.valueOf(o.price(), o.priceDecimals()).subtract(reference);
        difference = above ? difference : difference.negate();
        Failure worst = null;
        for (String scope : scopes(o)) {
            String limit = limits.get(metric + "@" + scope);
            if (limit != null && !limit.equals(OFF)
                && difference.multiply(HUNDRED).compareTo(reference.multiply(new BigDecimal(limit))) > 0) {
                BigDecimal shown = difference.multiply(HUNDRED).divide(reference, 8, RoundingMode.UP);
                Failure failure = new Failure(scope, new BigDecimal(limit), shown);
                worst = worst == null || failure.headRoom().compareTo(worst.headRoom()) < 0 ? failure : worst;
            }
        }
        return worst == null ? null : failed("PRICE_COLLAR", metric, worst);
    }

    private String position(Asked o, boolean reducing) {
        boolean buys = o.side() == Side.BUY;
        String metric = buys ? "POSITION_LIMIT_LONG" : "POSITION_LIMIT_SHORT";
        boolean firmReduces = reduces(o, 0);
        if (!firmReduces && !limits.containsKey(metric + "@0:0")) {
            return missing("POSITION_LIMIT", metric);
        }
        Failure worst = null;
        for (String scope : scopes(o)) {
            boolean firm = scope.startsWith("0:");
            String limit = limits.get(metric + "@" + scope);
            if (limit != null && !(firm ? firmReduces : reducing)) {
                int account = firm ? 0 : o.account();
                BigDecimal p = firm ? books.firmPosition(o.instrument()) : books.position(account, o.instrument());
                BigDecimal met = (buys ? p : p.negate()).add(books.working(account, o.instrument(), buys)).add(leaves);
                Failure failure = new Failure(scope, new BigDecimal(limit), met);
                if (failure.headRoom().signum() < 0
                    && (worst == null || failure.headRoom().compareTo(worst.headRoom()) < 0)) {
                    worst = failure;
                }
            }
        }
        return worst == null ? null : failed("POSITION_LIMIT", metric, worst);
    }
}
