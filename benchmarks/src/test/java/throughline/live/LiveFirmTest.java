package throughline.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import throughline.office.Stops;

/** The blows dealt to a live firm, and how its answers are read. */
final class LiveFirmTest {

    @ParameterizedTest
    @EnumSource(Blow.Kind.class)
    void eachBlowHitsSomeoneAndStopsWhereOneCanStop(Blow.Kind kind) {
        for (int seed = 0; seed < 200; seed++) {
            Blow blow = Blow.of(kind, new SplittableRandom(seed));
            assertEquals(blow, Blow.of(kind, new SplittableRandom(seed)));
            assertTrue(blow.postgres() || !blow.offices().isEmpty());
            assertEquals(kind == Blow.Kind.TWO ? 2 : 1, blow.offices().size() + (blow.postgres() ? 1 : 0));
            assertEquals(kind.name().endsWith("_STOP"), !blow.stop().isEmpty());
            if (!blow.stop().isEmpty()) {
                Stops.HaltAt.of(blow.stop());
            }
        }
    }

    @Test
    void readsOrdersAloneAndInLists() {
        String rejected = "{\"orderId\":7,\"clOrdId\":\"a\",\"status\":\"rejected\",\"reason\":{\"code\":\"BAD_TICK\","
            + "\"scope\":{\"status\":\"x\"},\"text\":\"no\"},\"fills\":[1,2]}";
        OrderAnswer order = OrderAnswer.only(rejected);
        assertEquals(new OrderAnswer("7", "a", "rejected"), order);
        assertTrue(order.ended());
        assertEquals(List.of(order, new OrderAnswer("8", "b", "new")),
            OrderAnswer.all("{\"items\":[" + rejected + ",{\"status\":\"new\",\"clOrdId\":\"b\",\"orderId\":\"8\"}],"
                + "\"next\":null}"));
        assertThrows(BrokenPromise.class, () -> OrderAnswer.only("{\"items\":[]}"));
        assertThrows(BrokenPromise.class, () -> OrderAnswer.only("<html>"));
        assertThrows(BrokenPromise.class, () -> OrderAnswer.only(rejected + rejected));
    }
}
