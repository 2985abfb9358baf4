package throughline.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.capture.Bench.E8;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.blotter.Orders;
import throughline.message.OrdType;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradingState;
import throughline.reference.Scope;

/** A halt ends its scope's working orders in slices, and those accepted before it was read end unsent. */
class HaltTest {
    private static final long PROP = Scope.of(ScopeKind.ACCOUNT, Bench.PROP);
    private static final String PAIR = "account:PROP/instrument:ABC";

    private final Bench bench = new Bench(Bench.NO_STREET).opened();

    private List<Long> working(int count, String account, Side side, long quantity, long priceE8) {
        List<Long> orders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long order = bench.limit(account + side + i + "-" + quantity, account, side, quantity, priceE8);
            bench.accept(order);
            orders.add(order);
        }
        return orders;
    }

    @Test
    void haltsOneAccountInSlicesInOrderOfIds() {
        List<Long> halted = working(300, "PROP", Side.SELL, 1, 101 * E8);
        List<Long> other = working(3, "CLIENT", Side.BUY, 1, 99 * E8);
        bench.records();
        bench.tradingState(PROP, "account:PROP", TradingState.HALTED);
        bench.once();
        assertEquals(256, bench.records().size());
        bench.pump();
        List<String> rest = bench.records();
        assertEquals("canceled " + halted.get(299) + " cum 0 rest 1 SCOPE_HALTED", rest.get(rest.size() - 2));
        assertEquals("cleared HALTED canceled 300 filled 0 of account:PROP", rest.get(rest.size() - 1));
        assertEquals(other.size(), bench.state().orders().working());
        assertTrue(bench.state().orders().isWorking(bench.state().orders().find(other.get(0))));
    }

    @Test
    void countsWhatIsFilledMeanwhile() {
        working(300, "PROP", Side.SELL, 1, 101 * E8);
        long buy = bench.limit("hit", "CLIENT", Side.BUY, 1, 102 * E8);
        bench.records();
        bench.tradingState(PROP, "account:PROP", TradingState.HALTED);
        bench.once();
        bench.acceptAt(buy, 0);
        bench.pump();
        List<String> records = bench.records();
        assertEquals("cleared HALTED canceled 299 filled 1 of account:PROP", records.get(records.size() - 1));
    }

    @Test
    void anAcceptanceReadAfterTheHaltEndsUnsent() {
        long order = bench.limit("a", "PROP", Side.SELL, 5, 101 * E8);
        bench.records();
        bench.tradingState(Scope.FIRM, "firm", TradingState.HALTED);
        bench.accept(order);
        assertEquals(List.of("clearing firm", "cleared HALTED canceled 0 filled 0 of firm",
            "canceled " + order + " cum 0 rest 5 SCOPE_HALTED"), bench.records());
        bench.tradingState(Scope.FIRM, "firm", TradingState.ACTIVE);
        long next = bench.limit("b", "PROP", Side.SELL, 5, 101 * E8);
        bench.accept(next);
        assertTrue(bench.state().orders().isWorking(bench.state().orders().find(next)));
    }

    @Test
    void reduceOnlyKeepsTheOldestUpToThePosition() {
        long keep = working(1, "PROP", Side.SELL, 300, 101 * E8).get(0);
        long tooMuch = working(1, "PROP", Side.SELL, 201, 101 * E8).get(0);
        long keepToo = working(1, "PROP", Side.SELL, 200, 101 * E8).get(0);
        long buys = working(1, "PROP", Side.BUY, 1, 99 * E8).get(0);
        long flat = bench.send("x", "PROP", "XYZ", Side.SELL, OrdType.LIMIT, TimeInForce.DAY, 1, 51 * E8);
        bench.accept(flat);
        bench.records();
        bench.tradingState(Scope.pair(Bench.PROP, Bench.ABC), PAIR, TradingState.REDUCE_ONLY);
        bench.pump();
        assertEquals(List.of("clearing " + PAIR, "canceled " + tooMuch + " cum 0 rest 201 SCOPE_HALTED",
            "canceled " + buys + " cum 0 rest 1 SCOPE_HALTED",
            "cleared REDUCE_ONLY canceled 2 filled 0 of " + PAIR), bench.records());
        Orders orders = bench.state().orders();
        assertEquals(List.of(true, true, true), List.of(orders.isWorking(orders.find(keep)),
            orders.isWorking(orders.find(keepToo)), orders.isWorking(orders.find(flat))));
    }
}
