package throughline.risk;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import throughline.message.JournalRecord;
import throughline.message.TradeBustedDecoder;
import throughline.message.TradeClearedEncoder;
import throughline.message.TradeCorrectedDecoder;
import throughline.message.TradeExecutedDecoder;
import throughline.message.TradeKind;
import throughline.office.Step;

/**
 * Hands every execution, bust and correction on to the books, the street's sides too, none withheld. Reads no state and
 * changes none. One thread.
 */
final class Clearing {
    private static final int HEADER = TradeClearedEncoder.strategyHeaderLength();

    private final TradeExecutedDecoder trade = new TradeExecutedDecoder();
    private final TradeBustedDecoder bust = new TradeBustedDecoder();
    private final TradeCorrectedDecoder correction = new TradeCorrectedDecoder();
    private final TradeClearedEncoder cleared = new TradeClearedEncoder();

    /** An execution: its record's seq is its id. */
    void executed(JournalRecord record, Step step) {
        trade.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        step.add(cleared, record.orderId()).executionId(record.seq()).matchId(trade.matchId())
            .quantity(trade.quantity()).priceE8(trade.priceE8()).leavesQty(trade.leavesQty())
            .accountId(trade.accountId()).instrumentId(trade.instrumentId()).contraPartyId(trade.contraPartyId())
            .tradeDate(trade.tradeDate()).userId(trade.userId()).side(trade.side()).kind(TradeKind.NEW)
            .elsewhere(trade.elsewhere()).capacity(trade.capacity());
        putTexts(trade.buffer(), trade.limit());
    }

    /** What an execution was, and is undone. */
    void busted(JournalRecord record, Step step) {
        bust.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        step.add(cleared, record.orderId()).executionId(bust.executionId()).matchId(bust.matchId())
            .quantity(bust.quantity()).priceE8(bust.priceE8()).accountId(bust.accountId())
            .instrumentId(bust.instrumentId()).contraPartyId(bust.contraPartyId()).tradeDate(bust.tradeDate())
            .userId(bust.userId()).side(bust.side()).kind(TradeKind.BUST).elsewhere(bust.elsewhere())
            .capacity(bust.capacity());
        bust.skipRequestKey();
        bust.skipReason();
        putTexts(bust.buffer(), bust.limit());
    }

    /** What an execution is from now on. */
    void corrected(JournalRecord record, Step step) {
        correction.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        step.add(cleared, record.orderId()).executionId(correction.executionId()).matchId(correction.matchId())
            .quantity(correction.quantity()).priceE8(correction.priceE8()).accountId(correction.accountId())
            .instrumentId(correction.instrumentId()).contraPartyId(correction.contraPartyId())
            .tradeDate(correction.tradeDate()).userId(correction.userId()).side(correction.side())
            .kind(TradeKind.CORRECTION).elsewhere(correction.elsewhere()).capacity(correction.capacity());
        correction.skipRequestKey();
        correction.skipReason();
        putTexts(correction.buffer(), correction.limit());
    }

    /** Strategy and decision maker stand last in each of the three records. */
    private void putTexts(DirectBuffer buffer, int strategyAt) {
        int strategy = buffer.getShort(strategyAt, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        cleared.putStrategy(buffer, strategyAt + HEADER, strategy);
        int makerAt = strategyAt + HEADER + strategy;
        int maker = buffer.getShort(makerAt, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        cleared.putDecisionMaker(buffer, makerAt + HEADER, maker);
    }
}
