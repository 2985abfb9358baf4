package throughline.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An order that risk accepted near a limit, or by an override, says so, over a restart too. */
class WarningViewTest {
    @TempDir
    private Path directory;

    @Test
    void warningsAndOverridesAreShown() throws Exception {
        try (RunningFront front = new RunningFront(directory)) {
            JsonObject warned = front.send(201, "trader", "POST", "/v1/orders",
                RunningFront.order("near", "sell", "950", "150"));
            String path = "/v1/orders/" + warned.getString("orderId");
            JsonObject overridden = front.send(201, "trader", "POST", "/v1/orders",
                RunningFront.order("above", "sell", "1000", "150"));
            JsonObject plain = front.send(201, "trader", "POST", "/v1/orders",
                RunningFront.order("plain", "sell", "5", "150"));
            assertFalse(plain.containsKey("warning") || plain.containsKey("overrideId"));
            assertFalse(warned.containsKey("overrideId"));
            assertEquals("77", overridden.getString("overrideId"));
            JsonObject warning = new JsonObject().put("code", "POSITION_LIMIT").put("metric", "POSITION_LIMIT.LONG")
                .put("scope", "account:PROP/instrument:ABC").put("limit", "1000").put("observed", "950");
            assertEquals(warning, warned.getJsonObject("warning"));
            front.stop();
            front.start();
            assertEquals(warning, front.send(200, "trader", "GET", path, null).getJsonObject("warning"));
            assertEquals(List.of(overridden.getString("orderId")), front.send(200, "trader", "GET",
                "/v1/orders?overrideId=77", null).getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("orderId")).toList());
            assertEquals("currency=840",
                Files.readString(directory.resolve("front.configuration")).lines().findFirst().orElse(""));
        }
    }

    @Test
    void aReasonNamesItsScopeAndNoneWhereNothingIsMeasured() throws Exception {
        try (RunningFront front = new RunningFront(directory)) {
            JsonObject much = front.send(201, "trader", "POST", "/v1/orders",
                RunningFront.order("much", "sell", "1001", "150")).getJsonObject("reason");
            assertEquals("MAX_ORDER_QTY at account:PROP/instrument:ABC: observed 1001, limit 1000",
                much.getString("text"));
            assertEquals("MAX_ORDER_QTY", much.getString("metric"));
            assertEquals("group:PROP", front.send(201, "trader", "POST", "/v1/orders",
                RunningFront.order("own", "sell", "613", "150")).getJsonObject("reason").getString("scope"));
            JsonObject unknown = front.send(201, "trader", "POST", "/v1/orders",
                RunningFront.order("unknown", "sell", "1", "150").put("symbol", "NO")).getJsonObject("reason");
            assertEquals(List.of("UNKNOWN_INSTRUMENT", "none", "none", "none"), List.of(unknown.getString("code"),
                unknown.getString("scope"), unknown.getString("limit"), unknown.getString("observed")));
            assertEquals("UNKNOWN_INSTRUMENT", unknown.getString("text"));
            assertFalse(unknown.containsKey("metric"));
        }
    }
}
