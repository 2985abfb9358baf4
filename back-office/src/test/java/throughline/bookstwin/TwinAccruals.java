package throughline.bookstwin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import throughline.firm.Refusal;

/** What grows day by day, and what was paid of it. */
final class TwinAccruals {
    private static final BigDecimal E8 = BigDecimal.TEN.pow(8);

    /** What it grows by; the last day is {@link Integer#MAX_VALUE} where none is known. */
    record Terms(boolean earned, boolean fee, int account, int party, int currency, long principal, long rateE8,
        int from, int to, int basis) {
    }

    private static final class Accrual {
        private final Terms terms;
        private int last;
        private BigDecimal accrued = BigDecimal.ZERO;
        private BigDecimal paid = BigDecimal.ZERO;

        private Accrual(Terms terms) {
            this.terms = terms;
            last = terms.to();
        }
    }

    private final TwinLedger ledger;
    private final Map<Long, Accrual> accruals = new LinkedHashMap<>();

    TwinAccruals(TwinLedger ledger) {
        this.ledger = ledger;
    }

    void define(long id, Terms terms) {
        accruals.put(id, new Accrual(terms));
    }

    /** Why interest cannot end on that day; a fee ends with what it is for. */
    Refusal checkEnd(long id, int lastDay) {
        Accrual accrual = accruals.get(id);
        if (accrual == null) {
            return Refusal.UNKNOWN_REFERENCE;
        }
        return accrual.terms.fee() || lastDay < accrual.terms.from() - 1 ? Refusal.CONTRADICTION : Refusal.NONE;
    }

    Terms terms(long id) {
        return accruals.get(id).terms;
    }

    void end(long id, int lastDay) {
        if (accruals.containsKey(id)) {
            accruals.get(id).last = lastDay;
        }
    }

    void goOn(long id) {
        if (accruals.containsKey(id)) {
            accruals.get(id).last = accruals.get(id).terms.to();
        }
    }

    void neverWas(long id) {
        if (accruals.containsKey(id)) {
            accruals.get(id).last = accruals.get(id).terms.from() - 1;
        }
    }

    /** At a close each grows to what it comes to by that day, both first and last day counted. */
    void close(int date) {
        for (Accrual accrual : accruals.values()) {
            Terms terms = accrual.terms;
            long days = Math.max(0, Math.min(date, accrual.last) - terms.from() + 1L);
            BigDecimal target = BigDecimal.valueOf(terms.principal()).multiply(BigDecimal.valueOf(terms.rateE8()))
                .multiply(BigDecimal.valueOf(days))
                .divide(E8.multiply(BigDecimal.valueOf(terms.basis())), 0, RoundingMode.HALF_UP);
            BigDecimal more = target.subtract(accrual.accrued);
            accrual.accrued = target;
            ledger.post(held(terms), terms.earned() ? more : more.negate());
            ledger.post(Key.of(terms.earned() ? 4400 : 5350, terms.currency(), terms.account()),
                terms.earned() ? more.negate() : more);
        }
    }

    private static Key held(Terms terms) {
        return Key.of(terms.earned() ? 1400 : 2480, terms.currency(), terms.account());
    }

    Refusal checkPayment(long id, BigDecimal amount) {
        Accrual accrual = accruals.get(id);
        BigDecimal open = accrual.accrued.subtract(accrual.paid);
        if (open.signum() <= 0) {
            return Refusal.ALREADY_DONE;
        }
        return amount.compareTo(open) > 0 ? Refusal.CONTRADICTION : Refusal.NONE;
    }

    /** Counts what is paid; below zero: it was not after all. Gives what a payment posts. */
    Map<Key, BigDecimal> pay(long id, BigDecimal amount) {
        Accrual accrual = accruals.get(id);
        accrual.paid = accrual.paid.add(amount);
        BigDecimal in = accrual.terms.earned() ? amount : amount.negate();
        return Map.of(TwinLedger.cash(accrual.terms.currency()), in, held(accrual.terms), in.negate());
    }

    int currency(long id) {
        return accruals.get(id).terms.currency();
    }

    /** What could be paid now. */
    long open(long id) {
        return accruals.get(id).accrued.subtract(accruals.get(id).paid).longValueExact();
    }
}
