package throughline.back;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.back.BackFirm.ACME;
import static throughline.back.BackFirm.AVERAGE;
import static throughline.back.BackFirm.CCP;
import static throughline.back.BackFirm.CLIENT;
import static throughline.back.BackFirm.CLIENT_PARTY;
import static throughline.back.BackFirm.FIRST_DAY;
import static throughline.back.BackFirm.OWN;
import static throughline.back.BackFirm.STREET;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import throughline.journal.RecordCursor;
import throughline.ledger.Lots;
import throughline.message.EntryBookedDecoder;
import throughline.message.ExceptionCode;
import throughline.message.ObligationStatus;
import throughline.message.Side;
import throughline.message.TradeKind;
import throughline.back.MiddleJournal.Fill;
import throughline.settlement.Obligations;
import throughline.trade.TradeList.Status;
import throughline.trade.TradeList;

/** A bust takes back what was posted, a correction books anew, and what cannot be taken back posts nothing. */
class BustTest {
    private final BackFirm firm = BackFirm.open();
    private final TradeList trades = firm.machine.trades();
    private final Lots lots = firm.machine.ledger().lots();

    @Test
    void nothingIsLeftOfAnOrderWhoseOneExecutionIsBusted() {
        for (int account : new int[] {OWN, AVERAGE, CLIENT}) {
            firm.bust(firm.trade(account, account, Side.BUY, 100, 5_000));
            firm.bust(firm.trade(10 + account, account, Side.SELL, 100, 5_000));
        }
        assertEquals(Map.of(), firm.balances());
        assertEquals(0, lots.count(OWN, ACME) + lots.count(AVERAGE, ACME));
        assertEquals(Status.BUSTED, trades.status(0));
        Obligations obligations = firm.machine.obligations();
        assertEquals(6, obligations.count());
        for (int row = 0; row < 6; row++) {
            assertEquals(ObligationStatus.SETTLED, obligations.status(row));
            assertEquals(0, obligations.quantity(row) + obligations.amountMinor(row) + obligations.clientMinor(row));
        }
        firm.closeDay();
        assertEquals(0, obligations.instructionId(0));
        assertEquals(0, firm.machine.exceptions().count());
        firm.decideAgain();
    }

    /** 100 at 0.01 a share cost the minimum of 1.00; so do the 60 that are left. */
    @Test
    void feesAreThoseOfTheRestOfTheOrder() {
        firm.trade(1, CLIENT, Side.BUY, 60, 5_000);
        Fill busted = firm.trade(1, CLIENT, Side.BUY, 940, 5_000);
        assertEquals(-1_000, firm.balances().get(4200));
        firm.bust(busted);
        assertEquals(-100, firm.balances().get(4200));
        assertEquals(300_100, firm.balances().get(1300));
        assertEquals(300_100, firm.machine.obligations().clientMinor(0));
        assertEquals(ObligationStatus.OPEN, firm.machine.obligations().status(0));
        firm.trade(1, CLIENT, Side.BUY, 140, 5_000);
        assertEquals(-200, firm.balances().get(4200));
        assertEquals(1, firm.machine.obligations().count());
        firm.decideAgain();
    }

    @Test
    void theFirstExecutionBustedLeavesWhatTheSecondAloneWouldHave() {
        BackFirm one = BackFirm.open();
        one.trade(1, OWN, Side.SELL, 700, 5_500);
        one.trade(2, CLIENT, Side.SELL, 700, 5_500);
        Fill own = firm.trade(1, OWN, Side.SELL, 500, 5_400);
        Fill client = firm.trade(2, CLIENT, Side.SELL, 500, 5_400);
        firm.trade(1, OWN, Side.SELL, 700, 5_500);
        firm.trade(2, CLIENT, Side.SELL, 700, 5_500);
        firm.bust(own);
        firm.bust(client);
        assertEquals(one.balances(), firm.balances());
        firm.decideAgain();
    }

