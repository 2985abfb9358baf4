package throughline.settlement;

import java.util.function.LongPredicate;
import org.agrona.ExpandableArrayBuffer;
import throughline.message.ConfirmationReceivedDecoder;
import throughline.message.StatusAdvisedDecoder;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;
import throughline.state.Texts;

/**
 * The custodian's messages so far: an instruction and the sender's reference are the key, all else is content. Those of
 * an instruction that is no longer known leave at the close of the fifth business day after they came. Holds one
 * message at a time for its questions. One thread.
 */
final class MessageKeys implements State {
    private static final byte CONFIRMATION = 1;
    private static final byte ADVICE = 2;
    private static final byte WITH_CONTENT = 4;
    private static final int CONTENT_AT = 5;

    private static final int SEQ = 0;
    private static final int INSTRUCTION = 1;
    /** Closes since it came. */
    private static final int CLOSES = 2;
    private static final int COLUMNS = 3;
    private static final int MOST_CLOSES = 5;

    private final Table rows = new Table(COLUMNS, 1 << 12);
    private Texts texts = new Texts(1 << 12, 1 << 17);
    private Texts kept = new Texts(1 << 12, 1 << 17);
    private final ExpandableArrayBuffer key = new ExpandableArrayBuffer(256);
    private final ExpandableArrayBuffer content = new ExpandableArrayBuffer(256);
    private int keyLength;
    private int contentLength;

    void of(ConfirmationReceivedDecoder message) {
        content.putLong(CONTENT_AT, message.quantity());
        content.putLong(CONTENT_AT + 8, message.amountMinor());
        content.putInt(CONTENT_AT + 16, message.effectiveDate());
        int at = message.limit() + ConfirmationReceivedDecoder.referenceHeaderLength();
        hold(CONFIRMATION, message.instructionId(), message.buffer(), at, message.referenceLength(), 20);
    }

    void of(StatusAdvisedDecoder message) {
        int reasonLength = message.reasonLength();
        content.putByte(CONTENT_AT, (byte) message.statusRaw());
        content.putBytes(CONTENT_AT + 1, message.buffer(), message.limit() + StatusAdvisedDecoder.reasonHeaderLength(),
            reasonLength);
        int reasonAt = message.limit();
        message.skipReason();
        int at = message.limit() + StatusAdvisedDecoder.referenceHeaderLength();
        hold(ADVICE, message.instructionId(), message.buffer(), at, message.referenceLength(), 1 + reasonLength);
        message.limit(reasonAt);
    }

    private void hold(
        byte kind, long instructionId, org.agrona.DirectBuffer buffer, int at, int length, int contentBytes) {
        key.putByte(0, kind);
        key.putLong(1, instructionId);
        key.putBytes(9, buffer, at, length);
        keyLength = 9 + length;
        content.putByte(0, (byte) (kind | WITH_CONTENT));
        content.putInt(1, contentBytes);
        content.putBytes(CONTENT_AT + contentBytes, key, 0, keyLength);
        contentLength = CONTENT_AT + contentBytes + keyLength;
    }

    /** Seq of the record of the same message; 0: it did not come before. */
    long recorded() {
        int text = texts.find(content, 0, contentLength);
        return text == 0 ? 0 : rows.get(text - 1, SEQ);
    }

    /** Whether the key came before with other content only. */
    boolean contradicts() {
        return texts.find(key, 0, keyLength) != 0 && recorded() == 0;
    }

    /** Seq of the first record of the key. */
    long first() {
        return rows.get(texts.find(key, 0, keyLength) - 1, SEQ);
    }

    void add(long seq) {
        add(key, keyLength, seq);
        add(content, contentLength, seq);
    }

    private void add(ExpandableArrayBuffer text, int length, long seq) {
        if (texts.find(text, 0, length) == 0) {
            texts.intern(text, 0, length);
            int row = rows.add();
            rows.set(row, SEQ, seq);
            rows.set(row, INSTRUCTION, key.getLong(1));
        }
    }

    /** A day ended: forgets what is old and of no instruction that is known. */
    void endDay(LongPredicate isKnown) {
        kept.clear();
        for (int row = 0; row < rows.end(); row++) {
            rows.increase(row, CLOSES, 1);
            if (stays(row, isKnown)) {
                kept.intern(texts, row + 1);
            }
        }
        rows.keepOnly(row -> stays(row, isKnown));
        Texts former = texts;
        texts = kept;
        kept = former;
    }

    private boolean stays(int row, LongPredicate isKnown) {
        return rows.get(row, CLOSES) <= MOST_CLOSES || isKnown.test(rows.get(row, INSTRUCTION));
    }

    @Override
    public void save(StateSink sink) {
        texts.save(sink);
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        texts.load(source);
        rows.load(source);
    }
}
