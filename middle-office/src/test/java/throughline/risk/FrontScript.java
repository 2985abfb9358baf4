package throughline.risk;

import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.journal.Journal;
import throughline.journal.MemoryJournal;
import throughline.journal.RecordCursor;
import throughline.message.AccountKind;
import throughline.message.AccountStatedEncoder;
import throughline.message.BasketCapturedEncoder;
import throughline.message.CashStatedEncoder;
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
import throughline.message.OrderDeclinedEncoder;
import throughline.message.OrderExpiredEncoder;
import throughline.message.OrderReplacedEncoder;
import throughline.message.OrderRestatedEncoder;
import throughline.message.OrderTriggeredEncoder;
import throughline.message.PartyKind;
import throughline.message.PartyStatedEncoder;
import throughline.message.PositionStatedEncoder;
import throughline.message.PriceKind;
import throughline.message.PriceStatedEncoder;
import throughline.message.RateStatedEncoder;
import throughline.message.RecordCrc;
import throughline.message.RecordHeaderEncoder;
import throughline.message.RefuseReason;
import throughline.message.ReplaceRefusedEncoder;
import throughline.message.ReplaceRequestedEncoder;
import throughline.message.ScopeClearedEncoder;
import throughline.message.SelfTradeMode;
import throughline.message.SessionClosedEncoder;
import throughline.message.SessionOpenedEncoder;
import throughline.message.Side;
import throughline.message.Standing;
import throughline.message.TimeInForce;
import throughline.message.TradeBustedEncoder;
import throughline.message.TradeCorrectedEncoder;
import throughline.message.TradeExecutedEncoder;
import throughline.message.TradeReportedEncoder;
import throughline.message.TradingState;
import throughline.message.UnsettledStatedEncoder;
import throughline.message.UserStatedEncoder;

/** Writes a front journal by hand, one record a document, each with header and CRC as the front's step would. */
public final class FrontScript {
    /** The business date it opens. */
    public static final int OPEN_DATE = 20_000;

