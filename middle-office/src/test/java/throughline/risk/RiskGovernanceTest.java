package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.risk.MiddleOfficeRig.CLIENT;
import static throughline.risk.MiddleOfficeRig.DATE;
import static throughline.risk.MiddleOfficeRig.E8;
import static throughline.risk.MiddleOfficeRig.OTHER_DESK;
import static throughline.risk.MiddleOfficeRig.PROP;
import static throughline.risk.MiddleOfficeRig.RISK;
import static throughline.risk.MiddleOfficeRig.SECOND_RISK;
import static throughline.risk.MiddleOfficeRig.SHARE;
import static throughline.risk.MiddleOfficeRig.TRADER;

import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.limit.Approvals;
import throughline.limit.Breaches;
import throughline.limit.LimitChanges;
import throughline.limit.Limits;
import throughline.limit.Restrictions;
import throughline.limit.Versions;
import throughline.message.BreachAcknowledgedEncoder;
import throughline.message.Decision;
import throughline.message.LimitChangeRequestedDecoder;
import throughline.message.LimitChangeRequestedEncoder;
import throughline.message.LimitSetDecoder;
import throughline.message.LimitSetEncoder;
import throughline.message.Metric;
import throughline.message.OverrideGrantedDecoder;
import throughline.message.OverrideRequestedEncoder;
import throughline.message.RestrictionRequestedEncoder;
import throughline.message.ScopeKind;
import throughline.message.ScopeNamedDecoder;
import throughline.message.Side;
import throughline.message.TradingState;
import throughline.message.TradingStateRequestedEncoder;
import throughline.office.Outcome;
import throughline.reference.Scope;

/** Scopes of every kind, resumption by stages, the restricted list, overrides, breaches seen, and why limits are so. */
class RiskGovernanceTest {
    private static final long UNNAMED = Scope.of(ScopeKind.STRATEGY, 0);
    private static final int DESK_RISK = 4;

    private final MiddleOfficeRig rig = MiddleOfficeRig.open();

    private Outcome limitOf(String scopeName, long value) {
        return rig.send(rig.draft(new LimitChangeRequestedEncoder(), RISK).value(value).bodyHash(value).scope(UNNAMED)
            .metric(Metric.REPEATED_EXECUTION).scopeName(scopeName).requestKey("").reason("tame it"));
    }

    private Outcome restrict(int actor, long scope, int instrument, String issuer) {
        return rig.send(rig.draft(new RestrictionRequestedEncoder(), actor).scope(scope).instrumentId(instrument)
            .fromDate(DATE).toDate(RestrictionRequestedEncoder.toDateNullValue()).side(Side.SELL).scopeName("firm")
            .issuer(issuer).requestKey("").reason("a deal"));
    }

    private Outcome lift(long id) {
        return rig.send(rig.draft(new RestrictionRequestedEncoder(), RISK).restrictionId(id).removes((short) 1)
            .scopeName("firm").issuer("").requestKey("").reason("over"));
    }

    private Outcome override(int actor, int account, long until) {
        return rig.send(rig.draft(new OverrideRequestedEncoder(), actor).accountId(account).instrumentId(SHARE)
            .quantity(10).until(until).side(Side.BUY).requestKey("").reason("large client"));
    }

    private Outcome acknowledge(int actor, long id) {
        return rig.send(rig.draft(new BreachAcknowledgedEncoder(), actor).breachId(id).requestKey("").comment("seen"));
    }

    @Test
    void aStrategyIsNamedByTheFirstLimitOnItInTheSameStep() {
        rig.news();
        assertEquals(Outcome.RECORDED, limitOf("strategy:momo", 5 * E8));
        assertEquals(List.of(LimitChangeRequestedDecoder.TEMPLATE_ID, ScopeNamedDecoder.TEMPLATE_ID,
            LimitSetDecoder.TEMPLATE_ID), rig.news());
        int id = rig.machine.names().find(ScopeKind.STRATEGY, "momo");
        assertEquals(5 * E8, rig.machine.limits().value(Scope.of(ScopeKind.STRATEGY, id), Metric.REPEATED_EXECUTION));
        LimitSetDecoder set = new LimitSetDecoder();
        var record = rig.last(LimitSetDecoder.TEMPLATE_ID);
        set.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        assertEquals("strategy:momo", set.scopeName());
        assertEquals(rig.reference(), set.requestSeq());
        rig.news();
        assertEquals(Outcome.RECORDED, limitOf("strategy:momo", 4 * E8));
        assertEquals(List.of(LimitChangeRequestedDecoder.TEMPLATE_ID, LimitSetDecoder.TEMPLATE_ID), rig.news());
        assertEquals(4 * E8, rig.machine.limits().value(Scope.of(ScopeKind.STRATEGY, id), Metric.REPEATED_EXECUTION));
    }

