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
    private static final int AGGRESSOR = 6;
    private static final int ACCOUNT = 7;
    private static final int INSTRUMENT = 8;
    private static final int USER = 9;
    private static final int SIDE = 10;
    private static final int ELSEWHERE = 11;
    private static final int BUSTED = 12;
    private static final int CORRECTED = 13;
    private static final int CONTRA_PARTY = 14;
    private static final int CAPACITY = 15;
    private static final int STRATEGY = 16;
    private static final int DECISION_MAKER = 17;
    private static final int STREET_ACCOUNT = 18;
    private static final int COLUMNS = 19;

    private final Table rows;

    Executions(int expected) {
        rows = new Table(COLUMNS, expected);
    }

    int add(long id, long orderId, long timeNs, TradeExecutedDecoder trade) {
        int row = rows.add();
        rows.set(row, ID, id);
        rows.set(row, ORDER_ID, orderId);
        rows.set(row, QUANTITY, trade.quantity());
        rows.set(row, PRICE, trade.priceE8());
        rows.set(row, MATCH, trade.matchId());
        rows.set(row, TIME, timeNs);
        rows.set(row, AGGRESSOR, trade.aggressor());
        rows.set(row, ACCOUNT, trade.accountId());
        rows.set(row, INSTRUMENT, trade.instrumentId());
        rows.set(row, USER, trade.userId());
        rows.set(row, SIDE, trade.side().value());
        rows.set(row, ELSEWHERE, trade.elsewhere());
        rows.set(row, CONTRA_PARTY, trade.contraPartyId());
        rows.set(row, CAPACITY, trade.capacity().value());
        return row;
    }

    /** Says by number in the orders' texts what a bust states again. */
    void attributes(int row, int strategy, int decisionMaker) {
        rows.set(row, STRATEGY, strategy);
        rows.set(row, DECISION_MAKER, decisionMaker);
    }

    /** The street was the other side of a match whose first side is the newest row. */
    void street(long matchId, int account) {
        int row = rows.size() - 1;
        if (row >= 0 && matchId(row) == matchId) {
            rows.set(row, STREET_ACCOUNT, account);
        }
    }

    void bust(int row) {
        rows.set(row, BUSTED, 1);
    }

    void correct(int row, long quantity, long priceE8) {
        rows.set(row, CORRECTED, 1);
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
        return rows.get(row, AGGRESSOR) != 0;
    }

    /** Whose it is. */
    public int account(int row) {
        return (int) rows.get(row, ACCOUNT);
    }

    /** What was traded. */
    public int instrument(int row) {
        return (int) rows.get(row, INSTRUMENT);
    }

    /** Who entered the order or the report. */
    public int user(int row) {
        return (int) rows.get(row, USER);
    }

    /** Its side. */
    public Side side(int row) {
        return Side.get((short) rows.get(row, SIDE));
    }

    /** Whether it was not done at the venue but captured from a report. */
    public boolean isElsewhere(int row) {
        return rows.get(row, ELSEWHERE) != 0;
    }

    /** Whether it counts no more. */
    public boolean isBusted(int row) {
        return rows.get(row, BUSTED) != 0;
    }

    /** Whether quantity or price are others than were executed. */
    public boolean isCorrected(int row) {
        return rows.get(row, CORRECTED) != 0;
    }

    /** The party it is owed to and by; 0: the back office's own choice. */
    public int contraParty(int row) {
        return (int) rows.get(row, CONTRA_PARTY);
    }

    /** On whose account its user says it was done. */
    public OrderCapacity capacity(int row) {
        return OrderCapacity.get((short) rows.get(row, CAPACITY));
    }

    /** Number of the strategy's name in the orders' texts. */
    public int strategy(int row) {
        return (int) rows.get(row, STRATEGY);
    }

    /** Number of the decision maker's name in the orders' texts; empty: its user. */
    public int decisionMaker(int row) {
        return (int) rows.get(row, DECISION_MAKER);
    }

    /** The street's account when the street was the other side; 0: it was not. */
    public int streetAccount(int row) {
        return (int) rows.get(row, STREET_ACCOUNT);
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
