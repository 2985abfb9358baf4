package throughline.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.capture.Asking.AS_IS;
import static throughline.capture.Bench.DAY;
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

/** What is good until canceled lives on over days: restated at each opening, judged anew, and placed as it is left. */
class GtcTest {
    private final Bench bench = new Bench(Bench.NO_STREET).opened();
    private final Asking asking = new Asking(bench);

    private long gtc(String name, Side side, long quantity, long priceE8) {
        return bench.send(name, "PROP", "ABC", side, OrdType.LIMIT, TimeInForce.GTC, quantity, priceE8);
    }

    private long working(String name, Side side, long quantity, long priceE8) {
        long order = gtc(name, side, quantity, priceE8);
        bench.accept(order);
        return order;
    }

    private String status(long orderId) {
        Orders orders = bench.state().orders();
        int row = orders.find(orderId);
        return orders.status(row) + " " + orders.cum(row) + "/" + orders.leaves(row) + "/" + orders.quantity(row);
    }

    private void nextDay(int from) {
        bench.closing(from);
        bench.closed(from, from + 1);
        bench.riskOpened(from + 1);
        bench.pump();
        bench.answers();
    }

    private List<String> told(String word) {
        return bench.records().stream().filter(line -> line.startsWith(word)).toList();
    }

    @Test
    void isRestatedJudgedAnewAndTradesOn() {
        long order = working("a", Side.SELL, 100, 101 * E8);
        bench.accept(bench.limit("b", "CLIENT", Side.BUY, 30, 101 * E8));
        long day = bench.limit("c", "PROP", Side.SELL, 5, 109 * E8);
        bench.accept(day);
        bench.records();
        nextDay(DAY);
        assertEquals(List.of("restated " + order + " LIMIT SELL 100@101 cum 30 leaves 70 on 20001"),
            told("restated"));
        assertEquals("PENDING_NEW 30/70/100", status(order));
        assertEquals(Orders.NONE, bench.state().orders().find(day));
        assertEquals(List.of(1, 70L), List.of(bench.state().orders().accepted(),
            bench.state().orders().acceptedLeaves()));
        bench.accept(order);
        assertEquals(List.of("placed " + order + " SELL 100@101 leaves 70"), bench.records());
        assertEquals("PARTIALLY_FILLED 30/70/100", status(order));
        bench.accept(bench.limit("d", "CLIENT", Side.BUY, 70, 101 * E8));
        assertEquals("FILLED 100/0/100", status(order));
    }

