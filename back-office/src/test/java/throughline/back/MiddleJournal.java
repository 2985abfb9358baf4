package throughline.back;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderEncoder;
import throughline.message.OfficeStartedEncoder;
import throughline.message.OrderCapacity;
import throughline.message.OrderCapturedEncoder;
import throughline.message.RecordCrc;
import throughline.message.RecordHeaderEncoder;
import throughline.message.RiskDayClosedEncoder;
import throughline.message.Side;
import throughline.message.TradeClearedEncoder;
import throughline.message.TradeKind;

/** A middle journal written by hand, record by record. */
public final class MiddleJournal {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final Journal journal;
    private final Journal.Appender appender;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1 << 16]);
    private final TradeClearedEncoder trade = new TradeClearedEncoder();
    private long seq;

    /** A journal that stands. */
    public MiddleJournal(Journal journal) {
        this.journal = journal;
        appender = journal.appender();
        OfficeStartedEncoder started = begin(new OfficeStartedEncoder());
        started.epoch(1).rulesVersion(1).journal(JournalId.MIDDLE).putConfiguration(new byte[0], 0, 0);
        append(started, 0);
    }

    /** The journal. */
    public Journal journal() {
        return journal;
    }

    /** Clears an execution. */
    public void trade(Fill fill) {
        trade(TradeKind.NEW, fill, 0);
    }

    /** Busts an execution, or corrects it to be this one. */
    public void undo(TradeKind kind, Fill fill) {
        trade(kind, fill, 0);
    }

    /** Clears a trade done elsewhere. */
    public void elsewhere(Fill fill) {
        trade(TradeKind.NEW, fill, 1);
    }

    private void trade(TradeKind kind, Fill fill, int elsewhere) {
        begin(trade).executionId(fill.execution()).matchId(fill.execution()).quantity(fill.quantity())
            .priceE8(fill.priceE8()).leavesQty(0).accountId(fill.account()).instrumentId(fill.instrument())
            .contraPartyId(fill.ccp()).tradeDate(fill.date()).userId(1).side(fill.side())
            .kind(kind).elsewhere((short) elsewhere).capacity(OrderCapacity.PRINCIPAL).strategy("index")
            .decisionMaker("ann");
        append(trade, fill.order());
    }

    /** An execution to clear. */
    public record Fill(long execution, long order, int account, int instrument, int ccp, Side side, long quantity,
        long priceE8, int date) {
    }

    /** As if this were the front's journal: captures an order and gives its id. */
    public long captured(int account) {
        OrderCapturedEncoder order = begin(new OrderCapturedEncoder());
        order.accountId(account).instrumentId(1).side(Side.BUY).clOrdId("c").accountName("").symbol("").strategy("")
            .decisionMaker("").session("").parentId("").locate("");
        append(order, seq + 1);
        return seq;
    }

    /** Closes a day at risk, without a price. */
    public void riskDayClosed(int date) {
        riskDayClosed(date, Map.of(), 0, Map.of());
    }

    /** Closes a day at risk with prices of the first instruments, x 10^-8, without rates. */
    public void riskDayClosed(int date, int base, long... pricesE8) {
        Map<Integer, Long> prices = new TreeMap<>();
        for (int i = 0; i < pricesE8.length; i++) {
            prices.put(i + 1, pricesE8[i]);
        }
        riskDayClosed(date, prices, base, Map.of());
    }

    /**
     * Closes a day at risk.
     *
     * @param prices by instrument, x 10^-8
     * @param rates by currency, x 10^-8
     */
    public void riskDayClosed(int date, Map<Integer, Long> prices, int baseCurrency, Map<Integer, Long> rates) {
        RiskDayClosedEncoder closed = begin(new RiskDayClosedEncoder());
        RiskDayClosedEncoder.ClosingsEncoder closings =
            closed.businessDate(date).baseCurrency(baseCurrency).closingsCount(prices.size());
        prices.forEach((instrument, priceE8) -> closings.next().instrumentId(instrument).priceE8(priceE8));
        RiskDayClosedEncoder.RatesEncoder said = closed.ratesCount(rates.size());
        rates.forEach((currency, rateE8) -> said.next().currency(currency).rateE8(rateE8));
        append(closed, 0);
    }

    private <E extends MessageEncoderFlyweight> E begin(E encoder) {
        int start = RecordCursor.FRAME_LENGTH;
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        buffer.putShort(start, (short) encoder.sbeBlockLength(), LITTLE_ENDIAN);
        buffer.putShort(start + 2, (short) encoder.sbeTemplateId(), LITTLE_ENDIAN);
        buffer.putShort(start + 4, (short) encoder.sbeSchemaId(), LITTLE_ENDIAN);
        buffer.putShort(start + 6, (short) encoder.sbeSchemaVersion(), LITTLE_ENDIAN);
        encoder.wrap(buffer, start + HEADER);
        return encoder;
    }

    private void append(MessageEncoderFlyweight encoder, long orderId) {
        int length = HEADER + encoder.encodedLength();
        int start = RecordCursor.FRAME_LENGTH;
        seq++;
        buffer.putInt(0, length, LITTLE_ENDIAN);
        RecordHeaderEncoder header = new RecordHeaderEncoder().wrap(buffer, start + HEADER);
        header.seq(seq).time(BackFirm.START_NS + seq).orderId(orderId).flags((short) JournalRecord.LAST_OF_STEP);
        header.crc(RecordCrc.of(buffer, start, length));
        appender.append(buffer, 0, start + length);
    }
}
