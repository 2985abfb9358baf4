package throughline.risk;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import throughline.message.BasketCapturedEncoder;
import throughline.message.CancelRequestedEncoder;
import throughline.message.EndReason;
import throughline.message.OrdType;
import throughline.message.OrderCapturedEncoder;
import throughline.message.OrderRestatedEncoder;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradeExecutedEncoder;

/** The orders of an example: captured, amended, executed and ended as the front would write it. */
final class PageOrders {
    private static final long MILLISECOND_NS = 1_000_000;

    private final PageFirm firm;
    private final MiddleOfficeRig rig;
    private final FrontScript front;
    private final Map<Long, String> names = new HashMap<>();
    private final Map<String, Placed> byName = new HashMap<>();
    private final Map<Long, Placed> working = new LinkedHashMap<>();
    private final PageVerdict verdict;

    /** An order as it was asked for, with its options, and what of it has executed. */
    private static final class Placed {
        private long id;
        private FrontScript.Asked asked;
        private Map<String, String> options;
        private long executed;
        private long execution;
        private long lastQuantity;
        private long lastPriceE8;

        private String option(String name) {
            return options.getOrDefault(name, "");
        }

        private long total() {
            return asked.quantity();
        }
    }

    PageOrders(PageFirm firm, MiddleOfficeRig rig) {
        this.firm = firm;
        this.rig = rig;
        this.front = rig.front;
        this.verdict = new PageVerdict(rig, names);
    }

    /** The id of an order by its name on the page. */
    long id(String name) {
        return byName.get(name).id;
    }

    /** {@code [A:] buy|sell|short ACCOUNT SYMBOL QUANTITY @PRICE|market [name=value …]}. */
    String order(String line) {
        Placed placed = capture(read(line), 0);
        front.timeNs += milliseconds(placed.options.getOrDefault("late", "0ms"));
        rig.run();
        return told(placed);
    }

    /** Orders with {@code ;} between them, judged as a whole; their verdicts likewise. */
    String basket(String line) {
        List<Placed> members = new ArrayList<>();
        for (String member : line.split(";")) {
            members.add(read(member.strip()));
        }
        long basket = front.write(new BasketCapturedEncoder(), members.get(0).asked.user(), 0, e -> {
            BasketCapturedEncoder.OrdersEncoder group =
                e.businessDate(firm.date()).ordersCount(members.size());
            members.forEach(m -> group.next().clOrdId("").accountName("").symbol("").strategy("").decisionMaker("")
                .session("").parentId("").locate(""));
            e.requestKey("");
        });
        members.forEach(member -> capture(member, basket));
        rig.run();
        return members.stream().map(this::told).collect(Collectors.joining("; "));
    }

    private String told(Placed placed) {
        String told = verdict.ofOrder(placed.id);
        if (!told.startsWith(PageFirm.ACCEPTED)) {
            working.remove(placed.id);
        }
        return told;
    }

    private Placed read(String line) {
        String[] words = line.split("\\s+");
        int at = words[0].endsWith(":") ? 1 : 0;
        Placed placed = new Placed();
        placed.options = new HashMap<>(Map.of("by", "anna"));
        for (int i = at + 5; i < words.length; i++) {
            int equal = words[i].indexOf('=');
            placed.options.put(words[i].substring(0, equal), words[i].substring(equal + 1));
        }
        BigDecimal quantity = new BigDecimal(words[at + 3]);
        boolean market = words[at + 4].equals("market");
        BigDecimal price = market ? BigDecimal.ZERO : new BigDecimal(words[at + 4].substring(1));
        boolean stops = placed.options.containsKey("stop");
        BigDecimal stop = stops ? new BigDecimal(placed.options.get("stop")) : BigDecimal.ZERO;
        OrdType type = market ? stops ? OrdType.STOP : OrdType.MARKET : stops ? OrdType.STOP_LIMIT : OrdType.LIMIT;
        placed.asked = new FrontScript.Asked(PageFirm.user(placed.options.get("by")), PageFirm.account(words[at + 1]),
            PageFirm.symbol(words[at + 2]), side(words[at]), type,
            TimeInForce.valueOf(placed.options.getOrDefault("tif", "day").toUpperCase(Locale.ROOT)), unscaled(quantity),
            quantity.scale(), unscaled(price), price.scale(), firm.date(), unscaled(stop), stop.scale(), 0);
        if (at == 1) {
            byName.put(words[0].substring(0, words[0].length() - 1), placed);
        }
        return placed;
    }

    private static long unscaled(BigDecimal value) {
        return value.unscaledValue().longValueExact();
    }

    private static Side side(String word) {
        return word.equals("buy") ? Side.BUY : word.equals("sell") ? Side.SELL : Side.SELL_SHORT;
    }

    private Placed capture(Placed placed, long basket) {
        FrontScript.Asked asked = basket == 0 ? placed.asked : placed.asked.in(basket);
        placed.id = front.write(new OrderCapturedEncoder(), asked.user(), front.seq() + 1,
            e -> asked.fill(e).clOrdId("c").accountName("a").symbol("s").strategy(placed.option("strategy"))
                .decisionMaker(placed.option("maker")).session(placed.option("session"))
                .parentId(placed.option("parent")).locate(placed.option("locate")));
        byName.forEach((name, other) -> names.put(other.id, name));
        working.put(placed.id, placed);
        return placed;
    }

