package throughline.blotter;

import throughline.message.JournalRecord;
import throughline.message.MarketPhase;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.office.Step;
import throughline.state.State;

/**
 * Where accepted orders are executed. It decides by reading and writes what it decided as records; it changes what it
 * keeps only when it is told of a record applied. Of its state only what cannot be made anew from the orders is saved.
 */
public interface Venue extends State {
    /**
     * Reads what an order of an instrument is going to touch when it is decided on, before that. Changes nothing, and
     * what it gives has no meaning: but lines of memory that are far away are waited for together when they are asked
     * for one right after another, and each by itself when some hundred instructions stand between. A replay, which
     * decides nothing, reads nothing ahead.
     */
    long readAhead(int instrumentId);

    /**
     * Decides what an accepted order leads to: its placing, its executions with both sides of each, and the end of what
     * may not rest. Changes nothing.
     *
     * @param row of the order, which is still pending
     * @param accepted what risk accepted
     * @param tradeDate business date, epoch days
     */
    void place(int row, OrderAcceptedDecoder accepted, int tradeDate, Step step);

    /**
     * Decides what an accepted amendment leads to: {@code OrderReplaced}, then what the order trades with at its new
     * price, and its end if it may not rest. Changes nothing.
     *
     * @param row of the order, which is at the venue with more than its executed wanted
     */
    void replace(int row, ReplaceAcceptedDecoder accepted, int tradeDate, Step step);

    /** Decides what a new session begins with: the phase of its books. Changes nothing. */
    void open(Step step);

    /** Decides what the session's end begins with: a closing auction, or nothing. Changes nothing. */
    void close(Step step);

    /** Whether nothing of the closing is left to do here, so that the session may close. */
    boolean isReadyToClose();

    /** An instrument may be traded here from now on. */
    void listed(int instrumentId);

    /** The order is working now, all that is left of it. */
    void placed(int row);

    /** The order is about to change as an amendment says: it still reads as before. */
    void replacing(int row);

    /** The order has changed; {@link #replacing} was called before. */
    void replaced(int row, boolean keepsPriority);

    /** A new session began and risk has not judged the order anew: it is at the venue no more until it is placed. */
    void suspended(int row);

    /** The order has ended; called once, whether or not it rested. */
    void ended(int row);

    /** An own record was applied, its order's change included: for phases, auctions, stops and last prices. */
    void apply(JournalRecord record);

    /** What its book of an instrument does with orders. */
    MarketPhase phase(int instrumentId);

    /** Epoch nanoseconds at which that phase ends by itself; 0: it does not. */
    long phaseUntilNs(int instrumentId);

    /** Last price of an instrument, traded here or stated as such, x 10^-8; 0: none yet. */
    long lastPriceE8(int instrumentId);

    /** What deciding alone needs is made now, as {@link throughline.office.StateMachine#replayed} asks. */
    void replayed();

    /** Seq of the own record that names work left here (triggered stops, an auction); 0: none. */
    long workSeq();

    /** Does a slice of it; always writes at least one record. */
    void work(Step step);

    /** Epoch nanoseconds at which it wants a tick; {@link throughline.office.StateMachine#NEVER}: none. */
    long deadlineNs();

    /** Decides on the passing of time, behind the tick's own record; may write nothing. */
    void tick(Step step);

    /** Forgets all it does not save, which it makes anew from the orders; after a load. */
    void rebuild();
}
