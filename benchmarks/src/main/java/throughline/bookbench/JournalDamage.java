package throughline.bookbench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.bookbench.DamageRig.Damage;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.live.Scratch;
import throughline.message.EntryBookedDecoder;
import throughline.message.JournalRecord;

/** Damage to the back journal's files at one record, which must not be its step's last. No office may run. */
final class JournalDamage {
    private static final int CHUNK = 16 << 20;

    private final Path directory;
    private final Path whole;
    private final long seq;
    private final byte[] bytes;

    /** Damage at the first record of an entry, or of one behind it, that more of its step follow. */
    JournalDamage(Path directory, long entry) {
        this.directory = directory;
        whole = directory.resolveSibling("back.whole");
        EntryBookedDecoder decoder = new EntryBookedDecoder();
        try (Journal journal = ChronicleJournal.openToRead(directory);
            RecordCursor cursor = new RecordCursor("back", journal)) {
            boolean found = false;
            while (!found && cursor.next()) {
                JournalRecord record = cursor.record();
                if (record.templateId() == EntryBookedDecoder.TEMPLATE_ID && !record.isLastOfStep()) {
                    decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                    found = decoder.entryId() >= entry;
                }
            }
            if (!found) {
                throw new IllegalStateException("no record of an entry behind " + entry);
            }
            seq = cursor.seq();
            bytes = new byte[cursor.record().length()];
            cursor.record().buffer().getBytes(0, bytes);
        }
    }

    List<Damage> all() {
        return List.of(
            new Damage("a byte of the journal flipped", this::flip, this::flip,
                "journal back: CRC of the record behind seq " + (seq - 1) + " is wrong"),
            new Damage("a record cut out of the journal", this::cut, this::putBack,
                "journal back: seq " + (seq + 1) + " follows seq " + (seq - 1)));
    }

    /** Turns one bit in the record's middle; done twice it is as before. */
    private void flip() throws IOException {
        int inRecord = bytes.length / 2;
        for (Path file : files()) {
            try (RandomAccessFile journal = new RandomAccessFile(file.toFile(), "rw")) {
                long at = find(journal);
                if (at >= 0) {
                    journal.seek(at + inRecord);
                    int old = journal.read();
                    journal.seek(at + inRecord);
                    journal.write(old ^ 1);
                    bytes[inRecord] ^= 1;
                    return;
                }
            }
        }
        throw new IllegalStateException("the record of seq " + seq + " is in no file of " + directory);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".cq4")).sorted().toList();
        }
    }

    /** Where the record's bytes lie; -1: not in this file. */
    private long find(RandomAccessFile journal) throws IOException {
        byte[] chunk = new byte[CHUNK];
        int kept = 0;
        long start = 0;
        int read;
        while ((read = journal.read(chunk, kept, CHUNK - kept)) > 0) {
            int end = kept + read;
            for (int at = 0; at + bytes.length <= end; at++) {
                if (chunk[at] == bytes[0] && chunk[at + 1] == bytes[1]
                    && Arrays.equals(chunk, at, at + bytes.length, bytes, 0, bytes.length)) {
                    return start + at;
                }
            }
            kept = Math.min(end, bytes.length);
            System.arraycopy(chunk, end - kept, chunk, 0, kept);
            start += end - kept;
        }
        return -1;
    }

    /** Puts a copy without the record in the journal's place. */
    private void cut() throws IOException {
        Path copy = directory.resolveSibling("back.cut");
        try (Journal from = ChronicleJournal.openToRead(directory); Journal.Reader reader = from.reader();
            Journal to = ChronicleJournal.open(copy); Journal.Appender appender = to.appender()) {
            while (reader.poll()) {
                DirectBuffer document = reader.buffer();
                byte[] rest = without(document, reader.length());
                appender.append(new UnsafeBuffer(rest), 0, rest.length);
            }
        }
        Files.move(directory, whole);
        Files.move(copy, directory);
    }

    private byte[] without(DirectBuffer document, int length) {
        byte[] all = new byte[length];
        document.getBytes(0, all);
        JournalRecord record = new JournalRecord();
        for (int frame = 0; frame < length;) {
            int size = RecordCursor.FRAME_LENGTH + document.getInt(frame);
            record.wrap(document, frame + RecordCursor.FRAME_LENGTH, size - RecordCursor.FRAME_LENGTH);
            if (record.seq() == seq) {
                byte[] rest = new byte[length - size];
                System.arraycopy(all, 0, rest, 0, frame);
                System.arraycopy(all, frame + size, rest, frame, length - frame - size);
                return rest;
            }
            frame += size;
        }
        return all;
    }

    private void putBack() throws IOException {
        Scratch.delete(directory);
        Files.move(whole, directory);
    }
}
