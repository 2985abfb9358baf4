package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.risk.MiddleOfficeRig.CLIENT;
import static throughline.risk.MiddleOfficeRig.DATE;
import static throughline.risk.MiddleOfficeRig.E8;
import static throughline.risk.MiddleOfficeRig.EUROPEAN;
import static throughline.risk.MiddleOfficeRig.FRACTION;
import static throughline.risk.MiddleOfficeRig.OTHER_DESK;
import static throughline.risk.MiddleOfficeRig.PROP;
import static throughline.risk.MiddleOfficeRig.RISK;
import static throughline.risk.MiddleOfficeRig.SHARE;
import static throughline.risk.MiddleOfficeRig.STREET;
import static throughline.risk.MiddleOfficeRig.TRADER;

import org.junit.jupiter.api.Test;
import throughline.limit.Limits;
import throughline.message.EndReason;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradingState;
import throughline.reference.Scope;
import throughline.risk.FrontScript.Asked;

/** Each control in numbers: at the limit passes, one unit above rejects, none firm-wide rejects. */
class WorkedControlsTest {
    private final MiddleOfficeRig rig = MiddleOfficeRig.open();

    private void limit(long scope, Metric metric, long valueE8) {
        rig.askLimit(RISK, scope, metric, valueE8, 0, "");
    }

    @Test
    void quantityAtTheLimitPassesAndOneMoreDoesNot() {
        limit(Scope.pair(PROP, SHARE), Metric.MAX_ORDER_QTY, 500 * E8);
        rig.accepts(rig.buy(PROP, SHARE, 500, "100.00"));
        rig.rejects(rig.buy(PROP, SHARE, 501, "100.00"),
            "MAX_ORDER_QTY ACCOUNT_INSTRUMENT:1:1 MAX_ORDER_QTY limit=500 met=501");
        rig.accepts(rig.buy(CLIENT, SHARE, 501, "100.00"));
    }

    @Test
    void ofSeveralFailingScopesTheTightestIsTold() {
        limit(Scope.of(ScopeKind.ACCOUNT, PROP), Metric.MAX_ORDER_QTY, 300 * E8);
        limit(Scope.instrument(SHARE), Metric.MAX_ORDER_QTY, 200 * E8);
        rig.rejects(rig.buy(PROP, SHARE, 1_000_001, "100.00"),
            "MAX_ORDER_QTY INSTRUMENT:0:1 MAX_ORDER_QTY limit=200 met=1000001");
        limit(Scope.of(ScopeKind.ACCOUNT, PROP), Metric.MAX_ORDER_QTY, 200 * E8);
        rig.rejects(rig.buy(PROP, SHARE, 201, "100.00"),
            "MAX_ORDER_QTY ACCOUNT:1:0 MAX_ORDER_QTY limit=200 met=201");
    }

    @Test
    void valueAtTheLimitPassesAndOneCentMoreDoesNot() {
        limit(Scope.of(ScopeKind.ACCOUNT, PROP), Metric.MAX_ORDER_VALUE, 50_000 * E8);
        rig.accepts(rig.buy(PROP, SHARE, 500, "100.00"));
        rig.rejects(rig.buy(PROP, SHARE, 500, "100.01"),
            "MAX_ORDER_VALUE ACCOUNT:1:0 MAX_ORDER_VALUE limit=50000 met=50005");
        limit(Scope.of(ScopeKind.ACCOUNT, PROP), Metric.MAX_ORDER_VALUE, 49_999 * E8 + E8 / 100 * 99);
        rig.rejects(rig.buy(PROP, SHARE, 500, "100.00"),
            "MAX_ORDER_VALUE ACCOUNT:1:0 MAX_ORDER_VALUE limit=49999.99 met=50000");
    }

    @Test
    void aValueIsRoundedUp() {
        limit(Scope.of(ScopeKind.ACCOUNT, PROP), Metric.MAX_ORDER_VALUE, E8 / 100);
        long hundredMillionth = rig.ask(new Asked(TRADER, PROP, FRACTION, Side.BUY, OrdType.LIMIT, TimeInForce.DAY,
            1, 8, 50, 0, DATE));
        assertEquals("accepted worst=5000000000 value=1 reducing=0", rig.decision(hundredMillionth));
    }

