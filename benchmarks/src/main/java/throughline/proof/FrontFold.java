package throughline.proof;

import java.util.HashSet;
import java.util.Set;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongHashSet;
import throughline.journal.Journal;
import throughline.message.AccountStatedDecoder;
import throughline.message.JournalRecord;
import throughline.message.OrderCanceledDecoder;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderDeclinedDecoder;
import throughline.message.OrderExpiredDecoder;
import throughline.message.OrderPlacedDecoder;
import throughline.message.OrderReplacedDecoder;
import throughline.message.OrderRestatedDecoder;
import throughline.message.PositionMoveStatedDecoder;
import throughline.message.PositionStatedDecoder;
import throughline.message.ReplaceRefusedDecoder;
import throughline.message.ReplaceRequestedDecoder;
import throughline.message.SessionOpenedDecoder;
import throughline.message.TradeBustedDecoder;
import throughline.message.TradeCorrectedDecoder;
import throughline.message.TradeExecutedDecoder;

/**
 * The front journal folded: each client id one order a date, each order placed once a date and ended at most once, what
 * it executed and has left, each amendment answered once, and its executions. Ended orders are forgotten, so it takes
 * memory for the open ones, and for the client ids and executions of a day.
 */
public final class FrontFold extends JournalFold {
    /** An order not ended. */
    static final class Open {
        boolean placed;
        long quantity;
        long cum;
        long leaves;
    }

    private final Findings findings;
    private final ExecutionFold executions;
    private final Long2ObjectHashMap<Open> open = new Long2ObjectHashMap<>();
    private final LongHashSet undecidedReplaces = new LongHashSet();
    private final Set<String> clientIds = new HashSet<>();
    private final OrderCapturedDecoder captured = new OrderCapturedDecoder();
    private final OrderPlacedDecoder placed = new OrderPlacedDecoder();
    private final OrderReplacedDecoder replaced = new OrderReplacedDecoder();
    private final ReplaceRefusedDecoder refused = new ReplaceRefusedDecoder();
    private final OrderRestatedDecoder restated = new OrderRestatedDecoder();
    private final OrderCanceledDecoder canceled = new OrderCanceledDecoder();
    private final OrderExpiredDecoder expired = new OrderExpiredDecoder();
    private long orders;
    private long judgements;
    private long replaces;

    FrontFold(Journal journal, Findings findings) {
        super("front", journal);
        this.findings = findings;
        executions = new ExecutionFold(findings);
    }

    @Override
    void take(JournalRecord record) {
        executions.expect(record.templateId());
        switch (record.templateId()) {
            case AccountStatedDecoder.TEMPLATE_ID -> executions.account(record);
            case PositionStatedDecoder.TEMPLATE_ID -> executions.position(record);
            case PositionMoveStatedDecoder.TEMPLATE_ID -> executions.moved(record);
            case SessionOpenedDecoder.TEMPLATE_ID -> {
                clientIds.clear();
                executions.openDay();
            }
            case OrderCapturedDecoder.TEMPLATE_ID -> captured(record);
            case OrderPlacedDecoder.TEMPLATE_ID -> placed(record);
            case OrderRestatedDecoder.TEMPLATE_ID -> restated(record);
            case OrderDeclinedDecoder.TEMPLATE_ID, OrderCanceledDecoder.TEMPLATE_ID,
                OrderExpiredDecoder.TEMPLATE_ID -> ended(record);
            case ReplaceRequestedDecoder.TEMPLATE_ID -> {
                replaces++;
                undecidedReplaces.add(record.seq());
            }
            case OrderReplacedDecoder.TEMPLATE_ID -> replaced(record);
            case ReplaceRefusedDecoder.TEMPLATE_ID -> {
                refused.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                decided(record, refused.requestSeq());
            }
            case TradeExecutedDecoder.TEMPLATE_ID -> executed(record);
            case TradeBustedDecoder.TEMPLATE_ID -> {
                TradeBustedDecoder bust = executions.busted(record);
                undone(record, bust.elsewhere(), -bust.quantity(), bust.cumQty());
            }
            case TradeCorrectedDecoder.TEMPLATE_ID -> {
                TradeCorrectedDecoder correction = executions.corrected(record);
                undone(record, correction.elsewhere(), correction.quantity() - correction.oldQuantity(),
                    correction.cumQty());
            }
            default -> { }
        }
    }

