package throughline.risk;

import throughline.exposure.Holds;
import throughline.limit.RiskDay;
import throughline.message.ClockTickedDecoder;
import throughline.message.HoldsDifferedEncoder;
import throughline.message.JournalRecord;
import throughline.message.RiskDayClosedEncoder;
import throughline.message.RiskDayOpenedEncoder;
import throughline.message.SessionClosedDecoder;
import throughline.office.Step;
import throughline.reference.Instruments;

/** The day's turns, and the comparison at each of the front's ticks. Reads the state and changes none. One thread. */
final class Days {
    private final RiskDay day;
    private final Instruments instruments;
    private final Holds holds;
    private final SessionClosedDecoder sessionClosed = new SessionClosedDecoder();
    private final ClockTickedDecoder ticked = new ClockTickedDecoder();
    private final RiskDayOpenedEncoder riskDayOpened = new RiskDayOpenedEncoder();
    private final RiskDayClosedEncoder riskDayClosed = new RiskDayClosedEncoder();
    private final HoldsDifferedEncoder holdsDiffered = new HoldsDifferedEncoder();

    Days(MiddleMachine machine) {
        day = machine.day();
        instruments = machine.instruments();
        holds = machine.exposures().holds();
    }

    /** The session opened: so does the day of risk, once limits are imported. */
    void open(Step step) {
        if (day.isToOpen()) {
            step.add(riskDayOpened, 0).businessDate(day.sessionDate());
        }
    }

    /** The session closed: so does the day of risk, with each instrument's last price. */
    void close(JournalRecord record, Step step) {
        sessionClosed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int priced = 0;
        for (int id = 1; id < instruments.end(); id++) {
            priced += isPriced(id) ? 1 : 0;
        }
        RiskDayClosedEncoder.ClosingsEncoder closings =
            step.add(riskDayClosed, 0).businessDate(sessionClosed.businessDate()).closingsCount(priced);
        for (int id = 1; id < instruments.end(); id++) {
            if (isPriced(id)) {
                closings.next().instrumentId(id).priceE8(instruments.priceE8(id));
            }
        }
    }

    private boolean isPriced(int id) {
        return instruments.isKnown(id) && instruments.priceE8(id) > 0;
    }

    /** The front stated its open orders as of an own seq: the holds from acceptances up to there must be the same. */
    void compareHolds(JournalRecord record, Step step) {
        ticked.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        long orders = holds.countUpTo(record.consumed(0));
        long leaves = holds.leavesUpTo(record.consumed(0));
        long byOrders = ticked.openOrders() - orders;
        long byLeaves = ticked.openLeaves() - leaves;
        if ((byOrders != 0 || byLeaves != 0) && !day.hasDiffered(byOrders, byLeaves)) {
            step.add(holdsDiffered, 0).frontOrders(ticked.openOrders()).frontLeaves(ticked.openLeaves())
                .holdOrders(orders).holdLeaves(leaves);
        }
    }
}
