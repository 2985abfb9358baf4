package throughline.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import throughline.play.Progress;

/** {@code ./firm restore}: makes a data directory from a backup. Results go to stdout. */
@Command(name = "restore", description = "Makes a new data directory from a backup, after holding each record and file"
    + " against the backup's manifest. The books are filled from the back journal at the next up.")
public final class RestoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "A backup.")
    private Path directory;

    @Option(names = "--data", defaultValue = "data", paramLabel = "NEW",
        description = "The data directory to be made; new or empty (default: ./data).")
    private Path data;

    @Option(names = "--port-base", hidden = true, description = "Taken and not needed: a restore writes files.")
    private int portBase;

    @Override
    public Integer call() throws IOException {
        Path to = data.toAbsolutePath().normalize();
        Manifest manifest =
            new Restore(directory.toAbsolutePath().normalize(), to, new Progress(System.err)).run();
        BackupCommand.tell(manifest);
        System.out.println("restored to " + to + " as of " + manifest.time());
        System.out.println("the books are filled from the back journal by the next ./firm up --data " + to);
        return 0;
    }
}
