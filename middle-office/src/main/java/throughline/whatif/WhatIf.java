package throughline.whatif;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import throughline.control.Checks;
import throughline.control.Order;
import throughline.control.Verdict;
import throughline.exposure.Exposures;
import throughline.exposure.Gross;
import throughline.exposure.Holdings;
import throughline.limit.Alerts;
import throughline.limit.Limits;
import throughline.message.JournalRecord;
import throughline.message.Metric;
import throughline.message.OrderCapturedDecoder;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.reference.Exact;
import throughline.reference.Money;
import throughline.reference.Scope;
import throughline.rehearsal.Ruling;
import throughline.risk.MiddleMachine;
import throughline.state.Table;

/**
 * Tries orders, alone or as a basket, on the state of a machine, with an order, a verdict and controls of its own, and
 * tells each limit that was tested with what it is used for before and after. Changes nothing. The machine's thread.
 */
public final class WhatIf {
    private final MiddleMachine machine;
    private final Order order;
    private final Verdict verdict = new Verdict();
    private final Checks checks;
    private final OrderCapturedDecoder captured = new OrderCapturedDecoder();
    private final Map<Tested, Touched> touched = new LinkedHashMap<>();
    private long timeNs;

    /** What tells one test of a limit from another. */
    private record Tested(RejectCode code, Metric metric, long scope, int instrumentId) {
    }

    /**
     * What came of it.
     *
     * @param ruling the verdict, of a basket that of its sums or of the first member that fails
     * @param member number of that member, from 0; -1: all passed, or the basket fails as a whole
     * @param limits every limit that was tested, also behind the first that fails, in the order of the controls
     */
    public record Result(Ruling ruling, int member, List<Touched> limits) {
    }

    /** Over a machine. */
    public WhatIf(MiddleMachine machine) {
        this.machine = machine;
        order = new Order(machine.instruments(), machine.accounts(), machine.users(), machine.names(),
            machine.exposures().holdings(), machine.exposures().holds(), machine.limits());
        checks = new Checks(machine.reading());
        verdict.tell(this::tested);
    }

    /**
     * Tries an order.
     *
     * @param record draft of an {@code OrderCaptured}, with account, instrument and date in it
     * @param nowNs time the decision would go by, epoch nanoseconds
     */
    public Result tryOut(JournalRecord record, long nowNs) {
        touched.clear();
        order.basket().clear();
        take(record, decisionNs(nowNs));
        boolean passes = checks.askAll(order, verdict);
        return new Result(ruling(), passes ? -1 : 0, new ArrayList<>(touched.values()));
    }

    /**
     * Tries a basket: its sums, then its members one after another, each counting for those after it.
     *
     * @param members as an order's
     * @param nowNs likewise
     */
    public Result tryBasket(List<JournalRecord> members, long nowNs) {
        touched.clear();
        long decisionNs = decisionNs(nowNs);
        order.basket().clear();
        for (JournalRecord record : members) {
            take(record, decisionNs);
            if (checks.value(order)) {
                order.standInBasket();
            }
        }
        checks.passTogether(order, verdict);
        Ruling ruling = ruling();
        int failing = -1;
        order.basket().clear();
        for (int member = 0; member < members.size(); member++) {
            take(members.get(member), decisionNs);
            if (checks.askAll(order, verdict)) {
                order.standInBasket();
            } else if (ruling.accepts()) {
                failing = member;
                ruling = ruling();
            }
        }
        order.basket().clear();
        return new Result(ruling, failing, new ArrayList<>(touched.values()));
    }

    private long decisionNs(long nowNs) {
        return Math.max(nowNs, machine.day().lastTimeNs());
    }

    /** A draft is as young as can be. */
    private void take(JournalRecord record, long decisionNs) {
        captured.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        order.take(captured, record, decisionNs, record.timeNs());
        timeNs = decisionNs;
    }

    private Ruling ruling() {
        return verdict.code() == RejectCode.NONE ? Ruling.ACCEPTED
            : new Ruling(verdict.code(), verdict.metric(), verdict.scope(), verdict.bound(), verdict.observed());
    }

