package throughline.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Trees of files: forced down to the device, measured, emptied. Stateless, for any thread. */
final class Disk {
    private static final int PART = 1 << 20;
    private static final ByteBuffer ZEROS = ByteBuffer.allocate(PART).asReadOnlyBuffer();

    private Disk() {
    }

    /** Forces a file's bytes, or a directory's names, down to the device. */
    static void force(Path path) throws IOException {
        StandardOpenOption how = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    /** Forces all below a directory, the directory last. */
    static void forceAll(Path directory) throws IOException {
        for (Path path : deepestFirst(directory)) {
            force(path);
        }
    }

    /** Deletes all below a directory, if it is there. */
    static void empty(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        for (Path path : deepestFirst(directory)) {
            if (!path.equals(directory)) {
                Files.delete(path);
            }
        }
    }

    /** Bytes of the files below a directory, each to its last MiB that is not all zero: the rest is not written yet. */
    static long bytes(Path directory) throws IOException {
        long bytes = 0;
        for (Path path : deepestFirst(directory)) {
            bytes += Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? written(path) : 0;
        }
        return bytes;
    }

    private static long written(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer part = ByteBuffer.allocate(PART);
            long end = channel.size();
            boolean empty = true;
            while (empty && end > 0) {
                long start = Math.max(0, end - PART);
                part.clear().limit((int) (end - start));
                channel.read(part, start);
                empty = part.flip().mismatch(ZEROS.duplicate().limit(part.limit())) < 0;
                end = empty ? start : end;
            }
            return end;
        }
    }

    private static List<Path> deepestFirst(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
