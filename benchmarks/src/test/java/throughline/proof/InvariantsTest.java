package throughline.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import throughline.message.AccountKind;
import throughline.message.AccountStatedEncoder;
import throughline.message.EntryKind;
import throughline.message.OrderCapturedEncoder;
import throughline.message.OrderPlacedEncoder;
import throughline.message.Side;
import throughline.message.TradeExecutedEncoder;
import throughline.proof.ForgedBooks.Line;

/**
 * Each invariant that {@code verify} keeps, broken on purpose by journals that no office writes, whole in their CRCs
 * and hashes: the fold finds it and names it. What the builder and the ledger refuse is in the back office's
 * {@code LedgerTest}, what the database and the proof of the books find in its {@code InvariantsTest}.
 */
class InvariantsTest {
    private static final int DAY = 100;

    private final Findings findings = new Findings();
    private final ForgedBooks books = new ForgedBooks(findings);

    private void found(String... expected) {
        books.read();
        assertEquals(String.join("; ", expected), String.join("; ", findings.first()));
    }

    @Test
    void booksAsTheyShouldBe() {
        books.open(DAY);
        long entry = books.entry(EntryKind.MANUAL, 1, 5);
        books.entry(EntryKind.TRADE, 7, 100);
        books.close(DAY, DAY + 3);
        books.reopen(DAY);
        books.on(DAY, DAY + 3).entry(EntryKind.MANUAL, 2, 5);
        books.on(DAY, DAY + 3).reversal(2, entry, -5);
        books.reseal(DAY);
        books.on(DAY + 3, DAY + 3).entry(EntryKind.FX, 3, 5);
        books.close(DAY + 3, DAY + 4);
        found();
    }

    @Test
    void l1AnEntryThatDoesNotBalance() {
        books.open(DAY);
        books.book(EntryKind.MANUAL, 1, 0, new Line(ForgedBooks.CASH, 100), new Line(ForgedBooks.CAPITAL, -99));
        found("L1: entry 1 leaves 1 in unit 840");
    }

    /** Balanced in numbers and in no unit. */
    @Test
    void l1AnEntryAcrossUnits() {
        books.open(DAY);
        books.book(EntryKind.MANUAL, 1, 0, new Line(ForgedBooks.CASH, 100), new Line(ForgedBooks.EURO_CASH, -100));
        found("L1: entry 1 leaves -100 in unit 978", "L1: entry 1 leaves 100 in unit 840");
    }

    @Test
    void l2BalancesThatDoNotSumToZeroAtTheClose() {
        books.open(DAY);
        books.book(EntryKind.MANUAL, 1, 0, new Line(ForgedBooks.CASH, 100), new Line(ForgedBooks.CAPITAL, -99));
        books.close(DAY, DAY + 1);
        found("L1: entry 1 leaves 1 in unit 840", "L2: unit " + (1L << 32 | 840) + " leaves 1");
    }

    @Test
    void l3ARunningBalanceThatIsNotTheFold() {
        books.open(DAY);
        books.forgeBalance(ForgedBooks.CASH, 1);
        books.entry(EntryKind.MANUAL, 1, 5);
        found("L3: entry 1 states another balance of account 1 than its postings make");
    }

    @Test
    void l3AVersionIsLeftOut() {
        books.open(DAY);
        books.skipVersion(ForgedBooks.CAPITAL);
        books.entry(EntryKind.MANUAL, 1, 5);
        found("L3: entry 1 states another balance of account 2 than its postings make");
    }

    @Test
    void l5AReversalOfAReversalAndOfOneReversedBefore() {
        books.open(DAY);
        long entry = books.entry(EntryKind.MANUAL, 1, 5);
        long reversal = books.reversal(2, entry, -5);
        books.reversal(3, reversal, 5);
        books.reversal(4, entry, -5);
        String why = ", which is a reversal, was reversed, or is not there";
        found("L5: entry 3 reverses entry 2" + why, "L5: entry 4 reverses entry 1" + why);
    }

    /** What people booked is reversed days later too, and to the cent then. */
    @Test
    void l5AReversalOnALaterDayThatNegatesAnotherAmount() {
        books.open(DAY);
        long entry = books.entry(EntryKind.CASH_MOVEMENT, 1, 5);
        books.close(DAY, DAY + 1);
        books.on(DAY + 1, DAY + 1).reversal(2, entry, -4);
        found("L5: entry 2 is not the exact negation of entry 1");
    }

    @Test
    void l6AnExecutionOrAMovementBookedTwice() {
        books.open(DAY);
        books.entry(EntryKind.TRADE, 7, 5);
        books.entry(EntryKind.TRADE, 7, 5);
        books.entry(EntryKind.CASH_MOVEMENT, 9, 5);
        books.entry(EntryKind.CASH_MOVEMENT, 9, 5);
        found("L6: execution 7 is booked twice", "L6: what proposal 9 asked for is booked twice");
    }

    @Test
    void l6AnEntryIsLeftOut() {
        books.open(DAY);
        books.entry(EntryKind.TRADE, 7, 5);
        books.skipEntry();
        books.entry(EntryKind.TRADE, 8, 5);
        found("back: entry 3 stands where entry 2 belongs");
    }

