package throughline.operations;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import throughline.files.BadReferenceFilesException;
import throughline.files.ReferenceFiles;
import throughline.files.ReferenceRows;
import throughline.office.DataDirectory;

/**
 * A firm's reference files as of its first start: a directory that was named then is copied into the data directory, so
 * that a broken import goes on and the custodian keeps its rules whatever a later start names.
 */
final class FirmFiles {
    private static final String KEPT = "reference";

    private FirmFiles() {
    }

    /**
     * Reads them.
     *
     * @param named the directory of this start; empty: none
     * @param firstStart whether the firm has no journal yet
     * @throws BadReferenceFilesException naming every problem; nothing is kept then
     */
    static ReferenceRows read(DataDirectory data, String named, boolean firstStart)
        throws IOException, BadReferenceFilesException {
        Path kept = data.root().resolve(KEPT);
        if (firstStart && !named.isEmpty()) {
            ReferenceRows rows = ReferenceFiles.in(Path.of(named)).read();
            Files.createDirectories(kept);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(named), "*.csv")) {
                for (Path file : files) {
                    Files.copy(file, kept.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return rows;
        }
        return (Files.isDirectory(kept) ? ReferenceFiles.in(kept) : ReferenceFiles.shipped()).read();
    }
}
