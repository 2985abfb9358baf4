package throughline.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal in files. */
final class ChronicleJournalTest extends JournalTest {
    @TempDir
    private Path directory;

    @Override
    Journal open() {
        return ChronicleJournal.open(directory.resolve("journal"));
    }

    @Test
    void whatIsWrittenStandsWhenOpenedAgainAndForReadersOnly() {
        Path place = directory.resolve("other");
        assertFalse(ChronicleJournal.exists(place));
        assertThrows(IllegalStateException.class, () -> ChronicleJournal.openToRead(place));
        Documents documents = new Documents();
        try (Journal first = ChronicleJournal.open(place); Journal.Appender appender = first.appender()) {
            documents.begin().add(1, true, "one").appendTo(appender);
            appender.sync();
            try (Journal second = ChronicleJournal.open(place)) {
                assertThrows(JournalInUse.class, second::appender);
            }
        }
        try (Journal again = ChronicleJournal.open(place); Journal.Appender appender = again.appender();
            Journal reading = ChronicleJournal.openToRead(place);
            RecordCursor cursor = new RecordCursor("other", reading)) {
            assertTrue(cursor.next());
            assertFalse(cursor.next());
            documents.begin().add(2, true, "two").appendTo(appender);
            assertTrue(cursor.next());
            assertEquals("two", Documents.text(cursor.record()));
        }
    }

    /** A length that a document is said to have leads anywhere; all before it stands, and the place is named. */
    @Test
    void aDocumentWhoseLengthIsDamagedIsNamedBehindAllThatStandBeforeIt() throws IOException {
        for (int length : new int[] {2, 50, 151, 300, 5_000, 1 << 20, 1 << 28, (1 << 30) - 1}) {
            for (int documents = 4; documents < 24; documents += 5) {
                Path place = directory.resolve(length + "of" + documents);
                damage(place, documents, length);
                try (Journal reading = ChronicleJournal.openToRead(place);
                    RecordCursor cursor = new RecordCursor("damaged", reading)) {
                    for (int seq = 1; seq < documents - 1; seq++) {
                        assertTrue(cursor.next());
                        assertEquals(seq, cursor.seq());
                    }
                    assertThrows(JournalDamaged.class, cursor::next, () -> "length " + length);
                    assertThrows(JournalDamaged.class, cursor::next, () -> "length " + length);
                }
            }
        }
    }

    /** Writes so many documents and changes the length of the last but one. */
    private static void damage(Path place, int count, int length) throws IOException {
        Documents documents = new Documents();
        byte[] damaged = {};
        try (Journal journal = ChronicleJournal.open(place); Journal.Appender appender = journal.appender()) {
            for (int seq = 1; seq <= count; seq++) {
                documents.begin().add(seq, true, "a text").appendTo(appender);
                if (seq == count - 1) {
                    damaged = Arrays.copyOf(documents.buffer().byteArray(), documents.length());
                }
            }
        }
        try (Stream<Path> files = Files.list(place)) {
            Path file = files.filter(path -> path.toString().endsWith(".cq4")).findFirst().orElseThrow();
            byte[] head = new byte[1 << 20];
            try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                bytes.readFully(head);
                int at = 0;
                while (!Arrays.equals(head, at, at + damaged.length, damaged, 0, damaged.length)) {
                    at++;
                }
                new UnsafeBuffer(head).putInt(at - Integer.BYTES, length, ByteOrder.LITTLE_ENDIAN);
                bytes.seek(at - Integer.BYTES);
                bytes.write(head, at - Integer.BYTES, Integer.BYTES);
            }
        }
    }

    /** One file a day: what is taken in one go may lie in several, and may be written while others wait. */
    @Test
    void daysThatEndAreReadOnAndFoundAgain() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        long[] nowMs = {1_700_000_000_000L};
        Path place = directory.resolve("days");
        try (SingleChronicleQueue queue = SingleChronicleQueueBuilder.binary(place).rollCycle(RollCycles.FAST_DAILY)
            .timeProvider(() -> nowMs[0]).build(); ExcerptAppender writer = queue.createAppender()) {
            write(writer, 0);
            int written = 1;
            long[] positions = new long[400];
            int read = 0;
            int known = 0;
            try (Journal reading = ChronicleJournal.openToRead(place); Journal.Reader reader = reading.reader()) {
                while (written < positions.length) {
                    for (int count = random.nextInt(20); count > 0 && written < positions.length; count--) {
                        nowMs[0] += random.nextInt(12) == 0 ? 86_400_000L * random.nextInt(1, 3) : 1;
                        write(writer, written++);
                    }
                    for (int count = random.nextInt(25); count > 0 && reader.poll(); count--) {
                        assertEquals(read, reader.buffer().getInt(0), "seed " + seed);
                        positions[read++] = reader.position();
                    }
                    known = Math.max(known, read);
                    if (known > 0 && random.nextInt(3) == 0) {
                        read = random.nextInt(known);
                        assertTrue(reader.moveTo(positions[read]), "seed " + seed);
                    }
                }
                while (reader.poll()) {
                    assertEquals(read++, reader.buffer().getInt(0), "seed " + seed);
                }
                assertEquals(written, read, "seed " + seed);
            }
        }
    }

    private static void write(ExcerptAppender writer, int number) {
        try (DocumentContext context = writer.writingDocument()) {
            context.wire().bytes().writeInt(number).writeLong(0);
        }
    }
}
