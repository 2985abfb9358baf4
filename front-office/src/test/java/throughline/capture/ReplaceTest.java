package throughline.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.capture.Asking.AS_IS;
import static throughline.capture.Bench.DAY;
import static throughline.capture.Bench.E8;
import static throughline.capture.Bench.TRADER;

import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.blotter.Orders;
import throughline.message.OrdType;
import throughline.message.RefuseReason;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradingState;
import throughline.reference.Scope;

/** Amendments: asked for, judged, answered; the order goes on meanwhile, and what ends it comes first. */
class ReplaceTest {
    private final Bench bench = new Bench(Bench.NO_STREET).opened();
    private final Asking asking = new Asking(bench);

    private long working(String name, String account, Side side, long quantity, long priceE8) {
        long order = bench.limit(name, account, side, quantity, priceE8);
        bench.accept(order);
        bench.records();
        bench.answers();
        return order;
    }

    private String status(long orderId) {
        Orders orders = bench.state().orders();
        int row = orders.find(orderId);
        return orders.status(row) + " " + orders.cum(row) + "/" + orders.leaves(row) + "/" + orders.quantity(row);
    }

    @Test
    void holdsOnceRiskHasAccepted() {
        long order = working("a", "PROP", Side.SELL, 100, 101 * E8);
        asking.replace(TRADER, order, 150, AS_IS, "b", "k");
        assertEquals("PENDING_REPLACE 0/100/100", status(order));
        asking.acceptReplace(order, 150, 101 * E8);
        assertEquals(List.of("replace requested " + order + " 150@101 cum 0 by 1",
            "replaced " + order + " 150@101 cum 0 leaves 150 b"), bench.records());
        assertEquals("NEW 0/150/150", status(order));
        Orders orders = bench.state().orders();
        assertEquals(List.of("b", "a", orders.find(order), orders.find(order)), List.of(
            orders.clOrdId(orders.find(order)), orders.origClOrdId(orders.find(order)), orders.find(TRADER, "a"),
            orders.find(TRADER, "b")));
    }

    @Test
    void keepsItsPriorityOnlyWhenTheQuantityFalls() {
        long first = working("a", "PROP", Side.SELL, 100, 101 * E8);
        long second = working("b", "PROP", Side.SELL, 100, 101 * E8);
        asking.replace(TRADER, first, 60, AS_IS, "", "");
        asking.acceptReplace(first, 60, 101 * E8);
        bench.accept(bench.limit("c", "CLIENT", Side.BUY, 10, 101 * E8));
        assertEquals(List.of("PARTIALLY_FILLED 10/50/60", "NEW 0/100/100"), List.of(status(first), status(second)));
        asking.replace(TRADER, first, 70, AS_IS, "", "");
        asking.acceptReplace(first, 70, 101 * E8);
        bench.accept(bench.limit("d", "CLIENT", Side.BUY, 10, 101 * E8));
        assertEquals(List.of("PARTIALLY_FILLED 10/60/70", "PARTIALLY_FILLED 10/90/100"),
            List.of(status(first), status(second)));
    }

    @Test
    void executionsMeanwhileKeepItPendingAndANewPriceTradesAtOnce() {
        long order = working("a", "PROP", Side.SELL, 100, 101 * E8);
        working("bid", "CLIENT", Side.BUY, 5, 100 * E8);
        asking.replace(TRADER, order, AS_IS, 100 * E8, "", "");
        bench.accept(bench.limit("b", "CLIENT", Side.BUY, 30, 101 * E8));
        assertEquals("PENDING_REPLACE 30/70/100", status(order));
        bench.records();
        asking.acceptReplace(order, 100, 100 * E8);
        List<String> records = bench.records();
        assertEquals("replaced " + order + " 100@100 cum 30 leaves 70 a", records.get(0));
        assertEquals(3, records.size());
        assertEquals("PARTIALLY_FILLED 35/65/100", status(order));
    }

