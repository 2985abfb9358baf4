package throughline.blotter;

import java.util.function.IntUnaryOperator;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * What few orders have: a stop price, an amendment, a warning of risk's, a name nobody knows. An order gets a row here
 * with the first of them, so that the others are short. What is not set is 0. One thread.
 */
final class Extras implements State {
    static final int BASKET = 0;
    static final int STOP_PRICE = 1;
    static final int STOP_PRICE_DECIMALS = 2;
    static final int STOP_PRICE_E8 = 3;
    static final int PARENT_ID = 4;
    static final int LOCATE = 5;
    static final int REPLACE_SEQ = 6;
    static final int REPLACE_REFUSAL = 7;
    /** Row of the declines, plus 1. */
    static final int REPLACE_DECLINE = 8;
    static final int ORIG_CL_ORD_ID = 9;
    /** Where an amendment has named the order anew. */
    static final int FIRST_CL_ORD_ID = 10;
    static final int NEXT_CL_ORD_ID = 11;
    static final int WARNED_METRIC = 12;
    static final int WARNED_BOUND = 13;
    static final int WARNED_OBSERVED = 14;
    static final int WARNED_SCOPE = 15;
    static final int OVERRIDE = 16;
    /** Of an account that is not known. */
    static final int ACCOUNT_NAME = 17;
    /** Of an instrument that is not known. */
    static final int SYMBOL = 18;
    /** What its user calls the basket. */
    static final int BASKET_NAME = 19;

    private static final int COLUMNS = 20;
    /** Of an amendment that was neither refused nor renamed the order this is all, so that it stands by itself. */
    private static final int AMENDED = 0;
    /** Row of all the others, plus 1; 0: they are not set. */
    private static final int REST = 1;
    private static final int ONE_IN = 4;
    private static final int[] TEXTS = {PARENT_ID, LOCATE, WARNED_SCOPE, ACCOUNT_NAME, SYMBOL, BASKET_NAME};
    private static final int[] NAMES = {ORIG_CL_ORD_ID, FIRST_CL_ORD_ID, NEXT_CL_ORD_ID};

    private final Table rows;
    private final Table rests;

    /** Room for so many orders' extras, of which a few have any. */
    Extras(int expectedOrders) {
        rows = new Table(REST + 1, expectedOrders / ONE_IN);
        rests = new Table(COLUMNS, expectedOrders / ONE_IN / ONE_IN);
    }

    int add() {
        return rows.add();
    }

    void remove(int row) {
        int rest = rest(row);
        if (rest != Table.NONE) {
            rests.remove(rest);
        }
        rows.remove(row);
    }

    private int rest(int row) {
        return (int) rows.get(row, REST) - 1;
    }

    long get(int row, int column) {
        if (column == REPLACE_SEQ) {
            return rows.get(row, AMENDED);
        }
        int rest = rest(row);
        return rest == Table.NONE ? 0 : rests.get(rest, column);
    }

    void set(int row, int column, long value) {
        if (column == REPLACE_SEQ) {
            rows.set(row, AMENDED, value);
            return;
        }
        int rest = rest(row);
        if (rest == Table.NONE) {
            if (value == 0) {
                return;
            }
            rest = rests.add();
            rows.set(row, REST, rest + 1L);
        }
        rests.set(rest, column, value);
    }

    /** Gives each text and each name of a row another number. */
    void renumber(int row, IntUnaryOperator text, IntUnaryOperator name) {
        int rest = rest(row);
        if (rest != Table.NONE) {
            renumber(rest, TEXTS, text);
            renumber(rest, NAMES, name);
        }
    }

    private void renumber(int rest, int[] columns, IntUnaryOperator anew) {
        for (int column : columns) {
            rests.set(rest, column, anew.applyAsInt((int) rests.get(rest, column)));
        }
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        rests.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        rests.load(source);
    }
}
