package throughline.journal;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A journal in memory-mapped files (Chronicle Queue, one file a UTC day; the roll cycle is never changed). The writer's
 * place is an operating-system lock on the directory's own lock file, so it is free again the moment its process ends.
 * Not for network file systems.
 */
public final class ChronicleJournal implements Journal {
    private static final String LOCK_FILE = "writer.lock";

    private final Path directory;
    private final AdvancingClock clock = new AdvancingClock();
    private final SingleChronicleQueue queue;

    private ChronicleJournal(Path directory, boolean readOnly) {
        this.directory = directory;
        SingleChronicleQueueBuilder builder = SingleChronicleQueueBuilder.binary(directory)
            .rollCycle(RollCycles.FAST_DAILY)
            .timeProvider(clock)
            .checkInterrupts(false);
        if (readOnly) {
            builder.readOnly(true);
        }
        queue = builder.build();
        int lastCycle = queue.lastCycle();
        if (lastCycle > Integer.MIN_VALUE) {
            clock.notBefore((long) lastCycle * RollCycles.FAST_DAILY.lengthInMillis());
        }
    }

    /**
     * Opens a journal, making it when it is not there.
     *
     * @param directory of its own
     */
    public static ChronicleJournal open(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ChronicleJournal(directory, false);
    }

    /**
     * Opens a journal that stands, for reading.
     *
     * @param directory of its own
     * @throws IllegalStateException when none stands there
     */
    public static ChronicleJournal openToRead(Path directory) {
        if (!exists(directory)) {
            throw new IllegalStateException("no journal at " + directory);
        }
        return new ChronicleJournal(directory, true);
    }

    /** Whether a journal has been made there. */
    public static boolean exists(Path directory) {
        return Files.isRegularFile(directory.resolve("metadata.cq4t"));
    }

    @Override
    public Appender appender() {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(directory.resolve(LOCK_FILE),
                StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new ChronicleAppender(channel, queue.createAppender(), directory.toFile());
            }
            channel.close();
        } catch (OverlappingFileLockException e) {
            closeQuietly(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new JournalInUse("journal " + directory + " has a writer already");
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Reader reader() {
        return new ChronicleReader(queue.createTailer());
    }

    @Override
    public void close() {
        queue.close();
    }

    private static final class ChronicleAppender implements Appender {
        private final FileChannel lockFile;
        private final ExcerptAppender appender;
        private final RoomAhead room;
        private byte[] bytes = new byte[1 << 16];

        private ChronicleAppender(FileChannel lockFile, ExcerptAppender appender, File directory) {
            this.lockFile = lockFile;
            this.appender = appender;
            appender.singleThreadedCheckDisabled(true);
            room = new RoomAhead(appender, directory::getUsableSpace);
        }

        @Override
        public void append(DirectBuffer document, int offset, int length) {
            byte[] source = document.byteArray();
            int start = document.wrapAdjustment() + offset;
            if (source == null) {
                if (bytes.length < length) {
                    bytes = new byte[length];
                }
                document.getBytes(offset, bytes, 0, length);
                source = bytes;
                start = 0;
            }
            try (DocumentContext context = appender.writingDocument()) {
                boolean written = false;
                try {
                    context.wire().bytes().write(source, start, length);
                    written = true;
                } finally {
                    if (!written) {
                        context.rollbackOnClose();
                    }
                }
            }
        }

        @Override
        public void sync() {
            appender.sync();
        }

        @Override
        public int makeRoom() {
            return room.make();
        }

        @Override
        public void close() {
            appender.close();
            closeQuietly(lockFile);
        }
    }

    /**
     * Takes some documents that stand there in one go and hands them out one by one: Chronicle's way to a document is
     * long, and its code is fetched anew each time where others run between. First one, then twice as many each time
     * as long as there are so many: one that comes alone is handed out before it looks for another. What it fails at
     * behind some that it has, it says when it comes to it: behind a damaged document there is none, and who is handed
     * that one finds the damage.
     */
    private static final class ChronicleReader implements Reader {
        private static final int MOST = 8;
        /** Bytes at which it takes no further one. */
        private static final int FULL = 1 << 14;

        private final ExcerptTailer tailer;
        private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
        private final int[] ends = new int[MOST];
        private final long[] positions = new long[MOST];
        private byte[] bytes = new byte[1 << 16];
        private int wanted = 1;
        private int held;
        private int given;
        private long position = -1;
        /** What it failed at behind those it holds. */
        private Throwable failure;

        private ChronicleReader(ExcerptTailer tailer) {
            this.tailer = tailer;
            tailer.singleThreadedCheckDisabled(true);
        }

        @Override
        public boolean poll() {
            if (given == held && !take()) {
                return false;
            }
            int start = given == 0 ? 0 : ends[given - 1];
            buffer.wrap(bytes, start, ends[given] - start);
            position = positions[given++];
            return true;
        }

        private boolean take() {
            sayFailure();
            given = 0;
            held = 0;
            int most = wanted;
            wanted = 1;
            try {
                takeUpTo(most);
            } catch (RuntimeException | InternalError e) {
                failure = e;
                if (held == 0) {
                    sayFailure();
                }
            }
            return held > 0;
        }

        private void sayFailure() {
            Throwable said = failure;
            failure = null;
            if (said instanceof InternalError error) {
                throw error;
            }
            if (said != null) {
                throw (RuntimeException) said;
            }
        }

        private void takeUpTo(int most) {
            int end = 0;
            while (held < most && end < FULL) {
                try (DocumentContext context = tailer.readingDocument()) {
                    if (!context.isPresent()) {
                        return;
                    }
                    end = copy(context.wire().bytes(), end);
                    ends[held] = end;
                    positions[held++] = context.index();
                }
            }
            wanted = Math.min(MOST, 2 * most);
        }

        /** One that says it is longer than any can be is taken as far as tells that. */
        private int copy(Bytes<?> document, int start) {
            int length = (int) Math.min(document.readRemaining(), MAX_DOCUMENT_LENGTH + 1L);
            if (start + length > bytes.length) {
                bytes = Arrays.copyOf(bytes, Integer.highestOneBit(start + length) << 1);
            }
            document.read(bytes, start, length);
            return start + length;
        }

        @Override
        public DirectBuffer buffer() {
            return buffer;
        }

        @Override
        public int length() {
            return buffer.capacity();
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public boolean moveTo(long wantedPosition) {
            if (wantedPosition < 0 || !tailer.moveToIndex(wantedPosition)) {
                return false;
            }
            forget();
            return true;
        }

        @Override
        public void toStart() {
            tailer.toStart();
            forget();
        }

        private void forget() {
            given = 0;
            held = 0;
            wanted = 1;
            failure = null;
        }

        @Override
        public void close() {
            tailer.close();
        }
    }
}
