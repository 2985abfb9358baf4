package throughline.bookbench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import throughline.books.Batch;
import throughline.books.BookStore;
import throughline.books.BooksAwayException;
import throughline.books.Position;

/** Counts what goes into the books and hands each batch on once it is committed. One thread. */
final class Tally implements BookStore {
    /** What a commit wrote: seqs and entries behind the first and up to the last, and how many rows. */
    record Commit(long afterSeq, long toSeq, long afterEntry, long toEntry, int postings, int movements) {
        long rows() {
            return toEntry - afterEntry + postings + movements;
        }
    }

    private final BookStore books;
    private Consumer<Batch> committed = batch -> { };
    private List<Commit> commits = new ArrayList<>();
    private long postings;

    Tally(BookStore books) {
        this.books = books;
    }

    /** Tells of each batch right behind its commit. */
    void onCommitted(Consumer<Batch> listener) {
        committed = listener;
    }

    @Override
    public Optional<Position> open() throws BooksAwayException {
        return books.open();
    }

    @Override
    public void commit(Batch batch) throws BooksAwayException {
        books.commit(batch);
        committed.accept(batch);
        Position from = batch.expected();
        postings += batch.postings().size();
        commits.add(new Commit(from == null ? 0 : from.seq(), batch.next().seq(), from == null ? 0 : from.entries(),
            batch.next().entries(), batch.postings().size(), batch.movements().size()));
    }

    /** Postings committed so far. */
    long postings() {
        return postings;
    }

    /** The commits since it was asked last. */
    List<Commit> take() {
        List<Commit> taken = commits;
        commits = new ArrayList<>();
        return taken;
    }

    @Override
    public void close() {
        books.close();
    }
}
