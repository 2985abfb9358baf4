package throughline.risk;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import throughline.journal.RecordCursor;
import throughline.limit.Limits;
import throughline.message.AccountKind;
import throughline.message.Decision;
import throughline.message.JournalRecord;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderCapturedEncoder;
import throughline.message.OrderRejectedDecoder;
import throughline.message.PartyKind;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.ReplaceRejectedDecoder;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradingState;
import throughline.reference.Measure;
import throughline.reference.Scope;

/**
 * The firm of the page of worked examples, played line by line: desk EQ with own accounts PROP and ARB (each its own
 * self-trade group) and the clients' accounts CL-1 and CL-2, desk FI with BOND; shares SHR (100.00 USD, sector Industry,
 * issuer Shares Inc), SHB of the same issuer, and EURO (100.00 EUR); traders anna and bert, risk officers rosa and rolf.
 */
final class PageFirm {
    private static final int EUR = 978;
    private static final int USD = 840;
    private static final Map<String, Integer> ACCOUNTS = Map.of("PROP", 1, "ARB", 2, "CL-1", 3, "CL-2", 4, "BOND", 5);
    private static final Map<String, Integer> SYMBOLS = Map.of("SHR", 1, "SHB", 2, "EURO", 3);
    private static final Map<String, Integer> USERS = Map.of("anna", 1, "rosa", 2, "rolf", 3, "bert", 4);

    private final MiddleOfficeRig rig;
    private final Map<String, Asked> orders = new HashMap<>();
    private String last = "";

    /** An order as the page asked for it. */
    private record Asked(long id, FrontScript.Asked order) {
    }

    /** A firm with wide limits, but for one metric that it has none of firm-wide. */
    PageFirm(Metric without) {
        rig = new MiddleOfficeRig();
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
        front.user(1, "anna", 0, true, false);
        front.user(2, "rosa", 0, false, true);
        front.user(3, "rolf", 0, false, true);
        front.user(4, "bert", 0, true, false);
        front.opened(MiddleOfficeRig.DATE);
        rig.run();
        rig.importWide(without);
        List.of(1, 2, 3).forEach(id -> front.price(id, 100 * MiddleOfficeRig.E8, MiddleOfficeRig.DATE));
        front.cash(3, USD, 1_000_000_000_000L);
        front.cash(4, USD, 1_000_000_000_000L);
        rig.run();
    }

    /** Plays a line; gives what came of it where something does, else an empty text. */
    String play(String line) {
        String[] words = line.strip().split("\\s+");
        last = "";
        switch (words[0]) {
            case "limit" -> limit(words[1], words[2], words[3]);
            case "price" -> rig.front.price(symbol(words[1]), e8(words[2]), MiddleOfficeRig.DATE);
            case "rate" -> rig.front.rate(EUR, e8(words[2]), MiddleOfficeRig.DATE);
            case "cash" -> rig.front.cash(account(words[1]), USD, minor(words[2]));
            case "position" -> rig.front.position(account(words[1]), symbol(words[2]), Long.parseLong(words[3]));
            case "unsettled" -> rig.front.unsettled(account(words[1]), symbol(words[2]), USD, minor(words[3]),
                minor(words[4]), minor(words[3]), minor(words[4]));
            case "wait" -> rig.front.timeNs += Long.parseLong(words[1].replace("ms", "")) * 1_000_000L;
            case "state" -> state(words[1], TradingState.valueOf(words[2].toUpperCase(java.util.Locale.ROOT)));
            case "trade" -> trade(words[1], Long.parseLong(words[2]), e8(words[3].substring(1)));
            case "cancel" -> end(orders.get(words[1]));
            case "amend" -> amend(words);
            default -> order(words);
        }
        rig.run();
        return last;
    }

    private static int account(String name) {
        return ACCOUNTS.getOrDefault(name, 0);
    }

    private static int symbol(String name) {
        return SYMBOLS.getOrDefault(name, 0);
    }

    private static long e8(String text) {
        return new BigDecimal(text).movePointRight(8).longValueExact();
    }

