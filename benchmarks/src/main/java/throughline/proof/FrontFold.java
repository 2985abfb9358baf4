package throughline.proof;

import java.util.HashSet;
import java.util.Set;
import org.agrona.collections.Int2IntHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import throughline.journal.Journal;
import throughline.message.AccountKind;
import throughline.message.AccountStatedDecoder;
import throughline.message.JournalRecord;
import throughline.message.OrderCanceledDecoder;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderDeclinedDecoder;
import throughline.message.OrderExpiredDecoder;
import throughline.message.OrderPlacedDecoder;
import throughline.message.PositionStatedDecoder;
import throughline.message.SessionOpenedDecoder;
import throughline.message.Side;
import throughline.message.TradeExecutedDecoder;

/**
 * The front journal folded: each client id one order a date, each order ended at most once, both sides of each match,
 * Σ of XSIM's buys = Σ of its sells (L13), positions. Ended orders are forgotten, so it takes memory for the open ones
 * and for the client ids of a day.
 */
public final class FrontFold extends JournalFold {
    /** An order not ended. */
    static final class Open {
        long quantity = Long.MIN_VALUE;
        long cum;
    }

    private final Findings findings;
    private final Long2ObjectHashMap<Open> open = new Long2ObjectHashMap<>();
    private final Set<String> clientIds = new HashSet<>();
    private final Sums positions = new Sums();
    private final Sums xsim = new Sums();
    private final Int2IntHashMap outside = new Int2IntHashMap(-1);
    private final OrderCapturedDecoder captured = new OrderCapturedDecoder();
    private final OrderPlacedDecoder placed = new OrderPlacedDecoder();
    private final TradeExecutedDecoder executed = new TradeExecutedDecoder();
    private final PositionStatedDecoder position = new PositionStatedDecoder();
    private final AccountStatedDecoder account = new AccountStatedDecoder();
    private long orders;
    private long executions;
    private long executionHash;
    private long halfMatch;
    private long halfQuantity;
    private long halfPrice;
    private boolean halfBuy;

    FrontFold(Journal journal, Findings findings) {
        super("front", journal);
        this.findings = findings;
    }

    static long key(int accountId, int instrumentId) {
        return (long) accountId << 32 | instrumentId;
    }

    @Override
    void take(JournalRecord record) {
        if (halfMatch != 0 && record.templateId() != TradeExecutedDecoder.TEMPLATE_ID) {
            findings.add("front: match " + halfMatch + " has one side");
            halfMatch = 0;
        }
        switch (record.templateId()) {
            case AccountStatedDecoder.TEMPLATE_ID -> account(record);
            case PositionStatedDecoder.TEMPLATE_ID -> position(record);
            case SessionOpenedDecoder.TEMPLATE_ID -> clientIds.clear();
            case OrderCapturedDecoder.TEMPLATE_ID -> captured(record);
            case OrderPlacedDecoder.TEMPLATE_ID -> placed(record);
            case TradeExecutedDecoder.TEMPLATE_ID -> executed(record);
            case OrderDeclinedDecoder.TEMPLATE_ID, OrderCanceledDecoder.TEMPLATE_ID,
                OrderExpiredDecoder.TEMPLATE_ID -> ended(record);
            default -> { }
        }
    }

    private void account(JournalRecord record) {
        account.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        outside.put(account.accountId(), account.kind() == AccountKind.OUTSIDE ? 1 : 0);
    }

    private void position(JournalRecord record) {
        position.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        long key = key(position.accountId(), position.instrumentId());
        boolean first = !positions.has(key);
        findings.check(first || positions.get(key) == position.quantity(), () -> "front: seq " + record.seq()
            + " states the position of account " + position.accountId() + " in instrument " + position.instrumentId()
            + " as " + position.quantity() + ", its executions make it " + positions.get(key));
        positions.set(key, position.quantity());
    }

