package throughline.blotter;

import org.agrona.DirectBuffer;
import throughline.message.OrderCapturedDecoder;
import throughline.state.SeqIndex;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Texts;

/**
 * The orders of the business date and those that live on from earlier ones, by row, in the order of their ids; found by
 * id, and by who entered them and what they called it. Those not yet ended are linked. Quantities are in the
 * instrument's scale once the order is placed, before as given; cum + leaves never exceeds the quantity. Allocates
 * nothing while its expected size suffices and no date opens. One thread.
 */
public final class Orders extends OrderChanges {
    private static final int[] TEXTS = {CL_ORD_ID, FIRST_CL_ORD_ID, ORIG_CL_ORD_ID, NEXT_CL_ORD_ID, ACCOUNT_NAME,
        SYMBOL, STRATEGY, DECISION_MAKER, SESSION, PARENT_ID, LOCATE, WARNED_SCOPE};

    /** Of the front's journal, about. */
    private static final int RECORDS_AN_ORDER = 4;

    private final int expected;
    private final SeqIndex rowById;
    private final ClOrdIds names;

    Orders(int expected) {
        super(expected);
        this.expected = expected;
        rowById = new SeqIndex(expected * RECORDS_AN_ORDER);
        names = new ClOrdIds(expected);
    }

    /** Row of an order by its id; {@link #NONE}: not known. */
    public int find(long orderId) {
        return rowById.get(orderId);
    }

    /** Row of a user's order by any of its clOrdIds; {@link #NONE}: not known. */
    public int find(int user, DirectBuffer clOrdId, int offset, int length) {
        return names.find(this, user, texts.find(clOrdId, offset, length));
    }

    /** Row of a user's order by any of its clOrdIds; {@link #NONE}: not known. */
    public int find(int user, String clOrdId) {
        return names.find(this, user, texts.find(clOrdId));
    }

    int capture(long orderId, int user, long timeNs, OrderCapturedDecoder order) {
        int row = rows.add();
        rows.set(row, ID, orderId);
        rows.set(row, USER, user);
        rows.set(row, ACCOUNT, order.accountId());
        rows.set(row, INSTRUMENT, order.instrumentId());
        rows.set(row, SIDE, order.side().value());
        rows.set(row, TYPE, order.ordType().value());
        rows.set(row, TIME_IN_FORCE, order.timeInForce().value());
        rows.set(row, STATUS, Status.PENDING_NEW.value());
        rows.set(row, QUANTITY, order.quantity());
        rows.set(row, QUANTITY_DECIMALS, order.quantityDecimals());
        rows.set(row, PRICE, order.price());
        rows.set(row, PRICE_DECIMALS, order.priceDecimals());
        rows.set(row, LEAVES, order.quantity());
        rows.set(row, BUSINESS_DATE, order.businessDate());
        rows.set(row, BODY_HASH, order.bodyHash());
        rows.set(row, CL_ORD_ID, text(order, order.clOrdIdLength()));
        rows.set(row, FIRST_CL_ORD_ID, rows.get(row, CL_ORD_ID));
        order.skipClOrdId();
        rows.set(row, ACCOUNT_NAME, text(order, order.accountNameLength()));
        order.skipAccountName();
        rows.set(row, SYMBOL, text(order, order.symbolLength()));
        order.skipSymbol();
        rows.set(row, BASKET, order.basketId());
        rows.set(row, STOP_PRICE, order.stopPrice());
        rows.set(row, STOP_PRICE_DECIMALS, order.stopPriceDecimals());
        rows.set(row, CAPACITY, order.capacity().value());
        attributes(row, order);
        rows.set(row, CAPTURED_NS, timeNs);
        rows.set(row, CHANGED_NS, timeNs);
        rows.set(row, DECLINE, NONE);
        rows.set(row, REPLACE_DECLINE, NONE);
        index(row);
        captured(row);
        return row;
    }

    private void attributes(int row, OrderCapturedDecoder order) {
        rows.set(row, STRATEGY, text(order, order.strategyLength()));
        order.skipStrategy();
        rows.set(row, DECISION_MAKER, text(order, order.decisionMakerLength()));
        order.skipDecisionMaker();
        rows.set(row, SESSION, text(order, order.sessionLength()));
        order.skipSession();
        rows.set(row, PARENT_ID, text(order, order.parentIdLength()));
        order.skipParentId();
        rows.set(row, LOCATE, text(order, order.locateLength()));
    }

    private int text(OrderCapturedDecoder order, int length) {
        return texts.intern(order.buffer(), order.limit() + OrderCapturedDecoder.clOrdIdHeaderLength(), length);
    }

    private void index(int row) {
        rowById.put(id(row), row);
        names.index(this, rows.get(row, FIRST_CL_ORD_ID), row);
    }

    /** An amendment is asked for; a new name leads to the order from here on, whatever becomes of it. */
    void requestReplace(int row, long seq, DirectBuffer name, int offset, int length, long timeNs) {
        int text = length == 0 ? 0 : texts.intern(name, offset, length);
        if (text != 0 && names.find(this, user(row), text) == NONE) {
            names.add(this, row, text);
        }
        requestReplace(row, text, seq, timeNs);
    }

    /** A new business date: those that have ended are dropped, with the texts that none of the others names. */
    void dropEnded() {
        rows.keepOnly(this::isOpen);
        linkAnew();
        Texts old = texts;
        texts = new Texts(expected, expected * 24);
        for (int row = 0; row < rows.end(); row++) {
            for (int column : TEXTS) {
                int text = (int) rows.get(row, column);
                rows.set(row, column, text == 0 ? 0 : texts.intern(old, text));
            }
        }
        indexRows();
        names.keepKnown(this, old, texts);
        names.reindex(this);
    }

    private void indexRows() {
        rowById.clear();
        names.clearIndex();
        for (int row = 0; row < rows.end(); row++) {
            index(row);
        }
    }

    /** The first row with an id above this, or {@link #end}. */
    public int rowAfter(long orderId) {
        int low = 0;
        int high = rows.end();
        while (low < high) {
            int middle = low + high >>> 1;
            if (id(middle) <= orderId) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The open order with the lowest id above this; {@link #NONE}: none. Passes over what has ended since. */
    public int openAfter(long orderId) {
        int row = orderId == 0 ? 0 : rowAfter(orderId);
        if (row == 0) {
            return firstOpen();
        }
        while (row < rows.end() && !isOpen(row)) {
            row++;
        }
        return row < rows.end() ? row : NONE;
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        texts.save(sink);
        names.save(sink);
        super.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        texts.load(source);
        names.load(source);
        super.load(source);
        indexRows();
        names.reindex(this);
    }
}