    @Test
    void whatIsRefusedNamesNothing() {
        rig.news();
        assertEquals(Outcome.NOT_FOUND, limitOf("strategy:", 5 * E8));
        assertEquals(Outcome.NOT_FOUND, limitOf("strategy:momo", Limits.NONE));
        assertEquals(Outcome.WRONG_STATE, limitOf("strategy:momo", E8 / 2));
        assertEquals(List.of(), rig.news());
        assertEquals(0, rig.machine.names().find(ScopeKind.STRATEGY, "momo"));
    }

    @Test
    void everyKindOfScopeIsHaltedAndNoneThatIsNotThere() {
        long order = rig.buy(PROP, SHARE, 10, "100.00");
        int sector = rig.machine.instruments().sectorId(SHARE);
        for (long scope : new long[] {Scope.FIRM, Scope.of(ScopeKind.DESK, 1), Scope.of(ScopeKind.TRADER, TRADER),
            Scope.of(ScopeKind.ACCOUNT, PROP), Scope.of(ScopeKind.CLIENT, 2), Scope.of(ScopeKind.SECTOR, sector),
            Scope.of(ScopeKind.GROUP, PROP), Scope.instrument(SHARE), Scope.pair(PROP, SHARE), Scope.order(order),
            Scope.of(ScopeKind.SESSION, rig.machine.names().sessionOf(TRADER))}) {
            assertEquals(Outcome.RECORDED, rig.askState(RISK, scope, TradingState.HALTED), Scope.kind(scope).name());
            assertEquals(TradingState.HALTED, rig.machine.tradingStates().state(scope));
            assertEquals(RISK, rig.machine.tradingStates().requestedBy(rig.machine.tradingStates().row(scope)));
        }
        assertEquals(Outcome.WRONG_STATE, rig.askState(RISK, Scope.BASKET, TradingState.HALTED));
        for (long scope : new long[] {Scope.order(order + 1), Scope.of(ScopeKind.DESK, 9),
            Scope.of(ScopeKind.TRADER, 99), Scope.of(ScopeKind.CLIENT, 9), Scope.of(ScopeKind.SECTOR, 99),
            Scope.of(ScopeKind.GROUP, 77), Scope.of(ScopeKind.SESSION, 77), Scope.NONE}) {
            assertEquals(Outcome.NOT_FOUND, rig.askState(RISK, scope, TradingState.HALTED));
        }
    }

    @Test
    void resumingGoesByStagesEachByTwoPeople() {
        rig.askState(RISK, Scope.FIRM, TradingState.HALTED);
        assertEquals(Outcome.WRONG_STATE, rig.askState(RISK, Scope.FIRM, TradingState.ACTIVE));
        for (TradingState state : List.of(TradingState.REDUCE_ONLY, TradingState.ACTIVE)) {
            assertEquals(Outcome.AWAITS_APPROVAL, rig.askState(RISK, Scope.FIRM, state));
            assertEquals(Outcome.FORBIDDEN, rig.decide(RISK, rig.machine.approvals().id(
                rig.machine.approvals().end() - 1), Decision.APPROVE));
            assertEquals(Outcome.RECORDED, rig.decide(SECOND_RISK, rig.machine.approvals().id(
                rig.machine.approvals().end() - 1), Decision.APPROVE));
            assertEquals(state, rig.machine.tradingStates().state(Scope.FIRM));
        }
        assertEquals(SECOND_RISK, rig.machine.tradingStates().approvedBy(rig.machine.tradingStates().row(Scope.FIRM)));
    }

    @Test
    void anApprovalOfOneStageDoesNotSkipAnotherSetSince() {
        rig.askState(RISK, Scope.FIRM, TradingState.REDUCE_ONLY);
        rig.askState(RISK, Scope.FIRM, TradingState.ACTIVE);
        long first = rig.reference();
        rig.askState(SECOND_RISK, Scope.FIRM, TradingState.ACTIVE);
        long second = rig.reference();
        assertEquals(Outcome.RECORDED, rig.decide(SECOND_RISK, first, Decision.APPROVE));
        assertEquals(Outcome.WRONG_STATE, rig.decide(RISK, second, Decision.APPROVE));
        assertEquals(Outcome.RECORDED, rig.decide(RISK, second, Decision.REJECT));
    }

