package throughline.twin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import throughline.message.AccountKind;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.reference.Scope;

/** Decides every order a second time, from the state its records made, and makes the hold of what it accepted. */
final class Twin {
    final Firm firm = new Firm();
    final Bounds bounds = new Bounds();
    final Books books = new Books(firm);
    final Flow flow = new Flow(bounds);
    final Dues dues = new Dues(firm, books);
    final Fees fees = new Fees();
    final Gate gate = new Gate(firm, bounds, flow);
    final Amounts amounts = new Amounts(firm, bounds);
    final Totals totals = new Totals(firm, bounds, books, flow, dues);
    /** The last time used: no decision goes by an earlier one. */
    long lastTimeNs;
    /** The last order that met a soft limit; null: none has. */
    Asked lastSoft;

    /** An order for judgement; a sum of a basket's yields to no override. */
    private Judged judged(Asked asked, boolean ofSum) {
        Hold own = asked.isNew() ? null : books.holds.get(asked.orderId());
        long override = ofSum ? 0 : bounds.override(asked.account(), asked.instrument(), asked.side(), asked.total(),
            lastTimeNs);
        Judged o = new Judged(firm, asked, own, lastTimeNs, override);
        o.reducing = isReducing(o);
        return o;
    }

    private boolean isReducing(Judged o) {
        boolean readable = o.account != null && o.instrument != null && o.asked.total().signum() > 0
            && Gate.fits(o.asked.total(), o.instrument.scale());
        return readable && o.account.kind() != AccountKind.OUTSIDE
            && totals.reduces(o, Scope.of(ScopeKind.ACCOUNT, o.account.id()));
    }

    /** The decision on an order; nothing is changed. {@code stampNs}: the own record's. */
    Answer judge(Asked asked, long stampNs) {
        Judged o = judged(asked, false);
        Answer answer = isLowering(o) ? lower(o, stampNs) : decide(o, stampNs);
        return o.tokenPassed ? answer.taken() : answer;
    }

    /** Whether an amendment does nothing but lower what is left. */
    private static boolean isLowering(Judged o) {
        if (o.asked.kind() != Asked.Kind.AMENDMENT || o.asked.total().signum() <= 0
            || !Gate.fits(o.asked.total(), o.instrument.scale())) {
            return false;
        }
        Asked old = o.own.asked;
        boolean samePrices = old.price().compareTo(o.asked.price()) == 0
            && (o.triggered || old.stop().compareTo(o.asked.stop()) == 0);
        return o.leaves.signum() <= 0 || samePrices && o.leaves.compareTo(o.own.leaves) <= 0;
    }

    private static Answer first(List<Supplier<Answer>> controls) {
        for (Supplier<Answer> control : controls) {
            Answer failed = control.get();
            if (failed != null) {
                return failed;
            }
        }
        return null;
    }

    private Answer lower(Judged o, long stampNs) {
        Answer failed = first(List.of(() -> gate.age(o, stampNs), () -> gate.permission(o), () -> gate.validity(o),
            () -> gate.messageRate(o)));
        if (failed != null) {
            return failed;
        }
        BigDecimal reference = firm.price(o.instrument.id());
        BigDecimal at = o.asked.buys() ? o.own.worst : o.own.worst.max(reference);
        o.value = Firm.minor(o.instrument, o.leaves.max(BigDecimal.ZERO), at, RoundingMode.UP);
        o.base = firm.toBase(o.value, o.instrument.currency());
        charge(o);
        return o.accept(o.asked.price(), o.own.worst);
    }

    /** A client's fees in all, those its executed part of the date was charged included. */
    private void charge(Judged o) {
        if (!o.account.isClient()) {
            return;
        }
        BigDecimal left = o.leaves.max(BigDecimal.ZERO);
        BigDecimal quantity = o.own == null ? left : o.own.dayQuantity.add(left);
        BigDecimal money = o.own == null ? o.value : o.own.dayMoney.add(o.value);
        o.fees = fees.target(o.account, o.instrument, !o.asked.buys(), quantity, money, o.asked.date());
    }

    private Answer decide(Judged o, long stampNs) {
        Answer failed = first(List.of(() -> gate.age(o, stampNs), () -> gate.tradingState(o),
            () -> gate.repeatedExecution(o), () -> gate.permission(o), () -> gate.restricted(o),
            () -> gate.validity(o), () -> gate.lookalike(o), () -> gate.messageRate(o), () -> gate.softLimits(),
            () -> amounts.quantity(o), () -> amounts.value(o), () -> amounts.collar(o), () -> totals.window(o), () -> totals.openOrders(o),
            () -> totals.selfTrade(o)));
        if (failed == null) {
            charge(o);
            failed = first(List.of(() -> totals.atHand(o), () -> totals.credit(o), () -> totals.position(o),
                () -> totals.exposure(o), () -> totals.dailyLoss(o)));
        }
        return failed != null ? failed : o.accept(o.asked.price(), amounts.worst(o));
    }

