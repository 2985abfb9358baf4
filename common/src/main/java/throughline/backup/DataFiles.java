package throughline.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The files of a data directory beside its journals: passwords, the signing key, credentials, configuration, reference
 * files, statements. All but those that the journals can give again, that belong to a running process, or that are
 * just being made. Stateless.
 */
final class DataFiles {
    private static final Set<String> LEFT_OUT = Set.of("front", "middle", "back", "snapshots", "lineage", "postgres",
        "logs", "run", Manifest.FILE);
    /** Passwords of a database that is not copied: a new one gets new ones. */
    private static final String DATABASE_PASSWORDS = "secrets/postgres";
    private static final String IN_THE_MAKING = ".*\\.(lock|new|half|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})";
    private static final String OWNER_ONLY = "------";

    private DataFiles() {
    }

    /** Their paths below the directory, with slashes, in order. */
    static List<String> in(Path data) throws IOException {
        List<String> paths = new ArrayList<>();
        Files.walkFileTree(data, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return LEFT_OUT.contains(name(directory)) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String path = name(file);
                if (attributes.isRegularFile() && !LEFT_OUT.contains(path) && !path.equals(DATABASE_PASSWORDS)
                    && !path.matches(IN_THE_MAKING)) {
                    paths.add(path);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            private String name(Path path) {
                return data.relativize(path).toString().replace('\\', '/');
            }
        });
        Collections.sort(paths);
        return paths;
    }

    /** Copies one with its mode; its directory is for the owner alone where the file is. */
    static CopiedFile copy(Path from, Path to, String path, Meter meter) throws IOException {
        Path source = from.resolve(path);
        Path copy = to.resolve(path);
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(source));
        makeParent(to, copy, mode);
        Hash hash = new Hash();
        long bytes = 0;
        try (InputStream in = Files.newInputStream(source)) {
            Files.createFile(copy, permissions("rw-------"));
            try (OutputStream out = Files.newOutputStream(copy)) {
                byte[] part = new byte[1 << 16];
                for (int length = in.read(part); length >= 0; length = in.read(part)) {
                    out.write(part, 0, length);
                    hash.add(part, length);
                    meter.copied(0, length);
                    bytes += length;
                }
            }
        }
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString(mode));
        return new CopiedFile(path, mode, bytes, hash.hex());
    }

    private static void makeParent(Path root, Path copy, String mode) throws IOException {
        if (!copy.normalize().startsWith(root)) {
            throw new BackupRefused("a backup holds no file outside its directory: " + copy);
        }
        if (!Files.exists(copy.getParent())) {
            Files.createDirectories(copy.getParent(),
                permissions(mode.endsWith(OWNER_ONLY) ? "rwx------" : "rwxr-xr-x"));
        }
    }

    private static FileAttribute<?> permissions(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }
}
