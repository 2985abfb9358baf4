package throughline.risk;

import throughline.exposure.Holdings;
import throughline.exposure.Holds;
import throughline.limit.RiskDay;
import throughline.message.AccountKind;
import throughline.message.ClockTickedDecoder;
import throughline.message.HoldsDifferedEncoder;
import throughline.message.JournalRecord;
import throughline.message.PositionDifferedEncoder;
import throughline.message.PositionMoveStatedDecoder;
import throughline.message.PositionStatedDecoder;
import throughline.message.RiskDayClosedEncoder;
import throughline.message.RiskDayOpenedEncoder;
import throughline.message.SessionClosedDecoder;
import throughline.message.StateReason;
import throughline.office.Step;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.Rates;
import throughline.reference.Scope;

/** The day's turns, and the comparison at each of the front's ticks. Reads the state and changes none. One thread. */
final class Days {
    private final RiskDay day;
    private final Instruments instruments;
    private final Accounts accounts;
    private final Holds holds;
    private final Holdings holdings;
    private final Rates rates;
    private final OfficialCloses officialCloses;
    private final Marking marking;
    private final PositionStatedDecoder position = new PositionStatedDecoder();
    private final PositionMoveStatedDecoder moved = new PositionMoveStatedDecoder();
    private final SessionClosedDecoder sessionClosed = new SessionClosedDecoder();
    private final ClockTickedDecoder ticked = new ClockTickedDecoder();
    private final RiskDayOpenedEncoder riskDayOpened = new RiskDayOpenedEncoder();
    private final RiskDayClosedEncoder riskDayClosed = new RiskDayClosedEncoder();
    private final HoldsDifferedEncoder holdsDiffered = new HoldsDifferedEncoder();
    private final PositionDifferedEncoder positionDiffered = new PositionDifferedEncoder();

    Days(MiddleMachine machine, Marking marking) {
        this.marking = marking;
        accounts = machine.accounts();
        holdings = machine.exposures().holdings();
        day = machine.day();
        rates = machine.rates();
        officialCloses = machine.officialCloses();
        instruments = machine.instruments();
        holds = machine.exposures().holds();
    }

    /** The session opened: so does the day of risk, once limits are imported. */
    void open(Step step) {
        if (day.isToOpen()) {
            step.add(riskDayOpened, 0).businessDate(day.sessionDate());
        }
    }

    /**
     * The session closed: so does the day of risk, with each instrument's official close, or its last price where
     * nobody stated one, and each currency's rate.
     */
    void close(JournalRecord record, Step step) {
        sessionClosed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int date = sessionClosed.businessDate();
        int priced = 0;
        for (int id = 1; id < instruments.end(); id++) {
            priced += isPriced(id) ? 1 : 0;
        }
        RiskDayClosedEncoder.ClosingsEncoder closings =
            step.add(riskDayClosed, 0).businessDate(date).baseCurrency(day.currency())
                .closingsCount(priced);
        for (int id = 1; id < instruments.end(); id++) {
            if (isPriced(id)) {
                closings.next().instrumentId(id)
                    .priceE8(officialCloses.priceE8(id, date, instruments.priceE8(id)));
            }
        }
        RiskDayClosedEncoder.RatesEncoder said = riskDayClosed.ratesCount(rates.end());
        for (int row = 0; row < rates.end(); row++) {
            said.next().currency(rates.currency(row)).rateE8(rates.rateE8(row));
        }
    }

    private boolean isPriced(int id) {
        return instruments.isKnown(id) && instruments.priceE8(id) > 0;
    }

    /**
     * The ledger stated a position: after the first day it must be the one that was held. If it is not, nothing may be
     * added to either before two people have looked.
     */
    void comparePosition(JournalRecord record, Step step) {
        position.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int account = position.accountId();
        if (accounts.kind(account) == AccountKind.OUTSIDE) {
            return;
        }
        if (day.hasClosed() && position.quantity() != holdings.heldBefore()) {
            step.add(positionDiffered, 0).accountId(account).instrumentId(position.instrumentId())
                .held(holdings.heldBefore()).stated(position.quantity());
            marking.reduceOnly(Scope.pair(account, position.instrumentId()), StateReason.DRIFT, step);
        }
        marking.latch(account, 0, step);
    }

    /** A position moved otherwise than by a trade: what it earned may have changed with it. */
    void positionMoved(JournalRecord record, Step step) {
        moved.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        marking.latch(moved.accountId(), 0, step);
    }

    /**
     * The front stated its open orders as of an own seq: the holds from acceptances up to there must be the same. If
     * they are not, the firm may only reduce until two people have looked.
     */
    void compareHolds(JournalRecord record, Step step) {
        ticked.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        long orders = holds.countUpTo(record.consumed(0));
        long leaves = holds.leavesUpTo(record.consumed(0));
        long byOrders = ticked.openOrders() - orders;
        long byLeaves = ticked.openLeaves() - leaves;
        if ((byOrders != 0 || byLeaves != 0) && !day.hasDiffered(byOrders, byLeaves)) {
            step.add(holdsDiffered, 0).frontOrders(ticked.openOrders()).frontLeaves(ticked.openLeaves())
                .holdOrders(orders).holdLeaves(leaves);
            marking.reduceOnly(Scope.FIRM, StateReason.DRIFT, step);
        }
    }
}