    /** The record is whole by its CRC; the seal of its day says it was another. */
    @Test
    void l7AnEntryChangedBehindItsSeal() {
        books.open(DAY);
        books.entry(EntryKind.TRADE, 7, 5);
        books.sealAs(DAY, DAY + 1, new byte[32]);
        found("L7: DayClosed at seq 10 seals another head");
    }

    @Test
    void l7AResealThatSealsAnotherHead() {
        books.open(DAY);
        books.entry(EntryKind.TRADE, 7, 5);
        books.close(DAY, DAY + 1);
        books.reopen(DAY);
        books.resealAs(DAY, new byte[32]);
        found("L7: DayResealed at seq 12 seals another head");
    }

    @Test
    void l8AnEntryIntoAClosedDay() {
        books.open(DAY);
        books.close(DAY, DAY + 1);
        books.on(DAY, DAY + 1).entry(EntryKind.MANUAL, 1, 5);
        books.on(DAY + 1, DAY).entry(EntryKind.MANUAL, 2, 5);
        found("L8: entry 1 is of day 100, booked on 101; open is 101, reopened 0",
            "L8: entry 2 is of day 101, booked on 100; open is 101, reopened 0");
    }

    @Test
    void l8AReopenedDayTakesOnlyWhatIsBookedByHandAndOnlyUntilItIsSealed() {
        books.open(DAY);
        books.close(DAY, DAY + 1);
        books.reopen(DAY);
        books.on(DAY, DAY + 1).entry(EntryKind.TRADE, 1, 5);
        books.reseal(DAY);
        books.on(DAY, DAY + 1).entry(EntryKind.MANUAL, 2, 5);
        found("L8: entry 1 is of day 100, booked on 101; open is 101, reopened 100",
            "L8: entry 2 is of day 100, booked on 101; open is 101, reopened 0");
    }

    @Test
    void l8ADayReopenedThatWasNotClosedLast() {
        books.open(DAY);
        books.close(DAY, DAY + 1);
        books.close(DAY + 1, DAY + 2);
        books.reopen(DAY);
        found("L8: seq 11 reopens day 100; open is 102, closed last 101, reopened 0");
    }

    @Test
    void l10SecuritiesOwnedThatLieNowhere() {
        books.open(DAY);
        books.book(EntryKind.SECURITY_MOVEMENT, 1, 0, new Line(ForgedBooks.INVENTORY, 300),
            new Line(ForgedBooks.DEPOT, -299));
        books.close(DAY, DAY + 1);
        found("L1: entry 1 leaves 1 in unit 7", "L2: unit " + (2L << 32 | 7) + " leaves 1");
    }

    @Test
    void l12ASweepLeftOut() {
        books.open(DAY);
        books.book(EntryKind.CASH_MOVEMENT, 1, 0, new Line(ForgedBooks.CLIENT_BANK, 500),
            new Line(ForgedBooks.CLIENT_CREDIT, -500));
        books.book(EntryKind.STREET_SETTLEMENT, 2, 0, new Line(ForgedBooks.CLIENT_BANK, -70),
            new Line(ForgedBooks.CASH, 70));
        books.close(DAY, DAY + 1);
        found("L12: at seq " + books.seq() + " 1010 and 2310 differ by -70");
    }

    @Test
    void l12AClientsFreeCreditInDebit() {
        books.open(DAY);
        books.book(EntryKind.CASH_MOVEMENT, 1, 0, new Line(ForgedBooks.CLIENT_BANK, -1),
            new Line(ForgedBooks.CLIENT_CREDIT, 1));
        books.close(DAY, DAY + 1);
        found("L12: a client's 2310 is in debit");
    }

    @Test
    void l12ClientsMoneyMovedByAnEntryThatMayNot() {
        books.open(DAY);
        books.book(EntryKind.MANUAL, 1, 0, new Line(ForgedBooks.CLIENT_BANK, 70), new Line(ForgedBooks.CASH, -70));
        found("L12: entry 1 of kind MANUAL moves clients' money");
    }

    @Test
    void l13OneSideOfAMatchIsMissing() {
        Scribe front = new Scribe("front");
        front.begin(new AccountStatedEncoder(), 0).accountId(1).kind(AccountKind.PRINCIPAL);
        front.end();
        front.begin(new OrderCapturedEncoder(), 2).accountId(1).instrumentId(1).quantity(60).clOrdId("a")
            .accountName("").symbol("").strategy("").decisionMaker("").session("").parentId("").locate("");
        front.end();
        front.begin(new OrderPlacedEncoder(), 2).quantity(60);
        front.end();
        front.begin(new TradeExecutedEncoder(), 2).matchId(4).quantity(60).priceE8(7).cumQty(60).accountId(1)
            .instrumentId(1).side(Side.BUY).strategy("").decisionMaker("");
        front.end();
        FrontFold fold = new FrontFold(front.journal, findings);
        while (fold.next(Long.MAX_VALUE)) {
            continue;
        }
        fold.finish();
        assertEquals("front: match 4 has one side; L13: XSIM's buys and sells of instrument 1 differ by 60",
            String.join("; ", findings.first()));
    }
}
