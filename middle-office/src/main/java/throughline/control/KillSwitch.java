package throughline.control;

import throughline.limit.Scope;
import throughline.limit.TradingStates;
import throughline.message.RejectCode;
import throughline.message.TradingState;

/** Control 19: halted lets nothing pass, reduce-only what reduces at account and instrument. One thread. */
final class KillSwitch {
    private final TradingStates states;

    KillSwitch(TradingStates states) {
        this.states = states;
    }

    boolean passes(Order order, Verdict verdict) {
        return passes(order, verdict, TradingState.HALTED, RejectCode.HALTED)
            && (order.reducing() || passes(order, verdict, TradingState.REDUCE_ONLY, RejectCode.REDUCE_ONLY));
    }

    private boolean passes(Order order, Verdict verdict, TradingState state, RejectCode code) {
        for (int width = 0; width < Scope.COUNT; width++) {
            long key = order.scope(width);
            if (states.state(key) == state) {
                return verdict.fail(code, Scope.kind(key), key);
            }
        }
        return true;
    }
}
