package throughline.back;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.back.BackFirm.CLIENT;
import static throughline.back.BackFirm.OWN;
import static throughline.back.BackFirm.USD;
import static throughline.back.TwoPeople.map;

import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.firm.Refusal;
import throughline.message.Capacity;
import throughline.message.CashMovementKind;
import throughline.message.Decision;
import throughline.message.Side;
import throughline.back.TwoPeople.Line;
import throughline.office.Outcome;

/** Entries by hand and their reversals by two people. */
class EntryByHandTest {
    private final TwoPeople two = new TwoPeople(firm -> firm.cash(OWN, 100_000_00, "a"));
    private final BackFirm firm = two.firm;
    private final int today = firm.machine.businessDate();

    @Test
    void anEntryAndItsExactNegation() {
        long id = two.done(two.entry(today, Line.money(5900, 12_34), Line.money(1000, -12_34)));
        assertEquals(map(1000, 99_987_66, 3000, -100_000_00, 5900, 12_34), two.balances(USD));
        assertEquals(3, firm.machine.ledger().accounts().count());
        long entry = two.entryOf(id);
        List<Line> wrong = List.of(Line.money(5900, 12_33), Line.money(1000, -12_33));
        two.refused(Refusal.CONTRADICTION, two.entry(entry, today, today, today, wrong));
        long reversal = two.proposed(two.reversal(entry));
        long again = two.proposed(two.reversal(entry));
        two.prove();
        two.approve(reversal);
        two.refusedApproval(Refusal.NOT_REVERSIBLE, again);
        assertEquals(map(1000, 100_000_00, 3000, -100_000_00), two.balances(USD));
        two.refused(Refusal.NOT_REVERSIBLE, two.reversal(entry));
        two.refused(Refusal.NOT_REVERSIBLE, two.reversal(entry + 1));
        two.prove();
    }

    @Test
    void theReversalOfAnEntryOfAnotherDayKeepsItsDates() {
        long id = two.done(two.entry(today, Line.money(5900, 1), Line.money(9000, -1)));
        firm.closeDay();
        two.done(two.reversal(two.entryOf(id)));
        assertEquals(null, firm.balances().get(9000));
        firm.closeDay();
        two.prove();
    }

    /** What cannot be reversed is said before the day is looked at. */
    @Test
    void aReversalThatWaitedOverAClose() {
        long id = two.done(two.entry(today, Line.money(5900, 1), Line.money(9000, -1)));
        long late = two.proposed(two.reversal(two.entryOf(id)));
        firm.closeDay();
        two.refusedApproval(Refusal.DAY_CLOSED, late);
        two.done(two.reversal(two.entryOf(id)));
        two.refusedApproval(Refusal.NOT_REVERSIBLE, late);
        two.prove();
    }

    @Test
    void whatNobodyBooksByHand() {
        for (int chart : new int[] {10, 20, 70, 1010, 1130, 1200, 1210, 1300, 1310, 1900, 1910, 2100, 2120, 2200, 2300,
            2310, 4110}) {
            two.refused(Refusal.CONTROLLED_ACCOUNT, two.entry(today, Line.money(chart, 1), Line.money(5900, -1)));
        }
        two.refused(Refusal.UNBALANCED, two.entry(today, Line.money(5900, 2), Line.money(1000, -1)));
        two.refused(Refusal.UNBALANCED, two.entry(today, Line.money(5900, 1),
            new Line(1000, TwoPeople.EUR, 0, 0, 0, Capacity.OWN, -1)));
        two.refused(Refusal.UNBALANCED, two.entry(today, Line.money(5900, 0), Line.money(1000, 0)));
        two.refused(Refusal.UNBALANCED, two.entry(today));
        two.refused(Refusal.UNKNOWN_REFERENCE, two.entry(today, Line.money(5901, 1), Line.money(1000, -1)));
        two.refused(Refusal.UNKNOWN_REFERENCE, two.entry(today, Line.money(5900, 1),
            new Line(4400, USD, 0, 99, 0, Capacity.OWN, -1)));
        two.refused(Refusal.UNKNOWN_REFERENCE, two.entry(today, Line.money(5900, 1),
            new Line(4400, USD, 99, 0, 0, Capacity.OWN, -1)));
        two.refused(Refusal.UNKNOWN_REFERENCE, two.entry(today, Line.money(5900, 1),
            new Line(4400, 1, 0, 0, 0, Capacity.OWN, -1)));
        two.refused(Refusal.DAY_CLOSED, two.entry(today - 3, Line.money(5900, 1), Line.money(1000, -1)));
        two.refused(Refusal.DAY_CLOSED, two.entry(0, Line.money(5900, 1), Line.money(1000, -1)));
        two.refused(Refusal.OVERFLOW, two.entry(today, Line.money(5900, Long.MAX_VALUE), Line.money(5900, 1),
            Line.money(9000, -Long.MAX_VALUE), Line.money(9000, -1)));
        assertEquals(0, firm.machine.approvals().count());
    }

    @Test
    void onlyWhatPeopleBookedIsReversedByPeople() {
        firm.trade(1, OWN, Side.BUY, 10, 5000);
        two.refused(Refusal.NOT_REVERSIBLE, two.reversal(1));
        two.refused(Refusal.NOT_REVERSIBLE, two.reversal(2));
        two.refused(Refusal.UNKNOWN_REFERENCE, two.entry(9, today, today, today, List.of()));
        long id = two.done(two.cash(CashMovementKind.DEPOSIT, CLIENT, USD, 100_00));
        two.done(two.cash(CashMovementKind.WITHDRAWAL, CLIENT, USD, 1));
        two.refused(Refusal.SHORT_OF_MONEY, two.reversal(two.entryOf(id)));
        two.done(two.cash(CashMovementKind.DEPOSIT, CLIENT, USD, 1));
        two.done(two.reversal(two.entryOf(id)));
        assertEquals(null, two.balances(USD).get(2310));
        MoneyReader reader = new MoneyReader(firm);
        reader.read();
        assertEquals(0, reader.cash(CLIENT));
        firm.closeDay();
        two.prove();
    }

    /** From risk's close to the seal nothing moves; before and after it does. */
    @Test
    void notWhileADayIsBeingSealed() {
        long entry = two.proposed(two.entry(today, Line.money(5900, 1), Line.money(1000, -1)));
        long cash = two.proposed(two.cash(CashMovementKind.DEPOSIT, CLIENT, USD, 1));
        firm.trade(1, OWN, Side.BUY, 1, 5000);
        assertEquals(Outcome.RECORDED, firm.askClose(today));
        two.done(two.entry(today, Line.money(5900, 2), Line.money(1000, -2)));
        firm.middle.riskDayClosed(today);
        for (int turn = 0; turn < 9 && firm.machine.workSeq() == 0; turn++) {
            firm.agent.doWork();
        }
        assertEquals(today, firm.machine.businessDate());
        two.refusedApproval(Refusal.DAY_CLOSED, cash);
        firm.run();
        two.refusedApproval(Refusal.DAY_CLOSED, entry);
        assertEquals(Outcome.RECORDED, two.decide(TwoPeople.SECOND, entry, Decision.REJECT));
        two.approve(cash);
        assertEquals(2, firm.balances().get(5900));
        assertEquals(-1, firm.balances().get(2310));
        two.prove();
    }
}
