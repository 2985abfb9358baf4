package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.risk.MiddleOfficeRig.DATE;
import static throughline.risk.MiddleOfficeRig.E8;
import static throughline.risk.MiddleOfficeRig.PROP;
import static throughline.risk.MiddleOfficeRig.RISK;
import static throughline.risk.MiddleOfficeRig.SECOND_RISK;
import static throughline.risk.MiddleOfficeRig.SHARE;
import static throughline.risk.MiddleOfficeRig.TRADER;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.exposure.Holdings;
import throughline.limit.Alerts;
import throughline.limit.Limits;
import throughline.message.AccountKind;
import throughline.message.Decision;
import throughline.message.LimitAlertedDecoder;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderCapturedEncoder;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradeBustedEncoder;
import throughline.message.TradeExecutedEncoder;
import throughline.office.MemorySnapshots;
import throughline.office.Replay;
import throughline.office.Stops;
import throughline.reference.Scope;
import throughline.risk.FrontScript.Asked;
import throughline.state.StateHash;

/** What is at the edge of what numbers and journals hold does not stop the office, and leaves nothing behind. */
class EdgesTest {
    private static final long MOST_REPORTED = Long.MAX_VALUE / 4;

    private final MiddleOfficeRig rig = MiddleOfficeRig.open();
    private final Holdings holdings = rig.machine.exposures().holdings();

    private long elsewhere(Side side, long quantity, String strategy) {
        long id = rig.front.write(new TradeExecutedEncoder(), 0, 0, e -> e.matchId(1).quantity(quantity).priceE8(1)
            .cumQty(quantity).accountId(PROP).instrumentId(SHARE).tradeDate(DATE).userId(1).side(side)
            .elsewhere((short) 1).strategy(strategy).decisionMaker(""));
        rig.run();
        return id;
    }

    private void bust(long execution, Side side, long quantity, String strategy) {
        rig.front.write(new TradeBustedEncoder(), 2, 0, e -> e.executionId(execution).matchId(execution)
            .quantity(quantity).priceE8(1).accountId(PROP).instrumentId(SHARE).contraPartyId(9).tradeDate(DATE)
            .userId(1).side(side).elsewhere((short) 1).requestKey("").reason("").strategy(strategy).decisionMaker(""));
        rig.run();
    }

    private long positionOf(int strategy) {
        return holdings.position(holdings.row(Scope.of(ScopeKind.STRATEGY, strategy, SHARE)));
    }

    private int strategy(String name) {
        return rig.machine.names().find(ScopeKind.STRATEGY, name);
    }

