package throughline.risk;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import throughline.control.Checks;
import throughline.control.Order;
import throughline.control.Verdict;
import throughline.exposure.Holds;
import throughline.limit.Crossings;
import throughline.limit.Limits;
import throughline.limit.Overrides;
import throughline.limit.RiskDay;
import throughline.limit.TradingStates;
import throughline.message.JournalRecord;
import throughline.message.LimitAlertedEncoder;
import throughline.message.Metric;
import throughline.message.OrderAcceptedEncoder;
import throughline.message.OrderCapacity;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderRejectedEncoder;
import throughline.message.OrderRestatedDecoder;
import throughline.message.RejectCode;
import throughline.message.ReplaceAcceptedEncoder;
import throughline.message.ReplaceRejectedEncoder;
import throughline.message.ReplaceRequestedDecoder;
import throughline.message.ScopeKind;
import throughline.message.StateReason;
import throughline.message.TradingState;
import throughline.message.TradingStateSetEncoder;
import throughline.office.Step;
import throughline.reference.Scope;
import throughline.state.Table;

/**
 * Judges orders: new ones, a basket's all in one step, amendments, and those that live on into another day. Reads the
 * state and changes none of it. One thread.
 */
final class Judge {
    private static final int HEADER = OrderAcceptedEncoder.strategyHeaderLength();
    private static final int TEXTS = 5;
    /** Most limits one step tells of: with the acceptances of the largest basket they are to fit its document. */
    private static final int MOST_ALERTS = 1024;

    private final RiskDay day;
    private final Holds holds;
    private final Overrides overrides;
    private final TradingStates states;
    private final ScopeNames scopes;
    private final Baskets baskets;
    private final Order order;
    private final Verdict verdict;
    private final Checks checks;
    private final OrderCapturedDecoder captured = new OrderCapturedDecoder();
    private final ReplaceRequestedDecoder requested = new ReplaceRequestedDecoder();
    private final OrderRestatedDecoder restated = new OrderRestatedDecoder();
    private final OrderAcceptedEncoder accepted = new OrderAcceptedEncoder();
    private final OrderRejectedEncoder rejected = new OrderRejectedEncoder();
    private final ReplaceAcceptedEncoder replaceAccepted = new ReplaceAcceptedEncoder();
    private final ReplaceRejectedEncoder replaceRejected = new ReplaceRejectedEncoder();
    private final LimitAlertedEncoder alerted = new LimitAlertedEncoder();
    private final TradingStateSetEncoder stateSet = new TradingStateSetEncoder();

    Judge(MiddleMachine machine) {
        day = machine.day();
        holds = machine.exposures().holds();
        baskets = machine.baskets();
        overrides = machine.overrides();
        states = machine.tradingStates();
        verdict = new Verdict(machine.alerts());
        scopes = new ScopeNames(machine);
        order = new Order(machine.instruments(), machine.accounts(), machine.users(), machine.names(),
            machine.exposures().holdings(), holds, machine.limits());
        checks = new Checks(machine.reading());
    }

    /** Tells every test from here; null: nobody. */
    void tell(Checks.Sink sink) {
        verdict.tell(sink);
    }

    /** An order was captured: accepted with a hold, or rejected with the reason. A basket's wait for its last. */
    void judge(JournalRecord record, Step step) {
        captured.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (baskets.isMember(captured.basketId())) {
            if (baskets.isWhole()) {
                judgeBasket(step);
            }
            return;
        }
        verdict.crossings().clear();
        order.take(captured, record, day.lastTimeNs(), step.timeNs());
        if (passes()) {
            acceptCaptured(record, step);
            alert(step);
        } else {
            reject(record.seq(), step);
            haltStrategy(step);
        }
    }

    /** The captured order's judgement; leaves it, and the verdict, to be written down. */
    private boolean passes(JournalRecord record, Step step) {
        take(record, step);
        return passes();
    }

    private void take(JournalRecord record, Step step) {
        captured.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        order.take(captured, record, day.lastTimeNs(), step.timeNs());
    }

    /** A soft limit alone gives way to an override that stands. */
    private boolean passes() {
        if (checks.pass(order, verdict, false)) {
            return true;
        }
        if (verdict.code() != RejectCode.SOFT_LIMIT || verdict.bound() == Limits.NONE) {
            return false;
        }
        long override = override();
        if (override == 0 || !checks.pass(order, verdict, true)) {
            return false;
        }
        order.use(override);
        return true;
    }

    /** The first it may use of those that no earlier member of its basket uses; 0: none. */
    private long override() {
        long override = 0;
        do {
            override = overrides.find(order.accountId(), order.instrumentId(), order.side(), order.total(),
                day.lastTimeNs(), override);
        } while (override != 0 && order.basket().uses(override));
        return override;
    }

    /** Taking the order up has led its decoder to the last five texts. */
    private void acceptCaptured(JournalRecord record, Step step) {
        accept(record.seq(), captured.capacity(), step);
        putTexts(captured.buffer(), captured.limit());
    }