    @Test
    void isRestatedInSlicesLowestIdFirst() {
        List<Long> orders = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            orders.add(working("a" + i, Side.SELL, 1, 101 * E8));
        }
        bench.records();
        nextDay(DAY);
        List<String> restated = told("restated");
        assertEquals(orders.stream().map(id -> "restated " + id + " LIMIT SELL 1@101 cum 0 leaves 1 on 20001").toList(),
            restated);
    }

    @Test
    void whatRiskDeclinesAnewEnds() {
        long untouched = working("a", Side.SELL, 100, 101 * E8);
        long traded = working("b", Side.SELL, 100, 100 * E8);
        bench.accept(bench.limit("c", "CLIENT", Side.BUY, 30, 100 * E8));
        nextDay(DAY);
        bench.reject(untouched);
        bench.reject(traded);
        assertEquals(List.of("REJECTED 0/0/100", "CANCELED 30/0/100"), List.of(status(untouched), status(traded)));
        Orders orders = bench.state().orders();
        assertEquals(EndReason.RISK_DECLINED, orders.endReason(orders.find(traded)));
        assertEquals(5 * E8, bench.state().blotter().declines().bound(orders.decline(orders.find(traded))));
        assertEquals(List.of(0, 0L, 0), List.of(orders.accepted(), orders.acceptedLeaves(), orders.pending()));
    }

    @Test
    void aCancelWhileItIsJudgedAnewIsKept() {
        long order = working("a", Side.SELL, 100, 101 * E8);
        bench.accept(bench.limit("c", "CLIENT", Side.BUY, 30, 101 * E8));
        nextDay(DAY);
        bench.records();
        asking.replace(TRADER, order, 50, AS_IS, "", "");
        bench.cancel(TRADER, order, "");
        assertEquals("PENDING_CANCEL 30/70/100", status(order));
        bench.accept(order);
        assertEquals(List.of("cancel requested " + order + " by 1",
            "canceled " + order + " cum 30 rest 70 BY_REQUEST"), bench.records());
        assertEquals(List.of("ALREADY_PENDING " + order, "RECORDED " + order), bench.answers());
        assertEquals(List.of(0, 0L), List.of(bench.state().orders().accepted(),
            bench.state().orders().acceptedLeaves()));
    }

    @Test
    void whatIsAcceptedWhileTheSessionClosesIsParked() {
        long parked = gtc("a", Side.SELL, 100, 101 * E8);
        long day = bench.limit("b", "PROP", Side.SELL, 5, 101 * E8);
        bench.closing(DAY);
        bench.records();
        bench.accept(parked);
        bench.accept(day);
        assertEquals(List.of("placed " + parked + " SELL 100@101 parked", "expired " + day + " cum 0 rest 5",
            "closed 20000"), bench.records());
        assertEquals("NEW 0/100/100", status(parked));
        bench.restart();
        bench.closed(DAY, DAY + 1);
        assertEquals("PENDING_NEW 0/100/100", status(parked));
        bench.accept(parked);
        assertEquals("NEW 0/100/100", status(parked));
    }

    @Test
    void aParkedOrderMayBeCanceled() {
        long parked = gtc("a", Side.SELL, 100, 101 * E8);
        bench.closing(DAY);
        bench.accept(parked);
        bench.records();
        bench.cancel(TRADER, parked, "");
        assertEquals(List.of("cancel requested " + parked + " by 1",
            "canceled " + parked + " cum 0 rest 100 BY_REQUEST"), bench.records());
    }

    @Test
    void theNextCloseWaitsForWhatIsJudgedAnew() {
        long order = working("a", Side.SELL, 100, 101 * E8);
        nextDay(DAY);
        bench.records();
        bench.closing(DAY + 1);
        assertEquals(List.of("closing"), bench.records());
        bench.accept(order);
        assertEquals(List.of("placed " + order + " SELL 100@101 parked", "closed 20001"), bench.records());
    }

    @Test
    void namesLeadToItAsLongAsItLivesAndTextsDoNotGrow() {
        long order = working("mine", Side.SELL, 100, 101 * E8);
        asking.replace(TRADER, order, 90, AS_IS, "mine2", "");
        asking.acceptReplace(order, 90, 101 * E8);
        int texts = 0;
        for (int day = DAY; day < DAY + 4; day++) {
            for (int i = 0; i < 50; i++) {
                bench.accept(bench.limit("day" + day + "-" + i, "PROP", Side.SELL, 1, 109 * E8));
            }
            nextDay(day);
            bench.accept(order);
            Orders orders = bench.state().orders();
            texts = Math.max(texts, orders.texts().count() + orders.names().count());
            int row = orders.find(order);
            assertEquals(List.of(row, row, "mine2", "mine"), List.of(orders.find(TRADER, "mine"),
                orders.find(TRADER, "mine2"), orders.clOrdId(row), orders.origClOrdId(row)));
            bench.limit("mine2", "PROP", Side.SELL, 7, 101 * E8);
            assertEquals(1, bench.answers().stream().filter(a -> a.equals("CONFLICT " + order)).count());
        }
        assertEquals(true, texts < 12, texts + " texts are kept of one order");
        bench.restart();
        assertEquals(order, bench.state().orders().id(bench.state().orders().find(TRADER, "mine")));
    }

    @Test
    void rowsStayInTheOrderOfIds() {
        long first = working("a", Side.SELL, 1, 101 * E8);
        bench.accept(bench.limit("b", "PROP", Side.SELL, 1, 101 * E8));
        long second = working("c", Side.SELL, 1, 101 * E8);
        nextDay(DAY);
        long third = bench.limit("d", "PROP", Side.SELL, 1, 101 * E8);
        Orders orders = bench.state().orders();
        assertEquals(List.of(0, 1, 2, 3), List.of(orders.rowAfter(0), orders.rowAfter(first),
            orders.rowAfter(second), orders.rowAfter(third)));
        assertEquals(List.of(first, second, third), List.of(orders.id(0), orders.id(1), orders.id(2)));
    }

    @Test
    void aStopOrderIsRestatedWithWhatItWaitsForAndAsALimitOnceTriggered() {
        long waits = asking.stop("s", "PROP", Side.BUY, TimeInForce.GTC, 10, 111 * E8, 110 * E8);
        bench.accept(waits);
        long triggered = asking.stop("t", "PROP", Side.BUY, TimeInForce.GTC, 10, 101 * E8, 99 * E8);
        bench.accept(triggered);
        bench.records();
        nextDay(DAY);
        assertEquals(List.of("restated " + waits + " STOP_LIMIT BUY 10@111 cum 0 leaves 10 on 20001",
            "restated " + triggered + " LIMIT BUY 10@101 cum 0 leaves 10 on 20001"), told("restated"));
        bench.accept(waits);
        bench.accept(triggered);
        Orders orders = bench.state().orders();
        assertEquals(List.of(110 * E8, 0L), List.of(orders.stopPriceE8(orders.find(waits)),
            orders.stopPriceE8(orders.find(triggered))));
    }
}
