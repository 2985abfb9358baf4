package throughline.venue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The book and its naive twin under the same commands: equal fills, equal books. Repeat with -Dseed=N. */
class BookTwinTest {
    private static final int COMMANDS = 200_000;
    private static final int ROWS = 100_000;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final BookVenue venue = new BookVenue(ROWS, 1, 1);
    private final NaiveVenue twin = new NaiveVenue();
    private int fills;
    private int streetFills;
    private int partials;
    private int passed;
    private int stopped;
    private int killed;
    private int canceled;
    private int reduced;
    private int deepest;

    @Test
    void equalsItsNaiveTwin() {
        System.out.println("BookTwinTest -Dseed=" + seed);
        final Command.Source source = new Command.Source(seed);
        for (int id = 1; id <= COMMANDS; id++) {
            final Command command = source.next();
            final int number = id;
            final Supplier<String> at = () -> "command " + number + " of -Dseed=" + seed + ": " + command;
            switch (command.action()) {
                case CANCEL -> cancel(command);
                case REDUCE -> reduce(command);
                default -> enter(command, id, at);
            }
            if (id % 5_000 == 0) {
                compareBooks(at);
            }
        }
        compareBooks(() -> "the end of -Dseed=" + seed);
        System.out.println("fills " + fills + ", of the street " + streetFills + ", partial " + partials + ", passed "
            + passed + ", stopped " + stopped + ", killed " + killed + ", canceled " + canceled + ", reduced " + reduced
            + ", deepest " + deepest);
        assertTrue(fills > 20_000 && streetFills > 2_000 && partials > 1_000, "too little happened");
        assertTrue(canceled > 20_000 && reduced > 2_000 && killed > 1_000, "too little happened");
        assertTrue(passed > 1_000 && stopped > 1_000, "too little happened");
        assertTrue(deepest > 20, "the books were too shallow to prove anything");
    }

    private void cancel(final Command command) {
        final int id = venue.idAt(command.pick());
        if (id != 0) {
            venue.cancel(command.pick());
            twin.cancel(id);
            canceled++;
        }
    }

    private void reduce(final Command command) {
        final int id = venue.idAt(command.pick());
        if (id != 0) {
            venue.reduce(command.pick());
            twin.reduce(id);
            reduced++;
        }
    }

    private void enter(final Command command, final int id, final Supplier<String> at) {
        final boolean sample = id % 997 < 8;
        final List<Object> before = sample ? books() : List.of();
        venue.decide(command);
        assertEquals(before, sample ? books() : List.of(), () -> "deciding changed a book: " + at.get());
        venue.apply(command, id);
        final NaiveVenue.Outcome expected = twin.enter(command, id);
        final int count = expected.fills().size();
        assertEquals(count, venue.fills, at);
        for (int i = 0; i < count; i++) {
            final NaiveVenue.Fill fill = expected.fills().get(i);
            assertEquals(fill.id(), venue.fillIds[i], at);
            assertEquals(fill.quantity(), venue.fillQuantities[i], at);
            assertEquals(fill.priceE8(), venue.fillPricesE8[i], at);
            streetFills += fill.id() == Fills.STREET ? 1 : 0;
        }
        assertEquals(expected.passed().size(), venue.passed, at);
        for (int i = 0; i < venue.passed; i++) {
            assertEquals(expected.passed().get(i), venue.passedIds[i], at);
        }
        assertEquals(expected.stopped(), venue.stopped, at);
        assertEquals(expected.left(), venue.left, at);
        fills += count;
        passed += venue.passed;
        stopped += venue.stopped ? 1 : 0;
        partials += count > 0 && venue.left > 0 ? 1 : 0;
        killed += command.action() == Command.Action.FOK && venue.left > 0 ? 1 : 0;
    }

    private List<Object> books() {
        final List<Object> all = new ArrayList<>();
        for (int book = 0; book < Command.BOOKS; book++) {
            all.add(venue.standing(book, true));
            all.add(venue.standing(book, false));
        }
        return all;
    }

    private void compareBooks(final Supplier<String> at) {
        for (int book = 0; book < Command.BOOKS; book++) {
            compareSide(book, true, at);
            compareSide(book, false, at);
        }
    }

    private void compareSide(final int book, final boolean buy, final Supplier<String> at) {
        final List<NaiveVenue.Standing> expected = twin.standing(book, buy);
        final Book real = venue.books[book];
        assertEquals(expected, venue.standing(book, buy), at);
        assertEquals(expected.stream().map(NaiveVenue.Standing::id).toList(), venue.rebuilt(book, buy), at);
        assertEquals(expected.size(), real.orders(buy), at);
        assertEquals(expected.stream().mapToLong(NaiveVenue.Standing::priceE8).distinct().count(), real.depth(buy), at);
        assertEquals(expected.isEmpty(), real.isEmpty(buy), at);
        if (!expected.isEmpty()) {
            assertEquals(expected.get(0).priceE8(), real.bestPriceE8(buy), at);
        }
        deepest = Math.max(deepest, real.depth(buy));
    }
}
