package throughline.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.JournalDamaged;
import throughline.office.DataDirectory;
import throughline.play.Progress;

/**
 * Puts a backup back as a data directory, which is there whole or not at all: it is made beside and gets its name last.
 * One thread.
 */
final class Restore {
    private static final String IN_THE_MAKING = ".restoring";
    /** The journals' own indexes, and files that are longer than what is in them. */
    private static final long JOURNAL_EXTRA = 16L << 20;

    private final Path backup;
    private final Path data;
    private final Progress progress;

    /** Of a backup to a new place; paths are absolute. */
    Restore(Path backup, Path data, Progress progress) {
        this.backup = backup;
        this.data = data;
        this.progress = progress;
    }

    /** @throws BackupRefused when anything does not fit; the data directory is not there then */
    Manifest run() throws IOException {
        Manifest manifest = Manifest.read(backup);
        Target.refuseUsed(data);
        Path beside = data.resolveSibling(data.getFileName() + IN_THE_MAKING);
        if (Files.exists(beside)) {
            throw new BackupRefused(beside + " is left of a restore that was stopped, or of one at work: delete it");
        }
        return new Attempt(Target.make(beside, backup)).run(to -> copy(manifest, to));
    }

    private Manifest copy(Manifest manifest, Path to) throws IOException {
        Room room = new Room(to);
        room.need(manifest.bytes() + manifest.journals().size() * JOURNAL_EXTRA);
        Meter meter = new Meter(progress, room, manifest.bytes());
        for (CopiedJournal journal : manifest.journals()) {
            String difference = journal.difference(journal(journal, new DataDirectory(to), meter));
            refuse(difference, "journal " + journal.name());
        }
        for (CopiedFile file : manifest.files()) {
            if (!Files.isRegularFile(backup.resolve(file.path()))) {
                throw new BackupRefused(backup + " is damaged: file " + file.path() + " is missing");
            }
            CopiedFile copied = DataFiles.copy(backup, to, file.path(), meter);
            refuse(copied.sha256().equals(file.sha256()) ? "" : "its SHA-256 is another one", "file " + file.path());
        }
        meter.end();
        Disk.forceAll(to);
        Files.move(to, data, StandardCopyOption.ATOMIC_MOVE);
        Disk.force(data.getParent());
        return manifest;
    }

    private void refuse(String difference, String what) {
        if (!difference.isEmpty()) {
            throw new BackupRefused(backup + " is damaged: " + what + ": " + difference);
        }
    }

    private CopiedJournal journal(CopiedJournal wanted, DataDirectory to, Meter meter) {
        Path from = new DataDirectory(backup).journal(wanted.id());
        if (!ChronicleJournal.exists(from)) {
            throw new BackupRefused(backup + " is damaged: journal " + wanted.name() + " is missing");
        }
        try (Journal source = ChronicleJournal.openToRead(from);
            JournalCopy copy = new JournalCopy(wanted.id(), source, meter);
            Journal journal = ChronicleJournal.open(to.journal(wanted.id()));
            Journal.Appender appender = journal.appender()) {
            return copy.run(appender, Long.MAX_VALUE);
        } catch (JournalDamaged e) {
            throw new BackupRefused(backup + " is damaged: " + e.getMessage(), e);
        }
    }
}
