package throughline.control;

import throughline.exposure.Cash;
import throughline.exposure.Holds;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.reference.Exact;
import throughline.reference.Money;
import throughline.state.Table;

/**
 * Control 12: a client pays with cash in the instrument's currency, fees included, and sells what is there, unless a
 * short sale's shares were found somewhere. There are no limits to it, and reducing does not exempt. One thread.
 */
final class AtHand {
    private final Cash cash;
    private final Holds holds;

    AtHand(Checks.Reading reading) {
        cash = reading.exposures().cash();
        holds = reading.exposures().holds();
    }

    boolean passes(Order order, Verdict verdict) {
        return order.clientId == 0 || (order.buys ? canPay(order, verdict) : canDeliver(order, verdict));
    }

    private boolean canPay(Order order, Verdict verdict) {
        int currency = order.currency();
        long charged = order.hold() == Table.NONE ? 0 : holds.dayFees(order.hold());
        long fees = Math.max(0, order.feesMinor - charged);
        long needed = Exact.saturatedSum(order.valueMinor, fees);
        long atHand = cash.atHandWithout(order.accountId, currency, holds, order.hold(),
            order.basket().buyValueMinor(order.accountId, currency));
        boolean passes = needed != Money.OVERFLOW && needed <= atHand;
        if (passes && !verdict.isTold()) {
            return true;
        }
        long unitE8 = Money.powerOfTen(8 - Money.scale(currency));
        return tell(order, verdict, RejectCode.INSUFFICIENT_CASH, atHand, needed, unitE8, passes);
    }

    private static boolean canDeliver(Order order, Verdict verdict) {
        long there = Exact.saturatedSum(order.position(Order.ACCOUNT), -order.workings[Order.ACCOUNT]);
        boolean borrows = order.sellsShort && order.located;
        boolean passes = borrows || order.quantity <= there;
        return passes && !verdict.isTold() || tell(order, verdict, RejectCode.INSUFFICIENT_POSITION, there,
            order.quantity, order.quantityUnitE8, passes);
    }

    private static boolean tell(Order order, Verdict verdict, RejectCode code, long there, long needed, long unitE8,
        boolean passes) {
        long bound = inE8(there, unitE8);
        long met = inE8(needed, unitE8);
        return passes ? verdict.tellMet(code, Metric.NONE, order.accountScope(), bound, met)
            : verdict.fail(code, Metric.NONE, ScopeKind.ACCOUNT, order.accountScope(), bound, met);
    }

    private static long inE8(long value, long unitE8) {
        return value < 0 ? -Exact.saturatedProduct(-value, unitE8) : Exact.saturatedProduct(value, unitE8);
    }
}
