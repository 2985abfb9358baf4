package throughline.ledgerdesk;

import throughline.back.BackMachine;
import throughline.desk.DeskServer;
import throughline.reference.Users;

/** All that people read and propose of the ledger, put on the office's desk. */
public final class LedgerDesk {
    /** Who sees the books: operations, admin and auditor. */
    public static final int STAFF = Users.OPERATIONS | Users.ADMIN | Users.AUDITOR;

    private LedgerDesk() {
    }

    /**
     * Adds its routes and lists, before the server starts.
     *
     * @param books who keeps the books; while they are away, what is read of them is answered with 503
     */
    public static void add(DeskServer<BackMachine> server, BookKeeping books) {
        BookReading reading = new BookReading(books);
        new LedgerRoutes(server, books, reading);
        new ReportRoutes(server, reading);
        new PaperRoutes(server, reading);
        new FeeRoutes(server);
        new ApprovalRoutes(server);
        new ExceptionRoutes(server);
        new MovementRoutes(server);
        new EntryRoutes(server, reading);
    }
}
