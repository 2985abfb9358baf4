package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.risk.MiddleOfficeRig.CLIENT;
import static throughline.risk.MiddleOfficeRig.DATE;
import static throughline.risk.MiddleOfficeRig.E8;
import static throughline.risk.MiddleOfficeRig.PROP;
import static throughline.risk.MiddleOfficeRig.RISK;
import static throughline.risk.MiddleOfficeRig.SHARE;
import static throughline.risk.MiddleOfficeRig.TRADER;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.control.Checks;
import throughline.control.Order;
import throughline.control.Verdict;
import throughline.journal.RecordCursor;
import throughline.message.EndReason;
import throughline.message.InstrumentStatedEncoder;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OverrideGrantedEncoder;
import throughline.message.RefuseReason;
import throughline.message.RestrictionSetDecoder;
import throughline.message.RestrictionSetEncoder;
import throughline.message.ScopeKind;
import throughline.message.SelfTradeMode;
import throughline.message.Side;
import throughline.message.StateReason;
import throughline.message.TimeInForce;
import throughline.message.TradingState;
import throughline.reference.Scope;
import throughline.risk.FrontScript.Asked;

/** Controls of single orders and baskets in numbers: restrictions, self-trades, lists, states, overrides, alerts. */
class WorkedOrdersTest {
    private static final int FAR = RestrictionSetDecoder.toDateNullValue();
    private static final long PAIR = Scope.pair(PROP, SHARE);

    private final Desk desk = new Desk(MiddleOfficeRig.open());
    private final MiddleOfficeRig rig = desk.rig;

    private void restrict(long id, long scope, int instrument, String issuer, Side side, int from, int to) {
        desk.applies(new RestrictionSetEncoder(), e -> e.restrictionId(id).scope(scope).instrumentId(instrument)
            .fromDate(from).toDate(to).side(side).scopeName("").issuer(issuer));
    }

    private void lift(long id) {
        desk.applies(new RestrictionSetEncoder(), e -> e.restrictionId(id).removes((short) 1).scopeName("").issuer(""));
    }

    @Test
    void whatIsOnTheListIsNotTradedOnItsSideWhileItHolds() {
        restrict(1, Scope.FIRM, SHARE, "", Side.SELL, DATE, DATE);
        desk.buy(1, "100.00", "accepted");
        desk.sell(1, "100.00", "RESTRICTED firm limit=none met=none");
        desk.expect("RESTRICTED firm limit=none met=none", desk.ask(TRADER, PROP, Side.SELL_SHORT, 1, "100.00"));
        lift(1);
        restrict(2, Scope.FIRM, SHARE, "", Side.SELL_SHORT, DATE - 5, FAR);
        desk.sell(1, "100.00", "accepted");
        desk.expect("RESTRICTED firm limit=none met=none", desk.ask(TRADER, PROP, Side.SELL_SHORT, 1, "100.00"));
        lift(2);
        restrict(3, Scope.FIRM, SHARE, "", Side.NULL_VAL, DATE + 1, FAR);
        restrict(4, Scope.FIRM, SHARE, "", Side.NULL_VAL, DATE - 9, DATE - 1);
        restrict(5, Scope.FIRM, SHARE + 1, "", Side.NULL_VAL, DATE, FAR);
        desk.buy(1, "100.00", "accepted");
        desk.copied();
    }

    @Test
    void anIssuersListHoldsForAllItsInstrumentsAndTheWidestScopeIsTold() {
        rig.front.write(new InstrumentStatedEncoder(), 0, 0, e -> e.instrumentId(SHARE)
            .currency(840).tickE8(E8 / 100).lot(1).multiplier(1).symbol("SHR").name("SHR").sector("X").issuer("Acme"));
        rig.run();
        restrict(1, Scope.of(ScopeKind.CLIENT, 2), 0, "Acme", Side.NULL_VAL, DATE, FAR);
        restrict(2, Scope.of(ScopeKind.DESK, 1), 0, "Other", Side.NULL_VAL, DATE, FAR);
        desk.buy(1, "100.00", "accepted");
        desk.expect("RESTRICTED client:C-1 limit=none met=none", desk.ask(TRADER, CLIENT, Side.BUY, 1, "100.00"));
        restrict(3, Scope.of(ScopeKind.DESK, 1), SHARE, "", Side.BUY, DATE, FAR);
        desk.expect("RESTRICTED desk:D1 limit=none met=none", desk.ask(TRADER, CLIENT, Side.BUY, 1, "100.00"));
        lift(3);
        assertEquals("Acme", desk.copied().restrictions().issuer(0));
        desk.buy(1, "100.00", "accepted");
    }

