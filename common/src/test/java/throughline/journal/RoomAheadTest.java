package throughline.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import net.openhft.chronicle.core.time.SetTimeProvider;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A writer that goes on in the next day's file while room is made for it. */
final class RoomAheadTest {
    private static final int DAYS = 3;
    private static final int DOCUMENTS = 3_000;
    private static final int LENGTH = 2_000;

    @TempDir
    private Path directory;

    @Test
    void eachDaysFileHasRoomMadeAndIsWhole() throws InterruptedException {
        SetTimeProvider time = new SetTimeProvider(TimeUnit.DAYS.toNanos(20_000));
        AtomicInteger pages = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try (SingleChronicleQueue queue = queue(time); ExcerptAppender appender = queue.createAppender()) {
            appender.singleThreadedCheckDisabled(true);
            RoomAhead room = new RoomAhead(appender, () -> Long.MAX_VALUE);
            Thread maker = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    pages.addAndGet(room.make());
                }
            });
            maker.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
            maker.start();
            for (int day = 0; day < DAYS; day++) {
                pages.set(0);
                write(appender, day);
                while (maker.isAlive() && pages.get() == 0) {
                    Thread.onSpinWait();
                }
                time.advanceMillis(TimeUnit.DAYS.toMillis(1));
            }
            maker.interrupt();
            maker.join();
            check(queue);
        }
        assertNull(failure.get());
    }

    private SingleChronicleQueue queue(SetTimeProvider time) {
        return SingleChronicleQueueBuilder.binary(directory).rollCycle(RollCycles.FAST_DAILY).timeProvider(time)
            .checkInterrupts(false).build();
    }

    @Test
    void theLastRoomOfTheDeviceIsTheWriters() {
        AtomicLong usable = new AtomicLong(60L << 20);
        try (SingleChronicleQueue queue = queue(new SetTimeProvider(TimeUnit.DAYS.toNanos(20_000)));
            ExcerptAppender appender = queue.createAppender()) {
            RoomAhead room = new RoomAhead(appender, usable::get);
            write(appender, 0);
            assertEquals(0, room.make());
            write(appender, 1);
            assertEquals(0, room.make());
            usable.set(70L << 20);
            int pages = room.make();
            assertTrue(pages > 0);
            assertEquals(0, room.make());
        }
    }

    private static void write(ExcerptAppender appender, int day) {
        byte[] bytes = new byte[LENGTH];
        for (int i = 0; i < DOCUMENTS; i++) {
            Arrays.fill(bytes, (byte) (day * DOCUMENTS + i | 1));
            try (DocumentContext context = appender.writingDocument()) {
                context.wire().bytes().write(bytes);
            }
        }
    }

    private static void check(SingleChronicleQueue queue) {
        try (ExcerptTailer tailer = queue.createTailer()) {
            for (int i = 0; i < DAYS * DOCUMENTS; i++) {
                try (DocumentContext context = tailer.readingDocument()) {
                    assertTrue(context.isPresent());
                    assertEquals(LENGTH, context.wire().bytes().readRemaining());
                    for (int at = 0; at < LENGTH; at++) {
                        assertEquals((byte) (i | 1), context.wire().bytes().readByte());
                    }
                }
            }
            try (DocumentContext context = tailer.readingDocument()) {
                assertFalse(context.isPresent());
            }
        }
    }
}
