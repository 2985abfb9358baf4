package throughline.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.gateway.RunningFront.order;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a market does with orders, seen and set over HTTP. */
class MarketRoutesTest extends OneFront {
    private static final String PATH = "/v1/markets";

    private static JsonObject phase(String phase) {
        return new JsonObject().put("phase", phase).put("reason", "news");
    }

    private static JsonObject market() throws Exception {
        return front.send(200, "trader", "GET", PATH, null).getJsonArray("items").getJsonObject(0);
    }

    private static JsonObject enter(String clOrdId, String side, String type) throws Exception {
        return front.send(201, "trader", "POST", "/v1/orders",
            order(clOrdId, side, "5", "100.4").put("timeInForce", type));
    }

    @Test
    void aHaltedMarketTradesNothingUntilItGoesOn() throws Exception {
        assertEquals("ABC continuous", market().getString("symbol") + " " + market().getString("phase"));
        JsonObject halted = front.send(200, "risk", "PUT", PATH + "/ABC", phase("halted"), "Idempotency-Key", "h");
        assertEquals("halted", halted.getString("phase"));
        assertEquals(halted, market());
        String sell = enter("halted-sell", "sell", "day").getString("orderId");
        assertEquals("new", enter("halted-buy", "buy", "day").getString("status"));
        JsonObject ioc = enter("halted-ioc", "buy", "ioc");
        assertEquals("canceled market_not_open", ioc.getString("status") + " " + ioc.getString("endReason"));
        long before = front.seqWithoutTicks();
        assertEquals(halted, front.send(200, "risk", "PUT", PATH + "/ABC", phase("halted"), "Idempotency-Key", "h"));
        front.send(409, "risk", "PUT", PATH + "/ABC", phase("auction"), "Idempotency-Key", "h");
        assertEquals(before, front.seqWithoutTicks());
        assertEquals("interruption", front.send(200, "operations", "PUT", PATH + "/ABC", phase("auction"))
            .getString("phase"));
        front.call("PUT", PATH + "/ABC", front.token("operations"), phase("continuous").encode());
        front.await(() -> front.status(sell, front.token("trader")).equals("filled"));
        front.await(() -> market().getString("phase").equals("continuous"));
        assertEquals("100.4", market().getString("lastPrice"));
    }

    @Test
    void onlyRiskAndOperationsSetAPhaseThatThereIs() throws Exception {
        long before = front.seqWithoutTicks();
        for (String phase : List.of("closed", "HALTED", "")) {
            assertEquals("/phase", front.send(400, "risk", "PUT", PATH + "/ABC", phase(phase)).getJsonArray("errors")
                .getJsonObject(0).getString("pointer"), phase);
        }
        front.send(400, "risk", "PUT", PATH + "/ABC", new JsonObject().put("phase", "halted"));
        front.send(404, "risk", "PUT", PATH + "/NONE", phase("halted"));
        assertEquals(before, front.seqWithoutTicks());
        front.send(403, "trader", "PUT", PATH + "/ABC", phase("halted"));
        assertEquals("continuous", market().getString("phase"));
    }
}
