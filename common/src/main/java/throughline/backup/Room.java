package throughline.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * The room on the disk that is written to. Some of it is always left: the disk may be the running firm's own, and a
 * journal in mapped memory must not run into the end of a disk.
 */
final class Room {
    /** Bytes that are left to others. */
    static final long LEFT = 64L << 20;

    private static final int MIB_BITS = 20;

    private final Path directory;
    private final LongSupplier usable;

    /** The room of the disk a directory lies on. */
    Room(Path directory) {
        this(directory, () -> usable(directory));
    }

    /** With so many usable bytes, asked each time. */
    Room(Path directory, LongSupplier usable) {
        this.directory = directory;
        this.usable = usable;
    }

    private static long usable(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws BackupRefused when so many bytes more do not fit */
    void need(long bytes) {
        long free = usable.getAsLong();
        if (free - LEFT < bytes) {
            throw new BackupRefused("the disk of " + directory + " has no room: " + mib(bytes) + " MiB are needed and "
                + mib(LEFT) + " MiB are left to others, " + mib(free) + " MiB are free");
        }
    }

    private static long mib(long bytes) {
        return bytes >> MIB_BITS;
    }
}
