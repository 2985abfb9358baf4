package throughline.capture;

import org.agrona.DirectBuffer;
import throughline.blotter.Orders;
import throughline.blotter.Venue;
import throughline.message.JournalRecord;
import throughline.message.OrdType;
import throughline.message.OrderReplacedEncoder;
import throughline.message.RefuseReason;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.ReplaceRefusedEncoder;
import throughline.message.ReplaceRejectedDecoder;
import throughline.message.ReplaceRequestedDecoder;
import throughline.message.ReplaceRequestedEncoder;
import throughline.office.Outcome;
import throughline.office.Requests;
import throughline.office.Step;
import throughline.reference.Exact;
import throughline.reference.Money;
import throughline.reference.Users;

/**
 * Amendments: taken in with all fields filled, for risk to judge; each of its decisions is answered with a record of
 * the front's. Until then the order is as it was and goes on executing; what ends it meanwhile comes first. One thread;
 * allocates nothing.
 */
final class Replaces {
    private static final int HEADER = ReplaceRequestedDecoder.clOrdIdHeaderLength();
    private static final long AS_IS = ReplaceRequestedDecoder.quantityNullValue();
    private static final int E8_DECIMALS = 8;
    private static final byte[] NO_NAME = {};

    private final Session session;
    private final Orders orders;
    private final Entry entry;
    private final Requests requests;
    private final Refusals refusals;
    private final Halts halts;
    private final Venue venue;
    private final ReplaceRequestedDecoder decoder = new ReplaceRequestedDecoder();
    private final ReplaceRequestedEncoder requested = new ReplaceRequestedEncoder();
    private final ReplaceAcceptedDecoder accepted = new ReplaceAcceptedDecoder();
    private final ReplaceRejectedDecoder rejected = new ReplaceRejectedDecoder();
    private final OrderReplacedEncoder replaced = new OrderReplacedEncoder();
    private final ReplaceRefusedEncoder refused = new ReplaceRefusedEncoder();

    Replaces(Session session, Orders orders, Entry entry, Halts halts, Venue venue) {
        this.session = session;
        this.orders = orders;
        this.entry = entry;
        this.requests = entry.requests();
        this.refusals = entry.refusals();
        this.halts = halts;
        this.venue = venue;
    }

    void command(JournalRecord draft, Step step) {
        long orderId = draft.orderId();
        int row = orders.find(orderId);
        if (row == Orders.NONE) {
            step.answer(Outcome.NOT_FOUND, 0);
            return;
        }
        if (!mayReplace(step.actor(), row)) {
            refusals.refuse("replace", orderId, step);
            return;
        }
        decoder.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        DirectBuffer buffer = decoder.buffer();
        int length = decoder.clOrdIdLength();
        int named = length == 0 ? Orders.NONE
            : orders.find(orders.user(row), buffer, decoder.limit() + HEADER, length);
        decoder.skipClOrdId();
        if (requests.answersRepeat(step, buffer, decoder.limit() + HEADER, decoder.requestKeyLength(), hash(orderId),
            orderId)) {
            return;
        }
        if (named != Orders.NONE && named != row) {
            step.answer(Outcome.CONFLICT, orders.id(named));
        } else {
            request(row, draft, step);
        }
    }

    private boolean mayReplace(int user, int row) {
        return entry.mayTouch(user, Users.TRADER, orders, row);
    }

    /** A key stands for one order: the same key with another is a conflict. */
    private long hash(long orderId) {
        return decoder.bodyHash() * 31 + orderId;
    }

    private void request(int row, JournalRecord draft, Step step) {
        long orderId = orders.id(row);
        if (!orders.isOpen(row)) {
            step.answer(Outcome.TOO_LATE, orderId);
        } else if (orders.isPending(row) || orders.isReplacePending(row)) {
            step.answer(Outcome.ALREADY_PENDING, orderId);
        } else if (!session.isOpen()) {
            step.answer(Outcome.SESSION_CLOSED, 0);
        } else if (!isSound(row) || !changes(row)) {
            step.answer(Outcome.WRONG_STATE, orderId);
        } else {
            adopt(row, draft, step);
            step.answer(Outcome.RECORDED, orderId);
        }
    }

    /** A limit only where there is one, a stop price only where one is waited for. */
    private boolean isSound(int row) {
        OrdType type = orders.type(row);
        boolean hasLimit = type == OrdType.LIMIT || type == OrdType.STOP_LIMIT;
        return (!changesQuantity(row) || decoder.quantity() > 0)
            && (!changesPrice(row) || hasLimit && decoder.price() > 0)
            && (!changesStopPrice(row) || orders.stopPriceE8(row) != 0 && decoder.stopPrice() > 0);
    }

    private boolean changes(int row) {
        return changesQuantity(row) || changesPrice(row) || changesStopPrice(row);
    }

    private boolean changesQuantity(int row) {
        return differs(decoder.quantity(), decoder.quantityDecimals(), orders.quantity(row),
            orders.quantityDecimals(row));
    }

    private boolean changesPrice(int row) {
        return differs(decoder.price(), decoder.priceDecimals(), orders.price(row), orders.priceDecimals(row));
    }

