package throughline.bookstwin;

import static throughline.bookstwin.TwinLedger.free;
import static throughline.bookstwin.TwinLedger.ofClient;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import throughline.firm.Refusal;
import throughline.message.FeeKind;
import throughline.office.Outcome;

/** Orders of closed days charged once more by the tables of now: the difference is booked, once in a re-billing. */
final class TwinRebilling {
    private final TwinBooks books;
    private final TwinLedger ledger;
    private final Set<Owed> done = new HashSet<>();
    private long running;
    private int from;
    private int to;
    private int account;

    TwinRebilling(TwinBooks books) {
        this.books = books;
        ledger = books.ledger;
    }

    Refusal check(int first, int last) {
        if (first > last) {
            return Refusal.CONTRADICTION;
        }
        return last >= books.date() ? Refusal.SPAN_NOT_CLOSED
            : running != 0 ? Refusal.REBILLING_RUNS : Refusal.NONE;
    }

    void begin(long id, int first, int last, int of) {
        running = id;
        from = first;
        to = last;
        account = of;
    }

    void end() {
        running = 0;
        done.clear();
    }

    /** The one that runs; 0: none. */
    long running() {
        return running;
    }

    boolean isInSpan(Owed one) {
        return one.date >= from && one.date <= to && (account == 0 || account == one.account);
    }

    /** Charges an order's trades of a date again. */
    Outcome charge(Owed one, long rebilling) {
        if (running == 0 || running != rebilling || !isInSpan(one)) {
            return Outcome.WRONG_STATE;
        }
        if (done.contains(one)) {
            return Outcome.REPEATED;
        }
        Map<FeeKind, BigDecimal> costs = books.costs(one);
        BigDecimal due = BigDecimal.ZERO;
        boolean differs = false;
        for (FeeKind kind : TwinFees.KINDS) {
            BigDecimal more = costs.get(kind).subtract(one.charged.getOrDefault(kind, BigDecimal.ZERO));
            differs |= more.signum() != 0;
            due = due.add(more);
            books.chargeMore(one, kind, more);
        }
        if (!differs) {
            return Outcome.REPEATED;
        }
        done.add(one);
        if (one.isClients()) {
            pay(one, due);
        }
        return Outcome.RECORDED;
    }

    /** A client pays with the free credit and owes the rest; what comes back pays such a debt first. */
    private void pay(Owed one, BigDecimal due) {
        Key credit = free(one.currency(), one.account);
        Key debt = ofClient(1310, one.currency(), one.account);
        BigDecimal free = ledger.balance(credit).negate().max(BigDecimal.ZERO);
        BigDecimal owed = ledger.balance(debt);
        BigDecimal onDebt = due.signum() > 0 ? due.subtract(free).max(BigDecimal.ZERO) : due.max(owed.negate());
        ledger.post(debt, onDebt);
        ledger.post(credit, due.subtract(onDebt));
    }
}
