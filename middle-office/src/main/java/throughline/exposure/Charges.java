package throughline.exposure;

import java.util.Arrays;
import throughline.message.AccountKind;
import throughline.message.FeeKind;
import throughline.reference.Accounts;
import throughline.reference.Exact;
import throughline.reference.FeeTable;
import throughline.reference.Instruments;
import throughline.reference.Money;
import throughline.state.Table;

/**
 * What executions are charged, as the books will charge them: per order and date, on the sum of its executions, each
 * execution the difference to the target. Minor units of the instrument's currency; what does not fit is
 * {@link Money#OVERFLOW}, more than anybody has. A fee that goes by the settlement date is expected to be what it is on
 * the trade date. One thread; allocates nothing but for fees with rates of both kinds.
 */
public final class Charges {
    private static final FeeKind[] KINDS =
        {FeeKind.COMMISSION, FeeKind.EXCHANGE, FeeKind.SEC_SECTION_31, FeeKind.TAF, FeeKind.SDRT, FeeKind.PTM_LEVY};

    /** Of a memory: the table's version + 1, currency, date and kind of account; how many rows charge; these. */
    private static final int COUNT = 4;
    private static final int ROWS = 5;
    private static final int WIDTH = ROWS + KINDS.length;

    private final FeeTable fees;
    private final Accounts accounts;
    private final Instruments instruments;
    private final Holds holds;
    /** By account and side, what the fee table said last; no state: made anew when anything it goes by is another. */
    private int[] memory = new int[1 << 12];

    Charges(FeeTable fees, Accounts accounts, Instruments instruments, Holds holds) {
        this.fees = fees;
        this.accounts = accounts;
        this.instruments = instruments;
        this.holds = holds;
    }

    /**
     * What an execution is charged beside what its order was charged already on this date.
     *
     * @param hold row of its order's hold; {@link Table#NONE}: it has none
     * @param quantity bought or sold, 0 or more
     */
    public long of(int hold, int accountId, int instrumentId, boolean sale, long quantity, long priceE8, int date) {
        return more(hold, accountId, instrumentId, sale, quantity, money(instrumentId, quantity, priceE8), date);
    }

    /** As {@link #of}, of an execution for that much money. */
    long more(int hold, int accountId, int instrumentId, boolean sale, long quantity, long moneyMinor, int date) {
        long before = hold == Table.NONE ? 0 : holds.dayFees(hold);
        return expected(hold, accountId, instrumentId, sale, quantity, moneyMinor, date) - before;
    }

    /**
     * What an order is charged in all on a date, once a quantity more of it has executed for a sum of money.
     *
     * @param hold row of its hold, which knows what executed of it on the date; {@link Table#NONE}: it has none
     */
    public long expected(int hold, int accountId, int instrumentId, boolean sale, long quantity, long moneyMinor,
        int date) {
        return hold == Table.NONE ? target(accountId, instrumentId, sale, quantity, moneyMinor, date)
            : target(accountId, instrumentId, sale, Exact.saturatedSum(quantity, holds.dayQuantity(hold)),
                Exact.saturatedSum(moneyMinor, holds.dayMoney(hold)), date);
    }

    /** What an execution cost or brought, half up as the books round. */
    long money(int instrumentId, long quantity, long priceE8) {
        return Money.valueHalfUp(quantity, instruments.quantityScale(instrumentId), priceE8,
            instruments.multiplier(instrumentId), instruments.currency(instrumentId));
    }

    /** What an order that traded so much on a date is charged in all. */
    private long target(int accountId, int instrumentId, boolean sale, long quantity, long moneyMinor, int date) {
        if (quantity == 0) {
            return 0;
        }
        int at = remembered(accountId, instruments.currency(instrumentId), sale, date);
        long sum = 0;
        for (int fee = at + ROWS; fee < at + ROWS + memory[at + COUNT]; fee++) {
            sum = Exact.saturatedSum(sum, charge(memory[fee], quantity, moneyMinor, instrumentId));
        }
        return sum;
    }

    /** Where the rows that an account's orders of a side are charged by are remembered. */
    private int remembered(int accountId, int currency, boolean sale, int date) {
        int at = (2 * accountId + (sale ? 1 : 0)) * WIDTH;
        if (at + WIDTH > memory.length) {
            memory = Arrays.copyOf(memory, 2 * (at + WIDTH));
        }
        int kind = accounts.kind(accountId).value();
        boolean stands = memory[at] == fees.version() + 1 && memory[at + 1] == currency && memory[at + 2] == date
            && memory[at + 3] == kind;
        if (!stands) {
            memory[at] = fees.version() + 1;
            memory[at + 1] = currency;
            memory[at + 2] = date;
            memory[at + 3] = kind;
            memory[at + COUNT] = find(at + ROWS, accountId, currency, sale, date);
        }
        return at;
    }

    private int find(int at, int accountId, int currency, boolean sale, int date) {
        AccountKind kind = accounts.kind(accountId);
        int end = at;
        for (FeeKind fee : KINDS) {
            boolean free = fee == FeeKind.COMMISSION && kind == AccountKind.PRINCIPAL;
            int row = free ? Table.NONE : fees.find(fee, kind, accountId, currency, sale, date, date);
            if (row != Table.NONE) {
                memory[end++] = row;
            }
        }
        return end - at;
    }

    private long charge(int row, long quantity, long moneyMinor, int instrumentId) {
        if (moneyMinor == Money.OVERFLOW) {
            return Money.OVERFLOW;
        }
        try {
            return fees.charge(row, quantity, moneyMinor, instruments.quantityScale(instrumentId),
                Money.scale(instruments.currency(instrumentId)));
        } catch (ArithmeticException tooLarge) {
            return Money.OVERFLOW;
        }
    }

    /** Its order executed so much more on this date. */
    public void charge(int hold, int instrumentId, long quantity, long priceE8, long feesMinor) {
        holds.charge(hold, quantity, money(instrumentId, quantity, priceE8), feesMinor);
    }
}
