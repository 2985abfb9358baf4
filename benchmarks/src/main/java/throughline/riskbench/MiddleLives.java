package throughline.riskbench;

import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.journal.RecordCursor;
import throughline.message.EndReason;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderEncoder;
import throughline.message.OrdType;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderAcceptedEncoder;
import throughline.message.OrderCanceledEncoder;
import throughline.message.OrderCapturedEncoder;
import throughline.message.OrderPlacedEncoder;
import throughline.message.RecordHeaderEncoder;
import throughline.message.SelfTradeMode;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradeExecutedEncoder;
import throughline.office.Step;

/**
 * Whole lives of orders in the middle office's state machine, told by the front's records: what the office does but for
 * reading, checking and appending bytes. A buyer and a seller of random accounts meet in an instrument. One thread.
 */
final class MiddleLives {
    /** Orders of one {@link #trade} and one {@link #cancel}. */
    static final int ORDERS = 2;

    private static final int RECORD_BYTES = 512;
    private static final int TRADERS = 50;
    private static final int CLIENT_ONE_IN = 4;
    private static final long PRICE_MINOR = 100_00;
    private static final long PRICE_E8 = PRICE_MINOR * 1_000_000;
    /** 50,000 orders a second. */
    private static final long BETWEEN_NS = 20_000;

    private final RiskFirm firm;
    private final Step step = Step.apart();
    private final int[] buyers;
    private final int[] sellers;
    private final int[] instruments;
    private final RecordHeaderEncoder header = new RecordHeaderEncoder();
    private final OrderCapturedEncoder captured = new OrderCapturedEncoder();
    private final OrderPlacedEncoder placed = new OrderPlacedEncoder();
    private final TradeExecutedEncoder executed = new TradeExecutedEncoder();
    private final OrderCanceledEncoder canceled = new OrderCanceledEncoder();
    private final JournalRecord capturedRecord = record(captured);
    private final OrderAcceptedEncoder accepted = new OrderAcceptedEncoder();
    private final JournalRecord acceptedRecord = record(accepted);
    private final JournalRecord placedRecord = record(placed);
    private final JournalRecord executedRecord = record(executed);
    private final JournalRecord canceledRecord = record(canceled);
    private long seq = 1L << 20;
    private long ownSeq = 1L << 20;
    private long timeNs = RiskFirm.START_NS;
    private int next;

    /** Over so many places, a power of two; the firm has so many accounts and instruments. */
    MiddleLives(RiskFirm firm, int places, int accounts, int instrumentCount, SplittableRandom random) {
        this.firm = firm;
        buyers = new int[places];
        sellers = new int[places];
        instruments = new int[places];
        for (int i = 0; i < places; i++) {
            buyers[i] = 1 + random.nextInt(accounts);
            do {
                sellers[i] = 1 + random.nextInt(accounts);
            } while (sellers[i] % CLIENT_ONE_IN == 0 || sellers[i] == buyers[i]);
            instruments[i] = 1 + random.nextInt(instrumentCount);
        }
    }

