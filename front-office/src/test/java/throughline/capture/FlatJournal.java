package throughline.capture;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.journal.Journal;

/** A journal in one array made beforehand: writing and reading allocate nothing. Keeps nothing when it has no room. */
public final class FlatJournal implements Journal {
    private final UnsafeBuffer all;
    private int end;

    /** With room for so many bytes; 0: keeps nothing. */
    public FlatJournal(int capacity) {
        all = new UnsafeBuffer(new byte[capacity]);
    }

    @Override
    public Appender appender() {
        return new Appender() {
            @Override
            public void append(DirectBuffer document, int offset, int length) {
                if (all.capacity() == 0) {
                    return;
                }
                all.putInt(end, length);
                all.putBytes(end + Integer.BYTES, document, offset, length);
                end += Integer.BYTES + length;
            }

            @Override
            public void sync() {
                // memory is as durable as it gets
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
    }

    @Override
    public Reader reader() {
        return new FlatReader();
    }

    @Override
    public void close() {
        // nothing is held
    }

    private final class FlatReader implements Reader {
        private final UnsafeBuffer document = new UnsafeBuffer(0, 0);
        private int next;

        @Override
        public boolean poll() {
            if (next >= end) {
                return false;
            }
            int length = all.getInt(next);
            document.wrap(all.byteArray(), next + Integer.BYTES, length);
            next += Integer.BYTES + length;
            return true;
        }

        @Override
        public DirectBuffer buffer() {
            return document;
        }

        @Override
        public int length() {
            return document.capacity();
        }

        @Override
        public long position() {
            return next;
        }

        @Override
        public boolean moveTo(long position) {
            return false;
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
