package throughline.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.capture.Bench.E8;

import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.blotter.Orders;
import throughline.message.OrdType;
import throughline.message.Side;
import throughline.message.TimeInForce;

/** Identity and repeats: a clOrdId makes one order, over restarts too. */
class CaptureTest {
    private final Bench bench = new Bench(Bench.NO_STREET).opened();

    @Test
    void takesNothingBeforeRiskHasOpened() {
        Bench unopened = new Bench(Bench.NO_STREET);
        unopened.offer(Bench.TRADER, "a", "PROP", "ABC", Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 1, E8);
        unopened.pump();
        assertEquals(List.of("NOT_READY 0"), unopened.answers());
        assertEquals(List.of(), unopened.records());
    }

    @Test
    void aRepeatGetsTheFirst() {
        long order = bench.limit("a", "PROP", Side.BUY, 1, 99 * E8);
        assertEquals(order, bench.limit("a", "PROP", Side.BUY, 1, 99 * E8));
        bench.limit("a", "PROP", Side.BUY, 2, 99 * E8);
        assertEquals(List.of("RECORDED " + order, "REPEATED " + order, "CONFLICT " + order), bench.answers());
        bench.offer(Bench.STRANGER, "a", "OTHER", "ABC", Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 1, 99 * E8);
        bench.pump();
        assertEquals(2, bench.records().size());
        bench.answers();
        bench.restart();
        bench.limit("a", "PROP", Side.BUY, 1, 99 * E8);
        assertEquals(List.of("REPEATED " + order), bench.answers());
    }

    @Test
    void whatTheFirmDoesNotKnowIsCapturedAsUnknown() {
        long order = bench.send("a", "NOBODY", "NOTHING", Side.BUY, OrdType.LIMIT, TimeInForce.GTC, 1, E8);
        assertEquals(List.of("captured " + order + " account 0 instrument 0 on 20000 by 1 a"), bench.records());
        Orders orders = bench.state().orders();
        assertEquals("NOBODY NOTHING", orders.accountName(orders.find(order)) + " "
            + orders.symbol(orders.find(order)));
        bench.reject(order);
        assertEquals(Orders.Status.REJECTED, orders.status(orders.find(Bench.TRADER, "a")));
    }

    @Test
    void onlyTradersEnterOrders() {
        bench.offer(Bench.RISK, "a", "PROP", "ABC", Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 1, E8);
        bench.pump();
        assertEquals(List.of("template 4"), bench.records());
        assertEquals("FORBIDDEN", bench.answers().get(0).split(" ")[0]);
    }

    @Test
    void pricesComeFromRiskAndOperations() {
        bench.price(Bench.RISK, Bench.ABC, 105 * E8, "p");
        bench.price(Bench.RISK, Bench.ABC, 105 * E8, "p");
        bench.price(Bench.RISK, Bench.ABC, 106 * E8, "p");
        bench.price(Bench.RISK, 77, 105 * E8, "q");
        assertEquals(List.of("priced 1 105 LAST on 20000"), bench.records());
        assertEquals(List.of("RECORDED", "REPEATED", "CONFLICT", "NOT_FOUND"),
            bench.answers().stream().map(answer -> answer.split(" ")[0]).toList());
        assertEquals(105 * E8, bench.state().instruments().priceE8(Bench.ABC));
        bench.price(Bench.TRADER, Bench.ABC, 1, "");
        assertEquals("FORBIDDEN", bench.answers().get(0).split(" ")[0]);
    }
}
