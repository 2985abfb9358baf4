package throughline.journal;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A journal in memory, for the small world and for tests. It outlives the offices that use it, as files do. One thread.
 */
public final class MemoryJournal implements Journal {
    private final String name;
    private final List<byte[]> documents = new ArrayList<>();
    private boolean held;

    /** An empty journal; the name stands in messages. */
    public MemoryJournal(String name) {
        this.name = name;
    }

    /** Every document so far, in order, as it was appended. */
    public List<byte[]> documents() {
        return List.copyOf(documents);
    }

    /** Frees the writer's place as the end of its process would. */
    public void writerDied() {
        held = false;
    }

    @Override
    public Appender appender() {
        if (held) {
            throw new JournalInUse("journal " + name + " has a writer");
        }
        held = true;
        return new MemoryAppender();
    }

    @Override
    public Reader reader() {
        return new MemoryReader();
    }

    @Override
    public void close() {
        held = false;
    }

    private final class MemoryAppender implements Appender {
        @Override
        public void append(DirectBuffer document, int offset, int length) {
            byte[] copy = new byte[length];
            document.getBytes(offset, copy);
            documents.add(copy);
        }

        @Override
        public void sync() {
            // memory is as durable as it gets
        }

        @Override
        public void close() {
            held = false;
        }
    }

    private final class MemoryReader implements Reader {
        private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
        private int next;

        @Override
        public boolean poll() {
            if (next >= documents.size()) {
                return false;
            }
            buffer.wrap(documents.get(next++));
            return true;
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
            return next - 1L;
        }

        @Override
        public boolean moveTo(long position) {
            if (position < 0 || position >= documents.size()) {
                return false;
            }
            next = (int) position;
            return true;
        }

        @Override
        public void toStart() {
            next = 0;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
