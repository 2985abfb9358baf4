package throughline.control;

import throughline.limit.TradingStates;
import throughline.message.RejectCode;

/** Control 19: halted lets nothing pass, reduce-only what reduces at account and instrument. One thread. */
final class KillSwitch {
    private final TradingStates states;

    KillSwitch(TradingStates states) {
        this.states = states;
    }

    boolean passes(Order order, Verdict verdict) {
        long scope = states.strictestScope(order);
        return switch (states.state(scope)) {
            case HALTED -> verdict.fail(RejectCode.HALTED, scope);
            case REDUCE_ONLY -> order.reducing() || verdict.fail(RejectCode.REDUCE_ONLY, scope);
            default -> true;
        };
    }
}
