package throughline.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A place that a damaged snapshot names: no document may stand there, and nothing may break. */
class StrayPositionTest {
    private static final int DOCUMENTS = 40;

    @TempDir
    private Path directory;

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    @Test
    void aPositionWithAnyBitFlippedIsNotThereOrIsAnother() throws IOException {
        try (ChronicleJournal journal = ChronicleJournal.open(directory);
            Journal.Appender appender = journal.appender(); Journal.Reader reader = journal.reader()) {
            for (int i = 0; i < DOCUMENTS; i++) {
                byte[] bytes = {(byte) i, 1, 2, 3, 4, 5, 6, 7};
                appender.append(new UnsafeBuffer(bytes), 0, bytes.length);
            }
            long position = 0;
            while (reader.poll()) {
                position = reader.position();
            }
            List<Path> before = files();
            for (int bit = 0; bit < Long.SIZE; bit++) {
                boolean moved = reader.moveTo(position ^ 1L << bit);
                boolean there = moved && reader.poll();
                assertFalse(there && reader.position() == position, "bit " + bit);
                reader.toStart();
                assertEquals(0, reader.poll() ? reader.buffer().getByte(0) : -1, "bit " + bit);
            }
            assertEquals(before, files());
        }
    }
}