    @Test
    void aSaleIsValuedAtNoLessThanTheReference() {
        limit(Scope.of(ScopeKind.ACCOUNT, PROP), Metric.MAX_ORDER_VALUE, 10_000 * E8);
        rig.accepts(rig.sell(PROP, SHARE, 100, "95.00"));
        rig.rejects(rig.sell(PROP, SHARE, 101, "95.00"),
            "MAX_ORDER_VALUE ACCOUNT:1:0 MAX_ORDER_VALUE limit=10000 met=10100");
    }

    @Test
    void aMarketOrderIsValuedAtTheFarCollarAndSentAtItsLastTick() {
        rig.front.price(SHARE, 3_333_000_000L, DATE);
        limit(Scope.instrument(SHARE), Metric.PRICE_COLLAR_FAR, 5 * E8);
        assertEquals("accepted worst=3499000000 value=349965 reducing=0", rig.decision(rig.buy(PROP, SHARE, 100, "")));
        assertEquals("accepted worst=3167000000 value=349965 reducing=0", rig.decision(rig.sell(PROP, SHARE, 100, "")));
    }

    @Test
    void theCollarsBoundIsExact() {
        rig.front.price(SHARE, 3_333_000_000L, DATE);
        limit(Scope.instrument(SHARE), Metric.PRICE_COLLAR_FAR, 5 * E8);
        rig.accepts(rig.buy(PROP, SHARE, 100, "34.99"));
        rig.rejects(rig.buy(PROP, SHARE, 100, "35.00"),
            "PRICE_COLLAR INSTRUMENT:0:1 PRICE_COLLAR_FAR limit=5 met=5.01050106");
        rig.accepts(rig.sell(PROP, SHARE, 100, "31.67"));
        rig.rejects(rig.sell(PROP, SHARE, 100, "31.66"),
            "PRICE_COLLAR INSTRUMENT:0:1 PRICE_COLLAR_FAR limit=5 met=5.01050106");
        rig.front.price(SHARE, 100 * E8, DATE);
        rig.accepts(rig.buy(PROP, SHARE, 100, "105.00"));
    }

    @Test
    void theNearCollarKeepsFromPricesTooGoodToBeMeant() {
        rig.accepts(rig.buy(PROP, SHARE, 1, "1.00"));
        limit(Scope.FIRM, Metric.PRICE_COLLAR_NEAR, 50 * E8);
        rig.accepts(rig.buy(PROP, SHARE, 1, "50.00"));
        rig.rejects(rig.buy(PROP, SHARE, 1, "49.99"), "PRICE_COLLAR FIRM:0:0 PRICE_COLLAR_NEAR limit=50 met=50.01");
        rig.accepts(rig.sell(PROP, SHARE, 1, "150.00"));
        rig.rejects(rig.sell(PROP, SHARE, 1, "150.01"), "PRICE_COLLAR FIRM:0:0 PRICE_COLLAR_NEAR limit=50 met=50.01");
    }

    @Test
    void aReferenceOfItsAgePassesAndAnOlderDoesNot() {
        limit(Scope.instrument(SHARE), Metric.PRICE_COLLAR_AGE, 1_000 * E8);
        rig.front.timeNs += 1_000_000_000L;
        rig.accepts(rig.buy(PROP, SHARE, 1, "100.00"));
        rig.front.timeNs += 1;
        rig.rejects(rig.buy(PROP, SHARE, 1, "100.00"),
            "NO_REFERENCE_PRICE INSTRUMENT:0:1 PRICE_COLLAR_AGE limit=1000 met=1000.000001");
    }