    @Test
    void anAmendmentMeetsTheListUnlessItOnlyLowers() {
        long order = desk.ask(Side.BUY, 10, "100.00");
        restrict(1, Scope.FIRM, SHARE, "", Side.BUY, DATE, FAR);
        desk.expect("RESTRICTED firm limit=none met=none", desk.amend(order, Side.BUY, 11, "100.00"));
        desk.expect("accepted", desk.amend(order, Side.BUY, 9, "100.00"));
    }

    @Test
    void anAggressorDoesNotMeetItsOwnGroup() {
        desk.group(PROP, "PROP", 7, SelfTradeMode.AGGRESSOR);
        desk.group(CLIENT, "CL", 7, SelfTradeMode.AGGRESSOR);
        long sale = desk.ask(TRADER, CLIENT, Side.SELL_SHORT, 10, "101.00");
        desk.expect("accepted", sale);
        desk.buy(1, "101.00", "SELF_TRADE group:7 limit=101 met=101");
        desk.buy(1, "101.01", "SELF_TRADE group:7 limit=101 met=101.01");
        long buy = desk.ask(Side.BUY, 1, "100.99");
        desk.expect("accepted", buy);
        desk.expect("SELF_TRADE group:7 limit=101 met=101", desk.amend(buy, Side.BUY, 1, "101.00"));
        desk.sell(1, "100.99", "SELF_TRADE group:7 limit=100.99 met=100.99");
        desk.sell(1, "101.00", "accepted");
        rig.front.canceled(sale, CLIENT, SHARE, EndReason.BY_REQUEST);
        desk.buy(1, "101.00", "SELF_TRADE group:7 limit=101 met=101");
        assertEquals(101 * E8, desk.copied().exposures().resting().lowestSellE8(7, SHARE));
        desk.group(PROP, "PROP", 7, SelfTradeMode.PASSIVE);
        desk.buy(1, "101.00", "accepted");
    }

    @Test
    void whileAnAmendmentWaitsTheWorsePriceRests() {
        desk.group(PROP, "PROP", 7, SelfTradeMode.AGGRESSOR);
        long sale = desk.ask(Side.SELL, 10, "101.00");
        Asked lower = new Asked(TRADER, PROP, SHARE, Side.SELL, OrdType.LIMIT, TimeInForce.DAY, 10, 0, 10_050, 2, DATE);
        long request = rig.amend(sale, lower, 0);
        desk.buy(1, "100.50", "SELF_TRADE group:7 limit=100.5 met=100.5");
        rig.front.replaceRefused(sale, request, lower, RefuseReason.BY_RISK);
        desk.buy(1, "100.50", "accepted");
        desk.buy(1, "101.00", "SELF_TRADE group:7 limit=101 met=101");
    }

    @Test
    void aStopOrderRestsOnceItWasTriggered() {
        desk.group(PROP, "PROP", 7, SelfTradeMode.AGGRESSOR);
        Asked stop = new Asked(TRADER, PROP, SHARE, Side.SELL, OrdType.STOP_LIMIT, TimeInForce.DAY, 10, 0, 9_900, 2,
            DATE).stop(OrdType.STOP_LIMIT, 9_900, 2);
        long sale = rig.ask(stop);
        desk.expect("accepted", sale);
        desk.buy(1, "99.00", "accepted");
        rig.front.triggered(sale, stop);
        desk.buy(1, "98.99", "accepted");
        desk.buy(1, "99.00", "SELF_TRADE group:7 limit=99 met=99");
    }

    @Test
    void aBasketsMembersDoNotMeetEachOtherEither() {
        desk.group(PROP, "PROP", 7, SelfTradeMode.AGGRESSOR);
        long first = desk.basket(PROP, 5, -5);
        desk.expect("SELF_TRADE basket limit=none met=none", first);
        desk.expect("SELF_TRADE group:7 limit=100 met=100", first + 1);
    }

