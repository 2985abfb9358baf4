package throughline.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.capture.Bench.DAY;
import static throughline.capture.Bench.E8;
import static throughline.capture.Bench.TRADER;

import org.junit.jupiter.api.Test;
import throughline.blotter.Orders;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderAcceptedEncoder;
import throughline.message.ReplaceAcceptedEncoder;
import throughline.message.Side;
import throughline.message.TimeInForce;

/** What risk says beside accepting: the warning of the last acceptance, and the override an order used up. */
class WarningTest {
    private final Bench bench = new Bench(Bench.NO_STREET).opened();
    private final Asking asking = new Asking(bench);

    private void accept(long id, Metric warned, String scope, long overrideId) {
        Orders orders = bench.state().orders();
        int row = orders.find(id);
        bench.risk.begin(new OrderAcceptedEncoder(), id, bench.nowNs).quantity(orders.quantity(row))
            .priceE8(orders.price(row)).worstPriceE8(orders.price(row)).accountId(orders.account(row))
            .instrumentId(orders.instrument(row)).userId(TRADER).businessDate(DAY).side(orders.side(row))
            .ordType(orders.type(row)).timeInForce(orders.timeInForce(row)).warnedMetric(warned).warnedBound(200)
            .warnedObserved(190).overrideId(overrideId).strategy("s").decisionMaker("m").session("t").parentId("p")
            .locate("l").warnedScope(scope);
        bench.risk.end();
        bench.pump();
    }

    private String warning(long id) {
        Orders orders = bench.state().orders();
        int row = orders.find(id);
        String scope = orders.warnedScope(row) == 0 ? "" : " at " + orders.texts().text(orders.warnedScope(row));
        return orders.warnedMetric(row) + scope + " " + orders.warnedObserved(row) + "/" + orders.warnedBound(row)
            + " by " + orders.overrideId(row);
    }

    private long gtc(String name) {
        return bench.send(name, "PROP", "ABC", Side.SELL, OrdType.LIMIT, TimeInForce.GTC, 10, 101 * E8);
    }

    @Test
    void isKeptOverRestartsAndDates() {
        long warned = gtc("a");
        accept(warned, Metric.CREDIT, "client:CL-1", 44);
        long plain = gtc("b");
        bench.accept(plain);
        for (int life = 0; life < 2; life++) {
            assertEquals("CREDIT at client:CL-1 190/200 by 44", warning(warned));
            assertEquals("NONE 0/0 by 0", warning(plain));
            bench.restartFromSnapshot();
        }
        bench.closing(DAY);
        bench.closed(DAY, DAY + 1);
        assertEquals("CREDIT at client:CL-1 190/200 by 44", warning(warned), "texts are taken over");
        bench.riskOpened(DAY + 1);
        bench.accept(warned);
        accept(plain, Metric.NONE, "", 0);
        assertEquals("NONE 0/0 by 44", warning(warned), "the next date's judgement warned of nothing");
    }

    @Test
    void isThatOfTheLastAmendmentAccepted() {
        long id = gtc("a");
        accept(id, Metric.CREDIT, "firm", 0);
        asking.replace(TRADER, id, 20, 101 * E8, "", "");
        long request = bench.state().orders().replaceSeq(bench.state().orders().find(id));
        bench.risk.begin(new ReplaceAcceptedEncoder(), id, bench.nowNs).requestSeq(request).quantity(20)
            .priceE8(101 * E8).worstPriceE8(101 * E8).accountId(Bench.PROP).instrumentId(Bench.ABC).side(Side.SELL)
            .warnedMetric(Metric.POSITION_LIMIT_SHORT).warnedBound(8).warnedObserved(7).overrideId(3)
            .warnedScope("account:PROP");
        bench.risk.end();
        bench.pump();
        assertEquals("POSITION_LIMIT_SHORT at account:PROP 7/8 by 3", warning(id));
        asking.replace(TRADER, id, 15, 101 * E8, "", "");
        asking.acceptReplace(id, 15, 101 * E8);
        assertEquals("NONE 0/0 by 3", warning(id));
    }
}
