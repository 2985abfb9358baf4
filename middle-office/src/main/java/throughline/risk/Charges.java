package throughline.risk;

import throughline.exposure.Holds;
import throughline.message.AccountKind;
import throughline.message.FeeKind;
import throughline.reference.Accounts;
import throughline.reference.FeeTable;
import throughline.reference.Instruments;
import throughline.reference.Money;
import throughline.state.Table;

/**
 * What executions are charged, as the books will charge them: per order and date, on the sum of its executions, each
 * execution the difference to the target. Minor units of the instrument's currency. One thread; allocates nothing.
 */
final class Charges {
    private static final FeeKind[] KINDS =
        {FeeKind.COMMISSION, FeeKind.EXCHANGE, FeeKind.SEC_SECTION_31, FeeKind.TAF};

    private final FeeTable fees;
    private final Accounts accounts;
    private final Instruments instruments;
    private final Holds holds;

    Charges(MiddleMachine machine) {
        fees = machine.fees();
        accounts = machine.accounts();
        instruments = machine.instruments();
        holds = machine.exposures().holds();
    }

    /**
     * What an execution is charged beside what its order was charged already on this date.
     *
     * @param hold row of its order's hold; {@link Table#NONE}: it has none
     * @param by bought (above 0) or sold
     */
    long of(int hold, int accountId, int instrumentId, long by, long priceE8, int date) {
        long before = hold == Table.NONE ? 0 : holds.dayFees(hold);
        long quantity = Math.abs(by) + (hold == Table.NONE ? 0 : holds.dayQuantity(hold));
        long money = money(instrumentId, Math.abs(by), priceE8);
        if (money == Money.OVERFLOW) {
            return 0;
        }
        return target(accountId, instrumentId, by < 0, quantity, money + (hold == Table.NONE ? 0
            : holds.dayMoney(hold)), date) - before;
    }

    private long money(int instrumentId, long quantity, long priceE8) {
        return Money.valueHalfUp(quantity, instruments.quantityScale(instrumentId), priceE8,
            instruments.multiplier(instrumentId), instruments.currency(instrumentId));
    }

    /** What an order that traded so much on a date is charged in all; 0 where it does not fit. */
    long target(int accountId, int instrumentId, boolean sale, long quantity, long moneyMinor, int date) {
        AccountKind kind = accounts.kind(accountId);
        int currencyScale = Money.scale(instruments.currency(instrumentId));
        long sum = 0;
        for (FeeKind fee : KINDS) {
            int row = fees.find(fee, kind, sale, date);
            boolean free = quantity == 0 || fee == FeeKind.COMMISSION && kind == AccountKind.PRINCIPAL;
            sum += free || row == Table.NONE ? 0
                : fees.charge(row, quantity, moneyMinor, instruments.quantityScale(instrumentId), currencyScale);
        }
        return sum;
    }

    /** Its order executed so much more on this date. */
    void charge(int hold, int instrumentId, long quantity, long priceE8, long feesMinor) {
        long money = money(instrumentId, quantity, priceE8);
        holds.charge(hold, quantity, money == Money.OVERFLOW ? 0 : money, feesMinor);
    }
}
