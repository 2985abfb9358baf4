package throughline.office;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.agrona.CloseHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.JournalDamaged;
import throughline.journal.RecordCursor;
import throughline.message.JournalId;
import throughline.message.OfficeStartedDecoder;

/**
 * Where a firm's files lie: a directory for each journal, {@code snapshots}, {@code secrets} (for the owner alone),
 * {@code run}, {@code logs}, and the file {@code credentials}.
 */
public record DataDirectory(Path root) {
    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

    /** Makes the directories that are not there yet. */
    public void make() {
        try {
            Files.createDirectories(root);
            Files.createDirectories(run());
            Files.createDirectories(logs());
            Files.createDirectories(secrets());
            Files.setPosixFilePermissions(secrets(), PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An office's name, as its journal's directory bears it. */
    public static String name(JournalId journal) {
        return journal.name().toLowerCase(Locale.ROOT);
    }

    /** The directory of a journal. */
    public Path journal(JournalId journal) {
        return root.resolve(name(journal));
    }

    /** The directory of an office's snapshots. */
    public Path snapshots(JournalId journal) {
        return root.resolve("snapshots").resolve(name(journal));
    }

    /** Password hashes and the signing key. */
    public Path secrets() {
        return root.resolve("secrets");
    }

    /** The sample users' passwords, written once. */
    public Path credentials() {
        return root.resolve("credentials");
    }

    /** What stands only while the firm is up. */
    public Path run() {
        return root.resolve("run");
    }

    /** The offices' logs. */
    public Path logs() {
        return root.resolve("logs");
    }

    /**
     * Opens a journal for reading once it stands, that is, once its first record is there.
     *
     * @return null when it does not stand yet
     * @throws JournalDamaged when its first record is not one
     */
    public Journal standing(JournalId id) {
        Path directory = journal(id);
        if (!ChronicleJournal.exists(directory)) {
            return null;
        }
        Journal journal = null;
        boolean stands = false;
        try {
            journal = ChronicleJournal.openToRead(directory);
            stands = startsWithOffice(id, journal);
        } catch (JournalDamaged e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.debug("journal {} is in the making", directory, e);
        } finally {
            if (!stands) {
                CloseHelper.quietClose(journal);
            }
        }
        return stands ? journal : null;
    }

    private static boolean startsWithOffice(JournalId id, Journal journal) {
        try (RecordCursor first = new RecordCursor(name(id), journal)) {
            return first.next() && first.record().templateId() == OfficeStartedDecoder.TEMPLATE_ID;
        }
    }
}
