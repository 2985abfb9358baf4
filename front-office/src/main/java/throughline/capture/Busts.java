package throughline.capture;

import org.agrona.DirectBuffer;
import throughline.blotter.Blotter;
import throughline.blotter.Executions;
import throughline.blotter.Orders;
import throughline.blotter.Positions;
import throughline.message.JournalRecord;
import throughline.message.Side;
import throughline.message.TradeBustedDecoder;
import throughline.message.TradeBustedEncoder;
import throughline.message.TradeCorrectedDecoder;
import throughline.message.TradeCorrectedEncoder;
import throughline.office.Outcome;
import throughline.office.Step;
import throughline.reference.Users;
import throughline.state.Texts;

/**
 * Undoes and corrects executions of the business date, for people of operations and risk: a match with both its sides
 * in one step, the named one first, the street's too. What is left of an order stays. One thread; allocates nothing.
 */
final class Busts {
    private static final int HEADER = TradeBustedDecoder.requestKeyHeaderLength();
    private static final byte[] NOTHING = {};

    private final Session session;
    private final Entry entry;
    private final Orders orders;
    private final Executions executions;
    private final Positions positions;
    private final TradeBustedDecoder bust = new TradeBustedDecoder();
    private final TradeBustedEncoder busted = new TradeBustedEncoder();
    private final TradeCorrectedDecoder correction = new TradeCorrectedDecoder();
    private final TradeCorrectedEncoder corrected = new TradeCorrectedEncoder();

    Busts(Session session, Entry entry, Blotter blotter) {
        this.session = session;
        this.entry = entry;
        this.orders = blotter.orders();
        this.executions = blotter.executions();
        this.positions = blotter.positions();
    }

    void bust(JournalRecord draft, Step step) {
        bust.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        DirectBuffer buffer = bust.buffer();
        int keyAt = bust.limit() + HEADER;
        int keyLength = bust.requestKeyLength();
        long id = bust.executionId();
        int row = executions.find(id);
        if (!isTaken(id, row, bust.bodyHash(), buffer, keyAt, keyLength, step)) {
            return;
        }
        int other = other(row);
        if (!mayHold(row, 0) || other != Executions.NONE && !mayHold(other, 0)) {
            step.answer(Outcome.WRONG_STATE, 0);
            return;
        }
        bust.skipRequestKey();
        int reasonAt = bust.limit() + HEADER;
        int reasonLength = bust.reasonLength();
        step.answer(Outcome.RECORDED, step.nextSeq());
        bustSide(row, bust.bodyHash(), step).putRequestKey(buffer, keyAt, keyLength)
            .putReason(buffer, reasonAt, reasonLength);
        bustAttributes(row);
        if (other != Executions.NONE) {
            bustSide(other, 0, step).putRequestKey(NOTHING, 0, 0).putReason(buffer, reasonAt, reasonLength);
            bustAttributes(other);
        } else if (executions.streetAccount(row) != 0) {
            step.add(busted, 0).executionId(otherId(row)).matchId(executions.matchId(row))
                .quantity(executions.quantity(row)).priceE8(executions.priceE8(row))
                .accountId(executions.streetAccount(row)).instrumentId(executions.instrument(row))
                .contraPartyId(executions.contraParty(row)).tradeDate(session.businessDate())
                .side(opposite(executions.side(row))).putRequestKey(NOTHING, 0, 0)
                .putReason(buffer, reasonAt, reasonLength).putStrategy(NOTHING, 0, 0).putDecisionMaker(NOTHING, 0, 0);
        }
    }

    /** Whether it may be done; answers where not. */
    private boolean isTaken(long id, int row, long bodyHash, DirectBuffer key, int keyAt, int keyLength, Step step) {
        if (!session.isReady()) {
            step.answer(Outcome.NOT_READY, 0);
            return false;
        }
        if (!entry.users().has(step.actor(), Users.OPERATIONS | Users.RISK)) {
            entry.refusals().refuse("bust or correction", row == Executions.NONE ? 0 : executions.orderId(row), step);
            return false;
        }
        if (entry.requests().answersRepeat(step, key, keyAt, keyLength, hash(bodyHash, id))) {
            return false;
        }
        if (row == Executions.NONE) {
            boolean earlier = id > 0 && id < session.openedSeq();
            step.answer(earlier ? Outcome.TOO_LATE : Outcome.NOT_FOUND, 0);
        } else if (!session.takesTrades()) {
            step.answer(Outcome.SESSION_CLOSED, 0);
        } else if (executions.isBusted(row)) {
            step.answer(Outcome.WRONG_STATE, 0);
        } else {
            return true;
        }
        return false;
    }

    /** A key stands for one execution: the same key with another is a conflict. */
    private static long hash(long bodyHash, long executionId) {
        return bodyHash * 31 + executionId;
    }

    /** The other side of a match, if it is the firm's too. */
    private int other(int row) {
        return executions.isElsewhere(row) ? Executions.NONE : executions.find(otherId(row));
    }

    /** Whether its account may come to hold what it would, were that much executed instead. */
    private boolean mayHold(int row, long quantity) {
        long more = quantity - executions.quantity(row);
        return positions.fits(executions.account(row), executions.instrument(row),
            executions.side(row) == Side.BUY ? more : -more);
    }

    private long otherId(int row) {
        long match = executions.matchId(row);
        return executions.id(row) == match ? match + 1 : match;
    }

    private static Side opposite(Side side) {
        return side == Side.BUY ? Side.SELL : Side.BUY;
    }

