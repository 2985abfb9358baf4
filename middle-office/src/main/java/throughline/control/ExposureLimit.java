package throughline.control;

import throughline.exposure.Gross;
import throughline.exposure.Holdings;
import throughline.exposure.Worth;
import throughline.limit.Limits;
import throughline.limit.RiskDay;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.reference.Exact;
import throughline.reference.Money;
import throughline.state.Table;

/**
 * Control 14: gross and net exposure of account, desk and firm, and an issuer's part of gross, all at marks, which may
 * not be too old. One holding changes with the order: the sums are taken with it as it would be. Not asked of a level
 * at which the order reduces. The first of its four limits that fails is the one told. One thread.
 */
final class ExposureLimit {
    private static final Metric[] METRICS =
        {Metric.MARK_AGE, Metric.GROSS_EXPOSURE, Metric.NET_EXPOSURE, Metric.CONCENTRATION};
    private static final RejectCode[] CODES =
        {RejectCode.GROSS_EXPOSURE, RejectCode.GROSS_EXPOSURE, RejectCode.NET_EXPOSURE, RejectCode.CONCENTRATION};
    private static final int[] WIDTHS = Limits.widths(Metric.GROSS_EXPOSURE);
    private static final int LEVELS = 3;
    /** Where a level's own limits are, by level. */
    private static final int[] WIDTH_OF = {Order.AT_ACCOUNT, Order.AT_DESK, Order.AT_FIRM};
    /** An amount beyond this is not added to without a look. */
    private static final long MOST = 1L << 60;
    /** How many 10^-8 milliseconds a nanosecond is. */
    private static final long NANOSECOND_IN_MS_E8 = 100;

    private final Holdings holdings;
    private final Worth worth;
    private final Gross gross;
    private final RiskDay day;
    private final long[] members = new long[Basket.SUMS];
    /** By level: what the sums come to with the order; {@link Money#OVERFLOW}: more than any limit. */
    private final long[] grossWith = new long[LEVELS];
    private final long[] netWith = new long[LEVELS];
    private final long[] issuerWith = new long[LEVELS];

    ExposureLimit(Checks.Reading reading) {
        holdings = reading.exposures().holdings();
        worth = holdings.worth();
        gross = reading.exposures().gross();
        day = reading.day();
    }

    /** Also measures what it exempts: in a basket it counts for the members after it. */
    boolean passes(Order order, Verdict verdict) {
        boolean far = order.isAlone() && verdict.isCalm() && isFarFromLimits(order);
        for (int level = 0; level < LEVELS && !far; level++) {
            measure(order, level);
        }
        if (!isTested(order)) {
            return true;
        }
        for (int which = 0; which < METRICS.length; which++) {
            boolean asked = which == 0 || !order.reducing(Order.FIRM);
            if (asked && order.lacks(METRICS[which])) {
                return verdict.failMissing(CODES[which], METRICS[which]);
            }
        }
        boolean stands = false;
        for (int which = 0; which < (far ? 1 : METRICS.length) && (!stands || verdict.isTold()); which++) {
            for (int width : WIDTHS) {
                test(order, verdict, which, width, stands);
            }
            stands = !verdict.isClear() && verdict.code() != RejectCode.SOFT_LIMIT;
        }
        return verdict.isClear();
    }

    /**
     * Whether the marks are young enough for a plain order, and all sums far from having a word.
     *
     * @param more what {@link #more} said of it
     */
    boolean passesPlainly(Order order, long more) {
        if (more < 0 || !isYoung(order)) {
            return false;
        }
        long moreOfDesk = isMarkedAsBefore(order, Order.DESK) ? more : side(order, Order.DESK, order.quantity);
        long moreOfFirm = isMarkedAsBefore(order, Order.FIRM) ? moreOfDesk : side(order, Order.FIRM, order.quantity);
        return isFar(order, Order.ACCOUNT, order.ofAccount, more)
            && isFar(order, Order.DESK, order.ofAccount.desk, moreOfDesk)
            && isFar(order, Order.FIRM, order.stands.firm(), moreOfFirm);
    }

    private boolean isFar(Order order, int level, Stands.Place place, long more) {
        return order.reducing(level) || isFar(order, row(place), more, place.gross, place.net);
    }

    /** The row of what is counted at a place; {@link Table#NONE}: nothing ever was. */
    private int row(Stands.Place place) {
        if (Stands.isOld(place.grossRow, gross.end())) {
            place.grossRow = Stands.noted(gross.row(place.scope), gross.end());
        }
        return Math.max(place.grossRow, Table.NONE);
    }

