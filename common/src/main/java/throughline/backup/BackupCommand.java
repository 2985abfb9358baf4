package throughline.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import throughline.play.Progress;

/** {@code ./firm backup}: copies a firm that runs or stands still. What is in the copy goes to stdout. */
@Command(name = "backup", description = "Copies the journals, as one consistent whole, and the files beside them to a"
    + " new or empty directory; also while the firm runs. Passwords are in it: keep it as safe as the firm.")
public final class BackupCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Where to; new or empty.")
    private Path directory;

    @Option(names = "--data", defaultValue = "data", paramLabel = "DIR",
        description = "The firm's data directory (default: ./data).")
    private Path data;

    @Option(names = "--port-base", hidden = true, description = "Taken and not needed: a backup reads files.")
    private int portBase;

    @Override
    public Integer call() throws IOException {
        Path to = directory.toAbsolutePath().normalize();
        Manifest manifest = new Backup(data.toAbsolutePath().normalize(), to, new Progress(System.err)).run();
        tell(manifest);
        System.out.println("backed up to " + to);
        return 0;
    }

    static void tell(Manifest manifest) {
        manifest.journals().forEach(journal -> System.out.printf("%-8s to seq %d, %d documents, %d bytes%n",
            journal.name(), journal.seq(), journal.documents(), journal.bytes()));
        System.out.printf("%-8s %d%n", "files", manifest.files().size());
    }
}
