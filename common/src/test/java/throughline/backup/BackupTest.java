package throughline.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.message.JournalId;
import throughline.play.Progress;

/** Backup and restore of journals in files: what comes back, and what is refused. */
final class BackupTest {
    private static final List<JournalId> OFFICES = List.of(JournalId.FRONT, JournalId.MIDDLE, JournalId.BACK);
    private static final int STEPS = 200;
    private static final long PLENTY = 1L << 40;

    @TempDir
    private Path directory;

    private Path data;
    private Path backup;
    private Path restored;
    private final History history = new History(3, STEPS);

    @BeforeEach
    void write() throws IOException {
        data = directory.resolve("data");
        backup = directory.resolve("backup");
        restored = directory.resolve("deep").resolve("restored");
        for (JournalId office : OFFICES) {
            try (Journal journal = ChronicleJournal.open(journal(data, office));
                Journal.Appender appender = journal.appender()) {
                history.append(office, 0, history.docs.size(), appender);
            }
        }
        for (String file : List.of("secrets/users", "secrets/users.lock", "secrets/postgres", "credentials",
            "front.configuration", "front.configuration.new", "reference/parties.csv", "statements/2026/a b.mt940",
            "snapshots/front/1.snapshot", "lineage/front.index", "logs/front.log", "run/port-base", "postgres/port",
            "secrets/users.123e4567-e89b-12d3-a456-426614174000")) {
            Files.createDirectories(data.resolve(file).getParent());
            Files.writeString(data.resolve(file), "this is " + file);
        }
        for (String secret : List.of("secrets/users", "credentials")) {
            Files.setPosixFilePermissions(data.resolve(secret), PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static Path journal(Path root, JournalId office) {
        return root.resolve(office.name().toLowerCase(Locale.ROOT));
    }

    private static Progress silent() {
        return new Progress(new PrintStream(OutputStream.nullOutputStream()), false);
    }

    private Manifest backUp() throws IOException {
        return new Backup(data, backup, silent()).run();
    }

    private Manifest restore() throws IOException {
        return new Restore(backup, restored, silent()).run();
    }

    private String refusedBackup() {
        return assertThrows(BackupRefused.class, this::backUp).getMessage();
    }

    private String refusedRestore() throws IOException {
        String said = assertThrows(BackupRefused.class, this::restore).getMessage();
        assertFalse(Files.exists(restored), "a refused restore leaves nothing");
        assertFalse(Files.exists(restored.resolveSibling("restored.restoring")));
        return said;
    }

    private static List<byte[]> documents(Path directory) {
        List<byte[]> documents = new ArrayList<>();
        try (Journal journal = ChronicleJournal.openToRead(directory); Journal.Reader reader = journal.reader()) {
            while (reader.poll()) {
                byte[] bytes = new byte[reader.length()];
                reader.buffer().getBytes(0, bytes);
                documents.add(bytes);
            }
        }
        return documents;
    }

    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                files.put(root.relativize(file).toString(), new Hash().add(bytes, bytes.length).hex());
            }
        }
        return files;
    }

