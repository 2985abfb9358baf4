package throughline.rehearsal;

import org.agrona.ExpandableArrayBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongHashSet;
import throughline.exposure.Exposures;
import throughline.message.JournalRecord;
import throughline.message.OrderReplacedDecoder;
import throughline.message.PositionStatedDecoder;
import throughline.message.PositionStatedEncoder;
import throughline.message.Side;
import throughline.message.TradeBustedDecoder;
import throughline.message.TradeCorrectedDecoder;
import throughline.message.TradeExecutedDecoder;
import throughline.reference.Scope;
import throughline.state.Table;

/**
 * What is left out because it would not have been: every record of an order that would have been rejected, and an
 * amendment that would have been. Such an amendment's order goes on as on record, but its hold keeps the old numbers;
 * one that ended its order ends it. A position the books state anew is lessened by what executed of the orders left
 * out; cash and unsettled amounts are taken as they are stated. One thread.
 */
final class LeftOut {
    private final LongHashSet orders = new LongHashSet();
    private final LongHashSet amendments = new LongHashSet();
    private final Long2LongHashMap executed = new Long2LongHashMap(0);
    private final TradeExecutedDecoder trade = new TradeExecutedDecoder();
    private final TradeBustedDecoder bust = new TradeBustedDecoder();
    private final TradeCorrectedDecoder correction = new TradeCorrectedDecoder();
    private final OrderReplacedDecoder replaced = new OrderReplacedDecoder();
    private final PositionStatedDecoder position = new PositionStatedDecoder();
    private final PositionStatedEncoder lessened = new PositionStatedEncoder();
    private final ExpandableArrayBuffer copy = new ExpandableArrayBuffer(256);
    private final JournalRecord view = new JournalRecord();

    /** From here an order is left out; what is held for one that lived on from another date is held no more. */
    void add(long orderId, Exposures exposures) {
        orders.add(orderId);
        int hold = exposures.holds().row(orderId);
        if (hold != Table.NONE) {
            exposures.release(hold);
            exposures.holds().remove(hold);
        }
    }

    /** An amendment is left out, as the seq of the front's record that asked for it. */
    void addAmendment(long requestSeq) {
        amendments.add(requestSeq);
    }

    /** Whether an order is left out. */
    boolean has(long orderId) {
        return orders.contains(orderId);
    }

    /** Whether a record of either journal is left out. */
    boolean takes(JournalRecord record) {
        if (record.templateId() == OrderReplacedDecoder.TEMPLATE_ID && !amendments.isEmpty()) {
            replaced.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            if (replaced.leavesQty() > 0 && amendments.contains(replaced.requestSeq())) {
                return true;
            }
        }
        return record.orderId() != 0 && orders.contains(record.orderId());
    }

    /** Takes note of a record of the front that is left out. */
    void note(JournalRecord record) {
        switch (record.templateId()) {
            case TradeExecutedDecoder.TEMPLATE_ID -> {
                trade.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                execute(trade.accountId(), trade.instrumentId(), trade.side(), trade.quantity());
            }
            case TradeBustedDecoder.TEMPLATE_ID -> {
                bust.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                execute(bust.accountId(), bust.instrumentId(), bust.side(), -bust.quantity());
            }
            case TradeCorrectedDecoder.TEMPLATE_ID -> {
                correction.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                execute(correction.accountId(), correction.instrumentId(), correction.side(),
                    correction.quantity() - correction.oldQuantity());
            }
            default -> {
                // nothing else moves a position
            }
        }
    }

    private void execute(int account, int instrument, Side side, long quantity) {
        long key = Scope.pair(account, instrument);
        long sum = Math.addExact(executed.get(key), side == Side.BUY ? quantity : -quantity);
        if (sum == 0) {
            executed.remove(key);
        } else {
            executed.put(key, sum);
        }
    }

    /** A record of the front as it would have been: a stated position without what is left out. */
    JournalRecord asItWouldBe(JournalRecord record) {
        if (record.templateId() != PositionStatedDecoder.TEMPLATE_ID || executed.isEmpty()) {
            return record;
        }
        position.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        long by = executed.get(Scope.pair(position.accountId(), position.instrumentId()));
        if (by == 0) {
            return record;
        }
        long quantity = Math.subtractExact(position.quantity(), by);
        copy.putBytes(0, record.buffer(), 0, record.length());
        lessened.wrap(copy, record.body()).quantity(quantity);
        return view.wrap(copy, 0, record.length());
    }
}
