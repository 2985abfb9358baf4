package throughline.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.message.JournalId;
import throughline.office.DataDirectory;
import throughline.play.Progress;

/**
 * Writes a backup: the journals first, then the files, so that a file a record speaks of is there; the manifest last.
 * What has come when it fails is taken away again. The memory it needs does not grow with the firm. One thread.
 */
final class Backup {
    private static final List<JournalId> JOURNALS = List.of(JournalId.FRONT, JournalId.MIDDLE, JournalId.BACK);

    private final DataDirectory data;
    private final Path target;
    private final Progress progress;
    private final Function<Path, Room> rooms;

    /** Of a firm that runs or stands still; paths are absolute. */
    Backup(Path data, Path target, Progress progress) {
        this(data, target, progress, Room::new);
    }

    /** With room as it is told. */
    Backup(Path data, Path target, Progress progress, Function<Path, Room> rooms) {
        this.data = new DataDirectory(data);
        this.target = target;
        this.progress = progress;
        this.rooms = rooms;
    }

    /** @throws BackupRefused when it could not be done; there is no manifest then */
    Manifest run() throws IOException {
        for (JournalId journal : JOURNALS) {
            if (!ChronicleJournal.exists(data.journal(journal))) {
                throw new BackupRefused("there is no " + DataDirectory.name(journal) + " journal in " + data.root()
                    + ": the firm has not been up there");
            }
        }
        return new Attempt(Target.make(target, data.root())).run(this::copy);
    }

    private Manifest copy(Path to) throws IOException {
        long bytes = 0;
        for (JournalId journal : JOURNALS) {
            bytes += Disk.bytes(data.journal(journal));
        }
        List<String> files = DataFiles.in(data.root());
        for (String file : files) {
            bytes += Files.size(data.root().resolve(file));
        }
        Room room = rooms.apply(to);
        room.need(bytes);
        Meter meter = new Meter(progress, room, bytes);
        List<CopiedJournal> journals = journals(new DataDirectory(to), meter);
        Manifest manifest = new Manifest(Instant.now(), journals, files(to, meter));
        meter.end();
        Disk.forceAll(to);
        manifest.write(to);
        return manifest;
    }

    private List<CopiedJournal> journals(DataDirectory to, Meter meter) {
        try (Journal front = ChronicleJournal.openToRead(data.journal(JournalId.FRONT));
            Journal middle = ChronicleJournal.openToRead(data.journal(JournalId.MIDDLE));
            Journal back = ChronicleJournal.openToRead(data.journal(JournalId.BACK));
            ClosedCut cut = new ClosedCut(front, middle, back, meter)) {
            return List.of(into(to, JournalId.FRONT, cut::front), into(to, JournalId.MIDDLE, cut::middle),
                into(to, JournalId.BACK, cut::back));
        }
    }

    private static CopiedJournal into(DataDirectory to, JournalId id, Function<Journal.Appender, CopiedJournal> copy) {
        try (Journal journal = ChronicleJournal.open(to.journal(id)); Journal.Appender appender = journal.appender()) {
            return copy.apply(appender);
        }
    }

    /** Listed anew, since some may have come meanwhile; one that goes away meanwhile was no file to keep. */
    private List<CopiedFile> files(Path to, Meter meter) throws IOException {
        List<CopiedFile> copied = new ArrayList<>();
        for (String file : DataFiles.in(data.root())) {
            try {
                copied.add(DataFiles.copy(data.root(), to, file, meter));
            } catch (NoSuchFileException e) {
                progress.say("gone meanwhile: " + e.getFile());
            }
        }
        return copied;
    }
}
