package throughline.control;

import throughline.limit.Limits;
import throughline.limit.Restrictions;
import throughline.limit.RiskDay;
import throughline.limit.TradingStates;
import throughline.message.AccountKind;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.message.TimeInForce;
import throughline.message.TradingState;
import throughline.reference.Accounts;
import throughline.reference.Exact;
import throughline.reference.Instruments;
import throughline.reference.Scope;
import throughline.reference.Ticks;
import throughline.reference.Users;

/**
 * Who trades freely (control 19), who may trade what (controls 1 and 2), and what an order must look like (control 3).
 * One thread.
 */
final class Admission {
    private static final long MAX_AGE_NS = 10_000_000_000L;
    /** How many 10^-8 milliseconds a nanosecond is. */
    private static final long NANOSECOND_IN_MS_E8 = 100;

    private final Instruments instruments;
    private final Ticks ticks;
    private final Accounts accounts;
    private final Users users;
    private final RiskDay day;
    private final TradingStates states;
    private final Restrictions restrictions;

    Admission(Checks.Reading reading) {
        instruments = reading.instruments();
        ticks = new Ticks(reading.instruments(), reading.ticks());
        accounts = reading.accounts();
        users = reading.users();
        day = reading.day();
        states = reading.states();
        restrictions = reading.restrictions();
    }

    /** An order more than ten seconds old when judged is rejected, but for one of an earlier date, judged anew. */
    boolean isYoung(Order order, Verdict verdict) {
        if (order.restated) {
            return true;
        }
        long scope = Scope.order(order.orderId);
        long limit = MAX_AGE_NS * NANOSECOND_IN_MS_E8;
        long met = Exact.saturatedProduct(Math.max(0, order.ageNs), NANOSECOND_IN_MS_E8);
        return order.ageNs <= MAX_AGE_NS
            ? verdict.tellMet(RejectCode.ORDER_TOO_OLD, Metric.NONE, scope, limit, met)
            : verdict.fail(RejectCode.ORDER_TOO_OLD, Metric.NONE, ScopeKind.ORDER, scope, limit, met);
    }

    /** Control 19: halted lets nothing pass, reduce-only what reduces at account and instrument. */
    boolean isLetThrough(Order order, Verdict verdict) {
        if (states.areAllActive()) {
            return true;
        }
        long scope = states.strictestScope(order);
        return switch (states.state(scope)) {
            case HALTED -> verdict.fail(RejectCode.HALTED, scope);
            case REDUCE_ONLY -> order.reducing() || verdict.fail(RejectCode.REDUCE_ONLY, scope);
            default -> true;
        };
    }

    /** Control 1. */
    boolean isPermitted(Order order, Verdict verdict) {
        if (!order.knowsAccount) {
            return verdict.fail(RejectCode.UNKNOWN_ACCOUNT, ScopeKind.ACCOUNT, order.accountScope());
        }
        if (!order.knowsInstrument) {
            return verdict.fail(RejectCode.UNKNOWN_INSTRUMENT, ScopeKind.INSTRUMENT, order.instrumentScope());
        }
        if (!day.isOpen(order.businessDate)) {
            return verdict.fail(RejectCode.NOT_PERMITTED, ScopeKind.FIRM, Scope.FIRM);
        }
        if (!users.has(order.userId, Users.TRADER)
            || !users.mayUseDesk(order.userId, order.deskId)) {
            return verdict.fail(RejectCode.NOT_PERMITTED, order.traderScope());
        }
        boolean account = accounts.isOpen(order.accountId) && accounts.kind(order.accountId) != AccountKind.OUTSIDE
            && (!order.sellsShort || accounts.maySellShort(order.accountId));
        if (!account) {
            return verdict.fail(RejectCode.NOT_PERMITTED, ScopeKind.ACCOUNT, order.accountScope());
        }
        return instruments.isOpen(order.instrumentId) && instruments.isMeasurable(order.instrumentId)
            || verdict.fail(RejectCode.NOT_PERMITTED, ScopeKind.INSTRUMENT, order.instrumentScope());
    }

    /** Control 2: the instrument, or its issuer, is not on the list for this side on this date. */
    boolean isUnrestricted(Order order, Verdict verdict) {
        long scope = restrictions.find(order, order.instrumentId, order.side(), order.businessDate, instruments);
        return scope == Scope.NONE || verdict.fail(RejectCode.RESTRICTED, scope);
    }