    @Test
    void aBasketIsJudgedByItsSumFirst() {
        desk.limit(Scope.BASKET, Metric.MAX_ORDER_VALUE, 3_000 * E8);
        desk.expect("accepted", desk.basket(PROP, 10, 10, -10));
        long first = desk.basket(PROP, 10, 10, 11);
        for (long member = first; member < first + 3; member++) {
            desk.expect("MAX_ORDER_VALUE MAX_ORDER_VALUE basket limit=3000 met=3100", member);
            assertEquals(false, desk.tookToken(member));
        }
        rig.askState(RISK, Scope.of(ScopeKind.ACCOUNT, PROP), TradingState.HALTED);
        desk.expect("MAX_ORDER_VALUE MAX_ORDER_VALUE basket limit=3000 met=3100", desk.basket(PROP, 31));
        desk.expect("HALTED account:PROP limit=none met=none", desk.basket(PROP, 30));
    }

    @Test
    void aMemberWithoutAValueIsLeftOutOfTheSumAndFailsByItself() {
        desk.limit(Scope.BASKET, Metric.MAX_ORDER_VALUE, 1_000 * E8);
        long basket = rig.front.basketOf(2);
        long known = rig.ask(new Asked(TRADER, PROP, SHARE, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 10, 0, 100, 0,
            DATE).in(basket));
        long unknown = rig.ask(new Asked(TRADER, PROP, 0, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 10, 0, 100, 0,
            DATE).in(basket));
        desk.expect("UNKNOWN_INSTRUMENT instrument: limit=none met=none", unknown);
        desk.expect("UNKNOWN_INSTRUMENT basket limit=none met=none", known);
    }

    @Test
    void withoutALimitForBasketsNonePasses() {
        MiddleOfficeRig bare = MiddleOfficeRig.staffed();
        bare.importLimit(Scope.FIRM, Metric.MAX_ORDER_VALUE, E8);
        Desk without = new Desk(bare);
        without.expect("MAX_ORDER_VALUE MAX_ORDER_VALUE basket limit=none met=none", without.basket(PROP, 1));
    }

    @Test
    void aBasketsSumInEachScopeIsJudgedBeforeItsMembers() {
        desk.limit(Scope.instrument(SHARE), Metric.WINDOW_VALUE_LIMIT, 5_000 * E8);
        desk.limit(Scope.of(ScopeKind.TRADER, TRADER), Metric.WINDOW_VALUE_LIMIT, 5_000 * E8);
        desk.buy(20, "100.00", "accepted");
        long first = desk.basket(PROP, 10, 10, 11);
        for (long member = first; member < first + 3; member++) {
            desk.expect("WINDOW_VALUE WINDOW_VALUE_LIMIT trader:trader limit=5000 met=5100", member);
        }
        rig.front.timeNs += 2_000_000_000L;
        rig.front.price(SHARE, 100 * E8, DATE);
        desk.limit(Scope.FIRM, Metric.CREDIT, 5_999 * E8);
        desk.limit(Scope.of(ScopeKind.SECTOR, rig.machine.instruments().sectorId(SHARE)), Metric.CREDIT, 5_000 * E8);
        desk.expect("CREDIT CREDIT sector:X limit=5000 met=6000", desk.basket(PROP, 10, 30));
        desk.expect("accepted", desk.basket(PROP, 10, 20));
    }

    @Test
    void membersCountForThoseAfterThem() {
        desk.limit(PAIR, Metric.POSITION_LIMIT_LONG, 25 * E8);
        long first = desk.basket(PROP, 10, 10, 6);
        desk.expect("POSITION_LIMIT basket limit=none met=none", first);
        desk.expect("POSITION_LIMIT POSITION_LIMIT_LONG account:PROP/instrument:SHR limit=25 met=26", first + 2);
        desk.expect("accepted", desk.basket(PROP, 10, 10, 5) + 2);
    }

    @Test
    void aBasketOfFiveHundredIsJudgedInOneStep() {
        long[] quantities = new long[500];
        Arrays.setAll(quantities, i -> 1 + i % 7);
        long first = desk.basket(PROP, quantities);
        desk.expect("accepted", first);
        desk.expect("accepted", first + 499);
        desk.limit(PAIR, Metric.POSITION_LIMIT_LONG, 3_987 * E8);
        desk.expect("POSITION_LIMIT basket limit=none met=none", desk.basket(PROP, quantities));
    }

