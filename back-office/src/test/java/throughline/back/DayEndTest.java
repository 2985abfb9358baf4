package throughline.back;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.back.BackFirm.ACME;
import static throughline.back.BackFirm.ADMIN;
import static throughline.back.BackFirm.FIRST_DAY;
import static throughline.back.BackFirm.OPS;
import static throughline.back.BackFirm.OWN;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import throughline.close.Checklist;
import throughline.close.DayList;
import throughline.close.DayStatus;
import throughline.firm.Refusal;
import throughline.message.ApprovalDecidedEncoder;
import throughline.message.DayClosingEncoder;
import throughline.message.DaySignedOffEncoder;
import throughline.message.Decision;
import throughline.message.ExceptionCode;
import throughline.message.ExceptionResolvedEncoder;
import throughline.message.ReopeningProposedEncoder;
import throughline.message.Side;
import throughline.office.MemorySnapshots;
import throughline.office.Outcome;
import throughline.office.Replay;
import throughline.office.Stops;
import throughline.reference.Money;
import throughline.state.StateHash;

/** What people do with closed days: the checklist, the sign-off, reopening, and closing again. */
class DayEndTest {
    private final BackFirm firm = BackFirm.open();
    private int secondOps;

    @BeforeEach
    void aSecondPerson() {
        assertEquals(Outcome.RECORDED, firm.user(ADMIN, "ops2", BackFirm.Users.OPERATIONS, "k"));
        secondOps = firm.machine.users().find("ops2");
    }

    @Test
    void aDayIsSignedOffOnceInOrder() {
        assertEquals(Outcome.WRONG_STATE, signOff(OPS, FIRST_DAY, ""));
        assertEquals(Refusal.NOT_IN_ORDER, Refusal.of(firm.reference));
        firm.closeDay();
        int second = firm.machine.businessDate();
        firm.closeDay();
        assertEquals(Outcome.WRONG_STATE, signOff(OPS, second, ""));
        assertEquals(List.of("day-before"), blocking(1));
        assertEquals(Outcome.FORBIDDEN, signOff(ADMIN, FIRST_DAY, ""));
        assertEquals(Outcome.FORBIDDEN, signOff(0, FIRST_DAY, ""));
        assertEquals(Outcome.NOT_FOUND, signOff(OPS, FIRST_DAY + 300, ""));
        assertEquals(Outcome.RECORDED, signOff(OPS, FIRST_DAY, "k1"));
        long seq = firm.reference;
        assertEquals(Outcome.REPEATED, signOff(OPS, FIRST_DAY, "k1"));
        assertEquals(seq, firm.reference);
        assertEquals(Outcome.WRONG_STATE, signOff(secondOps, FIRST_DAY, ""));
        assertEquals(Refusal.ALREADY_DONE, Refusal.of(firm.reference));
        assertEquals(Outcome.RECORDED, signOff(secondOps, second, ""));
        assertEquals(DayStatus.SIGNED_OFF, status(1));
        assertEquals(secondOps, firm.machine.signOffs().by(1));
        assertEquals("it is so", firm.machine.signOffs().comment(1));
        firm.decideAgain();
    }

    @Test
    void whatTheCloseFoundWarns() {
        firm.trade(1, OWN, Side.BUY, 100, 5000);
        firm.closeDay(Map.of(ACME, 5000L));
        assertEquals(0, firm.machine.signOffs().checklist().warnings(0));
        firm.fails(1, "F");
        firm.closeDay();
        assertEquals(1, firm.machine.days().found(1, DayList.Count.FAILS));
        assertEquals(1, firm.machine.days().found(1, DayList.Count.UNPRICED));
        assertEquals(2, firm.machine.signOffs().checklist().warnings(1));
        signOff(OPS, FIRST_DAY, "");
        assertEquals(Outcome.RECORDED, signOff(OPS, firm.machine.days().date(1), ""));
    }

    @Test
    void exceptionsAndProposalsUpToTheSealForbidIt() {
        firm.trade(1, 99, Side.BUY, 100, 5000);
        firm.closeDay();
        assertEquals(List.of("exceptions"), blocking(0));
        assertEquals(Outcome.WRONG_STATE, signOff(OPS, FIRST_DAY, ""));
        ExceptionResolvedEncoder resolved = new ExceptionResolvedEncoder();
        firm.draft.begin(resolved, OPS, 0).exceptionSeq(firm.machine.exceptions().seq(0)).requestKey("")
            .comment("nobody's trade");
        assertEquals(Outcome.RECORDED, firm.send(resolved));
        assertEquals(List.of(), blocking(0));
        firm.closeDay();
        assertEquals(Outcome.AWAITS_APPROVAL, reopen(firm.machine.days().date(1), ""));
        firm.closeDay();
        assertEquals(List.of("approvals", "day-before"), blocking(2));
        assertEquals(Outcome.RECORDED, signOff(OPS, FIRST_DAY, ""));
        assertEquals(List.of(), blocking(1));
        firm.decideAgain();
    }

