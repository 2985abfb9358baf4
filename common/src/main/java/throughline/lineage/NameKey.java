package throughline.lineage;

import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;
import throughline.message.JournalRecord;
import throughline.message.OrderCapturedDecoder;
import throughline.message.ReplaceRequestedDecoder;
import throughline.message.SessionOpenedDecoder;

/**
 * Keys of the front's records by what their users call an order, and of those that open a business date. Of a name it
 * is a hash: a record that is found by it must be asked whether it bears the name. One thread.
 */
final class NameKey {
    /** Key of every record that opens a business date. */
    static final long OPENING = 1;

    private static final long NAMES = 1L << Block.SEQ_BITS;
    private static final long FNV_START = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;
    private static final int BYTE = 0xFF;

    private final OrderCapturedDecoder captured = new OrderCapturedDecoder();
    private final ReplaceRequestedDecoder requested = new ReplaceRequestedDecoder();

    /** Key of a record; 0: it has none. */
    long of(JournalRecord record) {
        return switch (record.templateId()) {
            case SessionOpenedDecoder.TEMPLATE_ID -> OPENING;
            case OrderCapturedDecoder.TEMPLATE_ID -> {
                wrap(captured, record);
                yield of(captured.buffer(), captured.limit() + OrderCapturedDecoder.clOrdIdHeaderLength(),
                    captured.clOrdIdLength());
            }
            case ReplaceRequestedDecoder.TEMPLATE_ID -> {
                wrap(requested, record);
                yield of(requested.buffer(), requested.limit() + ReplaceRequestedDecoder.clOrdIdHeaderLength(),
                    requested.clOrdIdLength());
            }
            default -> 0;
        };
    }

    private static void wrap(MessageDecoderFlyweight decoder, JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
    }

    /** Key of a name. */
    static long of(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return of(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    private static long of(DirectBuffer buffer, int offset, int length) {
        long hash = FNV_START;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ buffer.getByte(offset + i) & BYTE) * FNV_PRIME;
        }
        return length == 0 ? 0 : NAMES | (hash ^ hash >>> Block.SEQ_BITS) & NAMES - 1;
    }

    /** Whether a record gives an order that name. */
    boolean bears(JournalRecord record, String name) {
        return switch (record.templateId()) {
            case OrderCapturedDecoder.TEMPLATE_ID -> {
                wrap(captured, record);
                yield captured.clOrdId().equals(name);
            }
            case ReplaceRequestedDecoder.TEMPLATE_ID -> {
                wrap(requested, record);
                yield requested.clOrdId().equals(name);
            }
            default -> false;
        };
    }

    /** Who calls the order of a record so. */
    int user(JournalRecord record) {
        if (record.templateId() == OrderCapturedDecoder.TEMPLATE_ID) {
            return record.actor();
        }
        wrap(requested, record);
        return requested.userId();
    }
}
