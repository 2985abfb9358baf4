package throughline.world;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.CancelRequestedDecoder;
import throughline.message.JournalRecord;
import throughline.message.OrderCanceledDecoder;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderDeclinedDecoder;
import throughline.message.OrderExpiredDecoder;
import throughline.message.OrderPlacedDecoder;
import throughline.message.OrderReplacedDecoder;
import throughline.message.OrderRestatedDecoder;
import throughline.message.ReplaceRefusedDecoder;
import throughline.message.ReplaceRequestedDecoder;
import throughline.message.SessionOpenedDecoder;
import throughline.message.TradeBustedDecoder;
import throughline.message.TradeCorrectedDecoder;
import throughline.message.TradeExecutedDecoder;
import throughline.proof.Findings;

/**
 * Reads each order's life from the front journal and holds every change of its status against the FIX tables of order
 * state changes; executed and left never exceed the quantity, and who has ended ends no second time. Shares nothing with
 * the blotter. One thread.
 */
final class FixStates {
    private static final Map<OrdStatus, Set<OrdStatus>> TABLE = new EnumMap<>(OrdStatus.class);

    static {
        may(OrdStatus.PENDING_NEW, OrdStatus.PENDING_NEW, OrdStatus.NEW, OrdStatus.PARTIALLY_FILLED,
            OrdStatus.PENDING_CANCEL, OrdStatus.REJECTED, OrdStatus.CANCELED, OrdStatus.EXPIRED);
        may(OrdStatus.NEW, OrdStatus.PARTIALLY_FILLED, OrdStatus.FILLED, OrdStatus.PENDING_CANCEL,
            OrdStatus.PENDING_REPLACE, OrdStatus.CANCELED, OrdStatus.EXPIRED, OrdStatus.PENDING_NEW);
        may(OrdStatus.PARTIALLY_FILLED, OrdStatus.PARTIALLY_FILLED, OrdStatus.NEW, OrdStatus.FILLED,
            OrdStatus.PENDING_CANCEL, OrdStatus.PENDING_REPLACE, OrdStatus.CANCELED, OrdStatus.EXPIRED,
            OrdStatus.PENDING_NEW);
        may(OrdStatus.PENDING_REPLACE, OrdStatus.PENDING_REPLACE, OrdStatus.NEW, OrdStatus.PARTIALLY_FILLED,
            OrdStatus.FILLED, OrdStatus.PENDING_CANCEL, OrdStatus.CANCELED, OrdStatus.EXPIRED);
        may(OrdStatus.PENDING_CANCEL, OrdStatus.PENDING_CANCEL, OrdStatus.CANCELED, OrdStatus.REJECTED,
            OrdStatus.EXPIRED);
        may(OrdStatus.FILLED, OrdStatus.FILLED, OrdStatus.CANCELED);
        may(OrdStatus.CANCELED, OrdStatus.CANCELED);
        may(OrdStatus.EXPIRED, OrdStatus.EXPIRED);
        may(OrdStatus.REJECTED, OrdStatus.REJECTED);
    }

    /** FIX 39. */
    private enum OrdStatus {
        PENDING_NEW, NEW, PARTIALLY_FILLED, PENDING_REPLACE, PENDING_CANCEL, FILLED, CANCELED, EXPIRED, REJECTED
    }

    private static void may(OrdStatus from, OrdStatus... to) {
        TABLE.put(from, EnumSet.of(to[0], to));
    }

    private final Findings findings;
    private final Map<Long, Life> lives = new HashMap<>();
    private final OrderPlacedDecoder placed = new OrderPlacedDecoder();
    private final TradeExecutedDecoder executed = new TradeExecutedDecoder();
    private final OrderReplacedDecoder replaced = new OrderReplacedDecoder();
    private final OrderRestatedDecoder restated = new OrderRestatedDecoder();
    private final TradeBustedDecoder busted = new TradeBustedDecoder();
    private final TradeCorrectedDecoder corrected = new TradeCorrectedDecoder();
    private JournalRecord record;

    /** An order as its records make it. */
    private static final class Life {
        OrdStatus status = OrdStatus.PENDING_NEW;
        OrdStatus shown = OrdStatus.PENDING_NEW;
        boolean replacePending;
        boolean cancelPending;
        boolean ended;
        long quantity;
        long cum;
        long leaves;

        OrdStatus working() {
            return cum == 0 ? OrdStatus.NEW : OrdStatus.PARTIALLY_FILLED;
        }
    }

    private FixStates(Findings findings) {
        this.findings = findings;
    }

    /** Holds all of a front journal against the tables. */
    static void check(Journal front, Findings findings) {
        FixStates states = new FixStates(findings);
        try (RecordCursor cursor = new RecordCursor("front", front)) {
            while (cursor.next()) {
                states.take(cursor.record());
            }
        }
    }

    private void take(JournalRecord next) {
        record = next;
        if (next.templateId() == OrderCapturedDecoder.TEMPLATE_ID) {
            lives.put(next.orderId(), new Life());
        } else if (next.templateId() == SessionOpenedDecoder.TEMPLATE_ID) {
            lives.values().stream().filter(life -> !life.ended).forEach(this::suspend);
        } else if (lives.containsKey(next.orderId())) {
            take(lives.get(next.orderId()));
        }
    }

