package throughline.settlement;

import org.agrona.collections.Long2LongHashMap;
import throughline.message.Side;
import throughline.message.TradeClearedDecoder;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/** The open day's trades in order of their clearing, each known by its execution. One thread. */
public final class TradeList implements State {
    private static final int EXECUTION = 0;
    private static final int HASH = 1;
    private static final int ORDER = 2;
    private static final int TIME = 3;
    private static final int QUANTITY = 4;
    private static final int PRICE = 5;
    private static final int ACCOUNT = 6;
    private static final int INSTRUMENT = 7;
    private static final int TRADE_DATE = 8;
    private static final int SIDE = 9;
    private static final int COLUMNS = 10;

    private final Table rows = new Table(COLUMNS, 1 << 12);
    private final Long2LongHashMap rowByExecution = new Long2LongHashMap(Table.NONE);
    private long closedUpTo;

    void add(long orderId, long timeNs, long contentHash, TradeClearedDecoder trade) {
        int row = rows.add();
        rows.set(row, EXECUTION, trade.executionId());
        rows.set(row, HASH, contentHash);
        rows.set(row, ORDER, orderId);
        rows.set(row, TIME, timeNs);
        rows.set(row, QUANTITY, trade.quantity());
        rows.set(row, PRICE, trade.priceE8());
        rows.set(row, ACCOUNT, trade.accountId());
        rows.set(row, INSTRUMENT, trade.instrumentId());
        rows.set(row, TRADE_DATE, trade.tradeDate());
        rows.set(row, SIDE, trade.sideRaw());
        rowByExecution.put(trade.executionId(), row);
    }

    /** Forgets the day's trades; their executions stay known to be closed. */
    void endDay() {
        for (int row = 0; row < rows.end(); row++) {
            closedUpTo = Math.max(closedUpTo, executionId(row));
        }
        rows.clear();
        rowByExecution.clear();
    }

    int find(long executionId) {
        return (int) rowByExecution.get(executionId);
    }

    /** Highest execution of the days before. */
    long closedUpTo() {
        return closedUpTo;
    }

    long contentHash(int row) {
        return rows.get(row, HASH);
    }

    /** How many there are; their rows run from 0. */
    public int count() {
        return rows.end();
    }

    /** Seq of the execution in the front journal. */
    public long executionId(int row) {
        return rows.get(row, EXECUTION);
    }

    /** The order it is of. */
    public long orderId(int row) {
        return rows.get(row, ORDER);
    }

    /** Epoch nanoseconds of its clearing. */
    public long timeNs(int row) {
        return rows.get(row, TIME);
    }

    /** In the instrument's quantity scale. */
    public long quantity(int row) {
        return rows.get(row, QUANTITY);
    }

    /** x 10^-8. */
    public long priceE8(int row) {
        return rows.get(row, PRICE);
    }

    /** Account that traded. */
    public int accountId(int row) {
        return (int) rows.get(row, ACCOUNT);
    }

    /** What was traded. */
    public int instrumentId(int row) {
        return (int) rows.get(row, INSTRUMENT);
    }

    /** Epoch days. */
    public int tradeDate(int row) {
        return (int) rows.get(row, TRADE_DATE);
    }

    /** Side of the order. */
    public Side side(int row) {
        return Side.get((short) rows.get(row, SIDE));
    }

    @Override
    public void save(StateSink sink) {
        sink.putLong(closedUpTo);
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        closedUpTo = source.getLong();
        rows.load(source);
        rowByExecution.clear();
        for (int row = 0; row < rows.end(); row++) {
            rowByExecution.put(executionId(row), row);
        }
    }
}
