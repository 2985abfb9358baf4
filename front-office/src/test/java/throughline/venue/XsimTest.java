package throughline.venue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.venue.VenueBench.E8;
import static throughline.venue.VenueBench.STREET;

import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.capture.FlatJournal;
import throughline.journal.MemoryJournal;
import throughline.message.MarketPhase;
import throughline.message.OrdType;
import throughline.message.PriceKind;
import throughline.message.SelfTradeMode;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.office.Replay;
import throughline.office.Stops;
import throughline.state.StateHash;

/** What the exchange does with each kind of order, told as whole lists. Prices of lines are hundredths. */
class XsimTest {
    private static final long CENT_E8 = E8 / 100;
    private static final long MS = 1_000_000;
    private static final String CALLS = "street=off\nxsim.opening.ms=5\nxsim.closing.ms=7\nxsim.interruption.ms=3\n";

    private final VenueEvents events = new VenueEvents();
    private final MemoryJournal journal = new MemoryJournal("front");
    private VenueBench bench = new VenueBench(VenueBench.NO_STREET, 4_096, journal, events);

    XsimTest() {
        prepare(0);
    }

    private void prepare(int bandBps) {
        bench.account(1, 1, SelfTradeMode.AGGRESSOR);
        bench.account(2, 2, SelfTradeMode.PASSIVE);
        bench.account(3, 3, SelfTradeMode.BOTH);
        bench.account(4, 0, SelfTradeMode.AGGRESSOR);
        bench.account(5, 0, SelfTradeMode.AGGRESSOR);
        bench.account(STREET, 0, SelfTradeMode.NONE);
        bench.instrument(1, CENT_E8, bandBps, 100 * E8);
        bench.open();
        events.take();
    }

    private void anew(String configuration, int bandBps) {
        bench = new VenueBench(configuration, 4_096, new FlatJournal(0), events);
        prepare(bandBps);
    }

    private long limit(int account, Side side, long quantity, long cents) {
        return enter(account, side, OrdType.LIMIT, TimeInForce.DAY, quantity, cents, 0);
    }

    private long enter(int account, Side side, OrdType type, TimeInForce until, long quantity, long cents,
        long stopCents) {
        return bench.enter(new VenueBench.Entry(account, 1, side, type, until, quantity, cents * CENT_E8,
            stopCents * CENT_E8));
    }

    @Test
    void fillsAllOrKills() {
        long sell = limit(4, Side.SELL, 10, 10_000);
        events.take();
        long more = enter(5, Side.BUY, OrdType.LIMIT, TimeInForce.FOK, 11, 10_000, 0);
        assertEquals(List.of("placed " + more + " 11@10000 stop 0", "canceled " + more + " 0+11 FILL_OR_KILL"),
            events.take());
        long all = enter(5, Side.BUY, OrdType.LIMIT, TimeInForce.FOK, 10, 10_000, 0);
        assertEquals(List.of("placed " + all + " 10@10000 stop 0",
            "trade 10@10000 " + all + "! BUY 10+0 / " + sell + " SELL 10+0"), events.take());
    }

    @Test
    void endsTheIncomingTheRestingOrBothOfAGroup() {
        for (int account = 1; account <= 3; account++) {
            long own = limit(account, Side.SELL, 5, 10_000);
            long other = limit(4, Side.SELL, 5, 10_000);
            events.take();
            long buy = limit(account, Side.BUY, 5, 10_000);
            String ended = "canceled " + own + " 0+5 SELF_TRADE";
            String stopped = "canceled " + buy + " 0+5 SELF_TRADE";
            List<String> expected = switch (account) {
                case 1 -> List.of(stopped);
                case 2 -> List.of(ended, "trade 5@10000 " + buy + "! BUY 5+0 / " + other + " SELL 5+0");
                default -> List.of(ended, stopped);
            };
            List<String> told = events.take();
            assertEquals(expected, told.subList(1, told.size()), "mode " + account);
            limit(5, Side.BUY, 100, 10_000);
            bench.close();
            bench.open();
            events.take();
        }
    }

    @Test
    void keepsItsPlaceOnlyWhenTheQuantityFalls() {
        long first = limit(4, Side.SELL, 10, 10_000);
        long second = limit(5, Side.SELL, 10, 10_000);
        bench.replace(first, 6, 100 * E8, 0);
        events.take();
        long buy = limit(4, Side.BUY, 1, 10_000);
        assertEquals("trade 1@10000 " + buy + "! BUY 1+0 / " + first + " SELL 1+5", events.take().get(1));
        bench.replace(first, 7, 100 * E8, 0);
        assertEquals("replaced " + first + " 1+6@10000 stop 0 keeps 0", events.take().get(0));
        buy = limit(4, Side.BUY, 1, 10_000);
        assertEquals("trade 1@10000 " + buy + "! BUY 1+0 / " + second + " SELL 1+9", events.take().get(1));
        theBooksAreMadeAnewAlike();
        buy = limit(4, Side.BUY, 10, 10_000);
        assertEquals(List.of("trade 9@10000 " + buy + "! BUY 9+1 / " + second + " SELL 10+0",
            "trade 1@10000 " + buy + "! BUY 10+0 / " + first + " SELL 2+5"), events.take().subList(1, 3));
    }

