package throughline.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The test hook that ends a process at a stop point, seen from outside the process. */
final class HaltAtTest {
    private static final int ALIVE_AT_THE_END = 3;

    /** Passes each of three kinds of record four times over; then says what it had passed with its exit code. */
    public static void main(String[] arguments) {
        Stops stops = Stops.HaltAt.ofProperty();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("a hook ran")));
        for (int round = 0; round < 4; round++) {
            for (int templateId = 30; templateId < 33; templateId++) {
                stops.at(Stops.Point.BEFORE_APPEND, templateId);
                System.out.println(round + ":" + templateId);
                stops.at(Stops.Point.AFTER_APPEND, templateId);
            }
        }
        System.exit(ALIVE_AT_THE_END);
    }

    @ParameterizedTest
    @CsvSource({
        "AFTER_APPEND:30:2, 1:30", "BEFORE_APPEND:30:2, 0:32", "AFTER_APPEND:0:5, 1:31", "AFTER_APPEND:32:4, 3:32"})
    void endsTheProcessAtTheNthPassage(String stop, String lastSaid) throws IOException, InterruptedException {
        Run run = run("-D" + Stops.HaltAt.PROPERTY + "=" + stop);
        assertEquals(Stops.HaltAt.EXIT_CODE, run.exit());
        assertEquals(lastSaid, run.lastLine());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Dnothing=1", "-Dthroughline.stop=", "-Dthroughline.stop=AFTER_APPEND:32:5",
        "-Dthroughline.stop=BEFORE_COMMIT:0:1"})
    void lastsWithoutAPropertyOrPassage(String option) throws IOException, InterruptedException {
        Run run = run(option);
        assertEquals(ALIVE_AT_THE_END, run.exit());
        assertEquals("a hook ran", run.lastLine());
    }

    @ParameterizedTest
    @ValueSource(strings = {"AFTER_APPEND", "AFTER_APPEND:30", "AFTER_APPEND:30:0", "AFTER_APPEND:-1:1", "NEVER:30:1",
        "AFTER_APPEND:x:1", "AFTER_APPEND:30:1:1", ":::"})
    void refusesWhatIsNoStop(String text) {
        assertThrows(IllegalArgumentException.class, () -> Stops.HaltAt.of(text));
    }

    @Test
    void aLiveOfficeHasNone() {
        assertSame(Stops.NONE, Stops.HaltAt.ofProperty());
    }

    private record Run(int exit, String lastLine) {
    }

    private static Run run(String option) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto", option, "-cp",
            System.getProperty("java.class.path"), HaltAtTest.class.getName()).redirectErrorStream(true).start();
        try {
            String[] lines = new String(process.getInputStream().readAllBytes()).strip().split("\\R");
            return new Run(process.waitFor(), lines[lines.length - 1]);
        } finally {
            process.destroyForcibly();
        }
    }
}
