package throughline.exposure;

import org.agrona.collections.Hashing;
import org.agrona.collections.Long2LongHashMap;
import throughline.message.AccountKind;
import throughline.message.CashStatedDecoder;
import throughline.message.JournalRecord;
import throughline.message.ScopeKind;
import throughline.message.UnsettledStatedDecoder;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.Scope;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * What client accounts have to pay with, by currency in its minor units: ledger cash, what they bought and sold and
 * have not settled, fees, and what is held for their working orders. A row is an account's currency. One thread.
 */
public final class Cash implements State {
    private static final int LEDGER = 0;
    private static final int BOUGHT_EARLIER = 1;
    private static final int SOLD_EARLIER = 2;
    private static final int BOUGHT = 3;
    private static final int SOLD = 4;
    private static final int FEES = 5;
    /** Values of working buys. */
    private static final int HELD = 6;
    /** Fees still expected of working orders. */
    private static final int FEES_HELD = 7;
    private static final int SUMS = 8;
    /** What the front stated last of an account's instrument. */
    private static final int PAIR = 0;
    private static final int STATED_CURRENCY = 1;
    private static final int STATED_BOUGHT = 2;
    private static final int STATED_SOLD = 3;
    private static final int COLUMNS = 4;
    private static final int USUAL = 1 << 9;

    private final Accounts accounts;
    private final Instruments instruments;
    private final Amounts amounts = new Amounts(SUMS, USUAL);
    private final Table stated = new Table(COLUMNS, USUAL);
    private final Long2LongHashMap statedByPair =
        new Long2LongHashMap(USUAL * 2, Hashing.DEFAULT_LOAD_FACTOR, Table.NONE);
    private final CashStatedDecoder cash = new CashStatedDecoder();
    private final UnsettledStatedDecoder unsettled = new UnsettledStatedDecoder();

    Cash(Accounts accounts, Instruments instruments) {
        this.accounts = accounts;
        this.instruments = instruments;
    }

    /** A hold counts from here (1), or no longer (-1), as it is. */
    void count(Holds holds, int hold, int sign) {
        if (holds.clientId(hold) == 0) {
            return;
        }
        long value = holds.sells(hold) ? 0 : holds.valueMinor(hold);
        long fees = holds.feesMinor(hold);
        if (value != 0 || fees != 0 || sign > 0) {
            int row = reach(holds.accountId(hold), instruments.currency(holds.instrumentId(hold)));
            amounts.increase(row, HELD, sign * value);
            amounts.increase(row, FEES_HELD, sign * fees);
        }
    }

    /** The front states a client account's ledger cash, whole. */
    public void state(JournalRecord record) {
        cash.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (isClient(cash.accountId())) {
            amounts.set(reach(cash.accountId(), cash.currency()), LEDGER, cash.amountMinor());
        }
    }

    /** The front states what an account has not settled of earlier dates; it replaces what it stated before. */
    public void unsettled(JournalRecord record) {
        UnsettledStatedDecoder now = unsettled;
        now.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (!isClient(now.accountId())) {
            return;
        }
        long pair = Scope.pair(now.accountId(), now.instrumentId());
        int row = (int) statedByPair.get(pair);
        if (row == Table.NONE) {
            row = stated.add();
            stated.set(row, PAIR, pair);
            statedByPair.put(pair, row);
        } else {
            settle(row, -1);
        }
        stated.set(row, STATED_CURRENCY, now.currency());
        stated.set(row, STATED_BOUGHT, now.clientBoughtMinor());
        stated.set(row, STATED_SOLD, now.clientSoldMinor());
        settle(row, 1);
    }

    private void settle(int row, int sign) {
        int at = reach(Scope.accountId(stated.get(row, PAIR)), (int) stated.get(row, STATED_CURRENCY));
        amounts.increase(at, BOUGHT_EARLIER, sign * stated.get(row, STATED_BOUGHT));
        amounts.increase(at, SOLD_EARLIER, sign * stated.get(row, STATED_SOLD));
    }

