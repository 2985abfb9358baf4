package throughline.back;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import throughline.ledger.LedgerAccounts;
import throughline.message.ObligationStatus;
import throughline.message.ReopeningProposedEncoder;
import throughline.message.SettlementStatus;
import throughline.message.Side;
import throughline.message.StatusAdvisedEncoder;
import throughline.office.Outcome;
import throughline.settlement.NetSets;
import throughline.settlement.Obligations;
import throughline.state.Table;

/**
 * The same trades in two firms, one of which settles gross and the other, in some accounts, net: with fails, parts,
 * instructions superseded and days reopened, each in its own order. Once all has settled, every account is equal.
 */
class NettingDaysTest {
    private static final int SEEDS = Integer.getInteger("netting.seeds", 12);
    private static final int DAYS = 9;
    private static final int GBP = 826;
    private static final int POUNDS = 3;
    private static final int[] INSTRUMENTS = {BackFirm.ACME, BackFirm.OTHER, POUNDS};

    private int netted;
    private int superseded;
    private int reopened;

    /** A firm with its own custodian, who is as capricious as the seed makes it. */
    private final class Books {
        private final TwoPeople people;
        private final BackFirm firm;
        private final Obligations obligations;
        private final SplittableRandom random;
        private final Map<Long, Long> instructions = new TreeMap<>();
        private final List<Long> former = new ArrayList<>();
        private int references;

        private Books(long seed, Set<Integer> nets) {
            random = new SplittableRandom(seed);
            people = new TwoPeople(nets, one -> {
                one.instrument(POUNDS, "VODA", 0, GBP);
                one.cash(BackFirm.OWN, 900_000_000, "a");
                one.cash(BackFirm.CLIENT, 3_000_000, "b");
                one.cash(BackFirm.CLIENT, GBP, 1_000_000, "c");
            });
            firm = people.firm;
            obligations = firm.machine.obligations();
        }

        private void close(long cents) {
            firm.closeDay(Map.of(BackFirm.ACME, cents, BackFirm.OTHER, cents / 2));
            for (int row = 0; row < obligations.count(); row++) {
                Long before = instructions.put(obligations.id(row), obligations.instructionId(row));
                if (before != null && before != obligations.instructionId(row)) {
                    former.add(before);
                    superseded++;
                }
                netted += obligations.nets().find(obligations.instructionId(row)) == Table.NONE ? 0 : 1;
            }
        }

        /** The custodian says something of what is open, or all of it. */
        private void settle(boolean all) {
            Set<Long> said = new TreeSet<>();
            for (int row = 0; row < obligations.count(); row++) {
                long instruction = obligations.instructionId(row);
                boolean isOpen = instruction != 0 && obligations.status(row) != ObligationStatus.SETTLED;
                if (isOpen && said.add(instruction)) {
                    say(row, instruction, all ? 0 : random.nextInt(8));
                }
            }
            if (!former.isEmpty() && random.nextBoolean()) {
                raises(former.remove(former.size() - 1), 10, 10);
            }
        }

        private void say(int row, long instruction, int choice) {
            NetSets nets = obligations.nets();
            int set = nets.find(instruction);
            long quantity = set == Table.NONE ? obligations.openQuantity(row) : nets.quantity(set);
            long amount = set == Table.NONE ? obligations.openMinor(row) : nets.amountMinor(set);
            if (choice < 3) {
                confirmed(instruction, quantity, amount);
            } else if (choice == 3) {
                StatusAdvisedEncoder advice = new StatusAdvisedEncoder();
                firm.draft.begin(advice, 0, 0).instructionId(instruction).status(SettlementStatus.FAILING)
                    .reason("LACK").reference("R" + ++references);
                assertEquals(Outcome.RECORDED, firm.send(advice));
            } else if (choice == 4 && quantity > 1 && set == Table.NONE) {
                confirmed(instruction, quantity / 2, amount / 2);
            } else if (choice == 4 && quantity > 1) {
                raises(instruction, quantity / 2, amount / 2);
            }
        }

