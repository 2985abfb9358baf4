package throughline.books;

/** The database is away or held by another writer; the same call may succeed later. */
public final class BooksAway extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what is away. */
    public BooksAway(String message) {
        super(message);
    }

    /** Says what is away, and what the database or the network said. */
    public BooksAway(String message, Throwable cause) {
        super(message, cause);
    }
}
