package throughline.reference;

import throughline.message.AccountKind;
import throughline.message.ChargeDate;
import throughline.message.ChargedSides;
import throughline.message.FeeDefinedDecoder;
import throughline.message.FeeKind;
import throughline.message.FeeStatedEncoder;
import throughline.message.JournalRecord;
import throughline.message.TierBy;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * The rows of the fee tables with their tiers. A row's key is its kind, accounts, currency, sides and first day; the
 * newest definition of a key stands in the place of the one before. One thread.
 */
final class FeeRows implements State {
    static final int FROM = 0;
    static final int TO = 1;
    static final int PER_NOTIONAL = 2;
    static final int PER_UNIT = 3;
    static final int PER_ORDER = 4;
    static final int MINIMUM = 5;
    static final int MAXIMUM = 6;
    static final int KIND = 7;
    static final int ACCOUNT_KIND = 8;
    static final int SIDES = 9;
    static final int ROUNDS_UP = 10;
    static final int CHARGE_DATE = 11;
    static final int TIER_BY = 12;
    static final int CURRENCY = 13;
    static final int ACCOUNT = 14;
    static final int ABOVE = 15;
    private static final int FIRST_TIER = 16;
    private static final int COLUMNS = 17;
    /** Of a tier: where it begins; its rates stand in the columns that a row has them in. */
    private static final int TIER_FROM = 0;
    /** The next tier of a row plus 1; 0: none. */
    private static final int NEXT = 1;
    private static final int TIER_COLUMNS = 4;
    static final int ANY = 0;

    private final Table rows = new Table(COLUMNS, 64);
    private final Table tiers = new Table(TIER_COLUMNS, 64);
    private final FeeDefinedDecoder decoder = new FeeDefinedDecoder();

    /** Takes up a record laid out as {@code FeeDefined} is. */
    void define(JournalRecord record) {
        int known = find(record);
        int row = known == Table.NONE ? rows.add() : known;
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
        rows.set(row, SIDES, decoder.sidesRaw());
        rows.set(row, ROUNDS_UP, decoder.roundsUp());
        rows.set(row, CHARGE_DATE, decoder.chargeDateRaw());
        rows.set(row, TIER_BY, decoder.tierByRaw());
        rows.set(row, CURRENCY, decoder.currency());
        rows.set(row, ACCOUNT, decoder.accountId());
        rows.set(row, ABOVE, decoder.aboveMinor());
        defineTiers(row);
    }

    private int accountKind() {
        int kind = decoder.accountKindRaw();
        return kind == AccountKind.NULL_VAL.value() ? ANY : kind;
    }

    private void defineTiers(int row) {
        for (int tier = firstTier(row); tier != Table.NONE;) {
            int next = nextTier(tier);
            tiers.remove(tier);
            tier = next;
        }
        rows.set(row, FIRST_TIER, 0);
        int before = Table.NONE;
        for (FeeDefinedDecoder.TiersDecoder group = decoder.tiers(); group.hasNext();) {
            group.next();
            int tier = tiers.add();
            tiers.set(tier, TIER_FROM, group.from());
            tiers.set(tier, PER_NOTIONAL, group.ratePerNotionalE8());
            tiers.set(tier, PER_UNIT, group.ratePerUnitE8());
            if (before == Table.NONE) {
                rows.set(row, FIRST_TIER, tier + 1);
            } else {
                tiers.set(before, NEXT, tier + 1);
            }
            before = tier;
        }
    }

    /** The row of a record's key; {@link Table#NONE}: there is none. */
    int find(JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        for (int row = 0; row < rows.end(); row++) {
            if (rows.get(row, KIND) == decoder.kindRaw() && rows.get(row, FROM) == decoder.fromDate()
                && rows.get(row, ACCOUNT_KIND) == accountKind() && rows.get(row, ACCOUNT) == decoder.accountId()
                && rows.get(row, CURRENCY) == decoder.currency() && rows.get(row, SIDES) == decoder.sidesRaw()) {
                return row;
            }
        }
        return Table.NONE;
    }

    int end() {
        return rows.end();
    }

    long get(int row, int column) {
        return rows.get(row, column);
    }

    /** A row's lowest tier; {@link Table#NONE}: it has none. */
    int firstTier(int row) {
        return (int) rows.get(row, FIRST_TIER) - 1;
    }

    /** The tier above another; {@link Table#NONE}: there is none. */
    int nextTier(int tier) {
        return (int) tiers.get(tier, NEXT) - 1;
    }

    /** What a tier is the part above of: minor units, or whole units of quantity. */
    long tierFrom(int tier) {
        return tiers.get(tier, TIER_FROM);
    }

    /** A tier's rate, by the column a row has its own in. */
    long tierRate(int tier, int column) {
        return tiers.get(tier, column);
    }

    /** Writes a row into a record of the front's. */
    void encode(int row, FeeStatedEncoder encoder) {
        long to = rows.get(row, TO);
        long maximum = rows.get(row, MAXIMUM);
        long accountKind = rows.get(row, ACCOUNT_KIND);
        encoder.fromDate((int) rows.get(row, FROM))
            .toDate(to == Integer.MAX_VALUE ? FeeStatedEncoder.toDateNullValue() : (int) to)
            .ratePerNotionalE8(rows.get(row, PER_NOTIONAL)).ratePerUnitE8(rows.get(row, PER_UNIT))
            .perOrderMinor(rows.get(row, PER_ORDER)).minimumMinor(rows.get(row, MINIMUM))
            .maximumMinor(maximum == Long.MAX_VALUE ? FeeStatedEncoder.maximumMinorNullValue() : maximum)
            .kind(FeeKind.get((short) rows.get(row, KIND)))
            .accountKind(accountKind == ANY ? AccountKind.NULL_VAL : AccountKind.get((short) accountKind))
            .sides(ChargedSides.get((short) rows.get(row, SIDES))).roundsUp((short) rows.get(row, ROUNDS_UP))
            .chargeDate(ChargeDate.get((short) rows.get(row, CHARGE_DATE)))
            .tierBy(TierBy.get((short) rows.get(row, TIER_BY))).currency((int) rows.get(row, CURRENCY))
            .accountId((int) rows.get(row, ACCOUNT)).aboveMinor(rows.get(row, ABOVE));
        int count = 0;
        for (int tier = firstTier(row); tier != Table.NONE; tier = nextTier(tier)) {
            count++;
        }
        FeeStatedEncoder.TiersEncoder group = encoder.tiersCount(count);
        for (int tier = firstTier(row); tier != Table.NONE; tier = nextTier(tier)) {
            group.next().from(tierFrom(tier)).ratePerNotionalE8(tierRate(tier, PER_NOTIONAL))
                .ratePerUnitE8(tierRate(tier, PER_UNIT));
        }
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        tiers.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        tiers.load(source);
    }
}
