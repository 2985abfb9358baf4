package throughline.partbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.live.Scratch;
import throughline.office.Replay;
import throughline.office.Stops;

/**
 * What a front office's recovery takes for each of its own records: read from the journal in files and proved, the
 * inputs it names before it, applied. The journals are those of a real agent; one replay goes on from iteration to
 * iteration.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
public class ReplayBenchmark {
    private static final int RECORDS = 20_000;
    private static final int MOST_ITERATIONS = 15;
    private static final int EXPECTED_ORDERS = 1 << 18;

    private Path directory;
    private List<Journal> journals;
    private Replay replay;

    /** Lets a front office live until its journal is long enough. */
    @Setup
    public void live() throws IOException {
        directory = Files.createTempDirectory("throughline-replay-");
        Journal front = ChronicleJournal.open(directory.resolve("front"));
        Journal middle = ChronicleJournal.open(directory.resolve("middle"));
        Journal back = ChronicleJournal.open(directory.resolve("back"));
        journals = List.of(front, middle, back);
        FrontFirm firm = new FrontFirm(front, middle, back, EXPECTED_ORDERS);
        while (firm.agent.seq() < (long) MOST_ITERATIONS * RECORDS) {
            firm.live();
        }
        firm.agent.onClose();
        replay = new Replay(FrontFirm.machine(EXPECTED_ORDERS), front, List.of(middle, back), Stops.NONE);
    }

    /** Removes the journals. */
    @TearDown
    public void remove() throws IOException {
        replay.close();
        journals.forEach(Journal::close);
        Scratch.delete(directory);
    }

    /**
     * Applies so many own records.
     *
     * @return seq of the last
     */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long replay() {
        for (int i = 0; i < RECORDS; i++) {
            if (!replay.next()) {
                throw new IllegalStateException("the journal ends behind seq " + replay.seq());
            }
        }
        return replay.seq();
    }
}
