package throughline.capture;

import throughline.blotter.Orders;
import throughline.blotter.Venue;
import throughline.message.DayClosedDecoder;
import throughline.message.DayClosingDecoder;
import throughline.message.DayOpeningDecoder;
import throughline.message.JournalRecord;
import throughline.message.OpeningStartedDecoder;
import throughline.message.OpeningStartedEncoder;
import throughline.message.OrderExpiredEncoder;
import throughline.message.RiskDayOpenedDecoder;
import throughline.message.SessionClosedEncoder;
import throughline.message.SessionClosingEncoder;
import throughline.message.SessionOpenedDecoder;
import throughline.message.SessionOpenedEncoder;
import throughline.office.Step;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * The business date and whether orders are taken: opened once the back office has said what there is, closed when it
 * asks and every day order has ended, opened anew when it has closed the day. Day orders expire in slices, lowest id
 * first; orders and amendments that risk has not decided on are waited for. What is good until canceled lives on and is
 * restated in the next session. A date asked to close before it has opened closes once it has. One thread.
 */
public final class Session implements State {
    /** Where a business date is in its life. */
    public enum Phase {
        /** No day has opened yet. */
        NOT_OPENED,
        /** Orders are taken. */
        OPEN,
        /** No new orders; those there are end. */
        CLOSING,
        /** Every order has ended; the other offices close. */
        CLOSED,
        /** The next date's reference data is being stated. */
        OPENING
    }

    private static final Phase[] PHASES = Phase.values();

    private final Orders orders;
    private final Opening opening;
    private final Venue venue;
    private final Restating restating;
    private final DayOpeningDecoder dayOpening = new DayOpeningDecoder();
    private final DayClosingDecoder dayClosing = new DayClosingDecoder();
    private final DayClosedDecoder dayClosed = new DayClosedDecoder();
    private final RiskDayOpenedDecoder riskDayOpened = new RiskDayOpenedDecoder();
    private final OpeningStartedDecoder openingDecoder = new OpeningStartedDecoder();
    private final SessionOpenedDecoder openedDecoder = new SessionOpenedDecoder();
    private final OpeningStartedEncoder openingStarted = new OpeningStartedEncoder();
    private final SessionOpenedEncoder opened = new SessionOpenedEncoder();
    private final SessionClosingEncoder closing = new SessionClosingEncoder();
    private final SessionClosedEncoder closed = new SessionClosedEncoder();
    private final OrderExpiredEncoder expired = new OrderExpiredEncoder();
    private Phase phase = Phase.NOT_OPENED;
    private int businessDate;
    private int riskDate;
    private int nextDate;
    private int closingAsked;
    private long workSeq;
    private long openedSeq;

    Session(Orders orders, Opening opening, Venue venue) {
        this.orders = orders;
        restating = new Restating(orders);
        this.venue = venue;
        this.opening = opening;
    }

    /** Where the business date is in its life. */
    public Phase phase() {
        return phase;
    }

    /** The business date, epoch days; 0: no day has opened yet. */
    public int businessDate() {
        return businessDate;
    }

    /** Whether risk has opened the business date too. */
    public boolean isReady() {
        return businessDate != 0 && riskDate == businessDate;
    }

    /** Whether new orders are taken. */
    public boolean isOpen() {
        return phase == Phase.OPEN;
    }

    /** Whether trades of the business date are still taken, undone and corrected. */
    public boolean takesTrades() {
        return phase == Phase.OPEN || phase == Phase.CLOSING;
    }

    /** Seq of the record that opened the business date; 0: none has. */
    public long openedSeq() {
        return openedSeq;
    }

    void riskOpened(JournalRecord record) {
        riskDayOpened.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        riskDate = riskDayOpened.businessDate();
    }

    /** The back asked to close a date, at times before the front has opened it. */
    void closingAsked(JournalRecord record) {
        dayClosing.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        closingAsked = dayClosing.businessDate();
    }

    void decideDayOpening(JournalRecord record, Step step) {
        dayOpening.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        expect(Phase.NOT_OPENED, record);
        step.add(opened, 0).businessDate(dayOpening.businessDate());
        venue.open(step);
    }

    void decideDayClosing(JournalRecord record, Step step) {
        dayClosing.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (phase != Phase.OPENING) {
            expect(Phase.OPEN, record);
            venue.close(step);
        }
    }

    void decideDayClosed(JournalRecord record, Step step) {
        dayClosed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        expect(Phase.CLOSED, record);
        step.add(openingStarted, 0).businessDate(dayClosed.nextDate());
    }

    private void expect(Phase wanted, JournalRecord record) {
        if (phase != wanted) {
            throw new IllegalStateException("back seq " + record.seq() + " (template " + record.templateId()
                + ") comes while the session is " + phase);
        }
    }

    long workSeq() {
        boolean left = switch (phase) {
            case CLOSING -> orders.expiring() > 0 || allDecided();
            case OPENING -> true;
            case OPEN -> orders.toRestate() > 0 || closingAsked == businessDate && venue.isReadyToClose();
            default -> false;
        };
        return left ? workSeq : 0;
    }

    private boolean allDecided() {
        return orders.pending() == 0 && orders.undecidedReplaces() == 0;
    }

    void work(Step step) {
        if (phase == Phase.OPENING) {
            if (opening.slice(nextDate, step)) {
                step.add(opened, 0).businessDate(nextDate);
                venue.open(step);
            }
        } else if (phase == Phase.OPEN && orders.toRestate() > 0) {
            restating.work(businessDate, step);
        } else if (phase == Phase.OPEN) {
            step.add(closing, 0).businessDate(businessDate);
        } else {
            expire(step);
        }
    }

    private void expire(Step step) {
        int row = orders.firstOpen();
        int ended = 0;
        while (row != Orders.NONE && ended < Step.MAX_SLICE - 1) {
            if (orders.isWorking(row) && !orders.outlivesDate(row)) {
                step.add(expired, orders.id(row)).accountId(orders.account(row))
                    .instrumentId(orders.instrument(row)).cumQty(orders.cum(row)).expiredQty(orders.leaves(row));
                ended++;
            }
            row = orders.nextOpen(row);
        }
        if (ended == orders.expiring() && allDecided()) {
            step.add(closed, 0).businessDate(businessDate);
        }
    }

    void applyClosing(JournalRecord record) {
        phase = Phase.CLOSING;
        workSeq = record.seq();
    }

    void applyClosed() {
        phase = Phase.CLOSED;
    }

    void applyOpeningStarted(JournalRecord record) {
        openingDecoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        phase = Phase.OPENING;
        nextDate = openingDecoder.businessDate();
        workSeq = record.seq();
        opening.start(record.seq());
    }

    void applyOpened(JournalRecord record) {
        openedDecoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        phase = Phase.OPEN;
        businessDate = openedDecoder.businessDate();
        workSeq = record.seq();
        openedSeq = record.seq();
    }

    @Override
    public void save(StateSink sink) {
        sink.putLong(phase.ordinal());
        sink.putLong(businessDate);
        sink.putLong(riskDate);
        sink.putLong(nextDate);
        sink.putLong(closingAsked);
        sink.putLong(workSeq);
        sink.putLong(openedSeq);
        opening.save(sink);
    }

    @Override
    public void load(StateSource source) {
        phase = PHASES[(int) source.getLong()];
        businessDate = (int) source.getLong();
        riskDate = (int) source.getLong();
        nextDate = (int) source.getLong();
        closingAsked = (int) source.getLong();
        workSeq = source.getLong();
        openedSeq = source.getLong();
        opening.load(source);
    }
}