    @Test
    void aReferenceOfAnotherBusinessDateOrNoneRejects() {
        rig.front.price(SHARE, 100 * E8, DATE - 1);
        rig.rejects(rig.buy(PROP, SHARE, 1, "100.00"),
            "NO_REFERENCE_PRICE FIRM:0:0 PRICE_COLLAR_AGE limit=0 met=0");
        rig.front.price(SHARE, 0, DATE);
        rig.rejects(rig.buy(PROP, SHARE, 1, ""), "NO_REFERENCE_PRICE INSTRUMENT:0:1 NONE limit=none met=none");
        rig.rejects(rig.buy(PROP, EUROPEAN, 1, "100.00"),
            "NO_REFERENCE_PRICE INSTRUMENT:0:3 NONE limit=none met=none");
    }

    @Test
    void thePositionCountsWhatWorks() {
        limit(Scope.pair(PROP, SHARE), Metric.POSITION_LIMIT_LONG, 100 * E8);
        limit(Scope.pair(PROP, SHARE), Metric.POSITION_LIMIT_SHORT, 30 * E8);
        long first = rig.buy(PROP, SHARE, 60, "100.00");
        rig.accepts(rig.buy(PROP, SHARE, 40, "100.00"));
        rig.rejects(rig.buy(PROP, SHARE, 1, "100.00"),
            "POSITION_LIMIT ACCOUNT_INSTRUMENT:1:1 POSITION_LIMIT_LONG limit=100 met=101");
        rig.front.trade(first, PROP, SHARE, Side.BUY, 20, 40, 100 * E8);
        rig.rejects(rig.buy(PROP, SHARE, 1, "100.00"),
            "POSITION_LIMIT ACCOUNT_INSTRUMENT:1:1 POSITION_LIMIT_LONG limit=100 met=101");
        rig.front.canceled(first, PROP, SHARE, EndReason.BY_REQUEST);
        rig.accepts(rig.buy(PROP, SHARE, 40, "100.00"));
        rig.accepts(rig.sell(PROP, SHARE, 50, "100.00"));
        rig.rejects(rig.sell(PROP, SHARE, 1, "100.00"),
            "POSITION_LIMIT ACCOUNT_INSTRUMENT:1:1 POSITION_LIMIT_SHORT limit=30 met=31");
    }

    @Test
    void theFirmsPositionIsOverItsAccountsWithoutTheStreet() {
        limit(Scope.instrument(SHARE), Metric.POSITION_LIMIT_LONG, 100 * E8);
        rig.front.position(PROP, SHARE, 50);
        rig.front.position(STREET, SHARE, 1_000);
        rig.front.trade(0, STREET, SHARE, Side.BUY, 1_000, 0, 100 * E8);
        rig.accepts(rig.buy(CLIENT, SHARE, 50, "100.00"));
        rig.rejects(rig.buy(CLIENT, SHARE, 1, "100.00"),
            "POSITION_LIMIT INSTRUMENT:0:1 POSITION_LIMIT_LONG limit=100 met=101");
    }

    @Test
    void whatReducesSkipsValueAndPosition() {
        rig.front.position(PROP, SHARE, -100);
        limit(Scope.of(ScopeKind.ACCOUNT, PROP), Metric.MAX_ORDER_VALUE, 1 * E8);
        limit(Scope.pair(PROP, SHARE), Metric.POSITION_LIMIT_LONG, 0);
        assertEquals("accepted worst=10000000000 value=600000 reducing=1",
            rig.decision(rig.buy(PROP, SHARE, 60, "100.00")));
        rig.rejects(rig.buy(PROP, SHARE, 41, "100.00"),
            "MAX_ORDER_VALUE ACCOUNT:1:0 MAX_ORDER_VALUE limit=1 met=4100");
        rig.accepts(rig.buy(PROP, SHARE, 40, "100.00"));
        rig.rejects(rig.buy(PROP, SHARE, 40, "111.00"),
            "MAX_ORDER_VALUE ACCOUNT:1:0 MAX_ORDER_VALUE limit=1 met=4440");
    }

