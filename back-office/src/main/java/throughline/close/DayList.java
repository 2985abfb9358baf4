package throughline.close;

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

    private final Table rows = new Table(5, 256);

    public void opened(int date, long seq) {
        int row = rows.add();
        rows.set(row, DATE, date);
        rows.set(row, OPENED, seq);
    }

    public void closing(long seq) {
        rows.set(rows.end() - 1, CLOSING, seq);
    }

    public void closed(long seq, long entries) {
        rows.set(rows.end() - 1, CLOSED, seq);
        rows.set(rows.end() - 1, ENTRIES, entries);
    }

    public boolean isLastClosed(int date) {
        return rows.end() > 1 && rows.get(rows.end() - 2, DATE) == date;
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

    /** Seq of the record that sealed it; 0: it is not closed. */
    public long closedSeq(int row) {
        return rows.get(row, CLOSED);
    }

    /** Entries in the chain at its seal. */
    public long entries(int row) {
        return rows.get(row, ENTRIES);
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