    /** Whether a plain order passes all of these. */
    boolean passesPlainly(Order order) {
        Stands.OfAccount account = order.ofAccount;
        Stands.OfTrader trader = order.ofTrader;
        Stands.OfInstrument instrument = order.ofInstrument;
        boolean permitted = account.mayTrade && (!order.sellsShort || account.maySellShort) && trader.mayTrade
            && (trader.deskId == 0 || trader.deskId == order.deskId) && instrument.mayTrade
            && day.isOpen(order.businessDate);
        long lot = instrument.lot;
        long tickE8 = instrument.tickE8 != 0 ? instrument.tickE8 : ticks.tickE8(order.instrumentId, order.priceE8);
        return permitted && order.ageNs <= MAX_AGE_NS && (lot == 1 || order.total % lot == 0)
            && order.priceE8 % tickE8 == 0
            && (states.areAllActive() || states.strictest(order) == TradingState.ACTIVE)
            && (restrictions.size() == 0 || restrictions.find(order, order.instrumentId, order.side(),
                order.businessDate, instruments) == Scope.NONE);
    }

    /** Whether its account and its instrument are known. */
    boolean isKnown(Order order) {
        return order.knowsAccount && order.knowsInstrument;
    }

    /** Whether its numbers say what it is for and at which prices, so that it can be measured. */
    boolean isMeasurable(Order order) {
        return order.knowsInstrument && instruments.isMeasurable(order.instrumentId) && order.sideKnown
            && order.type != OrdType.NULL_VAL && order.quantityFault == Order.FITS && order.quantity > 0
            && isMeasurable(order.priceE8, order.priceFault, !order.market)
            && isMeasurable(order.stopPriceE8, order.stopFault, order.armed);
    }

    private static boolean isMeasurable(long priceE8, int fault, boolean wanted) {
        return !wanted || fault == Order.FITS && priceE8 > 0 && priceE8 != Long.MAX_VALUE;
    }

    /** Control 3. */
    boolean isValid(Order order, Verdict verdict) {
        boolean form = order.sideKnown && order.type != OrdType.NULL_VAL && order.timeInForce != TimeInForce.NULL_VAL
            && order.quantityFault != Order.OUT_OF_RANGE;
        boolean priced = isPresent(order.priceE8, order.priceFault, !order.market)
            && isPresent(order.stopPriceE8, order.stopFault, order.armed);
        boolean lasts = order.type != OrdType.MARKET || order.timeInForce != TimeInForce.GTC;
        if (!form || !priced || !lasts) {
            return verdict.fail(RejectCode.BAD_ORDER, ScopeKind.INSTRUMENT, order.instrumentScope());
        }
        if (!isOnTick(order, verdict, order.priceE8, order.priceFault)
            || !isOnTick(order, verdict, order.stopPriceE8, order.stopFault)) {
            return false;
        }
        long lot = instruments.lot(order.instrumentId);
        long limit = Exact.saturatedProduct(lot, order.quantityUnitE8);
        long met = order.quantityFault == Order.FITS
            ? Exact.saturatedProduct(order.total, order.quantityUnitE8) : order.finerE8;
        boolean fits = order.quantityFault == Order.FITS && (lot == 1 || order.total % lot == 0);
        return fits ? verdict.tellMet(RejectCode.BAD_LOT, Metric.NONE, order.instrumentScope(), limit, met)
            : verdict.fail(RejectCode.BAD_LOT, Metric.NONE, ScopeKind.INSTRUMENT, order.instrumentScope(), limit, met);
    }

    /** Whether a price is there exactly if the order's type wants one; the largest long is none a book can hold. */
    private static boolean isPresent(long priceE8, int fault, boolean wanted) {
        return wanted ? fault == Order.TOO_FINE || fault == Order.FITS && priceE8 > 0 && priceE8 != Long.MAX_VALUE
            : fault == Order.FITS && priceE8 == 0;
    }

    private boolean isOnTick(Order order, Verdict verdict, long priceE8, int fault) {
        if (priceE8 == 0 && fault == Order.FITS) {
            return true;
        }
        long tickE8 = ticks.tickE8(order.instrumentId, priceE8);
        return fault == Order.FITS && priceE8 % tickE8 == 0
            ? verdict.tellMet(RejectCode.BAD_TICK, Metric.NONE, order.instrumentScope(), tickE8, priceE8)
            : verdict.fail(RejectCode.BAD_TICK, Metric.NONE, ScopeKind.INSTRUMENT, order.instrumentScope(), tickE8,
                fault == Order.FITS ? priceE8 : Limits.NONE);
    }
}
