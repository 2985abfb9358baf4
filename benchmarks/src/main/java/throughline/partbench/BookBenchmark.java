package throughline.partbench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import throughline.venue.Book;
import throughline.venue.BookLinks;
import throughline.venue.Matching;

/**
 * XSIM's price-time book of one instrument alone, a thousand orders resting on either side on twenty prices: an order
 * added and another canceled wherever it stands; and one that trades with the best resting order, which is used up and
 * comes again at the end of its price. So the book stays as large as it is. Without the order table and its records.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BookBenchmark {
    private static final int RESTING = 1_000;
    private static final int LEVELS = 20;
    private static final int CHOICES = 1 << 16;
    private static final long E8 = 100_000_000L;
    private static final long QUANTITY = 100;

    private final Book book = new Book(new BookLinks(4 * RESTING), 64);
    private final Matching matching = new Matching(row -> QUANTITY, this::filled);
    private final long[] prices = new long[2 * RESTING];
    private final int[] choices = new int[CHOICES];
    private int next;
    private int filledRow;

    /** Fills the book: buys are the even rows. */
    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(20261122);
        for (int row = 0; row < prices.length; row++) {
            long away = (1 + random.nextInt(LEVELS)) * (E8 / 100);
            prices[row] = 100 * E8 + (isBuy(row) ? -away : away);
            book.add(row, isBuy(row), prices[row]);
        }
        for (int i = 0; i < CHOICES; i++) {
            choices[i] = random.nextInt(prices.length);
        }
    }

    private static boolean isBuy(int row) {
        return (row & 1) == 0;
    }

    private void filled(int restingRow, long quantity, long priceE8) {
        filledRow = restingRow;
    }

    private int choice() {
        next = next + 1 & CHOICES - 1;
        return choices[next];
    }

    /** Two commands: one order canceled, one added at the end of a price's queue. */
    @Benchmark
    @OperationsPerInvocation(2)
    public void change() {
        int row = choice();
        book.remove(row, isBuy(row), prices[row]);
        book.add(row, isBuy(row), prices[row]);
    }

    /**
     * One command: an order trades with the best resting one, and its like comes again.
     *
     * @return what is left of it: nothing
     */
    @Benchmark
    public long match() {
        boolean buys = isBuy(choice());
        long left = matching.match(book, buys, buys ? Long.MAX_VALUE : Long.MIN_VALUE, QUANTITY, 0, 0);
        book.remove(filledRow, !buys, prices[filledRow]);
        book.add(filledRow, !buys, prices[filledRow]);
        return left;
    }
}
