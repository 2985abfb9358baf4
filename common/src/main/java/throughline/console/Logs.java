package throughline.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import throughline.console.Firm.Refused;

/** Shows the ends of the offices' logs, and goes on with them when asked. */
@Command(name = "logs", description = "Shows the end of an office's log, or of all.")
final class Logs implements Callable<Integer> {
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(200);

    @Mixin
    private FirmOptions firm = new FirmOptions();

    @Parameters(arity = "0..1", paramLabel = "OFFICE", converter = Office.Named.class,
        description = "front, middle or back (default: all three).")
    private Office office;

    @Option(names = {"-f", "--follow"}, description = "Go on with what is logged from now; Ctrl-C ends it.")
    private boolean follow;

    @Option(names = {"-n", "--lines"}, defaultValue = "100", paramLabel = "N",
        description = "How many lines of each (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Override
    public Integer call() throws IOException {
        List<Office> wanted = office != null ? List.of(office) : List.of(Office.values());
        Map<Office, BufferedReader> open = new EnumMap<>(Office.class);
        for (Office each : wanted) {
            Path log = each.log(firm.data());
            if (Files.exists(log)) {
                BufferedReader reader =
                    new BufferedReader(new InputStreamReader(Files.newInputStream(log), UTF_8));
                reader.skip(follow ? Long.MAX_VALUE : 0);
                open.put(each, reader);
                show(each, firm.processes().logTail(each, lines), wanted.size() > 1);
            }
        }
        if (open.isEmpty()) {
            throw new Refused("no log at " + firm.data().resolve("logs") + ": the firm has not been up there");
        }
        while (follow && !System.out.checkError()) {
            for (Map.Entry<Office, BufferedReader> each : open.entrySet()) {
                show(each.getKey(), each.getValue().lines().toList(), wanted.size() > 1);
            }
            LockSupport.parkNanos(POLL_NS);
        }
        return Firm.DONE;
    }

    private static void show(Office office, List<String> text, boolean named) {
        if (named && !text.isEmpty()) {
            System.out.println("==> " + office.title() + " <==");
        }
        text.forEach(System.out::println);
    }
}
