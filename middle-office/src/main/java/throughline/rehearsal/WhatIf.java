package throughline.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import throughline.control.Checks;
import throughline.control.Order;
import throughline.control.Verdict;
import throughline.exposure.Gross;
import throughline.limit.Limits;
import throughline.message.JournalRecord;
import throughline.message.Metric;
import throughline.message.OrderCapturedDecoder;
import throughline.message.RejectCode;
import throughline.message.Side;
import throughline.reference.Exact;
import throughline.reference.Money;
import throughline.risk.MiddleMachine;

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

    /** What tells one test of a limit from another. */
    private record Tested(Metric metric, long scope, int instrumentId) {
    }

    /**
     * What came of it.
     *
     * @param ruling the verdict, of a basket that of the first member that fails
     * @param member number of that member, from 0; -1: all passed
     * @param limits every limit that was tested, in the order of the controls
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
     * Tries them, one after another, each counting for those after it.
     *
     * @param orders drafts of {@code OrderCaptured}, with account, instrument and date in them
     * @param nowNs time the decision would go by, epoch nanoseconds
     */
    public Result tryOut(List<JournalRecord> orders, long nowNs) {
        touched.clear();
        Ruling ruling = Ruling.ACCEPTED;
        int failing = -1;
        long decisionNs = Math.max(nowNs, machine.day().lastTimeNs());
        order.basket().clear();
        for (int member = 0; member < orders.size(); member++) {
            JournalRecord record = orders.get(member);
            captured.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            order.take(captured, record, decisionNs, record.timeNs());
            if (checks.pass(order, verdict, false)) {
                order.standInBasket();
            } else if (failing < 0) {
                failing = member;
                ruling = new Ruling(verdict.code(), verdict.metric(), verdict.scope(), verdict.bound(),
                    verdict.observed());
            }
        }
        order.basket().clear();
        return new Result(ruling, failing, new ArrayList<>(touched.values()));
    }

    private void tested(RejectCode code, Metric metric, long scope, long limit, long met, boolean passes) {
        boolean byInstrument = metric == Metric.POSITION_LIMIT_LONG || metric == Metric.POSITION_LIMIT_SHORT;
        int instrument = byInstrument ? order.instrumentId() : 0;
        Tested key = new Tested(metric, scope, instrument);
        Touched first = touched.get(key);
        long before = first != null ? first.before() : before(metric, scope, met);
        touched.put(key, new Touched(code, metric, scope, instrument, limit, before, met,
            passes && (first == null || first.passes())));
    }

    /** What the order adds is taken off again; exposures are read as they stand. */
    private long before(Metric metric, long scope, long met) {
        if (met == Limits.NONE || met == Money.OVERFLOW) {
            return Limits.NONE;
        }
        Gross gross = machine.exposures().gross();
        return switch (metric) {
            case POSITION_LIMIT_LONG, POSITION_LIMIT_SHORT -> met - Exact.saturatedProduct(order.quantity(),
                Money.powerOfTen(8 - machine.instruments().quantityScale(order.instrumentId())));
            case WINDOW_VALUE_LIMIT, CREDIT ->
                met - Exact.saturatedProduct(order.baseMinor(), machine.day().moneyUnit());
            case OPEN_ORDERS -> met - Money.E8;
            case GROSS_EXPOSURE -> inUnits(gross.gross(scope));
            case NET_EXPOSURE -> inUnits(order.side() == Side.BUY ? gross.longs(scope) : -gross.shorts(scope));
            case CONCENTRATION -> percentE8(scope);
            case DAILY_LOSS -> met;
            default -> Limits.NONE;
        };
    }

    private long inUnits(long minor) {
        return minor < 0 ? -Exact.saturatedProduct(-minor, machine.day().moneyUnit())
            : Exact.saturatedProduct(minor, machine.day().moneyUnit());
    }

    private long percentE8(long scope) {
        int issuer = machine.instruments().issuerId(order.instrumentId());
        long whole = machine.limits().value(scope, Metric.GROSS_EXPOSURE);
        return issuer == 0 || whole <= 0 ? Limits.NONE : Exact.ceiling(
            inUnits(machine.exposures().gross().issuer(scope, issuer)), Exact.HUNDRED_PERCENT_E8, whole);
    }
}
