package throughline.office;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * The rings between an office's edge and its agent: commands in from any thread, urgent ones (kill, cancel) on a ring
 * of their own, replies out to one thread. Putting on never waits: a full ring says no. Allocates nothing after its
 * making.
 */
public final class Commands {
    private static final int TYPE = 1;
    private static final int REPLY_LENGTH = 4 * Long.BYTES;

    private final RingBuffer ordinary;
    private final RingBuffer urgent;
    private final RingBuffer replies;
    private final MessageHandler onReply = this::onReply;
    private ReplyHandler taker;

    /** Takes a reply. */
    @FunctionalInterface
    public interface ReplyHandler {
        /**
         * One reply.
         *
         * @param correlation the sender's number of the command
         * @param outcome how it was answered
         * @param reference as {@link Outcome} tells
         * @param seq the office's last record then: answer once that is applied
         */
        void onReply(long correlation, Outcome outcome, long reference, long seq);
    }

    /** Rings of a capacity in bytes, a power of two; an eighth of it is the longest command. */
    public Commands(int capacity) {
        ordinary = new ManyToOneRingBuffer(ring(capacity));
        urgent = new ManyToOneRingBuffer(ring(capacity));
        replies = new OneToOneRingBuffer(ring(2 * capacity));
    }

    private static UnsafeBuffer ring(int capacity) {
        return new UnsafeBuffer(java.nio.ByteBuffer.allocateDirect(capacity + RingBufferDescriptor.TRAILER_LENGTH));
    }

    /**
     * Puts a command on the ring; any thread.
     *
     * @param correlation the sender's number of it; 0: wants no reply
     * @return false when the ring is full and nothing was done
     */
    public boolean offer(Draft draft, long correlation) {
        return put(ordinary, draft, correlation);
    }

    /** As {@link #offer}, on the ring that is never refused for load. */
    public boolean offerUrgent(Draft draft, long correlation) {
        return put(urgent, draft, correlation);
    }

    private static boolean put(RingBuffer ring, Draft draft, long correlation) {
        int length = draft.length();
        if (length > Draft.MAX_LENGTH) {
            throw new IllegalArgumentException("a command of " + length + " bytes is too long");
        }
        int at = ring.tryClaim(TYPE, Long.BYTES + length);
        if (at == RingBuffer.INSUFFICIENT_CAPACITY) {
            return false;
        }
        AtomicBuffer buffer = ring.buffer();
        buffer.putLong(at, correlation);
        buffer.putBytes(at + Long.BYTES, draft.buffer(), 0, length);
        ring.commit(at);
        return true;
    }

    /** Bytes of ordinary commands that wait; any thread. */
    public int waiting() {
        return ordinary.size();
    }

    /** Bytes that the ring of ordinary commands holds. */
    public int capacity() {
        return ordinary.capacity();
    }

    /** Takes replies; one thread, the desk's. */
    public int pollReplies(ReplyHandler handler, int limit) {
        taker = handler;
        return replies.read(onReply, limit);
    }

    private void onReply(int type, DirectBuffer buffer, int index, int length) {
        taker.onReply(buffer.getLong(index), Outcome.of((int) buffer.getLong(index + 8)), buffer.getLong(index + 16),
            buffer.getLong(index + 24));
    }

    int takeUrgent(MessageHandler handler, int limit) {
        return urgent.read(handler, limit);
    }

    int take(MessageHandler handler, int limit) {
        return ordinary.read(handler, limit);
    }

    /** Takes all ordinary commands that stand in the ring now, and none that comes meanwhile. */
    void takeWaiting(MessageHandler handler) {
        long end = ordinary.producerPosition();
        while (ordinary.consumerPosition() < end) {
            ordinary.read(handler, 1);
        }
    }

    /**
     * Whether there is room for the replies of that many commands beside those of a whole ring of ordinary ones, each
     * of which takes more room than its reply.
     */
    boolean hasRoomForReplies(int count) {
        return replies.capacity() - replies.size() > ordinary.capacity() / 2 + count * (REPLY_LENGTH + 64);
    }

    void reply(long correlation, Outcome outcome, long reference, long seq) {
        int at = replies.tryClaim(TYPE, REPLY_LENGTH);
        if (at == RingBuffer.INSUFFICIENT_CAPACITY) {
            throw new IllegalStateException("the reply ring is full though room was kept");
        }
        AtomicBuffer buffer = replies.buffer();
        buffer.putLong(at, correlation);
        buffer.putLong(at + 8, outcome.ordinal());
        buffer.putLong(at + 16, reference);
        buffer.putLong(at + 24, seq);
        replies.commit(at);
    }

    static long correlation(DirectBuffer buffer, int index) {
        return buffer.getLong(index);
    }
}
