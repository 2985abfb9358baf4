package throughline.bookstwin;

import static throughline.bookstwin.TwinLedger.cash;
import static throughline.bookstwin.TwinLedger.clientMoney;
import static throughline.bookstwin.TwinLedger.depot;
import static throughline.bookstwin.TwinLedger.free;
import static throughline.bookstwin.TwinLedger.owner;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import throughline.firm.Refusal;
import throughline.message.Capacity;
import throughline.message.CashMovementKind;
import throughline.message.SecurityMovementKind;

/** Money and securities that two people move, and the reversals of what they moved. */
final class TwinMovements {
    /** Money to move; of a deal also what is sold, of a settlement what it settles. */
    record Cash(CashMovementKind kind, int account, int party, int chart, int currency, long amount,
        int againstCurrency, long against, long relatesTo) {
    }

    /** Securities to move. */
    record Paper(SecurityMovementKind kind, int account, int party, int instrument, long quantity, long amount,
        long feeRateE8, long relatesTo, int valueDate) {
    }

    /** What was booked because of a proposal. */
    private static final class Booked {
        private final Object what;
        private final int date;
        private final Map<Key, BigDecimal> posted = new HashMap<>();
        private long endedBy;
        private boolean reversed;

        private Booked(Object what, int date) {
            this.what = what;
            this.date = date;
        }
    }

    private final TwinBooks books;
    private final TwinLedger ledger;
    private final TwinAccruals accruals;
    private final Map<Long, Booked> booked = new LinkedHashMap<>();

    TwinMovements(TwinBooks books, TwinAccruals accruals) {
        this.books = books;
        this.ledger = books.ledger;
        this.accruals = accruals;
    }

    /** Why money cannot move so now. */
    Refusal check(Cash cash) {
        BigDecimal amount = BigDecimal.valueOf(cash.amount());
        return switch (cash.kind()) {
            case WITHDRAWAL -> ledger.balance(free(cash.currency(), cash.account())).negate()
                .subtract(books.settlement.awaited(cash.account(), cash.currency())).compareTo(amount) < 0
                ? Refusal.SHORT_OF_MONEY : Refusal.NONE;
            case FEES_PAID -> ledger.balance(feesPaid(cash)).negate().compareTo(amount) < 0 ? Refusal.CONTRADICTION
                : Refusal.NONE;
            case FX_SETTLED -> booked.get(cash.relatesTo()).reversed || booked.get(cash.relatesTo()).endedBy != 0
                ? Refusal.ALREADY_DONE : Refusal.NONE;
            case ACCRUAL_SETTLED -> accruals.checkPayment(cash.relatesTo(), amount);
            default -> Refusal.NONE;
        };
    }

    private static Key feesPaid(Cash cash) {
        return new Key(cash.chart(), cash.currency(), 0, cash.party(), 0, Capacity.OWN);
    }

    void book(long id, Cash cash) {
        Booked entry = new Booked(cash, books.date());
        booked.put(id, entry);
        BigDecimal amount = BigDecimal.valueOf(cash.amount());
        int currency = cash.currency();
        switch (cash.kind()) {
            case DEPOSIT -> post(entry, clientMoney(currency), free(currency, cash.account()), amount);
            case WITHDRAWAL -> post(entry, free(currency, cash.account()), clientMoney(currency), amount);
            case CAPITAL_IN -> post(entry, cash(currency), Key.of(3000, currency, cash.account()), amount);
            case CAPITAL_OUT -> post(entry, Key.of(3200, currency, cash.account()), cash(currency), amount);
            case FEES_PAID -> post(entry, feesPaid(cash), cash(currency), amount);
            case BANK_CHARGE -> post(entry, Key.of(5400, currency, cash.account()), cash(currency), amount);
            case FX_DEAL -> {
                post(entry, broker(cash, currency), Key.of(1900, currency, cash.account()), amount);
                post(entry, Key.of(1900, cash.againstCurrency(), cash.account()),
                    broker(cash, cash.againstCurrency()), BigDecimal.valueOf(cash.against()));
            }
            case FX_SETTLED -> settleDeal(id, entry, booked.get(cash.relatesTo()));
            case ACCRUAL_SETTLED -> accruals.pay(cash.relatesTo(), amount)
                .forEach((key, posted) -> post(entry, key, posted));
            default -> throw new IllegalArgumentException(cash.toString());
        }
    }

