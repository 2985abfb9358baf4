package throughline.control;

import java.util.Arrays;
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
    /** What each added to gross, longs and shorts of its account, desk and firm; and its issuer. */
    private static final int RAISES = BASE + 1;
    private static final int MEMBER_ISSUER = RAISES + 9;
    private static final int COLUMNS = MEMBER_ISSUER + 1;

    /** How many numbers an order raises a level's exposure by: gross, longs, shorts. */
    static final int RAISED = 3;
    /** Places in what {@link #addUp} finds: of all, from 0; of the same instrument; gross of the same issuer. */
    static final int SAME = RAISED;
    static final int ISSUER = SAME + RAISED;
    static final int SUMS = ISSUER + 1;

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
        System.arraycopy(order.raised, 0, members, at + RAISES, order.raised.length);
        members[at + MEMBER_ISSUER] = order.issuerId();
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

    /** What members raised a holder's exposure by, at its level: in all, in one instrument, and by one issuer. */
    void addUp(long holder, int level, int instrumentId, int issuerId, long[] sums) {
        Arrays.fill(sums, 0);
        for (int at = 0; at < count * COLUMNS; at += COLUMNS) {
            if (!isIn(at, holder)) {
                continue;
            }
            int raised = at + RAISES + level * RAISED;
            boolean same = members[at + INSTRUMENT] == instrumentId;
            for (int which = 0; which < RAISED; which++) {
                sums[which] += members[raised + which];
                sums[SAME + which] += same ? members[raised + which] : 0;
            }
            sums[ISSUER] += members[at + MEMBER_ISSUER] == issuerId ? members[raised] : 0;
        }
    }

    private boolean isIn(int at, long scope) {
        boolean in = false;
        for (int width = 0; width < Scope.COUNT; width++) {
            in |= members[at + width] == scope;
        }
        return in;
    }
}
