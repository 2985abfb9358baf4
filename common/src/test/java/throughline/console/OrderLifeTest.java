package throughline.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OrderLifeTest {
    private static final JsonObject CAPTURED = step("front", 7, "OrderCaptured", "7", null)
        .put("fields", new JsonObject().put("quantity", "500").put("price", "12.3"));
    private static final JsonObject ACCEPTED = step("middle", 3, "OrderAccepted", "7", CAPTURED)
        .put("fields", new JsonObject().put("quantity", "500").put("price", "12.3"));
    private static final JsonObject MATCH = step("front", 9, "OrderAccepted", "8", null);
    private static final JsonObject OBLIGATION = step("back", 5, "ObligationStated", "7", MATCH)
        .put("fields", new JsonObject().put("status", "OPEN").put("settledQuantity", "0").put("quantity", "500"));

    private static JsonObject step(String journal, long seq, String kind, String orderId, JsonObject cause) {
        return new JsonObject().put("journal", journal).put("seq", seq).put("record", kind).put("orderId", orderId)
            .put("time", "2026-11-23T09:30:00.123456789Z").put("cause", cause == null ? null
                : new JsonObject().put("journal", cause.getString("journal")).put("seq", cause.getLong("seq")));
    }

    private static OrderLife life(JsonObject... steps) {
        return OrderLife.of(new JsonObject().put("orderId", "7").put("steps", new JsonArray(List.of(steps))));
    }

    @Test
    void tellsTheOrdersOwnSteps() {
        assertEquals(List.of(
            "TIME             JOURNAL  SEQ  RECORD            CAUSED BY  SAYS",
            "09:30:00.123456  front      7  OrderCaptured                500 at 12.3",
            "09:30:00.123456  middle     3  OrderAccepted     front 7    500 at 12.3",
            "09:30:00.123456  back       5  ObligationStated  front 9    open, 0 of 500"),
            Demo.table(life(CAPTURED, ACCEPTED, MATCH, OBLIGATION).rows()));
    }

    @Test
    void missesACauseThatIsNotTold() {
        assertTrue(life(CAPTURED, ACCEPTED, MATCH, OBLIGATION).isWhole());
        assertFalse(life(CAPTURED, ACCEPTED, OBLIGATION).isWhole());
        assertFalse(life(ACCEPTED).isWhole());
    }

    @Test
    void tellsHowFarSettlementIs() {
        assertEquals("", life(CAPTURED, ACCEPTED).settlement());
        JsonObject settled = OBLIGATION.copy();
        settled.getJsonObject("fields").put("status", "SETTLED");
        assertEquals("settled", life(CAPTURED, OBLIGATION, settled).settlement());
        assertEquals(Set.of("front", "back"), life(CAPTURED, OBLIGATION, settled).journals());
    }
}
