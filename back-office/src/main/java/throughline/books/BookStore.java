package throughline.books;

import java.util.Optional;

/**
 * Where the bookkeeper writes: PostgreSQL, or the small world's stand-in. One writer at a time. Not thread-safe.
 */
public interface BookStore extends AutoCloseable {
    /**
     * Opens it anew, shutting every other writer out, and says how far it is.
     *
     * @return empty when nothing is booked yet
     * @throws BooksAwayException when it is away or another writer is at work; to be tried again later
     * @throws BooksRefusedException when it can never be written to as it stands
     */
    Optional<Position> open() throws BooksAwayException;

    /**
     * Writes a batch whole or not at all. The position must be the batch's expected one and this writer the newest.
     * When the batch ends a day, the balances of each unit must then sum to zero.
     *
     * @throws BooksAwayException when it is not known whether the batch was written: {@link #open()} tells
     * @throws BooksRefusedException when the batch does not fit what stands; nothing of it was written
     */
    void commit(Batch batch) throws BooksAwayException;

    /** Lets the writer's place go. {@link #open()} may follow. */
    @Override
    void close();
}
