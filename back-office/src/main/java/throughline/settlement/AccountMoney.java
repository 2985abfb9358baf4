package throughline.settlement;

import org.agrona.collections.Long2LongHashMap;
import throughline.message.CashDefinedDecoder;
import throughline.message.CashDefinedEncoder;
import throughline.message.JournalRecord;
import throughline.message.ObligationStatus;
import throughline.message.UnsettledDefinedDecoder;
import throughline.message.UnsettledDefinedEncoder;
import throughline.office.Step;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * What the other offices are told of accounts' money. Per account and instrument: what is owed to and by the street,
 * and by and to the client, for trades that were instructed and have not settled. Per client account and currency: the
 * free credit. The sums go with each obligation and each entry; a step that changes one states it whole, and each close
 * states them all for the next day, in slices. Of a step's statements those come first that leave the client less at
 * hand, so that no reader ever sees more than there is. Money is in minor units. One thread.
 */
public final class AccountMoney implements State {
    private static final int ACCOUNT = 0;
    /** 0 in a row of cash. */
    private static final int INSTRUMENT = 1;
    private static final int CURRENCY = 2;
    /** 1: what was stated last is not all zero. */
    private static final int TOLD = 3;
    /** Date of the close that stated it as it stands; 0: it is to be stated. */
    private static final int CLOSE = 4;
    private static final int FIRST_SUM = 5;
    private static final int BOUGHT = 0;
    private static final int SOLD = 1;
    private static final int CLIENT_BOUGHT = 2;
    private static final int CLIENT_SOLD = 3;
    private static final int FAILING = 4;
    private static final int CASH = 5;
    private static final int SUMS = 6;
    /** Each leg of a settlement changes one sum and one cash; its street's side another sum. */
    private static final int MOST_CHANGES = 2 * Settling.MOST_LEGS + 4;

    private final Table rows = new Table(FIRST_SUM + SUMS, 1 << 10);
    private final Long2LongHashMap rowByKey = new Long2LongHashMap(Table.NONE);
    private final UnsettledDefinedDecoder unsettled = new UnsettledDefinedDecoder();
    private final UnsettledDefinedEncoder unsettledDefined = new UnsettledDefinedEncoder();
    private final CashDefinedDecoder cash = new CashDefinedDecoder();
    private final CashDefinedEncoder cashDefined = new CashDefinedEncoder();
    private int closing;
    private int next;

    private final int[] instruments = new int[MOST_CHANGES];
    private final int[] currencies = new int[MOST_CHANGES];
    private final long[] atHand = new long[MOST_CHANGES];
    private final long[] sums = new long[MOST_CHANGES * SUMS];
    private int account;
    private int changes;

    private static long key(int accountId, int instrumentId, int currency) {
        return (long) accountId << 32 | (instrumentId == 0 ? -currency : instrumentId) & 0xFFFF_FFFFL;
    }

    /** Takes up an obligation as it stands, or takes it out again with -1; what is not instructed does not count. */
    public void count(Obligations obligations, int row, int sign) {
        long street = obligations.amountMinor(row) - obligations.settledMinor(row);
        long client = obligations.clientMinor(row) - obligations.clientSettledMinor(row);
        boolean settled = street == 0 && client == 0 && obligations.failedMinor(row) == 0;
        if (settled || obligations.status(row) == ObligationStatus.OPEN) {
            return;
        }
        boolean purchase = obligations.isPurchase(row);
        int at = changing(obligations.accountId(row), obligations.instrumentId(row), obligations.currency(row));
        rows.increase(at, FIRST_SUM + (purchase ? BOUGHT : SOLD), sign * street);
        rows.increase(at, FIRST_SUM + (purchase ? CLIENT_BOUGHT : CLIENT_SOLD), sign * client);
        rows.increase(at, FIRST_SUM + FAILING, sign * obligations.failedMinor(row));
    }

    /** Takes up what an entry credits a client. */
    public void credit(int accountId, int currency, long amountMinor) {
        rows.increase(changing(accountId, 0, currency), FIRST_SUM + CASH, amountMinor);
    }

    /** Row that is about to change, and so to be stated. */
    private int changing(int accountId, int instrumentId, int currency) {
        long key = key(accountId, instrumentId, currency);
        int row = (int) rowByKey.get(key);
        if (row == Table.NONE) {
            row = rows.add();
            rows.set(row, ACCOUNT, accountId);
            rows.set(row, INSTRUMENT, instrumentId);
            rows.set(row, CURRENCY, currency);
            rowByKey.put(key, row);
        }
        rows.set(row, CLOSE, 0);
        next = Math.min(next, row);
        return row;
    }

    /** Begins what a step changes of an account. */
    public void begin(int accountId) {
        account = accountId;
        changes = 0;
    }

    /** The street settles a part of a purchase or a sale. */
    public void street(int instrumentId, int currency, boolean purchase, long amountMinor) {
        add(change(instrumentId, currency), purchase ? BOUGHT : SOLD, -amountMinor);
    }

    /** So much more of what is owed to or by the street is failing. */
    public void failing(int instrumentId, int currency, long amountMinor) {
        add(change(instrumentId, currency), FAILING, amountMinor);
    }

    /** The client pays for a part of a purchase, or gets it for a sale; below 0: gets, or pays. */
    public void client(int instrumentId, int currency, boolean purchase, long amountMinor) {
        int change = change(instrumentId, currency);
        add(change, purchase ? CLIENT_BOUGHT : CLIENT_SOLD, -amountMinor);
        atHand[change] += purchase ? amountMinor : -amountMinor;
        credit(currency, purchase ? -amountMinor : amountMinor);
    }