    private void captured(JournalRecord record) {
        captured.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        findings.check(record.orderId() == record.seq(),
            () -> "front: seq " + record.seq() + " captures another order");
        String clientId = record.actor() + "/" + captured.businessDate() + "/" + captured.clOrdId();
        findings.check(clientIds.add(clientId), () -> "front: client id " + clientId + " has two orders");
        open.put(record.orderId(), new Open());
        orders++;
    }

    private void placed(JournalRecord record) {
        placed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        Open order = known(record);
        if (order != null) {
            findings.check(order.quantity == Long.MIN_VALUE,
                () -> "front: order " + record.orderId() + " is placed twice");
            order.quantity = placed.quantity();
        }
    }

    private Open known(JournalRecord record) {
        Open order = open.get(record.orderId());
        findings.check(order != null, () -> "front: seq " + record.seq() + " is of order " + record.orderId()
            + ", which is not open");
        return order;
    }

    private void executed(JournalRecord record) {
        executed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        boolean buy = executed.side() == Side.BUY;
        long signed = buy ? executed.quantity() : -executed.quantity();
        executions++;
        executionHash += mix(record.seq(), executed.matchId(), executed.quantity(), executed.priceE8(), signed,
            key(executed.accountId(), executed.instrumentId()));
        xsim.add(executed.instrumentId(), signed);
        side(record, buy);
        if (record.orderId() == 0) {
            findings.check(outside.get(executed.accountId()) == 1, () -> "front: seq " + record.seq()
                + " executes no order, yet is not the street's");
            return;
        }
        long key = key(executed.accountId(), executed.instrumentId());
        positions.add(key, signed);
        Open order = known(record);
        if (order != null) {
            order.cum += executed.quantity();
            findings.check(order.cum == executed.cumQty() && order.cum + executed.leavesQty() == order.quantity,
                () -> "front: seq " + record.seq() + ": executed and leaves do not make order " + record.orderId());
            if (executed.leavesQty() == 0) {
                open.remove(record.orderId());
            }
        }
    }

    static long mix(long seq, long match, long quantity, long priceE8, long signed, long key) {
        long hash = seq * 0x9E3779B185EBCA87L;
        hash = Long.rotateLeft(hash ^ match, 17) * 0xC2B2AE3D27D4EB4FL;
        hash = Long.rotateLeft(hash ^ quantity, 23) * 0x9E3779B185EBCA87L;
        hash = Long.rotateLeft(hash ^ priceE8, 29) * 0xC2B2AE3D27D4EB4FL;
        hash = Long.rotateLeft(hash ^ signed, 31) * 0x9E3779B185EBCA87L;
        return Long.rotateLeft(hash ^ key, 37) * 0xC2B2AE3D27D4EB4FL;
    }

    private void side(JournalRecord record, boolean buy) {
        if (halfMatch == 0) {
            findings.check(executed.matchId() == record.seq(),
                () -> "front: seq " + record.seq() + " begins another match");
            halfMatch = executed.matchId();
            halfQuantity = executed.quantity();
            halfPrice = executed.priceE8();
            halfBuy = buy;
            return;
        }
        findings.check(halfMatch == executed.matchId() && halfQuantity == executed.quantity()
            && halfPrice == executed.priceE8() && halfBuy != buy,
            () -> "front: the sides of match " + halfMatch + " differ");
        halfMatch = 0;
    }

    private void ended(JournalRecord record) {
        if (known(record) != null) {
            open.remove(record.orderId());
        }
    }

    /** L13 and whole matches, at the end of a step. */
    void finish() {
        finishStep();
        findings.check(halfMatch == 0, () -> "front: match " + halfMatch + " has one side");
        xsim.forEach((instrument, sum) -> findings.check(sum == 0, () -> "L13: XSIM's buys and sells of instrument "
            + instrument + " differ by " + sum));
    }

    Long2ObjectHashMap<Open> open() {
        return open;
    }

    Sums positions() {
        return positions;
    }

    public long orders() {
        return orders;
    }

    public long executions() {
        return executions;
    }

    long executionHash() {
        return executionHash;
    }
}
