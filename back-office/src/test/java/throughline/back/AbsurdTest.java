package throughline.back;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.back.BackFirm.CCP;
import static throughline.back.BackFirm.CLIENT;
import static throughline.back.BackFirm.OPS;
import static throughline.back.BackFirm.OWN;
import static throughline.back.BackFirm.USD;

import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.back.TwoPeople.Line;
import throughline.close.DayStatus;
import throughline.firm.Refusal;
import throughline.ledger.Chart;
import throughline.message.AccrualKind;
import throughline.message.Capacity;
import throughline.message.CashMovementKind;
import throughline.message.Decision;
import throughline.message.ExceptionCode;
import throughline.message.ReopeningProposedEncoder;
import throughline.message.SecurityMovementKind;
import throughline.message.Side;
import throughline.office.Outcome;

/** Absurd dates, amounts and numbers of things: refused, or an exception item, and the office goes on. */
class AbsurdTest {
    private final TwoPeople two = new TwoPeople(firm -> {
        firm.cash(OWN, 100_000_00, "a");
        firm.cash(CLIENT, 100_000_00, "c");
    });
    private final BackFirm firm = two.firm;
    private final int today = firm.machine.businessDate();

    /** Day 0 is 1970-01-01, and also what stands where no day is reopened. */
    @Test
    void theFirstDayOfTheEpochIsNotReopened() {
        assertEquals(Outcome.WRONG_STATE, firm.askClose(0));
        firm.closeDay();
        assertEquals(Outcome.WRONG_STATE, firm.askClose(0));
        two.prove();
    }

    @Test
    void anAccrualThatDoesNotFitIsAnExceptionAndTheDayCloses() {
        two.done(two.accrual(AccrualKind.INTEREST_OWED, 360_000_00, 5_000_000, 360, today, today + 900));
        two.done(two.accrual(AccrualKind.INTEREST_EARNED, 360_000_00, 5_000_000, 360, today, today + 900));
        long most = Long.MAX_VALUE - 10;
        two.done(two.entry(today, new Line(5350, USD, OWN, 0, 0, Capacity.OWN, most), Line.money(5900, -most)));
        firm.closeDay();
        assertEquals(1, firm.machine.exceptions().count());
        assertEquals(ExceptionCode.OVERFLOW, firm.machine.exceptions().code(0));
        assertEquals(50_00, two.balances(USD).get(1400));
        assertEquals(null, two.balances(USD).get(2480));
        assertEquals(DayStatus.CLOSED, firm.machine.signOffs().checklist().status(0));
        two.prove();
    }

    @Test
    void aSweepThatDoesNotFitIsAnExceptionAndTheDayCloses() {
        firm.trade(1, CLIENT, Side.BUY, 100, 5000);
        firm.closeDay();
        firm.confirm(1, 100, 5_000_00, "r");
        long most = Long.MAX_VALUE - 100_000_01;
        long entry = two.done(two.entry(firm.machine.businessDate(), Line.money(1000, most),
            Line.money(5900, -most)));
        firm.closeDay();
        assertEquals(1, firm.machine.exceptions().count());
        assertEquals(ExceptionCode.OVERFLOW, firm.machine.exceptions().code(0));
        assertEquals(1_00, two.balances(USD).get(1010) + two.balances(USD).get(2310));
        two.done(two.reversal(two.entryOf(entry)));
        firm.closeDay();
        assertEquals(2, firm.machine.exceptions().count());
        two.prove();
    }