    @Test
    void theFirmsTestAsksWhetherTheFirmReduces() {
        rig.front.position(PROP, SHARE, -100);
        rig.front.position(CLIENT, SHARE, 500);
        limit(Scope.instrument(SHARE), Metric.POSITION_LIMIT_LONG, 400 * E8);
        rig.rejects(rig.buy(PROP, SHARE, 10, "100.00"),
            "POSITION_LIMIT INSTRUMENT:0:1 POSITION_LIMIT_LONG limit=400 met=410");
    }

    @Test
    void reduceOnlyAdmitsWhatReducesAndHaltedNothing() {
        rig.front.position(PROP, SHARE, 100);
        rig.askState(RISK, Scope.of(ScopeKind.ACCOUNT, PROP), TradingState.REDUCE_ONLY);
        rig.accepts(rig.sell(PROP, SHARE, 100, "100.00"));
        rig.rejects(rig.sell(PROP, SHARE, 1, "100.00"), "REDUCE_ONLY ACCOUNT:1:0 NONE limit=none met=none");
        rig.rejects(rig.buy(PROP, SHARE, 1, "100.00"), "REDUCE_ONLY ACCOUNT:1:0 NONE limit=none met=none");
        rig.accepts(rig.buy(CLIENT, SHARE, 1, "100.00"));
        rig.askState(RISK, Scope.FIRM, TradingState.HALTED);
        rig.rejects(rig.sell(PROP, SHARE, 1, "100.00"), "HALTED FIRM:0:0 NONE limit=none met=none");
    }

    @Test
    void whoMayNotIsNotPermitted() {
        rig.rejects(rig.buy(OTHER_DESK, SHARE, 1, "100.00"), "NOT_PERMITTED TRADER:0:0 NONE limit=none met=none");
        rig.rejects(rig.buy(STREET, SHARE, 1, "100.00"), "NOT_PERMITTED ACCOUNT:3:0 NONE limit=none met=none");
        rig.rejects(rig.ask(CLIENT, SHARE, Side.SELL_SHORT, 1, "100.00"),
            "NOT_PERMITTED ACCOUNT:2:0 NONE limit=none met=none");
        rig.accepts(rig.ask(PROP, SHARE, Side.SELL_SHORT, 1, "100.00"));
        rig.rejects(rig.buy(0, SHARE, 1, "100.00"), "UNKNOWN_ACCOUNT ACCOUNT:0:0 NONE limit=none met=none");
        rig.rejects(rig.buy(PROP, 0, 1, "100.00"), "UNKNOWN_INSTRUMENT INSTRUMENT:0:0 NONE limit=none met=none");
        rig.rejects(rig.ask(new Asked(RISK, PROP, SHARE, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 1, 0, 100, 0,
            DATE)), "NOT_PERMITTED TRADER:0:0 NONE limit=none met=none");
        rig.rejects(rig.ask(new Asked(TRADER, PROP, SHARE, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 1, 0, 100, 0,
            DATE + 1)), "NOT_PERMITTED FIRM:0:0 NONE limit=none met=none");
    }

    @Test
    void whatIsMalformedIsNamed() {
        rig.rejects(rig.buy(PROP, SHARE, 1, "100.001"), "BAD_TICK INSTRUMENT:0:1 NONE limit=0.01 met=100.001");
        rig.rejects(form(OrdType.LIMIT, TimeInForce.DAY, 15, 1, 100), "BAD_LOT INSTRUMENT:0:1 NONE limit=1 met=1.5");
        String bad = "BAD_ORDER INSTRUMENT:0:1 NONE limit=none met=none";
        rig.rejects(form(OrdType.MARKET, TimeInForce.GTC, 1, 0, 0), bad);
        rig.accepts(form(OrdType.LIMIT, TimeInForce.FOK, 1, 0, 100));
        rig.accepts(form(OrdType.LIMIT, TimeInForce.GTC, 1, 0, 100));
        rig.rejects(form(OrdType.MARKET, TimeInForce.DAY, 1, 0, 100), bad);
        rig.rejects(form(OrdType.LIMIT, TimeInForce.DAY, 1, 0, 0), bad);
        rig.rejects(form(OrdType.LIMIT, TimeInForce.DAY, 0, 0, 100), bad);
        rig.rejects(form(OrdType.LIMIT, TimeInForce.DAY, 1, 0, 1_000_000_000_000L), bad);
        rig.accepts(form(OrdType.LIMIT, TimeInForce.IOC, 10, 1, 100));
    }

