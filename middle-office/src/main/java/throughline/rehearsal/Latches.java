package throughline.rehearsal;

import java.util.List;
import throughline.exposure.Profit;
import throughline.message.JournalRecord;
import throughline.message.MarksMovedDecoder;
import throughline.message.Metric;
import throughline.message.StateReason;
import throughline.message.TradeClearedDecoder;
import throughline.message.TradingState;
import throughline.reference.Exact;
import throughline.risk.MiddleMachine;

/**
 * Losses beyond proposed bounds: where the office would have set a scope to reduce-only, in the step of an execution or a
 * mark, the second machine does. One thread.
 */
final class Latches {
    private final MiddleMachine machine;
    private final List<Proposal> bounds;

    Latches(MiddleMachine machine, List<Proposal> proposals) {
        this.machine = machine;
        bounds = proposals.stream().filter(one -> one.metric() == Metric.DAILY_LOSS && one.value() >= 0).toList();
    }

    /** An own record was applied. */
    void look(JournalRecord record) {
        boolean moves = record.templateId() == TradeClearedDecoder.TEMPLATE_ID
            || record.templateId() == MarksMovedDecoder.TEMPLATE_ID;
        if (!moves || !machine.day().isOpen(machine.day().openDate())) {
            return;
        }
        Profit profit = machine.exposures().profit();
        for (int i = 0; i < bounds.size(); i++) {
            long scope = bounds.get(i).scope();
            boolean lost = !profit.isBroken(scope) && profit.lossMinor(scope) > 0 && Exact.compareProducts(
                profit.lossMinor(scope), machine.day().moneyUnit(), bounds.get(i).value(), 1) > 0;
            if (lost && machine.tradingStates().state(scope) == TradingState.ACTIVE) {
                machine.tradingStates().set(scope, TradingState.REDUCE_ONLY, StateReason.DAILY_LOSS, 0,
                    record.timeNs());
            }
        }
    }
}
