package throughline.exposure;

import java.util.List;
import throughline.limit.Limits;
import throughline.limit.Names;
import throughline.limit.RiskDay;
import throughline.reference.Accounts;
import throughline.reference.FeeTable;
import throughline.reference.Instruments;
import throughline.reference.Rates;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * All that controls count: each part keeps its own sums, and all hear of the same few events. A hold's change is told
 * by {@link #release} before and {@link #count} after it, so that no sum can miss a part of it. One thread.
 */
public final class Exposures implements State {
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
    private final List<Counted> counted;
    private final List<State> parts;

    /** What counts working orders. */
    interface Counted {
        /** A hold's orders count from here (1), or no longer (-1) as they are. */
        void count(Holds holds, int hold, int sign);
    }

    /** Nothing is held, with room for some holds and holdings without growing. */
    public Exposures(int expectedHolds, int expectedHoldings, Instruments instruments, Accounts accounts, Rates rates,
        FeeTable fees, Limits limits, Names names, RiskDay day) {
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
        counted = List.of(holdings, credit, cash, working, resting);
        parts = List.of(holds, holdings, gross, profit, credit, cash, working, resting, windows, buckets, repetitions,
            lookalikes);
    }

    /** A hold is about to change, or to end: it counts no longer as it is. */
    public void release(int hold) {
        for (int i = 0; i < counted.size(); i++) {
            counted.get(i).count(holds, hold, -1);
        }
    }

    /** A hold was made, or has changed: it counts as it is now. */
    public void count(int hold) {
        for (int i = 0; i < counted.size(); i++) {
            counted.get(i).count(holds, hold, 1);
        }
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