    private boolean changesStopPrice(int row) {
        return differs(decoder.stopPrice(), decoder.stopPriceDecimals(), orders.stopPriceE8(row), E8_DECIMALS);
    }

    private static boolean differs(long wanted, int wantedDecimals, long present, int presentDecimals) {
        return wanted != AS_IS && Exact.compareProducts(wanted, Money.powerOfTen(presentDecimals), present,
            Money.powerOfTen(wantedDecimals)) != 0;
    }

    private void adopt(int row, JournalRecord draft, Step step) {
        step.adopt(requested, draft, orders.id(row)).cumQty(orders.cum(row)).businessDate(session.businessDate())
            .accountId(orders.account(row)).instrumentId(orders.instrument(row)).userId(orders.user(row))
            .side(orders.side(row)).ordType(orders.type(row)).timeInForce(orders.timeInForce(row));
        if (decoder.quantity() == AS_IS) {
            requested.quantity(orders.quantity(row)).quantityDecimals((short) orders.quantityDecimals(row));
        }
        if (decoder.price() == AS_IS) {
            requested.price(orders.price(row)).priceDecimals((short) orders.priceDecimals(row));
        }
        if (decoder.stopPrice() == AS_IS) {
            requested.stopPrice(orders.stopPriceE8(row)).stopPriceDecimals((short) E8_DECIMALS);
        }
    }

    void accepted(JournalRecord record, Step step) {
        accepted.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = pending(record, accepted.requestSeq());
        if (!orders.isAtVenue(row)) {
            refuse(row, orders.isOpen(row) ? RefuseReason.SESSION_CLOSED : RefuseReason.TOO_LATE, step);
        } else if (isTriggeredMeanwhile(row)) {
            refuse(row, RefuseReason.TOO_LATE, step);
        } else if (halts.isHalted(row)) {
            refuse(row, RefuseReason.SCOPE_HALTED, step);
        } else if (!session.isOpen()) {
            refuse(row, RefuseReason.SESSION_CLOSED, step);
        } else if (accepted.quantity() > orders.cum(row)) {
            venue.replace(row, accepted, session.businessDate(), step);
        } else {
            fill(row, step);
        }
    }

    /**
     * Whether the last price reached the order's stop price before the one it was to have instead: risk measured the
     * amended limit from that, and an order in the book would have it without ever waiting for it.
     */
    private boolean isTriggeredMeanwhile(int row) {
        return orders.stopPriceE8(row) == 0 && accepted.stopPriceE8() != 0
            && differs(accepted.stopPriceE8(), E8_DECIMALS, orders.stopPrice(row), orders.stopPriceDecimals(row));
    }

    private int pending(JournalRecord record, long requestSeq) {
        int row = orders.find(record.orderId());
        if (row == Orders.NONE || !orders.isReplacePending(row) || orders.replaceSeq(row) != requestSeq) {
            throw new IllegalStateException("middle seq " + record.seq() + " decides on amendment " + requestSeq
                + " of order " + record.orderId() + ", which is not pending");
        }
        return row;
    }

    private void refuse(int row, RefuseReason reason, Step step) {
        begin(row, reason, step).putScopeName(NO_NAME, 0, 0);
    }

    private ReplaceRefusedEncoder begin(int row, RefuseReason reason, Step step) {
        return step.add(refused, orders.id(row)).requestSeq(orders.replaceSeq(row)).accountId(orders.account(row))
            .instrumentId(orders.instrument(row)).reason(reason);
    }

    /** As much or more is executed as is wanted now: nothing is left, and the venue has nothing to decide. */
    private void fill(int row, Step step) {
        int name = orders.nextClOrdId(row);
        step.add(replaced, orders.id(row)).requestSeq(orders.replaceSeq(row)).quantity(orders.cum(row))
            .cumQty(orders.cum(row)).priceE8(accepted.priceE8()).workingPriceE8(orders.workingPriceE8(row))
            .stopPriceE8(orders.stopPriceE8(row)).accountId(orders.account(row)).instrumentId(orders.instrument(row))
            .side(orders.side(row)).keepsPriority((short) 1)
            .putClOrdId(orders.names().bytes(), orders.names().start(name), orders.names().length(name));
    }

    void rejected(JournalRecord record, Step step) {
        rejected.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = pending(record, rejected.requestSeq());
        if (!orders.isOpen(row)) {
            refuse(row, RefuseReason.TOO_LATE, step);
            return;
        }
        begin(row, RefuseReason.BY_RISK, step).bound(rejected.bound()).observed(rejected.observed())
            .code(rejected.code()).scopeKind(rejected.scopeKind()).metric(rejected.metric());
        int length = rejected.scopeNameLength();
        refused.putScopeName(record.buffer(), rejected.limit() + HEADER, length);
    }

    void apply(JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        decoder.skipClOrdId();
        requests.add(record.actor(), decoder.buffer(), decoder.limit() + HEADER, decoder.requestKeyLength(),
            hash(record.orderId()), record.seq());
    }
}
