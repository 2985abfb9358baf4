package throughline.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.capture.Bench.E8;
import static throughline.capture.Bench.TRADER;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.blotter.Orders;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TradingState;
import throughline.office.Redecision;
import throughline.reference.Scope;

/** Work on many orders goes on where its last slice ended, and reduce-only keeps what fits whatever moves meanwhile. */
class ClearingTest {
    private static final long PROP = Scope.of(ScopeKind.ACCOUNT, Bench.PROP);

    private Bench bench = new Bench(Bench.NO_STREET).opened();

    private List<Long> sells(int count, long quantity, String prefix) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(bench.limit(prefix + i, "PROP", Side.SELL, quantity, 101 * E8));
            bench.accept(ids.get(i));
        }
        return ids;
    }

    private boolean isWorking(long order) {
        return bench.state().orders().isWorking(bench.state().orders().find(order));
    }

    private long left(List<Long> ids) {
        Orders orders = bench.state().orders();
        return ids.stream().mapToLong(id -> orders.leaves(orders.find(id))).sum();
    }

    private void decidedAgainAlike() {
        try (Redecision again = bench.redecision()) {
            while (again.next()) {
                continue;
            }
            assertEquals("", again.difference());
        }
    }

    @Test
    void tenThousandOrdersEndInFortySlices() {
        bench = new Bench(Bench.NO_STREET, 1 << 15, 1 << 23).opened();
        List<Long> other = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            other.add(bench.limit("c" + i, "CLIENT", Side.SELL, 1, 101 * E8));
            bench.accept(other.get(i));
        }
        sells(10_000, 1, "p");
        bench.records();
        bench.tradingState(PROP, "account:PROP", TradingState.HALTED);
        int cycles = 0;
        while (bench.state().orders().working() > other.size() && cycles < 1_000) {
            bench.once();
            cycles++;
        }
        bench.pump();
        List<String> records = bench.records();
        assertTrue(cycles <= 45, cycles + " cycles");
        assertEquals("cleared HALTED canceled 10000 filled 0 of account:PROP", records.get(records.size() - 1));
        assertTrue(isWorking(other.get(0)) && isWorking(other.get(1_999)));
    }

    /** What earlier slices kept counts in the later ones, over a restart between them too. */
    @Test
    void reduceOnlyKeepsAcrossSlices() {
        List<Long> first = sells(1, 400, "big");
        List<Long> small = sells(700, 1, "s");
        bench.tradingState(PROP, "account:PROP", TradingState.REDUCE_ONLY);
        bench.once();
        bench.restartFromSnapshot();
        bench.once();
        bench.restart();
        bench.pump();
        assertTrue(isWorking(first.get(0)));
        assertEquals(100, left(small));
        assertTrue(isWorking(small.get(99)));
        assertFalse(isWorking(small.get(100)));
        decidedAgainAlike();
    }

    /** A position that moves between two slices makes the work begin anew: what was kept may be too much by now. */
    @Test
    void reduceOnlyBeginsAnewWhenThePositionMoves() {
        List<Long> first = sells(1, 400, "big");
        List<Long> small = sells(700, 1, "s");
        bench.tradingState(PROP, "account:PROP", TradingState.REDUCE_ONLY);
        bench.once();
        assertTrue(isWorking(first.get(0)));
        new Asking(bench).report(TRADER, "PROP", "ABC", Side.SELL, 450, 100 * E8, 0, "t");
        assertFalse(isWorking(first.get(0)));
        assertEquals(50, left(small));
        assertTrue(isWorking(small.get(49)));
        decidedAgainAlike();
    }

    @Test
    void reduceOnlyBeginsAnewWhenAnExecutionOfItsOwnMovesThePosition() {
        List<Long> first = sells(1, 400, "big");
        List<Long> small = sells(700, 1, "s");
        long buy = bench.limit("hit", "CLIENT", Side.BUY, 300, 101 * E8);
        bench.tradingState(PROP, "account:PROP", TradingState.REDUCE_ONLY);
        bench.once();
        bench.accept(buy);
        Orders orders = bench.state().orders();
        assertEquals(100, orders.leaves(orders.find(first.get(0))));
        assertEquals(200, bench.state().blotter().positions().quantity(Bench.PROP, Bench.ABC));
        assertEquals(100, left(small));
        decidedAgainAlike();
    }

    /** One work after another: each begins with the first open order, not where the one before ended. */
    @Test
    void eachWorkBeginsAtTheFirstOrder() {
        long first = bench.marked(Bench.STRANGER, "first", "OTHER", "ABC", "", "");
        bench.accept(first);
        long client = bench.marked(TRADER, "client", "CLIENT", "ABC", "", "");
        bench.accept(client);
        sells(300, 1, "s");
        bench.records();
        bench.tradingState(PROP, "account:PROP", TradingState.HALTED);
        bench.tradingState(Scope.of(ScopeKind.ACCOUNT, Bench.CLIENT), "account:CLIENT", TradingState.HALTED);
        bench.pump();
        List<String> records = bench.records();
        assertEquals("cleared HALTED canceled 1 filled 0 of account:CLIENT", records.get(records.size() - 1));
        assertFalse(isWorking(client));
        assertTrue(isWorking(first));
        new Asking(bench).massCancel(Bench.RISK, "", "ABC", "");
        assertFalse(isWorking(first));
        decidedAgainAlike();
    }
}
