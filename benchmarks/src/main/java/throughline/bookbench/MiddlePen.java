package throughline.bookbench;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.ExpandableArrayBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderEncoder;
import throughline.message.OfficeStartedEncoder;
import throughline.message.OrderCapacity;
import throughline.message.RecordCrc;
import throughline.message.RecordHeaderEncoder;
import throughline.message.RiskDayClosedEncoder;
import throughline.message.TradeClearedEncoder;
import throughline.message.TradeKind;

/** Writes a middle journal without its office: cleared trades and closed days, all that the back office reads. */
final class MiddlePen implements AutoCloseable {
    private static final int BODY = RecordCursor.FRAME_LENGTH + MessageHeaderEncoder.ENCODED_LENGTH;

    private final Journal.Appender appender;
    private final ExpandableArrayBuffer document = new ExpandableArrayBuffer(1 << 12);
    private final RecordHeaderEncoder header = new RecordHeaderEncoder();
    private final TradeClearedEncoder trade = new TradeClearedEncoder();
    private final RiskDayClosedEncoder closed = new RiskDayClosedEncoder();
    private long seq;

    MiddlePen(Journal journal) {
        appender = journal.appender();
        OfficeStartedEncoder started = begin(new OfficeStartedEncoder());
        started.epoch(1).rulesVersion(1).journal(JournalId.MIDDLE).putConfiguration(new byte[0], 0, 0);
        append(started, 0, 1);
    }

    /** Clears a fill at a date, stamped so. */
    void trade(Flow.Fill fill, int date, long timeNs) {
        begin(trade).executionId(fill.execution()).matchId(fill.execution()).quantity(fill.quantity())
            .priceE8(fill.priceE8()).accountId(fill.account()).instrumentId(fill.instrument())
            .contraPartyId(Imports.CCP).tradeDate(date).userId(Imports.TRADER).side(fill.side()).kind(TradeKind.NEW)
            .capacity(OrderCapacity.PRINCIPAL).strategy("").decisionMaker("");
        append(trade, fill.order(), timeNs);
    }

    /** Closes a day at risk, with a closing price for each instrument from 1. */
    void dayClosed(int date, long[] pricesE8, long timeNs) {
        begin(closed).businessDate(date).baseCurrency(Imports.USD);
        RiskDayClosedEncoder.ClosingsEncoder closings = closed.closingsCount(pricesE8.length - 1);
        for (int instrument = 1; instrument < pricesE8.length; instrument++) {
            closings.next().instrumentId(instrument).priceE8(pricesE8[instrument]);
        }
        closed.ratesCount(1).next().currency(Imports.USD).rateE8(Flow.E8);
        append(closed, 0, timeNs);
    }

    private <E extends MessageEncoderFlyweight> E begin(E encoder) {
        int start = RecordCursor.FRAME_LENGTH;
        document.putShort(start, (short) encoder.sbeBlockLength(), LITTLE_ENDIAN);
        document.putShort(start + 2, (short) encoder.sbeTemplateId(), LITTLE_ENDIAN);
        document.putShort(start + 4, (short) encoder.sbeSchemaId(), LITTLE_ENDIAN);
        document.putShort(start + 6, (short) encoder.sbeSchemaVersion(), LITTLE_ENDIAN);
        document.setMemory(BODY, encoder.sbeBlockLength(), (byte) 0);
        encoder.wrap(document, BODY);
        return encoder;
    }

    private void append(MessageEncoderFlyweight encoder, long orderId, long timeNs) {
        int length = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
        int start = RecordCursor.FRAME_LENGTH;
        document.putInt(0, length, LITTLE_ENDIAN);
        header.wrap(document, BODY).seq(++seq).time(timeNs).orderId(orderId)
            .flags((short) JournalRecord.LAST_OF_STEP);
        header.crc(RecordCrc.of(document, start, length));
        appender.append(document, 0, start + length);
    }

    @Override
    public void close() {
        appender.close();
    }
}
