package throughline.risk;

import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.journal.Journal;
import throughline.journal.MemoryJournal;
import throughline.journal.RecordCursor;
import throughline.message.AccountKind;
import throughline.message.AccountStatedEncoder;
import throughline.message.ClockTickedEncoder;
import throughline.message.EndReason;
import throughline.message.InstrumentStatedEncoder;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderEncoder;
import throughline.message.OfficeStartedEncoder;
import throughline.message.OrdType;
import throughline.message.OrderCanceledEncoder;
import throughline.message.OrderCapturedEncoder;
import throughline.message.OrderExpiredEncoder;
import throughline.message.PositionStatedEncoder;
import throughline.message.PriceKind;
import throughline.message.PriceStatedEncoder;
import throughline.message.RecordCrc;
import throughline.message.RecordHeaderEncoder;
import throughline.message.ScopeClearedEncoder;
import throughline.message.ScopeKind;
import throughline.message.SessionClosedEncoder;
import throughline.message.SessionOpenedEncoder;
import throughline.message.Side;
import throughline.message.Standing;
import throughline.message.TimeInForce;
import throughline.message.TradeExecutedEncoder;
import throughline.message.TradingState;
import throughline.message.UserStatedEncoder;

/** Writes a front journal by hand, one record a document, each with header and CRC as the front's step would. */
public final class FrontScript {
    /** The business date it opens. */
    public static final int OPEN_DATE = 20_000;

    private final Journal journal;
    private final Journal.Appender appender;
    private final UnsafeBuffer document = new UnsafeBuffer(new byte[4096]);
    private final RecordHeaderEncoder header = new RecordHeaderEncoder();
    private long seq;
    /** Stamp of the next record. */
    public long timeNs = 1_000_000_000_000_000_000L;
    long middleSeq;

    FrontScript() {
        this(new MemoryJournal("front"));
    }

    /** Over any journal, from its first record. */
    public FrontScript(Journal journal) {
        this.journal = journal;
        this.appender = journal.appender();
    }

    Journal journal() {
        return journal;
    }

    /** The journal's first record. */
    public void started() {
        write(new OfficeStartedEncoder(), 0, 0, e -> e.epoch(5).rulesVersion(1).journal(JournalId.FRONT)
            .configuration(""));
    }

    long seq() {
        return seq;
    }

    /** Appends a record; returns its seq. */
    public <E extends MessageEncoderFlyweight> long write(E encoder, int actor, long orderId, Consumer<E> fields) {
        int start = RecordCursor.FRAME_LENGTH;
        int body = start + MessageHeaderEncoder.ENCODED_LENGTH;
        document.putShort(start, (short) encoder.sbeBlockLength(), ByteOrder.LITTLE_ENDIAN);
        document.putShort(start + 2, (short) encoder.sbeTemplateId(), ByteOrder.LITTLE_ENDIAN);
        document.putShort(start + 4, (short) encoder.sbeSchemaId(), ByteOrder.LITTLE_ENDIAN);
        document.putShort(start + 6, (short) encoder.sbeSchemaVersion(), ByteOrder.LITTLE_ENDIAN);
        document.setMemory(body, encoder.sbeBlockLength(), (byte) 0);
        encoder.wrap(document, body);
        fields.accept(encoder);
        header.wrap(document, body).actor(actor).seq(++seq).time(timeNs).orderId(orderId).consumed1(middleSeq)
            .flags((short) JournalRecord.LAST_OF_STEP);
        int length = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
        header.crc(RecordCrc.of(document, start, length));
        document.putInt(0, length);
        appender.append(document, 0, start + length);
        return seq;
    }

    public void instrument(int id, String symbol, long tickE8, long lot, int scale, long multiplier, int currency) {
        write(new InstrumentStatedEncoder(), 0, 0, e -> e.instrumentId(id).currency(currency)
            .quantityScale((short) scale).standing(Standing.OPEN).tickE8(tickE8).lot(lot).multiplier(multiplier)
            .symbol(symbol).name(symbol).sector("X"));
    }

