package throughline.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import throughline.message.AccountKind;
import throughline.message.ChargedSides;
import throughline.message.FeeKind;
import throughline.message.FeeStatedEncoder;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderEncoder;
import throughline.reference.NaiveFees.Row;
import throughline.reference.NaiveFees.Tier;
import throughline.state.StateHash;
import throughline.state.Table;
import throughline.state.Values;

/** The fee tables against numbers of the books, and against a naive twin. */
class FeeTableTest {
    private static final int GBP = 826;
    private static final int USD = 840;
    private static final AccountKind CLIENT = AccountKind.CLIENT;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final FeeTable table = new FeeTable();
    private final NaiveFees naive = new NaiveFees();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4096]);

    private void define(Row row) {
        naive.define(row);
        table.define(record(row));
    }

    private JournalRecord record(Row row) {
        FeeStatedEncoder fee = begin();
        fee.fromDate(row.from()).toDate(row.to() == Integer.MAX_VALUE ? FeeStatedEncoder.toDateNullValue() : row.to())
            .ratePerNotionalE8(row.perNotionalE8()).ratePerUnitE8(row.perUnitE8()).perOrderMinor(row.perOrder())
            .minimumMinor(row.minimum())
            .maximumMinor(row.maximum() == Long.MAX_VALUE ? FeeStatedEncoder.maximumMinorNullValue() : row.maximum())
            .kind(row.kind()).accountKind(row.of() == null ? AccountKind.NULL_VAL : row.of()).sides(row.sides())
            .roundsUp((short) (row.up() ? 1 : 0)).chargeDate(row.chargeDate()).tierBy(row.tierBy())
            .currency(row.currency()).accountId(row.account()).aboveMinor(row.above());
        FeeStatedEncoder.TiersEncoder tiers = fee.tiersCount(row.tiers().size());
        for (Tier tier : row.tiers()) {
            tiers.next().from(tier.from()).ratePerNotionalE8(tier.perNotionalE8()).ratePerUnitE8(tier.perUnitE8());
        }
        return new JournalRecord().wrap(buffer, 0, fee.limit());
    }

    private FeeStatedEncoder begin() {
        buffer.setMemory(0, 256, (byte) 0);
        return new FeeStatedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
    }

    private long charge(FeeKind kind, boolean sale, long quantity, long notional) {
        int row = table.find(kind, CLIENT, 7, GBP, sale, 100, 101);
        return row == Table.NONE ? 0 : table.charge(row, quantity, notional, 0, 2);
    }

    @Test
    void stampDutyIsForBuysAndTheLevyForLargeTrades() {
        define(NaiveFees.row(FeeKind.SDRT).sides(ChargedSides.BUYS).perNotional(500_000).currency(GBP).made());
        define(NaiveFees.row(FeeKind.PTM_LEVY).perOrder(150).above(1_000_000).currency(GBP).made());
        assertEquals(60_00, charge(FeeKind.SDRT, false, 2_000, 12_000_00));
        assertEquals(0, charge(FeeKind.SDRT, true, 2_000, 12_000_00));
        assertEquals(1_50, charge(FeeKind.PTM_LEVY, true, 2_000, 12_000_00));
        assertEquals(0, charge(FeeKind.PTM_LEVY, true, 2_000, 10_000_00));
        assertEquals(1_50, charge(FeeKind.PTM_LEVY, true, 2_000, 10_000_01));
        assertEquals(Table.NONE, table.find(FeeKind.SDRT, CLIENT, 7, USD, false, 100, 101));
    }

    @Test
    void tiersAreMarginalAndRoundedOnce() {
        define(NaiveFees.row(FeeKind.COMMISSION).perNotional(100_000).minimum(50)
            .tier(1_000_000, 50_000, 0).tier(5_000_000, 30_000, 0).made());
        assertEquals(1_000 + 2_000 + 300, charge(FeeKind.COMMISSION, false, 1, 6_000_000));
        assertEquals(1_000, charge(FeeKind.COMMISSION, false, 1, 1_000_000));
        assertEquals(1_000 + 1, charge(FeeKind.COMMISSION, false, 1, 1_001_000));
        assertEquals(1_000, charge(FeeKind.COMMISSION, false, 1, 1_000_999));
        assertEquals(50, charge(FeeKind.COMMISSION, false, 1, 49_000));
    }

    @Test
    void theSettlementDateChoosesTheRowThatGoesByIt() {
        define(NaiveFees.row(FeeKind.TAF).from(0).to(100).perOrder(1).made());
        define(NaiveFees.row(FeeKind.TAF).from(101).perOrder(2).made());
        define(NaiveFees.row(FeeKind.SEC_SECTION_31).from(0).to(100).perOrder(1).bySettlement().made());
        define(NaiveFees.row(FeeKind.SEC_SECTION_31).from(101).perOrder(2).bySettlement().made());
        assertEquals(1, charge(FeeKind.TAF, true, 1, 1));
        assertEquals(2, charge(FeeKind.SEC_SECTION_31, true, 1, 1));
    }

    @Test
    void theNewestDefinitionOfARowWinsWithItsTiers() {
        define(NaiveFees.row(FeeKind.COMMISSION).perNotional(100_000).tier(1_000, 0, 0).made());
        define(NaiveFees.row(FeeKind.COMMISSION).perNotional(200_000).made());
        assertEquals(1, table.end());
        assertEquals(200, charge(FeeKind.COMMISSION, false, 1, 100_000));
    }

    @Test
    void whatDoesNotFitIsSaid() {
        define(NaiveFees.row(FeeKind.COMMISSION).perNotional(Long.MAX_VALUE).made());
        define(NaiveFees.row(FeeKind.EXCHANGE).perNotional(Long.MAX_VALUE).perUnit(1).made());
        assertThrows(ArithmeticException.class, () -> charge(FeeKind.COMMISSION, false, 1, Long.MAX_VALUE));
        assertThrows(ArithmeticException.class, () -> charge(FeeKind.EXCHANGE, false, 1, Long.MAX_VALUE));
    }

    @Test
    void anyTableChoosesAndChargesAsTheNaiveOne() {
        int charged = 0;
        for (int round = 0; round < 400; round++) {
            FeeTableTest one = new FeeTableTest();
            for (int i = 0; i < 12; i++) {
                one.define(NaiveFees.random(random));
            }
            one.reload();
            for (int i = 0; i < 60; i++) {
                charged += one.isChargedAlike(random, "seed " + seed) ? 1 : 0;
            }
        }
        assertTrue(charged > 5_000, charged + " charges, seed " + seed);
    }

    /** Goes on with what was saved, and with what is encoded. */
    private void reload() {
        FeeTable loaded = new FeeTable();
        Values.copy(table, loaded);
        assertEquals(StateHash.of(table), StateHash.of(loaded));
        for (int row = 0; row < table.end(); row++) {
            FeeStatedEncoder fee = begin();
            loaded.encode(row, fee);
            JournalRecord record = new JournalRecord().wrap(buffer, 0, fee.limit());
            assertEquals(row, table.row(record));
            table.define(record);
        }
    }

    private boolean isChargedAlike(SplittableRandom random, String where) {
        FeeKind kind = NaiveFees.KINDS[random.nextInt(NaiveFees.KINDS.length)];
        AccountKind of = random.nextBoolean() ? CLIENT : AccountKind.PRINCIPAL;
        int account = random.nextInt(1, 4);
        int currency = random.nextBoolean() ? USD : GBP;
        boolean sale = random.nextBoolean();
        int tradeDate = random.nextInt(30);
        int settles = tradeDate + random.nextInt(3);
        int scale = random.nextInt(3) * 4;
        long quantity = random.nextLong(1L << random.nextInt(1, 40));
        long notional = random.nextLong(1L << random.nextInt(1, 40));
        int row = table.find(kind, of, account, currency, sale, tradeDate, settles);
        Row naiveRow = naive.find(kind, of, account, currency, sale, tradeDate, settles);
        if (naiveRow == null) {
            assertEquals(Table.NONE, row, where);
            return false;
        }
        assertEquals(row, table.row(record(naiveRow)), where);
        assertEquals(NaiveFees.charge(naiveRow, quantity, notional, scale, 2).longValueExact(),
            table.charge(row, quantity, notional, scale, 2), where + ": " + naiveRow);
        return true;
    }
}
