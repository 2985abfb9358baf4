package throughline.blotter;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.agrona.DirectBuffer;
import throughline.state.Names;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * What users call their orders: the first name, and each that an amendment gave, lead to the order as long as it is
 * kept. Names are unique among a user's orders. One thread.
 */
final class ClOrdIds implements State {
    private static final int ORDER_ID = 0;
    private static final int NAME = 1;
    private static final int COLUMNS = 2;
    private static final int BYTES = 24;

    private final int expected;
    private final Table later = new Table(COLUMNS, 1 << 10);
    private Names names;
    /** By a name's number the row, plus 1, of the order it leads to; derived and not saved. */
    private int[] rowByName;

    ClOrdIds(int expected) {
        this.expected = expected;
        names = new Names(expected, expected * BYTES);
        rowByName = new int[expected + 1];
    }

    /** The names by number; another object once a date has opened. */
    Names names() {
        return names;
    }

    /** Row of a user's order by its name; {@link Table#NONE}: not known. */
    int find(int user, DirectBuffer name, int offset, int length) {
        return row(names.find(user, name, offset, length));
    }

    /** As {@link #find(int, DirectBuffer, int, int)}. */
    int find(int user, String name) {
        return row(names.find(user, name));
    }

    private int row(int name) {
        return rowByName[name] - 1;
    }

    /** A user calls a new order this; gives the name's number. */
    int add(int user, DirectBuffer name, int offset, int length, int row) {
        int number = names.add(user, name, offset, length);
        lead(number, row);
        return number;
    }

    /** Number of what an amendment calls an order, which leads to it from here on unless its user said it before. */
    int addLater(long orderId, int user, DirectBuffer name, int offset, int length, int row) {
        int number = names.find(user, name, offset, length);
        if (number == 0) {
            number = add(user, name, offset, length, row);
            int at = later.add();
            later.set(at, ORDER_ID, orderId);
            later.set(at, NAME, number);
        }
        return number;
    }

    /** A name leads to the order at a row. */
    void lead(int name, int row) {
        if (name >= rowByName.length) {
            rowByName = Arrays.copyOf(rowByName, Math.max(name + 1, 2 * rowByName.length));
        }
        rowByName[name] = row + 1;
    }

    /** Forgets where names lead; what follows says it anew. */
    void leadNowhere() {
        if (names.count() < rowByName.length) {
            Arrays.fill(rowByName, 0);
        } else {
            rowByName = new int[names.count() + names.count() / 4 + 1];
        }
    }

    /** The later names lead to their orders again, behind the first. */
    void leadLater(Orders orders) {
        for (int at = 0; at < later.end(); at++) {
            lead((int) later.get(at, NAME), orders.find(later.get(at, ORDER_ID)));
        }
    }

    /** Keeps the later names of the orders still known. */
    void keepKnown(Orders orders) {
        later.keepOnly(at -> orders.find(later.get(at, ORDER_ID)) != Table.NONE);
    }

    /**
     * Begins anew with the later names; gives the way from the number of a name of before to its number from here on,
     * which comes with the first question and leads where it led; 0 for one that led nowhere.
     */
    IntUnaryOperator renew() {
        Names old = names;
        int[] rowByOld = rowByName;
        names = new Names(expected, expected * BYTES);
        if (old.isFindable()) {
            names.makeFindable();
        }
        rowByName = new int[expected + 1];
        int[] anew = new int[old.count() + 1];
        IntUnaryOperator renumber = name -> {
            if (rowByOld[name] != 0 && anew[name] == 0) {
                anew[name] = names.add(old, name);
                lead(anew[name], rowByOld[name] - 1);
            }
            return anew[name];
        };
        for (int at = 0; at < later.end(); at++) {
            later.set(at, NAME, renumber.applyAsInt((int) later.get(at, NAME)));
        }
        return renumber;
    }

    @Override
    public void save(StateSink sink) {
        names.save(sink);
        later.save(sink);
    }

    @Override
    public void load(StateSource source) {
        names.load(source);
        later.load(source);
    }
}
