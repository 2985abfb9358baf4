package throughline.blotter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.reference.Accounts;
import throughline.reference.Instruments;

/**
 * Orders that the state has dropped, made anew one at a time from their own records, by a blotter of their own: what
 * one says is what the state said of the order before the date after its end opened. One thread.
 */
public final class PastOrders {
    private static final int FEW = 4;
    private static final Blotter.Watch NOBODY = new Blotter.Watch() {
        @Override
        public void filled(int row) {
            // no work waits for it
        }

        @Override
        public void moved(int account, int instrument) {
            // no work waits for it
        }

        @Override
        public void concerned(long causeSeq, long orderId) {
            // no work waits for it
        }
    };

    private final Accounts accounts;
    private final Instruments instruments;
    private Blotter blotter;

    /** None yet, of a firm that has these; they are read whenever an order is made anew. */
    public PastOrders(Accounts accounts, Instruments instruments) {
        this.accounts = accounts;
        this.instruments = instruments;
    }

    /** Where the last order stands. */
    public Blotter blotter() {
        return blotter;
    }

    /**
     * Makes an order anew, in place of the last.
     *
     * @param own its records in the front's journal, in order, from the one that captured it
     * @param decisions its records in the middle's journal, in order
     * @param openings seqs of the front's records that opened a business date, ascending; those before it count nothing
     * @param basketName what its user calls the basket it came in; empty: nothing, or there is none
     * @return its row in {@link #blotter()}
     */
    public int make(List<JournalRecord> own, List<JournalRecord> decisions, List<Long> openings,
        String basketName) {
        clear();
        byte[] name = basketName.getBytes(StandardCharsets.US_ASCII);
        blotter.orders().nameBasket(new UnsafeBuffer(name), 0, name.length);
        long id = own.get(0).orderId();
        int opening = 0;
        int decision = 0;
        for (JournalRecord record : own) {
            while (opening < openings.size() && openings.get(opening) < record.seq()) {
                if (openings.get(opening) > id && hasEnded(id)) {
                    return blotter.orders().find(id);
                }
                if (openings.get(opening) > id) {
                    blotter.openDay(record.timeNs());
                }
                opening++;
            }
            while (decision < decisions.size() && isBefore(decisions.get(decision), record)) {
                decided(decisions.get(decision++));
            }
            blotter.apply(record);
        }
        return blotter.orders().find(id);
    }

    private void clear() {
        if (blotter != null) {
            blotter.openDay(0);
            forgetPositions(blotter.positions());
        }
        if (blotter == null || blotter.orders().end() > 0) {
            blotter = new Blotter(accounts, instruments, FEW);
            blotter.connect(new NoVenue(), NOBODY);
        }
    }

    /** What orders of one name moved is no position of anyone's: together it may be more than there can be. */
    private static void forgetPositions(Positions positions) {
        for (int row = 0; row < positions.size(); row++) {
            positions.state(positions.account(row), positions.instrument(row), 0);
        }
    }

    private boolean hasEnded(long id) {
        return !blotter.orders().isOpen(blotter.orders().find(id));
    }

    /** Whether the front had read risk's record as it wrote its own. */
    private static boolean isBefore(JournalRecord decision, JournalRecord own) {
        return own.causeJournal() == JournalId.MIDDLE.value() && decision.seq() <= own.causeSeq();
    }

    private void decided(JournalRecord record) {
        switch (record.templateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID -> blotter.accepted(record);
            case ReplaceAcceptedDecoder.TEMPLATE_ID -> blotter.replaceAccepted(record);
            default -> {
                // the others are stated by the front's own records
            }
        }
    }
}
