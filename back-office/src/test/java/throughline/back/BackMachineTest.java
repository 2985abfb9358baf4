package throughline.back;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.back.BackFirm.ACME;
import static throughline.back.BackFirm.ADMIN;
import static throughline.back.BackFirm.CCP;
import static throughline.back.BackFirm.CLIENT;
import static throughline.back.BackFirm.FIRST_DAY;
import static throughline.back.BackFirm.OPS;
import static throughline.back.BackFirm.OWN;
import static throughline.back.BackFirm.STREET;
import static throughline.back.BackFirm.TRADER;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import throughline.message.DayClosingEncoder;
import throughline.message.ExceptionCode;
import throughline.message.Side;
import throughline.office.MemorySnapshots;
import throughline.office.Outcome;
import throughline.office.Replay;
import throughline.office.Stops;
import throughline.back.MiddleJournal.Fill;
import throughline.state.StateHash;

/** The machine's own rules: import, keys, days, people, recovery. */
class BackMachineTest {
    private static final long PRICE = 5_000_000_000L;

    @Test
    void anImportMayBeginAnewUntilTheDayOpens() {
        BackFirm firm = new BackFirm();
        firm.importReference();
        assertEquals(Outcome.RECORDED, firm.cash(OWN, 1000, "a"));
        assertEquals(Outcome.REPEATED, firm.cash(OWN, 1000, "a"));
        assertEquals(Outcome.RECORDED, firm.holding(OWN, ACME, 10, 500, "b"));
        assertEquals(Outcome.REPEATED, firm.holding(OWN, ACME, 10, 500, "b"));
        assertEquals(Outcome.WRONG_STATE, firm.cash(STREET, 1000, "c"));
        assertEquals(Outcome.WRONG_STATE, firm.cash(77, 1000, "d"));
        assertEquals(Map.of(1000, 1000L, 1200, 500L, 3000, -1500L, 10, 10L, 70, -10L), firm.balances());
        firm.openDay();
        assertEquals(Outcome.WRONG_STATE, firm.cash(OWN, 1000, "e"));
        assertEquals(Outcome.REPEATED, firm.cash(OWN, 1000, "a"));
        assertEquals(10, firm.machine.ledger().lots().held(OWN, ACME));
        firm.decideAgain();
    }

    @Test
    void aTickTableStandsBeforeTheInstrumentsThatNameIt() {
        BackFirm firm = new BackFirm();
        assertEquals(Outcome.WRONG_STATE, firm.instrument(ACME, "ACME", 7));
        assertEquals(Outcome.WRONG_STATE, firm.tickTable(7, 0));
        assertEquals(Outcome.RECORDED, firm.tickTable(7, 2));
        assertEquals(Outcome.REPEATED, firm.tickTable(7, 3));
        assertEquals(Outcome.RECORDED, firm.instrument(ACME, "ACME", 7));
        assertEquals(7, firm.machine.instruments().tickTable(ACME));
        assertEquals(2, firm.machine.ticks().tickE8(7, 100, 9));
        firm.decideAgain();
    }

    @Test
    void anExecutionIsBookedOnce() {
        BackFirm firm = BackFirm.open();
        Fill fill = new Fill(5, 1, OWN, ACME, CCP, Side.BUY, 100, PRICE, FIRST_DAY);
        clear(firm, fill);
        Map<Integer, Long> before = firm.balances();
        long entries = firm.machine.ledger().entries();
        clear(firm, fill);
        assertEquals(0, firm.machine.exceptions().count());
        clear(firm, new Fill(5, 1, OWN, ACME, CCP, Side.BUY, 101, PRICE, FIRST_DAY));
        assertEquals(ExceptionCode.CONTRADICTION, firm.machine.exceptions().code(0));
        firm.closeDay();
        clear(firm, fill);
        assertEquals(2, firm.machine.exceptions().count());
        assertEquals(before, firm.balances());
        assertEquals(entries, firm.machine.ledger().entries());
        firm.decideAgain();
    }

    @Test
    void whatCannotBeBookedPostsNothing() {
        BackFirm firm = BackFirm.open();
        clear(firm, new Fill(5, 1, OWN, 99, CCP, Side.BUY, 100, PRICE, FIRST_DAY));
        clear(firm, new Fill(6, 1, OWN, ACME, 99, Side.BUY, 100, PRICE, FIRST_DAY));
        clear(firm, new Fill(7, 1, 99, ACME, CCP, Side.BUY, 100, PRICE, FIRST_DAY));
        clear(firm, new Fill(8, 1, OWN, ACME, CCP, Side.BUY, Long.MAX_VALUE / 2, PRICE, FIRST_DAY));
        clear(firm, new Fill(9, 1, STREET, ACME, CCP, Side.SELL, 100, PRICE, FIRST_DAY));
        assertEquals(4, firm.machine.exceptions().count());
        assertEquals(ExceptionCode.OVERFLOW, firm.machine.exceptions().code(3));
        assertEquals(Map.of(), firm.balances());
        assertEquals(4, firm.machine.trades().count());
        clear(firm, new Fill(10, 2, OWN, ACME, CCP, Side.BUY, 1, PRICE, FIRST_DAY));
        assertEquals(5_000, firm.balances().get(1200));
    }

    private static void clear(BackFirm firm, Fill fill) {
        firm.middle.trade(fill);
        firm.run();
    }