    /** Says the total, as the front does; what has executed of an order that lives on is in it. */
    private void accept(long orderId, OrderCapacity capacity, Step step) {
        step.add(accepted, orderId).quantity(order.total()).priceE8(order.priceE8())
            .worstPriceE8(order.worstPriceE8()).valueMinor(order.valueMinor()).accountId(order.accountId())
            .instrumentId(order.instrumentId()).userId(order.userId()).businessDate(order.businessDate())
            .side(order.side()).ordType(order.type()).timeInForce(order.timeInForce())
            .reducing((short) (order.reducing() ? 1 : 0)).stopPriceE8(order.stopPriceE8())
            .selfTradeGroup(order.selfTradeGroup()).selfTradeMode(order.selfTradeMode()).capacity(capacity)
            .baseMinor(order.baseMinor()).feesMinor(order.feesMinor()).leavesQty(order.quantity())
            .overrideId(order.overrideId()).warnedMetric(verdict.warnedMetric()).warnedBound(verdict.warnedBound())
            .warnedObserved(verdict.warnedObserved()).sessionNumber(order.sessionId());
    }

    /**
     * What audit and the controls of strategies need goes along unread: strategy, decision maker, session, parent and
     * locate. They stand alike in both kinds of record, one after another, and are put over as one piece.
     */
    private void putTexts(DirectBuffer buffer, int at) {
        int end = at;
        for (int text = 0; text < TEXTS; text++) {
            end += HEADER + (buffer.getShort(end, ByteOrder.LITTLE_ENDIAN) & 0xFFFF);
        }
        accepted.buffer().putBytes(accepted.limit(), buffer, at, end - at);
        accepted.limit(accepted.limit() + end - at);
        scopes.write(verdict.warnedScope());
        accepted.putWarnedScope(scopes.buffer(), 0, scopes.length());
    }

    /** An order that lives on into another day was no message, and took no token. */
    private void reject(long orderId, Step step) {
        boolean taken = order.isNew() && Checks.tookToken(verdict.code());
        rejectBy(orderId, step).accountId(order.accountId()).instrumentId(order.instrumentId())
            .userId(order.userId()).sessionNumber(order.sessionId()).tokenTaken((short) (taken ? 1 : 0));
        scopes.write(verdict.scope());
        rejected.putScopeName(scopes.buffer(), 0, scopes.length());
    }

    private OrderRejectedEncoder rejectBy(long orderId, Step step) {
        return step.add(rejected, orderId).bound(verdict.bound()).observed(verdict.observed()).scope(verdict.scope())
            .code(verdict.code()).scopeKind(verdict.kind()).metric(verdict.metric());
    }

    /** A strategy that went on by itself for too long is halted in the step of the order that was one too many. */
    private void haltStrategy(Step step) {
        if (verdict.code() != RejectCode.REPEATED_EXECUTION || verdict.bound() == Limits.NONE) {
            return;
        }
        long strategy = order.strategyScope();
        scopes.write(strategy);
        step.add(stateSet, 0).requestSeq(0).scope(strategy).oldState(states.state(strategy))
            .state(TradingState.HALTED).reason(StateReason.REPEATED_EXECUTION)
            .putScopeName(scopes.buffer(), 0, scopes.length());
    }

    /**
     * Limits that the orders accepted in this step have brought to another level of use. What a basket brings beyond
     * the most is news still when the next order meets that limit.
     */
    private void alert(Step step) {
        Crossings crossings = verdict.crossings();
        int told = 0;
        for (int at = 0; at < crossings.count() && told < MOST_ALERTS; at++) {
            if (crossings.isNews(at)) {
                told++;
                scopes.write(crossings.scope(at));
                step.add(alerted, 0).bound(crossings.bound(at)).observed(crossings.observed(at))
                    .scope(crossings.scope(at)).instrumentId(crossings.instrumentId(at))
                    .metric(crossings.metric(at)).level((short) crossings.level(at))
                    .putScopeName(scopes.buffer(), 0, scopes.length());
            }
        }
    }

    /**
     * All or none, and first as a whole: what the sums fail by, all are rejected by. Then one by one; those that pass
     * count for those after them, and what one fails by, all are rejected by.
     */
    private void judgeBasket(Step step) {
        boolean together = passTogether(step);
        order.basket().clear();
        if (!together) {
            rejectTogether(step);
            return;
        }
        long failing = 0;
        int at = baskets.first();
        for (long member = 0; member < baskets.members() && failing == 0; member++) {
            JournalRecord record = baskets.at(at);
            if (passes(record, step)) {
                order.standInBasket();
            } else {
                failing = record.seq();
            }
            at = baskets.after(at);
        }
        order.basket().clear();
        if (failing == 0) {
            acceptBasket(step);
        } else {
            rejectBasket(failing, step);
        }
        order.basket().clear();
    }

    private boolean passTogether(Step step) {
        order.basket().clear();
        int at = baskets.first();
        for (long member = 0; member < baskets.members(); member++) {
            take(baskets.at(at), step);
            if (checks.value(order)) {
                order.standInBasket();
            }
            at = baskets.after(at);
        }
        return checks.passTogether(order, verdict);
    }

