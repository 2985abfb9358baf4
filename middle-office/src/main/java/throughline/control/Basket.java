package throughline.control;

import java.util.Arrays;
import throughline.exposure.Repetitions;
import throughline.exposure.Resting;
import throughline.message.ScopeKind;
import throughline.reference.Exact;
import throughline.reference.Money;
import throughline.reference.Scope;

/**
 * The members of a basket that have passed while the rest is judged: each counts for those after it as if its hold
 * stood. Sums that do not fit are {@link Money#OVERFLOW}. Scratch; grows to the largest basket seen, and allocates
 * nothing after. One thread.
 */
public final class Basket {
    private static final int USUAL = 512;
    private static final int INSTRUMENT = Scope.COUNT;
    private static final int BUYS = INSTRUMENT + 1;
    private static final int QUANTITY = BUYS + 1;
    private static final int VALUE = QUANTITY + 1;
    private static final int BASE = VALUE + 1;
    private static final int FEES = BASE + 1;
    private static final int CURRENCY = FEES + 1;
    private static final int AUTOMATIC = CURRENCY + 1;
    /** Its worst price; {@link Resting#NONE}: it waits for its stop price. */
    private static final int RESTS_AT = AUTOMATIC + 1;
    private static final int OVERRIDE = RESTS_AT + 1;
    private static final int ACCOUNT = OVERRIDE + 1;
    private static final int USER = ACCOUNT + 1;
    private static final int DATE = USER + 1;
    private static final int TIME = DATE + 1;
    /** What each added to gross, longs and shorts of its account, desk and firm; and its issuer. */
    private static final int RAISES = TIME + 1;
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
        members[at + FEES] = order.feesMinor;
        members[at + CURRENCY] = order.currency();
        members[at + AUTOMATIC] = order.automatic ? 1 : 0;
        members[at + RESTS_AT] = order.armed ? Resting.NONE : order.worstPriceE8;
        members[at + OVERRIDE] = order.overrideId;
        members[at + ACCOUNT] = order.accountId;
        members[at + USER] = order.userId;
        members[at + DATE] = order.businessDate;
        members[at + TIME] = order.timeNs;
        System.arraycopy(order.raised, 0, members, at + RAISES, order.raised.length);
        members[at + MEMBER_ISSUER] = order.issuerId();
        count++;
    }

    /** Says again whose a member is, of what, and when. */
    void recall(int member, OrderFacts facts) {
        int at = member * COLUMNS;
        facts.accountId = (int) members[at + ACCOUNT];
        facts.instrumentId = (int) members[at + INSTRUMENT];
        facts.userId = (int) members[at + USER];
        facts.businessDate = (int) members[at + DATE];
        facts.timeNs = members[at + TIME];
        facts.buys = members[at + BUYS] != 0;
        facts.deskId = idAt(at, ScopeKind.DESK);
        facts.clientId = idAt(at, ScopeKind.CLIENT);
        facts.strategyId = idAt(at, ScopeKind.STRATEGY);
        facts.sessionId = idAt(at, ScopeKind.SESSION);
        facts.group = idAt(at, ScopeKind.GROUP);
        facts.quantity = 0;
    }

    private int idAt(int at, ScopeKind kind) {
        return Scope.id(members[at + width(kind)]);
    }

    /** Kinds are numbered as widths are, from 1. */
    private static int width(ScopeKind kind) {
        return kind.value() - 1;
    }

    /** One of the scopes a member stands in. */
    long scope(int member, int width) {
        return members[member * COLUMNS + width];
    }

    /** How many of it stand in a scope: as many orders, and as many messages. */
    public long count(long scope) {
        if (count == 0) {
            return 0;
        }
        int width = width(Scope.kind(scope));
        long in = 0;
        for (int at = 0; at < count * COLUMNS; at += COLUMNS) {
            in += members[at + width] == scope ? 1 : 0;
        }
        return in;
    }

    /** What those of a scope come to in the base currency. */
    public long baseMinor(long scope) {
        if (count == 0) {
            return 0;
        }
        int width = width(Scope.kind(scope));
        long sum = 0;
        for (int at = 0; at < count * COLUMNS; at += COLUMNS) {
            sum = members[at + width] == scope ? Exact.saturatedSum(sum, members[at + BASE]) : sum;
        }
        return sum;
    }

    /** What those of a scope come to in a currency, in its minor units. */
    long valueMinor(long scope, int currency) {
        if (count == 0) {
            return 0;
        }
        int width = width(Scope.kind(scope));
        long sum = 0;
        for (int at = 0; at < count * COLUMNS; at += COLUMNS) {
            boolean counts = members[at + width] == scope && members[at + CURRENCY] == currency;
            sum = counts ? Exact.saturatedSum(sum, members[at + VALUE]) : sum;
        }
        return sum;
    }

    /** Currency of a member's instrument, its ISO 4217 number. */
    int currency(int member) {
        return (int) members[member * COLUMNS + CURRENCY];
    }

    /** Whether a member is the first of its currency among those of a scope. */
    boolean isFirstIn(int member, long scope) {
        int width = width(Scope.kind(scope));
        int first = 0;
        while (first < member && (scope(first, width) != scope || currency(first) != currency(member))) {
            first++;
        }
        return first == member && scope(member, width) == scope;
    }

    /** What an account would pay for its purchases in a currency, and in fees for these and its sales, minor units. */
    public long buyValueMinor(int accountId, int currency) {
        if (count == 0) {
            return 0;
        }
        long sum = 0;
        for (int at = 0; at < count * COLUMNS; at += COLUMNS) {
            if (members[at + ACCOUNT] == accountId && members[at + CURRENCY] == currency) {
                sum = Exact.saturatedSum(sum, members[at + BUYS] != 0 ? members[at + VALUE] : 0);
                sum = Exact.saturatedSum(sum, members[at + FEES]);
            }
        }
        return sum;
    }

    /** What of it would work on one side of an instrument, of a holder: an account's, a desk's or the firm's scope. */
    public long working(long holder, int instrumentId, boolean buys) {
        if (count == 0) {
            return 0;
        }
        int width = width(Scope.kind(holder));
        long side = buys ? 1 : 0;
        long sum = 0;
        for (int at = 0; at < count * COLUMNS; at += COLUMNS) {
            boolean counts = members[at + INSTRUMENT] == instrumentId && members[at + BUYS] == side
                && members[at + width] == holder;
            sum = counts ? Exact.saturatedSum(sum, members[at + QUANTITY]) : sum;
        }
        return sum;
    }

    /** What members raised a holder's exposure by, at its level: in all, in one instrument, and by one issuer. */
    void addUp(long holder, int level, int instrumentId, int issuerId, long[] sums) {
        int width = width(Scope.kind(holder));
        Arrays.fill(sums, 0);
        for (int at = 0; at < count * COLUMNS; at += COLUMNS) {
            if (members[at + width] != holder) {
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

    /** The nearest price at which it sells, or buys, within a group; {@link Resting#NONE}: it does not. */
    long nearestE8(long group, int instrumentId, boolean buys) {
        if (count == 0) {
            return Resting.NONE;
        }
        int width = width(ScopeKind.GROUP);
        long side = buys ? 1 : 0;
        long nearest = Resting.NONE;
        for (int at = 0; at < count * COLUMNS; at += COLUMNS) {
            long price = members[at + RESTS_AT];
            boolean counts = members[at + width] == group && members[at + INSTRUMENT] == instrumentId
                && members[at + BUYS] == side && price != Resting.NONE;
            boolean nearer = nearest == Resting.NONE || (buys ? price > nearest : price < nearest);
            nearest = counts && nearer ? price : nearest;
        }
        return nearest;
    }

    /** Goes on counting a strategy's orders over the members, as {@link Repetitions#count} did up to them. */
    long repetitions(long strategy, long counted) {
        int width = width(ScopeKind.STRATEGY);
        long sum = counted;
        for (int at = 0; at < count * COLUMNS; at += COLUMNS) {
            if (members[at + width] == strategy) {
                boolean counts = sum != Repetitions.NOT_COUNTED && members[at + AUTOMATIC] != 0;
                sum = counts ? sum + 1 : Repetitions.NOT_COUNTED;
            }
        }
        return sum;
    }

    /** Whether an earlier member uses an override up. */
    public boolean uses(long overrideId) {
        boolean used = false;
        for (int at = 0; at < count * COLUMNS; at += COLUMNS) {
            used |= members[at + OVERRIDE] == overrideId;
        }
        return used;
    }
}
