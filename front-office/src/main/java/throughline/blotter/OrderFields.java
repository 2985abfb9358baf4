package throughline.blotter;

import throughline.message.EndReason;
import throughline.message.OrdType;
import throughline.message.OrderCapacity;
import throughline.message.RefuseReason;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.state.Table;
import throughline.state.Texts;

/**
 * What is known of an order, by its row: for reading, by anyone on the state's thread. Quantities are in the
 * instrument's scale once the order is placed, before as given.
 */
public abstract sealed class OrderFields permits Orders {
    /** Where an order is in its life, as FIX 39 says. */
    public enum Status {
        /** Risk has not decided on it. */
        PENDING_NEW(10),
        /** To be canceled once risk has decided on it. */
        PENDING_CANCEL(6),
        /** At the venue. */
        NEW(0),
        /** At the venue, and executed in part. */
        PARTIALLY_FILLED(1),
        /** Executed in full. */
        FILLED(2),
        /** Ended before it was filled. */
        CANCELED(4),
        /** Ended with its business date. */
        EXPIRED(12),
        /** Risk said no. */
        REJECTED(8),
        /** At the venue, and an amendment waits for risk. */
        PENDING_REPLACE(14);

        private static final Status[] BY_VALUE = new Status[15];

        static {
            for (Status status : values()) {
                BY_VALUE[status.value] = status;
            }
        }

        private final int value;

        Status(int value) {
            this.value = value;
        }

        int value() {
            return value;
        }

        static Status of(long value) {
            return BY_VALUE[(int) value];
        }
    }

    /** No order. */
    public static final int NONE = Table.NONE;

    static final int ID = 0;
    static final int USER = 1;
    static final int ACCOUNT = 2;
    static final int INSTRUMENT = 3;
    static final int SIDE = 4;
    static final int TYPE = 5;
    static final int TIME_IN_FORCE = 6;
    static final int STATUS = 7;
    static final int QUANTITY = 8;
    static final int QUANTITY_DECIMALS = 9;
    static final int PRICE = 10;
    static final int PRICE_DECIMALS = 11;
    static final int CUM = 12;
    static final int LEAVES = 13;
    static final int NOTIONAL_HIGH = 14;
    static final int NOTIONAL_LOW = 15;
    static final int BUSINESS_DATE = 16;
    static final int BODY_HASH = 17;
    static final int CL_ORD_ID = 18;
    static final int ACCOUNT_NAME = 19;
    static final int SYMBOL = 20;
    static final int CAPTURED_NS = 21;
    static final int CHANGED_NS = 22;
    static final int PLACED_SEQ = 23;
    static final int WORKING_PRICE = 24;
    static final int END_REASON = 25;
    static final int DECLINE = 26;
    static final int NEXT = 27;
    static final int PREVIOUS = 28;
    static final int BASKET = 29;
    static final int STOP_PRICE = 30;
    static final int STOP_PRICE_DECIMALS = 31;
    static final int STOP_PRICE_E8 = 32;
    static final int CAPACITY = 33;
    static final int STRATEGY = 34;
    static final int DECISION_MAKER = 35;
    static final int SESSION = 36;
    static final int PARENT_ID = 37;
    static final int LOCATE = 38;
    static final int REPLACE_SEQ = 39;
    static final int REPLACE_PENDING = 40;
    static final int REPLACE_REFUSAL = 41;
    static final int REPLACE_DECLINE = 42;
    static final int ORIG_CL_ORD_ID = 43;
    static final int COLUMNS = 44;

    final Table rows;
    final Texts texts;

    OrderFields(int expected) {
        rows = new Table(COLUMNS, expected);
        texts = new Texts(expected, expected * 24);
    }

    /** Rows run from 0 to below this, in the order of ids as long as no order outlives its date. */
    public int end() {
        return rows.end();
    }

    /** Whether there is an order at a row. */
    public boolean isLive(int row) {
        return rows.isLive(row);
    }

