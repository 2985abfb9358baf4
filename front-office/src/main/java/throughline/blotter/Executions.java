package throughline.blotter;

import throughline.message.OrderCapacity;
import throughline.message.Side;
import throughline.message.TradeExecutedDecoder;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * The business date's executions of the firm's orders, one side each, and its trades done elsewhere; rows in the order
 * of their ids: they are of the state so that the list is whole after a restart. A bust or correction changes its row.
 * Dropped when the next date opens. One thread.
 */
public final class Executions implements State {
    /** No execution. */
    public static final int NONE = Table.NONE;

    private static final int ID = 0;
    private static final int ORDER_ID = 1;
    private static final int QUANTITY = 2;
    private static final int PRICE = 3;
    private static final int MATCH = 4;
    private static final int TIME = 5;
    /** Account above, instrument below. */
    private static final int SUBJECT = 6;
    /** User above, contra party below. */
    private static final int PEOPLE = 7;
    /** Texts: strategy above, decision maker below. */
    private static final int ATTRIBUTES = 8;
    /** The street's account above, marks below. */
    private static final int STREET_AND_MARKS = 9;
    private static final int COLUMNS = 10;

    private static final int SIDE_AT = 8;
    private static final int CAPACITY_AT = 16;
    private static final int BYTE = 0xFF;
    private static final int AGGRESSOR = 1;
    private static final int ELSEWHERE = 2;
    private static final int BUSTED = 4;
    private static final int CORRECTED = 8;

    private final Table rows;

    Executions(int expected) {
        rows = new Table(COLUMNS, expected);
    }

    int add(long id, long orderId, long timeNs, TradeExecutedDecoder trade) {
        int row = rows.add();
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        cells[at + ID] = id;
        cells[at + ORDER_ID] = orderId;
        cells[at + QUANTITY] = trade.quantity();
        cells[at + PRICE] = trade.priceE8();
        cells[at + MATCH] = trade.matchId();
        cells[at + TIME] = timeNs;
        cells[at + SUBJECT] = OrderColumns.pair(trade.accountId(), trade.instrumentId());
        cells[at + PEOPLE] = OrderColumns.pair(trade.userId(), trade.contraPartyId());
        cells[at + STREET_AND_MARKS] = trade.sideRaw() << SIDE_AT | trade.capacityRaw() << CAPACITY_AT
            | (trade.aggressor() == 0 ? 0 : AGGRESSOR) | (trade.elsewhere() == 0 ? 0 : ELSEWHERE);
        return row;
    }

    private int above(int row, int column) {
        return (int) (rows.get(row, column) >>> Integer.SIZE);
    }

    private int below(int row, int column) {
        return (int) rows.get(row, column);
    }

    private boolean is(int row, int mark) {
        return (below(row, STREET_AND_MARKS) & mark) != 0;
    }

    private void mark(int row, int mark) {
        rows.set(row, STREET_AND_MARKS, rows.get(row, STREET_AND_MARKS) | mark);
    }

    /** Says by number in the orders' texts what a bust states again. */
    void attributes(int row, int strategy, int decisionMaker) {
        rows.set(row, ATTRIBUTES, OrderColumns.pair(strategy, decisionMaker));
    }

    /** The street was the other side of a match whose first side is the newest row. */
    void street(long matchId, int account) {
        int row = rows.size() - 1;
        if (row >= 0 && matchId(row) == matchId) {
            rows.set(row, STREET_AND_MARKS, OrderColumns.pair(account, below(row, STREET_AND_MARKS)));
        }
    }

    void bust(int row) {
        mark(row, BUSTED);
    }

    void correct(int row, long quantity, long priceE8) {
        mark(row, CORRECTED);
        rows.set(row, QUANTITY, quantity);
        rows.set(row, PRICE, priceE8);
    }

    void clear() {
        rows.clear();
    }

    /** How many there are; their rows run from 0 to below this. */
    public int size() {
        return rows.size();
    }

    /** Row of the first execution with an id above this. */
    public int firstAfter(long id) {
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int middle = low + high >>> 1;
            if (id(middle) <= id) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Row of an execution by its id; {@link #NONE}: not of this date. */
    public int find(long id) {
        int row = firstAfter(id) - 1;
        return row >= 0 && id(row) == id ? row : NONE;
    }

    /** Its id: the seq of its {@code TradeExecuted}. */
    public long id(int row) {
        return rows.get(row, ID);
    }

    /** Its order; of a trade done elsewhere the seq of its report. */
    public long orderId(int row) {
        return rows.get(row, ORDER_ID);
    }

    /** In the instrument's quantity scale, as last corrected; a bust leaves it. */
    public long quantity(int row) {
        return rows.get(row, QUANTITY);
    }

    /** Price, x 10^-8, as last corrected. */
    public long priceE8(int row) {
        return rows.get(row, PRICE);
    }

    /** Id of the match: its first side's seq. */
    public long matchId(int row) {
        return rows.get(row, MATCH);
    }

    /** Stamp, epoch nanoseconds. */
    public long timeNs(int row) {
        return rows.get(row, TIME);
    }

    /** Whether its order came to the other, rather than rested. */
    public boolean isAggressor(int row) {
        return is(row, AGGRESSOR);
    }

    /** Whose it is. */
    public int account(int row) {
        return above(row, SUBJECT);
    }

    /** What was traded. */
    public int instrument(int row) {
        return below(row, SUBJECT);
    }

    /** Who entered the order or the report. */
    public int user(int row) {
        return above(row, PEOPLE);
    }

    /** Its side. */
    public Side side(int row) {
        return Side.get((short) (below(row, STREET_AND_MARKS) >>> SIDE_AT & BYTE));
    }

    /** Whether it was not done at the venue but captured from a report. */
    public boolean isElsewhere(int row) {
        return is(row, ELSEWHERE);
    }

    /** Whether it counts no more. */
    public boolean isBusted(int row) {
        return is(row, BUSTED);
    }

    /** Whether quantity or price are others than were executed. */
    public boolean isCorrected(int row) {
        return is(row, CORRECTED);
    }

    /** The party it is owed to and by; 0: the back office's own choice. */
    public int contraParty(int row) {
        return below(row, PEOPLE);
    }

    /** On whose account its user says it was done. */
    public OrderCapacity capacity(int row) {
        return OrderCapacity.get((short) (below(row, STREET_AND_MARKS) >>> CAPACITY_AT & BYTE));
    }

    /** Number of the strategy's name in the orders' texts. */
    public int strategy(int row) {
        return above(row, ATTRIBUTES);
    }

    /** Number of the decision maker's name in the orders' texts; empty: its user. */
    public int decisionMaker(int row) {
        return below(row, ATTRIBUTES);
    }

    /** The street's account when the street was the other side; 0: it was not. */
    public int streetAccount(int row) {
        return above(row, STREET_AND_MARKS);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
    }
}