    /**
     * What a plain order's quantity is worth by itself at its account's mark; below 0: that is of no use, since its
     * holdings count as those of the instrument before, or since what cannot be traded may have no value to tell.
     */
    long more(Order order) {
        return order.ofInstrument.mayTrade && !holdings.marks().isRestated(order.instrumentId)
            ? side(order, Order.ACCOUNT, order.quantity) : -1;
    }

    private boolean isYoung(Order order) {
        return holdings.marks().oldestNs() == 0
            || Exact.compareProducts(ageNs(order), NANOSECOND_IN_MS_E8, order.limitAt(0, Metric.MARK_AGE), 1) <= 0;
    }

    /**
     * Whether no sum can come near a limit, however the order's own value rounds and whether or not it turns a short
     * holding long: then none of them need be found. Adding a quantity makes a holding's larger side worth more by no
     * more than the quantity is worth by itself at the same mark, and each side by no more than twice that; unless what
     * the holding contributes is of the instrument before it was stated anew.
     */
    private boolean isFarFromLimits(Order order) {
        if (holdings.marks().isRestated(order.instrumentId)) {
            return false;
        }
        long more = side(order, 0, order.quantity);
        boolean far = true;
        for (int level = 0; far && level < LEVELS; level++) {
            more = isMarkedAsBefore(order, level) ? more : side(order, level, order.quantity);
            int width = WIDTH_OF[level];
            far = order.reducing(level) || isFar(order, gross.row(order.holder(level)), more,
                Math.min(order.clearanceAt(width, Metric.GROSS_EXPOSURE),
                    order.clearanceAt(width, Metric.CONCENTRATION)),
                order.clearanceAt(width, Metric.NET_EXPOSURE));
        }
        return far;
    }

    /** Whether what is held at a level is marked as at the level before, or nothing is at both. */
    private static boolean isMarkedAsBefore(Order order, int level) {
        int before = Math.max(0, level - 1);
        long row = order.held(level, Holdings.ROW);
        long other = order.held(before, Holdings.ROW);
        return row == other || row != Table.NONE && other != Table.NONE
            && order.held(level, Holdings.MARK) == order.held(before, Holdings.MARK)
            && order.held(level, Holdings.RATE) == order.held(before, Holdings.RATE);
    }

    private long side(Order order, int level, long quantity) {
        return holdings.sideAt(order.held, level * Holdings.READ, order.instrumentId, quantity);
    }

    private boolean isFar(Order order, int sums, long more, long mostGross, long mostNet) {
        long all = gross.grossAt(sums);
        long side = order.buys ? gross.longsAt(sums) : -gross.shortsAt(sums);
        boolean small = more >= 0 && more < MOST && all < MOST && side < MOST && !gross.isBrokenAt(sums);
        if (!small) {
            return false;
        }
        long unit = day.moneyUnit();
        return Exact.saturatedProduct(all + more, unit) <= mostGross
            && Exact.saturatedProduct(Math.max(0, side + 2 * more), unit) <= mostNet;
    }

    /** An order that reduces at every level is asked for nothing, not even how old the marks are. */
    private static boolean isTested(Order order) {
        return !order.reducing(Order.ACCOUNT) || !order.reducing(Order.DESK) || !order.reducing(Order.FIRM);
    }

    /** Once the verdict stands, whom it tells hears of the rest too, and it stays as it is. */
    private void test(Order order, Verdict verdict, int which, int width, boolean stands) {
        int level = level(width);
        if (order.reducing(level) || !stands && isQuiet(order, verdict, which, width)) {
            return;
        }
        Metric metric = METRICS[which];
        long limit = order.limitAt(width, metric);
        long whole = order.limitAt(width, Metric.GROSS_EXPOSURE);
        if (limit == Limits.NONE || metric == Metric.CONCENTRATION && whole == Limits.NONE) {
            order.findClearance(width, metric);
            return;
        }
        long met = switch (which) {
            case 0 -> ageNs(order);
            case 1 -> grossWith[level];
            case 2 -> netWith[level];
            default -> percentE8(issuerWith[level], whole);
        };
        long unit = metric == Metric.MARK_AGE ? NANOSECOND_IN_MS_E8
            : metric == Metric.CONCENTRATION ? 1 : day.moneyUnit();
        if (stands) {
            verdict.tellOf(order, width, CODES[which], metric, met, unit);
        } else if (metric == Metric.MARK_AGE) {
            verdict.compare(CODES[which], metric, order.scope(width), limit, met, unit);
        } else {
            verdict.testAloud(order, width, CODES[which], metric, met, unit);
        }
    }

