package throughline.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import throughline.message.Side;
import throughline.office.Outcome;

/** 50,000 seeded events through the office's machine and through books kept plainly: the same balances throughout. */
class BooksTwinTest {
    private static final int EVENTS = 50_000;
    private static final int COMPARED_EVERY = 250;
    private static final int CLOSED_EVERY = 2_000;

    private final NaiveBooks naive = new NaiveBooks();
    private final BackFirm firm = new BackFirm();
    private final List<Long> instructed = new ArrayList<>();
    private final List<Long> today = new ArrayList<>();
    private SplittableRandom random;
    private long orders;
    private long references;
    private int partials;
    private int fails;

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
                instructed.addAll(today);
                today.clear();
            } else if (!instructed.isEmpty() && random.nextInt(100) < 45) {
                settle(instructed.get(random.nextInt(instructed.size())));
            } else {
                trade();
            }
            if (event % COMPARED_EVERY == 0) {
                assertEquals(naive.balances(), firm.balances(), "seed " + seed + ", event " + event);
            }
        }
        assertTrue(partials > 1000 && fails > 100, partials + " partial settlements, " + fails + " fails");
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
        firm.trade(order, account, side, quantity, cents);
        naive.trade(order, account, account == BackFirm.CLIENT, account == BackFirm.AVERAGE, buys, quantity, cents);
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
