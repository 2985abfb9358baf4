package throughline.risk;

import throughline.control.Checks;
import throughline.control.Order;
import throughline.control.Verdict;
import throughline.exposure.Holds;
import throughline.limit.RiskDay;
import throughline.message.ClockTickedDecoder;
import throughline.message.HoldsDifferedEncoder;
import throughline.message.JournalRecord;
import throughline.message.OrderAcceptedEncoder;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderRejectedEncoder;
import throughline.message.RiskDayClosedEncoder;
import throughline.message.RiskDayOpenedEncoder;
import throughline.message.SessionClosedDecoder;
import throughline.message.TradeClearedEncoder;
import throughline.message.TradeExecutedDecoder;
import throughline.message.TradeKind;
import throughline.office.Step;
import throughline.reference.Accounts;
import throughline.reference.Instruments;

/** What the middle answers to the front's records. Reads the state and changes none of it. One thread. */
final class Judge {
    private static final int HEADER = OrderCapturedDecoder.clOrdIdHeaderLength();

    private final RiskDay day;
    private final Instruments instruments;
    private final Accounts accounts;
    private final Holds holds;
    private final Order order;
    private final Verdict verdict = new Verdict();
    private final Checks checks;
    private final OrderCapturedDecoder captured = new OrderCapturedDecoder();
    private final TradeExecutedDecoder trade = new TradeExecutedDecoder();
    private final SessionClosedDecoder sessionClosed = new SessionClosedDecoder();
    private final ClockTickedDecoder ticked = new ClockTickedDecoder();
    private final OrderAcceptedEncoder accepted = new OrderAcceptedEncoder();
    private final OrderRejectedEncoder rejected = new OrderRejectedEncoder();
    private final TradeClearedEncoder cleared = new TradeClearedEncoder();
    private final RiskDayOpenedEncoder riskDayOpened = new RiskDayOpenedEncoder();
    private final RiskDayClosedEncoder riskDayClosed = new RiskDayClosedEncoder();
    private final HoldsDifferedEncoder holdsDiffered = new HoldsDifferedEncoder();

    Judge(MiddleMachine machine) {
        day = machine.day();
        instruments = machine.instruments();
        accounts = machine.accounts();
        holds = machine.holds();
        order = new Order(instruments, machine.accounts(), machine.holdings(), machine.limits());
        checks = new Checks(instruments, accounts, machine.users(), day, machine.tradingStates(), machine.holdings());
    }

    /** An order was captured: accepted with a hold, or rejected with the reason. */
    void judge(JournalRecord record, Step step) {
        captured.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        order.take(captured, record, day.lastTimeNs(), step.timeNs());
        if (checks.pass(order, verdict)) {
            step.add(accepted, record.seq()).quantity(order.quantity()).priceE8(order.priceE8())
                .worstPriceE8(order.worstPriceE8()).valueMinor(order.valueMinor()).accountId(order.accountId())
                .instrumentId(order.instrumentId()).userId(order.userId()).businessDate(order.businessDate())
                .side(order.side()).ordType(order.type()).timeInForce(order.timeInForce())
                .reducing((short) (order.reducing() ? 1 : 0))
                .selfTradeGroup(accounts.selfTradeGroup(order.accountId()))
                .selfTradeMode(accounts.selfTradeMode(order.accountId())).capacity(captured.capacity());
            copyAttributes();
        } else {
            step.add(rejected, record.seq()).limitE8(verdict.limitE8()).observedE8(verdict.observedE8())
                .accountId(order.accountId()).instrumentId(order.instrumentId()).scopeAccountId(verdict.accountId())
                .scopeInstrumentId(verdict.instrumentId()).code(verdict.code()).scopeKind(verdict.kind())
                .metric(verdict.metric());
        }
    }

    /** What audit and the controls of strategies need goes along unread. */
    private void copyAttributes() {
        captured.skipClOrdId();
        captured.skipAccountName();
        captured.skipSymbol();
        accepted.putStrategy(captured.buffer(), captured.limit() + HEADER, captured.strategyLength());
        captured.skipStrategy();
        accepted.putDecisionMaker(captured.buffer(), captured.limit() + HEADER, captured.decisionMakerLength());
        captured.skipDecisionMaker();
        accepted.putSession(captured.buffer(), captured.limit() + HEADER, captured.sessionLength());
        captured.skipSession();
        accepted.putParentId(captured.buffer(), captured.limit() + HEADER, captured.parentIdLength());
        captured.skipParentId();
        accepted.putLocate(captured.buffer(), captured.limit() + HEADER, captured.locateLength());
    }

    /** Every execution is handed on, the street's too. */
    void clear(JournalRecord record, Step step) {
        trade.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        step.add(cleared, record.orderId()).executionId(record.seq()).matchId(trade.matchId())
            .quantity(trade.quantity()).priceE8(trade.priceE8()).leavesQty(trade.leavesQty())
            .accountId(trade.accountId()).instrumentId(trade.instrumentId()).contraPartyId(trade.contraPartyId())
            .tradeDate(trade.tradeDate()).userId(trade.userId()).side(trade.side()).kind(TradeKind.NEW)
            .elsewhere(trade.elsewhere()).capacity(trade.capacity());
        cleared.putStrategy(trade.buffer(), trade.limit() + HEADER, trade.strategyLength());
        trade.skipStrategy();
        cleared.putDecisionMaker(trade.buffer(), trade.limit() + HEADER, trade.decisionMakerLength());
    }

    /** The session opened: so does the day of risk, once limits are imported. */
    void openDay(Step step) {
        if (day.isToOpen()) {
            step.add(riskDayOpened, 0).businessDate(day.sessionDate());
        }
    }

    /** The session closed: so does the day of risk, with each instrument's last price. */
    void closeDay(JournalRecord record, Step step) {
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
