package throughline.venue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.venue.Book.NONE;
import static throughline.venue.Fills.STREET;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each test lays orders in the book, lets one come in, and compares the whole list of what happened. */
class BookTest {
    private static final boolean BUY = true;
    private static final boolean SELL = false;

    private sealed interface Event { }

    private record Match(int restingRow, long quantity, long priceE8) implements Event { }

    private record Left(long quantity) implements Event { }

    private final BookLinks links = new BookLinks(2);
    private final Book book = new Book(links, 1);
    private final long[] leaves = new long[64];
    private final List<Integer> asked = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Matching matching = new Matching(this::leavesOf,
        (row, quantity, priceE8) -> events.add(new Match(row, quantity, priceE8)));

    @Test
    void nothingToMatch() {
        incoming(BUY, 1000, 100);
        assertEvents(new Left(100));
    }

    @Test
    void fillsAtTheRestingPrice() {
        rest(1, SELL, 1000, 100);
        incoming(BUY, 1005, 100);
        assertEvents(new Match(1, 100, 1000), new Left(0));
    }

    @Test
    void fillsPartOfTheIncomingOrder() {
        rest(1, BUY, 1000, 50);
        incoming(SELL, 1000, 100);
        assertEvents(new Match(1, 50, 1000), new Left(50));
    }

    @Test
    void fillsPartOfTheRestingOrder() {
        rest(1, BUY, 1000, 100);
        rest(2, BUY, 1000, 100);
        incoming(SELL, 900, 30);
        assertEvents(new Match(1, 30, 1000), new Left(0));
        assertEquals(List.of(1), asked);
    }

    @Test
    void oldestFirstAtOnePrice() {
        rest(3, SELL, 1000, 10);
        rest(1, SELL, 1000, 20);
        rest(2, SELL, 1000, 30);
        incoming(BUY, 1000, 45);
        assertEvents(new Match(3, 10, 1000), new Match(1, 20, 1000), new Match(2, 15, 1000), new Left(0));
    }

    @Test
    void bestPriceFirstAndNoneBeyondTheLimit() {
        rest(1, SELL, 1002, 10);
        rest(2, SELL, 1000, 10);
        rest(3, SELL, 1003, 10);
        rest(4, SELL, 1001, 10);
        incoming(BUY, 1002, 100);
        assertEvents(new Match(2, 10, 1000), new Match(4, 10, 1001), new Match(1, 10, 1002), new Left(70));
        assertEquals(List.of(2, 4, 1), asked);
    }

    @Test
    void bestBuyFirst() {
        rest(1, BUY, 998, 10);
        rest(2, BUY, 1000, 10);
        rest(3, BUY, -5, 10);
        incoming(SELL, -4, 100);
        assertEvents(new Match(2, 10, 1000), new Match(1, 10, 998), new Left(80));
    }

    @Test
    void streetAlone() {
        incoming(BUY, 1010, 100, 1010, 40);
        incoming(SELL, 990, 100, 990, 300);
        incoming(BUY, 1009, 100, 1010, 40);
        incoming(SELL, 991, 100, 990, 40);
        assertEvents(new Match(STREET, 40, 1010), new Left(60), new Match(STREET, 100, 990), new Left(0),
            new Left(100), new Left(100));
    }

    @Test
    void streetBetweenTwoLevels() {
        rest(1, SELL, 1000, 10);
        rest(2, SELL, 1002, 10);
        incoming(BUY, 1002, 100, 1001, 5);
        assertEvents(new Match(1, 10, 1000), new Match(STREET, 5, 1001), new Match(2, 10, 1002), new Left(75));
    }

    @Test
    void streetBehindAllOfItsOwnPrice() {
        rest(1, BUY, 1000, 10);
        rest(2, BUY, 1000, 10);
        rest(3, BUY, 999, 10);
        incoming(SELL, 900, 100, 1000, 7);
        assertEvents(new Match(1, 10, 1000), new Match(2, 10, 1000), new Match(STREET, 7, 1000),
            new Match(3, 10, 999), new Left(63));
    }

