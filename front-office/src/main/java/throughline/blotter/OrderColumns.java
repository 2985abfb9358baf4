package throughline.blotter;

import throughline.message.RefuseReason;
import throughline.state.Names;
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

    // what only its beginning, an amendment or a reader asks for
    static final int BODY_HASH = 0;
    static final int CAPTURED_NS = 1;
    static final int PRICE = 2;
    static final int WORKING_PRICE = 3;
    static final int PLACED_SEQ = 4;
    static final int STANDS_SINCE = 5;
    /** Number of its clOrdId above; text: session below. */
    static final int NAMES = 6;
    // what an execution or an end reads or writes, so that it finds it all together
    static final int ID = 7;
    /** Account above, user below. */
    static final int OWNER = 8;
    /** Instrument above, business date below. */
    static final int SUBJECT = 9;
    /** Texts: strategy above, decision maker below. */
    static final int ATTRIBUTES = 10;
    /** What a byte or less can say, each at its place. */
    static final int MARKS = 11;
    /** Row of the declines above, of the extras below, each plus 1; 0: none. */
    static final int BESIDE = 12;
    static final int QUANTITY = 13;
    static final int CUM = 14;
    static final int LEAVES = 15;
    static final int CHANGED_NS = 16;
    static final int NOTIONAL_HIGH = 17;
    static final int NOTIONAL_LOW = 18;
    static final int COLUMNS = 19;

    static final int STATUS_BITS = 0xF;
    static final int CANCEL_ASKED = 0x10;
    static final int REPLACE_PENDING = 0x20;
    static final int SUSPENDED_AT = 6;
    static final int SUSPENDED_BITS = 3 << SUSPENDED_AT;
    static final int SIDE = 8;
    static final int TYPE = 16;
    static final int TIME_IN_FORCE = 24;
    static final int CAPACITY = 32;
    static final int END_REASON = 40;
    static final int QUANTITY_DECIMALS = 48;
    static final int PRICE_DECIMALS = 56;

    static final int LIVES_ON = 1;
    static final int RESTATED = 2;

    private static final long BELOW = 0xFFFF_FFFFL;
    private static final int BYTE = 0xFF;
    private static final int PENDING_NEW = Status.PENDING_NEW.value;
    private static final int PARTIALLY_FILLED = Status.PARTIALLY_FILLED.value;

    final Table rows;
    final ClOrdIds names;
    Texts texts;

    private final Extras extras;

    OrderColumns(int expected) {
        rows = new Table(COLUMNS, expected);
        extras = new Extras(expected);
        names = new ClOrdIds(expected);
        texts = newTexts(expected);
    }

    /** Of few orders' attributes, and those that many have in common. */
    static Texts newTexts(int expectedOrders) {
        return new Texts(expectedOrders / 4, expectedOrders * 6);
    }

    /** Rows run from 0 to below this, in the order of ids. */
    public final int end() {
        return rows.end();
    }

    /** Whether there is an order at a row. */
    public final boolean isLive(int row) {
        return rows.isLive(row);
    }

    final int above(int row, int column) {
        return (int) (rows.get(row, column) >>> Integer.SIZE);
    }

    final int below(int row, int column) {
        return (int) rows.get(row, column);
    }

    static long pair(int above, int below) {
        return (long) above << Integer.SIZE | below & BELOW;
    }

    final void setAbove(int row, int column, int value) {
        rows.set(row, column, pair(value, below(row, column)));
    }

    final void setBelow(int row, int column, int value) {
        rows.set(row, column, pair(above(row, column), value));
    }

    /** The byte at a place of the marks. */
    final int mark(int row, int place) {
        return (int) (rows.get(row, MARKS) >>> place) & BYTE;
    }

    final void setMark(int row, int place, int value) {
        rows.set(row, MARKS, marked(rows.get(row, MARKS), place, value));
    }

    /** The marks with that byte at a place. */
    static long marked(long marks, int place, int value) {
        return marks & ~((long) BYTE << place) | (long) (value & BYTE) << place;
    }

    /** Makes some bits of what says where it is in its life these. */
    final void setLife(int row, int bits, int value) {
        rows.set(row, MARKS, rows.get(row, MARKS) & ~(long) bits | value);
    }

    private int life(int row) {
        return (int) rows.get(row, MARKS) & BYTE;
    }

    /** What few orders have; 0 for those that have none of it. */
    final long extra(int row, int column) {
        int at = below(row, BESIDE);
        return at == 0 ? 0 : extras.get(at - 1, column);
    }

    /** Gives an order what few have; 0 takes it away, and costs nothing where there is none. */
    final void setExtra(int row, int column, long value) {
        int at = below(row, BESIDE);
        if (at == 0 && value == 0) {
            return;
        }
        if (at == 0) {
            at = extras.add() + 1;
            setBelow(row, BESIDE, at);
        }
        extras.set(at - 1, column, value);
    }

    /** The order is dropped, and its extras are with it. */
    final void dropExtras(int row) {
        int at = below(row, BESIDE);
        if (at != 0) {
            extras.remove(at - 1);
        }
    }

    final Extras extras() {
        return extras;
    }

    /** Where it is in its life. */
    public final Status status(int row) {
        int life = life(row);
        Status status = Status.of(life & STATUS_BITS);
        if (status == Status.PENDING_NEW && (life & CANCEL_ASKED) != 0) {
            return Status.PENDING_CANCEL;
        }
        return (life & REPLACE_PENDING) != 0 && isWorking(row) ? Status.PENDING_REPLACE : status;
    }

    /** Whether risk has not decided on it: at first, or anew on a later date. */
    public final boolean isPending(int row) {
        return (life(row) & STATUS_BITS) == PENDING_NEW;
    }

    /** Whether it is to be canceled once risk has decided on it. */
    public final boolean isPendingCancel(int row) {
        return (life(row) & (STATUS_BITS | CANCEL_ASKED)) == (PENDING_NEW | CANCEL_ASKED);
    }

    /** Whether it lived on from an earlier date and risk has not judged it anew. */
    public final boolean isSuspended(int row) {
        return (life(row) & SUSPENDED_BITS) != 0;
    }

    /** Whether it lived on from an earlier date and has not been stated anew on this. */
    public final boolean isToRestate(int row) {
        return (life(row) & SUSPENDED_BITS) == LIVES_ON << SUSPENDED_AT;
    }

    /** Whether it stands accepted on this date: at the venue, or parked for the next session. */
    public final boolean isWorking(int row) {
        return (life(row) & STATUS_BITS) <= PARTIALLY_FILLED;
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
        return extra(row, Extras.REPLACE_SEQ);
    }

    /** Whether that amendment has not been decided on, even when the order has ended meanwhile. */
    public final boolean isReplacePending(int row) {
        return (life(row) & REPLACE_PENDING) != 0;
    }

    /** Why that amendment was not made; {@link RefuseReason#NONE}: it was, or there was none, or it is pending. */
    public final RefuseReason replaceRefusal(int row) {
        return RefuseReason.get((short) extra(row, Extras.REPLACE_REFUSAL));
    }

    /** Row of {@link Declines} that says why risk refused that amendment; {@link #NONE}: it did not. */
    public final int replaceDecline(int row) {
        return (int) extra(row, Extras.REPLACE_DECLINE) - 1;
    }

    /** What users call their orders, by number; another object once a date has opened. */
    public final Names names() {
        return names.names();
    }

    /** The texts that orders name by number; another object once a date has opened. */
    public final Texts texts() {
        return texts;
    }
}