    @Test
    void anOfficerOfADeskActsOnThatDesksScopesAlone() {
        rig.front.user(DESK_RISK, "deskrisk", 2, false, true);
        rig.run();
        for (long scope : new long[] {Scope.of(ScopeKind.DESK, 2), Scope.of(ScopeKind.ACCOUNT, OTHER_DESK),
            Scope.pair(OTHER_DESK, SHARE), Scope.of(ScopeKind.TRADER, DESK_RISK)}) {
            assertEquals(Outcome.RECORDED, rig.askState(DESK_RISK, scope, TradingState.REDUCE_ONLY));
        }
        for (long scope : new long[] {Scope.FIRM, Scope.of(ScopeKind.DESK, 1), Scope.of(ScopeKind.ACCOUNT, PROP),
            Scope.pair(PROP, SHARE), Scope.of(ScopeKind.TRADER, TRADER), Scope.instrument(SHARE),
            Scope.of(ScopeKind.CLIENT, 2)}) {
            assertEquals(Outcome.FORBIDDEN, rig.askState(DESK_RISK, scope, TradingState.REDUCE_ONLY));
        }
        assertEquals(Outcome.FORBIDDEN, restrict(DESK_RISK, Scope.FIRM, SHARE, ""));
        assertEquals(Outcome.RECORDED, restrict(DESK_RISK, Scope.of(ScopeKind.DESK, 2), SHARE, ""));
    }

    @Test
    void aRestrictionHoldsAtOnceAndIsLiftedByTwo() {
        assertEquals(Outcome.RECORDED, restrict(RISK, Scope.FIRM, SHARE, ""));
        long id = rig.reference();
        Restrictions listed = rig.machine.restrictions();
        int row = listed.row(id);
        assertEquals(SHARE + " SELL " + DATE, listed.instrumentId(row) + " " + listed.side(row) + " "
            + listed.fromDate(row));
        assertEquals("a deal", rig.machine.reasons().textOf(id));
        assertEquals(Outcome.RECORDED, restrict(RISK, Scope.FIRM, 0, "SHR Inc"));
        assertEquals("SHR Inc", listed.issuer(listed.row(rig.reference())));
        assertEquals(Outcome.WRONG_STATE, restrict(RISK, Scope.FIRM, 0, "Nobody Inc"));
        assertEquals(Outcome.WRONG_STATE, restrict(RISK, Scope.FIRM, SHARE, "SHR Inc"));
        assertEquals(Outcome.WRONG_STATE, restrict(RISK, Scope.of(ScopeKind.ACCOUNT, PROP), SHARE, ""));
        assertEquals(Outcome.FORBIDDEN, restrict(TRADER, Scope.FIRM, SHARE, ""));
        assertEquals(Outcome.AWAITS_APPROVAL, lift(id));
        long approval = rig.reference();
        assertEquals(Outcome.AWAITS_APPROVAL, lift(id));
        long second = rig.reference();
        assertEquals(Outcome.FORBIDDEN, rig.decide(RISK, approval, Decision.APPROVE));
        assertEquals(Outcome.RECORDED, rig.decide(SECOND_RISK, approval, Decision.APPROVE));
        assertEquals(-1, listed.row(id));
        assertEquals(Outcome.WRONG_STATE, rig.decide(SECOND_RISK, second, Decision.APPROVE));
        assertEquals(Outcome.NOT_FOUND, lift(id));
    }

    @Test
    void anOverrideIsAskedByTheDeskAndGrantedByAnotherOfRiskInTime() {
        long until = rig.front.timeNs + 3_600_000_000_000L;
        assertEquals(Outcome.FORBIDDEN, override(TRADER, OTHER_DESK, until));
        assertEquals(Outcome.WRONG_STATE, override(TRADER, PROP, rig.front.timeNs));
        assertEquals(Outcome.AWAITS_APPROVAL, override(TRADER, PROP, until));
        long id = rig.reference();
        assertEquals(Approvals.OVERRIDE, rig.machine.approvals().kind(rig.machine.approvals().row(id)));
        assertEquals(Outcome.FORBIDDEN, rig.decide(TRADER, id, Decision.APPROVE));
        assertEquals(Outcome.RECORDED, rig.decide(RISK, id, Decision.APPROVE));
        OverrideGrantedDecoder granted = new OverrideGrantedDecoder();
        var record = rig.last(OverrideGrantedDecoder.TEMPLATE_ID);
        granted.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        assertEquals(id + " " + PROP + " " + SHARE + " 10 BUY " + TRADER + " " + RISK, granted.overrideId() + " "
            + granted.accountId() + " " + granted.instrumentId() + " " + granted.quantity() + " " + granted.side() + " "
            + granted.requestedBy() + " " + granted.approvedBy());
        assertEquals(Outcome.AWAITS_APPROVAL, override(RISK, CLIENT, until));
        long own = rig.reference();
        assertEquals(Outcome.FORBIDDEN, rig.decide(RISK, own, Decision.APPROVE));
        rig.front.timeNs = until;
        assertEquals(Outcome.WRONG_STATE, rig.decide(SECOND_RISK, own, Decision.APPROVE));
    }

