package throughline.exposure;

import throughline.limit.RiskDay;
import throughline.limit.ScopeCells;
import throughline.message.JournalRecord;
import throughline.message.MarksMovedDecoder;
import throughline.message.ScopeKind;
import throughline.reference.Instruments;
import throughline.reference.Money;
import throughline.reference.Rates;
import throughline.reference.Scope;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * P, B and S: executed, working buys and working sells, by holder and instrument, each at its mark. Holders are
 * accounts, desks, the firm and strategies; a row's scope is {@link Scope#holding}; of a strategy nothing works. The
 * street is in none. Quantities are in the instrument's scale. What a row is worth goes to {@link Gross}, what it
 * earned to {@link Profit}, with every change. One thread.
 */
public final class Holdings implements State {
    /** What {@link #read} puts down, one after another. */
    public static final int ROW = 0;
    public static final int POSITION = 1;
    public static final int BUYS = 2;
    public static final int SELLS = 3;
    /** Of no row: of no meaning, as the next. */
    public static final int MARK = 4;
    public static final int RATE = 5;
    /** How many numbers that is. */
    public static final int READ = 6;

    /** Account, desk and firm: where an order works. */
    private static final int LEVELS = 3;

    private final Table rows;
    private final ScopeCells held = new ScopeCells(Worth.HELD);
    private final Instruments instruments;
    private final Gross gross;
    private final Profit profit;
    private final Valuation valuation;
    private final Worth worth;
    private final Marks marks = new Marks();
    private final MarksMovedDecoder moved = new MarksMovedDecoder();
    private long heldBefore;
    /** Of no meaning, see {@link Exposures#readAhead}. */
    private long issuersRead;

    Holdings(int expected, Instruments instruments, Rates rates, RiskDay day, Gross gross, Profit profit) {
        rows = new Table(Worth.COLUMNS, expected);
        this.instruments = instruments;
        this.gross = gross;
        this.profit = profit;
        valuation = new Valuation(instruments, rates, day);
        worth = new Worth(rows, held, valuation, gross, profit);
    }

    /** Row of a holding; {@link Table#NONE}: all is 0. */
    public int row(long holding) {
        long place = held.find(holding);
        return place == Table.NONE ? Table.NONE : held.row(place);
    }

    /**
     * Puts down all that a check asks of a holding, in one go, for it is far away.
     *
     * @param id the holder's
     * @param to where it goes, from there on, as {@link #ROW} and what follows have it
     */
    public void read(ScopeKind kind, int id, int instrumentId, long[] to, int from) {
        long place = held.find(kind.value(), id, instrumentId);
        if (place == Table.NONE) {
            to[from + ROW] = Table.NONE;
            to[from + POSITION] = 0;
            to[from + BUYS] = 0;
            to[from + SELLS] = 0;
            return;
        }
        long[] cells = held.cells(place);
        int at = ScopeCells.start(place);
        to[from + ROW] = held.row(place);
        to[from + POSITION] = Sums.get(cells, at + Worth.POSITION);
        to[from + BUYS] = cells[at + Worth.BUYS];
        to[from + SELLS] = cells[at + Worth.SELLS];
        to[from + MARK] = cells[at + Worth.MARK];
        to[from + RATE] = cells[at + Worth.RATE];
    }

    /**
     * What a side of a holding that was read would be worth in the base currency, at its mark, or at the price of now
     * where there is no holding yet.
     *
     * @param quantity position and what works on that side; {@link Money#OVERFLOW}, of either sign: it does not fit
     * @return below 0: short; {@link Money#OVERFLOW}: it cannot be told
     */
    public long sideAt(long[] read, int from, int instrumentId, long quantity) {
        if (quantity == Money.OVERFLOW || quantity == -Money.OVERFLOW) {
            return Money.OVERFLOW;
        }
        return read[from + ROW] == Table.NONE
            ? valuation.value(instrumentId, quantity, valuation.priceE8(instrumentId), valuation.rateE8(instrumentId))
            : valuation.value(instrumentId, quantity, read[from + MARK], read[from + RATE]);
    }

    /** Executed: what is held, below 0 what is short; plus or minus {@link Money#OVERFLOW} when it does not fit. */
    public long position(int row) {
        return row == Table.NONE ? 0 : worth.position(row);
    }

    /** Sum of what working buys may still execute. */
    public long buys(int row) {
        return row == Table.NONE ? 0 : worth.get(row, Worth.BUYS);
    }

    /** Sum of what working sells may still execute. */
    public long sells(int row) {
        return row == Table.NONE ? 0 : worth.get(row, Worth.SELLS);
    }

    /** Scope of a row. */
    public long key(int row) {
        return rows.get(row, Worth.KEY);
    }

    /** Row numbers run below this. */
    public int end() {
        return rows.end();
    }

    /** The price it is valued at, x 10^-8; 0: there was none. */
    public long markE8(int row) {
        return worth.get(row, Worth.MARK);
    }

