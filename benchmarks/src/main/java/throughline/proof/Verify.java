package throughline.proof;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import throughline.back.BackMachine;
import throughline.books.BooksAwayException;
import throughline.books.BooksProof;
import throughline.capture.FrontMachine;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.message.JournalId;
import throughline.office.DataDirectory;
import throughline.office.Redecision;
import throughline.office.StateMachine;
import throughline.postgres.ReachedBooks;
import throughline.risk.MiddleMachine;
import throughline.venue.Xsim;

/**
 * {@code ./firm verify}: proves a firm from its journals and its books, running or stopped, and names what it finds.
 * Results on stdout, progress on stderr; exit 1 when anything does not hold.
 */
@Command(name = "verify", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Proves records, decisions, books and conservation; also while the firm runs.")
public final class Verify implements Callable<Integer> {
    @Option(names = "--data", defaultValue = "data", paramLabel = "DIR",
        description = "The firm's data (default: ./data)")
    private Path data;

    @Option(names = "--database-url", paramLabel = "JDBC_URL",
        description = "The books, where they are not in the embedded PostgreSQL")
    private String databaseUrl;

    @Option(names = "--books", description = "Only the back office's records and its books: not the decisions, not"
        + " the other offices")
    private boolean booksOnly;

    @Option(names = "--port-base", hidden = true, description = "Taken and not needed: a proof reads files.")
    private int portBase;

    private final PrintStream out;
    private final Findings findings = new Findings();
    private final Progress progress = new Progress(System.err);

    private Verify(PrintStream out) {
        this.out = out;
    }

    /** Runs it. */
    public static void main(String[] arguments) {
        System.exit(run(System.out, arguments));
    }

    /** As {@link #main}, with its results elsewhere; gives the exit code back. */
    public static int run(PrintStream out, String... arguments) {
        return new CommandLine(new Verify(out)).execute(arguments);
    }

    @Override
    public Integer call() throws IOException {
        for (String office : booksOnly ? List.of("middle", "back") : List.of("front", "middle", "back")) {
            if (!ChronicleJournal.exists(data.resolve(office))) {
                System.err.println("verify: there is no " + office + " journal in " + data.toAbsolutePath());
                return 1;
            }
        }
        try {
            if (booksOnly) {
                booksAlone();
            } else {
                everything();
            }
        } catch (BooksAwayException e) {
            findings.add("books: " + e.getMessage());
        }
        progress.done();
        if (findings.none()) {
            out.println(booksOnly ? "verified: the books hold" : "verified: everything holds");
            return 0;
        }
        out.println("NOT VERIFIED: " + findings.count() + " findings, the first of them:");
        findings.first().forEach(finding -> out.println("  " + finding));
        return 1;
    }

    private void everything() throws IOException, BooksAwayException {
        try (Journal front = ChronicleJournal.openToRead(data.resolve("front"));
            Journal middle = ChronicleJournal.openToRead(data.resolve("middle"));
            Journal back = ChronicleJournal.openToRead(data.resolve("back"))) {
            long[] ends = records(front, middle, back);
            if (findings.none()) {
                decisions("front", new FrontMachine(Xsim::new), front, List.of(middle, back), ends[0]);
                decisions("middle", new MiddleMachine(), middle, List.of(front), ends[1]);
                decisions("back", new BackMachine(), back, List.of(middle), ends[2]);
                books(back, seq -> conservation(front, middle, back, seq));
            }
        }
    }

    private void booksAlone() throws IOException, BooksAwayException {
        try (Journal middle = ChronicleJournal.openToRead(data.resolve("middle"));
            Journal back = ChronicleJournal.openToRead(data.resolve("back"))) {
            long end = proof(JournalId.BACK, back, List.of(JournalId.MIDDLE), List.of(middle));
            out.printf("records       back %,d: CRC, seq, cause, named inputs%n", end);
            if (findings.none()) {
                books(back, seq -> { });
            }
        }
    }

    private long[] records(Journal front, Journal middle, Journal back) {
        long[] ends = new long[3];
        ends[2] = proof(JournalId.BACK, back, List.of(JournalId.MIDDLE), List.of(middle));
        ends[1] = proof(JournalId.MIDDLE, middle, List.of(JournalId.FRONT), List.of(front));
        ends[0] = proof(JournalId.FRONT, front, List.of(JournalId.MIDDLE, JournalId.BACK), List.of(middle, back));
        out.printf("records       front %,d, middle %,d, back %,d: CRC, seq, cause, named inputs%n", ends[0], ends[1],
            ends[2]);
        return ends;
    }

    private long proof(JournalId id, Journal journal, List<JournalId> inputIds, List<Journal> inputs) {
        progress.begin("records of the " + DataDirectory.name(id) + " journal");
        return new RecordsProof(id, journal, inputIds, inputs, findings).prove(progress::at);
    }

    private void decisions(String office, StateMachine machine, Journal journal, List<Journal> inputs,
        long end) {
        progress.begin("decisions of the " + office + " office");
        try (Redecision redecision = new Redecision(machine, journal, inputs)) {
            boolean more = true;
            while (more && redecision.seq() < end) {
                more = redecision.next();
                if ((redecision.seq() & 0xFFF) == 0) {
                    progress.at(redecision.seq());
                }
            }
            findings.check(redecision.difference().isEmpty(), () -> redecision.difference());
            out.printf("decisions     %s: %,d steps decided again, byte for byte%s%n", office, redecision.decided(),
                redecision.foreign() == 0 ? ""
                    : String.format("; %,d of another rules version not decided again", redecision.foreign()));
        }
    }

    /** Proves the books, and then what their position reaches. */
    private void books(Journal back, LongConsumer behind) throws IOException, BooksAwayException {
        try (ReachedBooks reached = ReachedBooks.of(data, databaseUrl, progress::begin)) {
            progress.begin("books against the back journal");
            BooksProof.Result result = BooksProof.run(back, reached.database());
            result.differences().forEach(findings::add);
            if (result.position() == null) {
                out.println("books         nothing is booked yet");
                return;
            }
            out.printf("books         %,d entries, %,d postings at seq %,d, head %s%n", result.entries(),
                result.postings(), result.position().seq(), result.position().head());
            behind.accept(result.position().seq());
        }
    }

    private void conservation(Journal front, Journal middle, Journal back, long backSeq) {
        progress.begin("conservation");
        Conservation conservation = new Conservation(front, middle, back, findings);
        conservation.prove(backSeq, progress::at);
        out.printf("conservation  at back %,d, middle %,d, front %,d: %,d orders, %,d executions, positions = ledger%n",
            conservation.back().seq(), conservation.middle().seq(), conservation.front().seq(),
            conservation.front().orders(), conservation.front().executions());
        conservation.close();
    }
}
