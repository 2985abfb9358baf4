package throughline.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import throughline.message.OfficeStartedDecoder;

/**
 * What a backup holds, as a text file written last: a directory without it is no backup. Its last line is the hash of
 * the lines before.
 *
 * @param time when the copy was complete
 */
record Manifest(Instant time, List<CopiedJournal> journals, List<CopiedFile> files) {
    /** Its name in the backup's directory. */
    static final String FILE = "MANIFEST";

    private static final String TITLE = "throughline backup, version 1, records of schema "
        + OfficeStartedDecoder.SCHEMA_VERSION;
    private static final String ANY_TITLE = "throughline backup";
    private static final String TIME = "time ";
    private static final String SEAL = "sha256 ";

    /** Bytes of all it names. */
    long bytes() {
        return journals.stream().mapToLong(CopiedJournal::bytes).sum()
            + files.stream().mapToLong(CopiedFile::bytes).sum();
    }

    /** Puts it there whole or not at all. */
    void write(Path directory) throws IOException {
        StringBuilder text = new StringBuilder(TITLE).append('\n').append(TIME).append(time).append('\n');
        journals.forEach(journal -> text.append(journal.line()).append('\n'));
        files.forEach(file -> text.append(file.line()).append('\n'));
        String sealed = text + SEAL + hash(text.toString()) + "\n";
        Path beside = Files.writeString(directory.resolve(FILE + ".new"), sealed);
        Disk.force(beside);
        Files.move(beside, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        Disk.force(directory);
    }

    private static String hash(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return new Hash().add(bytes, bytes.length).hex();
    }

    /** @throws BackupRefused when there is none, or none that this build can read */
    static Manifest read(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            return parse(file, Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new BackupRefused(directory + " is no whole backup: it has no " + FILE, e);
        } catch (IOException e) {
            throw new BackupRefused(file + " cannot be read: " + e, e);
        }
    }

    private static Manifest parse(Path file, String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(TITLE)) {
            throw new BackupRefused(file + (text.startsWith(ANY_TITLE)
                ? " is of another version: '" + lines.get(0) + "', this build reads '" + TITLE + "'"
                : " is no backup's manifest"));
        }
        int seal = text.lastIndexOf(SEAL);
        if (seal < 0 || !text.substring(seal).equals(SEAL + hash(text.substring(0, seal)) + "\n")) {
            throw new BackupRefused(file + " is not as it was written: its own SHA-256 is wrong");
        }
        try {
            return of(lines);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new BackupRefused(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Manifest of(List<String> lines) {
        List<CopiedJournal> journals = new ArrayList<>();
        List<CopiedFile> files = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(CopiedJournal.WORD + " ")) {
                journals.add(CopiedJournal.of(line));
            } else if (line.startsWith(CopiedFile.WORD + " ")) {
                files.add(CopiedFile.of(line));
            }
        }
        return new Manifest(Instant.parse(lines.get(1).substring(TIME.length())), journals, files);
    }
}