    private long form(OrdType type, TimeInForce timeInForce, long quantity, int decimals, long price) {
        return rig.ask(new Asked(TRADER, PROP, SHARE, Side.BUY, type, timeInForce, quantity, decimals, price, 0, DATE));
    }

    @Test
    void whatOverflowsIsRejected() {
        limit(Scope.FIRM, Metric.PRICE_COLLAR_FAR, 0);
        long most = Long.MAX_VALUE / E8;
        MiddleOfficeRig wide = MiddleOfficeRig.staffed();
        for (Metric metric : Metric.values()) {
            long widest = metric == Metric.PRICE_COLLAR_AGE ? 0 : metric == Metric.PRICE_COLLAR_NEAR ? Limits.OFF
                : metric == Metric.PRICE_COLLAR_FAR ? 10 * E8 : Long.MAX_VALUE;
            wide.importLimit(Scope.FIRM, metric, widest);
        }
        wide.importWide(Metric.MAX_ORDER_QTY);
        wide.front.price(SHARE, most * E8, DATE);
        wide.rejects(wide.ask(new Asked(TRADER, PROP, SHARE, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, most, 0, most,
            0, DATE)), "MAX_ORDER_VALUE FIRM:0:0 MAX_ORDER_VALUE limit=250000000 met=92233720368547758.07");
        wide.rejects(wide.ask(new Asked(TRADER, PROP, SHARE, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, most + 1, 0, 1,
            0, DATE)), "MAX_ORDER_QTY FIRM:0:0 MAX_ORDER_QTY limit=92233720368.54775807 met=92233720368.54775807");
    }

    /** The firm is flat, the account as long as a number holds: what overflows there is rejected, limit or none. */
    @Test
    void anAccountsPositionThatOverflowsIsRejectedWithoutALimitOfItsOwn() {
        long quantity = rig.brim();
        rig.rejects(rig.buy(PROP, FRACTION, quantity, "0.00000001"),
            "POSITION_LIMIT ACCOUNT_INSTRUMENT:1:2 POSITION_LIMIT_LONG limit=none met=92233720368.54775807");
    }

    @Test
    void anOrderOlderThanTenSecondsIsTooOld() {
        MiddleOfficeRig slow = MiddleOfficeRig.open();
        Asked asked = new Asked(TRADER, PROP, SHARE, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 1, 0, 100, 0, DATE);
        long atTheLimit = slow.front.order(asked);
        slow.front.timeNs += 10_000_000_000L;
        slow.run();
        slow.accepts(atTheLimit);
        long above = slow.front.order(asked);
        slow.front.timeNs += 10_000_000_001L;
        slow.run();
        slow.rejects(above, "ORDER_TOO_OLD ORDER:0:0 NONE limit=10000 met=10000.000001");
    }

    @Test
    void withoutAFirmWideLimitNothingPasses() {
        for (Metric metric : Metric.values()) {
            if (metric.value() >= 1 && metric.value() <= 7) {
                MiddleOfficeRig lacking = MiddleOfficeRig.staffed();
                lacking.importWide(metric);
                lacking.front.price(SHARE, 100 * E8, DATE);
                Side side = metric == Metric.POSITION_LIMIT_SHORT ? Side.SELL : Side.BUY;
                String code = switch (metric) {
                    case PRICE_COLLAR_FAR, PRICE_COLLAR_NEAR -> "PRICE_COLLAR";
                    case PRICE_COLLAR_AGE -> "NO_REFERENCE_PRICE";
                    case POSITION_LIMIT_LONG, POSITION_LIMIT_SHORT -> "POSITION_LIMIT";
                    default -> metric.name();
                };
                lacking.rejects(lacking.ask(PROP, SHARE, side, 1, "100.00"),
                    code + " FIRM:0:0 " + metric + " limit=none met=none");
            }
        }
    }
}
