package throughline.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Room that is made ahead of a writer changes nothing of what is written, whenever it is made. */
final class ForerunnerTest {
    /** Chronicle maps a file in parts of 64 MB: the writer comes to the second. */
    private static final int DOCUMENTS = 8_000;
    private static final int LONGEST = 20_000;

    @TempDir
    private Path directory;

    @Test
    void allThatIsWrittenStandsThoughRoomIsMadeMeanwhile() throws InterruptedException {
        AtomicInteger pages = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try (Journal journal = ChronicleJournal.open(directory); Journal.Appender appender = journal.appender()) {
            Thread maker = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    pages.addAndGet(appender.makeRoom());
                }
            });
            maker.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
            maker.start();
            write(appender);
            maker.interrupt();
            maker.join();
            check(journal);
        }
        assertEquals(null, failure.get());
        assertTrue(pages.get() > 0);
    }

    private static void write(Journal.Appender appender) {
        SplittableRandom random = new SplittableRandom(1);
        UnsafeBuffer bytes = new UnsafeBuffer(new byte[LONGEST]);
        for (int i = 0; i < DOCUMENTS; i++) {
            int length = Long.BYTES + random.nextInt(LONGEST - Long.BYTES);
            bytes.setMemory(0, length, (byte) (i | 1));
            bytes.putLong(0, i);
            appender.append(bytes, 0, length);
        }
    }

    private static void check(Journal journal) {
        SplittableRandom random = new SplittableRandom(1);
        try (Journal.Reader reader = journal.reader()) {
            for (int i = 0; i < DOCUMENTS; i++) {
                assertTrue(reader.poll());
                int length = Long.BYTES + random.nextInt(LONGEST - Long.BYTES);
                assertEquals(length, reader.length());
                assertEquals(i, reader.buffer().getLong(0));
                for (int at = Long.BYTES; at < length; at++) {
                    if (reader.buffer().getByte(at) != (byte) (i | 1)) {
                        throw new AssertionError("document " + i + " is not whole at " + at);
                    }
                }
            }
            assertFalse(reader.poll());
        }
    }

    @Test
    void nothingIsMadeForAWriterThatIsGoneOrInMemory() {
        Documents documents = new Documents();
        Journal.Appender gone;
        try (Journal journal = ChronicleJournal.open(directory); Journal.Appender appender = journal.appender()) {
            documents.begin().add(1, true, "one").appendTo(appender);
            appender.makeRoom();
            gone = appender;
        }
        assertEquals(0, gone.makeRoom());
        try (Journal memory = new MemoryJournal("memory"); Journal.Appender appender = memory.appender()) {
            documents.appendTo(appender);
            assertEquals(0, appender.makeRoom());
        }
    }

    @Test
    void itStartsBeforeThereIsAWriterAndEndsAfterIt() {
        AtomicReference<Journal.Appender> writer = new AtomicReference<>();
        Forerunner forerunner = new Forerunner("room", writer::get);
        try (Journal journal = ChronicleJournal.open(directory); Journal.Appender appender = journal.appender()) {
            writer.set(appender);
            write(appender);
            check(journal);
        }
        forerunner.close();
        forerunner.close();
    }
}
