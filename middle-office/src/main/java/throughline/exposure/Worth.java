package throughline.exposure;

import throughline.limit.ScopeCells;
import throughline.message.ScopeKind;
import throughline.reference.Exact;
import throughline.reference.Money;
import throughline.reference.Scope;
import throughline.state.Table;

/**
 * What each row of {@link Holdings} is worth and has earned, at its mark: the columns of money beside the quantities.
 * What a row contributes to its holder's {@link Gross} and {@link Profit} stands in the row, so that a change moves the
 * sums by the difference. Amounts are minor units, of the base currency unless it says otherwise. One thread.
 */
public final class Worth {
    /**
     * Numbers that each check reads, then those that each order changes, apart from the rest of a row: see
     * {@link ScopeCells}. A position is one of {@link Sums}: a strategy's may be beyond a long.
     */
    static final int POSITION = 0;
    static final int BUYS = 2;
    static final int SELLS = 3;
    static final int MARK = 4;
    static final int RATE = 5;
    /** The row of its holder's {@link Gross}, above that of its issuer's part. */
    static final int GROSS_ROWS = 6;
    /** Contributions; {@link Money#OVERFLOW}: the row is broken, and contributes nothing. */
    private static final int LONG = 7;
    private static final int SHORT = 8;
    static final int HELD = 9;

    /** Columns of a row: what marks and executions change. */
    static final int KEY = 0;
    /** The next row of the same instrument. */
    static final int NEXT = 1;
    /** In the instrument's currency: received less paid since the start of the date, fees, cost of what is held. */
    private static final int CASH = 2;
    private static final int FEES = 3;
    private static final int COST = 4;
    private static final int REALISED = 5;
    private static final int TOTAL = 6;
    static final int REALISED_BASE = 7;
    static final int FEES_BASE = 8;
    private static final int PROFIT_ROW = 9;
    /** Value of the position at the start of the date. */
    private static final int START = 10;
    /** 1: an amount of this date did not fit. */
    static final int FLAWED = 11;
    static final int COLUMNS = 12;

    /** An amount beyond this is as good as one that does not fit; a few of them can be added. */
    private static final long MOST = 1L << 60;

    /** A power of two: sums of so few quantities are ints. */
    private static final long SMALL = 1L << 29;

    private final Table rows;
    private final ScopeCells held;
    private final Valuation valuation;
    private final Gross gross;
    private final Profit profit;
    /** Of what is told now: its instrument, whether its currency is the firm's, and a unit's whole value at a mark. */
    private int instrument;
    private boolean isBase;
    private long unit;
    private long unitMark;

    Worth(Table rows, ScopeCells held, Valuation valuation, Gross gross, Profit profit) {
        this.rows = rows;
        this.held = held;
        this.valuation = valuation;
        this.gross = gross;
        this.profit = profit;
    }

    /** A new row: marked at the price of now. */
    void begin(int row, int issuerId) {
        int instrument = instrument(row);
        long holder = Scope.holder(rows.get(row, KEY));
        boolean works = Scope.kind(holder) != ScopeKind.STRATEGY;
        held.set(place(row), MARK, valuation.priceE8(instrument));
        held.set(place(row), RATE, valuation.rateE8(instrument));
        rows.set(row, PROFIT_ROW, profit.reach(holder));
        held.set(place(row), GROSS_ROWS, works
            ? grossRows(gross.reach(holder), gross.reachIssuer(holder, issuerId)) : grossRows(Table.NONE, Table.NONE));
    }

    private static long grossRows(int holder, int issuer) {
        return (long) holder << Integer.SIZE | issuer & 0xFFFFFFFFL;
    }

    private static int grossRow(long both) {
        return (int) (both >> Integer.SIZE);
    }

    /** What is told next is of that instrument, and most of its rows are marked as that at this place. */
    void turnTo(int instrumentId, long place) {
        instrument = instrumentId;
        unitMark = held.get(place, MARK);
        isBase = valuation.isBase(instrumentId);
        unit = isBase ? valuation.unit(instrumentId, unitMark) : 0;
    }