    @Test
    void aStateOfAnyScopeHoldsForWhatStandsInIt() {
        desk.strategy = "twap";
        desk.session = "fix-1";
        long order = desk.ask(Side.BUY, 1, "100.00");
        long[] scopes = {Scope.FIRM, Scope.of(ScopeKind.DESK, 1), Scope.of(ScopeKind.TRADER, TRADER),
            Scope.of(ScopeKind.ACCOUNT, PROP), Scope.of(ScopeKind.STRATEGY, 1),
            Scope.of(ScopeKind.SESSION, rig.machine.names().find(ScopeKind.SESSION, "fix-1")),
            Scope.of(ScopeKind.SECTOR, rig.machine.instruments().sectorId(SHARE)), Scope.of(ScopeKind.GROUP, PROP),
            Scope.instrument(SHARE), PAIR};
        for (long scope : scopes) {
            rig.machine.tradingStates().set(scope, TradingState.HALTED, StateReason.REQUEST, 0, 1);
            assertEquals("HALTED", desk.told(desk.ask(Side.BUY, 1, "100.00")).split(" ")[0], "kind "
                + Scope.kind(scope));
            rig.machine.tradingStates().set(scope, TradingState.ACTIVE, StateReason.REQUEST, 0, 1);
            desk.buy(1, "100.00", "accepted");
        }
        rig.machine.tradingStates().set(Scope.order(order), TradingState.HALTED,
            StateReason.REQUEST, 0, 1);
        desk.expect("HALTED order:" + order + " limit=none met=none", desk.amend(order, Side.BUY, 2, "100.00"));
        desk.expect("accepted", desk.ask(Side.BUY, 1, "100.00"));
    }

    @Test
    void aboveASoftLimitOnlyAnOverrideLetsOneOrderThrough() {
        desk.limit(Scope.of(ScopeKind.ACCOUNT, PROP), Metric.MAX_ORDER_VALUE, 10_000 * E8);
        desk.limit(Scope.of(ScopeKind.ACCOUNT, PROP), Metric.SOFT_LIMIT_REFUSAL, 90 * E8);
        desk.limit(Scope.of(ScopeKind.ACCOUNT, PROP), Metric.SOFT_LIMIT_WARNING, 80 * E8);
        String soft = "SOFT_LIMIT MAX_ORDER_VALUE account:PROP limit=9000 met=9500";
        long quiet = desk.ask(Side.BUY, 79, "100.00");
        assertEquals("", desk.beside(quiet));
        long warned = desk.ask(Side.BUY, 80, "100.00");
        assertEquals("MAX_ORDER_VALUE account:PROP limit=10000 met=8000", desk.beside(warned));
        desk.buy(90, "100.00", "accepted");
        desk.buy(95, "100.00", soft);
        grant(17, Side.BUY, 95, rig.front.timeNs + 10);
        grant(16, Side.BUY, 94, rig.front.timeNs + 10);
        grant(15, Side.SELL, 95, rig.front.timeNs + 10);
        desk.buy(101, "100.00", "MAX_ORDER_VALUE MAX_ORDER_VALUE account:PROP limit=10000 met=10100");
        long let = desk.ask(Side.BUY, 95, "100.00");
        desk.expect("accepted", let);
        assertEquals(" override=17", desk.beside(let).substring(desk.beside(let).indexOf(" override")));
        desk.buy(95, "100.00", soft);
        desk.copied();
        long amended = desk.ask(Side.BUY, 1, "100.00");
        desk.expect("accepted", desk.amend(amended, Side.BUY, 94, "100.00"));
        desk.expect(soft.replace("9500", "9400"), desk.amend(amended, Side.BUY, 94, "100.00"));
        grant(18, Side.BUY, 95, rig.front.timeNs + 1);
        rig.front.timeNs += 1;
        desk.buy(95, "100.00", soft);
    }

    private void grant(long id, Side side, long quantity, long until) {
        desk.applies(new OverrideGrantedEncoder(), e -> e.overrideId(id).accountId(PROP).instrumentId(SHARE)
            .quantity(quantity).until(until).side(side));
    }

    @Test
    void twoMembersOfABasketDoNotShareAnOverride() {
        desk.limit(PAIR, Metric.MAX_ORDER_VALUE, 10_000 * E8);
        desk.limit(PAIR, Metric.SOFT_LIMIT_REFUSAL, 90 * E8);
        grant(17, Side.BUY, 95, rig.front.timeNs + 10);
        long first = desk.basket(PROP, 95, 95);
        desk.expect("SOFT_LIMIT basket limit=none met=none", first);
        desk.expect("SOFT_LIMIT MAX_ORDER_VALUE account:PROP/instrument:SHR limit=9000 met=9500", first + 1);
        grant(18, Side.BUY, 95, rig.front.timeNs + 10);
        desk.expect("accepted", desk.basket(PROP, 95, 95));
    }

