package throughline.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
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
}
