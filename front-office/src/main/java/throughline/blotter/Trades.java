package throughline.blotter;

import throughline.message.JournalRecord;
import throughline.message.Side;
import throughline.message.TradeBustedDecoder;
import throughline.message.TradeCorrectedDecoder;
import throughline.message.TradeExecutedDecoder;

/**
 * What is traded and what is undone of it: an execution, its order and what its account holds change together. The
 * street's sides, which have no order, change nothing here. One thread.
 */
final class Trades {
    private static final int HEADER = TradeExecutedDecoder.strategyHeaderLength();

    private final Orders orders;
    private final Executions executions;
    private final Positions positions;
    private final TradeBustedDecoder busted = new TradeBustedDecoder();
    private final TradeCorrectedDecoder corrected = new TradeCorrectedDecoder();

    Trades(Orders orders, Executions executions, Positions positions) {
        this.orders = orders;
        this.executions = executions;
        this.positions = positions;
    }

    /** Takes up an execution of an order, which knows its attributes, into a row of the positions. */
    void executed(int order, int held, JournalRecord record, TradeExecutedDecoder trade) {
        int row = add(held, record, trade);
        executions.attributes(row, orders.strategy(order), orders.decisionMaker(order));
    }

    private int add(int held, JournalRecord record, TradeExecutedDecoder trade) {
        positions.execute(held, trade.sideRaw() == Side.BUY.value(), trade.quantity());
        return executions.add(record.seq(), record.orderId(), record.timeNs(), trade);
    }

    /** Takes up a trade done elsewhere. */
    void executedElsewhere(JournalRecord record, TradeExecutedDecoder trade) {
        int row = add(positions.row(trade.accountId(), trade.instrumentId()), record, trade);
        int strategy = text(trade, trade.strategyLength());
        trade.skipStrategy();
        executions.attributes(row, strategy, text(trade, trade.decisionMakerLength()));
    }

    private int text(TradeExecutedDecoder trade, int length) {
        return length == 0 ? 0 : orders.texts().intern(trade.buffer(), trade.limit() + HEADER, length);
    }

    /** Takes up a bust; gives the execution's row, or {@link Executions#NONE} when it is not known. */
    int busted(JournalRecord record) {
        busted.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = executions.find(busted.executionId());
        if (row == Executions.NONE) {
            return Executions.NONE;
        }
        change(row, record, 0, 0, busted.cumQty());
        executions.bust(row);
        return row;
    }

    /** Takes up a correction, as {@link #busted}. */
    int corrected(JournalRecord record) {
        corrected.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = executions.find(corrected.executionId());
        if (row == Executions.NONE) {
            return Executions.NONE;
        }
        change(row, record, corrected.quantity(), corrected.priceE8(), corrected.cumQty());
        executions.correct(row, corrected.quantity(), corrected.priceE8());
        return row;
    }

    private void change(int row, JournalRecord record, long quantity, long priceE8, long cum) {
        long old = executions.quantity(row);
        boolean buys = executions.side(row) == Side.BUY;
        positions.correct(executions.account(row), executions.instrument(row), buys, old, quantity);
        if (executions.isElsewhere(row)) {
            return;
        }
        int order = orders.find(executions.orderId(row));
        orders.correct(order, old, executions.priceE8(row), quantity, priceE8, record.timeNs());
        if (orders.cum(order) != cum) {
            throw new IllegalStateException("seq " + record.seq() + ": order " + record.orderId() + " has executed "
                + orders.cum(order) + ", the record says " + cum);
        }
    }
}
