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
import throughline.message.EndReason;
import throughline.message.OrdType;
import throughline.message.Side;
import throughline.message.TimeInForce;

/** Mass cancels: one record names the work, slices do it, and what stood in the ring before is covered. */
class MassCancelTest {
    private final Bench bench = new Bench(Bench.NO_STREET).opened();
    private final Asking asking = new Asking(bench);

    private long working(String name, String account, Side side, TimeInForce until) {
        long order = bench.send(name, account, "ABC", side, OrdType.LIMIT, until, 1,
            side == Side.BUY ? 99 * E8 : 101 * E8);
        bench.accept(order);
        return order;
    }

    private boolean isOpen(long order) {
        Orders orders = bench.state().orders();
        return orders.isOpen(orders.find(order));
    }

    @Test
    void endsAnAccountsOrdersInSlices() {
        List<Long> named = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            named.add(working("o" + i, "PROP", Side.SELL, TimeInForce.DAY));
        }
        long other = working("other", "CLIENT", Side.SELL, TimeInForce.DAY);
        long pending = bench.limit("pending", "PROP", Side.SELL, 1, 101 * E8);
        bench.records();
        bench.answers();
        asking.offerMassCancel(TRADER, "PROP", "", 0, Side.NULL_VAL, EndReason.BY_REQUEST, "k");
        bench.once();
        assertEquals(256, bench.records().size());
        bench.pump();
        List<String> rest = bench.records();
        long request = bench.lastReference();
        assertEquals("cancel requested " + pending + " by 0", rest.get(rest.size() - 2));
        assertEquals("mass canceled " + request + " 301", rest.get(rest.size() - 1));
        assertTrue(isOpen(other));
        bench.accept(pending);
        assertEquals(List.of("canceled " + pending + " cum 0 rest 1 BY_REQUEST"), bench.records());
        Clearing clearing = bench.state().clearing();
        assertEquals(List.of(301L, true, 0L, false), List.of(clearing.canceled(request), clearing.isDone(request),
            clearing.canceled(request + 1), clearing.isDone(request + 1)));
        asking.massCancel(TRADER, "PROP", "", "k");
        asking.massCancel(TRADER, "NOBODY", "", "");
        asking.massCancel(TRADER, "CLIENT", "", "k");
        assertEquals(List.of("RECORDED " + request, "REPEATED " + request, "NOT_FOUND 0", "CONFLICT " + request),
            bench.answers());
        assertEquals(List.of(), bench.records());
    }

    @Test
    void countsAsItGoes() {
        for (int i = 0; i < 600; i++) {
            working("o" + i, "PROP", Side.SELL, TimeInForce.DAY);
        }
        asking.offerMassCancel(TRADER, "", "ABC", 0, Side.SELL, EndReason.BY_REQUEST, "");
        bench.once();
        bench.once();
        bench.pump();
        assertEquals(600, bench.state().clearing().canceled(bench.lastReference()));
        assertTrue(bench.state().clearing().isDone(bench.lastReference()));
    }

    @Test
    void leavesWhatItDoesNotName() {
        long sell = working("a", "PROP", Side.SELL, TimeInForce.DAY);
        long buy = working("b", "PROP", Side.BUY, TimeInForce.DAY);
        bench.offer(Bench.STRANGER, "s", "OTHER", "ABC", Side.SELL, OrdType.LIMIT, TimeInForce.DAY, 1, 101 * E8);
        bench.pump();
        long foreign = bench.lastReference();
        bench.accept(foreign);
        bench.answers();
        asking.offerMassCancel(TRADER, "", "", 0, Side.SELL, EndReason.BY_REQUEST, "");
        bench.pump();
        assertEquals(List.of(false, true, true), List.of(isOpen(sell), isOpen(buy), isOpen(foreign)));
        asking.massCancel(Bench.RISK, "", "", "");
        assertEquals(List.of(false, false), List.of(isOpen(buy), isOpen(foreign)));
    }

    @Test
    void refusesWhoNamesAnAccountOfAForeignDesk() {
        long order = working("a", "PROP", Side.SELL, TimeInForce.DAY);
        bench.records();
        bench.answers();
        asking.massCancel(Bench.STRANGER, "PROP", "", "k");
        assertTrue(isOpen(order));
        List<String> records = bench.records();
        assertEquals(1, records.size(), records::toString);
        asking.massCancel(Bench.STRANGER, "NOBODY", "", "k");
        asking.massCancel(Bench.STRANGER, "OTHER", "", "k");
        List<String> answers = bench.answers();
        assertEquals(List.of("FORBIDDEN", "NOT_FOUND", "RECORDED"),
            answers.stream().map(answer -> answer.split(" ")[0]).toList());
        asking.massCancel(Bench.RISK, "PROP", "", "");
        assertFalse(isOpen(order));
    }

    @Test
    void aDisconnectionEndsAUsersDayOrders() {
        long day = working("a", "PROP", Side.SELL, TimeInForce.DAY);
        long gtc = working("b", "PROP", Side.SELL, TimeInForce.GTC);
        bench.offer(Bench.STRANGER, "s", "OTHER", "ABC", Side.SELL, OrdType.LIMIT, TimeInForce.DAY, 1, 101 * E8);
        bench.pump();
        long foreign = bench.lastReference();
        bench.accept(foreign);
        bench.records();
        asking.offerMassCancel(0, "", "", TRADER, Side.NULL_VAL, EndReason.DISCONNECTED, "");
        bench.pump();
        assertEquals("canceled " + day + " cum 0 rest 1 DISCONNECTED", bench.records().get(1));
        assertEquals(List.of(false, true, true), List.of(isOpen(day), isOpen(gtc), isOpen(foreign)));
    }

    @Test
    void coversWhatStoodInTheOrdinaryRing() {
        for (int i = 0; i < 40; i++) {
            bench.offer(TRADER, "w" + i, "PROP", "ABC", Side.SELL, OrdType.LIMIT, TimeInForce.DAY, 1, 101 * E8);
        }
        asking.offerMassCancel(TRADER, "PROP", "", 0, Side.NULL_VAL, EndReason.BY_REQUEST, "");
        bench.offer(TRADER, "later", "PROP", "ABC", Side.SELL, OrdType.LIMIT, TimeInForce.DAY, 1, 101 * E8);
        bench.pump();
        Orders orders = bench.state().orders();
        assertTrue(orders.isPendingCancel(orders.find(TRADER, "w0")));
        assertTrue(orders.isPendingCancel(orders.find(TRADER, "w39")));
        List<String> records = bench.records();
        int asked = records.indexOf(records.stream().filter(line -> line.startsWith("mass cancel ")).findFirst().get());
        assertTrue(records.get(asked - 1).endsWith(" w39") || records.get(asked - 1).endsWith(" later"));
        assertFalse(orders.find(TRADER, "later") == Orders.NONE);
    }

    @Test
    void survivesARestartHalfWay() {
        for (int i = 0; i < 600; i++) {
            working("o" + i, "PROP", Side.SELL, TimeInForce.DAY);
        }
        asking.offerMassCancel(TRADER, "PROP", "", 0, Side.NULL_VAL, EndReason.BY_REQUEST, "");
        bench.once();
        bench.restart();
        bench.pump();
        assertEquals(0, bench.state().orders().working());
        assertEquals(600, bench.state().clearing().canceled(bench.lastReference()));
    }
}
