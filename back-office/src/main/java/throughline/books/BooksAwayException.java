package throughline.books;

/** The database is away or held by another writer; the same call may succeed later. */
public final class BooksAwayException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what is away. */
    public BooksAwayException(String message) {
        super(message);
    }

    /** Says what is away, and what the database or the network said. */
    public BooksAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