    /** Of 100 at 50 and 100 at 52, 150 are sold: without the first, 100 at 52 close and 50 open short. */
    @Test
    void aLotRelievedMeanwhileIsRelievedAnew() {
        Fill first = firm.trade(1, OWN, Side.BUY, 100, 5_000);
        firm.trade(2, OWN, Side.BUY, 100, 5_200);
        firm.trade(3, OWN, Side.SELL, 150, 5_500);
        assertEquals(-65_000, firm.balances().get(4100));
        firm.bust(first);
        assertEquals(-50, lots.held(OWN, ACME));
        assertEquals(null, firm.balances().get(1200));
        assertEquals(-275_000, firm.balances().get(2200));
        assertEquals(-30_000, firm.balances().get(4100));
        assertEquals(List.of("COST_RESTATED 0", "REVERSAL 1", "REVERSAL 2"), lastEntries(3));
        firm.trade(4, OWN, Side.BUY, 50, 5_000);
        assertEquals(-55_000, firm.balances().get(4100));
        firm.decideAgain();
    }

    @Test
    void averageCostIsThatOfWhatIsLeft() {
        firm.trade(1, AVERAGE, Side.BUY, 100, 5_000);
        firm.closeDay();
        Fill dear = firm.trade(2, AVERAGE, Side.BUY, 100, 6_000);
        firm.trade(3, AVERAGE, Side.SELL, 50, 7_000);
        assertEquals(-75_000, firm.balances().get(4100));
        firm.bust(dear);
        assertEquals(-100_000, firm.balances().get(4100));
        assertEquals(250_000, firm.balances().get(1200));
        assertEquals(1, lots.count(AVERAGE, ACME));
        firm.decideAgain();
    }

    @Test
    void aCorrectionIsAReversalAndANewBooking() {
        firm.trade(1, OWN, Side.BUY, 40, 4_900);
        Fill wrong = firm.trade(1, OWN, Side.BUY, 60, 5_000);
        Fill right = firm.correct(wrong, 50, 5_100);
        assertEquals(List.of("REVERSAL 3", "REVERSAL 4", "TRADE 0", "FEE 0"), lastEntries(4));
        assertEquals(196_000 + 255_000, firm.balances().get(1200));
        assertEquals(27, firm.balances().get(5300));
        assertEquals(90, firm.machine.obligations().quantity(0));
        assertEquals(451_000, firm.machine.obligations().amountMinor(0));
        assertEquals(Status.CORRECTED, trades.status(1));
        assertEquals(50, trades.quantity(1));
        assertEquals(5_100_000_000L, trades.priceE8(1));
        firm.correct(wrong, 50, 5_100);
        assertEquals(0, firm.machine.exceptions().count());
        firm.bust(wrong);
        assertEquals(ExceptionCode.CONTRADICTION, firm.machine.exceptions().code(0));
        firm.middle.trade(wrong);
        firm.run();
        assertEquals(1, firm.machine.exceptions().count());
        firm.bust(right);
        assertEquals(Status.BUSTED, trades.status(1));
        assertEquals(196_000, firm.balances().get(1200));
        firm.decideAgain();
    }

