package throughline.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.capture.Bench.E8;

import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.blotter.Orders;
import throughline.message.Side;

/** Cancels: at once when working, kept while pending, harmless when repeated, and only by those who may. */
class CancelTest {
    private final Bench bench = new Bench(Bench.NO_STREET).opened();

    private long working() {
        long order = bench.limit("a", "PROP", Side.SELL, 100, 101 * E8);
        bench.accept(order);
        bench.records();
        bench.answers();
        return order;
    }

    @Test
    void endsAWorkingOrderAtOnce() {
        long order = working();
        bench.cancel(Bench.TRADER, order, "k");
        assertEquals(List.of("cancel requested " + order + " by 1",
            "canceled " + order + " cum 0 rest 100 BY_REQUEST"), bench.records());
        bench.cancel(Bench.TRADER, order, "k");
        bench.cancel(Bench.TRADER, order, "other");
        assertEquals(List.of(), bench.records());
        assertEquals(List.of("RECORDED " + order, "REPEATED " + order, "TOO_LATE " + order), bench.answers());
        assertEquals(Orders.Status.CANCELED, bench.state().orders().status(bench.state().orders().find(order)));
    }

    @Test
    void isKeptWhileRiskDecides() {
        long order = bench.limit("a", "PROP", Side.SELL, 100, 101 * E8);
        bench.records();
        bench.answers();
        bench.cancel(Bench.TRADER, order, "");
        bench.cancel(Bench.TRADER, order, "");
        assertEquals(List.of("RECORDED " + order, "REPEATED " + order), bench.answers());
        bench.accept(order);
        assertEquals(List.of("cancel requested " + order + " by 1",
            "canceled " + order + " cum 0 rest 100 BY_REQUEST"), bench.records());
    }

    @Test
    void isRefusedToOthersAndForUnknownOrders() {
        long order = working();
        bench.cancel(Bench.STRANGER, order, "");
        assertEquals(List.of("template 4"), bench.records());
        bench.cancel(Bench.TRADER, 999_999, "");
        assertEquals("NOT_FOUND 0", bench.answers().get(1));
        assertEquals(1, bench.state().orders().working());
    }

    @Test
    void refusalsAreOnRecordTenTimesASecond() {
        long order = working();
        for (int i = 0; i < 15; i++) {
            bench.cancel(Bench.STRANGER, order, "");
        }
        assertEquals(10, bench.records().size());
        assertEquals(15, bench.answers().size());
        bench.advance(1_000_000_000L);
        bench.cancel(Bench.STRANGER, order, "");
        assertEquals(1, bench.records().size());
    }

    @Test
    void aKeyStandsForOneOrder() {
        long order = working();
        long second = bench.limit("b", "PROP", Side.SELL, 100, 101 * E8);
        bench.accept(second);
        bench.answers();
        bench.cancel(Bench.TRADER, order, "k");
        bench.cancel(Bench.TRADER, second, "k");
        assertEquals(List.of("RECORDED " + order, "CONFLICT " + second), bench.answers());
        assertEquals(1, bench.state().orders().working());
    }
}
