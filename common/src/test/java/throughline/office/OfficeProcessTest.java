package throughline.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.ClockTickedDecoder;
import throughline.message.JournalRecord;
import throughline.message.OfficeStartedDecoder;
import throughline.message.PriceStatedEncoder;

/** An office's process when appends fail: it recovers and goes on, but not for ever. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class OfficeProcessTest {
    @TempDir
    private Path directory;

    private final AtomicInteger failures = new AtomicInteger();

    /**
     * A journal in files whose next appends fail, as many as {@link #failures} says; those of ticks do not, for they
     * come when they will.
     */
    private Journal failing(Path path) {
        ChronicleJournal journal = ChronicleJournal.open(path);
        return new Journal() {
            @Override
            public Appender appender() {
                return failing(journal.appender());
            }

            @Override
            public Reader reader() {
                return journal.reader();
            }

            @Override
            public void close() {
                journal.close();
            }
        };
    }

    private Journal.Appender failing(Journal.Appender appender) {
        return new Journal.Appender() {
            @Override
            public void append(DirectBuffer document, int offset, int length) {
                if (!isTick(document, offset) && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    throw new InternalError("no room on the device");
                }
                appender.append(document, offset, length);
            }

            @Override
            public void sync() {
                appender.sync();
            }

            @Override
            public void close() {
                appender.close();
            }
        };
    }

    private static boolean isTick(DirectBuffer document, int offset) {
        int start = offset + RecordCursor.FRAME_LENGTH;
        return new JournalRecord().wrap(document, start, document.getInt(offset)).templateId()
            == ClockTickedDecoder.TEMPLATE_ID;
    }

    private OfficeProcess process() {
        OfficeProcess process = new OfficeProcess(CountingMachine::new, new DataDirectory(directory), this::failing,
            new byte[0], new SleepingMillisIdleStrategy(1));
        process.open();
        process.start();
        return process;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it did not come about within 30 s");
            Thread.sleep(2);
        }
    }

    private static void price(OfficeProcess process, String key) {
        Draft draft = new Draft();
        draft.begin(new PriceStatedEncoder(), 1, 0).priceE8(1).requestKey(key).source("");
        assertTrue(process.commands().offer(draft, 1));
    }

    private static List<Outcome> replies(OfficeProcess process) throws InterruptedException {
        List<Outcome> replies = new ArrayList<>();
        await(() -> process.commands().pollReplies((correlation, outcome, reference, seq) -> replies.add(outcome), 1)
            > 0);
        return replies;
    }

    @Test
    void recoversFromAFailedAppendAndGoesOnWithWhatItHad() throws Exception {
        try (OfficeProcess process = process()) {
            await(() -> process.status().phase() == OfficeStatus.Phase.RUNNING);
            price(process, "a");
            assertEquals(List.of(Outcome.RECORDED), replies(process));
            failures.set(2);
            price(process, "b");
            await(() -> failures.get() == 0);
            await(() -> process.status().phase() == OfficeStatus.Phase.RUNNING);
            price(process, "a");
            price(process, "b");
            assertEquals(List.of(Outcome.REPEATED), replies(process));
            assertEquals(List.of(Outcome.RECORDED), replies(process), "what failed was not recorded");
            assertEquals("", process.waitingFor());
        }
        try (OfficeProcess again = process()) {
            await(() -> again.status().phase() == OfficeStatus.Phase.RUNNING);
            price(again, "b");
            assertEquals(List.of(Outcome.REPEATED), replies(again));
        }
        assertEquals(1, epochs().stream().distinct().count());
        assertEquals(3, epochs().size());
    }

    private List<Long> epochs() {
        List<Long> epochs = new ArrayList<>();
        try (Journal journal = ChronicleJournal.openToRead(directory.resolve("front"));
            RecordCursor cursor = new RecordCursor("front", journal)) {
            while (cursor.next()) {
                if (cursor.record().templateId() == OfficeStartedDecoder.TEMPLATE_ID) {
                    OfficeStartedDecoder started = new OfficeStartedDecoder();
                    started.wrap(cursor.record().buffer(), cursor.record().body(), cursor.record().blockLength(),
                        cursor.record().version());
                    epochs.add(started.epoch());
                }
            }
        }
        return epochs;
    }

    @Test
    void staysDownWhenAppendsFailAgainAndAgain() throws Exception {
        try (OfficeProcess process = process()) {
            await(() -> process.status().phase() == OfficeStatus.Phase.RUNNING);
            failures.set(Integer.MAX_VALUE);
            price(process, "a");
            await(() -> process.status().phase() == OfficeStatus.Phase.DOWN);
            assertTrue(process.status().failure().contains("no room on the device"), process.status().failure());
            int left = failures.get();
            Thread.sleep(1_500);
            assertEquals(left, failures.get(), "it tried again");
            assertFalse(process.status().failure().isEmpty());
        }
    }
}