    @Test
    void noStreetWithoutPriceOrQuantity() {
        incoming(BUY, 1000, 10, 0, 100);
        incoming(BUY, 1000, 10, 900, 0);
        assertEvents(new Left(10), new Left(10));
    }

    @Test
    void aMarketOrderTakesAllThereIs() {
        rest(1, SELL, Long.MAX_VALUE - 1, Long.MAX_VALUE);
        rest(2, SELL, Long.MIN_VALUE + 1, 1);
        incoming(BUY, Long.MAX_VALUE, Long.MAX_VALUE);
        assertEvents(new Match(2, 1, Long.MIN_VALUE + 1), new Match(1, Long.MAX_VALUE - 1, Long.MAX_VALUE - 1),
            new Left(0));
    }

    @Test
    void goesRoundWhatIsToBePassed() {
        rest(1, SELL, 1000, Leaves.PASS);
        rest(2, SELL, 1000, 10);
        rest(3, SELL, 1001, Leaves.PASS);
        incoming(BUY, 1001, 100, 1001, 5);
        assertEvents(new Match(2, 10, 1000), new Match(STREET, 5, 1001), new Left(85));
    }

    @Test
    void endsBeforeWhatStopsIt() {
        rest(1, SELL, 1000, 10);
        rest(2, SELL, 1001, Leaves.STOP);
        rest(3, SELL, 1001, 10);
        incoming(BUY, 1001, 100, 1002, 5);
        assertEvents(new Match(1, 10, 1000), new Left(90));
    }

    @Test
    void decidingChangesNothing() {
        rest(1, SELL, 1000, 10);
        rest(2, SELL, 1001, 10);
        incoming(BUY, 1001, 20);
        incoming(BUY, 1001, 20);
        assertEvents(new Match(1, 10, 1000), new Match(2, 10, 1001), new Left(0),
            new Match(1, 10, 1000), new Match(2, 10, 1001), new Left(0));
        assertEquals(List.of(1, 2), walk(SELL));
    }

    @Test
    void takesOrdersOutWhereverTheyStand() {
        for (int row = 1; row <= 5; row++) {
            rest(row, BUY, 1000, 10);
        }
        book.remove(3, BUY, 1000);
        assertEquals(List.of(1, 2, 4, 5), walk(BUY));
        book.remove(1, BUY, 1000);
        assertEquals(List.of(2, 4, 5), walk(BUY));
        book.remove(5, BUY, 1000);
        rest(1, BUY, 1000, 10);
        assertEquals(List.of(2, 4, 1), walk(BUY));
        assertEquals(1, book.depth(BUY));
        assertEquals(3, book.orders(BUY));
        book.remove(4, BUY, 1000);
        book.remove(2, BUY, 1000);
        book.remove(1, BUY, 1000);
        assertTrue(book.isEmpty(BUY));
        assertEquals(0, book.orders(BUY));
        assertEquals(NONE, book.best(BUY));
    }

    @Test
    void levelsComeAndGoInAnyOrder() {
        final int[] prices = {1005, 1001, 1009, 1003, 1007};
        for (int row = 0; row < prices.length; row++) {
            rest(row, SELL, prices[row], 10);
        }
        assertEquals(List.of(1, 3, 0, 4, 2), walk(SELL));
        assertEquals(1001, book.bestPriceE8(SELL));
        book.remove(0, SELL, 1005);
        book.remove(1, SELL, 1001);
        assertEquals(List.of(3, 4, 2), walk(SELL));
        assertEquals(1003, book.bestPriceE8(SELL));
        assertEquals(3, book.depth(SELL));
        book.remove(2, SELL, 1009);
        rest(9, SELL, 1005, 10);
        assertEquals(List.of(3, 9, 4), walk(SELL));
    }