        private Outcome confirm(long instruction, long quantity, long amount) {
            return firm.confirm(instruction, quantity, amount, firm.machine.businessDate(), "R" + ++references);
        }

        private void confirmed(long instruction, long quantity, long amount) {
            int exceptions = firm.machine.exceptions().count();
            assertEquals(Outcome.RECORDED, confirm(instruction, quantity, amount));
            assertEquals(exceptions, firm.machine.exceptions().count());
        }

        private void raises(long instruction, long quantity, long amount) {
            int exceptions = firm.machine.exceptions().count();
            long entries = firm.machine.ledger().entries();
            assertEquals(Outcome.RECORDED, confirm(instruction, quantity, amount));
            assertEquals(exceptions + 1, firm.machine.exceptions().count());
            assertEquals(entries, firm.machine.ledger().entries());
        }

        /** Settles while the day before is open again. */
        private void reopen(int date) {
            ReopeningProposedEncoder proposed = new ReopeningProposedEncoder();
            firm.draft.begin(proposed, BackFirm.OPS, 0).businessDate(date).requestKey("").reason("to look again");
            people.done(proposed);
            assertEquals(date, firm.machine.ledger().reopenedDate());
            settle(false);
            assertEquals(Outcome.RECORDED, firm.askClose(date));
            reopened++;
        }

        /** What stands in each account of the ledger; zeros are left out. */
        private Map<String, Long> accounts() {
            Map<String, Long> balances = new TreeMap<>();
            LedgerAccounts all = firm.machine.ledger().accounts();
            for (int id = 1; id <= all.count(); id++) {
                balances.merge("" + all.chart(id) + " unit " + all.unit(id) + " book " + all.book(id) + " party "
                    + all.party(id) + " instrument " + all.instrument(id) + " " + all.capacity(id), all.balance(id),
                    Long::sum);
            }
            balances.values().removeIf(balance -> balance == 0);
            return balances;
        }
    }

    @Test
    void grossAndNetEndEqual() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            System.out.println("seed " + seed);
            Books gross = new Books(seed * 31L, Set.of());
            Books net = new Books(seed * 37L, Set.of(BackFirm.OWN, BackFirm.CLIENT));
            play(new SplittableRandom(seed), gross, net);
            for (Books books : List.of(gross, net)) {
                for (int row = 0; row < books.obligations.count(); row++) {
                    assertEquals(ObligationStatus.SETTLED, books.obligations.status(row), "seed " + seed);
                }
                books.people.prove();
            }
            assertEquals(gross.accounts(), net.accounts(), "seed " + seed);
        }
        assertTrue(netted > SEEDS && superseded > SEEDS && reopened > SEEDS / 2,
            netted + " net, " + superseded + " superseded, " + reopened + " reopened");
    }

    private static void play(SplittableRandom random, Books gross, Books net) {
        long order = 0;
        for (int day = 0; day < DAYS; day++) {
            int last = gross.firm.machine.businessDate();
            for (int i = random.nextInt(14); i > 0; i--) {
                trade(++order, random, gross.firm, net.firm);
            }
            long cents = 4_000 + random.nextInt(2_000);
            gross.close(cents);
            net.close(cents);
            gross.settle(false);
            net.settle(false);
            if (random.nextInt(4) == 0) {
                gross.reopen(last);
                net.reopen(last);
            }
        }
        gross.settle(true);
        net.settle(true);
        gross.close(5_000);
        net.close(5_000);
    }

    private static void trade(long order, SplittableRandom random, BackFirm... firms) {
        int account = 1 + random.nextInt(3);
        int instrument = INSTRUMENTS[random.nextInt(INSTRUMENTS.length)];
        Side side = random.nextBoolean() ? Side.BUY : random.nextBoolean() ? Side.SELL : Side.SELL_SHORT;
        long quantity = 1 + random.nextInt(300);
        long cents = 100 + random.nextInt(9_000);
        for (BackFirm firm : firms) {
            firm.trade(order, account, instrument, side, quantity, cents);
        }
    }
}