    @Test
    void aNewPriceTradesAtOnce() {
        long sell = limit(4, Side.SELL, 10, 10_100);
        long buy = limit(5, Side.BUY, 4, 10_000);
        events.take();
        bench.replace(buy, 6, 102 * E8, 0);
        assertEquals(List.of("replaced " + buy + " 0+6@10200 stop 0 keeps 0",
            "trade 6@10100 " + buy + "! BUY 6+0 / " + sell + " SELL 6+4"), events.take());
    }

    @Test
    void triggersByALaterPriceCheapestFirst() {
        long sell = limit(4, Side.SELL, 100, 10_500);
        long dear = enter(5, Side.BUY, OrdType.STOP, TimeInForce.DAY, 10, 11_000, 10_400);
        long cheap = enter(5, Side.BUY, OrdType.STOP_LIMIT, TimeInForce.DAY, 10, 10_300, 10_300);
        long later = enter(5, Side.BUY, OrdType.STOP, TimeInForce.DAY, 10, 11_000, 10_300);
        long never = enter(5, Side.BUY, OrdType.STOP, TimeInForce.DAY, 10, 12_000, 11_000);
        assertEquals("placed " + never + " 10@12000 stop 11000", events.take().get(4));
        bench.price(1, 104 * E8, PriceKind.CLOSE);
        assertEquals(List.of(), events.take());
        bench.price(1, 104 * E8, PriceKind.LAST);
        assertEquals(List.of("triggered " + cheap + " 10@10300 by 10400",
            "triggered " + later + " 10@11000 by 10400",
            "trade 10@10500 " + later + "! BUY 10+0 / " + sell + " SELL 10+90",
            "triggered " + dear + " 10@11000 by 10500",
            "trade 10@10500 " + dear + "! BUY 10+0 / " + sell + " SELL 20+80"), events.take());
        theBooksAreMadeAnewAlike();
        long hits = limit(4, Side.SELL, 10, 10_300);
        assertEquals("trade 10@10300 " + hits + "! SELL 10+0 / " + cheap + " BUY 10+0", events.take().get(1));
    }

    @Test
    void triggersAtOnceWhatHasCome() {
        bench.price(1, 99 * E8, PriceKind.LAST);
        long buy = limit(4, Side.BUY, 4, 9_800);
        events.take();
        long stop = enter(5, Side.SELL, OrdType.STOP, TimeInForce.DAY, 10, 9_000, 9_900);
        assertEquals(List.of("placed " + stop + " 10@9000 stop 9900", "triggered " + stop + " 10@9000 by 9900",
            "trade 4@9800 " + stop + "! SELL 4+6 / " + buy + " BUY 4+0", "canceled " + stop + " 4+6 NO_LIQUIDITY"),
            events.take());
    }

    @Test
    void collectsInACallAndTradesAtOnePrice() {
        anew(CALLS, 0);
        assertEquals(MarketPhase.OPENING_AUCTION, bench.machine.xsim.phases().phase(1));
        long buy = limit(4, Side.BUY, 10, 10_300);
        long sell = limit(5, Side.SELL, 15, 9_900);
        long dearer = limit(5, Side.BUY, 4, 10_100);
        long market = enter(5, Side.BUY, OrdType.MARKET, TimeInForce.DAY, 1, 11_000, 0);
        List<String> told = events.take();
        assertEquals("canceled " + market + " 0+1 MARKET_NOT_OPEN", told.get(told.size() - 1));
        bench.advance(6 * MS);
        assertEquals(List.of("phase 0 CONTINUOUS SCHEDULE until 0",
            "uncrossing 1 14@10000 over -1 then CONTINUOUS",
            "trade 10@10000 " + buy + " BUY 10+0 / " + sell + " SELL 10+5",
            "trade 4@10000 " + dearer + " BUY 4+0 / " + sell + " SELL 14+1",
            "uncrossed 1 14@10000 then CONTINUOUS"), events.take());
        assertTrue(bench.machine.xsim.phases().isContinuous(1));
    }

    @Test
    void takesTheLowestOfPricesAlikeInAllElse() {
        bench.price(1, 100 * E8 + CENT_E8 / 2, PriceKind.CLOSE);
        bench.phase(1, MarketPhase.INTERRUPTION, 0);
        limit(4, Side.BUY, 10, 10_001);
        limit(5, Side.SELL, 10, 10_000);
        bench.phase(1, MarketPhase.CONTINUOUS, 0);
        assertEquals("uncrossed 1 10@10000 then CONTINUOUS", last(events.take()));
    }

