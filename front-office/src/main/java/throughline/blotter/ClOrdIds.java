package throughline.blotter;

import org.agrona.collections.Hashing;
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
    private Long2LongHashMap rowByKey;

    ClOrdIds(int expected) {
        expect(expected);
    }

    /** Makes room for so many names, and forgets where names lead. */
    void expect(int count) {
        rowByKey = new Long2LongHashMap(2 * count, Hashing.DEFAULT_LOAD_FACTOR, Table.NONE);
    }

    /** Row of a user's order by the number of its name; {@link Table#NONE}: not known. */
    int find(int user, int text) {
        return text == 0 ? Table.NONE : (int) rowByKey.get(key(user, text));
    }

    private static long key(int user, long text) {
        return (long) user << 32 | text;
    }

    void index(int user, long text, int row) {
        rowByKey.put(key(user, text), row);
    }

    /** An amendment calls an order this as well. */
    void add(Orders orders, int row, int text) {
        int name = later.add();
        later.set(name, ORDER_ID, orders.id(row));
        later.set(name, TEXT, text);
        index(orders.user(row), text, row);
    }

    /** Forgets where names lead; what follows says it anew. */
    void clearIndex() {
        rowByKey.clear();
    }

    /** Indexes the later names anew, behind the first. */
    void reindex(Orders orders) {
        for (int name = 0; name < later.end(); name++) {
            int row = orders.find(later.get(name, ORDER_ID));
            index(orders.user(row), later.get(name, TEXT), row);
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
