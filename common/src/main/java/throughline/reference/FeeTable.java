package throughline.reference;

import throughline.message.AccountKind;
import throughline.message.ChargeDate;
import throughline.message.ChargedSides;
import throughline.message.FeeKind;
import throughline.message.FeeStatedEncoder;
import throughline.message.JournalRecord;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/** The dated fee tables: a row is in force from its first to its last day. One thread. */
public final class FeeTable implements State {
    private final FeeRows rows = new FeeRows();
    private final FeeSum sum = new FeeSum(rows);
    private int version;

    /**
     * Takes up a {@code FeeDefined} or {@code FeeStated}, which are laid out alike; in the place of the row with the
     * same kind, accounts, currency, sides and first day, if there is one.
     */
    public void define(JournalRecord record) {
        rows.define(record);
        version++;
    }

    /** Another number after each change, by which who remembers a row knows that it may be another; no state. */
    public int version() {
        return version;
    }

    /** Writes a row into a record of the front's, which no more is to be written into. */
    public void encode(int row, FeeStatedEncoder encoder) {
        rows.encode(row, encoder);
    }

    /** Whether the row a record asks for is there. */
    public boolean has(JournalRecord record) {
        return row(record) != Table.NONE;
    }

    /** The row of a record's kind, accounts, currency, sides and first day; {@link Table#NONE}: there is none. */
    public int row(JournalRecord record) {
        return rows.find(record);
    }

    /** Rows run from 0 to below this. */
    public int end() {
        return rows.end();
    }

    /**
     * The row in force for an order's trades of a date: one for the account before one for all, then one for its kind,
     * then one for the currency; of those the latest, and last one for its side alone.
     *
     * @param tradeDate epoch days
     * @param settlementDate epoch days; the row says which of the two it goes by
     * @return {@link Table#NONE}: nothing is charged
     */
    public int find(FeeKind kind, AccountKind accountKind, int accountId, int currency, boolean sale, int tradeDate,
        int settlementDate) {
        int found = Table.NONE;
        for (int row = 0; row < rows.end(); row++) {
            boolean fits = rows.get(row, FeeRows.KIND) == kind.value()
                && isFor(row, FeeRows.ACCOUNT_KIND, accountKind.value()) && isFor(row, FeeRows.ACCOUNT, accountId)
                && isFor(row, FeeRows.CURRENCY, currency) && isFor(row, FeeRows.SIDES, sides(sale).value())
                && isInForce(row, tradeDate, settlementDate);
            if (fits && (found == Table.NONE || goesBefore(row, found))) {
                found = row;
            }
        }
        return found;
    }

    private static ChargedSides sides(boolean sale) {
        return sale ? ChargedSides.SELLS : ChargedSides.BUYS;
    }

    private boolean isFor(int row, int column, int value) {
        long only = rows.get(row, column);
        return only == FeeRows.ANY || only == value;
    }

    private boolean isInForce(int row, int tradeDate, int settlementDate) {
        boolean settles = rows.get(row, FeeRows.CHARGE_DATE) == ChargeDate.SETTLEMENT.value();
        int date = settles ? settlementDate : tradeDate;
        return rows.get(row, FeeRows.FROM) <= date && date <= rows.get(row, FeeRows.TO);
    }

    private boolean goesBefore(int row, int other) {
        int narrower = Integer.compare(narrowness(row), narrowness(other));
        int later = Long.compare(rows.get(row, FeeRows.FROM), rows.get(other, FeeRows.FROM));
        return narrower > 0 || narrower == 0
            && (later > 0 || later == 0 && rows.get(other, FeeRows.SIDES) == FeeRows.ANY);
    }

    private int narrowness(int row) {
        return (rows.get(row, FeeRows.ACCOUNT) == FeeRows.ANY ? 0 : 4)
            + (rows.get(row, FeeRows.ACCOUNT_KIND) == FeeRows.ANY ? 0 : 2)
            + (rows.get(row, FeeRows.CURRENCY) == FeeRows.ANY ? 0 : 1);
    }

    /**
     * What a row charges an order for its trades of a date: its rates, those of its tiers on the parts above them,
     * rounded once; then its charge an order; then held between its bounds. Nothing at all, no minimum either, where
     * the notional is not above what the row asks for.
     *
     * @param quantity of the order's trades of the date, in the instrument's quantity scale
     * @param notionalMinor of the same trades
     * @return minor units
     * @throws ArithmeticException when it does not fit
     */
    public long charge(int row, long quantity, long notionalMinor, int quantityScale, int currencyScale) {
        return sum.charge(row, quantity, notionalMinor, quantityScale, currencyScale);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        version++;
    }
}
