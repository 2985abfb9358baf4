package throughline.bookbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import throughline.live.LiveFirm;

/** {@code verify --books} in a JVM of its own with a stated heap, whose collector's log says how much it used. */
final class VerifyProcess implements Inspector {
    private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\(");
    private static final double NS = 1e9;

    private final Path data;
    private final String heap;
    private int runs;

    VerifyProcess(Path data, String heap) {
        this.data = data;
        this.heap = heap;
    }

    @Override
    public Seen inspect() throws IOException, InterruptedException {
        Path said = data.resolve("verify-" + ++runs + ".log");
        Path collections = data.resolve("collections-" + runs + ".log");
        List<String> command = new ArrayList<>(LiveFirm.javaCommand());
        command.addAll(List.of("-Xmx" + heap, "-Xlog:gc:file=" + collections, "throughline.proof.Verify", "--data",
            data.toString(), "--books"));
        long beganNs = System.nanoTime();
        int exit = LiveFirm.run(command, said).waitFor();
        double seconds = (System.nanoTime() - beganNs) / NS;
        int peak = 0;
        int live = 0;
        Matcher matcher = COLLECTION.matcher(Files.readString(collections));
        while (matcher.find()) {
            peak = Math.max(peak, Integer.parseInt(matcher.group(1)));
            live = Math.max(live, Integer.parseInt(matcher.group(2)));
        }
        return Seen.of(exit, Files.readAllLines(said), seconds, peak, live);
    }
}
