package throughline.exposure;

import org.agrona.collections.Hashing;
import org.agrona.collections.Long2LongHashMap;
import throughline.limit.RiskDay;
import throughline.message.AccountKind;
import throughline.message.JournalRecord;
import throughline.message.ScopeKind;
import throughline.message.UnsettledStatedDecoder;
import throughline.reference.Accounts;
import throughline.reference.Exact;
import throughline.reference.Instruments;
import throughline.reference.Money;
import throughline.reference.Rates;
import throughline.reference.Scope;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * What the firm has to settle or may have to: unsettled amounts of earlier dates, what was executed today and what is
 * held, by client, firm and sector. Buys and sells alike, of clients and of the firm's own accounts. Kept by currency
 * in minor units, and told in those of the base currency, each currency's sum rounded up once. One thread.
 */
public final class Credit implements State {
    private static final int EARLIER = 0;
    private static final int TODAY = 1;
    private static final int HELD = 2;
    /** These three together. */
    private static final int USED = 3;
    /** The highest use of the row's scope, in the base currency; of each scope its first row has it. */
    private static final int PEAK = 4;
    private static final int SUMS = 5;
    /** What the front stated last of an account's instrument, and whose it was then. */
    private static final int PAIR = 0;
    private static final int CLIENT = 1;
    private static final int SECTOR = 2;
    private static final int CURRENCY = 3;
    private static final int BOUGHT = 4;
    private static final int SOLD = 5;
    private static final int COLUMNS = 6;
    private static final int USUAL = 1 << 9;

    private final Accounts accounts;
    private final Instruments instruments;
    private final Rates rates;
    private final RiskDay day;
    private final Amounts amounts = new Amounts(SUMS, USUAL);
    private final Table stated = new Table(COLUMNS, USUAL);
    private final Long2LongHashMap statedByPair =
        new Long2LongHashMap(USUAL * 2, Hashing.DEFAULT_LOAD_FACTOR, Table.NONE);
    private final UnsettledStatedDecoder unsettled = new UnsettledStatedDecoder();

    Credit(Accounts accounts, Instruments instruments, Rates rates, RiskDay day) {
        this.accounts = accounts;
        this.instruments = instruments;
        this.rates = rates;
        this.day = day;
    }

    /** A hold counts from here (1), or no longer (-1), as it is. */
    void count(Holds holds, int hold, int sign) {
        long value = holds.valueMinor(hold);
        if (value != 0 || sign > 0) {
            add(holds.clientId(hold), holds.sectorId(hold), instruments.currency(holds.instrumentId(hold)), HELD,
                sign < 0 ? -value : value);
        }
    }

    /** The front states what an account has not settled of earlier dates; it replaces what it stated before. */
    public void state(JournalRecord record) {
        UnsettledStatedDecoder now = unsettled;
        now.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int account = now.accountId();
        AccountKind kind = accounts.kind(account);
        if (kind == AccountKind.OUTSIDE) {
            return;
        }
        long pair = Scope.pair(account, now.instrumentId());
        int row = (int) statedByPair.get(pair);
        if (row == Table.NONE) {
            row = stated.add();
            stated.set(row, PAIR, pair);
            statedByPair.put(pair, row);
        } else {
            settle(row, -1);
        }
        stated.set(row, CLIENT, kind == AccountKind.CLIENT ? accounts.partyId(account) : 0);
        stated.set(row, SECTOR, instruments.sectorId(now.instrumentId()));
        stated.set(row, CURRENCY, now.currency());
        stated.set(row, BOUGHT, now.boughtMinor());
        stated.set(row, SOLD, now.soldMinor());
        settle(row, 1);
    }

    private void settle(int row, int sign) {
        int client = (int) stated.get(row, CLIENT);
        int sector = (int) stated.get(row, SECTOR);
        int currency = (int) stated.get(row, CURRENCY);
        add(client, sector, currency, EARLIER, sign * stated.get(row, BOUGHT));
        add(client, sector, currency, EARLIER, sign * stated.get(row, SOLD));
    }

    /** Executed today, and so much less is held for its order. */
    void executed(Exposures.Execution execution) {
        int sector = instruments.sectorId(execution.instrumentId);
        int currency = instruments.currency(execution.instrumentId);
        long money = execution.isUndone ? -execution.moneyMinor : execution.moneyMinor;
        executed(ScopeKind.FIRM, 0, currency, money, execution.heldMinor);
        if (execution.clientId != 0) {
            executed(ScopeKind.CLIENT, execution.clientId, currency, money, execution.heldMinor);
        }
        if (sector != 0) {
            executed(ScopeKind.SECTOR, sector, currency, money, execution.heldMinor);
        }
    }

