package throughline.operations;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import throughline.back.BackMachine;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.DeskSettings;
import throughline.files.BadReferenceFilesException;
import throughline.files.ReferenceRows;
import throughline.firm.Calendar;
import throughline.firm.StrataCalendar;
import throughline.ledgerdesk.BookKeeping;
import throughline.ledgerdesk.LedgerDesk;
import throughline.ledgerdesk.Rebiller;
import throughline.message.JournalId;
import throughline.office.DataDirectory;
import throughline.openapi.Description;
import throughline.reference.Registers;
import throughline.signin.Credentials;

/**
 * The back office's process, wired in the order in which a trade goes: the middle's journal, the state machine, its own
 * journal; then who follows that: the desk with REST and WebSocket, the bookkeeper with PostgreSQL, the custodian.
 * {@code --data DIR --port 8082 [--reference DIR] [--database-url URL]}.
 */
public final class BackOffice {
    private static final int PORT = 8082;
    private static final byte[] CONFIGURATION = "rules=1\n".getBytes(StandardCharsets.UTF_8);

    private BackOffice() {
    }

    /** Runs until it is told to end. */
    public static void main(String[] arguments) throws IOException {
        DeskSettings settings = DeskSettings.parse(arguments, PORT);
        try (DeskServer<BackMachine> office = wire(settings)) {
            System.exit(office.run());
        } catch (BadReferenceFilesException e) {
            System.err.println("back-office: " + e.getMessage());
            System.exit(1);
        }
    }

    /** The whole office, not started. */
    static DeskServer<BackMachine> wire(DeskSettings settings) throws IOException, BadReferenceFilesException {
        DataDirectory data = settings.data();
        boolean firstStart = !Files.exists(data.journal(JournalId.BACK));
        ReferenceRows rows = FirmFiles.read(data, settings.option("reference"), firstStart);
        Credentials.make(data, roles(rows));

        Calendar calendar = new StrataCalendar();
        Rules rules = new Rules();
        DeskServer<BackMachine> office =
            new DeskServer<>(settings, CONFIGURATION, () -> new BackMachine(calendar), rules);
        BookKeeping books = new BookKeeping(data, settings.option("database-url"));
        Edge edge = new Edge(office.desk(), rows, calendar);
        rules.edge = edge;

        new DayRoutes(office, books);
        Lists.add(office);
        new Deeds(office);
        new UserRoutes(office);
        LedgerDesk.add(office, books);
        office.gauge("throughline.books.lag", "records the books are behind the journal",
            () -> Math.max(0, office.office().status().seq() - books.seq()));
        office.gauge("throughline.books.following", "1 when the bookkeeper reads and writes",
            () -> books.isFollowing() ? 1 : 0);
        SettlementChannel.add(office);
        Description.of("back").addTo(office);

        office.running(edge);
        office.running(new Rebiller(office.desk(), books));
        office.running(books);
        return office;
    }

    private static Map<String, String> roles(ReferenceRows rows) {
        Map<String, String> roles = new LinkedHashMap<>();
        rows.users().forEach(user -> roles.put(user.user(), UserRoutes.ROLES.get(
            Integer.numberOfTrailingZeros(user.roles()))));
        return roles;
    }

    /** What the desk asks of the state. */
    private static final class Rules implements Desk.Rules<BackMachine> {
        private volatile Edge edge;

        @Override
        public Registers registers(BackMachine state) {
            return state;
        }

        @Override
        public String notReady(BackMachine state) {
            return state.isOpen() ? "" : edge == null || edge.failure().isEmpty()
                ? "importing the reference data" : edge.failure();
        }

        @Override
        public boolean isFollowed() {
            return false;
        }
    }
}