    /** What a unit of its currency is taken for in the base currency, x 10^-8; 0: there was no rate. */
    public long rateE8(int row) {
        return worth.get(row, Worth.RATE);
    }

    /** What closing it earned on this date, by average cost and before fees, minor units of the base currency. */
    public long realisedMinor(int row) {
        return rows.get(row, Worth.REALISED_BASE);
    }

    /** What it earned beside that, before fees; {@link Money#OVERFLOW}: it cannot be told. */
    public long unrealisedMinor(int row) {
        return worth.unrealisedMinor(row);
    }

    /** What its executions of this date were charged, minor units of the base currency. */
    public long dayFees(int row) {
        return rows.get(row, Worth.FEES_BASE);
    }

    /** All of its numbers in money. */
    public Worth worth() {
        return worth;
    }

    /** Which instruments wait for their holdings to be marked anew. */
    public Marks marks() {
        return marks;
    }

    /** A hold counts from here (1), or no longer (-1), as it is. */
    void count(Holds holds, int hold, int sign) {
        long by = sign * holds.held(hold);
        if (by == 0 && sign < 0) {
            return;
        }
        boolean sells = holds.sells(hold);
        reachAll(holds, hold);
        if (by == 0) {
            return;
        }
        long ofAccount = place(holds, hold, 0);
        long ofDesk = place(holds, hold, 1);
        long ofFirm = place(holds, hold, 2);
        issuersRead += readIssuer(ofAccount) + readIssuer(ofDesk) + readIssuer(ofFirm);
        worth.turnTo(holds.instrumentId(hold), ofAccount);
        worth.work(ofAccount, sells, by);
        worth.work(ofDesk, sells, by);
        worth.work(ofFirm, sells, by);
    }

    private long place(Holds holds, int hold, int level) {
        return held.findOf(holds.holder(hold, level), holds.instrumentId(hold));
    }

    /** A cell of each line that an execution touches of a hold's rows, as {@link Exposures#readAhead} asks for it. */
    long readAhead(Holds holds, int hold) {
        int ofAccount = holds.holding(hold, 0);
        int ofDesk = holds.holding(hold, 1);
        int ofFirm = holds.holding(hold, 2);
        return ofAccount == Table.NONE ? 0 : readRow(ofAccount) + readRow(ofDesk) + readRow(ofFirm)
            + readIssuer(place(holds, hold, 0));
    }

    private long readRow(int row) {
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        return cells[at] + cells[at + Worth.REALISED_BASE] + cells[at + Worth.FLAWED];
    }

    private long readIssuer(long place) {
        return gross.readIssuer((int) held.get(place, Worth.GROSS_ROWS));
    }

    /** Bought or sold, and so much less may execute of the order's hold. */
    void execute(Exposures.Execution execution, Holds holds) {
        long ofAccount = place(execution, holds, 0);
        long ofDesk = place(execution, holds, 1);
        long ofFirm = place(execution, holds, 2);
        worth.turnTo(execution.instrumentId, ofAccount);
        execute(execution, row(execution, holds, 0, ofAccount), ofAccount);
        execute(execution, row(execution, holds, 1, ofDesk), ofDesk);
        execute(execution, row(execution, holds, 2, ofFirm), ofFirm);
        if (execution.strategyId != 0) {
            long place = reach(Scope.of(ScopeKind.STRATEGY, execution.strategyId, execution.instrumentId));
            worth.execute(held.row(place), place, execution.by, 0, execution.moneyMinor, execution.feesMinor);
        }
    }

    private void execute(Exposures.Execution execution, int row, long place) {
        worth.execute(row, place, execution.by, execution.working, execution.moneyMinor, execution.feesMinor);
    }

    private long place(Exposures.Execution execution, Holds holds, int level) {
        return execution.hold == Table.NONE
            ? reach(key(level, execution.accountId, execution.deskId, execution.instrumentId))
            : place(holds, execution.hold, level);
    }

    /** A hold remembers it: both lines of memory can be asked for at once. */
    private int row(Exposures.Execution execution, Holds holds, int level, long place) {
        return execution.hold == Table.NONE ? held.row(place) : holds.holding(execution.hold, level);
    }

    private static long key(int level, int accountId, int deskId, int instrumentId) {
        return level == 0 ? Scope.pair(accountId, instrumentId)
            : level == 1 ? Scope.of(ScopeKind.DESK, deskId, instrumentId)
            : Scope.of(ScopeKind.FIRM, 0, instrumentId);
    }

    /** A hold's rows are looked for once, and the hold remembers them. */
    private void reachAll(Holds holds, int hold) {
        for (int level = 0; level < LEVELS && holds.holding(hold, level) == Table.NONE; level++) {
            long place = reach(key(level, holds.accountId(hold), holds.deskId(hold), holds.instrumentId(hold)));
            holds.setHolding(hold, level, held.row(place), ScopeCells.holder(place));
        }
    }

