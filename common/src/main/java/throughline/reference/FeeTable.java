package throughline.reference;

import java.math.BigInteger;
import java.math.RoundingMode;
import throughline.message.AccountKind;
import throughline.message.ChargedSides;
import throughline.message.FeeDefinedDecoder;
import throughline.message.FeeKind;
import throughline.message.FeeStatedEncoder;
import throughline.message.JournalRecord;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/** The dated fee tables: a row is in force from its first to its last day. One thread. */
public final class FeeTable implements State {
    private static final int FROM = 0;
    private static final int TO = 1;
    private static final int PER_NOTIONAL = 2;
    private static final int PER_UNIT = 3;
    private static final int PER_ORDER = 4;
    private static final int MINIMUM = 5;
    private static final int MAXIMUM = 6;
    private static final int KIND = 7;
    private static final int ACCOUNT_KIND = 8;
    private static final int SELLS_ONLY = 9;
    private static final int ROUNDS_UP = 10;
    private static final int COLUMNS = 11;
    private static final int ALL_ACCOUNTS = 0;

    private final Table rows = new Table(COLUMNS, 64);
    private final FeeDefinedDecoder decoder = new FeeDefinedDecoder();

    /** Takes up a {@code FeeDefined} or {@code FeeStated}, which are laid out alike. */
    public void define(JournalRecord record) {
        decode(record);
        int row = rows.add();
        rows.set(row, FROM, decoder.fromDate());
        rows.set(row, TO, decoder.toDate() == FeeDefinedDecoder.toDateNullValue()
            ? Integer.MAX_VALUE : decoder.toDate());
        rows.set(row, PER_NOTIONAL, decoder.ratePerNotionalE8());
        rows.set(row, PER_UNIT, decoder.ratePerUnitE8());
        rows.set(row, PER_ORDER, decoder.perOrderMinor());
        rows.set(row, MINIMUM, decoder.minimumMinor());
        rows.set(row, MAXIMUM, decoder.maximumMinor() == FeeDefinedDecoder.maximumMinorNullValue()
            ? Long.MAX_VALUE : decoder.maximumMinor());
        rows.set(row, KIND, decoder.kindRaw());
        rows.set(row, ACCOUNT_KIND, accountKind());
        rows.set(row, SELLS_ONLY, decoder.sides() == ChargedSides.SELLS ? 1 : 0);
        rows.set(row, ROUNDS_UP, decoder.roundsUp());
    }

    private void decode(JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
    }

    private int accountKind() {
        int kind = decoder.accountKindRaw();
        return kind == AccountKind.NULL_VAL.value() ? ALL_ACCOUNTS : kind;
    }

    /** Writes a row into a record of the front's. */
    public void encode(int row, FeeStatedEncoder encoder) {
        long to = rows.get(row, TO);
        long maximum = rows.get(row, MAXIMUM);
        long accountKind = rows.get(row, ACCOUNT_KIND);
        encoder.fromDate((int) rows.get(row, FROM))
            .toDate(to == Integer.MAX_VALUE ? FeeStatedEncoder.toDateNullValue() : (int) to)
            .ratePerNotionalE8(rows.get(row, PER_NOTIONAL)).ratePerUnitE8(rows.get(row, PER_UNIT))
            .perOrderMinor(rows.get(row, PER_ORDER)).minimumMinor(rows.get(row, MINIMUM))
            .maximumMinor(maximum == Long.MAX_VALUE ? FeeStatedEncoder.maximumMinorNullValue() : maximum)
            .kind(FeeKind.get((short) rows.get(row, KIND)))
            .accountKind(accountKind == ALL_ACCOUNTS ? AccountKind.NULL_VAL : AccountKind.get((short) accountKind))
            .sides(rows.get(row, SELLS_ONLY) == 1 ? ChargedSides.SELLS : ChargedSides.ALL)
            .roundsUp((short) rows.get(row, ROUNDS_UP)).tiersCount(0);
    }

    /** Whether the row a record asks for is there: same kind, same accounts, same first day. */
    public boolean has(JournalRecord record) {
        return row(record) != Table.NONE;
    }

    /** The row of a record's kind, accounts and first day; {@link Table#NONE}: there is none. */
    public int row(JournalRecord record) {
        decode(record);
        for (int row = 0; row < rows.end(); row++) {
            if (rows.get(row, KIND) == decoder.kindRaw() && rows.get(row, FROM) == decoder.fromDate()
                && rows.get(row, ACCOUNT_KIND) == accountKind()) {
                return row;
            }
        }
        return Table.NONE;
    }

    /** Rows run from 0 to below this. */
    public int end() {
        return rows.end();
    }

    /** The row in force, one for the kind of account before one for all; {@link Table#NONE}: none. */
    public int find(FeeKind kind, AccountKind accountKind, boolean sale, int date) {
        int found = Table.NONE;
        for (int row = 0; row < rows.end(); row++) {
            boolean fits = rows.get(row, KIND) == kind.value() && rows.get(row, FROM) <= date
                && rows.get(row, TO) >= date && (sale || rows.get(row, SELLS_ONLY) == 0);
            if (fits && rows.get(row, ACCOUNT_KIND) == accountKind.value()) {
                return row;
            }
            if (fits && rows.get(row, ACCOUNT_KIND) == ALL_ACCOUNTS) {
                found = row;
            }
        }
        return found;
    }

    /**
     * What a row charges, rounded once, then held between its bounds.
     *
     * @throws ArithmeticException when it does not fit
     */
    public long charge(int row, long quantity, long notionalMinor, int quantityScale, int currencyScale) {
        boolean up = rows.get(row, ROUNDS_UP) != 0;
        long perNotional = rows.get(row, PER_NOTIONAL);
        long perUnit = rows.get(row, PER_UNIT);
        long unitDivisor = Money.powerOfTen(8 + quantityScale - currencyScale);
        long variable;
        if (perUnit == 0) {
            variable = Money.product(notionalMinor, perNotional, Money.E8, up);
        } else if (perNotional == 0) {
            variable = Money.product(quantity, perUnit, unitDivisor, up);
        } else {
            variable = sum(notionalMinor, perNotional, quantity, perUnit, unitDivisor, up);
        }
        if (variable == Money.OVERFLOW) {
            throw new ArithmeticException("a fee does not fit");
        }
        long fee = Math.addExact(variable, rows.get(row, PER_ORDER));
        return Math.min(Math.max(fee, rows.get(row, MINIMUM)), rows.get(row, MAXIMUM));
    }

    /** Both rates at once, which the sample firm never has: plain and exact, in one division. */
    private static long sum(long notional, long rate, long quantity, long perUnit, long unitDivisor, boolean up) {
        BigInteger e8 = BigInteger.valueOf(Money.E8);
        BigInteger units = BigInteger.valueOf(unitDivisor);
        BigInteger dividend = BigInteger.valueOf(notional).multiply(BigInteger.valueOf(rate)).multiply(units)
            .add(BigInteger.valueOf(quantity).multiply(BigInteger.valueOf(perUnit)).multiply(e8));
        return new java.math.BigDecimal(dividend)
            .divide(new java.math.BigDecimal(e8.multiply(units)), 0, up ? RoundingMode.UP : RoundingMode.HALF_UP)
            .longValueExact();
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
    }
}
