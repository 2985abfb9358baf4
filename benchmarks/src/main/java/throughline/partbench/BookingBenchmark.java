package throughline.partbench;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
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
import throughline.journal.RecordCursor;
import throughline.message.JournalRecord;

/**
 * What the back office does with a cleared trade: taken up, entry with fees and obligation decided, applied. No journal
 * and no database. The day's trades stay, as in life: a fork books so many and no more, and its bytes are those by
 * which the day's tables grow too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
public class BookingBenchmark {
    private static final int TRADES = 10_000;
    private static final int MOST_ITERATIONS = 15;
    private static final int TRADE_BYTES = 256;

    private final BackFirm firm = new BackFirm();
    private final UnsafeBuffer trades = new UnsafeBuffer(new byte[MOST_ITERATIONS * TRADES * TRADE_BYTES]);
    private final JournalRecord trade = new JournalRecord();
    private int next;

    /** Writes all trades of the fork. */
    @Setup
    public void clear() {
        for (int i = 0; i < MOST_ITERATIONS * TRADES; i++) {
            UnsafeBuffer document = firm.nextTrade().document();
            trades.putBytes(i * TRADE_BYTES, document, 0, TRADE_BYTES);
        }
    }

    /**
     * Books so many trades.
     *
     * @return the records they led to
     */
    @Benchmark
    @OperationsPerInvocation(TRADES)
    public int booking() {
        int records = 0;
        for (int i = 0; i < TRADES; i++) {
            int at = next++ * TRADE_BYTES;
            int written = firm.book(trade.wrap(trades, at + RecordCursor.FRAME_LENGTH, trades.getInt(at)));
            if (written < 2) {
                throw new IllegalStateException("trade " + next + " led to " + written + " records");
            }
            records += written;
        }
        return records;
    }
}
