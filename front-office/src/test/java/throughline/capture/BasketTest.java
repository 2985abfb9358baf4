package throughline.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.capture.Bench.E8;
import static throughline.capture.Bench.TRADER;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import throughline.blotter.Orders;
import throughline.message.Side;

/** Baskets are captured whole, with an order each, or not at all. */
class BasketTest {
    private final Bench bench = new Bench(Bench.NO_STREET).opened();
    private final Asking asking = new Asking(bench);

    @Test
    void capturesTheListAndEachOfItsOrders() {
        long basket = asking.basket("k", List.of("a", "b"));
        assertEquals(List.of("basket " + basket + " of 2",
            "captured " + (basket + 1) + " account 1 instrument 1 on 20000 by 1 a",
            "captured " + (basket + 2) + " account 1 instrument 1 on 20000 by 1 b"), bench.records());
        Orders orders = bench.state().orders();
        int row = orders.find(basket + 2);
        assertEquals(List.of(basket, "list", 10L, Side.BUY), List.of(orders.basketId(row),
            orders.texts().text(orders.strategy(row)), orders.quantity(row), orders.side(row)));
        bench.accept(basket + 1);
        bench.reject(basket + 2);
        assertEquals(1, orders.working());
        asking.basket("k", List.of("a", "b"));
        asking.basket("k", List.of("a", "c"));
        assertEquals(List.of("RECORDED " + basket, "REPEATED " + basket, "CONFLICT " + basket), bench.answers());
    }

    @Test
    void isRefusedWholeForOneNameUsed() {
        long used = bench.limit("b", "PROP", Side.BUY, 1, 99 * E8);
        bench.records();
        bench.answers();
        asking.basket("k", List.of("a", "b", "c"));
        asking.basket("l", List.of("x", "y", "x"));
        asking.basket("m", List.of());
        assertEquals(List.of("CONFLICT " + used, "CONFLICT 0", "WRONG_STATE 0"), bench.answers());
        assertEquals(List.of(), bench.records());
        assertEquals(Orders.NONE, bench.state().orders().find(TRADER, "a"));
    }

    @Test
    void takesFiveHundredWithLongNames() {
        Bench wide = new Bench(Bench.NO_STREET, 4_096, 1 << 22).opened();
        List<String> names = IntStream.range(0, 500).mapToObj(i -> "n".repeat(58) + (100_000 + i)).toList();
        long basket = new Asking(wide).basket("k", names);
        assertEquals(501, wide.records().size());
        assertEquals(500, wide.state().orders().pending());
        assertTrue(wide.state().orders().find(basket + 500) != Orders.NONE);
        wide.restart();
        assertEquals(500, wide.state().orders().pending());
    }
}