    public void account(int id, String name, int desk, AccountKind kind, boolean shortSale) {
        write(new AccountStatedEncoder(), 0, 0, e -> e.accountId(id).partyId(1).deskId(desk).selfTradeGroup(id)
            .kind(kind).standing(Standing.OPEN).shortSale((short) (shortSale ? 1 : 0)).accountName(name)
            .deskName("D" + desk));
    }

    public void user(int id, String name, int desk, boolean trader, boolean risk) {
        write(new UserStatedEncoder(), 0, 0, e -> {
            e.userId(id).deskId(desk).standing(Standing.OPEN).userName(name);
            e.roles().clear().trader(trader).risk(risk);
        });
    }

    /** Somebody of no desk who is neither trader nor risk. */
    public void staff(int id, String name, boolean operations, boolean admin, boolean auditor) {
        write(new UserStatedEncoder(), 0, 0, e -> {
            e.userId(id).standing(Standing.OPEN).userName(name);
            e.roles().clear().operations(operations).admin(admin).auditor(auditor);
        });
    }

    public void price(int id, long priceE8, int date) {
        write(new PriceStatedEncoder(), 0, 0, e -> e.instrumentId(id).businessDate(date).priceE8(priceE8)
            .kind(PriceKind.LAST).requestKey("").source(""));
    }

    public void position(int account, int instrument, long quantity) {
        write(new PositionStatedEncoder(), 0, 0,
            e -> e.accountId(account).instrumentId(instrument).quantity(quantity));
    }

    public void opened(int date) {
        write(new SessionOpenedEncoder(), 0, 0, e -> e.businessDate(date));
    }

    public void closed(int date) {
        write(new SessionClosedEncoder(), 0, 0, e -> e.businessDate(date));
    }

    /** An order as asked for; the id is the seq of its record. */
    public record Asked(int user, int account, int instrument, Side side, OrdType type, TimeInForce timeInForce,
        long quantity, int quantityDecimals, long price, int priceDecimals, int date) {
    }

    public long order(Asked o) {
        return write(new OrderCapturedEncoder(), o.user, 0, e -> e.quantity(o.quantity).price(o.price)
            .businessDate(o.date).accountId(o.account).instrumentId(o.instrument).side(o.side).ordType(o.type)
            .timeInForce(o.timeInForce).quantityDecimals((short) o.quantityDecimals)
            .priceDecimals((short) o.priceDecimals).clOrdId("c").accountName("a").symbol("s")
            .strategy("").decisionMaker("").session("").parentId("").locate(""));
    }

    public long trade(long orderId, int account, int instrument, Side side, long quantity, long leaves, long priceE8) {
        return write(new TradeExecutedEncoder(), 0, orderId, e -> e.matchId(seq + 1).quantity(quantity)
            .priceE8(priceE8).cumQty(quantity).leavesQty(leaves).accountId(account).instrumentId(instrument)
            .tradeDate(OPEN_DATE).userId(1).side(side).strategy("").decisionMaker(""));
    }

    public void canceled(long orderId, int account, int instrument, EndReason reason) {
        write(new OrderCanceledEncoder(), 0, orderId,
            e -> e.accountId(account).instrumentId(instrument).reason(reason));
    }

    void expired(long orderId, int account, int instrument) {
        write(new OrderExpiredEncoder(), 0, orderId, e -> e.accountId(account).instrumentId(instrument));
    }

    public void ticked(long openOrders, long openLeaves) {
        write(new ClockTickedEncoder(), 0, 0, e -> e.openOrders(openOrders).openLeaves(openLeaves));
    }

    public void cleared(int account, int instrument, ScopeKind kind, TradingState state, long canceled, long filled) {
        write(new ScopeClearedEncoder(), 0, 0, e -> e.accountId(account).instrumentId(instrument).scopeKind(kind)
            .state(state).canceled(canceled).filledMeanwhile(filled));
    }
}
