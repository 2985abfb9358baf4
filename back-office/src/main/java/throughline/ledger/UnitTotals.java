package throughline.ledger;

import java.util.Arrays;
import throughline.message.UnitKind;

/** The sum of all balances of each unit, kept as postings go, so that it is known to be zero after each entry. */
final class UnitTotals {
    private static final int CURRENCIES = 1000;

    private final long[] money = new long[CURRENCIES];
    private long[] securities = new long[CURRENCIES];

    void add(UnitKind kind, int unit, long amount) {
        if (kind == UnitKind.MONEY) {
            money[unit] = Math.addExact(money[unit], amount);
            return;
        }
        if (unit >= securities.length) {
            securities = Arrays.copyOf(securities, Math.max(unit + 1, 2 * securities.length));
        }
        securities[unit] = Math.addExact(securities[unit], amount);
    }

    long of(UnitKind kind, int unit) {
        return kind == UnitKind.MONEY ? money[unit] : unit < securities.length ? securities[unit] : 0;
    }

    void clear() {
        Arrays.fill(money, 0);
        Arrays.fill(securities, 0);
    }

    /** First unit whose balances do not sum to zero, as text; empty: none. */
    String firstUnequal() {
        for (int unit = 0; unit < money.length; unit++) {
            if (money[unit] != 0) {
                return "L2: the balances of currency " + unit + " sum to " + money[unit];
            }
        }
        for (int unit = 0; unit < securities.length; unit++) {
            if (securities[unit] != 0) {
                return "L10: the balances of instrument " + unit + " sum to " + securities[unit];
            }
        }
        return "";
    }
}