    /** The ledger says what an account holds. */
    public void state(int accountId, int deskId, int instrumentId, long quantity) {
        heldBefore = position(row(Scope.pair(accountId, instrumentId)));
        long by = Math.subtractExact(quantity, heldBefore);
        for (int level = 0; level < LEVELS && by != 0; level++) {
            worth.state(held.row(reach(key(level, accountId, deskId, instrumentId))), by);
        }
    }

    /** The ledger says that what an account holds changed otherwise than by a trade: at its mark, for no fee. */
    public void move(int accountId, int deskId, int instrumentId, long by) {
        long ofAccount = reach(Scope.pair(accountId, instrumentId));
        long money = valuation.money(instrumentId, Math.abs(by), markE8(held.row(ofAccount)));
        worth.turnTo(instrumentId, ofAccount);
        for (int level = 0; level < LEVELS; level++) {
            long place = reach(key(level, accountId, deskId, instrumentId));
            worth.execute(held.row(place), place, by, 0, money, 0);
        }
    }

    /** What was held of that of which the ledger spoke last, before it did. */
    public long heldBefore() {
        return heldBefore;
    }

    private long reach(long holding) {
        long place = held.find(holding);
        return place == Table.NONE ? add(holding) : place;
    }

    private long add(long holding) {
        int row = rows.add();
        rows.set(row, Worth.KEY, holding);
        long place = held.add(holding, row);
        int instrument = Scope.instrumentId(holding);
        worth.begin(row, instruments.issuerId(instrument));
        int second = marks.chain(instrument, row, markE8(row), rateE8(row));
        rows.set(row, Worth.NEXT, second);
        return place;
    }

    /** An instrument's reference price moved: its holdings are to be marked anew. */
    public void priceMoved(int instrumentId, long timeNs) {
        marks.moved(instrumentId, valuation.priceE8(instrumentId), valuation.rateE8(instrumentId), timeNs);
    }

    /** A currency's rate moved: the holdings of all its instruments are to be marked anew. */
    public void rateMoved(int currency, long timeNs) {
        for (int id = 1; id < instruments.end(); id++) {
            if (instruments.isKnown(id) && instruments.currency(id) == currency) {
                priceMoved(id, timeNs);
            }
        }
    }

    /** An instrument was stated: with another multiplier, currency or issuer its holdings are to be marked anew. */
    public void instrumentStated(int instrumentId, long oldMultiplier, int oldCurrency, int oldIssuer, long timeNs) {
        boolean same = instruments.multiplier(instrumentId) == oldMultiplier
            && instruments.currency(instrumentId) == oldCurrency && instruments.issuerId(instrumentId) == oldIssuer;
        valuation.forget(instrumentId);
        if (!same) {
            marks.restated(instrumentId, timeNs);
        }
    }

    /** The holding of an instrument whose turn to be marked is next, as it waits. */
    public int firstToMark(int instrumentId) {
        return marks.next(instrumentId);
    }

    /** The holding whose turn is after another's; {@link Table#NONE}: none. */
    public int afterInMarking(int row) {
        return (int) rows.get(row, Worth.NEXT);
    }

    /** Takes up a {@code MarksMoved}: those holdings are valued at its price and rate from here. */
    public void marksMoved(JournalRecord record) {
        moved.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int instrument = moved.instrumentId();
        long priceE8 = moved.priceE8();
        long rateE8 = moved.rateE8();
        boolean last = moved.isLast() != 0;
        int issuer = instruments.issuerId(instrument);
        int turn = marks.isWaiting(instrument) ? firstToMark(instrument) : Table.NONE;
        int next = Table.NONE;
        for (MarksMovedDecoder.HoldingsDecoder holding : moved.holdings()) {
            long key = holding.holding();
            int row = turn != Table.NONE && key(turn) == key ? turn : row(key);
            if (row != Table.NONE) {
                worth.mark(row, priceE8, rateE8, issuer);
                next = afterInMarking(row);
                turn = next;
            }
        }
        marks.taken(instrument, priceE8, rateE8, last ? Table.NONE : next);
    }

    /** A new date: what is held now at its mark is what it starts from. */
    public void dayOpened() {
        for (int row = 0; row < rows.end(); row++) {
            worth.dayOpened(row);
        }
        profit.dayOpened();
        gross.dayOpened();
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        for (int row = 0; row < rows.end(); row++) {
            long place = held.find(key(row));
            sink.putLongs(held.cells(place), ScopeCells.start(place), Worth.HELD);
        }
        marks.save(sink);
        sink.putLong(heldBefore);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        held.clear();
        for (int row = 0; row < rows.end(); row++) {
            long place = held.add(key(row), row);
            source.getLongs(held.cells(place), ScopeCells.start(place), Worth.HELD);
        }
        marks.load(source);
        heldBefore = source.getLong();
        valuation.forgetAll();
    }
}
