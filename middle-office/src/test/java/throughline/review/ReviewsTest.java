package throughline.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.JournalDamaged;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.OrderAcceptedEncoder;
import throughline.message.RecordHeaderDecoder;
import throughline.office.DataDirectory;
import throughline.office.Draft;
import throughline.risk.FrontScript;

/** Reviews one after another: how many may wait, what is kept, and what a stop leaves. */
class ReviewsTest {
    private static final String RUNNER = "middle-review";

    @TempDir
    private Path directory;
    private final CountDownLatch held = new CountDownLatch(1);

    /** The runner asks for the living office's seq before it begins, and is held there. */
    private long liveSeq() {
        if (Thread.currentThread().getName().equals(RUNNER)) {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return 0;
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

    /** A judgement that no journal has. */
    private static List<JournalRecord> one() {
        Draft draft = new Draft();
        draft.begin(new OrderAcceptedEncoder(), 0, 0).strategy("").decisionMaker("").session("").parentId("").locate("")
            .warnedScope("");
        ExpandableArrayBuffer bytes = new ExpandableArrayBuffer();
        bytes.putBytes(0, draft.buffer(), 0, draft.length());
        return List.of(new JournalRecord().wrap(bytes, 0, draft.length()));
    }

    @Test
    void fourMayWaitAndTheSameQuestionIsAskedOnce() {
        try (Reviews reviews = new Reviews(offices(), this::liveSeq)) {
            List<Review> asked = new ArrayList<>();
            for (int order = 1; order <= 1 + Reviews.MOST_WAITING; order++) {
                asked.add(reviews.ask(order, one()));
                assertNotNull(asked.get(order - 1), order + " asked for");
            }
            assertNull(reviews.ask(77, one()), "one too many");
            assertSame(asked.get(2), reviews.ask(3, one()), "that one waits already");
            held.countDown();
            asked.forEach(review -> review.found().handle((judged, failure) -> judged).join());
            for (int order = 100; order < 100 + Reviews.MOST_KEPT; order++) {
                reviews.ask(order, one()).found().handle((judged, failure) -> judged).join();
            }
            assertNotSame(asked.get(2), reviews.ask(3, one()), "the oldest are forgotten");
        }
    }

    @Test
    void whatCannotBeReadFailsAndIsTriedAnew() {
        held.countDown();
        try (Reviews reviews = new Reviews(new DataDirectory(directory), this::liveSeq)) {
            Review review = reviews.ask(1, one());
            assertEquals("the journals do not stand", failure(review).getMessage());
            assertNotSame(review, reviews.ask(1, one()));
        }
    }

    @Test
    void aFaultOfTheMemoryTheJournalsAreMappedInIsToldToo() {
        LongSupplier faulty = () -> {
            throw new InternalError("a fault occurred in a recent unsafe memory access operation");
        };
        try (Reviews reviews = new Reviews(offices(), faulty)) {
            Review review = reviews.ask(1, one());
            assertTrue(failure(review).getMessage().startsWith("a fault"));
            assertNotSame(review, reviews.ask(1, one()));
        }
    }

    @Test
    void aJudgementThatIsNotThereIsDamage() {
        held.countDown();
        List<JournalRecord> records = one();
        records.get(0).buffer().putLong(records.get(0).body() + seqOffset(), 99);
        try (Reviews reviews = new Reviews(offices(), this::liveSeq)) {
            Throwable failure = failure(reviews.ask(1, records));
            assertTrue(failure instanceof JournalDamaged, failure.toString());
        }
    }

    private static int seqOffset() {
        return RecordHeaderDecoder.seqEncodingOffset();
    }

    @Test
    void aStopEndsThoseThatWait() {
        Review waiting;
        try (Reviews reviews = new Reviews(offices(), this::liveSeq)) {
            reviews.ask(1, one());
            waiting = reviews.ask(2, one());
            waiting.cancel();
            held.countDown();
        }
        assertEquals("the office stops", failure(waiting).getMessage());
    }

    private static Throwable failure(Review review) {
        return assertThrows(CompletionException.class,
            () -> review.found().copy().orTimeout(1, TimeUnit.MINUTES).join()).getCause();
    }
}