    /** Whether a scope's limit has nothing to say: the issuer's part is compared as money, and no percent is found. */
    private boolean isQuiet(Order order, Verdict verdict, int which, int width) {
        if (which == 0) {
            return width != Order.AT_FIRM;
        }
        int level = level(width);
        long met = which == 1 ? grossWith[level] : which == 2 ? netWith[level] : issuerWith[level];
        long units = met <= 0 ? 0 : Exact.saturatedProduct(met, day.moneyUnit());
        return verdict.isQuiet(order, width, METRICS[which], units);
    }

    /** Whose exposure a scope's limit is about. */
    private static int level(int width) {
        return width == Order.AT_FIRM ? Order.FIRM : width == Order.AT_DESK ? Order.DESK : Order.ACCOUNT;
    }

    /** Age of the oldest price or rate that marks have not taken up. */
    private long ageNs(Order order) {
        long oldestNs = holdings.marks().oldestNs();
        return oldestNs == 0 ? 0 : Math.max(0, order.timeNs - oldestNs);
    }

    /**
     * An issuer's part of a gross limit, percent x 10^-8, rounded up: above a percent exactly if the part is. The part
     * is below 0 while holdings count for the issuer their instrument had before, and the order lowers their gross.
     */
    private long percentE8(long partMinor, long limit) {
        if (partMinor <= 0) {
            return 0;
        }
        if (partMinor == Money.OVERFLOW || limit == 0) {
            return Money.OVERFLOW;
        }
        long part = Exact.saturatedProduct(partMinor, day.moneyUnit());
        return part == Money.OVERFLOW ? part : Exact.ceiling(part, Exact.HUNDRED_PERCENT_E8, limit);
    }

    /** Finds the sums of a level with the order, and what the order adds to them by itself. */
    private void measure(Order order, int level) {
        long holder = order.holder(level);
        int row = (int) order.held(level, Holdings.ROW);
        int sums = gross.row(holder);
        int issuer = order.issuerId();
        long buys = working(order, level, holder, true);
        long sells = working(order, level, holder, false);
        long position = order.position(level);
        long longs = side(order, level, plus(position, buys));
        long shorts = side(order, level, plus(position, -sells));
        order.basket().addUp(holder, level, order.instrumentId, issuer, members);
        boolean broken = longs == Money.OVERFLOW || shorts == Money.OVERFLOW || gross.isBrokenAt(sums);
        if (broken) {
            grossWith[level] = Money.OVERFLOW;
            netWith[level] = Money.OVERFLOW;
            issuerWith[level] = Money.OVERFLOW;
            return;
        }
        long[] raised = order.raised;
        int at = level * Basket.RAISED;
        boolean held = row != Table.NONE;
        raised[at] = Gross.larger(longs, shorts) - (held ? worth.grossMinor(row) : 0) - members[Basket.SAME];
        raised[at + 1] = plus(longs, -(held ? worth.longMinor(row) : 0) - members[Basket.SAME + 1]);
        raised[at + 2] = plus(shorts, -(held ? worth.shortMinor(row) : 0) - members[Basket.SAME + 2]);
        grossWith[level] = plus(plus(gross.grossAt(sums), members[0]), raised[at]);
        netWith[level] = order.buys ? plus(plus(gross.longsAt(sums), members[1]), raised[at + 1])
            : -plus(plus(gross.shortsAt(sums), members[2]), raised[at + 2]);
        issuerWith[level] = issuer == 0 ? Gross.larger(longs, shorts)
            : plus(plus(gross.issuer(holder, issuer), members[Basket.ISSUER]), raised[at]);
    }

    /** What would work on a side: its own with the order in it, the other as it is. */
    private long working(Order order, int level, long holder, boolean buys) {
        return buys == order.buys ? plus(order.workings[level], order.quantity)
            : order.held(level, buys ? Holdings.BUYS : Holdings.SELLS)
                + order.basket().working(holder, order.instrumentId, buys);
    }

    /** a + b; plus or minus {@link Money#OVERFLOW} when it does not fit. */
    private static long plus(long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) >= 0 ? sum : a < 0 ? -Money.OVERFLOW : Money.OVERFLOW;
    }
}
