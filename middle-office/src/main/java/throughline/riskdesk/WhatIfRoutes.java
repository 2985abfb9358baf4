package throughline.riskdesk;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import throughline.desk.Answer;
import throughline.desk.Body;
import throughline.desk.Decimal;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Person;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.limit.Limits;
import throughline.message.JournalRecord;
import throughline.message.OrdType;
import throughline.message.OrderCapturedEncoder;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.office.Draft;
import throughline.reference.Scope;
import throughline.reference.Users;
import throughline.risk.MiddleMachine;
import throughline.whatif.Shock;
import throughline.whatif.Touched;
import throughline.whatif.WhatIf;

/**
 * {@code /v1/what-if}: an order, a basket or a shock of prices that is none, and what it would do to each limit it
 * touches. Nothing is recorded. Event loops; it is tried on the desk's thread.
 */
final class WhatIfRoutes {
    private static final int MAX_BODY = 512 * 1024;
    private static final int MOST_ORDERS = 500;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal TEN_THOUSAND = BigDecimal.valueOf(10_000);
    private static final Set<Side> SIDES = EnumSet.of(Side.BUY, Side.SELL, Side.SELL_SHORT);
    private static final Set<OrdType> TYPES =
        EnumSet.of(OrdType.LIMIT, OrdType.MARKET, OrdType.STOP, OrdType.STOP_LIMIT);
    private static final Set<TimeInForce> TIMES =
        EnumSet.of(TimeInForce.DAY, TimeInForce.IOC, TimeInForce.FOK, TimeInForce.GTC);

    private final Desk<MiddleMachine> desk;
    /** Over the desk's state; made and used on its thread alone. */
    private WhatIf whatIf;

    /** An order as it was written; a null price: none. */
    private record Wish(String account, String symbol, Side side, OrdType type, TimeInForce until, Decimal quantity,
        Decimal price, Decimal stopPrice, String strategy, String decisionMaker, String session, String locate) {
        static Wish read(Body body) {
            body.asciiOrNull("clOrdId", Request.MAX_KEY);
            body.asciiOrNull("parentId", Request.MAX_KEY);
            body.asciiOrNull("capacity", Request.MAX_NAME);
            return new Wish(body.ascii("account", Request.MAX_NAME), body.ascii("symbol", Request.MAX_NAME),
                body.choice("side", Side.class, SIDES), body.choice("type", OrdType.class, TYPES),
                body.choiceOr("timeInForce", TimeInForce.class, TIMES, TimeInForce.DAY), body.decimal("quantity"),
                body.decimalOrNull("price"), body.decimalOrNull("stopPrice"), text(body, "strategy"),
                text(body, "decisionMaker"), text(body, "session"), text(body, "locate"));
        }

        private static String text(Body body, String name) {
            String text = body.asciiOrNull(name, Request.MAX_NAME);
            return text == null ? "" : text;
        }
    }

    WhatIfRoutes(Desk<MiddleMachine> desk) {
        this.desk = desk;
    }

    void addTo(DeskServer<MiddleMachine> server) {
        server.route(HttpMethod.POST, "/v1/what-if", Users.RISK | Users.TRADER, MAX_BODY, this::ask);
    }

    /** An object within a body; what is none ends the body with what is wrong. */
    private static Body within(Body body, String name) {
        Body within = body.object(name, true);
        if (within == null) {
            body.end();
        }
        return within;
    }

    private Future<Answer> ask(Request request) {
        Body body = request.body();
        int kinds = (body.has("order") ? 1 : 0) + (body.has("basket") ? 1 : 0) + (body.has("shock") ? 1 : 0);
        if (kinds != 1) {
            throw Problem.badInput("", "must have one of order, basket and shock");
        }
        if (body.has("shock")) {
            Body shock = within(body, "shock");
            Decimal percent = shock.signedDecimal("percent");
            String scope = shock.ascii("scope", Request.MAX_KEY);
            body.end();
            return shock(request.person(), percent, scope);
        }
        boolean isBasket = body.has("basket");
        List<Wish> wishes = !isBasket ? List.of(Wish.read(within(body, "order")))
            : body.objects("basket", MOST_ORDERS).stream().map(Wish::read).toList();
        body.end();
        long nowNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        return desk.read(state -> {
            List<JournalRecord> orders = new ArrayList<>();
            wishes.forEach(wish -> orders.add(draft(state, request.person(), wish)));
            if (whatIf == null) {
                whatIf = new WhatIf(state);
            }
            WhatIf.Result result = isBasket ? whatIf.tryBasket(orders, nowNs) : whatIf.tryOut(orders.get(0), nowNs);
            return Answer.ok(item(state, result, isBasket));
        });
    }