    /** The client's free credit rises, or falls. */
    public void credit(int currency, long amountMinor) {
        int change = change(0, currency);
        add(change, CASH, amountMinor);
        atHand[change] += amountMinor;
    }

    private void add(int change, int sum, long by) {
        sums[change * SUMS + sum] = Math.addExact(sums[change * SUMS + sum], by);
    }

    /** Lays a change over the sums as they stand. */
    private int change(int instrumentId, int currency) {
        for (int change = 0; change < changes; change++) {
            if (instruments[change] == instrumentId && currencies[change] == currency) {
                return change;
            }
        }
        int row = (int) rowByKey.get(key(account, instrumentId, currency));
        for (int sum = 0; sum < SUMS; sum++) {
            sums[changes * SUMS + sum] = row == Table.NONE ? 0 : rows.get(row, FIRST_SUM + sum);
        }
        instruments[changes] = instrumentId;
        currencies[changes] = currency;
        atHand[changes] = 0;
        return changes++;
    }

    /** States what the step changes, behind the records that change it. */
    public void write(Step step) {
        for (int change = 0; change < changes; change++) {
            if (atHand[change] < 0 && differs(change)) {
                state(step, change);
            }
        }
        for (int change = 0; change < changes; change++) {
            if (atHand[change] >= 0 && differs(change)) {
                state(step, change);
            }
        }
    }

    private boolean differs(int change) {
        int row = (int) rowByKey.get(key(account, instruments[change], currencies[change]));
        for (int sum = 0; sum < SUMS; sum++) {
            if (sums[change * SUMS + sum] != (row == Table.NONE ? 0 : rows.get(row, FIRST_SUM + sum))) {
                return true;
            }
        }
        return false;
    }

    private void state(Step step, int change) {
        int at = change * SUMS;
        if (instruments[change] == 0) {
            step.add(cashDefined, 0).accountId(account).currency(currencies[change]).amountMinor(sums[at + CASH]);
            return;
        }
        step.add(unsettledDefined, 0).accountId(account).instrumentId(instruments[change])
            .currency(currencies[change]).boughtMinor(sums[at + BOUGHT]).soldMinor(sums[at + SOLD])
            .clientBoughtMinor(sums[at + CLIENT_BOUGHT]).clientSoldMinor(sums[at + CLIENT_SOLD])
            .failingMinor(sums[at + FAILING]);
    }

    /** Begins the statements of a close: every row is to be stated once more. */
    public void close(int date) {
        closing = date;
        next = 0;
    }

    /** The close is over. */
    public void closed() {
        closing = 0;
        next = 0;
    }

    /** A slice of the close's statements: what is not all zero, and what was not when it was stated last. */
    public void writeAll(Step step) {
        for (int row = next; row < rows.end() && step.records() < Step.MAX_SLICE; row++) {
            if (!isStated(row)) {
                begin((int) rows.get(row, ACCOUNT));
                state(step, change((int) rows.get(row, INSTRUMENT), (int) rows.get(row, CURRENCY)));
            }
        }
    }

    private boolean isStated(int row) {
        return rows.get(row, CLOSE) == closing || rows.get(row, TOLD) == 0 && isZero(row);
    }

    private boolean isZero(int row) {
        long any = 0;
        for (int sum = 0; sum < SUMS; sum++) {
            any |= rows.get(row, FIRST_SUM + sum);
        }
        return any == 0;
    }

    /**
     * Takes up a statement of either kind.
     *
     * @throws IllegalStateException when it says other than the obligations and the ledger do
     */
    public void apply(JournalRecord record) {
        int row;
        boolean agrees;
        if (record.templateId() == CashDefinedDecoder.TEMPLATE_ID) {
            cash.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            row = (int) rowByKey.get(key(cash.accountId(), 0, cash.currency()));
            agrees = row != Table.NONE && cash.amountMinor() == rows.get(row, FIRST_SUM + CASH);
        } else {
            unsettled.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            row = (int) rowByKey.get(key(unsettled.accountId(), unsettled.instrumentId(), unsettled.currency()));
            agrees = row != Table.NONE && agrees(row);
        }
        if (!agrees) {
            throw new IllegalStateException("record " + record.seq() + " states other money than the books hold");
        }
        rows.set(row, TOLD, isZero(row) ? 0 : 1);
        rows.set(row, CLOSE, closing);
        while (closing != 0 && next < rows.end() && isStated(next)) {
            next++;
        }
    }

    private boolean agrees(int row) {
        return unsettled.boughtMinor() == rows.get(row, FIRST_SUM + BOUGHT)
            && unsettled.soldMinor() == rows.get(row, FIRST_SUM + SOLD)
            && unsettled.clientBoughtMinor() == rows.get(row, FIRST_SUM + CLIENT_BOUGHT)
            && unsettled.clientSoldMinor() == rows.get(row, FIRST_SUM + CLIENT_SOLD)
            && unsettled.failingMinor() == rows.get(row, FIRST_SUM + FAILING);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        sink.putLong(closing);
        sink.putLong(next);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        closing = (int) source.getLong();
        next = (int) source.getLong();
        rowByKey.clear();
        for (int row = 0; row < rows.end(); row++) {
            rowByKey.put(key((int) rows.get(row, ACCOUNT), (int) rows.get(row, INSTRUMENT),
                (int) rows.get(row, CURRENCY)), row);
        }
    }
}