    private void acceptBasket(Step step) {
        verdict.crossings().clear();
        int at = baskets.first();
        for (long member = 0; member < baskets.members(); member++) {
            JournalRecord record = baskets.at(at);
            if (!passes(record, step)) {
                throw new IllegalStateException("order " + record.seq() + " passed and then did not");
            }
            acceptCaptured(record, step);
            order.standInBasket();
            at = baskets.after(at);
        }
        alert(step);
    }

    private void rejectTogether(Step step) {
        int at = baskets.first();
        for (long member = 0; member < baskets.members(); member++) {
            JournalRecord record = baskets.at(at);
            captured.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            rejectBy(record.seq(), step).accountId(captured.accountId()).instrumentId(captured.instrumentId())
                .userId(record.actor());
            scopes.write(verdict.scope());
            rejected.putScopeName(scopes.buffer(), 0, scopes.length());
            at = baskets.after(at);
        }
    }

    private void rejectBasket(long failing, Step step) {
        RejectCode code = verdict.code();
        int at = baskets.first();
        for (long member = 0; member < baskets.members(); member++) {
            JournalRecord record = baskets.at(at);
            if (record.seq() == failing) {
                reject(failing, step);
            } else {
                captured.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                step.add(rejected, record.seq()).bound(Limits.NONE).observed(Limits.NONE)
                    .accountId(captured.accountId()).instrumentId(captured.instrumentId()).scope(Scope.BASKET)
                    .userId(record.actor()).code(code).scopeKind(ScopeKind.BASKET).metric(Metric.NONE);
                scopes.write(Scope.BASKET);
                rejected.putScopeName(scopes.buffer(), 0, scopes.length());
            }
            at = baskets.after(at);
        }
        haltStrategy(step);
    }

    /** An amendment was asked for. Of an order that is held no more, there is nothing to amend. */
    void judgeAmendment(JournalRecord record, Step step) {
        requested.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int hold = holds.row(record.orderId());
        if (hold == Table.NONE) {
            step.add(replaceRejected, record.orderId()).requestSeq(record.seq()).accountId(requested.accountId())
                .instrumentId(requested.instrumentId()).bound(Limits.NONE).observed(Limits.NONE)
                .scope(Scope.order(record.orderId())).code(RejectCode.BAD_ORDER).scopeKind(ScopeKind.ORDER)
                .metric(Metric.NONE);
            scopes.write(Scope.order(record.orderId()));
            replaceRejected.putScopeName(scopes.buffer(), 0, scopes.length());
            return;
        }
        order.take(requested, hold, record, day.lastTimeNs(), step.timeNs());
        verdict.crossings().clear();
        if (passes()) {
            acceptAmendment(record, step);
            alert(step);
        } else {
            rejectAmendment(record, step);
        }
    }

    private void acceptAmendment(JournalRecord record, Step step) {
        step.add(replaceAccepted, record.orderId()).requestSeq(record.seq()).quantity(order.total())
            .priceE8(order.priceE8()).worstPriceE8(order.worstPriceE8()).stopPriceE8(order.stopPriceE8())
            .valueMinor(order.valueMinor()).accountId(order.accountId()).instrumentId(order.instrumentId())
            .side(order.side()).reducing((short) (order.reducing() ? 1 : 0)).baseMinor(order.baseMinor())
            .feesMinor(order.feesMinor()).leavesQty(Math.max(0, order.quantity())).overrideId(order.overrideId())
            .warnedMetric(verdict.warnedMetric()).warnedBound(verdict.warnedBound())
            .warnedObserved(verdict.warnedObserved()).userId(order.userId()).sessionNumber(order.sessionId());
        scopes.write(verdict.warnedScope());
        replaceAccepted.putWarnedScope(scopes.buffer(), 0, scopes.length());
    }

    private void rejectAmendment(JournalRecord record, Step step) {
        step.add(replaceRejected, record.orderId()).requestSeq(record.seq()).accountId(order.accountId())
            .instrumentId(order.instrumentId()).bound(verdict.bound()).observed(verdict.observed())
            .scope(verdict.scope()).userId(order.userId()).code(verdict.code()).scopeKind(verdict.kind())
            .metric(verdict.metric()).sessionNumber(order.sessionId())
            .tokenTaken((short) (Checks.tookToken(verdict.code()) ? 1 : 0));
        scopes.write(verdict.scope());
        replaceRejected.putScopeName(scopes.buffer(), 0, scopes.length());
    }

    /** An order lives on into another day; its hold stands until the front says that it has ended. */
    void judgeAnew(JournalRecord record, Step step) {
        restated.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        order.take(restated, holds.row(record.orderId()), record, day.lastTimeNs(), step.timeNs());
        verdict.crossings().clear();
        if (passes()) {
            accept(record.orderId(), restated.capacity(), step);
            putTexts(restated.buffer(), restated.limit());
            alert(step);
        } else {
            reject(record.orderId(), step);
        }
    }
}