    /** What the front would capture; a risk officer asks as a trader who may use the account. */
    private static JournalRecord draft(MiddleMachine state, Person person, Wish wish) {
        int account = state.accounts().find(wish.account());
        int instrument = state.instruments().find(wish.symbol());
        boolean theirs = account != 0 && person.mayUseDesk(state.accounts().deskId(account));
        if (!theirs && !person.has(Users.RISK)) {
            throw Problem.forbidden("This account is of another desk.");
        }
        Draft draft = new Draft();
        draft.begin(new OrderCapturedEncoder(), trader(state, person, account), 0).accountId(account)
            .instrumentId(instrument)
            .businessDate(state.day().openDate()).side(wish.side()).ordType(wish.type()).timeInForce(wish.until())
            .quantity(wish.quantity().mantissa()).quantityDecimals((short) wish.quantity().decimals())
            .price(mantissa(wish.price())).priceDecimals(decimals(wish.price()))
            .stopPrice(mantissa(wish.stopPrice())).stopPriceDecimals(decimals(wish.stopPrice()))
            .clOrdId("").accountName(wish.account()).symbol(wish.symbol()).strategy(wish.strategy())
            .decisionMaker(wish.decisionMaker()).session(wish.session()).parentId("").locate(wish.locate());
        return new JournalRecord().wrap(draft.buffer(), 0, draft.length());
    }

    /** Who would enter it: who asks, or for a risk officer the first trader who may use the account. */
    private static int trader(MiddleMachine state, Person person, int account) {
        Users users = state.users();
        int desk = account == 0 ? 0 : state.accounts().deskId(account);
        for (int id = 1; id < users.end() && !person.has(Users.TRADER); id++) {
            if (users.isKnown(id) && users.has(id, Users.TRADER) && users.mayUseDesk(id, desk)) {
                return id;
            }
        }
        return person.id();
    }

    private static long mantissa(Decimal value) {
        return value == null ? 0 : value.mantissa();
    }

    private static short decimals(Decimal value) {
        return value == null ? 0 : (short) value.decimals();
    }

    private Future<Answer> shock(Person person, Decimal percent, String scope) {
        if (!person.has(Users.RISK)) {
            throw Problem.forbidden("Shocks of prices are for risk.");
        }
        if (percent.scaled(0).compareTo(HUNDRED.negate()) < 0 || percent.scaled(0).compareTo(TEN_THOUSAND) > 0) {
            throw Problem.badInput("/shock/percent", "must be from -100 to 10000");
        }
        return desk.read(state -> new Shock(percent.e8(), hit(state, scope))).compose(this::walk);
    }

    private static long hit(MiddleMachine state, String text) {
        long scope = text.equals("all") ? Scope.FIRM : ScopeText.parse(state, text);
        ScopeKind kind = Scope.kind(scope);
        if (kind != ScopeKind.FIRM && kind != ScopeKind.SECTOR && kind != ScopeKind.INSTRUMENT) {
            throw Problem.badInput("/shock/scope", "must be all, sector:NAME or instrument:SYMBOL");
        }
        return scope;
    }

    /** A slice at a time, so that others are served between them. */
    private Future<Answer> walk(Shock shock) {
        return desk.read(state -> shock.walk(state) ? shocked(state, shock) : null)
            .compose(answer -> answer == null ? walk(shock) : Future.succeededFuture(answer));
    }

    private static Answer shocked(MiddleMachine state, Shock shock) {
        JsonObject item = limits(state, shock.limits(state));
        return Answer.ok(item.put("unknownHoldings", shock.unknown()));
    }

    private static JsonObject item(MiddleMachine state, WhatIf.Result result, boolean isBasket) {
        JsonObject item = limits(state, result.limits()).put("passes", result.ruling().accepts());
        if (!result.ruling().accepts()) {
            item.put("reason", new JsonObject().put("code", result.ruling().code().name())
                .put("scope", ScopeText.of(state, result.ruling().scope()))
                .put("metric", ScopeText.of(result.ruling().metric()))
                .put("limit", ScopeText.value(result.ruling().metric(), result.ruling().bound()))
                .put("observed", ScopeText.value(result.ruling().metric(), result.ruling().observed())));
            if (isBasket && result.member() >= 0) {
                item.put("member", result.member());
            }
        }
        return item;
    }

    private static JsonObject limits(MiddleMachine state, List<Touched> touched) {
        JsonArray limits = new JsonArray();
        Touched first = null;
        for (Touched one : touched) {
            limits.add(item(state, one));
            first = one.isMeasured() && (first == null || one.bindsBefore(first)) ? one : first;
        }
        JsonObject item = new JsonObject().put("limits", limits);
        return first == null ? item : item.put("bindsFirst", item(state, first));
    }

    private static JsonObject item(MiddleMachine state, Touched one) {
        JsonObject item = new JsonObject().put("code", one.code().name()).put("scope", ScopeText.of(state, one.scope()))
            .put("metric", ScopeText.of(one.metric()))
            .put("limit", ScopeText.value(one.metric(), one.bound()));
        if (one.instrumentId() != 0) {
            item.put("symbol", state.instruments().symbol(one.instrumentId()));
        }
        if (one.before() != Limits.NONE) {
            item.put("before", ScopeText.value(one.metric(), one.before()));
        }
        if (one.after() != Limits.NONE) {
            item.put("after", ScopeText.value(one.metric(), one.after()));
        }
        if (one.isMeasured() && one.bound() > 0) {
            item.put("utilisation", BigDecimal.valueOf(Math.max(one.after(), 0)).multiply(HUNDRED)
                .divide(BigDecimal.valueOf(one.bound()), 2, RoundingMode.UP).stripTrailingZeros().toPlainString());
        }
        return item.put("passes", one.passes());
    }
}