    @Test
    void fortyExecutionsCostWhatOneDoes() {
        BackFirm many = BackFirm.open();
        BackFirm one = BackFirm.open();
        for (int i = 0; i < 40; i++) {
            many.trade(1, OWN, Side.SELL, 30, 5500);
            many.trade(2, CLIENT, Side.SELL, 30, 5500);
        }
        one.trade(1, OWN, Side.SELL, 1200, 5500);
        one.trade(2, CLIENT, Side.SELL, 1200, 5500);
        assertEquals(one.balances(), many.balances());
        assertEquals(-272, one.balances().get(2410));
        assertEquals(-48, one.balances().get(2420));
    }

    @Test
    void aSaleThroughZeroSplits() {
        BackFirm firm = BackFirm.open();
        firm.trade(1, OWN, Side.BUY, 100, 5000);
        firm.trade(2, OWN, Side.SELL, 200, 5500);
        assertEquals(null, firm.balances().get(1200));
        assertEquals(-550_000, firm.balances().get(2200));
        assertEquals(-50_000, firm.balances().get(4100));
        firm.trade(3, OWN, Side.BUY, 150, 5400);
        assertEquals(270_000, firm.balances().get(1200));
        assertEquals(-60_000, firm.balances().get(4100));
        assertEquals(50, firm.machine.ledger().lots().held(OWN, ACME));
    }

    @Test
    void aDayClosesOnceAndByThoseWhoMay() {
        BackFirm firm = BackFirm.open();
        DayClosingEncoder closing = new DayClosingEncoder();
        firm.draft.begin(closing, TRADER, 0).businessDate(FIRST_DAY).requestKey("");
        assertEquals(Outcome.FORBIDDEN, firm.send(closing));
        assertEquals(Outcome.WRONG_STATE, firm.askClose(FIRST_DAY + 1));
        assertEquals(Outcome.RECORDED, firm.askClose(FIRST_DAY));
        long seq = firm.reference;
        assertEquals(Outcome.REPEATED, firm.askClose(FIRST_DAY));
        assertEquals(0, firm.machine.workSeq());
        firm.middle.riskDayClosed(FIRST_DAY);
        firm.run();
        assertEquals(FIRST_DAY + 1, firm.machine.businessDate());
        assertEquals(Outcome.REPEATED, firm.askClose(FIRST_DAY));
        assertEquals(seq, firm.reference);
        firm.middle.riskDayClosed(FIRST_DAY + 1);
        firm.run();
        assertEquals(ExceptionCode.CONTRADICTION, firm.machine.exceptions().code(0));
        firm.decideAgain();
    }

    @Test
    void adminsAloneManagePeople() {
        BackFirm firm = BackFirm.open();
        assertEquals(Outcome.FORBIDDEN, firm.user(OPS, "eve", BackFirm.Users.ADMIN, "k1"));
        assertEquals(Outcome.FORBIDDEN, firm.user(0, "eve", BackFirm.Users.ADMIN, "k1"));
        assertEquals(Outcome.RECORDED, firm.user(ADMIN, "bob", BackFirm.Users.TRADER, "k1"));
        long seq = firm.reference;
        assertEquals(Outcome.REPEATED, firm.user(ADMIN, "bob", BackFirm.Users.TRADER, "k1"));
        assertEquals(seq, firm.reference);
        assertEquals(Outcome.CONFLICT, firm.user(ADMIN, "ann", BackFirm.Users.TRADER, "k1"));
        assertEquals(Outcome.CONFLICT, firm.user(ADMIN, "bob", BackFirm.Users.TRADER, "k2"));
        assertEquals(4, firm.machine.users().find("bob"));
        firm.decideAgain();
    }

    @Test
    void aSnapshotHoldsAll() {
        BackFirm firm = new BackFirm();
        firm.tickTable(7, 2);
        firm.importReference();
        firm.cash(CLIENT, 700_000, "a");
        firm.openDay();
        for (int order = 1; order <= 20; order++) {
            firm.trade(order, order % 2 == 0 ? OWN : CLIENT, order % 3 == 0 ? Side.SELL : Side.BUY, 7L * order, 5000);
        }
        firm.closeDay();
        firm.confirm(1, 7, 35_000, "R1");
        firm.fails(2, "F1");
        firm.confirm(4, 5, 25_000, "R2");
        Fill sold = firm.trade(21, OWN, Side.SELL, 500, 4900);
        firm.bust(firm.trade(22, OWN, Side.BUY, 10, 5000));
        Fill wrong = firm.correct(firm.trade(23, CLIENT, Side.BUY, 10, 5000), 20, 5000);
        MemorySnapshots store = new MemorySnapshots();
        List<throughline.journal.Journal> middle = List.of(firm.middle.journal());
        Replay first = new Replay(new BackMachine(), firm.journal, middle, Stops.NONE);
        while (first.next()) {
            assertTrue(first.seq() > 0);
        }
        assertEquals(StateHash.of(firm.machine), StateHash.of(first.machine()));
        first.snapshot(store);
        BackMachine loaded = new BackMachine();
        Replay second = new Replay(loaded, firm.journal, middle, Stops.NONE);
        assertEquals(firm.agent.seq(), second.load(store));
        firm.confirm(4, 23, 115_000, "R3");
        firm.bust(sold);
        firm.correct(wrong, 5, 5000);
        firm.closeDay();
        while (second.next()) {
            assertTrue(second.seq() > 0);
        }
        assertEquals(StateHash.of(firm.machine), StateHash.of(loaded));
        firm.decideAgain();
    }
}
