package throughline.linebench;

import org.agrona.collections.Long2LongHashMap;
import throughline.journal.RecordCursor;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderRejectedDecoder;
import throughline.message.TradeExecutedDecoder;

/**
 * The line at a fixed rate: the sender puts orders on the front's ring and reads both journals as another office does,
 * CRC, seq and step checked; front and middle share the other thread. Orders are decided in the order they were sent.
 */
final class LineSide implements Side, AutoCloseable {
    private static final int MISSING = -1;
    private static final int AT_ONCE = 16;

    private final LineFirm firm;
    private final RecordCursor front;
    private final RecordCursor middle;
    /** By order id, the number of an order that takes and has not been seen to. */
    private final Long2LongHashMap takers = new Long2LongHashMap(1 << 16, 0.5f, MISSING);
    private Pace pace;
    private boolean[] takes = {};
    private int sent;
    private int decided;
    private int captureLength;
    private int decisionLength;

    LineSide(LineFirm firm) {
        this.firm = firm;
        front = new RecordCursor("front", firm.journal(JournalId.FRONT));
        middle = new RecordCursor("middle", firm.journal(JournalId.MIDDLE));
    }

    /** Runs so many orders in the caller's thread, as fast as they go. */
    void warmUp(int orders) {
        for (int done = 0; done < orders; done += PathRig.TOGETHER) {
            firm.write(PathRig.TOGETHER);
            firm.ask();
            firm.work();
        }
        while (middle.next()) {
            decisionLength = lengthOf(middle, OrderAcceptedDecoder.TEMPLATE_ID, decisionLength);
        }
        while (front.next()) {
            captureLength = lengthOf(front, OrderCapturedDecoder.TEMPLATE_ID, captureLength);
        }
    }

    private static int lengthOf(RecordCursor cursor, int templateId, int otherwise) {
        return cursor.record().templateId() == templateId ? cursor.documentLength() : otherwise;
    }

    /** Bytes of a document that captures an order. */
    int captureLength() {
        return captureLength;
    }

    /** Bytes of a document that accepts an order. */
    int decisionLength() {
        return decisionLength;
    }

    @Override
    public void makeRoomAhead() {
        firm.makeRoomAhead();
    }

    @Override
    public void begin(Pace next) {
        pace = next;
        takes = new boolean[next.count];
        sent = 0;
        decided = 0;
    }

    @Override
    public boolean send() {
        if (!firm.send()) {
            return false;
        }
        takes[sent++] = firm.flow().lastTakes();
        return true;
    }

    @Override
    public void see() {
        firm.hear();
        for (int i = 0; i < AT_ONCE && middle.next(); i++) {
            decision(middle.record());
        }
        for (int i = 0; i < AT_ONCE && front.next(); i++) {
            execution(front.record());
        }
        firm.prepare();
    }

    private void decision(JournalRecord record) {
        int templateId = record.templateId();
        if (templateId == OrderAcceptedDecoder.TEMPLATE_ID) {
            if (takes[decided]) {
                takers.put(record.orderId(), decided);
            }
            pace.decided(decided++);
        } else if (templateId == OrderRejectedDecoder.TEMPLATE_ID) {
            throw new IllegalStateException("order " + record.orderId() + " was rejected");
        }
    }

    private void execution(JournalRecord record) {
        if (record.templateId() == TradeExecutedDecoder.TEMPLATE_ID) {
            while (middle.seq() < record.consumed(0) && middle.next()) {
                decision(middle.record());
            }
            int number = (int) takers.remove(record.orderId());
            if (number != MISSING) {
                pace.executed(number);
            }
        }
    }

    @Override
    public boolean isSeen() {
        return decided == sent && takers.isEmpty();
    }

    @Override
    public void work() {
        firm.officesWork();
    }

    @Override
    public void close() {
        front.close();
        middle.close();
    }
}
