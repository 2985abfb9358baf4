package throughline.risk;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.message.BasketCapturedDecoder;
import throughline.message.JournalRecord;
import throughline.message.OrderCapturedDecoder;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * The basket being read: its members' records, kept as they are until the last one stands and all are decided at once.
 * Part of the state, since the office may tick, or stop, between two of them. One at a time, because a basket is one
 * document of the front's journal. Grows to the largest seen; one thread.
 */
final class Baskets implements State {
    private static final int USUAL_BYTES = 1 << 16;

    private final BasketCapturedDecoder basket = new BasketCapturedDecoder();
    private final OrderCapturedDecoder order = new OrderCapturedDecoder();
    private final JournalRecord view = new JournalRecord();
    private UnsafeBuffer bytes = new UnsafeBuffer(new byte[USUAL_BYTES]);
    private int length;
    private long id;
    private long expected;
    private long members;

    /** A basket was captured; its orders follow. */
    void begin(JournalRecord record) {
        basket.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        id = record.seq();
        expected = basket.orders().count();
        members = 0;
        length = 0;
    }

    /** An order was captured; kept if it is a member of the basket being read. */
    void captured(JournalRecord record) {
        order.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (!isMember(order.basketId())) {
            return;
        }
        int end = length + Integer.BYTES + record.length();
        if (end > bytes.capacity()) {
            bytes = new UnsafeBuffer(Arrays.copyOf(bytes.byteArray(), Math.max(2 * bytes.capacity(), end)));
        }
        bytes.putInt(length, record.length(), ByteOrder.LITTLE_ENDIAN);
        bytes.putBytes(length + Integer.BYTES, record.buffer(), 0, record.length());
        length = end;
        members++;
    }

    /** Whether an order that names this basket belongs to the one being read. */
    boolean isMember(long basketId) {
        return basketId != 0 && basketId == id;
    }

    /** Whether its last member stands. */
    boolean isWhole() {
        return members == expected;
    }

    /** How many members stand. */
    long members() {
        return members;
    }

    /** Where the first member's record lies; see {@link #after}. */
    int first() {
        return 0;
    }

    /** The member's record that lies there; valid until the next call. */
    JournalRecord at(int position) {
        return view.wrap(bytes, position + Integer.BYTES, bytes.getInt(position, ByteOrder.LITTLE_ENDIAN));
    }

    /** Where the next member's record lies. */
    int after(int position) {
        return position + Integer.BYTES + bytes.getInt(position, ByteOrder.LITTLE_ENDIAN);
    }

    /** An order was decided; with the last member's decision the basket is forgotten. */
    void decided(long orderId) {
        if (id != 0 && orderId == id + expected) {
            id = 0;
            expected = 0;
            members = 0;
            length = 0;
        }
    }

    @Override
    public void save(StateSink sink) {
        sink.putLong(id);
        sink.putLong(expected);
        sink.putLong(members);
        sink.putLong(length);
        sink.putBytes(bytes.byteArray(), 0, length);
    }

    @Override
    public void load(StateSource source) {
        id = source.getLong();
        expected = source.getLong();
        members = source.getLong();
        length = (int) source.getLong();
        if (length > bytes.capacity()) {
            bytes = new UnsafeBuffer(new byte[length]);
        }
        source.getBytes(bytes.byteArray(), 0, length);
    }
}