    private void turnTo(int row) {
        turnTo(instrument(row), place(row));
    }

    private long place(int row) {
        return held.find(rows.get(row, KEY));
    }

    /** One of a row's numbers that stand apart. */
    long get(int row, int number) {
        return held.get(place(row), number);
    }

    /** What is held, below 0 what is short; plus or minus {@link Money#OVERFLOW} when it does not fit. */
    long position(int row) {
        long place = place(row);
        return Sums.get(held.cells(place), ScopeCells.start(place) + POSITION);
    }

    private int instrument(int row) {
        return Scope.instrumentId(rows.get(row, KEY));
    }

    /** So much more, or less, may execute on one side; of the instrument it was turned to. */
    void work(long place, boolean sells, long by) {
        long[] now = held.cells(place);
        int here = ScopeCells.start(place);
        int number = here + (sells ? SELLS : BUYS);
        long working = Math.addExact(now[number], by);
        now[number] = working;
        long worth = isPlain(now, here) ? (now[here + POSITION] + (sells ? -working : working)) * unit
            : side(now, here, sells ? -working : working);
        expose(now, here, sells ? now[here + LONG] : worth, sells ? worth : now[here + SHORT]);
    }

    /**
     * Bought (above 0) or sold; of the instrument it was turned to.
     *
     * @param working how much more, or less, may execute on that side
     * @param moneyMinor what that cost or brought, in the instrument's currency; {@link Money#OVERFLOW}: does not fit
     */
    void execute(int row, long place, long by, long working, long moneyMinor, long feesMinor) {
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        long[] now = held.cells(place);
        int here = ScopeCells.start(place);
        int number = here + (by < 0 ? SELLS : BUYS);
        now[number] = Math.addExact(now[number], working);
        if (moneyMinor == Money.OVERFLOW) {
            cells[at + FLAWED] = 1;
        } else {
            long received = by < 0 ? moneyMinor : -moneyMinor;
            raise(cells, at, CASH, received);
            if (feesMinor != 0) {
                raise(cells, at, FEES, feesMinor);
            }
            carry(cells, at, Sums.get(now, here + POSITION), by, received);
        }
        Sums.add(now, here + POSITION, by);
        value(cells, at, now, here);
    }

    /** Average cost: what opens adds what it cost, what closes takes its part of that away and realises the rest. */
    private static void carry(long[] cells, int at, long held, long by, long received) {
        if (held == 0 || held > 0 == by > 0) {
            raise(cells, at, COST, -received);
            return;
        }
        long closed = Math.min(Math.abs(held), Math.abs(by));
        long cost = part(cells[at + COST], closed, Math.abs(held));
        long back = part(received, closed, Math.abs(by));
        raise(cells, at, REALISED, Sums.plus(back, -cost));
        raise(cells, at, COST, -cost);
        raise(cells, at, COST, back - received);
    }

    private static long part(long amount, long of, long whole) {
        if (of == whole) {
            return amount;
        }
        long part = Exact.floor(Math.abs(amount), of, whole);
        return amount < 0 ? -part : part;
    }

    private static void raise(long[] cells, int at, int column, long by) {
        long sum = Sums.plus(cells[at + column], by);
        if (sum > MOST || sum < -MOST) {
            cells[at + FLAWED] = 1;
        } else {
            cells[at + column] = sum;
        }
    }

    /** The ledger holds so much more, or less: carried at its mark. */
    void state(int row, long by) {
        turnTo(row);
        long place = place(row);
        Sums.add(held.cells(place), ScopeCells.start(place) + POSITION, by);
        carryAtMark(row);
        value(row, place);
    }

    private void carryAtMark(int row) {
        long cost = valuation.minor(instrument(row), position(row), get(row, MARK));
        rows.set(row, COST, isKnown(cost) ? cost : 0);
        if (!isKnown(cost)) {
            rows.set(row, FLAWED, 1);
        }
    }

