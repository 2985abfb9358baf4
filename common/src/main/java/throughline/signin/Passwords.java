package throughline.signin;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import throughline.office.DataDirectory;

/**
 * The users' password hashes (argon2id) in {@code secrets/users}, a line {@code name hash} each, and the key that signs
 * tokens in {@code secrets/jwt}; both for the owner alone (mode 600) and never dumped. Read again when changed. Slow by
 * design: call from worker threads. Several processes may use it at once.
 */
public final class Passwords {
    private static final int MEMORY_KIB = 19_456;
    private static final int ITERATIONS = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int KEY_BYTES = 32;
    private static final Object WRITING = new Object();
    private static final FileAttribute<?> OWNER_ONLY =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path users;
    private final Path lock;
    private final Path signingKey;
    private Map<String, String> hashes = Map.of();
    private String stamp = "";
    private String nobodysHash = "";

    /** The secrets of a data directory, whose directories stand. */
    public Passwords(DataDirectory data) {
        users = data.secrets().resolve("users");
        lock = data.secrets().resolve("users.lock");
        signingKey = data.secrets().resolve("jwt");
    }

    /** Whether that is the user's password; takes as long when there is no such user. */
    public boolean check(String user, String password) {
        String hash = hashOf(user);
        boolean isKnown = hash != null;
        String against = isKnown ? hash : nobody();
        return Argon2Function.getInstanceFromHash(against).check(password, against) && isKnown;
    }

    private synchronized String hashOf(String user) {
        reload();
        return hashes.get(user);
    }

    private synchronized String nobody() {
        if (nobodysHash.isEmpty()) {
            nobodysHash = hash(random(KEY_BYTES));
        }
        return nobodysHash;
    }

    /** Whether the user has a password. */
    public synchronized boolean has(String user) {
        reload();
        return hashes.containsKey(user);
    }

    /** Gives a user that password. */
    public void set(String user, String password) {
        if (!user.matches("[!-~]{1,32}")) {
            throw new IllegalArgumentException("a user's name is 1 to 32 printable ASCII characters without spaces");
        }
        String hash = hash(password);
        // A file lock keeps other processes out, and throws within one: writers of this process queue up here.
        synchronized (WRITING) {
            write(user, hash);
        }
    }

    private synchronized void write(String user, String hash) {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock held = channel.lock()) {
            stamp = held.isValid() ? "" : stamp;
            reload();
            Map<String, String> next = new TreeMap<>(hashes);
            next.put(user, hash);
            StringBuilder lines = new StringBuilder();
            next.forEach((name, of) -> lines.append(name).append(' ').append(of).append('\n'));
            Path beside = beside(users, lines.toString());
            Files.move(beside, users, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void reload() {
        try {
            if (!Files.exists(users)) {
                hashes = Map.of();
                return;
            }
            String now = Files.getLastModifiedTime(users) + " " + Files.readAttributes(users, "unix:ino,size");
            if (now.equals(stamp)) {
                return;
            }
            Map<String, String> read = new TreeMap<>();
            for (String line : Files.readAllLines(users, StandardCharsets.US_ASCII)) {
                int space = line.indexOf(' ');
                if (space > 0) {
                    read.put(line.substring(0, space), line.substring(space + 1));
                }
            }
            hashes = read;
            stamp = now;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String password) {
        return Password.hash(password).addRandomSalt(SALT_BYTES)
            .with(Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, LANES, HASH_BYTES, Argon2.ID)).getResult();
    }

    /** The key that signs tokens, made by whoever asks first. */
    public byte[] signingKey() {
        writeOnce(signingKey, random(KEY_BYTES) + "\n");
        try {
            return Base64.getUrlDecoder().decode(Files.readString(signingKey).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** Writes a file for the owner alone, whole or not at all; false when it is there already, and is left as it is. */
    static boolean writeOnce(Path file, String content) {
        if (Files.exists(file)) {
            return false;
        }
        try {
            Path beside = beside(file, content);
            try {
                Files.createLink(file, beside);
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            } finally {
                Files.delete(beside);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path beside(Path file, String content) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
        Files.createFile(beside, OWNER_ONLY);
        Files.writeString(beside, content);
        try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        return beside;
    }
}
