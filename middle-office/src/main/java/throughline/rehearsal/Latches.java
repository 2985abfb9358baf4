package throughline.rehearsal;

import org.agrona.collections.LongArrayList;
import throughline.exposure.Profit;
import throughline.journal.RecordCursor;
import throughline.limit.Limits;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.MarksMovedDecoder;
import throughline.message.Metric;
import throughline.message.PositionMoveStatedDecoder;
import throughline.message.PositionStatedDecoder;
import throughline.message.StateReason;
import throughline.message.TradeBustedDecoder;
import throughline.message.TradeCorrectedDecoder;
import throughline.message.TradeExecutedDecoder;
import throughline.message.TradingState;
import throughline.message.TradingStateSetDecoder;
import throughline.message.TradingStateSetEncoder;
import throughline.office.Step;
import throughline.reference.Exact;
import throughline.reference.Scope;
import throughline.risk.MiddleMachine;

/**
 * Losses beyond the bounds of the second machine, by what it has executed itself: where the office would have set a
 * scope to reduce-only, in the step of an execution, a stated position or a mark, it is due. The record of that in the
 * step, if there is one, is then applied as it stands; what is left due at the step's end is set without. One thread.
 */
final class Latches {
    private final MiddleMachine machine;
    private final Step step = Step.apart();
    private final LongArrayList due = new LongArrayList();
    private final TradingStateSetDecoder decided = new TradingStateSetDecoder();
    private final TradingStateSetEncoder set = new TradingStateSetEncoder();
    private final MarksMovedDecoder moved = new MarksMovedDecoder();
    private long causeSeq;
    private boolean isInStep;

    Latches(MiddleMachine machine) {
        this.machine = machine;
    }

    /** A record of the front was applied: the machine itself decides what has lost too much by it. */
    void input(JournalRecord record) {
        if (!movesProfit(record.templateId())) {
            return;
        }
        step.beginApart(record.seq(), record.timeNs());
        machine.decide(JournalId.FRONT, record, step);
        int end = step.endApart();
        for (int frame = 0; frame < end;) {
            JournalRecord one = step.recordAt(frame);
            frame += RecordCursor.FRAME_LENGTH + one.length();
            if (one.templateId() == TradingStateSetDecoder.TEMPLATE_ID) {
                decided.wrap(one.buffer(), one.body(), one.blockLength(), one.version());
                if (decided.reason() == StateReason.DAILY_LOSS) {
                    add(decided.scope());
                }
            }
        }
        causeSeq = record.seq();
    }

    private static boolean movesProfit(int templateId) {
        return templateId == TradeExecutedDecoder.TEMPLATE_ID || templateId == TradeBustedDecoder.TEMPLATE_ID
            || templateId == TradeCorrectedDecoder.TEMPLATE_ID || templateId == PositionStatedDecoder.TEMPLATE_ID
            || templateId == PositionMoveStatedDecoder.TEMPLATE_ID;
    }

    private void add(long scope) {
        if (!due.containsLong(scope)) {
            due.addLong(scope);
        }
    }

    /** An own record comes: what is due by an earlier record of the front came about before it. */
    void before(JournalRecord record) {
        if (isInStep || due.isEmpty()) {
            return;
        }
        isInStep = record.causeSeq() == causeSeq && record.causeJournal() == JournalId.FRONT.value();
        if (!isInStep) {
            setAll(record);
        }
    }

    /** Whether a scope that was set for its loss on record is due here too; if so, that record sets it. */
    boolean takes(long scope) {
        return due.removeLong(scope);
    }

    /** An own record was applied, or left out. */
    void after(JournalRecord record) {
        if (record.templateId() == MarksMovedDecoder.TEMPLATE_ID) {
            moved.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            for (MarksMovedDecoder.HoldingsDecoder holding : moved.holdings()) {
                look(Scope.holder(holding.holding()));
            }
            isInStep = true;
        }
        if (record.isLastOfStep()) {
            setAll(record);
            isInStep = false;
        }
    }

    private void look(long holder) {
        Profit profit = machine.exposures().profit();
        long bound = machine.day().isOpen() ? machine.limits().value(holder, Metric.DAILY_LOSS) : Limits.NONE;
        boolean lost = bound != Limits.NONE && !profit.isBroken(holder) && profit.lossMinor(holder) > 0
            && Exact.compareProducts(profit.lossMinor(holder), machine.day().moneyUnit(), bound, 1) > 0;
        if (lost && machine.tradingStates().state(holder) == TradingState.ACTIVE) {
            add(holder);
        }
    }

    /** As the office would, in the step of that record, or before it. */
    private void setAll(JournalRecord record) {
        for (int i = 0; i < due.size(); i++) {
            step.beginApart(record.seq(), record.timeNs());
            step.add(set, 0).requestSeq(0).scope(due.getLong(i)).requestedBy(0).approvedBy(0)
                .oldState(TradingState.ACTIVE).state(TradingState.REDUCE_ONLY).reason(StateReason.DAILY_LOSS)
                .scopeName("");
            step.endApart();
            machine.apply(step.recordAt(0));
        }
        due.clear();
    }
}