    /** All or none; gives each member's decision, and what was made of the members before one fails is undone. */
    List<Answer> judgeBasket(List<Asked> members, long stampNs) {
        List<Judged> valued = new ArrayList<>();
        for (Asked member : members) {
            Judged o = judged(member, true);
            boolean readable = o.instrument != null && member.total().signum() > 0
                && Gate.fits(member.total(), o.instrument.scale())
                && (member.isMarket() || member.price().signum() > 0) && (!o.isArmed() || member.stop().signum() > 0);
            if (readable && amounts.worth(o) == null) {
                valued.add(o);
            }
        }
        Answer failed = totals.sums(valued);
        if (failed != null) {
            return Collections.nCopies(members.size(), failed);
        }
        Trial trial = new Trial();
        List<Answer> answers = new ArrayList<>();
        for (Asked member : members) {
            Answer answer = judge(member, stampNs);
            if (!answer.isAccepted()) {
                trial.undo();
                List<Answer> all = new ArrayList<>(Collections.nCopies(members.size(), answer.sibling()));
                all.set(answers.size(), answer);
                return all;
            }
            trial.count(member, answer);
            answers.add(answer);
        }
        trial.undo();
        return answers;
    }

    /** What members before the one being judged make, undone at the end. */
    private final class Trial {
        private final Flow saved = flow.copy();
        private final Map<Long, Bounds.Override> overrides = new TreeMap<>(bounds.overrides);
        private final List<Long> rows = books.rows();
        private final List<Long> held = new ArrayList<>();

        void count(Asked member, Answer answer) {
            flow.take(member.user(), sessionOf(member), lastTimeNs);
            bounds.overrides.remove(answer.accepted().overrideId());
            hold(member, answer, 0, lastTimeNs, false);
            held.add(member.orderId());
        }

        void undo() {
            held.forEach(books::remove);
            books.keep(rows);
            bounds.overrides.clear();
            bounds.overrides.putAll(overrides);
            flow.restore(saved);
        }
    }

    /** An own record stands with that decision: what it makes of it. */
    void apply(Asked asked, Answer answer, long seq, long timeNs) {
        int session = sessionOf(asked);
        if (answer.tokenTaken() && asked.kind() != Asked.Kind.RESTATED) {
            flow.take(asked.user(), session, timeNs);
        }
        lastSoft = answer.code() == RejectCode.SOFT_LIMIT && asked.isNew() ? asked : lastSoft;
        if (!answer.isAccepted()) {
            if (asked.kind() == Asked.Kind.RESTATED) {
                books.holds.get(asked.orderId()).declined = true;
            }
            return;
        }
        bounds.overrides.remove(answer.accepted().overrideId());
        switch (asked.kind()) {
            case NEW -> hold(asked, answer, seq, timeNs, true);
            case AMENDMENT -> amend(asked, answer, timeNs);
            default -> {
                Answer.Accepted a = answer.accepted();
                books.holds.get(asked.orderId()).judge(asked, a.worst(), a.value(), a.fees());
                books.changed(asked.instrument());
            }
        }
    }

    int sessionOf(Asked asked) {
        return asked.kind() == Asked.Kind.AMENDMENT || asked.session().isEmpty() ? firm.sessionOf(asked.user())
            : Firm.take(firm.sessions, asked.session());
    }

    /** A new hold, which counts in everything from here. */
    private void hold(Asked asked, Answer answer, long seq, long timeNs, boolean remembered) {
        int strategy = Firm.take(firm.strategies, asked.strategy());
        Hold hold = new Hold(asked, sessionOf(asked), strategy, seq);
        Answer.Accepted a = answer.accepted();
        hold.judge(asked, a.worst(), a.value(), a.fees());
        books.add(hold);
        pass(asked, a.base(), timeNs);
        Long t = gate.lookalikeMs(asked.account());
        if (remembered && t != null && t > 0) {
            flow.remember(asked, timeNs);
        }
        if (strategy != 0) {
            Flow.Repeats repeats = flow.repeats(strategy);
            boolean automatic = gate.isAutomatic(asked);
            repeats.count = !automatic ? 0 : repeats.executed ? repeats.count + 1 : repeats.count;
            repeats.executed &= automatic;
        }
    }

    private void pass(Asked asked, BigDecimal base, long timeNs) {
        Firm.Account account = firm.accounts.get(asked.account());
        List<Long> scopes = new ArrayList<>(List.of(Scope.FIRM, Scope.of(ScopeKind.TRADER, asked.user()),
            Scope.instrument(asked.instrument())));
        if (account.isClient()) {
            scopes.add(Scope.of(ScopeKind.CLIENT, account.party()));
        }
        scopes.forEach(scope -> flow.pass(scope, base, timeNs));
    }

    private void amend(Asked asked, Answer answer, long timeNs) {
        Hold hold = books.holds.get(asked.orderId());
        Answer.Accepted a = answer.accepted();
        int currency = firm.instruments.get(asked.instrument()).currency();
        BigDecimal more = a.base().subtract(firm.toBase(hold.valueHeld(), currency)).max(BigDecimal.ZERO);
        hold.amend(asked, a.worst(), a.leaves(), a.value(), a.fees());
        books.changed(asked.instrument());
        pass(asked, more, timeNs);
    }

    /** Whether the office is to disable the strategy together with this rejection. */
    static boolean disables(Answer answer) {
        return answer.code() == RejectCode.REPEATED_EXECUTION && answer.bound() != Answer.NONE;
    }
}