    /** What a deal bought. */
    int currency(long deal) {
        return ((Cash) booked.get(deal).what).currency();
    }

    private static Key broker(Cash deal, int currency) {
        return new Key(2100, currency, deal.account(), deal.party(), 0, Capacity.OWN);
    }

    private void settleDeal(long id, Booked entry, Booked dealt) {
        Cash deal = (Cash) dealt.what;
        dealt.endedBy = id;
        post(entry, cash(deal.currency()), broker(deal, deal.currency()), BigDecimal.valueOf(deal.amount()));
        post(entry, broker(deal, deal.againstCurrency()), cash(deal.againstCurrency()),
            BigDecimal.valueOf(deal.against()));
    }

    private void post(Booked entry, Key debit, Key credit, BigDecimal amount) {
        post(entry, debit, amount);
        post(entry, credit, amount.negate());
    }

    private void post(Booked entry, Key key, BigDecimal amount) {
        entry.posted.merge(key, amount, BigDecimal::add);
        ledger.post(key, amount);
    }

    /** Why securities cannot move so now. */
    Refusal check(Paper paper) {
        BigDecimal quantity = BigDecimal.valueOf(paper.quantity());
        boolean client = paper.account() != 0 && World.account(paper.account()).isClient();
        boolean isShort = switch (paper.kind()) {
            case RECEIVED -> !client && books.lots.held(paper.account(), paper.instrument()).signum() < 0;
            case DELIVERED -> deliverable(paper.account(), paper.instrument()).compareTo(quantity) < 0;
            case LENT -> lendable(paper.account(), paper.instrument()).compareTo(quantity) < 0;
            default -> false;
        };
        return isShort ? Refusal.SHORT_OF_SECURITIES : paper.relatesTo() == 0 ? Refusal.NONE : checkReturn(paper);
    }

    private Refusal checkReturn(Paper paper) {
        Booked lent = booked.get(paper.relatesTo());
        Paper of = (Paper) lent.what;
        if (lent.reversed || lent.endedBy != 0) {
            return Refusal.ALREADY_DONE;
        }
        boolean isShort = of.kind() == SecurityMovementKind.BORROWED && ledger.balance(depot(of.instrument(),
            of.account())).negate().compareTo(BigDecimal.valueOf(of.quantity())) < 0;
        return isShort ? Refusal.SHORT_OF_SECURITIES : Refusal.NONE;
    }

    /** What a client has, less what is still to arrive; what an own book holds; and no more than lies there. */
    private BigDecimal deliverable(int account, int instrument) {
        BigDecimal lies = ledger.balance(depot(instrument, account)).negate();
        return lies.min(World.account(account).isClient() ? stock(account, instrument, List.of(20, 50, 60))
            : books.lots.held(account, instrument));
    }

    /** What a book holds and borrowed, less what it lent; and no more than lies there. */
    private BigDecimal lendable(int account, int instrument) {
        return ledger.balance(depot(instrument, account)).negate()
            .min(stock(account, instrument, List.of(10, 30, 40)));
    }

    private BigDecimal stock(int account, int instrument, List<Integer> charts) {
        return ledger.sum(key -> charts.contains(key.chart()) && key.unit() == instrument && key.book() == account);
    }

    void book(long id, Paper paper) {
        Booked entry = new Booked(paper, books.date());
        booked.put(id, entry);
        BigDecimal quantity = BigDecimal.valueOf(paper.quantity());
        Key depot = depot(paper.instrument(), paper.account() == 0 ? World.FIFO : paper.account());
        switch (paper.kind()) {
            case RECEIVED, DELIVERED -> {
                boolean in = paper.kind() == SecurityMovementKind.RECEIVED;
                post(entry, in ? owner(paper.instrument(), paper.account()) : depot,
                    in ? depot : owner(paper.instrument(), paper.account()), quantity);
                if (!World.account(paper.account()).isClient()) {
                    books.lots.add(paper.account(), paper.instrument(), new TwinLots.Deal(-id, in, quantity,
                        in ? BigDecimal.valueOf(paper.amount()) : null, in ? 3000 : 3200));
                }
            }
            case BORROWED, LENT -> lend(id, entry, paper);
            default -> giveBack(id, entry, paper);
        }
    }

