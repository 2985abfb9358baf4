package throughline.rehearsal;

import java.util.List;
import org.agrona.collections.IntArrayList;
import throughline.exposure.Profit;
import throughline.message.AccountKind;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.MarksMovedDecoder;
import throughline.message.Metric;
import throughline.message.PositionStatedDecoder;
import throughline.message.ScopeKind;
import throughline.message.StateReason;
import throughline.message.TradeClearedDecoder;
import throughline.message.TradingState;
import throughline.reference.Exact;
import throughline.reference.Scope;
import throughline.risk.MiddleMachine;

/**
 * Losses beyond proposed bounds: where the office would have set a scope to reduce-only, in the step of an execution
 * or a mark, the second machine does. One thread.
 */
final class Latches {
    private static final int HEADER = TradeClearedDecoder.strategyHeaderLength();

    private final MiddleMachine machine;
    private final List<Proposal> bounds;
    private final IntArrayList stated = new IntArrayList();
    private final PositionStatedDecoder position = new PositionStatedDecoder();
    private final TradeClearedDecoder cleared = new TradeClearedDecoder();
    private final MarksMovedDecoder moved = new MarksMovedDecoder();
    private long statedSeq;

    Latches(MiddleMachine machine, List<Proposal> proposals) {
        this.machine = machine;
        bounds = proposals.stream().filter(one -> one.metric() == Metric.DAILY_LOSS && one.value() >= 0).toList();
    }

    /** A record of the front was applied: a stated position moves profit too, and the next own record says when. */
    void input(JournalRecord record) {
        if (!bounds.isEmpty() && record.templateId() == PositionStatedDecoder.TEMPLATE_ID) {
            position.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            stated.addInt(position.accountId());
            statedSeq = record.seq();
        }
    }

    /** Whether an own record is of the step of the position stated last: its losses come behind all else in it. */
    boolean isOfStated(JournalRecord record) {
        return !stated.isEmpty() && record.causeSeq() == statedSeq
            && record.causeJournal() == JournalId.FRONT.value();
    }

    /** An own record of that time comes: what positions stated before it have lost, counts from then. */
    void settle(long timeNs) {
        for (int i = 0; i < stated.size(); i++) {
            latchAccount(stated.getInt(i), timeNs);
        }
        stated.clear();
    }

    /** An own record was applied: the scopes whose profit it tells of are looked at. */
    void look(JournalRecord record) {
        if (bounds.isEmpty()) {
            return;
        }
        if (record.templateId() == TradeClearedDecoder.TEMPLATE_ID) {
            cleared(record);
        } else if (record.templateId() == MarksMovedDecoder.TEMPLATE_ID) {
            moved.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            for (MarksMovedDecoder.HoldingsDecoder holding : moved.holdings()) {
                latch(Scope.holder(holding.holding()), record.timeNs());
            }
        }
    }

    private void cleared(JournalRecord record) {
        cleared.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int account = cleared.accountId();
        if (machine.accounts().kind(account) == AccountKind.OUTSIDE) {
            return;
        }
        int strategy = machine.names().find(ScopeKind.STRATEGY, record.buffer(), cleared.limit() + HEADER,
            cleared.strategyLength());
        latchAccount(account, record.timeNs());
        latch(Scope.of(ScopeKind.STRATEGY, strategy), record.timeNs());
    }

    private void latchAccount(int account, long timeNs) {
        latch(Scope.of(ScopeKind.ACCOUNT, account), timeNs);
        latch(Scope.of(ScopeKind.DESK, machine.accounts().deskId(account)), timeNs);
        latch(Scope.FIRM, timeNs);
    }

    private void latch(long scope, long timeNs) {
        Profit profit = machine.exposures().profit();
        boolean open = machine.day().isOpen(machine.day().openDate());
        for (int i = 0; i < bounds.size() && open; i++) {
            boolean lost = bounds.get(i).scope() == scope && !profit.isBroken(scope) && profit.lossMinor(scope) > 0
                && Exact.compareProducts(profit.lossMinor(scope), machine.day().moneyUnit(), bounds.get(i).value(), 1)
                > 0;
            if (lost && machine.tradingStates().state(scope) == TradingState.ACTIVE) {
                machine.tradingStates().set(scope, TradingState.REDUCE_ONLY, StateReason.DAILY_LOSS, 0, timeNs);
            }
        }
    }
}
