package throughline.capture;

import throughline.message.OrderAcceptedDecoder;
import throughline.office.Step;

/**
 * Where accepted orders are executed. It decides by reading and writes what it decided as records; it changes what it
 * keeps only when it is told of a record applied. What it keeps is derived from the orders and can be made anew.
 */
public interface Venue {
    /**
     * Decides what an accepted order leads to: its placing, its executions with both sides of each, and the end of what
     * may not rest. Changes nothing.
     *
     * @param row of the order, which is still pending
     * @param accepted what risk accepted
     * @param tradeDate business date, epoch days
     */
    void place(int row, OrderAcceptedDecoder accepted, int tradeDate, Step step);

    /** An instrument may be traded here from now on. */
    void listed(int instrumentId);

    /** The order is working now, all of it. */
    void placed(int row);

    /** The order has ended; called once, whether or not it rested. */
    void ended(int row);

    /** Makes all it keeps anew, from the orders. */
    void rebuild();
}
