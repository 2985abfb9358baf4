package throughline.risk;

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
    /** Both records lay these out alike: what identifies a match, and what is left with all that follows it. */
    private static final int MATCH = TradeClearedEncoder.matchIdEncodingOffset();
    private static final int MATCH_END = TradeClearedEncoder.leavesQtyEncodingOffset();
    private static final int REST_END = TradeClearedEncoder.BLOCK_LENGTH;

    private final TradeBustedDecoder bust = new TradeBustedDecoder();
    private final TradeCorrectedDecoder correction = new TradeCorrectedDecoder();
    private final TradeClearedEncoder cleared = new TradeClearedEncoder();

    /** An execution: its record's seq is its id. Most fields stand in the same order in both, and go as they lie. */
    void executed(JournalRecord record, Step step) {
        step.add(cleared, record.orderId()).executionId(record.seq());
        put(record, TradeExecutedDecoder.matchIdEncodingOffset(), MATCH, MATCH_END);
        put(record, TradeExecutedDecoder.leavesQtyEncodingOffset(), MATCH_END, REST_END);
        cleared.kind(TradeKind.NEW);
        putTexts(record, record.body() + record.blockLength());
    }

    /** A part of a record's block, at an offset of what is cleared. */
    private void put(JournalRecord record, int from, int at, int end) {
        cleared.buffer().putBytes(cleared.offset() + at, record.buffer(), record.body() + from, end - at);
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
        putTexts(record, bust.limit());
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
        putTexts(record, correction.limit());
    }

    /** Strategy and decision maker stand last in each of the four records, and in the same way. */
    private void putTexts(JournalRecord record, int at) {
        int length = record.length() - at;
        cleared.buffer().putBytes(cleared.limit(), record.buffer(), at, length);
        cleared.limit(cleared.limit() + length);
    }
}
