package throughline.close;

import throughline.ledger.Booking;
import throughline.office.Step;

/**
 * Walks rows and books what each needs, in slices. A row whose amounts do not fit is not booked: it is told, once, in a
 * step of its own, and the walk goes on behind it. One thread.
 */
final class EntrySlices {
    /** An entry opens at most the two accounts it posts to. */
    private static final int RECORDS_AN_ENTRY = 3;

    private final Booking booking;
    private final Rows rows;
    /** Rows below it need nothing any more. */
    private int next;

    /** What is walked. */
    interface Rows {
        /** Rows run from 0 to below this. */
        int end();

        /**
         * Adds the entry that a row needs, as its last deed; nothing where it needs none.
         *
         * @throws ArithmeticException when an amount does not fit
         */
        void book(Booking booking, int row);

        /**
         * Adds the exception of a row that does not fit.
         *
         * @return whether it wrote anything; false: it was told before
         */
        boolean raise(Step step, int row);
    }

    EntrySlices(Booking booking, Rows rows) {
        this.booking = booking;
        this.rows = rows;
    }

    /** Begins with the first row. */
    void begin() {
        next = 0;
    }

    /** As {@link throughline.firm.ClosingWork#write}. */
    boolean write(Step step) {
        booking.begin();
        int row = next;
        while (row < rows.end() && booking.records() + RECORDS_AN_ENTRY <= Step.MAX_SLICE) {
            boolean fits = fits(row);
            if (!fits && booking.entries() > 0) {
                break;
            }
            if (!fits && rows.raise(step, row)) {
                return true;
            }
            row++;
            next = booking.entries() == 0 ? row : next;
        }
        if (booking.entries() == 0) {
            return false;
        }
        booking.write(step);
        return true;
    }

    private boolean fits(int row) {
        int begun = booking.entries();
        try {
            rows.book(booking, row);
            return true;
        } catch (ArithmeticException e) {
            if (booking.entries() > begun) {
                booking.takeBack();
            }
            return false;
        }
    }
}
