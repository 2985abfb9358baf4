package throughline.bookbench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import throughline.live.BrokenPromise;
import throughline.message.JournalId;
import throughline.office.DataDirectory;
import throughline.postgres.EmbeddedPostgres;

/**
 * Does every kind of damage to books and journal by hand, one after the other, holds the proof to finding and naming
 * each, and mends it. One thread.
 */
public final class DamageRig {
    private static final int BLOCK_ENTRIES = 1024;

    private final Path data;
    private final long postings;
    private final Inspector inspector;

    /**
     * Something done to books or journal by hand, what a proof must say about it, and how it is made good again.
     *
     * @param name what is done
     * @param wreak does it
     * @param mend undoes it
     * @param named how the proof's finding begins
     */
    record Damage(String name, Deed wreak, Deed mend, String named) {
        /** What hands do. */
        @FunctionalInterface
        interface Deed {
            void run() throws Exception;
        }
    }

    /** A damage, what the proof said first, and what the proof took. */
    public record Found(String damage, String said, Inspector.Seen seen) {
    }

    /**
     * A rig over a data directory of its own, in which {@link #fill} makes the books.
     *
     * @param inspector proves that directory
     */
    public DamageRig(Path data, long postings, Inspector inspector) {
        this.data = data;
        this.postings = postings;
        this.inspector = inspector;
    }

    /** Makes journals and books of that many postings; gives how many entries they hold. */
    public long fill(long seed) throws IOException {
        try (BookedFirm firm = new BookedFirm(data, seed)) {
            firm.fill(postings);
            return firm.office.machine.ledger().entries();
        }
    }

    /**
     * Runs every damage once; the first and the last of what it gives are proofs of whole books.
     *
     * @throws BrokenPromise when a damage is not found, not named, or whole books are not found whole
     */
    public List<Found> run(long entries) throws Exception {
        List<Found> all = new ArrayList<>();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data, 0)) {
            all.add(whole());
            List<Damage> damages =
                new ArrayList<>(new RowDamage(postgres.database(), entries / 2, BLOCK_ENTRIES).all());
            damages.addAll(new JournalDamage(new DataDirectory(data).journal(JournalId.BACK), entries / 2).all());
            for (Damage damage : damages) {
                damage.wreak().run();
                Inspector.Seen seen = inspector.inspect();
                damage.mend().run();
                if (seen.found().isEmpty() || !seen.found().get(0).startsWith(damage.named())) {
                    throw new BrokenPromise(damage.name() + ": expected \"" + damage.named() + "…\", the proof said "
                        + seen.found());
                }
                System.err.printf("damage: %s: %s%n", damage.name(), seen.found().get(0));
                all.add(new Found(damage.name(), seen.found().get(0), seen));
            }
            all.add(whole());
        }
        return all;
    }

    private Found whole() throws Exception {
        Inspector.Seen seen = inspector.inspect();
        if (!seen.found().isEmpty()) {
            throw new BrokenPromise("nothing is damaged, and the proof said " + seen.found());
        }
        System.err.printf("damage: none: the books hold, %.1f s%n", seen.seconds());
        return new Found("none", "the books hold", seen);
    }
}
