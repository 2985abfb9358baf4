package throughline.twin;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.reference.Scope;

/** The order being judged: what was asked, its firm's data, its scopes from the widest, and what was told of it. */
final class Judged {
    final Asked asked;
    final Firm.Account account;
    final Firm.Instrument instrument;
    final Hold own;
    final BigDecimal leaves;
    final boolean triggered;
    final int session;
    final int strategy;
    final long timeNs;
    final Map<ScopeKind, Long> scopes = new EnumMap<>(ScopeKind.class);
    boolean reducing;
    boolean tokenPassed;
    BigDecimal value;
    BigDecimal base;
    BigDecimal fees = BigDecimal.ZERO;
    private final long override;
    private boolean overrideNeeded;
    private Metric warned = Metric.NONE;
    private long warnedScope;
    private long warnedBound;
    private long warnedObserved;

    /**
     * An order as of a time.
     *
     * @param own its hold; null: it is new
     * @param override that would let it go above soft limits; 0: none
     */
    Judged(Firm firm, Asked asked, Hold own, long timeNs, long override) {
        this.asked = asked;
        this.own = own;
        this.timeNs = timeNs;
        this.override = override;
        account = firm.accounts.get(asked.account());
        instrument = firm.instruments.get(asked.instrument());
        leaves = asked.total().subtract(asked.cum());
        triggered = asked.kind() == Asked.Kind.AMENDMENT ? own.triggered
            : asked.kind() == Asked.Kind.RESTATED && asked.isStop() && asked.stop().signum() == 0;
        boolean amends = asked.kind() == Asked.Kind.AMENDMENT;
        strategy = amends ? own.strategy : Firm.take(firm.strategies, asked.strategy());
        session = amends || asked.session().isEmpty() ? firm.sessionOf(asked.user())
            : Firm.take(firm.sessions, asked.session());
        stand(ScopeKind.FIRM, 0, true);
        stand(ScopeKind.DESK, account == null ? 0 : account.desk(), account != null);
        stand(ScopeKind.TRADER, asked.user(), asked.user() != 0);
        stand(ScopeKind.ACCOUNT, asked.account(), account != null);
        stand(ScopeKind.CLIENT, account == null ? 0 : account.party(), account != null && account.isClient());
        stand(ScopeKind.STRATEGY, strategy, strategy != 0);
        stand(ScopeKind.SESSION, session, session != 0);
        stand(ScopeKind.SECTOR, instrument == null ? 0 : instrument.sectorId(),
            instrument != null && instrument.sectorId() != 0);
        stand(ScopeKind.GROUP, account == null ? 0 : account.group(), account != null && account.group() != 0);
        if (instrument != null) {
            scopes.put(ScopeKind.INSTRUMENT, Scope.instrument(instrument.id()));
        }
        if (account != null && instrument != null) {
            scopes.put(ScopeKind.ACCOUNT_INSTRUMENT, Scope.pair(account.id(), instrument.id()));
        }
    }

    private void stand(ScopeKind kind, int id, boolean stands) {
        if (stands) {
            scopes.put(kind, Scope.of(kind, id));
        }
    }

    /** Its scopes of these kinds, the widest first. */
    List<Long> scopes(ScopeKind... kinds) {
        List<Long> found = new ArrayList<>();
        for (ScopeKind kind : kinds) {
            if (scopes.containsKey(kind)) {
                found.add(scopes.get(kind));
            }
        }
        return found;
    }

    boolean isArmed() {
        return asked.isStop() && !triggered;
    }

    /** Its quantity as a bound has it. */
    static BigDecimal e8(BigDecimal value) {
        return value.movePointRight(8);
    }

    /** Whether there is leave to go above soft limits; it is used up by the acceptance. */
    boolean overridden() {
        overrideNeeded |= override != 0;
        return override != 0;
    }

    /** A limit is met to the percent from which one warns; the worst by utilisation is kept. */
    void warn(Metric metric, long scope, long bound, long observed) {
        BigDecimal one = BigDecimal.valueOf(observed).multiply(BigDecimal.valueOf(warnedBound));
        BigDecimal other = BigDecimal.valueOf(warnedObserved).multiply(BigDecimal.valueOf(bound));
        if (warned == Metric.NONE || one.compareTo(other) > 0) {
            warned = metric;
            warnedScope = scope;
            warnedBound = bound;
            warnedObserved = observed;
        }
    }

    Answer accept(BigDecimal price, BigDecimal worst) {
        return Answer.accept(new Answer.Accepted(leaves.max(BigDecimal.ZERO), price, worst, value, base, fees,
            reducing, overrideNeeded ? override : 0, warned, warnedScope, warnedBound, warnedObserved));
    }
}