    @Test
    void nobodyReachesTheBestPriceOfAnEmptySide() {
        assertEquals(Long.MIN_VALUE, book.bestPriceE8(BUY));
        assertEquals(Long.MAX_VALUE, book.bestPriceE8(SELL));
        assertThrows(IllegalStateException.class, () -> book.add(1, SELL, Long.MAX_VALUE));
        assertThrows(IllegalStateException.class, () -> book.add(1, BUY, Long.MIN_VALUE));
    }

    @Test
    void booksShareLinksAndNotOrders() {
        final Book other = new Book(links, 1);
        rest(1, BUY, 1000, 10);
        other.add(2, BUY, 1000);
        rest(3, BUY, 1000, 10);
        assertEquals(List.of(1, 3), walk(BUY));
        assertEquals(2, other.best(BUY));
        assertEquals(NONE, other.after(2, BUY));
        assertTrue(other.holds(2, BUY));
        assertFalse(other.holds(2, SELL) || other.holds(1, BUY) || other.holds(-7, BUY) || other.holds(9_999, BUY));
        assertThrows(IllegalStateException.class, () -> other.remove(3, BUY, 1000));
        assertThrows(IllegalStateException.class, () -> other.add(3, BUY, 1000));
        assertThrows(IllegalStateException.class, () -> other.after(3, BUY));
        assertEquals(List.of(1, 3), walk(BUY));
    }

    @Test
    void refusesWhatTheOrderTableCannotMean() {
        rest(1, BUY, 1000, 10);
        assertRefused("cannot add row 1 at 1000 on the buy side: it rests on this side at 1000",
            () -> book.add(1, BUY, 1000));
        assertRefused("cannot add row 1 at 1001 on the sell side: it rests on another side or book at 1000",
            () -> book.add(1, SELL, 1001));
        assertRefused("cannot remove row 1 at 1001 on the buy side: it rests on this side at 1000",
            () -> book.remove(1, BUY, 1001));
        assertRefused("cannot remove row 1 at 1000 on the sell side: it rests on another side or book at 1000",
            () -> book.remove(1, SELL, 1000));
        assertRefused("cannot remove row 2 at 1000 on the buy side: it rests in no book",
            () -> book.remove(2, BUY, 1000));
        assertRefused("cannot add row -1 at 1000 on the buy side: it rests in no book",
            () -> book.add(-1, BUY, 1000));
        assertThrows(IllegalStateException.class, () -> book.after(2, BUY));
        assertEquals(List.of(1), walk(BUY));
        assertThrows(IllegalArgumentException.class, () -> incoming(SELL, 1000, 0));
        assertThrows(IllegalArgumentException.class, () -> incoming(SELL, 1000, 1, 1000, -1));
        assertThrows(IllegalArgumentException.class, () -> new Book(links, 0));
        assertThrows(IllegalArgumentException.class, () -> new BookLinks(0));
        assertThrows(IllegalArgumentException.class, () -> links.reserve(Integer.MAX_VALUE));
    }

    private long leavesOf(final int row) {
        asked.add(row);
        return leaves[row];
    }

    private void rest(final int row, final boolean buy, final long priceE8, final long quantity) {
        leaves[row] = quantity;
        book.add(row, buy, priceE8);
    }

    private void incoming(final boolean buy, final long worstPriceE8, final long quantity) {
        incoming(buy, worstPriceE8, quantity, 0, 0);
    }

    private void incoming(final boolean buy, final long worstPriceE8, final long quantity, final long streetPriceE8,
                          final long streetQuantity) {
        events.add(new Left(matching.match(book, buy, worstPriceE8, quantity, streetPriceE8, streetQuantity)));
    }

    private List<Integer> walk(final boolean buy) {
        final List<Integer> rows = new ArrayList<>();
        for (int row = book.best(buy); row != NONE; row = book.after(row, buy)) {
            rows.add(row);
        }
        return rows;
    }

    private void assertEvents(final Event... expected) {
        assertEquals(Arrays.asList(expected), events);
    }

    private static void assertRefused(final String reason, final Runnable what) {
        assertEquals(reason, assertThrows(IllegalStateException.class, what::run).getMessage());
    }
}
