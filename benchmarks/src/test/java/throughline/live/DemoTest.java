package throughline.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * {@code ./firm demo} with the real offices and books in an empty data directory, as a newcomer calls it first: every
 * scene is played and every proof holds. What it said lies in {@code target/demo}.
 */
@Tag("long")
final class DemoTest {
    private static final String SCENE = "== ";
    private static final String FAILED = "FAILED  ";
    private static final String LAST_SCENE = SCENE + "The trial balance";

    private final Path directory = Path.of("target", "demo").toAbsolutePath();

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void everySceneIsPlayedAndEveryProofHolds() throws IOException {
        Scratch.delete(directory);
        Path logs = Files.createDirectories(directory.resolve("logs"));
        Path data = directory.resolve("data");
        int portBase;
        try (LiveFirm never = new LiveFirm(data, logs)) {
            portBase = never.front().getPort();
        }
        try {
            int exit = firm("demo", data, portBase, logs);
            List<String> said = Files.readAllLines(logs.resolve("demo.log"));
            assertEquals("", said.stream().filter(line -> line.startsWith(FAILED)).collect(Collectors.joining("\n")));
            assertEquals(0, exit, () -> "see " + logs);
            assertTrue(said.contains(LAST_SCENE), "the last scene was played");
            assertEquals(0, firm("status", data, portBase, logs), "the firm goes on running");
        } finally {
            assertEquals(0, firm("down", data, portBase, logs));
        }
    }

    /** Runs a verb as the launcher does; gives its exit code. */
    private static int firm(String verb, Path data, int portBase, Path logs) {
        List<String> command = new ArrayList<>(LiveFirm.javaCommand());
        command.addAll(List.of("-Xmx256m", "-Dthroughline.home=" + Path.of("..").toAbsolutePath().normalize(),
            "throughline.console.Firm", verb, "--data", data.toString(), "--port-base", Integer.toString(portBase)));
        return LiveFirm.run(command, logs.resolve(verb + ".log")).onExit().join().exitValue();
    }
}
