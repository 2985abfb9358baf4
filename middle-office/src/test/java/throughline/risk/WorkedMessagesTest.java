package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.risk.MiddleOfficeRig.DATE;
import static throughline.risk.MiddleOfficeRig.E8;
import static throughline.risk.MiddleOfficeRig.PROP;
import static throughline.risk.MiddleOfficeRig.RISK;
import static throughline.risk.MiddleOfficeRig.SECOND_RISK;
import static throughline.risk.MiddleOfficeRig.SHARE;
import static throughline.risk.MiddleOfficeRig.TRADER;

import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.exposure.Buckets;
import throughline.message.CancelRequestedEncoder;
import throughline.message.Decision;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TradingState;
import throughline.reference.Scope;

/** Controls of what is sent how often in numbers: message rate, repeated execution, lookalikes. */
class WorkedMessagesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long TRADERS = Scope.of(ScopeKind.TRADER, TRADER);
    private static final String NO_TOKEN =
        "MESSAGE_RATE MESSAGE_RATE_RATE trader:trader limit=1 met=2";

    private final Desk desk = new Desk(MiddleOfficeRig.open());
    private final MiddleOfficeRig rig = desk.rig;

    /** One token a second, two at once. */
    private void limitRate(long scope) {
        desk.limit(scope, Metric.MESSAGE_RATE_BURST, 2 * E8);
        desk.limit(scope, Metric.MESSAGE_RATE_RATE, E8);
    }

    @Test
    void aBurstPassesAndOneMoreWaitsForItsToken() {
        limitRate(TRADERS);
        desk.buy(1, "100.00", "accepted");
        desk.buy(1, "100.00", "accepted");
        desk.buy(1, "100.00", NO_TOKEN);
        rig.front.timeNs += SECOND - 1;
        desk.buy(1, "100.00", NO_TOKEN);
        rig.front.timeNs += 1;
        desk.buy(1, "100.00", "accepted");
        desk.buy(1, "100.00", NO_TOKEN);
        rig.front.timeNs += 100 * SECOND;
        rig.front.price(SHARE, 100 * E8, DATE);
        desk.buy(1, "100.00", "accepted");
        desk.buy(1, "100.00", "accepted");
        desk.buy(1, "100.00", NO_TOKEN);
        desk.copied();
    }

    @Test
    void oneRejectedLaterHasTakenItsTokenAndOneRejectedBeforeHasNot() {
        limitRate(TRADERS);
        desk.limit(Scope.pair(PROP, SHARE), Metric.MAX_ORDER_QTY, 10 * E8);
        long late = desk.ask(Side.BUY, 11, "100.00");
        desk.expect("MAX_ORDER_QTY MAX_ORDER_QTY account:PROP/instrument:SHR limit=10 met=11", late);
        assertTrue(desk.tookToken(late));
        desk.buy(1, "100.00", "accepted");
        long none = desk.ask(Side.BUY, 1, "100.00");
        desk.expect(NO_TOKEN, none);
        assertFalse(desk.tookToken(none));
        rig.front.timeNs += SECOND;
        rig.askState(RISK, Scope.of(ScopeKind.ACCOUNT, PROP), TradingState.HALTED);
        long halted = desk.ask(Side.BUY, 1, "100.00");
        desk.expect("HALTED account:PROP limit=none met=none", halted);
        assertFalse(desk.tookToken(halted));
        assertEquals(Buckets.TOKEN, rig.machine.exposures().buckets().level(TRADERS, rig.front.timeNs));
    }

    @Test
    void anAmendmentNeedsATokenTooAndOneThatOnlyLowersAsWell() {
        limitRate(TRADERS);
        long order = desk.ask(Side.BUY, 100, "100.00");
        desk.expect("accepted", desk.amend(order, Side.BUY, 200, "100.00"));
        desk.expect(NO_TOKEN, desk.amend(order, Side.BUY, 50, "100.00"));
    }

    @Test
    void cancelsDrawTheBucketDownToItsCeilingAndAreNeverRefused() {
        limitRate(TRADERS);
        desk.limit(TRADERS, Metric.MESSAGE_RATE_CEILING, 3 * E8);
        for (int i = 0; i < 10; i++) {
            rig.front.write(new CancelRequestedEncoder(), TRADER, 5, e -> e.requestKey(""));
        }
        rig.run();
        Buckets buckets = rig.machine.exposures().buckets();
        assertEquals(-3 * Buckets.TOKEN, buckets.level(TRADERS, rig.front.timeNs));
        rig.front.timeNs += 4 * SECOND - 1;
        desk.buy(1, "100.00", NO_TOKEN);
        rig.front.timeNs += 1;
        desk.buy(1, "100.00", "accepted");
    }

    @Test
    void theEmptiestBucketIsToldAndOnATieTheWidest() {
        limitRate(TRADERS);
        desk.buy(1, "100.00", "accepted");
        desk.buy(1, "100.00", "accepted");
        limitRate(Scope.FIRM);
        desk.buy(1, "100.00", NO_TOKEN);
        rig.front.timeNs += 2 * SECOND;
        desk.buy(1, "100.00", "accepted");
        desk.buy(1, "100.00", "accepted");
        desk.buy(1, "100.00", "MESSAGE_RATE MESSAGE_RATE_RATE firm limit=1 met=2");
    }

    @Test
    void aSessionHasABucketOfItsOwn() {
        desk.session = "fix-1";
        desk.buy(1, "100.00", "accepted");
        int fix = rig.machine.names().find(ScopeKind.SESSION, "fix-1");
        limitRate(Scope.of(ScopeKind.SESSION, fix));
        desk.buy(1, "100.00", "accepted");
        desk.buy(1, "100.00", "accepted");
        desk.buy(1, "100.00", "MESSAGE_RATE MESSAGE_RATE_RATE session:fix-1 limit=1 met=2");
        desk.session = "";
        desk.buy(1, "100.00", "accepted");
    }

    @Test
    void aBasketTakesATokenEachAndARejectedOneNone() {
        limitRate(TRADERS);
        long first = desk.basket(PROP, 1, 1, 1);
        desk.expect("MESSAGE_RATE basket limit=none met=none", first);
        desk.expect(NO_TOKEN, first + 2);
        assertFalse(desk.tookToken(first) || desk.tookToken(first + 1) || desk.tookToken(first + 2));
        desk.expect("accepted", desk.basket(PROP, 1, 1));
        desk.buy(1, "100.00", NO_TOKEN);
    }

    @Test
    void withoutAFirmWideRateNothingPasses() {
        for (Metric part : List.of(Metric.MESSAGE_RATE_RATE, Metric.MESSAGE_RATE_BURST, Metric.MESSAGE_RATE_CEILING)) {
            Desk without = Desk.without(part);
            without.buy(1, "100.00", "MESSAGE_RATE " + part + " firm limit=none met=none");
        }
    }

    /** A strategy that has had an execution and may enter two orders more. */
    private int repeating() {
        desk.strategy = "twap";
        long first = desk.ask(Side.BUY, 10, "100.00");
        int twap = rig.machine.names().find(ScopeKind.STRATEGY, "twap");
        desk.limit(Scope.of(ScopeKind.STRATEGY, twap), Metric.REPEATED_EXECUTION, 2 * E8);
        desk.buy(1, "100.00", "accepted");
        desk.buy(1, "100.00", "accepted");
        desk.buy(1, "100.00", "accepted");
        desk.executes(first, 1, 9);
        return twap;
    }

    @Test
    void afterAnExecutionTheKthPassesAndOneMoreHaltsTheStrategy() {
        int twap = repeating();
        desk.buy(1, "100.00", "accepted");
        desk.buy(1, "100.00", "accepted");
        assertEquals(List.of(), desk.acts());
        long tooMany = desk.ask(Side.BUY, 1, "100.00");
        desk.expect("REPEATED_EXECUTION REPEATED_EXECUTION strategy:twap limit=2 met=3", tooMany);
        assertFalse(desk.tookToken(tooMany));
        assertEquals(List.of("strategy:twap ACTIVE->HALTED REPEATED_EXECUTION"), desk.acts());
        desk.buy(1, "100.00", "HALTED strategy:twap limit=none met=none");
        desk.strategy = "";
        desk.buy(1, "100.00", "accepted");
        desk.copied();
        rig.askState(RISK, Scope.of(ScopeKind.STRATEGY, twap), TradingState.REDUCE_ONLY);
        rig.decide(SECOND_RISK, rig.reference(), Decision.APPROVE);
        assertEquals(-1, rig.machine.exposures().repetitions().count(twap));
    }

    @Test
    void anOrderThatAPersonDecidedOnStartsTheCountAnew() {
        repeating();
        desk.buy(1, "100.00", "accepted");
        desk.buy(1, "100.00", "accepted");
        desk.maker = "trader";
        desk.buy(1, "100.00", "accepted");
        desk.maker = "algo-7";
        for (int i = 0; i < 5; i++) {
            desk.buy(1, "100.00", "accepted");
        }
    }

    @Test
    void amendmentsAreNotCountedAndABasketsMembersAre() {
        repeating();
        long order = desk.ask(Side.BUY, 10, "100.00");
        for (int total = 11; total < 15; total++) {
            desk.expect("accepted", desk.amend(order, Side.BUY, total, "100.00"));
        }
        long first = desk.basket(PROP, 1, 1);
        desk.expect("REPEATED_EXECUTION basket limit=none met=none", first);
        desk.expect("REPEATED_EXECUTION REPEATED_EXECUTION strategy:twap limit=2 met=3", first + 1);
        assertEquals(List.of("strategy:twap ACTIVE->HALTED REPEATED_EXECUTION"), desk.acts());
    }

    @Test
    void withoutAFirmWideCountNoNewOrderPassesAndNoStrategyIsHalted() {
        Desk without = Desk.without(Metric.REPEATED_EXECUTION);
        without.strategy = "twap";
        without.buy(1, "100.00", "REPEATED_EXECUTION REPEATED_EXECUTION firm limit=none met=none");
        assertEquals(List.of(), without.acts());
    }

    @Test
    void anEqualOrderWaitsForItsTime() {
        desk.limit(Scope.FIRM, Metric.DUPLICATE_ORDER, 500 * E8);
        long order = desk.ask(Side.BUY, 10, "100.00");
        rig.front.timeNs += 499_000_000L;
        desk.buy(10, "100.00", "DUPLICATE_ORDER DUPLICATE_ORDER firm limit=500 met=499");
        desk.buy(11, "100.00", "accepted");
        desk.buy(10, "100.01", "accepted");
        desk.sell(10, "100.00", "accepted");
        desk.expect("accepted", desk.ask(TRADER, MiddleOfficeRig.CLIENT, Side.BUY, 10, "100.00"));
        desk.expect("accepted", desk.amend(order, Side.BUY, 11, "100.00"));
        rig.front.timeNs += 1_000_000L;
        desk.copied();
        desk.buy(10, "100.00", "accepted");
        rig.front.timeNs += 499_999_999L;
        desk.buy(10, "100.00", "DUPLICATE_ORDER DUPLICATE_ORDER firm limit=500 met=499.999999");
    }

    @Test
    void theLongerOfTheFirmsAndTheAccountsTimeHolds() {
        desk.buy(10, "100.00", "accepted");
        desk.limit(Scope.of(ScopeKind.ACCOUNT, PROP), Metric.DUPLICATE_ORDER, 1000 * E8);
        desk.buy(10, "100.00", "accepted");
        rig.front.timeNs += 999_000_000L;
        desk.buy(10, "100.00", "DUPLICATE_ORDER DUPLICATE_ORDER account:PROP limit=1000 met=999");
        desk.expect("accepted", desk.basket(PROP, 7, 7));
    }

    @Test
    void withoutAFirmWideTimeNoNewOrderPasses() {
        Desk.without(Metric.DUPLICATE_ORDER).buy(1, "100.00",
            "DUPLICATE_ORDER DUPLICATE_ORDER firm limit=none met=none");
    }
}