    @Test
    void noMoreComesInThanTheOfficesCanAddUp() {
        long most = Long.MAX_VALUE / 8;
        two.refused(Refusal.OVERFLOW, two.security(SecurityMovementKind.RECEIVED, CLIENT, most + 1, 0));
        two.refused(Refusal.OVERFLOW,
            two.security(SecurityMovementKind.BORROWED, OWN, CCP, Long.MAX_VALUE, 0, 0, 0, today));
        two.done(two.security(SecurityMovementKind.RECEIVED, CLIENT, most, 0));
        two.refused(Refusal.OVERFLOW, two.security(SecurityMovementKind.RECEIVED, OWN, 1, 0));
        long out = two.done(two.security(SecurityMovementKind.DELIVERED, CLIENT, most, 0));
        two.done(two.security(SecurityMovementKind.RECEIVED, OWN, 1, 0));
        two.refused(Refusal.OVERFLOW, two.reversal(two.entryOf(out)));
        firm.closeDay();
        two.prove();
    }

    @Test
    void whatHasAccruedIsPaidOnce() {
        long id = two.done(two.accrual(AccrualKind.INTEREST_OWED, 360_000_00, 5_000_000, 360, today, today + 900));
        firm.closeDay();
        two.refused(Refusal.CONTRADICTION, two.fees(2480, OWN, 0, 50_00));
        two.done(two.settles(CashMovementKind.ACCRUAL_SETTLED, id, USD, 50_00));
        two.refused(Refusal.ALREADY_DONE, two.settles(CashMovementKind.ACCRUAL_SETTLED, id, USD, 1));
        assertEquals(null, two.balances(USD).get(2480));
        two.prove();
    }

    @Test
    void cashHasOneAccountWhateverThePostingSays() {
        two.done(two.entry(today, new Line(1000, USD, OWN, CCP, 0, Capacity.CLIENT, -5), Line.money(5900, 5)));
        assertEquals(0, firm.balance(Chart.CASH, Capacity.CLIENT));
        assertEquals(100_000_00 - 5, firm.balance(Chart.CASH, Capacity.OWN));
        two.prove();
    }

    @Test
    void aReversalIsOfNoDayBeforeItsEntry() {
        firm.closeDay();
        ReopeningProposedEncoder reopening = new ReopeningProposedEncoder();
        firm.draft.begin(reopening, OPS, 0).businessDate(today).requestKey("").reason("an entry is missing");
        two.done(reopening);
        int open = firm.machine.businessDate();
        long later = two.entryOf(two.done(two.entry(open, Line.money(5900, 5), Line.money(5400, -5))));
        long before = two.entryOf(two.done(two.entry(today, Line.money(5900, 5), Line.money(5400, -5))));
        List<Line> same = List.of(Line.money(5900, 5), Line.money(5400, -5));
        two.refused(Refusal.CONTRADICTION, two.entry(later, today, open, open, same));
        two.done(two.entry(before, today, today, today, same));
        two.done(two.entry(later, open, open, open, same));
        two.prove();
    }

    @Test
    void onePersonDoesNotFillTheMemory() {
        for (int i = 0; i < 1_000; i++) {
            two.proposed(two.cash(CashMovementKind.DEPOSIT, CLIENT, USD, 1));
        }
        two.refused(Refusal.TOO_MANY_WAIT, two.cash(CashMovementKind.DEPOSIT, CLIENT, USD, 1));
        long first = firm.machine.approvals().id(0);
        assertEquals(Outcome.RECORDED, two.decide(TwoPeople.SECOND, first, Decision.REJECT));
        two.proposed(two.cash(CashMovementKind.DEPOSIT, CLIENT, USD, 1));
    }

    @Test
    void anExecutionOfNothingIsAnException() {
        firm.trade(1, OWN, Side.BUY, 0, 5000);
        MiddleJournal.Fill fill = firm.trade(2, OWN, Side.BUY, 100, 5000);
        firm.correct(fill, 0, 5000);
        assertEquals(2, firm.machine.exceptions().count());
        assertEquals(ExceptionCode.CONTRADICTION, firm.machine.exceptions().code(0));
        assertEquals(ExceptionCode.CONTRADICTION, firm.machine.exceptions().code(1));
        assertEquals(5_000_00, two.balances(USD).get(1200));
        two.prove();
    }
}