    private void executed(ScopeKind kind, int id, int currency, long money, long held) {
        int row = amounts.reach(kind, id, currency);
        amounts.increase(row, HELD, held);
        amounts.increase(row, USED, held);
        amounts.increase(row, TODAY, money);
        amounts.increase(row, USED, money);
        if (money > 0) {
            raisePeak(row);
        }
    }

    private void add(int clientId, int sectorId, int currency, int sum, long minor) {
        add(ScopeKind.FIRM, 0, currency, sum, minor);
        if (clientId != 0) {
            add(ScopeKind.CLIENT, clientId, currency, sum, minor);
        }
        if (sectorId != 0) {
            add(ScopeKind.SECTOR, sectorId, currency, sum, minor);
        }
    }

    private void add(ScopeKind kind, int id, int currency, int sum, long minor) {
        int row = amounts.reach(kind, id, currency);
        amounts.increase(row, sum, minor);
        amounts.increase(row, USED, minor);
        if (minor > 0) {
            raisePeak(row);
        }
    }

    /** Of the scope of a row. */
    private void raisePeak(int row) {
        int first = amounts.firstOf(row);
        long used = usedFrom(first);
        if (used != Money.OVERFLOW && used > amounts.get(first, PEAK)) {
            amounts.set(first, PEAK, used);
        }
    }

    /** What a client, a sector or the firm uses, in the base currency; {@link Money#OVERFLOW}: there is no rate. */
    public long used(long scope) {
        return usedFrom(amounts.first(scope));
    }

    private long usedFrom(int first) {
        long used = 0;
        for (int row = first; row != Table.NONE; row = amounts.next(row)) {
            used = Exact.saturatedSum(used, base(row, 0));
        }
        return used;
    }

    /** First row of a scope; {@link Table#NONE}: nothing was ever counted there. */
    public int first(long scope) {
        return amounts.first(scope);
    }

    /** The scope's next row, of another currency; {@link Table#NONE}: that was the last. */
    public int next(int row) {
        return amounts.next(row);
    }

    /** Row of a scope's currency; {@link Table#NONE}: there is none. */
    public int row(long scope, int currency) {
        return amounts.row(scope, currency);
    }

    /** A row's currency, its ISO 4217 number. */
    public int currency(int row) {
        return amounts.currency(row);
    }

    /**
     * What a row would come to with so much more, or less, in its currency: rounded up once, as one sum.
     *
     * @param row {@link Table#NONE}: there is nothing yet in that currency
     * @return minor units of the base currency; {@link Money#OVERFLOW}: it does not fit, or there is no rate
     */
    public long with(int row, int currency, long more) {
        return more == Money.OVERFLOW ? more
            : row == Table.NONE ? rates.toBase(more, currency, day.currency()) : base(row, more);
    }

    private long base(int row, long more) {
        long used = Math.max(0, amounts.with(row, USED, more));
        int currency = amounts.currency(row);
        return currency == day.currency() ? used : rates.toBase(used, currency, day.currency());
    }

    /** What is held for its working orders, in the base currency; {@link Money#OVERFLOW}: there is no rate. */
    public long held(long scope) {
        long held = 0;
        for (int row = amounts.first(scope); row != Table.NONE; row = amounts.next(row)) {
            held = Exact.saturatedSum(held,
                rates.toBase(amounts.get(row, HELD), amounts.currency(row), day.currency()));
        }
        return held;
    }

    /** The highest use since the day was opened, as far as there were rates to tell it. */
    public long peak(long scope) {
        int first = amounts.first(scope);
        return first == Table.NONE ? 0 : amounts.get(first, PEAK);
    }

    /** A date opens: what was executed on the last one is in what is stated as unsettled. */
    public void dayOpened() {
        for (int row = 0; row < amounts.end(); row++) {
            amounts.takeOut(row, USED, TODAY);
            amounts.set(row, TODAY, 0);
        }
        for (int row = 0; row < amounts.end(); row++) {
            long used = amounts.firstOf(row) == row ? usedFrom(row) : 0;
            amounts.set(row, PEAK, used == Money.OVERFLOW ? 0 : used);
        }
    }

    /** Row numbers run below this. */
    public int end() {
        return amounts.end();
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
