package throughline.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import throughline.live.BrokenPromise;
import throughline.live.Scratch;

/** The data directory of a rig that runs the whole firm: given and kept, or made and removed when all held. */
final class RigData {
    @Option(names = "--data", paramLabel = "DIR", description = "Data directory, kept (default: a new one under the"
        + " system's for temporary files, removed when all held).")
    private Path given;
    private Path directory;

    /** Makes it, if it is not there. */
    Path make(String rig) throws IOException {
        directory = given != null ? Files.createDirectories(given)
            : Files.createTempDirectory("throughline-" + rig + "-");
        return directory;
    }

    /** Says what did not hold, and where its data is; gives the exit code. */
    int failed(PrintStream words, String run, BrokenPromise why) {
        words.println(run + ": " + why.getMessage());
        words.println("kept for you: " + directory);
        return 1;
    }

    /** All held; gives the exit code. */
    int held() throws IOException {
        if (given == null) {
            Scratch.delete(directory);
        }
        return 0;
    }
}
