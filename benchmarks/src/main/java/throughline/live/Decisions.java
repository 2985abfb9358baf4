package throughline.live;

import java.nio.file.Path;
import org.agrona.collections.Long2LongHashMap;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.JournalRecord;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderRejectedDecoder;
import throughline.message.RejectCode;

/**
 * How old orders were when risk decided on them, read from the journals.
 *
 * @param oldestAcceptedMs age of the oldest order that was accepted, from the stamp of its capture to that of its
 *     acceptance
 * @param tooOld orders rejected because they were too old
 */
record Decisions(long oldestAcceptedMs, int tooOld) {
    private static final long MS = 1_000_000;
    private static final long UNKNOWN = -1;

    /** Reads the decisions of a firm's whole life. */
    static Decisions in(Path data) {
        Long2LongHashMap captured = new Long2LongHashMap(UNKNOWN);
        try (Journal journal = ChronicleJournal.openToRead(data.resolve("front"));
            RecordCursor cursor = new RecordCursor("front", journal)) {
            while (cursor.next()) {
                if (cursor.record().templateId() == OrderCapturedDecoder.TEMPLATE_ID) {
                    captured.put(cursor.record().orderId(), cursor.record().timeNs());
                }
            }
        }
        long oldestNs = 0;
        int tooOld = 0;
        OrderRejectedDecoder rejected = new OrderRejectedDecoder();
        try (Journal journal = ChronicleJournal.openToRead(data.resolve("middle"));
            RecordCursor cursor = new RecordCursor("middle", journal)) {
            while (cursor.next()) {
                JournalRecord record = cursor.record();
                if (record.templateId() == OrderAcceptedDecoder.TEMPLATE_ID) {
                    oldestNs = Math.max(oldestNs, record.timeNs() - captured.get(record.orderId()));
                } else if (record.templateId() == OrderRejectedDecoder.TEMPLATE_ID) {
                    rejected.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                    tooOld += rejected.code() == RejectCode.ORDER_TOO_OLD ? 1 : 0;
                }
            }
        }
        return new Decisions(oldestNs / MS, tooOld);
    }
}
