package throughline.bookstwin;

import static throughline.bookstwin.TwinLedger.cash;
import static throughline.bookstwin.TwinLedger.clientMoney;
import static throughline.bookstwin.TwinLedger.depot;
import static throughline.bookstwin.TwinLedger.free;
import static throughline.bookstwin.TwinLedger.ofClient;
import static throughline.bookstwin.TwinLedger.owner;
import static throughline.bookstwin.TwinLedger.street;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import throughline.back.MiddleJournal.Fill;
import throughline.message.Capacity;
import throughline.message.ExceptionCode;
import throughline.message.FeeKind;
import throughline.message.Side;

/** The books kept plainly: trades as they are cleared, busted and corrected, their charges, and what opens them. */
final class TwinBooks {
    private static final BigDecimal E8 = BigDecimal.TEN.pow(8);
    private static final int CENTS = 2;
    /** Calendar days that orders are remembered to be charged again. */
    private static final int REMEMBERED = 12;
    private static final Map<FeeKind, int[]> CHARTS = Map.of(FeeKind.COMMISSION, new int[] {4200, 4200},
        FeeKind.EXCHANGE, new int[] {2400, 5300}, FeeKind.SEC_SECTION_31, new int[] {2410, 5310},
        FeeKind.TAF, new int[] {2420, 5310}, FeeKind.SDRT, new int[] {2430, 5360},
        FeeKind.PTM_LEVY, new int[] {2440, 5360});

    /** An order's trades of a day. */
    record OrderDay(long order, int date) {
    }

    final TwinLedger ledger = new TwinLedger();
    final TwinFees fees = new TwinFees();
    final TwinLots lots = new TwinLots(ledger);
    final List<ExceptionCode> exceptions = new ArrayList<>();
    final TwinSettlement settlement = new TwinSettlement(ledger, exceptions);
    final TwinAccruals accruals = new TwinAccruals(ledger);
    final TwinMovements movements = new TwinMovements(this, accruals);
    final TwinRebilling rebilling = new TwinRebilling(this);
    final TwinDays days = new TwinDays();
    private final Map<OrderDay, Owed> owed = new LinkedHashMap<>();
    private final Map<Long, Fill> today = new HashMap<>();
    private final Map<Long, Fill> cleared = new HashMap<>();
    private int date = World.FIRST_DAY;
    private long orders;

    TwinBooks() {
        FeeRow.first().forEach(fees::define);
    }

    /** A part's share of an amount. */
    static BigDecimal share(BigDecimal amount, BigDecimal part, BigDecimal whole) {
        return amount.multiply(part).divide(whole, 0, RoundingMode.HALF_UP);
    }

    /** What so many of an instrument are worth at a price, in minor units. */
    static BigDecimal worth(int instrument, BigDecimal quantity, BigDecimal priceE8) {
        return TwinLedger.round(units(instrument, quantity).multiply(priceE8).movePointRight(CENTS).divide(E8));
    }

    private static BigDecimal units(int instrument, BigDecimal quantity) {
        return quantity.movePointLeft(World.paper(instrument).scale());
    }

    Owed owed(long order, int of) {
        return owed.get(new OrderDay(order, of));
    }

    int date() {
        return date;
    }

    /** What orders traded on the dates of a span. */
    List<Owed> owedOf(int first, int last) {
        return owed.values().stream().filter(one -> one.date >= first && one.date <= last).toList();
    }

    /** Whether entries by hand may be of that day. */
    boolean takesByHand(int day) {
        return day == date || day == days.reopened();
    }

    void opening(int account, int currency, long minor) {
        BigDecimal amount = BigDecimal.valueOf(minor);
        boolean client = World.account(account).isClient();
        ledger.post(client ? clientMoney(currency) : cash(currency), amount);
        ledger.post(client ? free(currency, account) : Key.of(3000, currency, account), amount.negate());
    }

    void holding(int account, int instrument, long quantity, long costMinor) {
        BigDecimal shares = BigDecimal.valueOf(quantity);
        ledger.post(owner(instrument, account), shares);
        ledger.post(depot(instrument, account), shares.negate());
        if (!World.account(account).isClient()) {
            lots.add(account, instrument, new TwinLots.Deal(0, true, shares, BigDecimal.valueOf(costMinor), 3000));
        }
    }

    /** The holdings stand as they are. */
    void opened() {
        lots.closeDay();
    }

    void trade(Fill fill) {
        Fill known = cleared.putIfAbsent(fill.execution(), fill);
        if (known == null) {
            book(fill);
        } else if (!known.equals(fill)) {
            exceptions.add(ExceptionCode.CONTRADICTION);
        }
    }

    private void book(Fill fill) {
        today.put(fill.execution(), fill);
        Owed one = owed.computeIfAbsent(new OrderDay(fill.order(), fill.date()), any -> new Owed(++orders,
            fill.order(), fill.date(), fill.account(), fill.instrument(), fill.ccp(), fill.side() == Side.BUY));
        amend(one, fill.execution(), fill);
        if (!one.isClients()) {
            lots.add(one.account, one.instrument, deal(fill));
        }
    }

