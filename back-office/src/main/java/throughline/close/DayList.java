package throughline.close;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.HexFormat;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.ledger.EntryChain;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/** The business days so far, the open one last. One thread. */
public final class DayList implements State {
    private static final int DATE = 0;
    private static final int OPENED = 1;
    private static final int CLOSING = 2;
    private static final int CLOSED = 3;
    private static final int ENTRIES = 4;
    private static final int REOPENED = 5;
    private static final int RESEALED = 6;
    private static final int HEAD = 7;
    private static final int HEAD_LONGS = EntryChain.HEAD_LENGTH / Long.BYTES;
    private static final int FIRST_COUNT = HEAD + HEAD_LONGS;
    private static final int COLUMNS = FIRST_COUNT + Count.values().length;

    private final Table rows = new Table(COLUMNS, 256);

    /** What a close found that asks for somebody's eye. */
    public enum Count {
        /** Obligations that are failing. */
        FAILS,
        /** Sweeps into clients' money that the firm paid. */
        SWEEPS_PAID,
        /** Positions that have no closing price, and FX positions that have no rate. */
        UNPRICED,
        /** Accounts of the suspense that are not zero. */
        SUSPENSE
    }

    void opened(int date, long seq) {
        int row = rows.add();
        rows.set(row, DATE, date);
        rows.set(row, OPENED, seq);
    }

    void closing(long seq) {
        rows.set(last(), CLOSING, seq);
    }

    private int last() {
        return rows.end() - 1;
    }

    void found(Count what, int count) {
        rows.set(last(), FIRST_COUNT + what.ordinal(), count);
    }

    void closed(long seq, long entries, DirectBuffer head, int offset) {
        rows.set(last(), CLOSED, seq);
        seal(last(), entries, head, offset);
    }

    private void seal(int row, long entries, DirectBuffer head, int offset) {
        rows.set(row, ENTRIES, entries);
        for (int i = 0; i < HEAD_LONGS; i++) {
            rows.set(row, HEAD + i, head.getLong(offset + i * Long.BYTES, LITTLE_ENDIAN));
        }
    }

    void reopened(int row, long seq) {
        rows.set(row, REOPENED, seq);
    }

    void resealed(int row, long seq, long entries, DirectBuffer head, int offset) {
        rows.set(row, RESEALED, seq);
        seal(row, entries, head, offset);
    }

    /** Whether a date is that of the last day closed. */
    public boolean isLastClosed(int date) {
        return rows.end() > 1 && rows.get(rows.end() - 2, DATE) == date;
    }

    /** Row of a date; {@link Table#NONE}: no such day. */
    public int find(int date) {
        int row = last();
        while (row >= 0 && date(row) != date) {
            row--;
        }
        return row;
    }

    /** How many there are; their rows run from 0. */
    public int count() {
        return rows.end();
    }

    /** Epoch days. */
    public int date(int row) {
        return (int) rows.get(row, DATE);
    }

    /** Seq of the record that opened it. */
    public long openedSeq(int row) {
        return rows.get(row, OPENED);
    }

    /** Seq of the record that asked for its close; 0: nobody has. */
    public long closingSeq(int row) {
        return rows.get(row, CLOSING);
    }

    /** Seq of the record that sealed it first; 0: it is not closed. */
    public long closedSeq(int row) {
        return rows.get(row, CLOSED);
    }

    /** Seq of the record that reopened it last; 0: none has. */
    public long reopenedSeq(int row) {
        return rows.get(row, REOPENED);
    }

    /** Seq of the record that sealed it last; 0: it is not closed. */
    public long sealSeq(int row) {
        return Math.max(rows.get(row, CLOSED), rows.get(row, RESEALED));
    }

    /** Whether it is sealed and not open again. */
    public boolean isSealed(int row) {
        return sealSeq(row) > reopenedSeq(row);
    }

    /** Entries in the chain at its last seal. */
    public long entries(int row) {
        return rows.get(row, ENTRIES);
    }

    /** The chain's head at its last seal as 64 hexadecimal digits; empty: it is not closed. Allocates. */
    public String head(int row) {
        if (closedSeq(row) == 0) {
            return "";
        }
        byte[] head = new byte[EntryChain.HEAD_LENGTH];
        for (int i = 0; i < HEAD_LONGS; i++) {
            new UnsafeBuffer(head).putLong(i * Long.BYTES, rows.get(row, HEAD + i), LITTLE_ENDIAN);
        }
        return HexFormat.of().formatHex(head);
    }

    /** What its close found. */
    public int found(int row, Count what) {
        return (int) rows.get(row, FIRST_COUNT + what.ordinal());
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
    }
}
