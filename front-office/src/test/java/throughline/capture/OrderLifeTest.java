package throughline.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.capture.Bench.E8;

import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.blotter.Orders;
import throughline.message.OrdType;
import throughline.message.Side;
import throughline.message.TimeInForce;

/** An order's life, told by the whole list of records it leads to. */
class OrderLifeTest {
    private final Bench bench = new Bench(Bench.NO_STREET).opened();

    private String status(long orderId) {
        Orders orders = bench.state().orders();
        int row = orders.find(orderId);
        return orders.status(row) + " " + orders.cum(row) + "/" + orders.leaves(row) + "/" + orders.quantity(row);
    }

    @Test
    void restsUntilAnotherMeetsIt() {
        long sell = bench.limit("a", "PROP", Side.SELL, 100, 101 * E8);
        assertEquals("PENDING_NEW 0/100/100", status(sell));
        bench.accept(sell);
        assertEquals("NEW 0/100/100", status(sell));
        long buy = bench.limit("b", "CLIENT", Side.BUY, 60, 102 * E8);
        bench.accept(buy);
        assertEquals(List.of(
            "captured " + sell + " account 1 instrument 1 on 20000 by 1 a",
            "placed " + sell + " SELL 100@101",
            "captured " + buy + " account 2 instrument 1 on 20000 by 1 b",
            "placed " + buy + " BUY 60@102",
            "executed " + buy + " account 2 BUY 60@101 cum 60 leaves 0 first aggressor ccp 7 user 1 on 20000",
            "executed " + sell + " account 1 SELL 60@101 cum 60 leaves 40 second ccp 7 user 1 on 20000"),
            bench.records());
        assertEquals("PARTIALLY_FILLED 60/40/100", status(sell));
        assertEquals("FILLED 60/0/60", status(buy));
        assertEquals(440, bench.state().blotter().positions().quantity(Bench.PROP, Bench.ABC));
        assertEquals(60, bench.state().blotter().positions().quantity(Bench.CLIENT, Bench.ABC));
        assertEquals(2, bench.state().blotter().executions().size());
    }

    @Test
    void rejectedIsDeclined() {
        long order = bench.limit("a", "PROP", Side.BUY, 6, 100 * E8);
        bench.reject(order);
        assertEquals(List.of("captured " + order + " account 1 instrument 1 on 20000 by 1 a",
            "declined " + order + " MAX_ORDER_QTY account:PROP limit 5 observed 6"), bench.records());
        assertEquals("REJECTED 0/0/6", status(order));
    }

    @Test
    void immediateOrCancelEndsItsRest() {
        bench.accept(bench.limit("a", "PROP", Side.SELL, 10, 101 * E8));
        bench.records();
        long ioc = bench.send("b", "CLIENT", "ABC", Side.BUY, OrdType.LIMIT, TimeInForce.IOC, 25, 101 * E8);
        bench.accept(ioc);
        List<String> records = bench.records();
        assertEquals("canceled " + ioc + " cum 10 rest 15 IMMEDIATE_OR_CANCEL", records.get(records.size() - 1));
        assertEquals("CANCELED 10/0/25", status(ioc));
        assertEquals(0, bench.state().orders().working());
    }

    @Test
    void marketWithoutLiquidityIsCanceled() {
        long market = bench.send("b", "CLIENT", "ABC", Side.BUY, OrdType.MARKET, TimeInForce.DAY, 25, 0);
        bench.acceptAt(market, 110 * E8);
        bench.pump();
        assertEquals(List.of("captured " + market + " account 2 instrument 1 on 20000 by 1 b",
            "placed " + market + " BUY 25@110", "canceled " + market + " cum 0 rest 25 NO_LIQUIDITY"),
            bench.records());
    }

    @Test
    void aQuantityBelowZeroIsRisksToReject() {
        long order = bench.limit("below", "PROP", Side.BUY, -5, 100 * E8);
        bench.reject(order);
        assertEquals(Orders.Status.REJECTED, bench.state().orders().status(bench.state().orders().find(order)));
    }
}