    @Test
    void aLimitsUseIsToldAtEightyPercentAtTheLimitAndWhenItFallsBack() {
        desk.limit(PAIR, Metric.POSITION_LIMIT_LONG, 100 * E8);
        desk.buy(79, "100.00", "accepted");
        assertEquals(List.of(), desk.acts());
        long order = desk.ask(Side.BUY, 1, "100.00");
        desk.buy(1, "100.00", "accepted");
        desk.buy(19, "100.00", "accepted");
        desk.buy(1, "100.00", "POSITION_LIMIT POSITION_LIMIT_LONG account:PROP/instrument:SHR limit=100 met=101");
        List<String> told = List.of("POSITION_LIMIT_LONG ACCOUNT_INSTRUMENT 1 80 % 80/100",
            "POSITION_LIMIT_LONG ACCOUNT_INSTRUMENT 1 100 % 100/100");
        assertEquals(told, desk.acts());
        desk.copied();
        rig.front.canceled(order, PROP, SHARE, EndReason.BY_REQUEST);
        desk.buy(1, "100.00", "accepted");
        assertEquals(told, desk.acts());
        rig.front.canceled(order - 1, PROP, SHARE, EndReason.BY_REQUEST);
        desk.buy(1, "100.00", "accepted");
        assertEquals("POSITION_LIMIT_LONG ACCOUNT_INSTRUMENT 1 0 % 22/100", desk.acts().get(2));
    }

    @Test
    void ofABasketWhatItsLastMemberSawIsTold() {
        desk.limit(PAIR, Metric.POSITION_LIMIT_LONG, 100 * E8);
        long first = desk.basket(PROP, 80, 5, 15);
        desk.expect("accepted", first);
        assertEquals(List.of("POSITION_LIMIT_LONG ACCOUNT_INSTRUMENT 1 100 % 100/100"), desk.acts());
        for (long order = first; order < first + 2; order++) {
            rig.front.canceled(order, PROP, SHARE, EndReason.BY_REQUEST);
        }
        desk.buy(1, "100.00", "accepted");
        assertEquals("POSITION_LIMIT_LONG ACCOUNT_INSTRUMENT 1 0 % 16/100", desk.acts().get(1));
        assertEquals(true, rig.machine.alerts().isEmpty());
    }

    @Test
    void whoAsksOfAllHearsOfEveryFailure() {
        desk.limit(PAIR, Metric.MAX_ORDER_QTY, 10 * E8);
        desk.limit(PAIR, Metric.POSITION_LIMIT_LONG, 20 * E8);
        restrict(1, Scope.FIRM, SHARE, "", Side.BUY, DATE, FAR);
        long id = rig.front.order(new Asked(TRADER, PROP, SHARE, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 21, 0, 120,
            0, DATE));
        MiddleMachine machine = rig.machine;
        Order order = new Order(machine.instruments(), machine.accounts(), machine.users(), machine.names(),
            machine.exposures().holdings(), machine.exposures().holds(), machine.limits());
        RecordCursor cursor = new RecordCursor("front", rig.front.journal());
        while (cursor.next() && cursor.record().seq() < id) {
            // to the order
        }
        OrderCapturedDecoder captured = new OrderCapturedDecoder();
        captured.wrap(cursor.record().buffer(), cursor.record().body(), cursor.record().blockLength(),
            cursor.record().version());
        order.take(captured, cursor.record(), rig.front.timeNs, rig.front.timeNs);
        List<String> failed = new ArrayList<>();
        Verdict verdict = new Verdict();
        verdict.tell((code, metric, scope, limit, met, passes) -> {
            if (!passes) {
                failed.add(code + " " + Scope.kind(scope) + " " + limit + " " + met);
            }
        });
        assertEquals(false, new Checks(machine.reading()).askAll(order, verdict));
        assertEquals(List.of("RESTRICTED FIRM " + Long.MIN_VALUE + " " + Long.MIN_VALUE,
            "MAX_ORDER_QTY ACCOUNT_INSTRUMENT " + 10 * E8 + " " + 21 * E8,
            "PRICE_COLLAR FIRM " + 10 * E8 + " " + 20 * E8,
            "POSITION_LIMIT ACCOUNT_INSTRUMENT " + 20 * E8 + " " + 21 * E8), failed);
        assertEquals("RESTRICTED", verdict.code().name());
    }
}
