package throughline.close;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import throughline.firm.FirmState;
import throughline.firm.StrataCalendar;
import throughline.journal.RecordCursor;
import throughline.ledger.Chart;
import throughline.ledger.LedgerAccounts;
import throughline.message.Capacity;
import throughline.message.DayProvedDecoder;
import throughline.message.DayProvedEncoder;
import throughline.message.EntryBookedDecoder;
import throughline.message.EntryKind;
import throughline.message.ExceptionRaisedDecoder;
import throughline.message.JournalRecord;
import throughline.message.LedgerAccountOpenedDecoder;
import throughline.office.Step;
import throughline.reference.Money;

/** FX positions of books of which nothing else is known, revalued at rates. */
class RevaluationTest {
    private static final int USD = 840;
    private static final int EUR = 978;
    private static final int JPY = 392;
    private static final int[] CURRENCIES = {USD, EUR, JPY, 826, 414, 990};
    private static final int BOOK = 1;
    private static final int DAY = 20_605;

    private final FirmState firm = new FirmState(new StrataCalendar());
    private final ClosingPrices prices = new ClosingPrices();
    private final Revaluation revaluation = new Revaluation(firm, prices);
    private final Step step = Step.apart();
    private long seq = 1;

    RevaluationTest() {
        firm.openDay(DAY);
    }

    @Test
    void euroBoughtAndRevalued() {
        deal(100_000, -110_000);
        assertEquals(1, close(Map.of(EUR, 115_000_000L)));
        assertEquals(5_000, balance(Chart.FX_REVALUATION, USD));
        assertEquals(-5_000, balance(Chart.FX_RESULT, USD));
        assertEquals(0, close(Map.of(EUR, 115_000_000L)));
        assertEquals(1, close(Map.of(EUR, 109_999_000L)));
        assertEquals(-1, balance(Chart.FX_REVALUATION, USD));
        deal(-100_000, 109_999);
        assertEquals(0, close(Map.of(EUR, 200_000_000L)));
        assertEquals(-1, balance(Chart.FX_REVALUATION, USD));
        firm.ledger.prove();
    }

    @Test
    void withoutARateItStandsAsItWas() {
        deal(100_000, -110_000);
        assertEquals(0, close(Map.of()));
        assertEquals(0, balance(Chart.FX_REVALUATION, USD));
    }

    @Test
    void whatDoesNotFitIsAnExceptionOnce() {
        deal(Long.MAX_VALUE / 2, -1);
        assertEquals(0, close(Map.of(EUR, 900 * Money.E8)));
        assertEquals(1, firm.exceptions.count());
        assertFalse(revaluation.write(begun()));
    }

    /** Against plain decimals; ties and sums that cross zero come up by small numbers. */
    @Test
    void worthAgreesWithPlainDecimals() {
        long seed = Long.getLong("throughline.seed", 20260604);
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        Worth worth = new Worth();
        int ties = 0;
        for (int i = 0; i < 200_000; i++) {
            int base = CURRENCIES[random.nextInt(CURRENCIES.length)];
            BigDecimal sum = BigDecimal.ZERO;
            worth.begin(base);
            for (int n = random.nextInt(4); n >= 0; n--) {
                int currency = CURRENCIES[random.nextInt(CURRENCIES.length)];
                long amount = random.nextLong(-9, 10) * (random.nextBoolean() ? 1 : random.nextLong(1, 1L << 39));
                long rate = random.nextBoolean() ? 50_000_000L * random.nextInt(1, 9) : random.nextLong(1, 1L << 33);
                worth.add(amount, currency, rate);
                sum = sum.add(BigDecimal.valueOf(amount, Money.scale(currency)).multiply(BigDecimal.valueOf(rate, 8)));
            }
            BigDecimal minor = sum.movePointRight(Money.scale(base));
            ties += minor.remainder(BigDecimal.ONE).abs().compareTo(new BigDecimal("0.5")) == 0 ? 1 : 0;
            BigDecimal expected = minor.setScale(0, RoundingMode.HALF_UP);
            assertEquals(expected.longValueExact(), worth.rounded(), "seed " + seed + ", case " + i);
        }
        assertTrue(ties > 1_000, ties + " ties");
        worth.begin(USD);
        assertThrows(ArithmeticException.class, () -> worth.add(Long.MAX_VALUE, EUR, 2 * Money.E8));
    }

    /** Euro bought for dollars, or sold for them when below 0, in minor units. */
    private void deal(long euro, long dollars) {
        firm.booking.begin().entry(EntryKind.FX, 0, 0, DAY, DAY, null)
            .post(Chart.STREET_CONTROL, EUR, BOOK, 1, 0, Capacity.OWN, euro)
            .post(Chart.FX_POSITION, EUR, BOOK, 0, 0, Capacity.OWN, -euro)
            .post(Chart.FX_POSITION, USD, BOOK, 0, 0, Capacity.OWN, -dollars)
            .post(Chart.STREET_CONTROL, USD, BOOK, 1, 0, Capacity.OWN, dollars);
        firm.booking.write(begun());
        apply();
    }

    /** Entries the revaluation booked. */
    private long close(Map<Integer, Long> rates) {
        DayProvedEncoder proved = begun().add(new DayProvedEncoder(), 0).businessDate(DAY).baseCurrency(USD);
        proved.closingsCount(0);
        DayProvedEncoder.RatesEncoder said = proved.ratesCount(rates.size());
        rates.forEach((currency, rate) -> said.next().currency(currency).rateE8(rate));
        apply();
        revaluation.begin();
        long before = firm.ledger.entries();
        while (revaluation.write(begun())) {
            apply();
        }
        return firm.ledger.entries() - before;
    }

    private Step begun() {
        step.beginApart(seq, seq);
        return step;
    }

    private void apply() {
        int end = step.endApart();
        for (int frame = 0; frame < end;) {
            JournalRecord record = step.recordAt(frame);
            switch (record.templateId()) {
                case LedgerAccountOpenedDecoder.TEMPLATE_ID -> firm.ledger.open(record);
                case EntryBookedDecoder.TEMPLATE_ID -> firm.ledger.book(record);
                case ExceptionRaisedDecoder.TEMPLATE_ID -> firm.exceptions.apply(record);
                case DayProvedDecoder.TEMPLATE_ID -> prices.apply(record);
                default -> throw new AssertionError("template " + record.templateId());
            }
            frame += RecordCursor.FRAME_LENGTH + record.length();
            seq++;
        }
    }

    private long balance(Chart chart, int currency) {
        LedgerAccounts accounts = firm.ledger.accounts();
        return accounts.balance(accounts.find(chart, currency, BOOK, 0, 0, Capacity.OWN));
    }
}
