package throughline.capture;

import org.agrona.concurrent.UnsafeBuffer;
import throughline.blotter.Orders;
import throughline.message.OrdType;
import throughline.message.OrderRestatedEncoder;
import throughline.office.Step;
import throughline.reference.Decimals;
import throughline.state.Texts;

/**
 * The work of stating anew, in a session that opened, the orders that live on from earlier dates, for risk to judge:
 * lowest id first, in slices. What an execution's bust took back is wanted no more. One thread.
 */
final class Restating {
    private static final int E8_DECIMALS = 8;

    private final Orders orders;
    private final OrderRestatedEncoder restated = new OrderRestatedEncoder();
    private final UnsafeBuffer texts = new UnsafeBuffer(0, 0);

    Restating(Orders orders) {
        this.orders = orders;
    }

    void work(int businessDate, Step step) {
        int row = orders.firstOpen();
        while (row != Orders.NONE && step.records() < Step.MAX_SLICE) {
            if (orders.isToRestate(row)) {
                restate(row, businessDate, step);
            }
            row = orders.nextOpen(row);
        }
    }

    private void restate(int row, int businessDate, Step step) {
        long cum = orders.cum(row);
        long leaves = orders.leaves(row);
        step.add(restated, orders.id(row)).quantity(cum + leaves).cumQty(cum).leavesQty(leaves)
            .priceE8(Decimals.rescale(orders.price(row), orders.priceDecimals(row), E8_DECIMALS))
            .stopPriceE8(orders.stopPriceE8(row)).businessDate(businessDate).accountId(orders.account(row))
            .instrumentId(orders.instrument(row)).userId(orders.user(row)).side(orders.side(row)).ordType(type(row))
            .timeInForce(orders.timeInForce(row)).capacity(orders.capacity(row));
        Texts all = orders.texts();
        texts.wrap(all.bytes());
        int strategy = orders.strategy(row);
        restated.putStrategy(texts, all.start(strategy), all.length(strategy));
        int maker = orders.decisionMaker(row);
        restated.putDecisionMaker(texts, all.start(maker), all.length(maker));
        int session = orders.session(row);
        restated.putSession(texts, all.start(session), all.length(session));
        int parent = orders.parentId(row);
        restated.putParentId(texts, all.start(parent), all.length(parent));
        int locate = orders.locate(row);
        restated.putLocate(texts, all.start(locate), all.length(locate));
    }

    /** A stop order whose price was reached is a limit order from there on. */
    private OrdType type(int row) {
        OrdType type = orders.type(row);
        return type == OrdType.STOP_LIMIT && orders.stopPriceE8(row) == 0 ? OrdType.LIMIT : type;
    }
}
