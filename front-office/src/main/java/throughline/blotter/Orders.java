package throughline.blotter;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.function.IntUnaryOperator;
import org.agrona.DirectBuffer;
import throughline.message.OrderCapturedDecoder;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.state.SeqIndex;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Texts;

/**
 * The orders of the business date and those that live on from earlier ones, by row, in the order of their ids; found by
 * id, and by who entered them and what they called it. Those not yet ended are known apart. Quantities are in the
 * instrument's scale once the order is placed, before as given; cum + leaves never exceeds the quantity. Allocates
 * nothing while its expected size suffices and no date opens. One thread.
 */
public final class Orders extends OrderChanges {
    private static final int HEADER = OrderCapturedDecoder.clOrdIdHeaderLength();

    /** Of the front's journal, about. */
    private static final int RECORDS_AN_ORDER = 4;

    private final int expected;
    private final SeqIndex rowById;
    /** Number of the text that names the basket captured last, whose orders follow it; 0: none, or of a past date. */
    private int basketName;

    Orders(int expected, Accounts accounts, Instruments instruments) {
        super(expected, accounts, instruments);
        this.expected = expected;
        rowById = new SeqIndex(expected * RECORDS_AN_ORDER);
    }

    /** Row of an order by its id; {@link #NONE}: not known. */
    public int find(long orderId) {
        return rowById.get(orderId);
    }

    /** Row of a user's order by any of its clOrdIds; {@link #NONE}: not known. */
    public int find(int user, DirectBuffer clOrdId, int offset, int length) {
        return names.find(user, clOrdId, offset, length);
    }

    /** Row of a user's order by any of its clOrdIds; {@link #NONE}: not known. */
    public int find(int user, String clOrdId) {
        return names.find(user, clOrdId);
    }

    /** What their user calls the basket whose orders are captured next. */
    void nameBasket(DirectBuffer name, int offset, int length) {
        basketName = length == 0 ? 0 : texts.intern(name, offset, length);
    }

    int capture(long orderId, int user, long timeNs, OrderCapturedDecoder order) {
        int row = rows.add();
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        long quantity = order.quantity();
        cells[at + ID] = orderId;
        cells[at + QUANTITY] = quantity;
        cells[at + PRICE] = order.price();
        cells[at + LEAVES] = quantity;
        cells[at + BODY_HASH] = order.bodyHash();
        cells[at + CAPTURED_NS] = timeNs;
        cells[at + CHANGED_NS] = timeNs;
        cells[at + OWNER] = pair(order.accountId(), user);
        cells[at + SUBJECT] = pair(order.instrumentId(), order.businessDate());
        cells[at + MARKS] = marks(order);
        setExtra(row, Extras.BASKET, order.basketId());
        setExtra(row, Extras.BASKET_NAME, order.basketId() == 0 ? 0 : basketName);
        setExtra(row, Extras.STOP_PRICE, order.stopPrice());
        setExtra(row, Extras.STOP_PRICE_DECIMALS, order.stopPriceDecimals());
        texts(row, order, cells, at);
        rowById.put(orderId, row);
        captured(row);
        return row;
    }

    private static long marks(OrderCapturedDecoder order) {
        return Status.PENDING_NEW.value() | (long) order.sideRaw() << SIDE | (long) order.ordTypeRaw() << TYPE
            | (long) order.timeInForceRaw() << TIME_IN_FORCE | (long) order.capacityRaw() << CAPACITY
            | (long) order.quantityDecimals() << QUANTITY_DECIMALS | (long) order.priceDecimals() << PRICE_DECIMALS;
    }

    private void texts(int row, OrderCapturedDecoder order, long[] cells, int at) {
        DirectBuffer record = order.buffer();
        int clOrdId = order.limit();
        int accountName = behind(record, clOrdId);
        int symbol = behind(record, accountName);
        int strategy = behind(record, symbol);
        int decisionMaker = behind(record, strategy);
        int session = behind(record, decisionMaker);
        int parentId = behind(record, session);
        int locate = behind(record, parentId);
        cells[at + NAMES] = pair(names.add(user(row), record, clOrdId + HEADER, length(record, clOrdId), row),
            text(record, session));
        cells[at + ATTRIBUTES] = pair(text(record, strategy), text(record, decisionMaker));
        setExtra(row, Extras.PARENT_ID, text(record, parentId));
        setExtra(row, Extras.LOCATE, text(record, locate));
        if (order.accountId() == 0) {
            setExtra(row, Extras.ACCOUNT_NAME, text(record, accountName));
        }
        if (order.instrumentId() == 0) {
            setExtra(row, Extras.SYMBOL, text(record, symbol));
        }
    }

    /** Where the text begins that stands behind another. */
    private static int behind(DirectBuffer record, int text) {
        return text + HEADER + length(record, text);
    }

    private static int length(DirectBuffer record, int text) {
        return record.getShort(text, LITTLE_ENDIAN) & 0xFFFF;
    }

    /** Most orders say nothing there, and nothing is text 0. */
    private int text(DirectBuffer record, int text) {
        int length = length(record, text);
        return length == 0 ? 0 : texts.intern(record, text + HEADER, length);
    }

    /** An amendment is asked for; a new name leads to the order from here on, whatever becomes of it. */
    void requestReplace(int row, long seq, DirectBuffer name, int offset, int length, long timeNs) {
        requestReplace(row, length == 0 ? 0 : names.addLater(id(row), user(row), name, offset, length, row), seq,
            timeNs);
    }

    /** What is needed for deciding alone: to find orders by name. */
    public void replayed() {
        names().makeFindable();
    }

    /** A new business date: those that have ended are dropped, with the texts that none of the others names. */
    void dropEnded() {
        rows.keepOnly(this::isKept);
        findOpen();
        indexIds();
        names.keepKnown(this);
        lead();
        basketName = 0;
        Texts old = texts;
        texts = newTexts(expected);
        IntUnaryOperator text = number -> number == 0 ? 0 : texts.intern(old, number);
        IntUnaryOperator name = names.renew();
        for (int row = 0; row < rows.end(); row++) {
            rows.set(row, NAMES, pair(name.applyAsInt(above(row, NAMES)), text.applyAsInt(below(row, NAMES))));
            rows.set(row, ATTRIBUTES,
                pair(text.applyAsInt(above(row, ATTRIBUTES)), text.applyAsInt(below(row, ATTRIBUTES))));
            if (below(row, BESIDE) != 0) {
                extras().renumber(below(row, BESIDE) - 1, text, name);
            }
        }
    }

    private boolean isKept(int row) {
        if (!isOpen(row)) {
            dropExtras(row);
            return false;
        }
        return true;
    }

    private void indexIds() {
        rowById.clear();
        for (int row = 0; row < rows.end(); row++) {
            rowById.put(id(row), row);
        }
    }

    private void lead() {
        names.leadNowhere();
        for (int row = 0; row < rows.end(); row++) {
            names.lead(firstClOrdId(row), row);
        }
        names.leadLater(this);
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
        return row == 0 ? firstOpen() : nextOpen(row - 1);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        extras().save(sink);
        texts.save(sink);
        sink.putLong(basketName);
        names.save(sink);
        super.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        extras().load(source);
        texts.load(source);
        basketName = (int) source.getLong();
        names.load(source);
        super.load(source);
        findOpen();
        indexIds();
        lead();
    }
}
