package throughline.restartbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import throughline.live.LiveFirm;

/** Firms to measure on, each made by a process of its own. */
public final class Firms {
    static final long ONE_IN = 10;
    static final long RECORDS = 10_000_000;
    static final long RECORDS_BRIEF = 1_000_000;

    private static final String HEAP = "-Xmx6g";

    private Firms() {
    }

    /**
     * A firm with one order alive for ten records of its front's journal, whose snapshot lies a tenth of them back.
     *
     * @param wanted where it lies, or shall lie; null: in a directory of its own
     */
    static Path make(Path wanted, long records, long seed) throws IOException {
        if (wanted != null && Files.exists(wanted)) {
            System.err.println("firm: taken as it lies in " + wanted);
            return wanted;
        }
        Path data = wanted != null ? wanted : Files.createTempDirectory("throughline-restart-");
        System.err.println("firm: " + records + " records, seed " + seed + ", in " + data);
        long part = records / ONE_IN;
        run(List.of(HEAP, FirmMaker.class.getName(), data.toString(), Long.toString(records), Long.toString(part),
            Long.toString(part), Long.toString(seed)), null);
        return data;
    }

    /**
     * Runs a main class, behind flags for its JVM, in a process of its own; what it says goes to stderr.
     *
     * @param output where its output goes instead; null: nowhere else
     * @throws IOException when it fails
     */
    public static void run(List<String> arguments, Path output) throws IOException {
        List<String> command = new ArrayList<>(LiveFirm.javaCommand());
        String home = System.getProperty("throughline.home");
        if (home != null) {
            command.add("-Dthroughline.home=" + home);
        }
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        if (output != null) {
            builder.redirectOutput(output.toFile());
        }
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        try {
            int exit = builder.start().waitFor();
            if (exit != 0) {
                throw new IOException(String.join(" ", arguments) + " ended with " + exit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
