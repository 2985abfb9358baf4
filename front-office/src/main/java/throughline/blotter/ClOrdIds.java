package throughline.blotter;

import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;
import throughline.state.Texts;

/**
 * What users call their orders: the first name, and each that an amendment gave, lead to the order as long as it is
 * kept. Names are unique among a user's orders. One thread.
 */
final class ClOrdIds implements State {
    private static final int ORDER_ID = 0;
    private static final int TEXT = 1;
    private static final int COLUMNS = 2;

    private final Table later = new Table(COLUMNS, 1 << 10);
    /** By a name's number the row, plus 1, of the first order that bears it: nearly every name is one user's alone. */
    private int[] rowByText;
    /** By user and name the orders of those who chose a name that another user's order bears. */
    private final Long2LongHashMap rowByKey = new Long2LongHashMap(Table.NONE);

    ClOrdIds(int expected) {
        rowByText = new int[expected + 1];
    }

    /** Row of a user's order by the number of its name; {@link Table#NONE}: not known. */
    int find(Orders orders, int user, int text) {
        if (text == 0 || text >= rowByText.length || rowByText[text] == 0) {
            return Table.NONE;
        }
        int row = rowByText[text] - 1;
        return orders.user(row) == user ? row : (int) rowByKey.get(key(user, text));
    }

    private static long key(int user, long text) {
        return (long) user << 32 | text;
    }

    void index(Orders orders, long text, int row) {
        int at = (int) text;
        if (at >= rowByText.length) {
            rowByText = Arrays.copyOf(rowByText, Math.max(at + 1, 2 * rowByText.length));
        }
        if (rowByText[at] == 0 || orders.user(rowByText[at] - 1) == orders.user(row)) {
            rowByText[at] = row + 1;
        } else {
            rowByKey.put(key(orders.user(row), text), row);
        }
    }

    /** An amendment calls an order this as well. */
    void add(Orders orders, int row, int text) {
        int name = later.add();
        later.set(name, ORDER_ID, orders.id(row));
        later.set(name, TEXT, text);
        index(orders, text, row);
    }

    /** Forgets where names lead; what follows says it anew, of texts up to this number and some more. */
    void clearIndex(int lastText) {
        if (lastText < rowByText.length) {
            Arrays.fill(rowByText, 0);
        } else {
            rowByText = new int[lastText + lastText / 4 + 1];
        }
        rowByKey.clear();
    }

    /** Indexes the later names anew, behind the first. */
    void reindex(Orders orders) {
        for (int name = 0; name < later.end(); name++) {
            int row = orders.find(later.get(name, ORDER_ID));
            index(orders, later.get(name, TEXT), row);
        }
    }

    /** Keeps the later names of the orders still known, in another store of texts. */
    void keepKnown(Orders orders, Texts from, Texts to) {
        later.keepOnly(name -> orders.find(later.get(name, ORDER_ID)) != Table.NONE);
        for (int name = 0; name < later.end(); name++) {
            later.set(name, TEXT, to.intern(from, (int) later.get(name, TEXT)));
        }
    }

    @Override
    public void save(StateSink sink) {
        later.save(sink);
    }

    @Override
    public void load(StateSource source) {
        later.load(source);
    }
}
