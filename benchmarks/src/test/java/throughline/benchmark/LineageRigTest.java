package throughline.benchmark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lineage over 300,000 records: in time, and in few bytes. The 99th percentile is judged where nothing else runs. */
final class LineageRigTest {
    @TempDir
    private Path directory;

    @Test
    void answersWithin50MsInFewBytes() {
        LineageRig.Result result = new LineageRig(directory, 300_000, 3).run(1_000);
        System.out.println("lineage: seed 3, " + result);
        assertTrue(result.p50Ns() < TimeUnit.MILLISECONDS.toNanos(50), result.toString());
        assertTrue(result.indexBytes() <= 32 * result.records() && result.indexBytes() > 0, result.toString());
        assertTrue(result.mostSteps() >= 10, result.toString());
    }
}