    private void captured(JournalRecord record) {
        captured.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        findings.check(record.orderId() == record.seq(),
            () -> "front: seq " + record.seq() + " captures another order");
        String clientId = record.actor() + "/" + captured.businessDate() + "/" + captured.clOrdId();
        findings.check(clientIds.add(clientId), () -> "front: client id " + clientId + " has two orders");
        open.put(record.orderId(), new Open());
        orders++;
        judgements++;
    }

    private void placed(JournalRecord record) {
        placed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        Open order = known(record);
        if (order != null) {
            findings.check(!order.placed, () -> "front: order " + record.orderId() + " is placed twice");
            order.placed = true;
            order.quantity = placed.quantity();
            order.leaves = placed.quantity() - order.cum;
        }
    }

    /** An order that lives on into another date is judged and placed anew. */
    private void restated(JournalRecord record) {
        restated.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        judgements++;
        Open order = known(record);
        if (order != null) {
            findings.check(order.placed && order.cum == restated.cumQty() && order.leaves == restated.leavesQty(),
                () -> "front: seq " + record.seq() + " restates order " + record.orderId() + " as it is not");
            order.placed = false;
        }
    }

    private Open known(JournalRecord record) {
        Open order = open.get(record.orderId());
        findings.check(order != null, () -> "front: seq " + record.seq() + " is of order " + record.orderId()
            + ", which is not open");
        return order;
    }

    private void executed(JournalRecord record) {
        TradeExecutedDecoder trade = executions.executed(record);
        if (record.orderId() == 0 || trade.elsewhere() != 0) {
            return;
        }
        Open order = known(record);
        if (order != null) {
            order.cum += trade.quantity();
            order.leaves -= trade.quantity();
            findings.check(order.cum == trade.cumQty() && order.leaves == trade.leavesQty()
                && order.cum + order.leaves <= order.quantity,
                () -> "front: seq " + record.seq() + ": executed and leaves do not make order " + record.orderId());
            if (trade.leavesQty() == 0) {
                open.remove(record.orderId());
            }
        }
    }

    /** What was executed falls or changes, what is left stays; an order that has ended has ended. */
    private void undone(JournalRecord record, int elsewhere, long change, long cumQty) {
        Open order = elsewhere != 0 ? null : open.get(record.orderId());
        if (order != null) {
            order.cum += change;
            findings.check(order.cum == cumQty && order.cum >= 0 && order.cum + order.leaves <= order.quantity,
                () -> "front: seq " + record.seq() + ": what is left executed is not order " + record.orderId() + "'s");
        }
    }

    private void replaced(JournalRecord record) {
        replaced.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        decided(record, replaced.requestSeq());
        Open order = known(record);
        if (order == null) {
            return;
        }
        order.quantity = replaced.quantity();
        order.leaves = replaced.leavesQty();
        findings.check(order.cum == replaced.cumQty() && order.leaves >= 0
            && order.cum + order.leaves <= order.quantity,
            () -> "front: seq " + record.seq() + " amends order " + record.orderId() + " to what it cannot be");
        if (replaced.leavesQty() == 0) {
            open.remove(record.orderId());
        }
    }

    private void decided(JournalRecord record, long requestSeq) {
        findings.check(undecidedReplaces.remove(requestSeq), () -> "front: seq " + record.seq()
            + " answers amendment " + requestSeq + ", which waits for no answer");
    }

    private void ended(JournalRecord record) {
        Open order = known(record);
        if (order == null) {
            return;
        }
        if (record.templateId() == OrderCanceledDecoder.TEMPLATE_ID) {
            canceled.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            left(record, order, canceled.cumQty(), canceled.canceledQty());
        } else if (record.templateId() == OrderExpiredDecoder.TEMPLATE_ID) {
            expired.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            left(record, order, expired.cumQty(), expired.expiredQty());
        }
        open.remove(record.orderId());
    }

    private void left(JournalRecord record, Open order, long cumQty, long leavesQty) {
        findings.check(order.cum == cumQty && (!order.placed || order.leaves == leavesQty), () -> "front: seq "
            + record.seq() + " ends order " + record.orderId() + " with other than it executed and had left");
    }

    /** L13 and whole matches, at the end of a step. */
    void finish() {
        finishStep();
        executions.finish();
    }

    Long2ObjectHashMap<Open> open() {
        return open;
    }

    Sums moves() {
        return executions.moves();
    }

    Sums positions() {
        return executions.positions();
    }

    public long orders() {
        return orders;
    }

    /** What it asked risk to judge: orders, and those that lived on into another date. */
    long judgements() {
        return judgements;
    }

    /** Amendments it asked risk to judge. */
    long replaces() {
        return replaces;
    }

    public long executions() {
        return executions.count();
    }

    long executionHash() {
        return executions.hash();
    }
}