    /** The front keeps the positions of the firm small enough, but what one strategy buys another may sell. */
    @Test
    void whatAStrategyBoughtBeyondAllNumbersComesBackWithTheBusts() {
        rig.buy(PROP, SHARE, 1, "100.00");
        List<Long> bought = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            bought.add(elsewhere(Side.BUY, MOST_REPORTED, "str"));
            elsewhere(Side.SELL, MOST_REPORTED, "");
        }
        int strategy = strategy("str");
        assertEquals(Long.MAX_VALUE, positionOf(strategy));
        assertTrue(rig.machine.exposures().profit().isBroken(Scope.of(ScopeKind.STRATEGY, strategy)));
        assertEquals(StateHash.of(rig.machine), StateHash.of(stoppedAndLoaded()));
        bought.forEach(id -> bust(id, Side.BUY, MOST_REPORTED, "str"));
        assertEquals(0, positionOf(strategy));
    }

    private MiddleMachine stoppedAndLoaded() {
        Replay replay = new Replay(new MiddleMachine(), rig.middle, List.of(rig.front.journal()), Stops.NONE);
        while (replay.next()) {
            // until the journal's end
        }
        MemorySnapshots snapshots = new MemorySnapshots();
        replay.snapshot(snapshots);
        MiddleMachine loaded = new MiddleMachine();
        assertTrue(new Replay(loaded, rig.middle, List.of(rig.front.journal()), Stops.NONE).load(snapshots) > 0);
        return loaded;
    }

    /** What nobody's order has named yet is named by the trade. */
    @Test
    void aTradeElsewhereCountsForItsStrategyFromItsFirstOnAndSoDoesItsBust() {
        long id = elsewhere(Side.BUY, 40, "voice");
        assertEquals(40, positionOf(strategy("voice")));
        bust(id, Side.BUY, 40, "voice");
        assertEquals(0, positionOf(strategy("voice")));
    }

    /** Who is called otherwise from here is not found by the old name, whether or not the office was stopped since. */
    @Test
    void whoIsRenamedIsTheSameToAnOfficeThatWasStopped() {
        rig.front.user(TRADER, "renamed", 1, true, false);
        rig.front.ticked(0, 0);
        rig.run();
        rig.front.timeNs += 2_000_000_000L;
        rig.run();
        MiddleMachine loaded = stoppedAndLoaded();
        assertEquals(loaded.users().find("trader"), rig.machine.users().find("trader"));
        assertEquals(TRADER, loaded.users().find("renamed"));
    }

    /** A price that came before a contract's size is no reason to value orders in it: what cannot trade is refused. */
    @Test
    void anOrderInAnInstrumentWithoutAMultiplierIsRefused() {
        rig.front.instrument(9, "NONE", E8 / 100, 1, 0, 0, 840);
        rig.front.price(9, 100 * E8, DATE);
        rig.run();
        rig.rejects(plain(rig, 9), "NOT_PERMITTED INSTRUMENT:0:9 NONE limit=none met=none");
    }

    /** With nothing to say of strategy and the rest, as most are, so that all its controls may be asked at once. */
    private static long plain(MiddleOfficeRig rig, int instrument) {
        Asked asked = new Asked(TRADER, PROP, instrument, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 1, 0, 10_000, 2,
            DATE);
        long id = rig.front.write(new OrderCapturedEncoder(), TRADER, rig.front.seq() + 1, e -> asked.fill(e)
            .clOrdId("").accountName("").symbol("").strategy("").decisionMaker("").session("").parentId("")
            .locate(""));
        rig.run();
        return id;
    }

    /** A price may come before the first date opens; an order that comes then too is refused. */
    @Test
    void anOrderBeforeTheFirstDateIsRefused() {
        MiddleOfficeRig early = new MiddleOfficeRig();
        early.front.instrument(SHARE, "SHR", E8 / 100, 1, 0, 1, 840);
        early.front.account(PROP, "PROP", 1, AccountKind.PRINCIPAL, true);
        early.front.user(TRADER, "trader", 1, true, false);
        early.front.price(SHARE, 100 * E8, DATE);
        early.run();
        early.importWide(Metric.NONE);
        early.rejects(plain(early, SHARE), "NOT_PERMITTED FIRM:0:0 NONE limit=none met=none");
    }

    /** Set again, it tells again that it is near. */
    @Test
    void aLimitThatIsRemovedLeavesNoLevelBehind() {
        long account = Scope.of(ScopeKind.ACCOUNT, PROP);
        rig.askLimit(RISK, account, Metric.OPEN_ORDERS, E8, 0, "1");
        rig.buy(PROP, SHARE, 1, "100.00");
        assertEquals(Alerts.REACHED, rig.machine.alerts().level(account, Metric.OPEN_ORDERS, 0));
        rig.askLimit(RISK, account, Metric.OPEN_ORDERS, Limits.NONE, 0, "3");
        rig.decide(SECOND_RISK, rig.reference(), Decision.APPROVE);
        assertEquals(Limits.NONE, rig.machine.limits().value(account, Metric.OPEN_ORDERS));
        assertEquals(Alerts.NONE, rig.machine.alerts().level(account, Metric.OPEN_ORDERS, 0));
        assertTrue(rig.machine.alerts().isEmpty());
    }

    /** Every member of the largest basket may bring a dozen limits to their level, and all names may be long. */
    @Test
    void aBasketThatReachesThousandsOfLimitsFitsItsStep() {
        MiddleOfficeRig wide = MiddleOfficeRig.staffed();
        String name = "A".repeat(60);
        wide.front.account(PROP, name + "ACCT", 1, AccountKind.PRINCIPAL, true);
        for (int id = 10; id < 510; id++) {
            wide.front.instrument(id, name + id, E8 / 100, 1, 0, 1, 840);
            wide.front.price(id, 100 * E8, DATE);
        }
        wide.run();
        for (int id = 10; id < 510; id++) {
            for (Metric metric : List.of(Metric.POSITION_LIMIT_LONG, Metric.OPEN_ORDERS)) {
                wide.importLimit(Scope.instrument(id), metric, E8);
            }
            wide.importLimit(Scope.pair(PROP, id), Metric.POSITION_LIMIT_LONG, E8);
            wide.importLimit(Scope.instrument(id), Metric.WINDOW_VALUE_LIMIT, 100 * E8);
        }
        for (long scope : new long[] {Scope.of(ScopeKind.ACCOUNT, PROP), Scope.of(ScopeKind.DESK, 1)}) {
            wide.importLimit(scope, Metric.GROSS_EXPOSURE, 90_000_000_000L * E8);
            wide.importLimit(scope, Metric.CONCENTRATION, 12);
            wide.importLimit(scope, Metric.POSITION_LIMIT_LONG, E8);
        }
        wide.importLimit(Scope.FIRM, Metric.CONCENTRATION, 12);
        wide.importLimit(Scope.FIRM, Metric.POSITION_LIMIT_LONG, E8);
        wide.importWide(Metric.POSITION_LIMIT_LONG);
        wide.run();
        List<Asked> members = new ArrayList<>();
        for (int id = 10; id < 510; id++) {
            members.add(new Asked(TRADER, PROP, id, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 1, 0, 10_000, 2, DATE));
        }
        wide.news();
        long id = basketOfLongTexts(wide, members);
        wide.accepts(id + 1);
        List<Integer> news = wide.news();
        assertEquals(500, Collections.frequency(news, OrderAcceptedDecoder.TEMPLATE_ID));
        assertEquals(1024, Collections.frequency(news, LimitAlertedDecoder.TEMPLATE_ID));
    }

    private static long basketOfLongTexts(MiddleOfficeRig wide, List<Asked> members) {
        String text = "t".repeat(64);
        long id = wide.front.basketOf(members.size());
        for (Asked member : members) {
            Asked asked = member.in(id);
            wide.front.write(new OrderCapturedEncoder(), TRADER, wide.front.seq() + 1, e -> asked.fill(e).clOrdId(text)
                .accountName(text).symbol(text).strategy(text).decisionMaker(text).session(text).parentId(text)
                .locate(text));
        }
        wide.run();
        return id;
    }
}