    private TradeBustedEncoder bustSide(int row, long bodyHash, Step step) {
        return step.add(busted, executions.orderId(row)).executionId(executions.id(row))
            .matchId(executions.matchId(row)).quantity(executions.quantity(row)).priceE8(executions.priceE8(row))
            .cumQty(cum(row) - executions.quantity(row)).bodyHash(bodyHash).accountId(executions.account(row))
            .instrumentId(executions.instrument(row)).contraPartyId(executions.contraParty(row))
            .tradeDate(session.businessDate()).userId(executions.user(row)).side(executions.side(row))
            .elsewhere((short) (executions.isElsewhere(row) ? 1 : 0)).capacity(executions.capacity(row));
    }

    private long cum(int row) {
        return executions.isElsewhere(row) ? executions.quantity(row) : orders.cum(order(row));
    }

    private int order(int row) {
        return orders.find(executions.orderId(row));
    }

    private void bustAttributes(int row) {
        Texts texts = orders.texts();
        int strategy = executions.strategy(row);
        int maker = executions.decisionMaker(row);
        busted.putStrategy(texts.bytes(), texts.start(strategy), texts.length(strategy))
            .putDecisionMaker(texts.bytes(), texts.start(maker), texts.length(maker));
    }

    void correct(JournalRecord draft, Step step) {
        correction.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        DirectBuffer buffer = correction.buffer();
        int keyAt = correction.limit() + HEADER;
        int keyLength = correction.requestKeyLength();
        long id = correction.executionId();
        int row = executions.find(id);
        if (!isTaken(id, row, correction.bodyHash(), buffer, keyAt, keyLength, step)) {
            return;
        }
        int other = other(row);
        if (!isSound(row) || !fits(row) || other != Executions.NONE && !fits(other)) {
            step.answer(Outcome.WRONG_STATE, 0);
            return;
        }
        correction.skipRequestKey();
        int reasonAt = correction.limit() + HEADER;
        int reasonLength = correction.reasonLength();
        step.answer(Outcome.RECORDED, step.nextSeq());
        correctSide(row, correction.bodyHash(), step).putRequestKey(buffer, keyAt, keyLength)
            .putReason(buffer, reasonAt, reasonLength);
        correctAttributes(row);
        if (other != Executions.NONE) {
            correctSide(other, 0, step).putRequestKey(NOTHING, 0, 0).putReason(buffer, reasonAt, reasonLength);
            correctAttributes(other);
        } else if (executions.streetAccount(row) != 0) {
            step.add(corrected, 0).executionId(otherId(row)).matchId(executions.matchId(row))
                .quantity(correction.quantity()).priceE8(correction.priceE8())
                .oldQuantity(executions.quantity(row)).oldPriceE8(executions.priceE8(row))
                .cumQty(correction.quantity()).accountId(executions.streetAccount(row))
                .instrumentId(executions.instrument(row)).contraPartyId(executions.contraParty(row))
                .tradeDate(session.businessDate()).side(opposite(executions.side(row)))
                .putRequestKey(NOTHING, 0, 0).putReason(buffer, reasonAt, reasonLength)
                .putStrategy(NOTHING, 0, 0).putDecisionMaker(NOTHING, 0, 0);
        }
    }

    private boolean isSound(int row) {
        long quantity = correction.quantity();
        long priceE8 = correction.priceE8();
        return quantity > 0 && priceE8 > 0
            && (quantity != executions.quantity(row) || priceE8 != executions.priceE8(row))
            && entry.isBookable(executions.instrument(row), quantity, priceE8);
    }

    /** Executed and left stay within the order's quantity. */
    private boolean fits(int row) {
        return mayHold(row, correction.quantity()) && fitsOrder(row);
    }

    private boolean fitsOrder(int row) {
        if (executions.isElsewhere(row)) {
            return true;
        }
        int order = order(row);
        long others = orders.cum(order) - executions.quantity(row);
        return correction.quantity() <= orders.quantity(order) - orders.leaves(order) - others;
    }

    private TradeCorrectedEncoder correctSide(int row, long bodyHash, Step step) {
        return step.add(corrected, executions.orderId(row)).executionId(executions.id(row))
            .matchId(executions.matchId(row)).quantity(correction.quantity()).priceE8(correction.priceE8())
            .oldQuantity(executions.quantity(row)).oldPriceE8(executions.priceE8(row))
            .cumQty(cum(row) - executions.quantity(row) + correction.quantity()).bodyHash(bodyHash)
            .accountId(executions.account(row)).instrumentId(executions.instrument(row))
            .contraPartyId(executions.contraParty(row)).tradeDate(session.businessDate())
            .userId(executions.user(row)).side(executions.side(row))
            .elsewhere((short) (executions.isElsewhere(row) ? 1 : 0)).capacity(executions.capacity(row));
    }

    private void correctAttributes(int row) {
        Texts texts = orders.texts();
        int strategy = executions.strategy(row);
        int maker = executions.decisionMaker(row);
        corrected.putStrategy(texts.bytes(), texts.start(strategy), texts.length(strategy))
            .putDecisionMaker(texts.bytes(), texts.start(maker), texts.length(maker));
    }

    void applyBust(JournalRecord record) {
        bust.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        entry.requests().add(record.actor(), bust.buffer(), bust.limit() + HEADER, bust.requestKeyLength(),
            hash(bust.bodyHash(), bust.executionId()), record.seq());
    }

    void applyCorrection(JournalRecord record) {
        correction.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        entry.requests().add(record.actor(), correction.buffer(), correction.limit() + HEADER,
            correction.requestKeyLength(), hash(correction.bodyHash(), correction.executionId()), record.seq());
    }
}
