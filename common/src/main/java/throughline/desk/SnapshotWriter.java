package throughline.desk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.office.Replay;
import throughline.office.Snapshot;
import throughline.office.SnapshotStore;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * Takes snapshots without holding the desk up: the state is copied on the desk's thread and written on another. One at
 * a time; what comes while one is being written is left out, for the next will do.
 */
final class SnapshotWriter implements SnapshotStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotWriter.class);
    private static final long END_SECONDS = 60;

    private final SnapshotStore files;
    private final long every;
    private final AtomicBoolean writing = new AtomicBoolean();
    private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "snapshots");
        thread.setDaemon(true);
        return thread;
    });
    private long lastSeq;

    /** Writes to a store, every so many own records. */
    SnapshotWriter(SnapshotStore files, long every) {
        this.files = files;
        this.every = every;
    }

    /** Tells which snapshot the state came from. */
    void from(long seq) {
        lastSeq = seq;
    }

    void writeIfDue(Replay replay) {
        if (replay.seq() - lastSeq >= every) {
            write(replay);
        }
    }

    void write(Replay replay) {
        if (replay.seq() != lastSeq && writing.compareAndSet(false, true)) {
            replay.snapshot(this);
            lastSeq = replay.seq();
        }
    }

    @Override
    public void write(long[] heading, State state) {
        Copy copy = new Copy();
        state.save(copy);
        try {
            writer.execute(() -> writeCopy(heading, copy));
        } catch (RejectedExecutionException e) {
            writing.set(false);
            throw e;
        }
    }

    private void writeCopy(long[] heading, Copy copy) {
        try {
            long begun = System.nanoTime();
            files.write(heading, copy);
            LOG.info("snapshot of seq {} in {} ms", Snapshot.seq(heading),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        } catch (RuntimeException e) {
            LOG.error("snapshot of seq {} could not be written; recovery takes an older one", Snapshot.seq(heading), e);
        } finally {
            writing.set(false);
        }
    }

    @Override
    public List<Snapshot> newestFirst() {
        return files.newestFirst();
    }

    /** Waits until what is being written is down. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the last snapshot took more than {} s and was given up", END_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A state's bytes as a file has them, in chunks so that no array must be grown. */
    private static final class Copy implements State, StateSink {
        private static final int CHUNK = 1 << 20;

        private final List<byte[]> full = new ArrayList<>();
        private final byte[] eight = new byte[Long.BYTES];
        private ByteBuffer open = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

        private void ensureRoom() {
            if (!open.hasRemaining()) {
                full.add(open.array());
                open = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
            }
        }

        @Override
        public void putLong(long value) {
            if (open.remaining() < Long.BYTES) {
                ByteBuffer.wrap(eight).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
                putBytes(eight, 0, Long.BYTES);
            } else {
                open.putLong(value);
            }
        }

        @Override
        public void putLongs(long[] source, int offset, int count) {
            for (int done = 0; done < count;) {
                int now = Math.min(open.remaining() / Long.BYTES, count - done);
                if (now == 0) {
                    putLong(source[offset + done++]);
                } else {
                    open.asLongBuffer().put(source, offset + done, now);
                    open.position(open.position() + now * Long.BYTES);
                    done += now;
                }
            }
        }

        @Override
        public void putBytes(byte[] source, int offset, int length) {
            for (int done = 0; done < length;) {
                ensureRoom();
                int now = Math.min(open.remaining(), length - done);
                open.put(source, offset + done, now);
                done += now;
            }
        }

        @Override
        public void save(StateSink sink) {
            full.forEach(chunk -> sink.putBytes(chunk, 0, chunk.length));
            sink.putBytes(open.array(), 0, open.position());
        }

        @Override
        public void load(StateSource source) {
            throw new UnsupportedOperationException("a copy is only written down");
        }
    }
}
