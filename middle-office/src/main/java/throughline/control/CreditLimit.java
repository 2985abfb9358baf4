package throughline.control;

import throughline.exposure.Credit;
import throughline.exposure.Holds;
import throughline.limit.Limits;
import throughline.limit.RiskDay;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.reference.Exact;
import throughline.state.Table;

/**
 * Control 11: executed and unsettled amounts, holds and this order, of client, firm and sector. The order and the
 * earlier members of its basket join the sum of their currency before that is rounded. An order that reduces its
 * account's position skips it. One thread.
 */
final class CreditLimit {
    private static final int[] WIDTHS = Limits.widths(Metric.CREDIT);

    private final Credit credit;
    private final Holds holds;
    private final RiskDay day;

    CreditLimit(Checks.Reading reading) {
        credit = reading.exposures().credit();
        holds = reading.exposures().holds();
        day = reading.day();
    }

    boolean passes(Order order, Verdict verdict) {
        if (order.reducing()) {
            return true;
        }
        if (order.lacks(Metric.CREDIT)) {
            return verdict.failMissing(RejectCode.CREDIT, Metric.CREDIT);
        }
        for (int width : WIDTHS) {
            long clearance = order.clearanceAt(width, Metric.CREDIT);
            if (clearance != Limits.UNLIMITED) {
                long scope = order.scope(width);
                long used = order.summing ? Exact.saturatedSum(credit.used(scope), order.basket().baseMinor(scope))
                    : usedWith(order, scope, credit.first(scope));
                verdict.test(order, width, clearance, RejectCode.CREDIT, Metric.CREDIT, used, day.moneyUnit());
            }
        }
        return verdict.isClear();
    }

    /** Whether a plain order's value is below what any of these limits has a word for. */
    boolean passesPlainly(Order order) {
        return order.reducing() || isFar(order, order.ofAccount.client) && isFar(order, order.ofInstrument.sector)
            && isFar(order, order.stands.firm());
    }

    private boolean isFar(Order order, Stands.Place place) {
        return place.credit == Limits.UNLIMITED
            || Exact.saturatedProduct(used(order, place), day.moneyUnit()) <= place.credit;
    }

    /** Most often all of a scope is in the order's own currency, or nothing is there. */
    private long used(Order order, Stands.Place place) {
        int first = row(place);
        boolean isUsual = first == Table.NONE || credit.currency(first) == order.currency
            && credit.next(first) == Table.NONE;
        return isUsual ? credit.with(first, order.currency, order.valueMinor)
            : usedWith(order, place.scope, first);
    }

    /** The row of what is counted at a place; {@link Table#NONE}: nothing ever was. */
    private int row(Stands.Place place) {
        if (Stands.isOld(place.creditRow, credit.end())) {
            place.creditRow = Stands.noted(credit.first(place.scope), credit.end());
        }
        return Math.max(place.creditRow, Table.NONE);
    }

    /** From the scope's first row on. */
    private long usedWith(Order order, long scope, int first) {
        int own = order.currency();
        boolean isNew = true;
        long used = 0;
        for (int row = first; row != Table.NONE; row = credit.next(row)) {
            int currency = credit.currency(row);
            isNew &= currency != own;
            used = Exact.saturatedSum(used, credit.with(row, currency, more(order, scope, currency)));
        }
        Basket basket = order.basket();
        for (int member = 0; member < basket.count(); member++) {
            int currency = basket.currency(member);
            if (currency != own && basket.isFirstIn(member, scope)
                && credit.row(scope, currency) == Table.NONE) {
                used = Exact.saturatedSum(used, credit.with(Table.NONE, currency, more(order, scope, currency)));
            }
        }
        return isNew ? Exact.saturatedSum(used, credit.with(Table.NONE, own, more(order, scope, own))) : used;
    }

    /** What the order and the earlier members of its basket add in a currency; its hold is taken out. */
    private long more(Order order, long scope, int currency) {
        long members = order.basket().valueMinor(scope, currency);
        if (currency != order.currency()) {
            return members;
        }
        boolean counts = order.hold() != Table.NONE && holds.isIn(order.hold(), scope);
        long with = Exact.saturatedSum(members, order.valueMinor);
        return counts ? with - holds.valueMinor(order.hold()) : with;
    }
}