    private static long minor(String text) {
        return new BigDecimal(text).movePointRight(2).longValueExact();
    }

    private long scope(String text) {
        String[] parts = text.split("[:/]");
        return switch (parts[0]) {
            case "firm" -> Scope.FIRM;
            case "basket" -> Scope.BASKET;
            case "desk" -> Scope.of(ScopeKind.DESK, parts[1].equals("EQ") ? 1 : 2);
            case "trader" -> Scope.of(ScopeKind.TRADER, USERS.get(parts[1]));
            case "client" -> Scope.of(ScopeKind.CLIENT, parts[1].equals("C-1") ? 2 : 3);
            case "group" -> Scope.of(ScopeKind.GROUP, Integer.parseInt(parts[1]));
            case "sector" -> Scope.of(ScopeKind.SECTOR, rig.machine.instruments().sector(parts[1]));
            case "strategy" -> named(ScopeKind.STRATEGY, parts[1]);
            case "session" -> named(ScopeKind.SESSION, parts[1]);
            case "instrument" -> Scope.instrument(symbol(parts[1]));
            case "order" -> Scope.order(orders.get(parts[1]).id());
            default -> parts.length > 2 ? Scope.pair(account(parts[1]), symbol(parts[3]))
                : Scope.of(ScopeKind.ACCOUNT, account(parts[1]));
        };
    }

    private long named(ScopeKind kind, String name) {
        return Scope.of(kind, rig.machine.names().find(kind, name));
    }

    private static Metric metric(String text) {
        return Metric.valueOf(text.replace('.', '_'));
    }

    /** Sets a limit, by two people where it takes two. */
    private void limit(String scope, String metric, String value) {
        long bound = value.equals("none") ? Limits.NONE : value.equals("off") ? Limits.OFF
            : new BigDecimal(value).movePointRight(Measure.of(metric(metric)).decimals()).longValueExact();
        granted(rig.askBound(USERS.get("rosa"), scope(scope), scope, metric(metric), bound));
    }

    private void state(String scope, TradingState state) {
        granted(rig.askState(USERS.get("rosa"), scope(scope), scope, state));
    }

    private void granted(throughline.office.Outcome outcome) {
        if (outcome == throughline.office.Outcome.AWAITS_APPROVAL) {
            outcome = rig.decide(USERS.get("rolf"), rig.reference(), Decision.APPROVE);
        }
        if (outcome != throughline.office.Outcome.RECORDED) {
            throw new AssertionError("answered " + outcome);
        }
    }

    /** {@code [A:] buy|sell|short ACCOUNT SYMBOL QUANTITY @PRICE|market [name=value …]}. */
    private void order(String[] words) {
        int at = words[0].endsWith(":") ? 1 : 0;
        Map<String, String> options = new HashMap<>(Map.of("by", "anna"));
        for (int i = at + 5; i < words.length; i++) {
            options.put(words[i].substring(0, words[i].indexOf('=')), words[i].substring(words[i].indexOf('=') + 1));
        }
        boolean market = words[at + 4].equals("market");
        BigDecimal price = market ? BigDecimal.ZERO : new BigDecimal(words[at + 4].substring(1));
        BigDecimal quantity = new BigDecimal(words[at + 3]);
        Side side = words[at].equals("buy") ? Side.BUY : words[at].equals("sell") ? Side.SELL : Side.SELL_SHORT;
        FrontScript.Asked asked = new FrontScript.Asked(USERS.get(options.get("by")), account(words[at + 1]),
            symbol(words[at + 2]), side, market ? OrdType.MARKET : OrdType.LIMIT, TimeInForce.DAY,
            quantity.unscaledValue().longValueExact(), quantity.scale(), price.unscaledValue().longValueExact(),
            price.scale(), MiddleOfficeRig.DATE);
        long id = rig.front.write(new OrderCapturedEncoder(), asked.user(), rig.front.seq() + 1,
            e -> asked.fill(e).clOrdId("c").accountName("a").symbol("s").strategy(options.getOrDefault("strategy", ""))
                .decisionMaker(options.getOrDefault("maker", "")).session(options.getOrDefault("session", ""))
                .parentId("").locate(options.getOrDefault("locate", "")));
        rig.run();
        if (at == 1) {
            orders.put(words[0].substring(0, words[0].length() - 1), new Asked(id, asked));
        }
        last = decision(id, 0);
    }