    /** It is valued at that price and rate from here, and counts for that issuer. */
    void mark(int row, long priceE8, long rateE8, int issuerId) {
        long place = place(row);
        held.set(place, MARK, priceE8);
        held.set(place, RATE, rateE8);
        turnTo(instrument(row), place);
        if (grossRow(held.get(place, GROSS_ROWS)) != Table.NONE) {
            takeIssuer(row, place, issuerId);
        }
        value(row, place);
    }

    private void takeIssuer(int row, long place, int issuerId) {
        long both = held.get(place, GROSS_ROWS);
        int before = (int) both;
        int issuerBefore = before == Table.NONE ? 0 : gross.issuerId(before);
        if (issuerId != issuerBefore) {
            int issuer = gross.reachIssuer(Scope.holder(rows.get(row, KEY)), issuerId);
            gross.addIssuer(before, -grossMinor(row));
            gross.addIssuer(issuer, grossMinor(row));
            held.set(place, GROSS_ROWS, grossRows(grossRow(both), issuer));
        }
    }

    /** A new date: it starts from what it is worth at its mark. */
    void dayOpened(int row) {
        turnTo(row);
        long start = valueMinor(row);
        rows.set(row, FLAWED, isKnown(start) ? 0 : 1);
        rows.set(row, START, isKnown(start) ? start : 0);
        rows.set(row, CASH, 0);
        rows.set(row, FEES, 0);
        rows.set(row, REALISED, 0);
        carryAtMark(row);
        earn(rows.cells(row), rows.start(row), start, get(row, RATE));
    }

    private static boolean isKnown(long amount) {
        return amount <= MOST && amount >= -MOST;
    }

    private void value(int row, long place) {
        value(rows.cells(row), rows.start(row), held.cells(place), ScopeCells.start(place));
    }

    private void value(long[] cells, int at, long[] now, int here) {
        if (isPlain(now, here)) {
            long value = now[here + POSITION] * unit;
            expose(now, here, value + now[here + BUYS] * unit, value - now[here + SELLS] * unit);
            earn(cells, at, value, now[here + RATE]);
        } else {
            expose(now, here, side(now, here, now[here + BUYS]), side(now, here, -now[here + SELLS]));
            earn(cells, at, worth(now, here, Sums.get(now, here + POSITION)), now[here + RATE]);
        }
    }

    /** Whether all its quantities are worth a product that fits: so small, and marked as most are. */
    private boolean isPlain(long[] now, int here) {
        long all = now[here + POSITION] + SMALL | now[here + BUYS] | now[here + SELLS];
        return (all & -2 * SMALL) == 0 && now[here + POSITION + 1] == 0 && now[here + MARK] == unitMark && unit != 0;
    }

    /** Value at the mark of the position and what works on a side: above 0 buys, below 0 sells. */
    private long side(long[] now, int here, long working) {
        long quantity = Sums.plus(Sums.get(now, here + POSITION), working);
        return Math.abs(quantity) == Money.OVERFLOW ? Money.OVERFLOW : worth(now, here, quantity);
    }

    private long worth(long[] now, int here, long quantity) {
        return valuation.value(instrument, quantity, now[here + MARK], now[here + RATE]);
    }

    private void expose(long[] now, int here, long longs, long shorts) {
        long to = now[here + GROSS_ROWS];
        if (to >= 0) {
            gross.move(grossRow(to), (int) to, now[here + LONG], now[here + SHORT], longs, shorts);
            now[here + LONG] = longs;
            now[here + SHORT] = shorts;
        }
    }

    /**
     * What it contributes to profit: value now less value at the start, and what was received less fees. The start is
     * fixed at its own rate; all else moves with the rate it is marked at.
     */
    private void earn(long[] cells, int at, long value, long rate) {
        long total = profitOf(cells, at, value, rate);
        boolean fits = total != Money.OVERFLOW;
        contribute(cells, at, total, fits ? known(base(cells[at + REALISED], rate)) : 0,
            fits ? known(base(cells[at + FEES], rate)) : 0);
    }

