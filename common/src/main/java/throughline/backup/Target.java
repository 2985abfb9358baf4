package throughline.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/**
 * The directory a copy is written to: new or empty before, and again when the copy failed. One that is made here is for
 * the owner alone, since passwords lie in it.
 */
final class Target {
    private final Path directory;
    private final boolean isNew;

    private Target(Path directory, boolean isNew) {
        this.directory = directory;
        this.isNew = isNew;
    }

    /**
     * Makes it.
     *
     * @param source what is copied from; not written into
     * @throws BackupRefused when something is in it, or it is in the source
     */
    static Target make(Path directory, Path source) throws IOException {
        refuseUsed(directory);
        if (directory.startsWith(source)) {
            throw new BackupRefused(directory + " lies in " + source + ", which is copied and not written into");
        }
        boolean isNew = !Files.exists(directory);
        if (isNew) {
            try {
                Files.createDirectories(directory,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (IOException e) {
                throw new BackupRefused("cannot make " + directory + ": " + e, e);
            }
        }
        return new Target(directory, isNew);
    }

    /** @throws BackupRefused when it is no directory or not empty */
    static void refuseUsed(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        if (!Files.isDirectory(directory)) {
            throw new BackupRefused(directory + " is not a directory");
        }
        try (Stream<Path> inside = Files.list(directory)) {
            if (inside.findAny().isPresent()) {
                throw new BackupRefused(directory + " is not empty: name a new or empty directory");
            }
        }
    }

    Path path() {
        return directory;
    }

    /** Takes away what was written, and the directory if it was not there. */
    void sweep() throws IOException {
        Disk.empty(directory);
        if (isNew) {
            Files.deleteIfExists(directory);
        }
    }
}
