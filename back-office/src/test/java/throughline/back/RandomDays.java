package throughline.back;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import throughline.journal.MemoryJournal;
import throughline.message.CashImportedEncoder;
import throughline.message.InstrumentDefinedEncoder;
import throughline.message.PriceDefinedEncoder;
import throughline.message.PriceKind;
import throughline.message.Side;
import throughline.message.Standing;
import throughline.office.Outcome;
import throughline.reference.Money;
import throughline.settlement.Obligations;

/**
 * Seeded days of a small firm: trades in three currencies and cash in a fourth that has no decimals, corrections,
 * settlements in parts, fails and closes.
 */
public final class RandomDays {
    /** An instrument in pounds, of parts of 10^-8, that is called like a currency. */
    public static final int POUNDS = 3;
    /** An instrument in francs, under a name hledger could stumble over. */
    public static final int FRANCS = 4;

    private static final int[] INSTRUMENTS = {BackFirm.ACME, BackFirm.OTHER, POUNDS, FRANCS};
    private static final int[] CURRENCIES = {BackFirm.USD, BackFirm.USD, 826, 756};
    private static final int CLOSED_EVERY = 2_000;

    private final BackFirm firm = new BackFirm();
    private final List<Long> today = new ArrayList<>();
    private final List<Long> instructed = new ArrayList<>();
    private final List<MiddleJournal.Fill> fills = new ArrayList<>();
    private final SplittableRandom random;
    private long references;
    private long orders;

    private RandomDays(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The back journal of so many events. */
    public static MemoryJournal journal(long seed, int events) {
        RandomDays days = new RandomDays(seed);
        days.open();
        for (int event = 1; event <= events; event++) {
            days.event(event % CLOSED_EVERY == 0);
        }
        return days.firm.journal;
    }

    private void open() {
        firm.importReference();
        instrument(POUNDS, 826, 8, "USD");
        instrument(FRANCS, 756, 0, "7203.T; \"x\"");
        assertEquals(Outcome.RECORDED, firm.cash(BackFirm.OWN, 900_000_000_00L, "own"));
        assertEquals(Outcome.RECORDED, firm.cash(BackFirm.CLIENT, 20_000_00L, "client"));
        CashImportedEncoder yen = new CashImportedEncoder();
        firm.draft.begin(yen, 0, 0).accountId(BackFirm.OWN).currency(392).amountMinor(1_234_567).line("yen");
        assertEquals(Outcome.RECORDED, firm.send(yen));
        firm.openDay();
    }

    private void instrument(int id, int currency, int scale, String symbol) {
        InstrumentDefinedEncoder instrument = new InstrumentDefinedEncoder();
        firm.draft.begin(instrument, 0, 0).instrumentId(id).currency(currency).quantityScale((short) scale)
            .standing(Standing.OPEN).tickE8(1_000_000).lot(1).multiplier(1).tickTable(0).symbol(symbol).name(symbol)
            .sector("").issuer(symbol);
        assertEquals(Outcome.RECORDED, firm.send(instrument));
        PriceDefinedEncoder price = new PriceDefinedEncoder();
        firm.draft.begin(price, 0, 0).instrumentId(id).businessDate(BackFirm.FIRST_DAY).priceE8(30 * Money.E8)
            .kind(PriceKind.LAST);
        assertEquals(Outcome.RECORDED, firm.send(price));
    }

    private void event(boolean closes) {
        if (closes) {
            firm.closeDay();
            today.removeIf(order -> firm.machine.obligations().quantity(firm.obligation(order)) == 0);
            instructed.addAll(today);
            today.clear();
            fills.clear();
        } else if (!instructed.isEmpty() && random.nextInt(100) < 45) {
            settle(random.nextInt(instructed.size()));
        } else if (!fills.isEmpty() && random.nextInt(100) < 15) {
            undo(fills.remove(random.nextInt(fills.size())));
        } else {
            trade();
        }
    }

    private void trade() {
        int chosen = random.nextInt(INSTRUMENTS.length);
        int account = CURRENCIES[chosen] == BackFirm.USD ? 1 + random.nextInt(3) : 1 + random.nextInt(2);
        Side side = random.nextBoolean() ? Side.BUY : random.nextBoolean() ? Side.SELL : Side.SELL_SHORT;
        long scale = INSTRUMENTS[chosen] == POUNDS ? 1 + random.nextLong(Money.E8) : 1;
        today.add(++orders);
        fills.add(firm.trade(orders, account, INSTRUMENTS[chosen], side, (1 + random.nextInt(300)) * scale,
            1 + random.nextInt(9_999)));
    }

    private void undo(MiddleJournal.Fill fill) {
        if (random.nextBoolean()) {
            firm.bust(fill);
        } else {
            fills.add(firm.correct(fill, 1 + random.nextLong(fill.quantity()), 1 + random.nextInt(9_999)));
        }
    }

    private void settle(int chosen) {
        long order = instructed.get(chosen);
        String reference = "R" + ++references;
        if (random.nextInt(10) == 0) {
            assertEquals(Outcome.RECORDED, firm.fails(order, reference));
            return;
        }
        Obligations all = firm.machine.obligations();
        int row = firm.obligation(order);
        long quantity = all.quantity(row) - all.settledQuantity(row);
        long amount = all.amountMinor(row) - all.settledMinor(row);
        if (quantity > 1 && quantity < 1_000_000 && random.nextInt(3) == 0) {
            long part = 1 + random.nextLong(quantity - 1);
            assertEquals(Outcome.RECORDED, firm.confirm(order, part, amount * part / quantity, reference));
            return;
        }
        assertEquals(Outcome.RECORDED, firm.confirm(order, quantity, amount, reference));
        instructed.remove(chosen);
    }
}