    /** An amount that {@link #raise} keeps, or the difference of two. */
    private long base(long minor, long rate) {
        return isBase ? minor : valuation.base(instrument, minor, rate);
    }

    private void contribute(long[] cells, int at, long total, long realised, long fees) {
        long old = cells[at + TOTAL];
        profit.move((int) cells[at + PROFIT_ROW], known(total) - known(old), realised - cells[at + REALISED_BASE],
            fees - cells[at + FEES_BASE], (total == Money.OVERFLOW ? 1 : 0) - (old == Money.OVERFLOW ? 1 : 0));
        cells[at + TOTAL] = total;
        cells[at + REALISED_BASE] = realised;
        cells[at + FEES_BASE] = fees;
    }

    private static long known(long amount) {
        return amount == Money.OVERFLOW ? 0 : amount;
    }

    /** Its value once all buys have executed, short below 0; {@link Money#OVERFLOW}: broken. Not of a strategy's. */
    public long longMinor(int row) {
        return get(row, LONG);
    }

    /** Its value once all sells have executed, short below 0; {@link Money#OVERFLOW}: broken. Not of a strategy's. */
    public long shortMinor(int row) {
        return get(row, SHORT);
    }

    /** What it contributes to its holder's gross: the larger of both, as it counts; 0: it is broken. */
    public long grossMinor(int row) {
        return Gross.larger(longMinor(row), shortMinor(row));
    }

    /** Value of the position alone at its mark, short below 0; {@link Money#OVERFLOW}: it cannot be told. */
    public long valueMinor(int row) {
        return valuation.value(instrument(row), position(row), get(row, MARK), get(row, RATE));
    }

    /** What it earned, or below 0 lost, on this date, after fees; {@link Money#OVERFLOW}: it cannot be told. */
    public long profitMinor(int row) {
        return rows.get(row, TOTAL);
    }

    /** The row of its holder's {@link Profit}. */
    public int profitRow(int row) {
        return (int) rows.get(row, PROFIT_ROW);
    }

    /** What it earned beside that, before fees; {@link Money#OVERFLOW}: it cannot be told. */
    public long unrealisedMinor(int row) {
        long total = rows.get(row, TOTAL);
        return total == Money.OVERFLOW ? total : total + rows.get(row, FEES_BASE) - rows.get(row, REALISED_BASE);
    }

    /** What sales of this date brought, less what purchases cost, in the instrument's currency. */
    public long dayCash(int row) {
        return rows.get(row, CASH);
    }

    /** What is held cost, by average since the start of the date, in the instrument's currency; below 0: short. */
    public long costMinor(int row) {
        return rows.get(row, COST);
    }

    /**
     * What a holding would earn if it were marked so.
     *
     * @return {@link Money#OVERFLOW} where {@link #profitMinor} would be it
     */
    public long profitAt(int row, long priceE8, long rateE8) {
        turnTo(row);
        long value = valuation.value(instrument, position(row), priceE8, rateE8);
        return profitOf(rows.cells(row), rows.start(row), value, rateE8);
    }

    private long profitOf(long[] cells, int at, long value, long rateE8) {
        long cash = base(cells[at + CASH] - cells[at + FEES], rateE8);
        boolean fits = cells[at + FLAWED] == 0 && isKnown(value) && isKnown(cash);
        long total = fits ? value - cells[at + START] + cash : Money.OVERFLOW;
        return isKnown(total) ? total : Money.OVERFLOW;
    }

    /** As {@link Holdings#sideAt}, of a holding marked at another price. */
    public long sideAtPrice(int row, long quantity, long priceE8) {
        return valuation.value(instrument(row), quantity, priceE8, get(row, RATE));
    }
}
