package throughline.risk;

import throughline.exposure.Holdings;
import throughline.exposure.Marks;
import throughline.exposure.Profit;
import throughline.exposure.Worth;
import throughline.limit.Limits;
import throughline.limit.Names;
import throughline.limit.RiskDay;
import throughline.limit.TradingStates;
import throughline.message.AccountKind;
import throughline.message.JournalRecord;
import throughline.message.MarksMovedEncoder;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.message.StateReason;
import throughline.message.TradeBustedDecoder;
import throughline.message.TradeCorrectedDecoder;
import throughline.message.TradeExecutedDecoder;
import throughline.message.TradingState;
import throughline.message.TradingStateSetEncoder;
import throughline.office.Step;
import throughline.reference.Accounts;
import throughline.reference.Exact;
import throughline.reference.Instruments;
import throughline.reference.Money;
import throughline.reference.Rates;
import throughline.reference.Scope;
import throughline.state.Table;

/**
 * The work of marking holdings anew, a slice at a time, and what the office itself does to trading states: a scope that
 * has lost more than its limit, or whose numbers have drifted, may only reduce until two people lift it. Losses are
 * looked at with each execution and each mark while the day of risk is open. Reads the state and changes none. One
 * thread; allocates nothing.
 */
final class Marking {
    /** Most holdings one step marks: few, because the next order waits for them. */
    static final int SLICE = 4;

    private static final int HEADER = TradeExecutedDecoder.strategyHeaderLength();

    private final RiskDay day;
    private final Instruments instruments;
    private final Rates rates;
    private final Accounts accounts;
    private final Names names;
    private final Limits limits;
    private final TradingStates states;
    private final Holdings holdings;
    private final Marks marks;
    private final Worth worth;
    private final Profit profit;
    private final ScopeNames scopes;
    private final TradeExecutedDecoder trade = new TradeExecutedDecoder();
    private final TradeBustedDecoder bust = new TradeBustedDecoder();
    private final TradeCorrectedDecoder correction = new TradeCorrectedDecoder();
    private final MarksMovedEncoder moved = new MarksMovedEncoder();
    private final TradingStateSetEncoder stateSet = new TradingStateSetEncoder();

    Marking(MiddleMachine machine) {
        day = machine.day();
        instruments = machine.instruments();
        rates = machine.rates();
        accounts = machine.accounts();
        names = machine.names();
        limits = machine.limits();
        states = machine.tradingStates();
        holdings = machine.exposures().holdings();
        marks = holdings.marks();
        worth = holdings.worth();
        profit = machine.exposures().profit();
        scopes = new ScopeNames(machine);
    }

    /** Seq of the own record that stands for holdings that wait, the opening of the day; 0: none waits. */
    long workSeq() {
        return marks.oldest() == Table.NONE ? 0 : day.openSeq();
    }

    /** Marks a slice of the holdings of the instrument that has waited longest, at its newest price. */
    void work(Step step) {
        int instrument = marks.oldest();
        long priceE8 = instruments.priceE8(instrument);
        long rateE8 = rates.rateE8(instruments.currency(instrument), day.currency());
        int first = holdings.firstToMark(instrument);
        int count = 0;
        int next = first;
        while (next != Table.NONE && count < SLICE) {
            next = holdings.afterInMarking(next);
            count++;
        }
        boolean last = next == Table.NONE && !marks.waitsAgain(instrument);
        MarksMovedEncoder.HoldingsEncoder group = step.add(moved, 0).priceE8(priceE8).rateE8(rateE8)
            .priceTime(marks.oldestNs()).instrumentId(instrument).isLast((short) (last ? 1 : 0)).holdingsCount(count);
        for (int row = first; row != next; row = holdings.afterInMarking(row)) {
            group.next().holding(holdings.key(row));
        }
        for (int row = first; row != next; row = holdings.afterInMarking(row)) {
            latchMarked(row, priceE8, rateE8, step);
        }
    }

    /** A holder has at most one holding in an instrument: its loss will change by that of this one alone. */
    private void latchMarked(int row, long priceE8, long rateE8, Step step) {
        long before = worth.profitMinor(row);
        long after = worth.profitAt(row, priceE8, rateE8);
        int sum = worth.profitRow(row);
        if (after != Money.OVERFLOW && profit.isKnownBut(sum, before == Money.OVERFLOW ? 1 : 0)) {
            long loss = -profit.profitWith(sum, before, after);
            if (loss > 0) {
                latch(Scope.holder(holdings.key(row)), loss, step);
            }
        }
    }

    /** An execution stands: account, desk, firm and strategy may have lost too much by it. */
    void executed(JournalRecord record, Step step) {
        trade.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int strategy = names.find(ScopeKind.STRATEGY, record.buffer(), trade.limit() + HEADER, trade.strategyLength());
        latch(trade.accountId(), strategy, step);
    }

    /** An execution was undone. */
    void busted(JournalRecord record, Step step) {
        bust.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int account = bust.accountId();
        bust.skipRequestKey();
        bust.skipReason();
        latch(account, names.find(ScopeKind.STRATEGY, record.buffer(), bust.limit() + HEADER, bust.strategyLength()),
            step);
    }

    /** An execution was another. */
    void corrected(JournalRecord record, Step step) {
        correction.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int account = correction.accountId();
        correction.skipRequestKey();
        correction.skipReason();
        latch(account, names.find(ScopeKind.STRATEGY, record.buffer(), correction.limit() + HEADER,
            correction.strategyLength()), step);
    }

    /** What an account, its desk, the firm and a strategy (0: none) have lost has changed. */
    void latch(int account, int strategy, Step step) {
        if (accounts.kind(account) == AccountKind.OUTSIDE) {
            return;
        }
        latchScope(Scope.of(ScopeKind.ACCOUNT, account), step);
        latchScope(Scope.of(ScopeKind.DESK, accounts.deskId(account)), step);
        latchScope(Scope.FIRM, step);
        if (strategy != 0) {
            latchScope(Scope.of(ScopeKind.STRATEGY, strategy), step);
        }
    }

    private void latchScope(long holder, Step step) {
        long loss = profit.lossMinor(holder);
        if (loss != Money.OVERFLOW) {
            latch(holder, loss, step);
        }
    }

    private void latch(long holder, long loss, Step step) {
        long bound = loss <= 0 || !day.isOpen() ? Limits.NONE : limits.value(holder, Metric.DAILY_LOSS);
        if (bound != Limits.NONE && Exact.compareProducts(loss, day.moneyUnit(), bound, 1) > 0) {
            reduceOnly(holder, StateReason.DAILY_LOSS, step);
        }
    }

    /** Sets a scope to reduce-only, unless it is that already, or halted. */
    void reduceOnly(long scope, StateReason reason, Step step) {
        if (states.state(scope) != TradingState.ACTIVE) {
            return;
        }
        step.add(stateSet, 0).requestSeq(0).scope(scope).requestedBy(0).approvedBy(0).oldState(TradingState.ACTIVE)
            .state(TradingState.REDUCE_ONLY).reason(reason);
        scopes.write(scope);
        stateSet.putScopeName(scopes.buffer(), 0, scopes.length());
    }
}