    private static TwinLots.Deal deal(Fill fill) {
        BigDecimal quantity = BigDecimal.valueOf(fill.quantity());
        return new TwinLots.Deal(fill.execution(), fill.side() == Side.BUY, quantity,
            worth(fill.instrument(), quantity, BigDecimal.valueOf(fill.priceE8())), 0);
    }

    /** An execution never was. */
    void bust(Fill fill) {
        Fill known = standing(fill);
        if (known == null) {
            return;
        }
        today.remove(fill.execution());
        Owed one = owed(fill.order(), fill.date());
        amend(one, fill.execution(), null);
        if (!one.isClients()) {
            lots.replace(one.account, one.instrument, fill.execution(), null);
        }
    }

    /** An execution was otherwise. */
    void correct(Fill anew) {
        Fill known = today.get(anew.execution());
        if (known == null || anew.equals(known)) {
            standing(anew);
            return;
        }
        today.put(anew.execution(), anew);
        Owed one = owed(anew.order(), anew.date());
        amend(one, anew.execution(), anew);
        if (!one.isClients()) {
            lots.replace(one.account, one.instrument, anew.execution(), deal(anew));
        }
    }

    private Fill standing(Fill fill) {
        Fill known = today.get(fill.execution());
        if (known == null) {
            exceptions.add(cleared.containsKey(fill.execution()) ? ExceptionCode.CONTRADICTION
                : ExceptionCode.UNKNOWN_REFERENCE);
        }
        return known;
    }

    /** Takes an execution as it now stands into its order's day, and posts by how much that differs. */
    private void amend(Owed one, long execution, Fill fill) {
        BigDecimal quantity = one.quantity;
        BigDecimal amount = one.amount;
        BigDecimal client = one.client;
        one.executions.remove(execution);
        if (fill != null) {
            one.executions.put(execution,
                new BigDecimal[] {BigDecimal.valueOf(fill.quantity()), BigDecimal.valueOf(fill.priceE8())});
        }
        one.quantity = one.executions.values().stream().map(each -> each[0]).reduce(BigDecimal.ZERO, BigDecimal::add);
        one.amount = one.executions.values().stream().map(each -> worth(one.instrument, each[0], each[1]))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal moreStock = one.quantity.subtract(quantity);
        BigDecimal moreMoney = one.amount.subtract(amount);
        BigDecimal stock = one.buys ? moreStock : moreStock.negate();
        ledger.post(owner(one.instrument, one.account), stock);
        ledger.post(street(one.buys ? 50 : 51, one.instrument, one.account, one.party), stock.negate());
        BigDecimal charges = charge(one);
        ledger.post(street(2100, one.currency(), one.account, one.party), one.buys ? moreMoney.negate() : moreMoney);
        if (one.isClients()) {
            one.client = one.buys ? one.amount.add(charges) : one.amount.subtract(charges);
            BigDecimal more = one.client.subtract(client);
            ledger.post(ofClient(one.buys ? 1300 : 2300, one.currency(), one.account),
                one.buys ? more : more.negate());
        }
    }

    /** Brings an order's charges to what its trades cost now, and gives their sum. */
    private BigDecimal charge(Owed one) {
        Map<FeeKind, BigDecimal> target = costs(one);
        BigDecimal sum = BigDecimal.ZERO;
        for (FeeKind kind : TwinFees.KINDS) {
            chargeMore(one, kind, target.get(kind).subtract(one.charged.getOrDefault(kind, BigDecimal.ZERO)));
            sum = sum.add(target.get(kind));
        }
        return sum;
    }

    /** What an order's trades of a day cost by the tables of now. */
    Map<FeeKind, BigDecimal> costs(Owed one) {
        return fees.charges(new TwinFees.Trades(one.account, one.currency(), one.buys, one.date, settles(one),
            units(one.instrument, one.quantity), one.amount));
    }

    static int settles(Owed one) {
        return World.CALENDAR.settlementDate(one.currency(), one.date);
    }

    /** Charges so much more of a kind; what a client pays it with is for the caller. */
    void chargeMore(Owed one, FeeKind kind, BigDecimal more) {
        one.charged.merge(kind, more, BigDecimal::add);
        ledger.post(payable(kind, one.currency(), one.account, one.party), more.negate());
        if (!one.isClients()) {
            ledger.post(Key.of(CHARTS.get(kind)[1], one.currency(), one.account), more);
        }
    }

    /** Where a charge is earned or owed on. */
    static Key payable(FeeKind kind, int currency, int account, int party) {
        int chart = CHARTS.get(kind)[0];
        return switch (kind) {
            case COMMISSION -> Key.of(chart, currency, account);
            case EXCHANGE -> new Key(chart, currency, 0, party, 0, Capacity.OWN);
            default -> Key.of(chart, currency, 0);
        };
    }

    /** The next day is open; of the one before nothing is busted or corrected any more. */
    void openDay(int next) {
        owed.values().removeIf(one -> one.date < date - REMEMBERED);
        settlement.endDay();
        days.raised(exceptions.size());
        days.closed(date);
        today.clear();
        cleared.clear();
        lots.closeDay();
        date = next;
    }
}
