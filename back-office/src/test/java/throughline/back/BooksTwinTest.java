package throughline.back;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import throughline.journal.RecordCursor;
import throughline.message.EntryBookedDecoder;
import throughline.message.EntryKind;
import throughline.message.JournalRecord;
import throughline.message.Side;
import throughline.office.Outcome;
import throughline.reference.Money;

/** 50,000 seeded events through the office's machine and through books kept plainly: the same balances throughout. */
class BooksTwinTest {
    private static final int EVENTS = 50_000;
    private static final int COMPARED_EVERY = 250;
    private static final int CLOSED_EVERY = 2_000;

    private final NaiveBooks naive = new NaiveBooks();
    private final BackFirm firm = new BackFirm();
    private final List<Long> instructed = new ArrayList<>();
    private final List<Long> today = new ArrayList<>();
    private final List<MiddleJournal.Fill> fills = new ArrayList<>();
    private SplittableRandom random;
    private long orders;
    private long references;
    private int partials;
    private int fails;
    private int busts;
    private int corrections;

    @Test
    void balancesAgree() {
        long seed = Long.getLong("throughline.seed", 20260601);
        System.out.println("seed " + seed);
        random = new SplittableRandom(seed);
        firm.importReference();
        cash(BackFirm.OWN, false, 900_000_000_00L);
        cash(BackFirm.CLIENT, true, 20_000_00L);
        firm.openDay();
        for (int event = 1; event <= EVENTS; event++) {
            if (event % CLOSED_EVERY == 0) {
                firm.closeDay();
                naive.closeDay();
                today.removeIf(order -> naive.owed().get(order).quantity.signum() == 0);
                instructed.addAll(today);
                today.clear();
                fills.clear();
            } else if (!instructed.isEmpty() && random.nextInt(100) < 45) {
                settle(instructed.get(random.nextInt(instructed.size())));
            } else if (!fills.isEmpty() && random.nextInt(100) < 15) {
                undo();
            } else {
                trade();
            }
            if (event % COMPARED_EVERY == 0) {
                assertEquals(naive.balances(), firm.balances(), "seed " + seed + ", event " + event);
            }
        }
        assertTrue(partials > 1000 && fails > 100, partials + " partial settlements, " + fails + " fails");
        assertTrue(busts > 1000 && corrections > 1000 && costsRestated() > 500,
            busts + " busts, " + corrections + " corrections, " + costsRestated() + " costs restated");
        assertTrue(firm.machine.exceptions().count() > 0, "a day on which the firm pays for its client");
        firm.machine.ledger().prove();
        firm.decideAgain();
    }

    private void cash(int account, boolean client, long cents) {
        assertEquals(Outcome.RECORDED, firm.cash(account, cents, "cash " + account));
        naive.cash(account, client, cents);
    }

    private void trade() {
        boolean goesOn = !today.isEmpty() && random.nextInt(3) == 0;
        long order = goesOn ? today.get(random.nextInt(today.size())) : ++orders;
        NaiveBooks.Owed known = naive.owed().get(order);
        int account = known == null ? 1 + random.nextInt(3) : known.account;
        boolean buys = known == null ? random.nextBoolean() : known.buys;
        long quantity = 1 + random.nextInt(random.nextInt(20) == 0 ? 5_000 : 300);
        long cents = 1 + random.nextInt(9_999);
        if (known == null) {
            today.add(order);
        }
        Side side = buys ? Side.BUY : random.nextBoolean() ? Side.SELL : Side.SELL_SHORT;
        if (known != null && !buys) {
            side = Side.SELL;
        }
        MiddleJournal.Fill fill = firm.trade(order, account, side, quantity, cents);
        fills.add(fill);
        trade(fill);
    }

    private void trade(MiddleJournal.Fill fill) {
        naive.trade(fill.execution(), fill.order(), fill.account(), fill.account() == BackFirm.CLIENT,
            fill.account() == BackFirm.AVERAGE, fill.side() == Side.BUY, fill.quantity(), cents(fill));
    }

    private static long cents(MiddleJournal.Fill fill) {
        return fill.priceE8() * 100 / Money.E8;
    }

    private void undo() {
        MiddleJournal.Fill fill = fills.remove(random.nextInt(fills.size()));
        boolean bust = random.nextBoolean();
        naive.bust(fill.execution(), fill.order(), fill.account() == BackFirm.CLIENT,
            fill.account() == BackFirm.AVERAGE, fill.quantity(), cents(fill));
        if (bust) {
            firm.bust(fill);
            busts++;
            return;
        }
        long quantity = random.nextBoolean() ? fill.quantity() : 1 + random.nextInt(300);
        MiddleJournal.Fill anew = firm.correct(fill, quantity, cents(fill) + 1 + random.nextInt(50));
        fills.add(anew);
        trade(anew);
        corrections++;
    }

    /** Entries of the journal that say what was relieved anew. */
    private int costsRestated() {
        EntryBookedDecoder entry = new EntryBookedDecoder();
        int count = 0;
        try (RecordCursor cursor = new RecordCursor("back", firm.journal)) {
            while (cursor.next()) {
                JournalRecord record = cursor.record();
                if (record.templateId() == EntryBookedDecoder.TEMPLATE_ID) {
                    entry.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                    count += entry.kind() == EntryKind.COST_RESTATED ? 1 : 0;
                }
            }
        }
        return count;
    }

    private void settle(long order) {
        NaiveBooks.Owed one = naive.owed().get(order);
        String reference = "R" + ++references;
        if (random.nextInt(10) == 0) {
            assertEquals(Outcome.RECORDED, firm.fails(order, reference));
            fails += one.failing ? 0 : 1;
            naive.fail(order);
            return;
        }
        long openQuantity = one.openQuantity().longValueExact();
        long openAmount = one.openAmount().longValueExact();
        boolean part = openQuantity > 1 && random.nextInt(3) == 0;
        long quantity = part ? 1 + random.nextLong(openQuantity - 1) : openQuantity;
        long amount = part ? openAmount * quantity / openQuantity : openAmount;
        partials += part ? 1 : 0;
        assertEquals(Outcome.RECORDED, firm.confirm(order, quantity, amount, reference));
        naive.confirm(order, one.account == BackFirm.CLIENT, quantity, amount);
        if (!part) {
            instructed.remove(order);
        }
    }
}
