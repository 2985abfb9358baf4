package throughline.partbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.live.Scratch;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.office.Step;
import throughline.riskbench.RiskFirm;

/**
 * What it takes to append a document of one record to a journal in files: an order as the front captures it, and risk's
 * decision on it. A fork appends so many and no more, and removes the journal. The bytes' page cache is part of it, the
 * device is not: nothing is forced down.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
public class AppendBenchmark {
    private static final int DOCUMENTS = 100_000;

    private final UnsafeBuffer captured = new UnsafeBuffer(new byte[1 << 10]);
    private final UnsafeBuffer decided = new UnsafeBuffer(new byte[1 << 10]);
    private int capturedLength;
    private int decidedLength;
    private Path directory;
    private ChronicleJournal journal;
    private Journal.Appender appender;

    /** Makes the two documents and an empty journal. */
    @Setup
    public void open() throws IOException {
        RiskFirm firm = new RiskFirm(10, 10);
        JournalRecord order = new RiskFirm.Orders(1, 10, 10, new SplittableRandom(1)).get(0);
        capturedLength = document(order, captured);
        Step step = Step.apart();
        step.beginApart(1, RiskFirm.START_NS);
        firm.machine().input(JournalId.FRONT, order);
        firm.machine().decide(JournalId.FRONT, order, step);
        step.endApart();
        decidedLength = document(step.recordAt(0), decided);
        directory = Files.createTempDirectory("throughline-append-");
        journal = ChronicleJournal.open(directory.resolve("journal"));
        appender = journal.appender();
    }

    private static int document(JournalRecord record, UnsafeBuffer into) {
        Pen pen = new Pen();
        int length = pen.copy(record);
        into.putBytes(0, pen.document(), 0, length);
        return length;
    }

    /** Removes the journal. */
    @TearDown
    public void remove() throws IOException {
        appender.close();
        journal.close();
        Scratch.delete(directory);
    }

    /** Appends captured orders. */
    @Benchmark
    @OperationsPerInvocation(DOCUMENTS)
    public void captured() {
        append(captured, capturedLength);
    }

    /** Appends risk's decisions. */
    @Benchmark
    @OperationsPerInvocation(DOCUMENTS)
    public void decided() {
        append(decided, decidedLength);
    }

    private void append(UnsafeBuffer document, int length) {
        for (int i = 0; i < DOCUMENTS; i++) {
            appender.append(document, 0, length);
        }
    }
}