    @Test
    void theLastDayIsReopenedByTwoAndClosedAgain() {
        firm.trade(1, OWN, Side.BUY, 100, 5000);
        firm.closeDay(Map.of(ACME, 5000L));
        assertEquals(Outcome.RECORDED, signOff(OPS, FIRST_DAY, ""));
        assertEquals(Outcome.WRONG_STATE, reopen(firm.machine.businessDate(), ""));
        assertEquals(Refusal.DAY_NOT_CLOSED, Refusal.of(firm.reference));
        assertEquals(Outcome.AWAITS_APPROVAL, reopen(FIRST_DAY, "r1"));
        long id = firm.reference;
        assertEquals(Outcome.REPEATED, reopen(FIRST_DAY, "r1"));
        assertEquals(DayStatus.SIGNED_OFF, status(0));
        assertEquals(Outcome.FORBIDDEN, approve(OPS, id));
        assertEquals(Outcome.RECORDED, approve(secondOps, id));
        assertEquals(DayStatus.REOPENED, status(0));
        assertEquals(FIRST_DAY, firm.machine.ledger().reopenedDate());
        assertEquals(Outcome.WRONG_STATE, signOff(OPS, FIRST_DAY, ""));
        assertEquals(Outcome.WRONG_STATE, firm.askClose(firm.machine.businessDate()));
        assertEquals(Refusal.DAY_REOPENED, Refusal.of(firm.reference));
        assertEquals(Outcome.WRONG_STATE, reopen(FIRST_DAY, ""));
        String head = firm.machine.days().head(0);
        firm.trade(2, OWN, Side.BUY, 100, 5000);
        restored();
        long seal = firm.machine.days().sealSeq(0);
        assertEquals(Outcome.RECORDED, closeAgain("c1"));
        assertEquals(Outcome.REPEATED, closeAgain("c1"));
        assertEquals(DayStatus.CLOSED, status(0));
        assertEquals(0, firm.machine.ledger().reopenedDate());
        assertTrue(firm.machine.days().sealSeq(0) > seal);
        assertNotEquals(head, firm.machine.days().head(0));
        assertEquals(firm.machine.ledger().chain().head(), firm.machine.days().head(0));
        assertEquals(Outcome.RECORDED, signOff(OPS, FIRST_DAY, ""));
        firm.closeDay(Map.of(ACME, 5000L));
        assertEquals(Outcome.WRONG_STATE, reopen(FIRST_DAY, ""));
        firm.decideAgain();
    }

    @Test
    void aMarkThatDoesNotFitIsAnExceptionAndTheDayCloses() {
        firm.trade(1, OWN, Side.BUY, 1_000_000_000, 5000);
        firm.trade(2, BackFirm.AVERAGE, Side.BUY, 10, 5000);
        int date = firm.machine.businessDate();
        firm.askClose(date);
        firm.middle.riskDayClosed(date, Map.of(ACME, 1_000_000_000 * Money.E8), BackFirm.USD, Map.of());
        firm.run();
        assertEquals(1, firm.machine.exceptions().count());
        assertEquals(ExceptionCode.OVERFLOW, firm.machine.exceptions().code(0));
        assertEquals("the mark of PROP in ACME does not fit", firm.machine.exceptions().text(0));
        assertEquals(999_999_950_000L, firm.balances().get(1210));
        assertEquals(DayStatus.CLOSED, status(0));
        firm.decideAgain();
    }

    private void restored() {
        MemorySnapshots store = new MemorySnapshots();
        Replay first = new Replay(new BackMachine(), firm.journal, List.of(firm.middle.journal()), Stops.NONE);
        while (first.next()) {
            assertTrue(first.seq() > 0);
        }
        first.snapshot(store);
        BackMachine loaded = new BackMachine();
        new Replay(loaded, firm.journal, List.of(firm.middle.journal()), Stops.NONE).load(store);
        assertEquals(StateHash.of(firm.machine), StateHash.of(loaded));
    }

    private DayStatus status(int row) {
        return firm.machine.signOffs().checklist().status(row);
    }

    private List<String> blocking(int row) {
        return firm.machine.signOffs().checklist().items(row).stream()
            .filter(item -> item.level() == Checklist.Level.BLOCKING).map(Checklist.Item::name).toList();
    }

    private Outcome signOff(int actor, int date, String key) {
        DaySignedOffEncoder signOff = new DaySignedOffEncoder();
        firm.draft.begin(signOff, actor, 0).businessDate(date).requestKey(key).comment("it is so");
        return firm.send(signOff);
    }

    private Outcome reopen(int date, String key) {
        ReopeningProposedEncoder reopening = new ReopeningProposedEncoder();
        firm.draft.begin(reopening, OPS, 0).businessDate(date).requestKey(key).reason("an entry is missing");
        return firm.send(reopening);
    }

    private Outcome approve(int actor, long id) {
        ApprovalDecidedEncoder decided = new ApprovalDecidedEncoder();
        firm.draft.begin(decided, actor, 0).approvalId(id).decision(Decision.APPROVE).requestKey("").comment("");
        return firm.send(decided);
    }

    private Outcome closeAgain(String key) {
        DayClosingEncoder closing = new DayClosingEncoder();
        firm.draft.begin(closing, OPS, 0).businessDate(FIRST_DAY).requestKey(key);
        return firm.send(closing);
    }
}