    /** Bought or sold today, if by a client's account, and so much less is held for its order. */
    void executed(Exposures.Execution execution) {
        if (!execution.isClients) {
            return;
        }
        boolean bought = execution.by > 0 != execution.isUndone;
        int row = reach(execution.accountId, instruments.currency(execution.instrumentId));
        amounts.increase(row, bought ? BOUGHT : SOLD,
            execution.isUndone ? -execution.moneyMinor : execution.moneyMinor);
        amounts.increase(row, HELD, bought ? execution.heldMinor : 0);
        if (execution.feesMinor != 0 || execution.heldFeesMinor != 0) {
            amounts.increase(row, FEES, execution.feesMinor);
            amounts.increase(row, FEES_HELD, execution.heldFeesMinor);
        }
    }

    private boolean isClient(int accountId) {
        return accounts.kind(accountId) == AccountKind.CLIENT;
    }

    private int reach(int accountId, int currency) {
        return amounts.reach(ScopeKind.ACCOUNT, accountId, currency);
    }

    /**
     * What an account has to pay with beside one of its orders.
     *
     * @param hold row of the order's hold, which is left out; {@link Table#NONE}: it has none
     * @param takenMinor what others are to pay that are not held yet
     * @return minor units of the currency, perhaps below 0
     */
    public long atHandWithout(int accountId, int currency, Holds holds, int hold, long takenMinor) {
        int row = amounts.row(Scope.of(ScopeKind.ACCOUNT, accountId), currency);
        amounts.begin();
        if (row != Table.NONE) {
            plusAll(row);
        }
        if (hold != Table.NONE) {
            amounts.plus(holds.sells(hold) ? 0 : holds.valueMinor(hold));
            amounts.plus(holds.feesMinor(hold));
        }
        amounts.plus(-takenMinor);
        return amounts.total();
    }

    private void plusAll(int row) {
        amounts.plus(row, LEDGER);
        amounts.plus(row, SOLD_EARLIER);
        amounts.minus(row, BOUGHT_EARLIER);
        amounts.plus(row, SOLD);
        amounts.minus(row, BOUGHT);
        amounts.minus(row, FEES);
        amounts.minus(row, HELD);
        amounts.minus(row, FEES_HELD);
    }

    /** First row of an account; {@link Table#NONE}: nothing is known of its cash. */
    public int first(int accountId) {
        return amounts.first(Scope.of(ScopeKind.ACCOUNT, accountId));
    }

    /** The account's next row, of another currency; {@link Table#NONE}: that was the last. */
    public int next(int row) {
        return amounts.next(row);
    }

    /** A row's currency, its ISO 4217 number. */
    public int currency(int row) {
        return amounts.currency(row);
    }

    /** Ledger cash; below 0: the client owes. */
    public long cash(int row) {
        return amounts.get(row, LEDGER);
    }

    /** Bought today, or before and not settled; what is of before has its fees in it. */
    public long bought(int row) {
        return both(row, BOUGHT_EARLIER, BOUGHT);
    }

    /** Sold today, or before and not settled; what is of before is after its fees. */
    public long sold(int row) {
        return both(row, SOLD_EARLIER, SOLD);
    }

    /** Values of working buys. */
    public long holds(int row) {
        return amounts.get(row, HELD);
    }

    /** Fees of today's executions, and those still expected of working orders. */
    public long fees(int row) {
        return both(row, FEES, FEES_HELD);
    }

    private long both(int row, int one, int other) {
        amounts.begin();
        amounts.plus(row, one);
        amounts.plus(row, other);
        return amounts.total();
    }

    /** What is left to pay with: cash and sold, less bought, holds and fees. */
    public long atHand(int row) {
        amounts.begin();
        plusAll(row);
        return amounts.total();
    }

    /** A date opens: what was executed on the last one is in what is stated as unsettled. */
    public void dayOpened() {
        for (int row = 0; row < amounts.end(); row++) {
            amounts.set(row, BOUGHT, 0);
            amounts.set(row, SOLD, 0);
            amounts.set(row, FEES, 0);
        }
    }

    @Override
    public void save(StateSink sink) {
        amounts.save(sink);
        stated.save(sink);
    }

    @Override
    public void load(StateSource source) {
        amounts.load(source);
        stated.load(source);
        statedByPair.clear();
        for (int row = 0; row < stated.end(); row++) {
            statedByPair.put(stated.get(row, PAIR), row);
        }
    }
}