    /** {@code amend A QUANTITY @PRICE}; of which nothing executed. */
    private void amend(String[] words) {
        Asked asked = orders.get(words[1]);
        BigDecimal price = new BigDecimal(words[3].substring(1));
        FrontScript.Asked amended = asked.order().amended(Long.parseLong(words[2]), 0,
            price.unscaledValue().longValueExact(), price.scale(), 0, 0);
        last = decision(asked.id(), rig.amend(asked.id(), amended, 0));
    }

    private void trade(String name, long quantity, long priceE8) {
        Asked asked = orders.get(name);
        int hold = rig.machine.exposures().holds().row(asked.id());
        long leaves = rig.machine.exposures().holds().leaves(hold) - quantity;
        rig.front.trade(asked.id(), asked.order().account(), asked.order().instrument(), asked.order().side(), quantity,
            leaves, priceE8);
    }

    private void end(Asked asked) {
        rig.front.canceled(asked.id(), asked.order().account(), asked.order().instrument(),
            throughline.message.EndReason.BY_REQUEST);
    }

    /** {@code accepted}, with its warning; or {@code CODE scope METRIC limit N observed N}. */
    private String decision(long orderId, long request) {
        String found = "none";
        RecordCursor cursor = new RecordCursor("middle", rig.middle);
        while (cursor.next()) {
            JournalRecord record = cursor.record();
            if (request == 0 ? record.orderId() == orderId : record.causeSeq() == request) {
                found = decision(record, found);
            }
        }
        return found;
    }

    private static String decision(JournalRecord record, String otherwise) {
        DirectBuffer buffer = record.buffer();
        switch (record.templateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID -> {
                OrderAcceptedDecoder a = new OrderAcceptedDecoder();
                a.wrap(buffer, record.body(), record.blockLength(), record.version());
                a.skipStrategy();
                a.skipDecisionMaker();
                a.skipSession();
                a.skipParentId();
                a.skipLocate();
                return accepted(a.warnedMetric(), a.warnedScope(), a.warnedBound(), a.warnedObserved());
            }
            case ReplaceAcceptedDecoder.TEMPLATE_ID -> {
                ReplaceAcceptedDecoder a = new ReplaceAcceptedDecoder();
                a.wrap(buffer, record.body(), record.blockLength(), record.version());
                return accepted(a.warnedMetric(), a.warnedScope(), a.warnedBound(), a.warnedObserved());
            }
            case OrderRejectedDecoder.TEMPLATE_ID -> {
                OrderRejectedDecoder r = new OrderRejectedDecoder();
                r.wrap(buffer, record.body(), record.blockLength(), record.version());
                return rejected(r.code().name(), r.scopeName(), r.metric(), r.bound(), r.observed());
            }
            case ReplaceRejectedDecoder.TEMPLATE_ID -> {
                ReplaceRejectedDecoder r = new ReplaceRejectedDecoder();
                r.wrap(buffer, record.body(), record.blockLength(), record.version());
                return rejected(r.code().name(), r.scopeName(), r.metric(), r.bound(), r.observed());
            }
            default -> {
                return otherwise;
            }
        }
    }

    private static String accepted(Metric metric, String scope, long bound, long observed) {
        return metric == Metric.NONE ? "accepted" : "accepted, warned " + what(scope, metric, bound, observed);
    }

    private static String rejected(String code, String scope, Metric metric, long bound, long observed) {
        return code + " " + what(scope, metric, bound, observed);
    }

    private static String what(String scope, Metric metric, long bound, long observed) {
        String name = metric == Metric.NONE ? "" : " " + metric.name();
        return scope + name + " limit " + number(metric, bound) + " observed " + number(metric, observed);
    }

    private static String number(Metric metric, long value) {
        return value == Limits.NONE ? "none" : Measure.of(metric).text(value);
    }
}
