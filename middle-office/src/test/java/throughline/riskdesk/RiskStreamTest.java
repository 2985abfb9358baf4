package throughline.riskdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import throughline.message.EndReason;
import throughline.message.Side;
import throughline.risk.FrontScript;

/** What the risk desk's channels tell, and how soon. Each test uses an instrument of its own. */
class RiskStreamTest extends OneMiddleOffice {
    private static final long E8 = 100_000_000L;

    /** Hears one channel. */
    private static final class Heard implements AutoCloseable, WebSocket.Listener {
        private final LinkedBlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final WebSocket socket;

        Heard(String user, String channel) throws Exception {
            socket = HttpClient.newHttpClient().newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + office.port + "/v1/stream"), this).join();
            socket.sendText(new JsonObject().put("token", office.tokens.get(user)).encode(), true).join();
            next(message -> message.containsKey("user"));
            socket.sendText(new JsonObject().put("subscribe", channel).encode(), true).join();
            next(message -> channel.equals(message.getString("channel")));
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add(new JsonObject(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        JsonObject item(Predicate<JsonObject> wanted) throws Exception {
            return next(message -> message.containsKey("item") && wanted.test(message.getJsonObject("item")))
                .getJsonObject("item");
        }

        private JsonObject next(Predicate<JsonObject> wanted) throws Exception {
            long until = RunningMiddleOffice.end();
            JsonObject message = messages.poll(RunningMiddleOffice.PATIENCE_SECONDS, TimeUnit.SECONDS);
            while (message != null && !wanted.test(message)) {
                message = messages.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            assertNotNull(message, "not told");
            return message;
        }

        @Override
        public void close() {
            socket.abort();
        }
    }

    @Test
    void aBreachIsToldAndThatItWasSeen() throws Exception {
        try (Heard breaches = new Heard("risk1", "breaches")) {
            office.order("PROP-EQ", "AAPL", Side.BUY, 1, 400);
            JsonObject told = breaches.item(item -> "PRICE_COLLAR".equals(item.getString("code")));
            office.call(200, "POST", "/v1/breaches/" + told.getString("id") + "/acknowledge", "risk2",
                "{\"comment\":\"a slip\"}");
            JsonObject seen = breaches.item(item -> item.getBoolean("acknowledged"));
            assertEquals(told.getString("id") + " risk2", seen.getString("id") + " "
                + seen.getString("acknowledgedBy"));
        }
    }

    @Test
    void anApprovalIsToldWhenItIsAskedForAndWhenItIsDecided() throws Exception {
        String path = "/v1/trading-state/instrument:NVR";
        try (Heard approvals = new Heard("risk2", "approvals"); Heard states = new Heard("trader1", "trading-state")) {
            office.call(200, "PUT", path, "risk1", "{\"state\":\"reduce_only\",\"reason\":\"odd\"}");
            assertEquals("odd", states.item(item -> "reduce_only".equals(item.getString("state"))).getString("why"));
            office.call(202, "PUT", path, "risk1", "{\"state\":\"active\",\"reason\":\"fixed\"}");
            JsonObject waits = approvals.item(item -> "pending".equals(item.getString("status")));
            office.call(200, "POST", "/v1/approvals/" + waits.getString("id"), "risk2", "{\"decision\":\"approve\"}");
            assertEquals(waits.getString("id"),
                approvals.item(item -> "approved".equals(item.getString("status"))).getString("id"));
            states.item(item -> "active".equals(item.getString("state")));
        }
    }

    @Test
    void aClearingThatTakesTooLongIsAnAlarmUntilItIsDone() throws Exception {
        int symbol = office.symbols.get("BKNG");
        office.front.price(symbol, 50 * E8, FrontScript.OPEN_DATE);
        long order = office.order("PROP-EQ", "BKNG", Side.BUY, 10, 50);
        office.untilFound("/v1/exposures?scope=instrument:BKNG&working=10", 1);
        try (Heard states = new Heard("risk1", "trading-state")) {
            office.call(200, "PUT", "/v1/trading-state/order:" + order, "risk1",
                "{\"state\":\"halted\",\"reason\":\"odd\"}");
            JsonObject alarm = states.item(item -> item.containsKey("alarm"));
            assertEquals("order:" + order + " 1", alarm.getString("scope") + " "
                + alarm.getJsonObject("clearing").getInteger("left"));
        }
    }

    @Test
    void whatMovesAHoldingIsToldAndWhatTheFrontEndsToo() throws Exception {
        int symbol = office.symbols.get("IBM");
        office.front.price(symbol, 50 * E8, FrontScript.OPEN_DATE);
        try (Heard exposures = new Heard("trader1", "exposures"); Heard positions = new Heard("trader1", "positions");
            Heard profit = new Heard("risk1", "profit"); Heard foreign = new Heard("trader2", "positions")) {
            long order = office.order("PROP-ARB", "IBM", Side.BUY, 100, 50);
            exposures.item(item -> "account:PROP-ARB/instrument:IBM".equals(item.getString("scope"))
                && "100".equals(item.getString("working")));
            office.front.trade(order, office.accounts.get("PROP-ARB"), symbol, Side.BUY, 40, 60, 49 * E8);
            positions.item(item -> "40".equals(item.getString("position")));
            profit.item(item -> "account:PROP-ARB".equals(item.getString("scope"))
                && "40".equals(item.getString("total")));
            office.front.canceled(order, office.accounts.get("PROP-ARB"), symbol, EndReason.BY_REQUEST);
            exposures.item(item -> "account:PROP-ARB/instrument:IBM".equals(item.getString("scope"))
                && "0".equals(item.getString("working")) && "40".equals(item.getString("used")));
            assertEquals(0, foreign.messages.stream().filter(message -> message.containsKey("item")).count());
        }
    }
}
