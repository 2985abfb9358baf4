package throughline.blotter;

import throughline.message.RefuseReason;
import throughline.state.Table;
import throughline.state.Texts;

/**
 * The table of orders: what each column is, and where an order is in its life. A base status is kept, and beside it
 * what is pending: the status shown is the one that FIX gives precedence.
 */
public abstract sealed class OrderColumns permits OrderFields {
    /** Where an order is in its life, as FIX 39 says. */
    public enum Status {
        /** Risk has not decided on it. */
        PENDING_NEW(10),
        /** Risk has not decided on it, and it is to be canceled once it has. */
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
    static final int FIRST_CL_ORD_ID = 44;
    static final int CANCEL_ASKED = 45;
    static final int SUSPENDED = 46;
    static final int STANDS_SINCE = 47;
    static final int NEXT_CL_ORD_ID = 48;
    static final int WARNED_METRIC = 49;
    static final int WARNED_BOUND = 50;
    static final int WARNED_OBSERVED = 51;
    static final int WARNED_SCOPE = 52;
    static final int OVERRIDE = 53;
    static final int COLUMNS = 54;

    static final int LIVES_ON = 1;
    static final int RESTATED = 2;

    final Table rows;
    Texts texts;

    OrderColumns(int expected) {
        rows = new Table(COLUMNS, expected);
        texts = new Texts(expected, expected * 24);
    }

    /** Rows run from 0 to below this, in the order of ids. */
    public final int end() {
        return rows.end();
    }

    /** Whether there is an order at a row. */
    public final boolean isLive(int row) {
        return rows.isLive(row);
    }

    /** Where it is in its life. */
    public final Status status(int row) {
        if (is(row, Status.PENDING_NEW) && isCancelAsked(row)) {
            return Status.PENDING_CANCEL;
        }
        return isWorking(row) && isReplacePending(row) ? Status.PENDING_REPLACE : Status.of(rows.get(row, STATUS));
    }

    private boolean is(int row, Status status) {
        return rows.get(row, STATUS) == status.value();
    }

    private boolean isCancelAsked(int row) {
        return rows.get(row, CANCEL_ASKED) != 0;
    }

    /** Whether risk has not decided on it: at first, or anew on a later date. */
    public final boolean isPending(int row) {
        return is(row, Status.PENDING_NEW);
    }

    /** Whether it is to be canceled once risk has decided on it. */
    public final boolean isPendingCancel(int row) {
        return isPending(row) && isCancelAsked(row);
    }

    /** Whether it lived on from an earlier date and risk has not judged it anew. */
    public final boolean isSuspended(int row) {
        return rows.get(row, SUSPENDED) != 0;
    }

    /** Whether it lived on from an earlier date and has not been stated anew on this. */
    public final boolean isToRestate(int row) {
        return rows.get(row, SUSPENDED) == LIVES_ON;
    }

    /** Whether it stands accepted on this date: at the venue, or parked for the next session. */
    public final boolean isWorking(int row) {
        return is(row, Status.NEW) || is(row, Status.PARTIALLY_FILLED);
    }

    /** Whether it is at the venue. */
    public final boolean isAtVenue(int row) {
        return isWorking(row) && rows.get(row, PLACED_SEQ) != 0;
    }

    /** Whether it has not ended. */
    public final boolean isOpen(int row) {
        return isPending(row) || isWorking(row);
    }

    /** Seq of its last {@code ReplaceRequested}; 0: there was none. */
    public final long replaceSeq(int row) {
        return rows.get(row, REPLACE_SEQ);
    }

    /** Whether that amendment has not been decided on, even when the order has ended meanwhile. */
    public final boolean isReplacePending(int row) {
        return rows.get(row, REPLACE_PENDING) != 0;
    }

    /** Why that amendment was not made; {@link RefuseReason#NONE}: it was, or there was none, or it is pending. */
    public final RefuseReason replaceRefusal(int row) {
        return RefuseReason.get((short) rows.get(row, REPLACE_REFUSAL));
    }

    /** Row of {@link Declines} that says why risk refused that amendment; {@link #NONE}: it did not. */
    public final int replaceDecline(int row) {
        return (int) rows.get(row, REPLACE_DECLINE);
    }

    /** The texts that orders name by number; another object once a date has opened. */
    public final Texts texts() {
        return texts;
    }
}