    @Test
    void toWhatIsExecutedOrLessEndsItFilled() {
        long order = working("a", "PROP", Side.SELL, 100, 101 * E8);
        asking.replace(TRADER, order, 40, AS_IS, "b", "");
        bench.accept(bench.limit("c", "CLIENT", Side.BUY, 60, 101 * E8));
        bench.records();
        asking.acceptReplace(order, 40, 101 * E8);
        assertEquals(List.of("replaced " + order + " 60@101 cum 60 leaves 0 keeps b"), bench.records());
        assertEquals("FILLED 60/0/60", status(order));
        assertEquals(0, bench.state().orders().working());
    }

    @Test
    void riskMayRefuseIt() {
        long order = working("a", "PROP", Side.SELL, 100, 101 * E8);
        asking.replace(TRADER, order, 200, AS_IS, "", "");
        bench.records();
        asking.rejectReplace(order);
        assertEquals(List.of("replace refused " + order + " BY_RISK MAX_ORDER_QTY"), bench.records());
        assertEquals("NEW 0/100/100", status(order));
        Orders orders = bench.state().orders();
        int row = orders.find(order);
        assertEquals(RefuseReason.BY_RISK, orders.replaceRefusal(row));
        assertEquals(5 * E8, bench.state().blotter().declines().bound(orders.replaceDecline(row)));
    }

    @Test
    void aCancelMeanwhileEndsTheOrderAtOnceAndTheDecisionComesTooLate() {
        long order = working("a", "PROP", Side.SELL, 100, 101 * E8);
        asking.replace(TRADER, order, 50, AS_IS, "", "");
        bench.cancel(TRADER, order, "");
        assertEquals("CANCELED 0/0/100", status(order));
        bench.closing(DAY);
        bench.records();
        asking.acceptReplace(order, 50, 101 * E8);
        assertEquals(List.of("replace refused " + order + " TOO_LATE NONE", "closed 20000"), bench.records());
    }

    @Test
    void comesTooLateForARejectionOfAnEndedOrderToo() {
        long order = working("a", "PROP", Side.SELL, 100, 101 * E8);
        asking.replace(TRADER, order, 50, AS_IS, "", "");
        bench.accept(bench.limit("b", "CLIENT", Side.BUY, 100, 101 * E8));
        bench.records();
        asking.rejectReplace(order);
        assertEquals(List.of("replace refused " + order + " TOO_LATE NONE"), bench.records());
        assertEquals("FILLED 100/0/100", status(order));
    }

    @Test
    void isRefusedInAClosingSession() {
        long day = working("a", "PROP", Side.SELL, 100, 101 * E8);
        long open = bench.send("b", "CLIENT", "ABC", Side.SELL, OrdType.LIMIT, TimeInForce.GTC, 10, 105 * E8);
        bench.accept(open);
        asking.replace(TRADER, day, 50, AS_IS, "", "");
        asking.replace(TRADER, open, 5, AS_IS, "", "");
        bench.records();
        bench.closing(DAY);
        assertEquals(List.of("closing", "expired " + day + " cum 0 rest 100"), bench.records());
        asking.acceptReplace(open, 5, 105 * E8);
        asking.acceptReplace(day, 50, 101 * E8);
        assertEquals(List.of("replace refused " + open + " SESSION_CLOSED NONE",
            "replace refused " + day + " TOO_LATE NONE", "closed 20000"), bench.records());
    }

