package throughline.control;

import throughline.exposure.SumsRig;
import throughline.limit.Limits;
import throughline.message.JournalRecord;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderCapturedDecoder;
import throughline.message.ReplaceRequestedDecoder;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.reference.Scope;
import throughline.risk.FrontScript;

/** Orders to be judged by one control, over the state of {@link SumsRig}: all prices are 2, and the collar is wide. */
final class ControlRig {
    static final long E8 = SumsRig.E8;

    final SumsRig state = new SumsRig();
    final Checks.Reading reading;
    final Order order;
    final Verdict verdict = new Verdict();
    final OrderSize size;
    private final OrderCapturedDecoder captured = new OrderCapturedDecoder();
    private final ReplaceRequestedDecoder requested = new ReplaceRequestedDecoder();

    ControlRig() {
        reading = state.machine.reading();
        order = new Order(reading.instruments(), reading.accounts(), reading.users(), state.machine.names(),
            reading.exposures().holdings(), reading.exposures().holds(), reading.limits());
        size = new OrderSize(reading, new PriceCollar(reading));
        firm(Metric.PRICE_COLLAR_AGE, 0);
        firm(Metric.PRICE_COLLAR_FAR, 50 * E8);
        firm(Metric.MAX_ORDER_VALUE, 1_000_000_000_000L);
        firm(Metric.SOFT_LIMIT_WARNING, Limits.OFF);
        firm(Metric.SOFT_LIMIT_REFUSAL, Limits.OFF);
        for (int instrument = SumsRig.SHARE; instrument <= SumsRig.JAPANESE; instrument++) {
            state.front.price(instrument, 2 * E8, SumsRig.DATE);
        }
        state.read();
    }

    void firm(Metric metric, long bound) {
        state.limit(Scope.FIRM, metric, bound);
    }

    /** A new order at a limit of whole units, taken up and valued. */
    Order take(int account, int instrument, Side side, long quantity, long price) {
        state.front.order(asked(account, instrument, side, quantity, price));
        JournalRecord record = state.read();
        captured.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        order.take(captured, record, state.machine.day().lastTimeNs(), state.front.timeNs);
        return valued();
    }

    /** An amendment to a total, of which nothing has executed, at a limit of whole units. */
    Order amend(long orderId, int account, int instrument, Side side, long total, long price) {
        state.front.replace(orderId, asked(account, instrument, side, total, price), 0);
        JournalRecord record = state.read();
        requested.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        order.take(requested, reading.exposures().holds().row(orderId), record, state.machine.day().lastTimeNs(),
            state.front.timeNs);
        return valued();
    }

    private static FrontScript.Asked asked(int account, int instrument, Side side, long quantity, long price) {
        return new FrontScript.Asked(SumsRig.TRADER, account, instrument, side, OrdType.LIMIT, TimeInForce.DAY,
            quantity, 0, price, 0, SumsRig.DATE);
    }

    private Order valued() {
        verdict.clear();
        size.valuePasses(order, verdict);
        return order;
    }

    /** The verdict of a control as one line: ok, or code, metric, scope, bound and observed. */
    String ask(Checks.Check control) {
        verdict.clear();
        return told(control.passes(order, verdict));
    }

    String told(boolean passes) {
        if (passes != verdict.isClear()) {
            throw new AssertionError("the control says " + passes + " and its verdict " + verdict.code());
        }
        return passes ? "ok" : verdict.code() + " " + verdict.metric() + " " + verdict.kind() + " "
            + (verdict.bound() == Limits.NONE ? "none" : verdict.bound() + " < " + verdict.observed());
    }
}
