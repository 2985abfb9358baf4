package throughline.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.back.RandomDays;
import throughline.books.BooksRebuild;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.MemoryJournal;
import throughline.postgres.EmbeddedPostgres;

/** The verb over a firm's directory: what it refuses, and that it writes the same whether the firm is up or down. */
final class ExportTest {
    private static final int DONE = 0;
    private static final int REFUSED = 1;
    private static final int NOT_UNDERSTOOD = 2;

    @TempDir
    Path directory;

    @Test
    void writesTheSameUpAndDownAndNothingWhereItRefuses() throws Exception {
        Path data = directory.resolve("data");
        Path down = directory.resolve("down.journal");
        Path up = directory.resolve("up.journal");
        assertEquals(NOT_UNDERSTOOD, Export.run("ledger", "--data", data.toString()));
        assertEquals(REFUSED, export(data, down), "no journal");
        MemoryJournal other = RandomDays.journal(2, 50);
        try (Journal back = ChronicleJournal.open(data.resolve("back")); Journal.Appender writer = back.appender()) {
            for (byte[] document : RandomDays.journal(1, 300).documents()) {
                writer.append(new UnsafeBuffer(document), 0, document.length);
            }
            assertEquals(REFUSED, export(data, down), "no books");
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data, 0)) {
                assertEquals(REFUSED, export(data, down), "nothing is booked");
                BooksRebuild.run(other, postgres.database(), System::nanoTime, status -> { });
                assertEquals(REFUSED, export(data, down), "another journal's books");
                BooksRebuild.run(back, postgres.database(), System::nanoTime, status -> { });
                assertEquals(DONE, export(data, up));
            }
        }
        assertEquals(DONE, export(data, down));
        assertFalse(EmbeddedPostgres.isRunBySomeone(data), "what was started is stopped");
        assertEquals(Files.readString(up), Files.readString(down));
        assertEquals(REFUSED, export(data, down), "the file is there already");

        try (var files = Files.list(directory)) {
            assertEquals(List.of("data", "down.journal", "up.journal"),
                files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        List<String> lines = Files.readAllLines(down);
        assertTrue(lines.get(0).startsWith("; Throughline's ledger at seq "), lines.get(0));
        assertTrue(lines.contains("account 1200 securities owned:USD:PROP:ACME"), lines.toString());
        assertTrue(lines.contains("account 10 inventory:PROP-AVG"), lines.toString());
    }

    private static int export(Path data, Path out) {
        return Export.run("hledger", "--data", data.toString(), "--out", out.toString());
    }
}