    private final Journal journal;
    private final Journal.Appender appender;
    private final UnsafeBuffer document = new UnsafeBuffer(new byte[1 << 20]);
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
            .symbol(symbol).name(symbol).sector("X").issuer(symbol + " Inc"));
    }

    public void account(int id, String name, int desk, AccountKind kind, boolean shortSale) {
        write(new AccountStatedEncoder(), 0, 0, e -> e.accountId(id)
            .partyId(kind == AccountKind.CLIENT ? 2 : 1).deskId(desk).selfTradeGroup(id)
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

    /** Somebody states the official close. */
    public void officialClose(int user, int id, long priceE8, int date) {
        write(new PriceStatedEncoder(), user, 0, e -> e.instrumentId(id).businessDate(date).priceE8(priceE8)
            .kind(PriceKind.CLOSE).requestKey("").source(""));
    }

    /** As an opening states the last price anew. */
    public void restatedClose(int id, long priceE8, int date) {
        write(new PriceStatedEncoder(), 0, 0, e -> e.instrumentId(id).businessDate(date).priceE8(priceE8)
            .kind(PriceKind.CLOSE).requestKey("").source(""));
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
        long quantity, int quantityDecimals, long price, int priceDecimals, int date, long stopPrice, int stopDecimals,
        long basket) {
        /** Without a stop price, of no basket. */
        public Asked(int user, int account, int instrument, Side side, OrdType type, TimeInForce timeInForce,
            long quantity, int quantityDecimals, long price, int priceDecimals, int date) {
            this(user, account, instrument, side, type, timeInForce, quantity, quantityDecimals, price, priceDecimals,
                date, 0, 0, 0);
        }

        /** Fills in all but the texts. */
        OrderCapturedEncoder fill(OrderCapturedEncoder e) {
            return e.quantity(quantity).price(price).businessDate(date).accountId(account).instrumentId(instrument)
                .side(side).ordType(type).timeInForce(timeInForce).quantityDecimals((short) quantityDecimals)
                .priceDecimals((short) priceDecimals).stopPrice(stopPrice).stopPriceDecimals((short) stopDecimals)
                .basketId(basket);
        }

        /** The same with a stop price. */
        public Asked stop(OrdType newType, long stop, int decimals) {
            return new Asked(user, account, instrument, side, newType, timeInForce, quantity, quantityDecimals,
                newType == OrdType.STOP ? 0 : price, priceDecimals, date, stop, decimals, basket);
        }

        /** The same as a member of a basket. */
        public Asked in(long basketId) {
            return new Asked(user, account, instrument, side, type, timeInForce, quantity, quantityDecimals, price,
                priceDecimals, date, stopPrice, stopDecimals, basketId);
        }

        /** The same as it would be amended: another total, and other prices. */
        public Asked amended(long total, int totalDecimals, long newPrice, int newDecimals, long stop, int decimals) {
            return new Asked(user, account, instrument, side, type, timeInForce, total, totalDecimals, newPrice,
                newDecimals, date, stop, decimals, 0);
        }
    }

    public long order(Asked o) {
        return write(new OrderCapturedEncoder(), o.user, seq + 1, e -> o.fill(e).clOrdId("c").accountName("a")
            .symbol("s").strategy("str").decisionMaker("who").session("ses").parentId("par").locate("loc"));
    }

    public long trade(long orderId, int account, int instrument, Side side, long quantity, long leaves, long priceE8) {
        return write(new TradeExecutedEncoder(), 0, orderId, e -> e.matchId(seq + 1).quantity(quantity)
            .priceE8(priceE8).cumQty(quantity).leavesQty(leaves).accountId(account).instrumentId(instrument)
            .tradeDate(OPEN_DATE).userId(1).side(side).strategy("").decisionMaker(""));
    }

    /** Captures a basket: its own record, then an order each; the first order's id is one more. */
    public long basket(List<Asked> orders) {
        long id = basketOf(orders.size());
        orders.forEach(o -> order(o.in(id)));
        return id;
    }

    /** A basket's own record alone; its orders are still to follow. */
    long basketOf(int orders) {
        return write(new BasketCapturedEncoder(), 1, 0, e -> {
            BasketCapturedEncoder.OrdersEncoder group = e.businessDate(OPEN_DATE).ordersCount(orders);
            for (int i = 0; i < orders; i++) {
                group.next().clOrdId("").accountName("").symbol("").strategy("").decisionMaker("").session("")
                    .parentId("").locate("");
            }
            e.requestKey("");
        });
    }

    /** Asks to amend an order to what {@code o} says, of which that much has executed. */
    public long replace(long orderId, Asked o, long cum) {
        return write(new ReplaceRequestedEncoder(), o.user, orderId, e -> e.quantity(o.quantity).price(o.price)
            .stopPrice(o.stopPrice).cumQty(cum).businessDate(o.date).accountId(o.account).instrumentId(o.instrument)
            .userId(o.user).side(o.side).ordType(o.type).timeInForce(o.timeInForce)
            .quantityDecimals((short) o.quantityDecimals).priceDecimals((short) o.priceDecimals)
            .stopPriceDecimals((short) o.stopDecimals).clOrdId("").requestKey(""));
    }

    void replaced(long orderId, long request, Asked o, long total, long leaves) {
        write(new OrderReplacedEncoder(), 0, orderId, e -> e.requestSeq(request).quantity(total)
            .cumQty(total - leaves).leavesQty(leaves).priceE8(e8(o.price, o.priceDecimals))
            .stopPriceE8(e8(o.stopPrice, o.stopDecimals)).accountId(o.account).instrumentId(o.instrument).side(o.side)
            .clOrdId(""));
    }

    static long e8(long value, int decimals) {
        return BigDecimal.valueOf(value, decimals).movePointRight(8).longValueExact();
    }

    void replaceRefused(long orderId, long request, Asked o, RefuseReason reason) {
        write(new ReplaceRefusedEncoder(), 0, orderId, e -> e.requestSeq(request).accountId(o.account)
            .instrumentId(o.instrument).reason(reason).scopeName(""));
    }

    void declined(long orderId, Asked o) {
        write(new OrderDeclinedEncoder(), 0, orderId, e -> e.accountId(o.account).instrumentId(o.instrument)
            .scopeName(""));
    }

    void triggered(long orderId, Asked o) {
        write(new OrderTriggeredEncoder(), 0, orderId, e -> e.accountId(o.account).instrumentId(o.instrument)
            .side(o.side));
    }

    /** An order lives on into a date with that total, of which some is left; without its stop price once triggered. */
    void restated(long orderId, Asked o, long total, long leaves, boolean triggered) {
        write(new OrderRestatedEncoder(), 0, orderId, e -> e.quantity(total).cumQty(total - leaves).leavesQty(leaves)
            .priceE8(e8(o.price, o.priceDecimals)).stopPriceE8(triggered ? 0 : e8(o.stopPrice, o.stopDecimals))
            .businessDate(o.date).accountId(o.account).instrumentId(o.instrument).userId(o.user).side(o.side)
            .ordType(o.type).timeInForce(o.timeInForce).strategy("str").decisionMaker("who").session("ses")
            .parentId("par").locate("loc"));
    }

    /** A trade done elsewhere: its report, and the execution that follows it. */
    long elsewhere(int account, int instrument, Side side, long quantity, long priceE8) {
        write(new TradeReportedEncoder(), 1, 0, e -> e.accountId(account).instrumentId(instrument).side(side)
            .requestKey("").accountName("").symbol("").source("voice").strategy("").decisionMaker(""));
        return write(new TradeExecutedEncoder(), 0, seq, e -> e.matchId(seq + 1).quantity(quantity).priceE8(priceE8)
            .cumQty(quantity).accountId(account).instrumentId(instrument).tradeDate(OPEN_DATE).userId(1).side(side)
            .elsewhere((short) 1).strategy("").decisionMaker(""));
    }

    void busted(long execution, long orderId, int account, int instrument, Side side, long quantity, long priceE8) {
        write(new TradeBustedEncoder(), 2, orderId, e -> e.executionId(execution).matchId(execution)
            .quantity(quantity).priceE8(priceE8).accountId(account).instrumentId(instrument).contraPartyId(9)
            .tradeDate(OPEN_DATE).userId(1).side(side).requestKey("k").reason("clearly erroneous").strategy("str")
            .decisionMaker("who"));
    }

    void corrected(long execution, long orderId, int account, int instrument, Side side, long old, long quantity,
        long priceE8) {
        write(new TradeCorrectedEncoder(), 2, orderId, e -> e.executionId(execution).matchId(execution)
            .quantity(quantity).priceE8(priceE8).oldQuantity(old).oldPriceE8(priceE8 + 1).accountId(account)
            .instrumentId(instrument).contraPartyId(9).tradeDate(OPEN_DATE).userId(1).side(side).requestKey("k")
            .reason("wrong price").strategy("str").decisionMaker("who"));
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

    public void cleared(long scope, TradingState state, long canceled, long filled) {
        write(new ScopeClearedEncoder(), 0, 0, e -> e.scope(scope).state(state).canceled(canceled)
            .filledMeanwhile(filled).scopeName(""));
    }

    /** A share at one cent's tick, with sector and issuer. */
    void issued(int id, String symbol, String sector, String issuer, int currency) {
        write(new InstrumentStatedEncoder(), 0, 0, e -> e.instrumentId(id).currency(currency)
            .quantityScale((short) 0).standing(Standing.OPEN).tickE8(1_000_000).lot(1).multiplier(1)
            .symbol(symbol).name(symbol).sector(sector).issuer(issuer));
    }

    /** An account of a party and a desk, in a self-trade group of mode aggressor. */
    public void account(int id, String name, int party, int desk, int group, AccountKind kind, String deskName) {
        write(new AccountStatedEncoder(), 0, 0, e -> e.accountId(id).partyId(party).deskId(desk).selfTradeGroup(group)
            .selfTradeMode(SelfTradeMode.AGGRESSOR).kind(kind).standing(Standing.OPEN).shortSale((short) 1)
            .accountName(name).deskName(deskName));
    }

    /** A party, by its short name. */
    public void party(int id, String name, PartyKind kind) {
        write(new PartyStatedEncoder(), 0, 0, e -> e.partyId(id).kind(kind).partyName(name).legalName(name));
    }

    /** A client account's ledger cash. */
    public void cash(int account, int currency, long amountMinor) {
        write(new CashStatedEncoder(), 0, 0, e -> e.accountId(account).currency(currency).amountMinor(amountMinor));
    }

    /** What one unit of a currency is worth in US dollars, x 10^-8. */
    public void rate(int currency, long rateE8, int date) {
        write(new RateStatedEncoder(), 0, 0, e -> e.currency(currency).quoteCurrency(840).rateE8(rateE8)
            .businessDate(date).requestKey("").source(""));
    }

    /** What an account has not settled of earlier dates. */
    public void unsettled(int account, int instrument, int currency, long bought, long sold, long clientBought,
        long clientSold) {
        write(new UnsettledStatedEncoder(), 0, 0, e -> e.accountId(account).instrumentId(instrument)
            .currency(currency).boughtMinor(bought).soldMinor(sold).clientBoughtMinor(clientBought)
            .clientSoldMinor(clientSold));
    }
}