    private static JournalRecord record(MessageEncoderFlyweight encoder) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[RECORD_BYTES]);
        int body = MessageHeaderEncoder.ENCODED_LENGTH;
        buffer.putShort(0, (short) encoder.sbeBlockLength(), ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(2, (short) encoder.sbeTemplateId(), ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(4, (short) encoder.sbeSchemaId(), ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(6, (short) encoder.sbeSchemaVersion(), ByteOrder.LITTLE_ENDIAN);
        encoder.wrap(buffer, body);
        if (encoder instanceof OrderCapturedEncoder order) {
            order.price(PRICE_E8).priceDecimals((short) 8).businessDate(RiskFirm.DATE).ordType(OrdType.LIMIT)
                .timeInForce(TimeInForce.DAY).clOrdId("c").accountName("a").symbol("s").strategy("")
                .decisionMaker("").session("").parentId("").locate("");
        }
        if (encoder instanceof OrderAcceptedEncoder order) {
            order.priceE8(PRICE_E8).worstPriceE8(PRICE_E8).businessDate(RiskFirm.DATE).ordType(OrdType.LIMIT)
                .timeInForce(TimeInForce.DAY).selfTradeMode(SelfTradeMode.AGGRESSOR).strategy("").decisionMaker("")
                .session("").parentId("").locate("").warnedScope("");
        }
        if (encoder instanceof TradeExecutedEncoder trade) {
            trade.priceE8(PRICE_E8).contraPartyId(1).tradeDate(RiskFirm.DATE).strategy("").decisionMaker("");
        }
        return new JournalRecord().wrap(buffer, 0, body + encoder.encodedLength());
    }

    /** Two orders are captured, accepted and placed, meet twice and have executed; gives how many were decided. */
    int trade() {
        return meet(capture(true), capture(false));
    }

    private int meet(long buy, long sell) {
        place(buy, true);
        place(sell, false);
        execute(buy, true, false);
        execute(sell, false, false);
        execute(buy, true, true);
        execute(sell, false, true);
        next = next + 1 & buyers.length - 1;
        return ORDERS;
    }

    /** Two orders are captured, accepted and placed, and canceled; gives how many were decided. */
    int cancel() {
        long buy = capture(true);
        long sell = capture(false);
        place(buy, true);
        place(sell, false);
        end(buy, true);
        end(sell, false);
        next = next + 1 & buyers.length - 1;
        return ORDERS;
    }

    /** As {@link #trade}, but nobody judges: the office follows acceptances that stand already. */
    int follow() {
        return meet(accept(true), accept(false));
    }

    /** Two orders are captured and judged; the judgements are dropped. */
    int judge() {
        for (int order = 0; order < ORDERS; order++) {
            writeCaptured(order == 0);
            input(capturedRecord, seq);
            step.beginApart(ownSeq, timeNs);
            firm.machine().decide(JournalId.FRONT, capturedRecord, step);
            step.endApart();
        }
        next = next + 1 & buyers.length - 1;
        return ORDERS;
    }

    private int account(boolean buys) {
        return buys ? buyers[next] : sellers[next];
    }

    private long quantity() {
        return 2L + 2 * (next & 31);
    }

    private void writeCaptured(boolean buys) {
        seq++;
        timeNs += BETWEEN_NS;
        captured.wrap(capturedRecord.buffer(), capturedRecord.body());
        captured.quantity(quantity()).accountId(account(buys)).instrumentId(instruments[next])
            .side(buys ? Side.BUY : Side.SELL);
        header.wrap(capturedRecord.buffer(), capturedRecord.body()).actor(1 + next % TRADERS);
    }

    private long capture(boolean buys) {
        writeCaptured(buys);
        long order = seq;
        take(capturedRecord, order);
        if (step.recordAt(0).templateId() != OrderAcceptedDecoder.TEMPLATE_ID) {
            throw new IllegalStateException("order " + order + " was not accepted");
        }
        return order;
    }

    private long accept(boolean buys) {
        writeCaptured(buys);
        long order = seq;
        input(capturedRecord, order);
        int account = account(buys);
        accepted.wrap(acceptedRecord.buffer(), acceptedRecord.body());
        accepted.quantity(quantity()).leavesQty(quantity()).valueMinor(quantity() * PRICE_MINOR)
            .baseMinor(quantity() * PRICE_MINOR).accountId(account).instrumentId(instruments[next])
            .userId(1 + next % TRADERS).side(buys ? Side.BUY : Side.SELL).selfTradeGroup(account)
            .sessionNumber(firm.machine().names().sessionOf(1 + next % TRADERS));
        header.wrap(acceptedRecord.buffer(), acceptedRecord.body()).seq(++ownSeq).time(timeNs).orderId(order)
            .flags((short) JournalRecord.LAST_OF_STEP);
        firm.machine().apply(acceptedRecord);
        return order;
    }

    private void place(long order, boolean buys) {
        seq++;
        placed.wrap(placedRecord.buffer(), placedRecord.body());
        placed.accountId(account(buys)).instrumentId(instruments[next]).quantity(quantity()).leavesQty(quantity())
            .workingPriceE8(PRICE_E8).side(buys ? Side.BUY : Side.SELL);
        take(placedRecord, order);
    }

    private void execute(long order, boolean buys, boolean last) {
        seq++;
        long half = quantity() / 2;
        executed.wrap(executedRecord.buffer(), executedRecord.body());
        executed.matchId(seq).quantity(half).cumQty(last ? quantity() : half).leavesQty(last ? 0 : half)
            .accountId(account(buys)).instrumentId(instruments[next]).userId(1 + next % TRADERS)
            .side(buys ? Side.BUY : Side.SELL);
        take(executedRecord, order);
    }

    private void end(long order, boolean buys) {
        seq++;
        canceled.wrap(canceledRecord.buffer(), canceledRecord.body());
        canceled.accountId(account(buys)).instrumentId(instruments[next]).canceledQty(quantity())
            .reason(EndReason.BY_REQUEST);
        take(canceledRecord, order);
    }

    private void input(JournalRecord record, long order) {
        header.wrap(record.buffer(), record.body()).seq(seq).time(timeNs).orderId(order)
            .flags((short) JournalRecord.LAST_OF_STEP);
        firm.machine().input(JournalId.FRONT, record);
    }

    /** As the office does: applied, decided, and what was decided applied. */
    private void take(JournalRecord record, long order) {
        input(record, order);
        step.beginApart(ownSeq + 1, timeNs);
        firm.machine().decide(JournalId.FRONT, record, step);
        int end = step.endApart();
        ownSeq += step.records();
        for (int frame = 0; frame < end;) {
            JournalRecord own = step.recordAt(frame);
            frame += RecordCursor.FRAME_LENGTH + own.length();
            firm.machine().apply(own);
        }
    }
}