    private void lend(long id, Booked entry, Paper paper) {
        boolean borrowed = paper.kind() == SecurityMovementKind.BORROWED;
        int currency = World.paper(paper.instrument()).currency();
        BigDecimal quantity = BigDecimal.valueOf(paper.quantity());
        BigDecimal amount = BigDecimal.valueOf(paper.amount());
        Key collateral = new Key(borrowed ? 1140 : 2140, currency, paper.account(), paper.party(), 0, Capacity.OWN);
        Key stock = new Key(borrowed ? 30 : 40, paper.instrument(), paper.account(), paper.party(), 0, Capacity.OWN);
        Key depot = depot(paper.instrument(), paper.account());
        post(entry, borrowed ? collateral : cash(currency), borrowed ? cash(currency) : collateral, amount);
        post(entry, borrowed ? stock : depot, borrowed ? depot : stock, quantity);
        if (paper.feeRateE8() > 0) {
            accruals.define(id, new TwinAccruals.Terms(!borrowed, true, paper.account(), paper.party(), currency,
                paper.amount(), paper.feeRateE8(), paper.valueDate(), Integer.MAX_VALUE, 360));
        }
    }

    private void giveBack(long id, Booked entry, Paper paper) {
        Booked lent = booked.get(paper.relatesTo());
        lent.endedBy = id;
        lent.posted.forEach((key, amount) -> post(entry, key, amount.negate()));
        accruals.end(paper.relatesTo(), paper.valueDate() - 1);
    }

    /** Entries by hand are booked as they say. */
    void book(long id, int date, Map<Key, BigDecimal> lines) {
        Booked entry = new Booked(lines, date);
        booked.put(id, entry);
        lines.forEach((key, amount) -> post(entry, key, amount));
    }

    /** Whether it was booked by hand. */
    boolean isByHand(long id) {
        return booked.get(id).what instanceof Map;
    }

    /** Why what a proposal led to cannot be reversed on a date; what never can is said first. */
    Refusal checkReversal(long id, int date) {
        Booked entry = booked.get(id);
        boolean inventory = entry.what instanceof Paper paper && (paper.kind() == SecurityMovementKind.RECEIVED
            || paper.kind() == SecurityMovementKind.DELIVERED) && !World.account(paper.account()).isClient();
        if (entry.reversed || entry.endedBy != 0 || inventory) {
            return Refusal.NOT_REVERSIBLE;
        }
        if (!books.takesByHand(date) || date != books.date() && !isByHand(id)) {
            return Refusal.DAY_CLOSED;
        }
        if (date < entry.date) {
            return Refusal.CONTRADICTION;
        }
        for (Map.Entry<Key, BigDecimal> line : entry.posted.entrySet()) {
            boolean free = line.getKey().chart() == 2310;
            if (free && ledger.balance(line.getKey()).subtract(line.getValue()).signum() > 0) {
                return Refusal.SHORT_OF_MONEY;
            }
        }
        return entry.what instanceof Paper paper ? checkReversal(paper) : Refusal.NONE;
    }

    private Refusal checkReversal(Paper paper) {
        boolean takes = paper.kind() == SecurityMovementKind.RECEIVED;
        return takes && deliverable(paper.account(), paper.instrument()).compareTo(
            BigDecimal.valueOf(paper.quantity())) < 0 ? Refusal.SHORT_OF_SECURITIES : Refusal.NONE;
    }

    void reverse(long id) {
        Booked entry = booked.get(id);
        entry.reversed = true;
        entry.posted.forEach((key, amount) -> ledger.post(key, amount.negate()));
        if (entry.what instanceof Cash cash) {
            reopen(cash.relatesTo());
            if (cash.kind() == CashMovementKind.ACCRUAL_SETTLED) {
                accruals.pay(cash.relatesTo(), BigDecimal.valueOf(-cash.amount()));
            }
        } else if (entry.what instanceof Paper paper && paper.relatesTo() != 0) {
            reopen(paper.relatesTo());
            accruals.goOn(paper.relatesTo());
        } else if (entry.what instanceof Paper) {
            accruals.neverWas(id);
        }
    }

    private void reopen(long id) {
        if (booked.containsKey(id)) {
            booked.get(id).endedBy = 0;
        }
    }
}