    /**
     * {@code amend A QUANTITY @PRICE [by=USER] [unanswered]}: the front does at once what was accepted, unless it is
     * said not to answer.
     */
    String amend(String[] words) {
        Placed placed = byName.get(words[1]);
        BigDecimal price = new BigDecimal(words[3].substring(1));
        FrontScript.Asked old = placed.asked;
        int user = old.user();
        boolean answers = true;
        for (int i = 4; i < words.length; i++) {
            answers &= !words[i].equals("unanswered");
            user = words[i].startsWith("by=") ? PageFirm.user(words[i].substring(3)) : user;
        }
        FrontScript.Asked amended = new FrontScript.Asked(user, old.account(), old.instrument(), old.side(), old.type(),
            old.timeInForce(), Long.parseLong(words[2]), 0, unscaled(price), price.scale(), firm.date(),
            old.stopPrice(), old.stopDecimals(), 0);
        long request = rig.amend(placed.id, amended, placed.executed);
        String told = verdict.ofRequest(request);
        if (answers && told.startsWith(PageFirm.ACCEPTED)) {
            front.replaced(placed.id, request, amended, amended.quantity(), amended.quantity() - placed.executed);
            placed.asked = amended;
        }
        return told;
    }

    /** {@code trade A QUANTITY @PRICE}. */
    void trade(String[] words) {
        Placed placed = byName.get(words[1]);
        long quantity = Long.parseLong(words[2]);
        placed.executed += quantity;
        FrontScript.Asked asked = placed.asked;
        placed.lastQuantity = quantity;
        placed.lastPriceE8 = PageFirm.e8(words[3].substring(1));
        placed.execution = front.write(new TradeExecutedEncoder(), 0, placed.id, e -> e.matchId(front.seq() + 1)
            .quantity(quantity).priceE8(placed.lastPriceE8).cumQty(placed.executed)
            .leavesQty(placed.total() - placed.executed).accountId(asked.account()).instrumentId(asked.instrument())
            .tradeDate(firm.date()).userId(asked.user()).side(asked.side()).strategy(placed.option("strategy"))
            .decisionMaker(placed.option("maker")));
        if (placed.executed == placed.total()) {
            working.remove(placed.id);
        }
    }

    /** {@code bust A}: its last execution is undone; nothing more of the order works for it. */
    void bust(String name) {
        Placed placed = byName.get(name);
        front.busted(placed.execution, placed.id, placed.asked.account(), placed.asked.instrument(),
            placed.asked.side(), placed.lastQuantity, placed.lastPriceE8);
    }

    /** {@code done buy|sell ACCOUNT SYMBOL QUANTITY @PRICE}: a trade done elsewhere. */
    void done(String[] words) {
        front.elsewhere(PageFirm.account(words[2]), PageFirm.symbol(words[3]), side(words[1]),
            Long.parseLong(words[4]), PageFirm.e8(words[5].substring(1)));
    }

    /** {@code cancel A}: asked for by who entered it, and done. */
    void cancel(String name) {
        Placed placed = byName.get(name);
        front.write(new CancelRequestedEncoder(), placed.asked.user(), placed.id, e -> e.requestKey(""));
        front.canceled(placed.id, placed.asked.account(), placed.asked.instrument(), EndReason.BY_REQUEST);
        working.remove(placed.id);
    }

    /** {@code trigger A}: a stop order's price was reached. */
    void trigger(String name) {
        front.triggered(byName.get(name).id, byName.get(name).asked);
    }

    /** Ends all orders of the day; what is good till canceled stays. */
    void expire() {
        for (Placed placed : List.copyOf(working.values())) {
            if (placed.asked.timeInForce() != TimeInForce.GTC) {
                front.expired(placed.id, placed.asked.account(), placed.asked.instrument());
                working.remove(placed.id);
            }
        }
    }

    /** States anew, for the date that opened, what still works; gives the verdicts on them. */
    String restate() {
        for (Placed placed : working.values()) {
            FrontScript.Asked a = placed.asked;
            front.write(new OrderRestatedEncoder(), 0, placed.id, e -> e.quantity(a.quantity())
                .cumQty(placed.executed).leavesQty(a.quantity() - placed.executed)
                .priceE8(FrontScript.e8(a.price(), a.priceDecimals()))
                .stopPriceE8(FrontScript.e8(a.stopPrice(), a.stopDecimals())).businessDate(firm.date())
                .accountId(a.account()).instrumentId(a.instrument()).userId(a.user()).side(a.side()).ordType(a.type())
                .timeInForce(a.timeInForce()).strategy(placed.option("strategy"))
                .decisionMaker(placed.option("maker")).session(placed.option("session"))
                .parentId(placed.option("parent")).locate(placed.option("locate")));
        }
        rig.run();
        return working.keySet().stream().map(verdict::ofOrder).collect(Collectors.joining("; "));
    }

    /** {@code 250ms} in nanoseconds. */
    static long milliseconds(String text) {
        return Long.parseLong(text.replace("ms", "")) * MILLISECOND_NS;
    }
}
