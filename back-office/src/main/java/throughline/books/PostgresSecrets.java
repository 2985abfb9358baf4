package throughline.books;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * The embedded PostgreSQL's two passwords, random, in a file of mode 600: first line the owner's, second the writer's.
 */
record PostgresSecrets(String ownerPassword, String writerPassword) {
    private static final int PASSWORD_BYTES = 24;

    /**
     * Reads them.
     *
     * @param mayMake true before the database is made: a missing file is then written
     */
    static PostgresSecrets in(Path dataDirectory, boolean mayMake) throws IOException {
        Path file = dataDirectory.resolve("secrets").resolve("postgres");
        if (mayMake && !Files.exists(file)) {
            write(file, random() + "\n" + random() + "\n");
        }
        if (!Files.exists(file)) {
            throw new IOException("the passwords in " + file + " are gone, and the database knows no others");
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() != 2) {
            throw new IOException(file + " must hold two lines: the owner's password and the writer's");
        }
        return new PostgresSecrets(lines.get(0), lines.get(1));
    }

    /** Writes a file that only its owner may read, whole or not at all. */
    static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Path half = file.resolveSibling(file.getFileName() + ".half");
        Files.deleteIfExists(half);
        Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(half, content);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String random() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return "PostgresSecrets";
    }
}
