package throughline.backup;

import java.io.IOException;
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

    /** Bytes of the files below a directory, as their lengths say. */
    static long bytes(Path directory) throws IOException {
        long bytes = 0;
        for (Path path : deepestFirst(directory)) {
            bytes += Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.size(path) : 0;
        }
        return bytes;
    }

    private static List<Path> deepestFirst(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