    @Test
    void allThatAFirmNeedsToStartComesBackAndTheSourceIsNotTouched() throws IOException {
        Map<String, String> before = files(data);
        Manifest written = backUp();
        assertEquals(before, files(data));
        Manifest read = restore();
        assertEquals(written, read);
        assertEquals(List.of("credentials", "front.configuration", "reference/parties.csv", "secrets/users",
            "statements/2026/a b.mt940"), read.files().stream().map(CopiedFile::path).toList());
        for (CopiedFile file : read.files()) {
            assertEquals("this is " + file.path(), Files.readString(restored.resolve(file.path())));
        }
        for (String secret : List.of("secrets/users", "credentials")) {
            for (Path root : List.of(backup, restored)) {
                assertEquals("rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(secret))));
            }
        }
        assertEquals("rwx------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(restored.resolve("secrets"))));
        for (JournalId office : OFFICES) {
            List<byte[]> wanted = history.before(history.docs.size(), office).stream().map(History.Doc::bytes).toList();
            List<byte[]> there = documents(journal(restored, office));
            assertTrue(office != JournalId.FRONT || there.size() == wanted.size());
            for (int i = 0; i < there.size(); i++) {
                assertArrayEquals(wanted.get(i), there.get(i));
            }
        }
        try (Stream<Path> inside = Files.list(restored)) {
            assertEquals(List.of("back", "credentials", "front", "front.configuration", "middle", "reference",
                "secrets", "statements"), inside.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void aFlippedByteInTheSourceIsRefusedAndNamed() throws IOException {
        flip(journal(data, JournalId.MIDDLE), "request 40");
        String said = refusedBackup();
        assertEquals("journal middle: CRC of the record behind seq 39 is wrong", said);
        assertFalse(Files.exists(backup), "nothing is left of a failed backup");
    }

    @Test
    void aFlippedByteInTheBackupIsRefusedAndNamed() throws IOException {
        backUp();
        flip(journal(backup, JournalId.BACK), "request 30");
        assertEquals(backup + " is damaged: journal back: CRC of the record behind seq 29 is wrong", refusedRestore());
    }

    @Test
    void anotherFileIsRefusedAndNamed() throws IOException {
        backUp();
        Files.writeString(backup.resolve("credentials"), "this is credentialt");
        assertEquals(backup + " is damaged: file credentials: its SHA-256 is another one", refusedRestore());
        Files.delete(backup.resolve("credentials"));
        assertEquals(backup + " is damaged: file credentials is missing", refusedRestore());
    }

    @Test
    void aJournalThatIsNotTheOneIsRefused() throws IOException {
        backUp();
        try (Journal journal = ChronicleJournal.open(journal(backup, JournalId.FRONT));
            Journal.Appender appender = journal.appender()) {
            History longer = new History(3, STEPS + 40);
            longer.append(JournalId.FRONT, history.docs.size(), longer.docs.size(), appender);
        }
        String said = refusedRestore();
        assertTrue(said.startsWith(backup + " is damaged: journal front: it ends at seq "), said);
        Disk.empty(journal(backup, JournalId.FRONT));
        assertEquals(backup + " is damaged: journal front is missing", refusedRestore());
    }

    @Test
    void withoutItsManifestOrWithAnotherOneABackupIsNone() throws IOException {
        backUp();
        Path manifest = backup.resolve(Manifest.FILE);
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.replace("version 1", "version 2"));
        assertTrue(refusedRestore().contains("is of another version: 'throughline backup, version 2"));
        Files.writeString(manifest, text.replaceFirst("journal front (\\w+) ", "journal front 7 "));
        assertTrue(refusedRestore().endsWith("its own SHA-256 is wrong"));
        Files.writeString(manifest, "notes\n");
        assertTrue(refusedRestore().endsWith("is no backup's manifest"));
        Files.delete(manifest);
        assertEquals(backup + " is no whole backup: it has no MANIFEST", refusedRestore());
    }

    @Test
    void onlyNewOrEmptyDirectoriesAreWrittenTo() throws IOException {
        backUp();
        assertEquals(backup + " is not empty: name a new or empty directory", refusedBackup());
        Files.createDirectories(restored);
        restore();
        assertEquals(restored + " is not empty: name a new or empty directory",
            assertThrows(BackupRefused.class, this::restore).getMessage());
        Path left = Files.createDirectories(directory.resolve("deep").resolve("other.restoring"));
        restored = directory.resolve("deep").resolve("other");
        assertTrue(assertThrows(BackupRefused.class, this::restore).getMessage().startsWith(left + " is left of"));
        backup = data.resolve("backup");
        assertTrue(refusedBackup().contains("which is copied and not written into"));
        assertFalse(Files.exists(backup));
        data = directory.resolve("nowhere");
        assertTrue(refusedBackup().startsWith("there is no front journal in " + data));
    }

    @Test
    void aDiskWithoutRoomIsToldBeforeAndOneThatFillsUpLeavesNothing() throws IOException {
        Backup before = new Backup(data, backup, silent(), to -> new Room(to, () -> Room.LEFT + 1));
        String said = assertThrows(BackupRefused.class, before::run).getMessage();
        assertTrue(said.startsWith("the disk of " + backup + " has no room: "), said);
        assertFalse(Files.exists(backup));

        Files.write(data.resolve("large.csv"), ("line\n".repeat(2 << 20)).getBytes(StandardCharsets.US_ASCII));
        Files.createDirectories(backup);
        int[] looks = new int[1];
        Backup meanwhile = new Backup(data, backup, silent(),
            to -> new Room(to, () -> looks[0]++ < 2 ? PLENTY : Room.LEFT - 1));
        said = assertThrows(BackupRefused.class, meanwhile::run).getMessage();
        assertTrue(said.startsWith("the disk of " + backup + " has no room: 0 MiB are needed"), said);
        assertEquals(3, looks[0]);
        assertEquals(Map.of(), files(backup));
    }

    @Test
    void roomIsAskedForWhatIsWrittenNotForWhatIsSetAside() throws IOException {
        Path front = journal(data, JournalId.FRONT);
        long written = history.before(history.docs.size(), JournalId.FRONT).stream()
            .mapToLong(doc -> doc.bytes().length).sum();
        long bytes = Disk.bytes(front);
        assertTrue(bytes > written && bytes < 4 << 20, bytes + " bytes for " + written);
        Path sparse = Files.write(directory.resolve("sparse"), new byte[(3 << 20) + 5]);
        assertEquals(0, Disk.bytes(sparse));
        Files.write(sparse, new byte[] {1}, StandardOpenOption.APPEND);
        assertEquals((3 << 20) + 6, Disk.bytes(sparse));
    }

    /** Flips a bit of a text in a journal's files, found once. */
    private static void flip(Path journal, String text) throws IOException {
        try (Stream<Path> files = Files.list(journal)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".cq4")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                int at = indexOf(bytes, text.getBytes(StandardCharsets.US_ASCII));
                bytes[at] ^= 1;
                Files.write(file, bytes, StandardOpenOption.WRITE);
            }
        }
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        int at = 0;
        while (!Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
            at++;
        }
        return at;
    }
}
