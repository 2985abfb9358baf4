package throughline.venue;

import java.util.ArrayList;
import java.util.List;

/**
 * What the venue around a {@link Book} does, made small: an order table of recycled rows, and commands that are decided
 * and then applied. Allocates nothing while its tables suffice.
 */
final class BookVenue implements Leaves, Fills {
    final Book[] books = new Book[Command.BOOKS];
    final int[] fillIds;
    final long[] fillQuantities;
    final long[] fillPricesE8;
    int fills;
    final int[] passedIds;
    int passed;
    boolean stopped;
    long left;

    private final Matching matching = new Matching(this, this);
    private final int[] fillRows;
    private final int[] passedRows;
    private final int[] free;
    private int freeRows;
    private final int[] ids;
    private final int[] bookOf;
    private final boolean[] buyOf;
    private final long[] priceOfE8;
    private final long[] leavesOf;
    private final int[] groupOf;
    private Command incoming;

    /** Tables of {@code rows} orders; links and levels start at the sizes given. */
    BookVenue(final int rows, final int links, final int levels) {
        final BookLinks shared = new BookLinks(links);
        for (int i = 0; i < books.length; i++) {
            books[i] = new Book(shared, levels);
        }
        fillIds = new int[rows + 1];
        fillQuantities = new long[rows + 1];
        fillPricesE8 = new long[rows + 1];
        passedIds = new int[rows];
        fillRows = new int[rows + 1];
        passedRows = new int[rows];
        free = new int[rows];
        ids = new int[rows];
        bookOf = new int[rows];
        buyOf = new boolean[rows];
        priceOfE8 = new long[rows];
        leavesOf = new long[rows];
        groupOf = new int[rows];
        for (int row = rows - 1; row >= 0; row--) {
            free[freeRows++] = row;
        }
    }

    void decide(final Command command) {
        incoming = command;
        fills = 0;
        passed = 0;
        stopped = false;
        left = matching.match(books[command.book()], command.buy(), command.priceE8(), command.quantity(),
            command.streetPriceE8(), command.streetQuantity());
        if (command.action() == Command.Action.FOK && left > 0) {
            fills = 0;
            passed = 0;
            left = command.quantity();
        }
    }

    /** Applies what was decided; a day order's rest is added under {@code id}. */
    void apply(final Command command, final int id) {
        for (int i = 0; i < fills; i++) {
            if (fillRows[i] != STREET) {
                leavesOf[fillRows[i]] -= fillQuantities[i];
                if (leavesOf[fillRows[i]] == 0) {
                    end(fillRows[i]);
                }
            }
        }
        for (int i = 0; i < passed; i++) {
            end(passedRows[i]);
        }
        if (command.action() == Command.Action.DAY && left > 0 && !stopped) {
            rest(command, id);
        }
    }

    /** The id of the order at a row, 0 if there is none. */
    int idAt(final int row) {
        return ids[row];
    }

    void cancel(final int row) {
        end(row);
    }

    /** Halves an order's open quantity; it keeps its place. */
    void reduce(final int row) {
        leavesOf[row] = (leavesOf[row] + 1) / 2;
    }

    /** Ids and open quantities of a side in the order of the walk. */
    List<NaiveVenue.Standing> standing(final int book, final boolean buy) {
        final List<NaiveVenue.Standing> all = new ArrayList<>();
        for (int row = books[book].best(buy); row != Book.NONE; row = books[book].after(row, buy)) {
            all.add(new NaiveVenue.Standing(ids[row], books[book].priceE8(row), leavesOf[row]));
        }
        return all;
    }

    /** The same side after a restart: a new book to which the working orders were added in their priority. */
    List<Integer> rebuilt(final int book, final boolean buy) {
        final Book fresh = new Book(new BookLinks(1), 1);
        for (int row = books[book].best(buy); row != Book.NONE; row = books[book].after(row, buy)) {
            fresh.add(row, buy, priceOfE8[row]);
        }
        final List<Integer> all = new ArrayList<>();
        for (int row = fresh.best(buy); row != Book.NONE; row = fresh.after(row, buy)) {
            all.add(ids[row]);
        }
        return all;
    }

    @Override
    public long of(final int row) {
        if (incoming.group() == 0 || incoming.group() != groupOf[row]) {
            return leavesOf[row];
        }
        if (incoming.stopAtOwn()) {
            stopped = true;
            return STOP;
        }
        passedRows[passed] = row;
        passedIds[passed++] = ids[row];
        return PASS;
    }

    @Override
    public void fill(final int restingRow, final long quantity, final long priceE8) {
        fillRows[fills] = restingRow;
        fillIds[fills] = restingRow == STREET ? STREET : ids[restingRow];
        fillQuantities[fills] = quantity;
        fillPricesE8[fills++] = priceE8;
    }

    private void rest(final Command command, final int id) {
        final int row = free[--freeRows];
        ids[row] = id;
        bookOf[row] = command.book();
        buyOf[row] = command.buy();
        priceOfE8[row] = command.priceE8();
        leavesOf[row] = left;
        groupOf[row] = command.group();
        books[command.book()].add(row, command.buy(), command.priceE8());
    }

    private void end(final int row) {
        books[bookOf[row]].remove(row, buyOf[row], priceOfE8[row]);
        ids[row] = 0;
        free[freeRows++] = row;
    }
}