    /** Whether risk has not decided on it. */
    public boolean isPending(int row) {
        return is(row, Status.PENDING_NEW) || is(row, Status.PENDING_CANCEL);
    }

    /** Whether it is to be canceled once risk has decided on it. */
    public boolean isPendingCancel(int row) {
        return is(row, Status.PENDING_CANCEL);
    }

    /** Whether it is at the venue. */
    public boolean isWorking(int row) {
        return is(row, Status.NEW) || is(row, Status.PARTIALLY_FILLED);
    }

    /** Whether it has not ended. */
    public boolean isOpen(int row) {
        return isPending(row) || isWorking(row);
    }

    private boolean is(int row, Status status) {
        return rows.get(row, STATUS) == status.value();
    }

    /** Its id: the seq of its {@code OrderCaptured}. */
    public long id(int row) {
        return rows.get(row, ID);
    }

    /** Who entered it. */
    public int user(int row) {
        return (int) rows.get(row, USER);
    }

    /** Its account; 0: not known. */
    public int account(int row) {
        return (int) rows.get(row, ACCOUNT);
    }

    /** Its instrument; 0: not known. */
    public int instrument(int row) {
        return (int) rows.get(row, INSTRUMENT);
    }

    /** Its side. */
    public Side side(int row) {
        return Side.get((short) rows.get(row, SIDE));
    }

    /** Whether it buys. */
    public boolean buys(int row) {
        return rows.get(row, SIDE) == Side.BUY.value();
    }

    /** Its type. */
    public OrdType type(int row) {
        return OrdType.get((short) rows.get(row, TYPE));
    }

    /** How long it is good for. */
    public TimeInForce timeInForce(int row) {
        return TimeInForce.get((short) rows.get(row, TIME_IN_FORCE));
    }

    /** Whether what is left of it rests in a book. */
    public boolean rests(int row) {
        return rows.get(row, TYPE) == OrdType.LIMIT.value() && rows.get(row, TIME_IN_FORCE) != TimeInForce.IOC.value();
    }

    /** Where it is in its life. */
    public Status status(int row) {
        return Status.of(rows.get(row, STATUS));
    }

    /** Its quantity, x 10^-{@link #quantityDecimals}. */
    public long quantity(int row) {
        return rows.get(row, QUANTITY);
    }

    /** Decimals of its quantity, executed and left. */
    public int quantityDecimals(int row) {
        return (int) rows.get(row, QUANTITY_DECIMALS);
    }

    /** Its limit as given, x 10^-{@link #priceDecimals}; 0: market. */
    public long price(int row) {
        return rows.get(row, PRICE);
    }

    /** Decimals of its limit as given. */
    public int priceDecimals(int row) {
        return (int) rows.get(row, PRICE_DECIMALS);
    }

    /** Executed. */
    public long cum(int row) {
        return rows.get(row, CUM);
    }

    /** Left: open at the venue, or wanted while risk has not decided; 0 once it has ended. */
    public long leaves(int row) {
        return rows.get(row, LEAVES);
    }

    /** Higher half of the sum of quantity x priceE8 over its executions, 128 bits. */
    public long notionalHigh(int row) {
        return rows.get(row, NOTIONAL_HIGH);
    }

    /** Lower half of that sum, unsigned. */
    public long notionalLow(int row) {
        return rows.get(row, NOTIONAL_LOW);
    }

    /** The business date it was captured on, epoch days. */
    public int businessDate(int row) {
        return (int) rows.get(row, BUSINESS_DATE);
    }

    /** Hash of the request that it came by. */
    public long bodyHash(int row) {
        return rows.get(row, BODY_HASH);
    }

    /** What its user called it; allocates. */
    public String clOrdId(int row) {
        return texts.text((int) rows.get(row, CL_ORD_ID));
    }

    /** What it was called before its last amendment that named it anew; empty: none did. Allocates. */
    public String origClOrdId(int row) {
        int text = (int) rows.get(row, ORIG_CL_ORD_ID);
        return text == 0 ? "" : texts.text(text);
    }