    @Test
    void closesByACallAndIsReadyThen() {
        anew(CALLS, 0);
        bench.advance(6 * MS);
        limit(4, Side.BUY, 10, 10_000);
        bench.askToClose();
        limit(5, Side.SELL, 10, 10_000);
        assertFalse(bench.machine.xsim.isReadyToClose());
        bench.advance(8 * MS);
        assertTrue(bench.machine.xsim.isReadyToClose());
        assertEquals("uncrossed 1 10@10000 then CLOSED", last(events.take()));
        assertEquals(MarketPhase.CLOSED, bench.machine.xsim.phases().phase(1));
    }

    @Test
    void uncrossesInSlices() {
        bench.phase(1, MarketPhase.HALTED, 0);
        for (int i = 0; i < 300; i++) {
            limit(4, Side.BUY, 1, 10_000 + i);
        }
        limit(5, Side.SELL, 300, 9_900);
        events.take();
        bench.phase(1, MarketPhase.CONTINUOUS, 0);
        List<String> told = events.take();
        assertEquals(300, told.stream().filter(line -> line.startsWith("trade 1@10000")).count());
        assertEquals("uncrossed 1 300@10000 then CONTINUOUS", last(told));
        theBooksAreMadeAnewAlike();
    }

    @Test
    void interruptsWhereTheBandEnds() {
        anew(CALLS, 100);
        bench.advance(6 * MS);
        long near = limit(4, Side.SELL, 5, 10_100);
        long far = limit(4, Side.SELL, 5, 10_101);
        events.take();
        long until = bench.nowNs() + 3 * MS;
        long buy = limit(5, Side.BUY, 10, 10_200);
        assertEquals(List.of("placed " + buy + " 10@10200 stop 0",
            "trade 5@10100 " + buy + "! BUY 5+5 / " + near + " SELL 5+0",
            "phase 1 INTERRUPTION PRICE_BAND until " + until), events.take());
        bench.advance(3 * MS);
        assertEquals(List.of("phase 1 CONTINUOUS SCHEDULE until 0", "uncrossing 1 5@10101 over 0 then CONTINUOUS",
            "trade 5@10101 " + buy + " BUY 10+0 / " + far + " SELL 5+0", "uncrossed 1 5@10101 then CONTINUOUS"),
            events.take());
    }

    @Test
    void sweepsOnInItsWorkWhatADocumentCannotHold() {
        anew(VenueBench.NO_STREET, 0);
        for (int i = 0; i < 2_500; i++) {
            limit(4, Side.SELL, 1, 10_000);
        }
        events.take();
        VenueBench.Entry entry = new VenueBench.Entry(5, 1, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 2_600,
            101 * E8, 0);
        long buy = bench.capture(entry);
        bench.accept(buy, entry);
        bench.once();
        assertEquals(1_000, bench.machine.orders.cum(bench.machine.orders.find(buy)));
        assertEquals(bench.machine.orders.placedSeq(bench.machine.orders.find(buy)), bench.machine.workSeq());
        VenueBench.Entry other = new VenueBench.Entry(4, 1, Side.SELL, OrdType.LIMIT, TimeInForce.DAY, 50, 100 * E8, 0);
        long behind = bench.capture(other);
        bench.accept(behind, other);
        bench.pump();
        List<String> told = events.take();
        assertEquals(2_500, told.stream().filter(line -> line.startsWith("trade 1@10000 " + buy + "!")).count());
        assertEquals("trade 50@10100 " + behind + "! SELL 50+0 / " + buy + " BUY 2550+50", last(told));
        assertEquals(0, bench.machine.workSeq());
    }

    @Test
    void aHaltOutlastsTheDay() {
        bench.phase(1, MarketPhase.HALTED, 0);
        bench.close();
        bench.open();
        assertEquals(MarketPhase.HALTED, bench.machine.xsim.phases().phase(1));
        events.take();
        bench.phase(1, MarketPhase.HALTED, bench.nowNs() + MS);
        bench.advance(2 * MS);
        assertEquals("phase 1 CONTINUOUS SCHEDULE until 0", last(events.take()));
        assertTrue(bench.machine.xsim.phases().isContinuous(1));
    }

    private static String last(List<String> told) {
        return told.get(told.size() - 1);
    }

    /** As another instance reads the state from the journal. */
    private void theBooksAreMadeAnewAlike() {
        long kept = bench.machine.workSeq();
        bench.machine.xsim.rebuild();
        assertEquals(kept, bench.machine.workSeq());
        VenueMachine again = new VenueMachine(4_096, record -> { });
        try (Replay replay = new Replay(again, journal, List.of(), Stops.NONE)) {
            while (replay.next()) {
                continue;
            }
        }
        assertEquals(StateHash.of(bench.machine), StateHash.of(again));
        assertEquals(bench.machine.workSeq(), again.workSeq());
    }
}
