package throughline.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.message.JournalId;
import throughline.office.DataDirectory;
import throughline.risk.FrontScript;

/** Rehearsals one after another: how many may wait, what is canceled, what is forgotten. */
class RehearsalsTest {
    private static final String RUNNER = "middle-rehearsal";
    private static final Span ALL = Tried.span(1, Long.MAX_VALUE);

    @TempDir
    private Path directory;
    private final CountDownLatch held = new CountDownLatch(1);
    private final AtomicInteger priority = new AtomicInteger();

    /** The runner asks for the living office's seq before it begins, and is held there. */
    private long liveSeq() {
        if (Thread.currentThread().getName().equals(RUNNER)) {
            priority.set(Thread.currentThread().getPriority());
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return 0;
    }

    @Test
    void tenMayWaitAndTwentyAreKept() throws Exception {
        try (Rehearsals rehearsals = new Rehearsals(offices(), this::liveSeq)) {
            Rehearsal first = ask(rehearsals);
            for (int waiting = 0; waiting < Rehearsals.MOST_WAITING; waiting++) {
                assertNotNull(ask(rehearsals), waiting + " wait");
            }
            assertNull(ask(rehearsals), "one too many");
            Rehearsal last = rehearsals.get(1 + Rehearsals.MOST_WAITING);
            assertEquals(Rehearsal.Status.QUEUED, last.status());
            rehearsals.cancel(last);
            assertEquals(Rehearsal.Status.CANCELED, last.status());
            assertNull(ask(rehearsals), "it keeps its place");
            held.countDown();
            await(rehearsals, Rehearsals.MOST_WAITING);
            assertEquals(Rehearsal.Status.DONE, first.status(), first.failure());
            assertEquals(Thread.MIN_PRIORITY, priority.get());
            assertEquals(Rehearsal.Status.CANCELED, last.status());
            for (int more = 0; more < Rehearsals.MOST_KEPT; more++) {
                await(rehearsals, ask(rehearsals).id());
            }
            assertNull(rehearsals.get(first.id()), "the oldest are forgotten");
            assertNotNull(rehearsals.get(2 + Rehearsals.MOST_WAITING));
        }
    }

    @Test
    void aFaultOfTheMemoryTheJournalsAreMappedInFailsItToo() throws Exception {
        LongSupplier faulty = () -> {
            if (Thread.currentThread().getName().equals(RUNNER)) {
                throw new InternalError("a fault occurred in a recent unsafe memory access operation");
            }
            return 0;
        };
        try (Rehearsals rehearsals = new Rehearsals(offices(), faulty)) {
            Rehearsal faulted = ask(rehearsals);
            for (int tries = 0; tries < 10_000 && faulted.status() != Rehearsal.Status.FAILED; tries++) {
                Thread.sleep(5);
            }
            assertEquals(Rehearsal.Status.FAILED, faulted.status());
            assertEquals("a fault occurred in a recent unsafe memory access operation", faulted.failure());
        }
    }

    private DataDirectory offices() {
        DataDirectory data = new DataDirectory(directory);
        data.make();
        for (JournalId id : List.of(JournalId.FRONT, JournalId.MIDDLE)) {
            try (Journal journal = ChronicleJournal.open(data.journal(id))) {
                new FrontScript(journal).started();
            }
        }
        return data;
    }

    private static Rehearsal ask(Rehearsals rehearsals) {
        return rehearsals.ask(1, 1, List.of(), ALL);
    }

    private static void await(Rehearsals rehearsals, long id) throws InterruptedException {
        for (int tries = 0; tries < 10_000 && rehearsals.get(id).status() != Rehearsal.Status.DONE; tries++) {
            Thread.sleep(5);
        }
        assertEquals(Rehearsal.Status.DONE, rehearsals.get(id).status(), rehearsals.get(id).failure());
    }
}