    @Test
    void whatCannotBeAmendedIsAnsweredWithoutARecord() {
        long order = working("a", "PROP", Side.SELL, 100, 101 * E8);
        long other = working("x", "PROP", Side.SELL, 1, 109 * E8);
        long pending = bench.limit("p", "PROP", Side.SELL, 1, 109 * E8);
        bench.records();
        bench.answers();
        asking.replace(TRADER, 999_999, 50, AS_IS, "", "");
        asking.replace(TRADER, pending, 50, AS_IS, "", "");
        asking.replace(TRADER, order, 100, 101 * E8, "", "");
        asking.replace(TRADER, order, 50, AS_IS, 100 * E8, "", "");
        asking.replace(TRADER, order, 50, AS_IS, "x", "");
        assertEquals(List.of(), bench.records());
        asking.replace(TRADER, order, 50, AS_IS, "b", "k");
        asking.replace(TRADER, order, 50, AS_IS, "b", "k");
        asking.replace(TRADER, order, 51, AS_IS, "b", "k");
        asking.replace(TRADER, order, 52, AS_IS, "", "m");
        bench.cancel(TRADER, other, "");
        asking.replace(TRADER, other, 52, AS_IS, "", "");
        assertEquals(List.of("NOT_FOUND 0", "ALREADY_PENDING " + pending, "WRONG_STATE " + order,
            "WRONG_STATE " + order, "CONFLICT " + other, "RECORDED " + order, "REPEATED " + order,
            "CONFLICT " + order, "ALREADY_PENDING " + order, "RECORDED " + other, "TOO_LATE " + other),
            bench.answers());
        asking.replace(Bench.STRANGER, order, 52, AS_IS, "", "");
        assertEquals(true, bench.answers().get(0).startsWith("FORBIDDEN"));
    }

    @Test
    void aHaltedScopeRefusesIt() {
        long order = working("a", "PROP", Side.SELL, 100, 101 * E8);
        asking.replace(TRADER, order, 150, AS_IS, "", "");
        for (int i = 0; i < 300; i++) {
            working("o" + i, "PROP", Side.SELL, 1, 102 * E8);
        }
        bench.cancel(TRADER, order, "");
        long last = working("last", "PROP", Side.SELL, 1, 103 * E8);
        asking.replace(TRADER, last, 2, AS_IS, "", "");
        bench.records();
        bench.tradingState(Scope.of(ScopeKind.ACCOUNT, Bench.PROP), "account:PROP", TradingState.HALTED);
        asking.acceptReplace(last, bench.state().orders().replaceSeq(bench.state().orders().find(last)), 2,
            103 * E8, 0);
        bench.once();
        bench.once();
        assertEquals(true, bench.records().contains("replace refused " + last + " SCOPE_HALTED NONE"));
        bench.pump();
        assertEquals("CANCELED 0/0/1", status(last));
    }

    @Test
    void aNewStopPriceIsRefusedWhenTheOldOneWasReachedMeanwhile() {
        long order = asking.stop("a", "PROP", Side.BUY, TimeInForce.DAY, 10, 106 * E8, 105 * E8);
        bench.accept(order);
        asking.replace(TRADER, order, AS_IS, 125 * E8, 120 * E8, "", "");
        bench.price(Bench.RISK, Bench.ABC, 105 * E8, "");
        asking.acceptReplace(order, bench.state().orders().replaceSeq(bench.state().orders().find(order)), 10,
            125 * E8, 120 * E8);
        bench.pump();
        assertEquals(List.of("NEW 0/10/10", 106 * E8), List.of(status(order),
            bench.state().orders().workingPriceE8(bench.state().orders().find(order))));
        assertEquals(true, bench.records().contains("replace refused " + order + " TOO_LATE NONE"));
    }

    @Test
    void anotherQuantityIsTakenThoughTheStopPriceWasReachedMeanwhile() {
        long order = asking.stop("a", "PROP", Side.BUY, TimeInForce.DAY, 10, 106 * E8, 105 * E8);
        bench.accept(order);
        asking.replace(TRADER, order, 5, AS_IS, "", "");
        bench.price(Bench.RISK, Bench.ABC, 105 * E8, "");
        asking.acceptReplace(order, bench.state().orders().replaceSeq(bench.state().orders().find(order)), 5,
            106 * E8, 105 * E8);
        bench.pump();
        assertEquals("NEW 0/5/5", status(order));
    }
}