    private void suspend(Life life) {
        life.status = OrdStatus.PENDING_NEW;
        show(life);
    }

    private void take(Life life) {
        switch (record.templateId()) {
            case OrderPlacedDecoder.TEMPLATE_ID -> placed(life);
            case TradeExecutedDecoder.TEMPLATE_ID -> executed(life);
            case ReplaceRequestedDecoder.TEMPLATE_ID -> life.replacePending = true;
            case OrderReplacedDecoder.TEMPLATE_ID -> replaced(life);
            case ReplaceRefusedDecoder.TEMPLATE_ID -> life.replacePending = false;
            case CancelRequestedDecoder.TEMPLATE_ID -> life.cancelPending = true;
            case OrderCanceledDecoder.TEMPLATE_ID -> end(life, OrdStatus.CANCELED);
            case OrderExpiredDecoder.TEMPLATE_ID -> end(life, OrdStatus.EXPIRED);
            case OrderDeclinedDecoder.TEMPLATE_ID ->
                end(life, life.cum == 0 ? OrdStatus.REJECTED : OrdStatus.CANCELED);
            case OrderRestatedDecoder.TEMPLATE_ID -> restated(life);
            case TradeBustedDecoder.TEMPLATE_ID -> busted(life);
            case TradeCorrectedDecoder.TEMPLATE_ID -> corrected(life);
            default -> { }
        }
        show(life);
    }

    private void show(Life life) {
        OrdStatus now = life.ended ? life.status : life.cancelPending ? OrdStatus.PENDING_CANCEL
            : life.replacePending ? OrdStatus.PENDING_REPLACE : life.status;
        OrdStatus before = life.shown;
        findings.check(TABLE.get(before).contains(now) || before == now,
            () -> "front: seq " + record.seq() + " takes order " + record.orderId() + " from " + before + " to " + now);
        findings.check(life.cum >= 0 && life.leaves >= 0 && (life.status == OrdStatus.PENDING_NEW
            || life.cum + life.leaves <= life.quantity), () -> "front: seq " + record.seq() + ": order "
            + record.orderId() + " has executed " + life.cum + " and left " + life.leaves + " of " + life.quantity);
        life.shown = now;
    }

    private void placed(Life life) {
        placed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        life.quantity = placed.quantity();
        life.leaves = placed.leavesQty();
        life.status = life.working();
    }

    private void executed(Life life) {
        executed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        findings.check(!life.ended && life.status != OrdStatus.PENDING_NEW, () -> "front: seq " + record.seq()
            + " executes order " + record.orderId() + ", which is " + life.status);
        life.cum += executed.quantity();
        life.leaves = executed.leavesQty();
        findings.check(life.cum == executed.cumQty(), () -> "front: seq " + record.seq() + " says executed "
            + executed.cumQty() + " of order " + record.orderId() + ", its executions make " + life.cum);
        life.status = life.working();
        if (life.leaves == 0) {
            end(life, OrdStatus.FILLED);
        }
    }

    private void replaced(Life life) {
        replaced.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        findings.check(replaced.cumQty() == life.cum, () -> "front: seq " + record.seq() + " replaces order "
            + record.orderId() + " at executed " + replaced.cumQty() + ", its executions make " + life.cum);
        life.replacePending = false;
        life.quantity = replaced.quantity();
        life.leaves = replaced.leavesQty();
        if (life.leaves == 0) {
            end(life, OrdStatus.FILLED);
        }
    }

    /** What a bust took back is wanted no more: the order goes on for what is left. */
    private void restated(Life life) {
        restated.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        findings.check(restated.cumQty() == life.cum && restated.leavesQty() == life.leaves
            && restated.quantity() == life.cum + life.leaves, () -> "front: seq " + record.seq() + " restates order "
            + record.orderId() + " as " + restated.quantity() + ", " + restated.cumQty() + ", " + restated.leavesQty()
            + "; it was " + life.quantity + ", " + life.cum + ", " + life.leaves);
        life.quantity = restated.quantity();
    }

    private void end(Life life, OrdStatus status) {
        findings.check(!life.ended, () -> "front: seq " + record.seq() + " ends order " + record.orderId()
            + " again, which is " + life.status);
        life.ended = true;
        life.leaves = 0;
        life.status = status;
    }

    private void busted(Life life) {
        busted.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        amended(life, life.cum - busted.quantity(), busted.cumQty());
    }

    private void corrected(Life life) {
        corrected.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        amended(life, life.cum + corrected.quantity() - corrected.oldQuantity(), corrected.cumQty());
    }

    /** A bust or correction may show an end as another, and never makes a new one. */
    private void amended(Life life, long cum, long said) {
        findings.check(cum == said, () -> "front: seq " + record.seq() + " says order " + record.orderId()
            + " has executed " + said + " after it, its executions make " + cum);
        life.cum = cum;
        if (!life.ended && life.status != OrdStatus.PENDING_NEW) {
            life.status = life.working();
        } else if (life.status == OrdStatus.FILLED && cum < life.quantity) {
            life.status = OrdStatus.CANCELED;
        }
    }
}
