package throughline.exposure;

import java.util.List;
import throughline.limit.Limits;
import throughline.limit.Names;
import throughline.limit.RiskDay;
import throughline.message.AccountKind;
import throughline.message.Side;
import throughline.message.TradeExecutedDecoder;
import throughline.reference.Accounts;
import throughline.reference.FeeTable;
import throughline.reference.Instruments;
import throughline.reference.Rates;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * All that controls count: each part keeps its own sums, and all hear of the same few events. A hold's change is told
 * by {@link #release} before and {@link #count} after it, so that no sum can miss a part of it. One thread.
 */
public final class Exposures implements State {
    private final Accounts accounts;
    private final Instruments instruments;
    private final Execution execution = new Execution();
    private final Holds holds;
    private final Charges charges;
    private final Holdings holdings;
    private final Gross gross;
    private final Profit profit;
    private final Credit credit;
    private final Cash cash;
    private final Working working = new Working();
    private final Resting resting;
    private final Windows windows;
    private final Buckets buckets;
    private final Repetitions repetitions = new Repetitions();
    private final Lookalikes lookalikes;
    private final List<State> parts;
    /** Of no meaning: what {@link #readAhead} read goes here, for it to be read at all. */
    private long ahead;

    /**
     * An execution as all that count it need it, found out once: what was bought (above 0) or sold, for how much in
     * minor units of the instrument's currency, and by how much what is held of its order, if it is held as it stands,
     * falls with it. One of before that is undone comes with the opposite of what it was. Reused.
     */
    static final class Execution {
        int accountId;
        int deskId;
        boolean isClients;
        /** 0: the firm's own. */
        int clientId;
        int strategyId;
        int instrumentId;
        long by;
        long moneyMinor;
        long feesMinor;
        boolean isUndone;
        /** {@link Table#NONE}: what is held does not change with it. */
        int hold;
        long working;
        long heldMinor;
        long heldFeesMinor;
    }

    /** Nothing is held, with room for some holds and holdings without growing. */
    public Exposures(int expectedHolds, int expectedHoldings, Instruments instruments, Accounts accounts, Rates rates,
        FeeTable fees, Limits limits, Names names, RiskDay day) {
        this.accounts = accounts;
        this.instruments = instruments;
        holds = new Holds(expectedHolds);
        charges = new Charges(fees, accounts, instruments, holds);
        gross = new Gross();
        profit = new Profit();
        holdings = new Holdings(expectedHoldings, instruments, rates, day, gross, profit);
        credit = new Credit(accounts, instruments, rates, day);
        cash = new Cash(accounts, instruments);
        resting = new Resting(holds, expectedHolds);
        windows = new Windows(limits, day);
        buckets = new Buckets(limits, names);
        lookalikes = new Lookalikes(limits);
        parts = List.of(holds, holdings, gross, profit, credit, cash, working, resting, windows, buckets, repetitions,
            lookalikes);
    }

    /**
     * Reads what an event of a held order is going to touch, before it does. Nothing is made of it: but lines of memory
     * that are far away are waited for together when they are asked for one right after another, and each by itself
     * when some hundred instructions stand between.
     */
    public void readAhead(int hold) {
        ahead += holds.readAhead(hold) + working.readAhead(holds.instrumentId(hold)) + resting.readAhead(holds, hold)
            + holdings.readAhead(holds, hold);
    }

    /** A hold is about to change, or to end: it counts no longer as it is. */
    public void release(int hold) {
        count(hold, -1);
    }

    /** A hold was made, or has changed: it counts as it is now. */
    public void count(int hold) {
        count(hold, 1);
    }

    private void count(int hold, int sign) {
        holdings.count(holds, hold, sign);
        credit.count(holds, hold, sign);
        cash.count(holds, hold, sign);
        working.count(holds, hold, sign);
        resting.count(holds, hold, sign);
    }

    /**
     * Part of an order, or all of it, executed: what was held for that is held no more, and it is bought or sold.
     *
     * @param hold its row; {@link Table#NONE}: it is not held
     * @param strategyId who entered it; 0: no strategy
     */
    public void executed(TradeExecutedDecoder trade, int hold, int strategyId) {
        boolean sells = trade.side() != Side.BUY;
        long quantity = trade.quantity();
        take(trade.accountId(), strategyId, trade.instrumentId(), sells ? -quantity : quantity, trade.priceE8(), false);
        execution.feesMinor = charges.more(hold, execution.accountId, execution.instrumentId, sells, quantity,
            execution.moneyMinor, trade.tradeDate());
        if (hold != Table.NONE && standsSo(hold, sells)) {
            long working = holds.held(hold);
            long value = holds.valueMinor(hold);
            long fees = holds.feesMinor(hold);
            fall(hold, quantity);
            execution.hold = hold;
            execution.working = holds.held(hold) - working;
            execution.heldMinor = holds.valueMinor(hold) - value;
            execution.heldFeesMinor = holds.feesMinor(hold) - fees;
        } else if (hold != Table.NONE) {
            release(hold);
            fall(hold, quantity);
            count(hold);
        }
        tell();
    }

    private void fall(int hold, long quantity) {
        holds.execute(hold, quantity);
        holds.charge(hold, quantity, execution.moneyMinor, execution.feesMinor);
    }

    /** Whether the hold counts where its execution does: its account may be of another desk by now. */
    private boolean standsSo(int hold, boolean sells) {
        return holds.accountId(hold) == execution.accountId && holds.instrumentId(hold) == execution.instrumentId
            && holds.deskId(hold) == execution.deskId && holds.clientId(hold) == execution.clientId
            && holds.sectorId(hold) == instruments.sectorId(execution.instrumentId) && holds.sells(hold) == sells;
    }

    /**
     * What had executed, for fees that stand, is undone, or is another from here.
     *
     * @param by bought (above 0) or sold; of what is undone, the opposite of what it was
     */
    public void restated(int accountId, int strategyId, int instrumentId, long by, long priceE8, boolean isUndone) {
        take(accountId, strategyId, instrumentId, by, priceE8, isUndone);
        tell();
    }

    private void take(int accountId, int strategyId, int instrumentId, long by, long priceE8, boolean isUndone) {
        execution.accountId = accountId;
        execution.deskId = accounts.deskId(accountId);
        execution.isClients = accounts.kind(accountId) == AccountKind.CLIENT;
        execution.clientId = execution.isClients ? accounts.partyId(accountId) : 0;
        execution.strategyId = strategyId;
        execution.instrumentId = instrumentId;
        execution.by = by;
        execution.moneyMinor = charges.money(instrumentId, Math.abs(by), priceE8);
        execution.feesMinor = 0;
        execution.isUndone = isUndone;
        execution.hold = Table.NONE;
        execution.working = 0;
        execution.heldMinor = 0;
        execution.heldFeesMinor = 0;
    }

    private void tell() {
        holdings.execute(execution, holds);
        credit.executed(execution);
        cash.executed(execution);
    }

    /**
     * A date opens: what was executed on the last one is of today no longer, and peaks begin anew. Fees still expected
     * change with it, so that each hold is counted once more in the cash.
     */
    public void dayOpened() {
        recountCash(-1);
        holds.dayOpened();
        recountCash(1);
        credit.dayOpened();
        cash.dayOpened();
        working.dayOpened();
        windows.dayOpened();
    }

    private void recountCash(int sign) {
        for (int hold = 0; hold < holds.end(); hold++) {
            if (holds.isLive(hold)) {
                cash.count(holds, hold, sign);
            }
        }
    }

    /** What executions are charged. */
    public Charges charges() {
        return charges;
    }

    /** Accepted orders that have not ended. */
    public Holds holds() {
        return holds;
    }

    /** Positions and what works, by holder and instrument, at their marks. */
    public Holdings holdings() {
        return holdings;
    }

    /** Gross and net exposure by account, desk and firm, and by issuer. */
    public Gross gross() {
        return gross;
    }

    /** What was earned and lost since the start of the date. */
    public Profit profit() {
        return profit;
    }

    /** Executed and unsettled amounts and holds, by client, firm and sector. */
    public Credit credit() {
        return credit;
    }

    /** What clients have to pay with. */
    public Cash cash() {
        return cash;
    }

    /** How many orders work, by session, account, instrument and in all. */
    public Working working() {
        return working;
    }

    /** Prices at which the orders of a group work. */
    public Resting resting() {
        return resting;
    }

    /** Value accepted over a short time. */
    public Windows windows() {
        return windows;
    }

    /** Tokens left for messages. */
    public Buckets buckets() {
        return buckets;
    }

    /** Orders of strategies after their own executions. */
    public Repetitions repetitions() {
        return repetitions;
    }

    /** Orders accepted a moment ago. */
    public Lookalikes lookalikes() {
        return lookalikes;
    }

    @Override
    public void save(StateSink sink) {
        for (State part : parts) {
            part.save(sink);
        }
    }

    @Override
    public void load(StateSource source) {
        for (State part : parts) {
            part.load(source);
        }
    }
}
