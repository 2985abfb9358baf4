package throughline.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import throughline.message.AccountKind;
import throughline.message.AccountStatedEncoder;
import throughline.message.OrderCanceledEncoder;
import throughline.message.OrderCapturedEncoder;
import throughline.message.OrderPlacedEncoder;
import throughline.message.OrderReplacedEncoder;
import throughline.message.OrderRestatedEncoder;
import throughline.message.ReplaceRefusedEncoder;
import throughline.message.ReplaceRequestedEncoder;
import throughline.message.SessionOpenedEncoder;
import throughline.message.Side;
import throughline.message.TradeBustedEncoder;
import throughline.message.TradeClearedEncoder;
import throughline.message.TradeCorrectedEncoder;
import throughline.message.TradeExecutedEncoder;
import throughline.message.TradeKind;

/** What holds is found to hold, and each thing that does not is named. */
class FrontFoldTest {
    private static final int OWN = 1;
    private static final int OTHER = 2;
    private static final int STREET = 3;
    private static final int ABC = 1;

    private final Scribe front = new Scribe("front");
    private final Scribe middle = new Scribe("middle");
    private final Findings findings = new Findings();
    private final FrontFold fold = new FrontFold(front.journal, findings);

    FrontFoldTest() {
        account(OWN, AccountKind.PRINCIPAL);
        account(OTHER, AccountKind.PRINCIPAL);
        account(STREET, AccountKind.OUTSIDE);
    }

    private void account(int id, AccountKind kind) {
        front.begin(new AccountStatedEncoder(), 0).accountId(id).kind(kind);
        front.end();
    }

    private long order(String clOrdId, int account, long quantity) {
        long seq = nextSeq();
        front.begin(new OrderCapturedEncoder(), seq).accountId(account).instrumentId(ABC).quantity(quantity)
            .clOrdId(clOrdId).accountName("").symbol("").strategy("").decisionMaker("").session("").parentId("")
            .locate("");
        assertEquals(seq, front.end());
        place(seq, quantity);
        return seq;
    }

    private long nextSeq() {
        return front.journal.documents().size() + 1L;
    }

    private void place(long order, long quantity) {
        front.begin(new OrderPlacedEncoder(), order).quantity(quantity);
        front.end();
    }

    /** One side of a match; the next one's has the same id. */
    private long executed(long match, long order, int account, Side side, long quantity, long cum, long leaves) {
        long seq = nextSeq();
        front.begin(new TradeExecutedEncoder(), order).matchId(match == 0 ? seq : match).quantity(quantity).priceE8(7)
            .cumQty(cum).leavesQty(leaves).accountId(account).instrumentId(ABC).side(side).strategy("")
            .decisionMaker("");
        return front.end();
    }

    private void busted(long execution, long match, long order, int account, Side side, long quantity, long cum) {
        front.begin(new TradeBustedEncoder(), order).executionId(execution).matchId(match).quantity(quantity).priceE8(7)
            .cumQty(cum).accountId(account).instrumentId(ABC).side(side).requestKey("").reason("").strategy("")
            .decisionMaker("");
        front.end();
    }

    private void corrected(long execution, long match, long order, int account, Side side, long old, long quantity) {
        front.begin(new TradeCorrectedEncoder(), order).executionId(execution).matchId(match).oldQuantity(old)
            .oldPriceE8(7).quantity(quantity).priceE8(8).cumQty(quantity).accountId(account).instrumentId(ABC)
            .side(side).requestKey("").reason("").strategy("").decisionMaker("");
        front.end();
    }

    private long elsewhere(long quantity) {
        long seq = nextSeq();
        front.begin(new TradeExecutedEncoder(), seq).matchId(seq).quantity(quantity).priceE8(7).cumQty(quantity)
            .accountId(OWN).instrumentId(ABC).side(Side.BUY).elsewhere((short) 1).strategy("").decisionMaker("");
        return front.end();
    }

    private String found() {
        while (fold.next(Long.MAX_VALUE)) {
            continue;
        }
        fold.finish();
        return String.join("; ", findings.first());
    }

    private long position(int account) {
        return fold.positions().get(ExecutionFold.key(account, ABC));
    }

    @Test
    void bustsCorrectionsAndTradesElsewhereMoveWhatIsHeld() {
        long buys = order("a", OWN, 100);
        long sells = order("b", OTHER, 100);
        long match = executed(0, buys, OWN, Side.BUY, 60, 60, 40);
        executed(match, sells, OTHER, Side.SELL, 60, 60, 40);
        corrected(match, match, buys, OWN, Side.BUY, 60, 50);
        corrected(match + 1, match, sells, OTHER, Side.SELL, 60, 50);
        long street = executed(0, buys, OWN, Side.BUY, 40, 90, 0);
        executed(street, 0, STREET, Side.SELL, 40, 40, 0);
        busted(street, street, buys, OWN, Side.BUY, 40, 50);
        busted(street + 1, street, 0, STREET, Side.SELL, 40, 0);
        elsewhere(7);
        assertEquals("", found());
        assertEquals(57, position(OWN));
        assertEquals(-50, position(OTHER));
        assertEquals(0, position(STREET));
        assertEquals(1, fold.open().size());
        assertEquals(9, fold.executions());
    }

