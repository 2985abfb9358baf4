package throughline.rehearsal;

import throughline.message.JournalRecord;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderRejectedDecoder;
import throughline.message.RejectCode;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.ReplaceRejectedDecoder;

/** Reads what one record of risk decided on an order or an amendment. Reused; one thread. */
public final class Judgement {
    private final OrderAcceptedDecoder accepted = new OrderAcceptedDecoder();
    private final OrderRejectedDecoder rejected = new OrderRejectedDecoder();
    private final ReplaceAcceptedDecoder amended = new ReplaceAcceptedDecoder();
    private final ReplaceRejectedDecoder notAmended = new ReplaceRejectedDecoder();
    private long orderId;
    private long requestSeq;
    private long overrideId;
    private int accountId;
    private int instrumentId;
    private Ruling ruling;
    private RejectCode code;

    /** Whether a record decides on an order or an amendment. */
    public static boolean is(int templateId) {
        return templateId == OrderAcceptedDecoder.TEMPLATE_ID || templateId == OrderRejectedDecoder.TEMPLATE_ID
            || templateId == ReplaceAcceptedDecoder.TEMPLATE_ID || templateId == ReplaceRejectedDecoder.TEMPLATE_ID;
    }

    /** Reads such a record. */
    public Judgement read(JournalRecord record) {
        orderId = record.orderId();
        requestSeq = 0;
        overrideId = 0;
        code = RejectCode.NONE;
        ruling = Ruling.ACCEPTED;
        switch (record.templateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID -> {
                accepted.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                accountId = accepted.accountId();
                instrumentId = accepted.instrumentId();
                overrideId = accepted.overrideId();
            }
            case OrderRejectedDecoder.TEMPLATE_ID -> readRejected(record);
            case ReplaceAcceptedDecoder.TEMPLATE_ID -> {
                amended.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                requestSeq = amended.requestSeq();
                accountId = amended.accountId();
                instrumentId = amended.instrumentId();
                overrideId = amended.overrideId();
            }
            case ReplaceRejectedDecoder.TEMPLATE_ID -> readNotAmended(record);
            default -> throw new IllegalArgumentException("no decision: template " + record.templateId());
        }
        return this;
    }

    private void readRejected(JournalRecord record) {
        rejected.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        accountId = rejected.accountId();
        instrumentId = rejected.instrumentId();
        code = rejected.code();
        ruling = new Ruling(code, rejected.metric(), rejected.scope(), rejected.bound(), rejected.observed());
    }

    private void readNotAmended(JournalRecord record) {
        notAmended.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        requestSeq = notAmended.requestSeq();
        accountId = notAmended.accountId();
        instrumentId = notAmended.instrumentId();
        code = notAmended.code();
        ruling = new Ruling(code, notAmended.metric(), notAmended.scope(), notAmended.bound(),
            notAmended.observed());
    }

    /** The order it is about. */
    public long orderId() {
        return orderId;
    }

    /** The amendment it is about, as the seq of the front's record that asked for it; 0: the order itself. */
    public long requestSeq() {
        return requestSeq;
    }

    /** The override it passed by; 0: none. */
    public long overrideId() {
        return overrideId;
    }

    /** The order's account. */
    public int accountId() {
        return accountId;
    }

    /** The order's instrument. */
    public int instrumentId() {
        return instrumentId;
    }

    /** Whether it passed. */
    public boolean accepts() {
        return code == RejectCode.NONE;
    }

    /** What was decided. */
    public Ruling ruling() {
        return ruling;
    }

    /** Whether it says the same as another: passed as well, or was rejected with the same code. */
    boolean agrees(Judgement other) {
        return code == other.code;
    }
}