    /** Of what sums up over a basket, and of what each member is by itself, the most; of all else what it comes to. */
    private void tested(RejectCode code, Metric metric, long scope, long limit, long met, boolean passes) {
        int instrument = Alerts.countsBy(metric, order.instrumentId());
        Tested key = new Tested(code, metric, scope, instrument);
        Touched first = touched.get(key);
        long before = first != null ? first.before() : before(metric, scope, met);
        boolean only = before == Limits.NONE || metric == Metric.WINDOW_VALUE_LIMIT || metric == Metric.CREDIT;
        long after = first != null && only ? Math.max(first.after(), met) : met;
        touched.put(key, new Touched(code, metric, scope, instrument, limit, before, after,
            passes && (first == null || first.passes())));
    }

    /** What is used without it; {@link Limits#NONE}: it is of an order alone, or cannot be told. */
    private long before(Metric metric, long scope, long met) {
        Exposures exposures = machine.exposures();
        Gross gross = exposures.gross();
        return switch (metric) {
            case POSITION_LIMIT_LONG, POSITION_LIMIT_SHORT -> position(scope, metric == Metric.POSITION_LIMIT_LONG);
            case WINDOW_VALUE_LIMIT -> inUnits(exposures.windows().sum(scope, timeNs));
            case CREDIT -> inUnits(exposures.credit().used(scope));
            case OPEN_ORDERS -> exposures.working().count(scope) * Money.E8;
            case GROSS_EXPOSURE -> inUnits(gross.gross(scope));
            case NET_EXPOSURE -> gross.isBroken(scope) ? Limits.NONE
                : inUnits(order.side() == Side.BUY ? gross.longs(scope) : -gross.shorts(scope));
            case CONCENTRATION -> gross.isBroken(scope) ? Limits.NONE : percentE8(scope);
            case DAILY_LOSS -> exposures.profit().isBroken(scope) ? Limits.NONE
                : inUnits(exposures.profit().lossMinor(scope));
            case REPEATED_EXECUTION -> met == Limits.NONE ? met : met - Money.E8;
            case MARK_AGE -> met;
            default -> Limits.NONE;
        };
    }

    /** What would be held, or short, of the order's instrument once all that works has executed. */
    private long position(long scope, boolean isLong) {
        long holder = switch (Scope.kind(scope)) {
            case ACCOUNT, ACCOUNT_INSTRUMENT -> Scope.of(ScopeKind.ACCOUNT, order.accountId());
            case DESK -> scope;
            default -> Scope.FIRM;
        };
        Holdings holdings = machine.exposures().holdings();
        int row = holdings.row(Scope.holding(holder, order.instrumentId()));
        long projected = isLong ? Exact.saturatedSum(holdings.position(row), holdings.buys(row))
            : Exact.saturatedSum(-holdings.position(row), holdings.sells(row));
        long unit = Money.powerOfTen(8 - machine.instruments().quantityScale(order.instrumentId()));
        return projected < 0 ? -Exact.saturatedProduct(-projected, unit) : Exact.saturatedProduct(projected, unit);
    }

    private long inUnits(long minor) {
        long unit = machine.day().moneyUnit();
        return minor == Money.OVERFLOW ? Limits.NONE
            : minor < 0 ? -Exact.saturatedProduct(-minor, unit) : Exact.saturatedProduct(minor, unit);
    }

    /** Of an instrument without an issuer it is the instrument alone. */
    private long percentE8(long scope) {
        long whole = machine.limits().value(scope, Metric.GROSS_EXPOSURE);
        if (whole <= 0) {
            return Limits.NONE;
        }
        int issuer = machine.instruments().issuerId(order.instrumentId());
        Holdings holdings = machine.exposures().holdings();
        int row = holdings.row(Scope.holding(scope, order.instrumentId()));
        long part = issuer != 0 ? machine.exposures().gross().issuer(scope, issuer)
            : row == Table.NONE ? 0 : holdings.worth().grossMinor(row);
        return Exact.ceiling(inUnits(part), Exact.HUNDRED_PERCENT_E8, whole);
    }
}
