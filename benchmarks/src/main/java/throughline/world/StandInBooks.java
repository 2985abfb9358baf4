package throughline.world;

import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import throughline.books.Batch;
import throughline.books.BookStore;
import throughline.books.BooksAwayException;
import throughline.books.Position;
import throughline.proof.BackFold;
import throughline.proof.Findings;

/**
 * A database that stands in for PostgreSQL in the small world: it outlives the back office, writes a batch whole or not
 * at all, only behind the position it is at, and is away at times, also just after it has written.
 */
final class StandInBooks implements BookStore {
    /** An account's balance as the bookkeeper wrote it. */
    record Balance(long debits, long credits, long version) {
    }

    private static final Balance NOTHING = new Balance(0, 0, 0);

    private final SplittableRandom random;
    private final Map<Integer, Balance> balances = new TreeMap<>();
    private final Map<Integer, Long> foldedPostings = new TreeMap<>();
    private Position position;
    private long entries;
    private boolean reliable;

    StandInBooks(SplittableRandom random) {
        this.random = random;
    }

    /** From here it is never away. */
    void calm() {
        reliable = true;
    }

    @Override
    public Optional<Position> open() throws BooksAwayException {
        beAway(8);
        return Optional.ofNullable(position);
    }

    private void beAway(int oneIn) throws BooksAwayException {
        if (!reliable && random.nextInt(oneIn) == 0) {
            throw new BooksAwayException("the stand-in database is away", null);
        }
    }

    @Override
    public void commit(Batch batch) throws BooksAwayException {
        beAway(16);
        if (!java.util.Objects.equals(batch.expected(), position)) {
            throw new AssertionError("the books stand at " + position + ", the batch goes on from " + batch.expected());
        }
        for (Batch.Movement movement : batch.movements()) {
            Balance before = balances.getOrDefault(movement.ledgerAccountId(), NOTHING);
            if (before.version() != movement.versionBefore() || before.debits() != movement.debitsBefore()
                || before.credits() != movement.creditsBefore()) {
                throw new AssertionError("account " + movement.ledgerAccountId() + " stands at " + before
                    + ", the batch goes on from " + movement);
            }
            balances.put(movement.ledgerAccountId(),
                new Balance(movement.debits(), movement.credits(), movement.version()));
        }
        for (Batch.Posting posting : batch.postings()) {
            foldedPostings.merge(posting.ledgerAccountId(), posting.amount(), Math::addExact);
        }
        entries += batch.entries().size();
        position = batch.next();
        beAway(16);
    }

    @Override
    public void close() {
        // it outlives its writers
    }

    long positionSeq() {
        return position == null ? 0 : position.seq();
    }

    /** Compares the books, line by line, with the back journal's fold as of the same record. */
    void compare(BackFold fold, Findings findings) {
        findings.check(entries == fold.entries(), () -> "the books hold " + entries + " entries, the journal "
            + fold.entries());
        fold.accounts().forEach((id, account) -> {
            Balance balance = balances.getOrDefault(id, NOTHING);
            findings.check(balance.debits() == account.debits() && balance.credits() == account.credits()
                && balance.version() == account.version()
                && foldedPostings.getOrDefault(id, 0L) == account.debits() - account.credits(),
                () -> "ledger account " + id + " is " + balance + " in the books and not in the journal");
        });
    }
}
