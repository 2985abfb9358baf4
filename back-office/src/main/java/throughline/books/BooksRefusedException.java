package throughline.books;

/**
 * The books cannot go on from where they stand, and trying again would not help: a position that does not fit the
 * journal, an entry that does not balance, a row that is there already. The message names what and where.
 */
public final class BooksRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what does not fit. */
    public BooksRefusedException(String message) {
        super(message);
    }

    /** Says what does not fit, and what the database said. */
    public BooksRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
