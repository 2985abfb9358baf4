package throughline.export;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import throughline.books.BooksAwayException;
import throughline.books.BooksRefusedException;
import throughline.books.Database;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.JournalDamaged;
import throughline.postgres.ReachedBooks;

/**
 * {@code ./firm export hledger|csv}: writes the whole ledger of the books to stdout or to a file, progress to stderr;
 * exit 1 when it could not be done, and then no file is left that looks whole.
 */
@Command(name = "export", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Writes the whole ledger of the books (PostgreSQL) for other programs; also while the firm runs.",
    footer = {"", "hledger: ./firm export hledger --out ledger.journal",
        "         hledger -f ledger.journal check -s ordereddates", "",
        "Lines that begin with # stand above a CSV's column names and say what it is an export of."})
public final class Export implements Callable<Integer> {
    private static final int BUFFER = 1 << 16;

    /** What can be written. */
    enum As {
        HLEDGER(HledgerForm::new), CSV(CsvForm::new);

        private final BiFunction<Writer, FirmNames, Form> form;

        As(BiFunction<Writer, FirmNames, Form> form) {
            this.form = form;
        }
    }

    @Parameters(paramLabel = "FORM", description = "hledger: plain-text accounting; csv: a line for each posting")
    private As form;

    @Option(names = "--data", defaultValue = "data", paramLabel = "DIR",
        description = "The firm's data (default: ./data)")
    private Path data;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to; never over a file that is there"
        + " (default: stdout)")
    private Path out;

    @Option(names = "--to", paramLabel = "DATE",
        description = "Last accounting date wanted, as 2026-06-01 (default: all)")
    private LocalDate to;

    @Option(names = "--database-url", paramLabel = "JDBC_URL",
        description = "The books, where they are not in the embedded PostgreSQL")
    private String databaseUrl;

    @Option(names = "--port-base", hidden = true, description = "Taken and not needed: an export reads the books.")
    private int portBase;

    /** Runs it. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /**
     * Does what the arguments say.
     *
     * @return 0: done; 1: refused, stderr says why; 2: the arguments are not understood
     */
    public static int run(String... arguments) {
        return new CommandLine(new Export()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments);
    }

    @Override
    public Integer call() {
        Path back = data.resolve("back");
        String refused = !ChronicleJournal.exists(back) ? "there is no back journal in " + data.toAbsolutePath()
            : databaseUrl == null && !Files.exists(data.resolve("postgres").resolve("data"))
            ? "there are no books in " + data.toAbsolutePath() + ": the firm has not kept any there"
            : out != null && Files.exists(out) ? out + " is there already: take it away or name another" : "";
        if (!refused.isEmpty()) {
            return refuse(refused);
        }
        try (Journal journal = ChronicleJournal.openToRead(back);
            ReachedBooks reached = ReachedBooks.of(data, databaseUrl, what -> System.err.println("export: " + what))) {
            write(journal, reached.database());
            return 0;
        } catch (IOException | UncheckedIOException | BooksAwayException | BooksRefusedException | JournalDamaged
            | IllegalArgumentException e) {
            return refuse(e.getMessage());
        }
    }

    private static int refuse(String why) {
        System.err.println("export: " + why);
        return 1;
    }

    private void write(Journal journal, Database database) throws IOException, BooksAwayException {
        if (out == null) {
            try (Writer writer = buffered(new FileOutputStream(FileDescriptor.out))) {
                write(journal, database, writer);
            }
            return;
        }
        Path half = out.resolveSibling(out.getFileName() + ".half");
        try {
            try (Writer writer = buffered(new FileOutputStream(half.toFile()))) {
                write(journal, database, writer);
            }
            Files.move(half, out, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    private static Writer buffered(FileOutputStream to) {
        return new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8), BUFFER);
    }

    private void write(Journal journal, Database database, Writer writer) throws IOException, BooksAwayException {
        new Extraction(journal, database, to).write(names -> form.form.apply(writer, names), System.err::println);
    }
}
