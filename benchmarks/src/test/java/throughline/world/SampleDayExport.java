package throughline.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.books.BooksAwayException;
import throughline.books.BooksRebuild;
import throughline.export.Export;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.MemoryJournal;
import throughline.postgres.EmbeddedPostgres;

/** The sample day's books in PostgreSQL, exported by the verb and judged by hledger where there is one. */
final class SampleDayExport {
    private SampleDayExport() {
    }

    static void judge(MemoryJournal back, Path data) throws IOException, BooksAwayException, InterruptedException {
        try (Journal files = ChronicleJournal.open(data.resolve("back")); Journal.Appender writer = files.appender();
            EmbeddedPostgres postgres = EmbeddedPostgres.start(data, 0)) {
            for (byte[] document : back.documents()) {
                writer.append(new UnsafeBuffer(document), 0, document.length);
            }
            BooksRebuild.run(files, postgres.database(), System::nanoTime, status -> { });
            assertEquals(0, Export.run("csv", "--data", data.toString(), "--out", data.resolve("csv").toString()));
            assertEquals(0, Export.run("hledger", "--data", data.toString(), "--out", data.resolve("l").toString()));
        }
        assertEquals("", hledger("check", "-s", "ordereddates", "-f", data.resolve("l").toString()));
    }

    /** What it said; empty where there is none, unless {@code -Dhledger.required=true}. */
    private static String hledger(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "hledger";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            assertFalse(Boolean.getBoolean("hledger.required"), "hledger is required and not on the PATH");
            System.out.println("sample day: not judged by hledger: " + e.getMessage());
            return "";
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        System.out.println("sample day: hledger check -s: exit " + exit);
        return exit == 0 ? said : "exit " + exit + ": " + said;
    }
}