    @Test
    void aBreachIsAcknowledgedOnce() {
        rig.buy(PROP, SHARE, 10, "150.00");
        Breaches breaches = rig.machine.breaches();
        assertEquals(1, breaches.count());
        long id = breaches.seq(0);
        assertEquals(Outcome.FORBIDDEN, acknowledge(TRADER, id));
        assertEquals(Outcome.NOT_FOUND, acknowledge(RISK, id + 99));
        assertEquals(Outcome.RECORDED, acknowledge(RISK, id));
        assertEquals(RISK + " seen", breaches.acknowledgedBy(0) + " " + breaches.comment(0));
        assertEquals(Outcome.WRONG_STATE, acknowledge(SECOND_RISK, id));
    }

    @Test
    void theHistoryOfALimitTellsWhoAndWhyOverDays() {
        rig.askLimit(RISK, Scope.FIRM, Metric.MAX_ORDER_QTY, 5 * E8, 0, "");
        rig.askLimit(RISK, Scope.FIRM, Metric.MAX_ORDER_QTY, 9 * E8, LimitChanges.PERMANENT, "");
        long request = rig.reference();
        rig.decide(SECOND_RISK, request, Decision.APPROVE);
        rig.front.closed(DATE);
        rig.run();
        rig.front.opened(DATE + 1);
        rig.run();
        Versions versions = rig.machine.versions();
        long last = versions.count() - 1;
        assertEquals("500000000 900000000 " + request + " " + RISK + " " + SECOND_RISK, versions.oldValue(last) + " "
            + versions.value(last) + " " + versions.request(last) + " " + versions.requestedBy(last) + " "
            + versions.approvedBy(last));
        assertEquals("because", rig.machine.reasons().textOf(request));
        assertEquals("because", rig.machine.reasons().textOf(versions.request(last - 1)));
        rig.askState(RISK, Scope.pair(PROP, SHARE), TradingState.HALTED);
        long halted = rig.reference();
        rig.askState(RISK, Scope.pair(PROP, SHARE), TradingState.HALTED);
        rig.front.closed(DATE + 1);
        rig.run();
        rig.front.opened(DATE + 2);
        rig.run();
        assertEquals("", rig.machine.reasons().textOf(halted), "nothing stands that came of it");
        assertEquals("because", rig.machine.reasons().textOf(request));
    }

    @Test
    void aRestartAndADecidingAgainComeToTheSame() {
        MiddleOfficeRig early = MiddleOfficeRig.staffed();
        assertEquals(Outcome.RECORDED, early.send(early.draft(new LimitSetEncoder(), 0).value(E8).scope(UNNAMED)
            .metric(Metric.REPEATED_EXECUTION).scopeName("strategy:early")));
        assertEquals(1, early.machine.names().find(ScopeKind.STRATEGY, "early"));
        limitOf("strategy:momo", 5 * E8);
        rig.send(rig.draft(new TradingStateRequestedEncoder(), RISK).scope(Scope.of(ScopeKind.SESSION, 0))
            .state(TradingState.HALTED).scopeName("session:algo-7").requestKey("").reason("odd"));
        restrict(RISK, Scope.FIRM, SHARE, "");
        lift(rig.reference());
        override(TRADER, PROP, rig.front.timeNs + 3_600_000_000_000L);
        rig.decide(RISK, rig.reference(), Decision.APPROVE);
        rig.buy(PROP, SHARE, 10, "150.00");
        acknowledge(RISK, rig.machine.breaches().seq(0));
        assertTrue(rig.machine.names().find(ScopeKind.SESSION, "algo-7") > 0);
        Restored.of(rig);
    }
}
