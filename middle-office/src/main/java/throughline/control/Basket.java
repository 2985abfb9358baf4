package throughline.control;

import java.util.Arrays;
import throughline.message.ScopeKind;
import throughline.reference.Exact;
import throughline.reference.Scope;

/**
 * The members of a basket that have passed while the rest is judged: each counts for those after it as if its hold
 * stood. Scratch; grows to the largest basket seen, and allocates nothing after. One thread.
 */
public final class Basket {
    private static final int USUAL = 512;
    private static final int INSTRUMENT = Scope.COUNT;
    private static final int BUYS = INSTRUMENT + 1;
    private static final int QUANTITY = BUYS + 1;
    private static final int VALUE = QUANTITY + 1;
    private static final int BASE = VALUE + 1;
    private static final int CURRENCY = BASE + 1;
    private static final int FEES = CURRENCY + 1;
    private static final int COLUMNS = FEES + 1;

    private long[] members = new long[USUAL * COLUMNS];
    private int count;

    Basket() {
    }

    /** None has passed. */
    public void clear() {
        count = 0;
    }

    /** How many have passed. */
    int count() {
        return count;
    }

    void add(Order order) {
        int at = count * COLUMNS;
        if (at == members.length) {
            members = Arrays.copyOf(members, 2 * at);
        }
        for (int width = 0; width < Scope.COUNT; width++) {
            members[at + width] = order.scope(width);
        }
        members[at + INSTRUMENT] = order.instrumentId;
        members[at + BUYS] = order.buys ? 1 : 0;
        members[at + QUANTITY] = order.quantity;
        members[at + VALUE] = order.valueMinor;
        members[at + BASE] = order.baseMinor;
        members[at + CURRENCY] = order.currency();
        members[at + FEES] = order.feesMinor;
        count++;
    }

    /** What of it would work on one side of an instrument, of a holder: an account's, a desk's or the firm's scope. */
    long working(long holder, int instrumentId, boolean buys) {
        long sum = 0;
        for (int at = 0; at < count * COLUMNS; at += COLUMNS) {
            boolean counts = members[at + INSTRUMENT] == instrumentId && members[at + BUYS] == (buys ? 1 : 0)
                && isIn(at, holder);
            sum += counts ? members[at + QUANTITY] : 0;
        }
        return sum;
    }

    /** What of it would count in a scope, in the firm's base currency. */
    long baseMinor(long scope) {
        long sum = 0;
        for (int at = 0; at < count * COLUMNS; at += COLUMNS) {
            sum = isIn(at, scope) ? Exact.saturatedSum(sum, members[at + BASE]) : sum;
        }
        return sum;
    }

    /** How many of its orders would work in a scope. */
    long count(long scope) {
        long in = 0;
        for (int at = 0; at < count * COLUMNS; at += COLUMNS) {
            in += isIn(at, scope) ? 1 : 0;
        }
        return in;
    }

    /** What an account would pay for its buys in a currency, fees included, and in fees for its sells. */
    long buyValueMinor(int accountId, int currency) {
        long account = Scope.of(ScopeKind.ACCOUNT, accountId);
        long sum = 0;
        for (int at = 0; at < count * COLUMNS; at += COLUMNS) {
            if (members[at + CURRENCY] == currency && isIn(at, account)) {
                sum = Exact.saturatedSum(sum, members[at + BUYS] != 0 ? members[at + VALUE] : 0);
                sum = Exact.saturatedSum(sum, members[at + FEES]);
            }
        }
        return sum;
    }

    private boolean isIn(int at, long scope) {
        boolean in = false;
        for (int width = 0; width < Scope.COUNT; width++) {
            in |= members[at + width] == scope;
        }
        return in;
    }
}