    @Test
    void whatIsUndoneIsUndoneOnceAndAsItWas() {
        long buys = order("a", OWN, 100);
        long match = executed(0, buys, OWN, Side.BUY, 60, 60, 40);
        executed(match, 0, STREET, Side.SELL, 60, 60, 0);
        busted(match, match, buys, OWN, Side.BUY, 60, 0);
        busted(match + 1, match, 0, STREET, Side.SELL, 60, 0);
        busted(match, match, buys, OWN, Side.BUY, 60, -60);
        busted(match + 1, match, 0, STREET, Side.SELL, 60, 0);
        String found = found();
        assertTrue(found.contains("busts execution " + match + ", which is not, or not so, of its date"), found);
        assertTrue(found.contains("what is left executed is not order"), found);
    }

    @Test
    void aBustOfOneSideIsFound() {
        long buys = order("a", OWN, 100);
        long match = executed(0, buys, OWN, Side.BUY, 60, 60, 40);
        executed(match, 0, STREET, Side.SELL, 60, 60, 0);
        busted(match, match, buys, OWN, Side.BUY, 60, 0);
        order("b", OWN, 100);
        assertEquals("front: match " + match + " has one side; L13: XSIM's buys and sells of instrument 1 differ by "
            + "-60", found());
    }

    @Test
    void anOrderLivesOnRestatedAndOnlySo() {
        long buys = order("a", OWN, 100);
        front.begin(new SessionOpenedEncoder(), 0);
        front.end();
        restate(buys, 100);
        place(buys, 100);
        assertEquals("", found());
        assertEquals(2, fold.judgements());
        place(buys, 100);
        restate(buys, 99);
        assertEquals("front: order " + buys + " is placed twice; front: seq " + (nextSeq() - 1) + " restates order "
            + buys + " as it is not", found());
    }

    private void restate(long order, long leaves) {
        front.begin(new OrderRestatedEncoder(), order).quantity(leaves).leavesQty(leaves).strategy("")
            .decisionMaker("").session("").parentId("").locate("");
        front.end();
    }

    @Test
    void anAmendmentIsAnsweredOnce() {
        long buys = order("a", OWN, 100);
        long first = replace(buys);
        replaced(buys, first, 150);
        long second = replace(buys);
        front.begin(new ReplaceRefusedEncoder(), buys).requestSeq(second);
        front.end();
        assertEquals("", found());
        assertEquals(150, fold.open().get(buys).leaves);
        replaced(buys, second, 20);
        canceled(buys, 19);
        assertEquals("front: seq " + (nextSeq() - 2) + " answers amendment " + second + ", which waits for no answer; "
            + "front: seq " + (nextSeq() - 1) + " ends order " + buys + " with other than it executed and had left",
            found());
    }

    private long replace(long order) {
        front.begin(new ReplaceRequestedEncoder(), order).clOrdId("").requestKey("");
        return front.end();
    }

    private void replaced(long order, long request, long leaves) {
        front.begin(new OrderReplacedEncoder(), order).requestSeq(request).quantity(leaves).leavesQty(leaves)
            .clOrdId("");
        front.end();
    }

    private void canceled(long order, long rest) {
        front.begin(new OrderCanceledEncoder(), order).canceledQty(rest);
        front.end();
    }

    /** What the middle hands on is the same only when it is all of it, and as it was. */
    @Test
    void theMiddleHandsOnEachOfThem() {
        long buys = order("a", OWN, 100);
        long match = executed(0, buys, OWN, Side.BUY, 60, 60, 40);
        executed(match, 0, STREET, Side.SELL, 60, 60, 0);
        busted(match, match, buys, OWN, Side.BUY, 60, 0);
        busted(match + 1, match, 0, STREET, Side.SELL, 60, 0);
        assertEquals("", found());
        assertEquals(fold.executionHash(), cleared(match, TradeKind.BUST));
        assertTrue(fold.executionHash() != cleared(match, TradeKind.CORRECTION));
        assertTrue(findings.none(), findings::toString);
    }

    private long cleared(long match, TradeKind second) {
        MiddleFold other = new MiddleFold(middle.journal, findings);
        while (other.next(Long.MAX_VALUE)) {
            continue;
        }
        long before = other.executionHash();
        cleared(match, match, match, OWN, Side.BUY, TradeKind.NEW);
        cleared(match + 1, match + 1, match, STREET, Side.SELL, TradeKind.NEW);
        cleared(match + 2, match, match, OWN, Side.BUY, second);
        cleared(match + 3, match + 1, match, STREET, Side.SELL, second);
        while (other.next(Long.MAX_VALUE)) {
            continue;
        }
        return other.executionHash() - before;
    }

    private void cleared(long cause, long execution, long match, int account, Side side, TradeKind kind) {
        middle.begin(new TradeClearedEncoder(), 0).executionId(execution).matchId(match).quantity(60).priceE8(7)
            .accountId(account).instrumentId(ABC).side(side).kind(kind).strategy("").decisionMaker("");
        middle.end(cause);
    }
}