    @Test
    void whatCannotBeTakenBackPostsNothing() {
        Fill busted = firm.trade(1, OWN, Side.BUY, 100, 5_000);
        firm.bust(busted);
        Fill kept = firm.trade(2, OWN, Side.BUY, 100, 5_000);
        Map<Integer, Long> before = firm.balances();
        long entries = firm.machine.ledger().entries();
        firm.bust(busted);
        firm.correct(busted, 10, 5_000);
        firm.bust(new Fill(99, 2, OWN, ACME, CCP, Side.BUY, 100, kept.priceE8(), FIRST_DAY));
        firm.bust(new Fill(kept.execution(), 2, OWN, ACME, CCP, Side.SELL, 100, kept.priceE8(), FIRST_DAY));
        firm.bust(new Fill(kept.execution(), 2, OWN, ACME, CCP, Side.BUY, 99, kept.priceE8(), FIRST_DAY));
        firm.bust(new Fill(kept.execution(), 1, OWN, ACME, CCP, Side.BUY, 100, kept.priceE8(), FIRST_DAY));
        firm.correct(kept, Long.MAX_VALUE / 2, 5_000);
        Fill unknown = new Fill(5_000, 3, OWN, 77, CCP, Side.BUY, 100, kept.priceE8(), FIRST_DAY);
        firm.middle.trade(unknown);
        firm.bust(unknown);
        firm.middle.undo(TradeKind.BUST, new Fill(98, 9, STREET, ACME, CCP, Side.BUY, 1, 1, FIRST_DAY));
        firm.run();
        assertEquals(List.of("CONTRADICTION", "CONTRADICTION", "UNKNOWN_REFERENCE", "CONTRADICTION", "CONTRADICTION",
            "CONTRADICTION", "OVERFLOW", "UNKNOWN_REFERENCE", "UNKNOWN_REFERENCE"), codes());
        assertEquals(Status.UNBOOKED, trades.status(2));
        assertEquals(100, trades.quantity(1));
        firm.closeDay();
        firm.bust(kept);
        assertEquals(ExceptionCode.UNKNOWN_REFERENCE, firm.machine.exceptions().code(9));
        assertEquals(before, firm.balances());
        assertEquals(entries, firm.machine.ledger().entries());
        firm.decideAgain();
    }

    /** Risk has closed the day and the obligation may be instructed: people decide, nothing is guessed. */
    @Test
    void anInstructedObligationIsForPeople() {
        Fill late = firm.trade(1, OWN, Side.BUY, 100, 5_000);
        firm.askClose(FIRST_DAY);
        firm.middle.riskDayClosed(FIRST_DAY);
        while (firm.machine.obligations().status(0) == ObligationStatus.OPEN) {
            firm.agent.doWork();
        }
        assertEquals(FIRST_DAY, firm.machine.businessDate());
        firm.bust(late);
        assertEquals(List.of("UNSUPPORTED"), codes());
        assertEquals(500_000, firm.balances().get(1200));
        firm.decideAgain();
    }

    @Test
    void aTradeElsewhereIsAgainstThePartyItNames() {
        Fill fill = new Fill(4_000, 3_999, OWN, ACME, CLIENT_PARTY, Side.BUY, 100, 5_000_000_000L, FIRST_DAY);
        firm.middle.elsewhere(fill);
        firm.middle.elsewhere(new Fill(4_002, 4_001, OWN, ACME, 0, Side.BUY, 10, 5_000_000_000L, FIRST_DAY));
        firm.run();
        assertTrue(trades.isElsewhere(0));
        assertEquals("index ann", trades.strategy(0) + " " + trades.decisionMaker(0));
        assertEquals(CLIENT_PARTY, firm.machine.obligations().partyId(0));
        assertEquals(CCP, firm.machine.obligations().partyId(1));
        assertEquals(110, lots.held(OWN, ACME));
        firm.bust(fill);
        assertEquals(10, lots.held(OWN, ACME));
        assertEquals(-50_000, firm.balances().get(2100));
        firm.decideAgain();
    }

    private List<String> codes() {
        List<String> codes = new ArrayList<>();
        for (int row = 0; row < firm.machine.exceptions().count(); row++) {
            codes.add(firm.machine.exceptions().code(row).name());
        }
        return codes;
    }

    /** Kind of the last entries, and which one each reverses. */
    private List<String> lastEntries(int count) {
        List<String> kinds = new ArrayList<>();
        EntryBookedDecoder entry = new EntryBookedDecoder();
        try (RecordCursor cursor = new RecordCursor("back", firm.journal)) {
            while (cursor.next()) {
                if (cursor.record().templateId() == EntryBookedDecoder.TEMPLATE_ID) {
                    entry.wrap(cursor.record().buffer(), cursor.record().body(), cursor.record().blockLength(),
                        cursor.record().version());
                    kinds.add(entry.kind() + " " + entry.reverses());
                }
            }
        }
        return kinds.subList(kinds.size() - count, kinds.size());
    }
}