    /** Its account as given; allocates. */
    public String accountName(int row) {
        return texts.text((int) rows.get(row, ACCOUNT_NAME));
    }

    /** Its symbol as given; allocates. */
    public String symbol(int row) {
        return texts.text((int) rows.get(row, SYMBOL));
    }

    /** Stamp of its capture, epoch nanoseconds. */
    public long capturedNs(int row) {
        return rows.get(row, CAPTURED_NS);
    }

    /** Stamp of its last change, epoch nanoseconds. */
    public long changedNs(int row) {
        return rows.get(row, CHANGED_NS);
    }

    /** Seq of the record that placed it: its time priority; 0: it was not placed. */
    public long placedSeq(int row) {
        return rows.get(row, PLACED_SEQ);
    }

    /** Worst price it may trade at, x 10^-8, once it is placed. */
    public long workingPriceE8(int row) {
        return rows.get(row, WORKING_PRICE);
    }

    /** Why it ended unfilled. */
    public EndReason endReason(int row) {
        return EndReason.get((short) rows.get(row, END_REASON));
    }

    /** Row of {@link Declines} that says why risk rejected it; {@link #NONE}: it did not. */
    public int decline(int row) {
        return (int) rows.get(row, DECLINE);
    }

    /** The basket it came in: the seq of its {@code BasketCaptured}; 0: none. */
    public long basketId(int row) {
        return rows.get(row, BASKET);
    }

    /** Its stop price as given, x 10^-{@link #stopPriceDecimals}; 0: none. */
    public long stopPrice(int row) {
        return rows.get(row, STOP_PRICE);
    }

    /** Decimals of its stop price as given. */
    public int stopPriceDecimals(int row) {
        return (int) rows.get(row, STOP_PRICE_DECIMALS);
    }

    /** The last price it waits for at the venue, x 10^-8; 0: it waits for none, or no more. */
    public long stopPriceE8(int row) {
        return rows.get(row, STOP_PRICE_E8);
    }

    /** On whose account its user says it acts. */
    public OrderCapacity capacity(int row) {
        return OrderCapacity.get((short) rows.get(row, CAPACITY));
    }

    /** Number of the strategy's name in {@link #texts()}. */
    public int strategy(int row) {
        return (int) rows.get(row, STRATEGY);
    }

    /** Number of the decision maker's name in {@link #texts()}; empty: its user. */
    public int decisionMaker(int row) {
        return (int) rows.get(row, DECISION_MAKER);
    }

    /** Number of the session's name in {@link #texts()}; empty: its user. */
    public int session(int row) {
        return (int) rows.get(row, SESSION);
    }

    /** Number in {@link #texts()} of what its user calls the order it is a slice of. */
    public int parentId(int row) {
        return (int) rows.get(row, PARENT_ID);
    }

    /** Number in {@link #texts()} of where a short sale's shares were found. */
    public int locate(int row) {
        return (int) rows.get(row, LOCATE);
    }

    /** Seq of its last {@code ReplaceRequested}; 0: there was none. */
    public long replaceSeq(int row) {
        return rows.get(row, REPLACE_SEQ);
    }

    /** Whether that amendment has not been decided on. */
    public boolean isReplacePending(int row) {
        return rows.get(row, REPLACE_PENDING) != 0;
    }

    /** Why that amendment was not made; {@link RefuseReason#NONE}: it was, or there was none, or it is pending. */
    public RefuseReason replaceRefusal(int row) {
        return RefuseReason.get((short) rows.get(row, REPLACE_REFUSAL));
    }

    /** Row of {@link Declines} that says why risk refused that amendment; {@link #NONE}: it did not. */
    public int replaceDecline(int row) {
        return (int) rows.get(row, REPLACE_DECLINE);
    }

    /** The texts that orders name by number. */
    public Texts texts() {
        return texts;
    }
}
