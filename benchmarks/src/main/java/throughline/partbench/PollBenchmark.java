package throughline.partbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.live.Scratch;
import throughline.riskbench.RiskFirm;

/**
 * What it takes to read the next record of a journal in files, captured orders: by the cursor every office reads with,
 * which takes no CRC and no seq on trust, and by the bare reader under it, which gives the bytes. The journal is larger
 * than the caches of the processor and begins anew at its end.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PollBenchmark {
    private static final int RECORDS = 1 << 19;

    private Path directory;
    private ChronicleJournal journal;
    private RecordCursor cursor;
    private Journal.Reader reader;

    /** Writes the journal. */
    @Setup
    public void write() throws IOException {
        directory = Files.createTempDirectory("throughline-poll-");
        journal = ChronicleJournal.open(directory.resolve("journal"));
        RiskFirm.Orders orders = new RiskFirm.Orders(1 << 12, 1_000, 500, new SplittableRandom(1));
        Pen pen = new Pen();
        try (Journal.Appender appender = journal.appender()) {
            for (int i = 0; i < RECORDS; i++) {
                int length = pen.copy(orders.get(i % orders.count()));
                appender.append(pen.document(), 0, length);
            }
        }
        cursor = new RecordCursor("front", journal);
        reader = journal.reader();
    }

    /** Removes the journal. */
    @TearDown
    public void remove() throws IOException {
        cursor.close();
        reader.close();
        journal.close();
        Scratch.delete(directory);
    }

    /**
     * The next record, proved.
     *
     * @return its seq
     */
    @Benchmark
    public long cursor() {
        if (!cursor.next()) {
            cursor.rewind();
            if (!cursor.next()) {
                throw new IllegalStateException("the journal is empty");
            }
        }
        return cursor.record().seq();
    }

    /**
     * The next document, as bytes.
     *
     * @return its length
     */
    @Benchmark
    public int bare() {
        if (!reader.poll()) {
            reader.toStart();
            if (!reader.poll()) {
                throw new IllegalStateException("the journal is empty");
            }
        }
        return reader.length();
    }
}
