package throughline.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole front office over HTTP, the other two offices' journals written by hand. */
class FrontOfficeTest extends OneFront {
    private static String trader;
    private static String stranger;
    private static String risk;

    @BeforeAll
    static void signIn() throws Exception {
        trader = front.token("trader");
        stranger = front.token("stranger");
        risk = front.token("risk");
    }

    private static String order(String clOrdId, String side, String quantity, String price) {
        return RunningFront.order(clOrdId, side, quantity, price).encode();
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return front.call("POST", "/v1/orders", trader, body);
    }

    private static JsonObject json(HttpResponse<String> answer, int status) {
        assertEquals(status, answer.statusCode(), answer.body());
        return new JsonObject(answer.body());
    }

    private static JsonArray items(String path) throws Exception {
        return json(front.call("GET", path, trader, null), 200).getJsonArray("items");
    }

    private static long seq() throws Exception {
        return front.seqWithoutTicks();
    }

    @Test
    void anOrdersWholeLife() throws Exception {
        HttpResponse<String> answer = post(order("life-1", "sell", "100", "100.5"));
        JsonObject sell = json(answer, 201);
        String id = sell.getString("orderId");
        assertEquals("/v1/orders/" + id, answer.headers().firstValue("Location").orElse(""));
        assertEquals(List.of("new", "100", "0", "100", "0", "100.5"), List.of(sell.getString("status"),
            sell.getString("orderQty"), sell.getString("cumQty"), sell.getString("leavesQty"),
            sell.getString("avgPx"), sell.getString("price")));
        JsonObject buy = json(post(order("life-2", "buy", "60", "100.51")), 201);
        assertEquals(List.of("filled", "60", "0", "100.5"), List.of(buy.getString("status"),
            buy.getString("cumQty"), buy.getString("leavesQty"), buy.getString("avgPx")));
        JsonObject now = json(front.call("GET", "/v1/orders/" + id, trader, null), 200);
        assertEquals("partially_filled 60 40", now.getString("status") + " " + now.getString("cumQty") + " "
            + now.getString("leavesQty"));
        JsonArray executions = items("/v1/executions?orderId=" + id);
        assertEquals(1, executions.size());
        assertEquals("sell 60@100.5", executions.getJsonObject(0).getString("side") + " "
            + executions.getJsonObject(0).getString("quantity") + "@" + executions.getJsonObject(0).getString("price"));
        JsonObject canceled = json(front.call("DELETE", "/v1/orders/" + id, trader, null), 200);
        assertEquals("canceled 60 0", canceled.getString("status") + " " + canceled.getString("cumQty") + " "
            + canceled.getString("leavesQty"));
        assertEquals("TOO_LATE_TO_CANCEL", json(front.call("DELETE", "/v1/orders/" + id, trader, null), 409)
            .getString("code"));
    }

    @Test
    void anOrdersLineageIsToldToThoseWhoMaySeeIt() throws Exception {
        String id = json(post(order("line-1", "sell", "10", "100.5")), 201).getString("orderId");
        assertEquals("filled", json(post(order("line-2", "buy", "10", "100.5")), 201).getString("status"));
        String path = "/v1/orders/" + id + "/lineage";
        JsonObject life = json(front.call("GET", path, trader, null), 200);
        assertEquals(id, life.getString("orderId"));
        JsonObject captured = life.getJsonArray("steps").getJsonObject(0);
        assertEquals("front OrderCaptured trader 10 100.5", captured.getString("journal") + " "
            + captured.getString("record") + " " + captured.getString("actor") + " "
            + captured.getJsonObject("fields").getString("quantity") + " "
            + captured.getJsonObject("fields").getString("price"));
        String told = life.encode();
        assertTrue(told.contains("OrderAccepted") && told.contains("OrderPlaced") && told.contains("TradeExecuted")
            && told.contains("matched"), told);
        assertEquals(403, front.call("GET", path, front.token("stranger"), null).statusCode());
        assertEquals(401, front.call("GET", path, null, null).statusCode());
        assertEquals(400, front.call("GET", path + "?depth=x", trader, null).statusCode());
        assertEquals(404, front.call("GET", "/v1/orders/1/lineage", trader, null).statusCode());
        assertEquals(404, front.call("GET", "/v1/orders/999999/lineage", trader, null).statusCode());
    }

    @Test
    void aRepeatIsHarmless() throws Exception {
        JsonObject first = json(post(order("repeat-1", "buy", "5", "90")), 201);
        long before = seq();
        JsonObject again = json(post(order("repeat-1", "buy", "5.0", "90.00")), 200);
        assertEquals(first.getString("orderId"), again.getString("orderId"));
        assertEquals("CONFLICT", json(post(order("repeat-1", "buy", "6", "90")), 409).getString("code"));
        assertEquals(before, seq());
        JsonArray found = items("/v1/orders?clOrdId=repeat-1");
        assertEquals(first.getString("orderId"), found.getJsonObject(0).getString("orderId"));
        assertTrue(items("/v1/orders?clOrdId=nobody-knows").isEmpty());
    }

    @Test
    void aRejectionIsAnOrderWithItsReason() throws Exception {
        JsonObject rejected = json(post(order("big", "buy", "1001", "90")), 201);
        assertEquals("rejected", rejected.getString("status"));
        assertEquals("0", rejected.getString("leavesQty"));
        JsonObject reason = rejected.getJsonObject("reason");
        assertEquals(List.of("MAX_ORDER_QTY", "account:PROP/instrument:ABC", "1000", "1001"),
            List.of(reason.getString("code"), reason.getString("scope"), reason.getString("limit"),
                reason.getString("observed")));
        JsonObject most = json(post(order("most", "buy", "1000000000000", "90")), 201).getJsonObject("reason");
        assertEquals("MAX_ORDER_QTY: 1000000000000", most.getString("code") + ": " + most.getString("observed"),
            "more than the record's number holds");
        JsonObject unknown = json(post(order("unknown", "buy", "1", "90").replace("PROP", "NOBODY")), 201)
            .getJsonObject("reason");
        assertEquals("UNKNOWN_ACCOUNT none none none", unknown.getString("code") + " " + unknown.getString("scope")
            + " " + unknown.getString("limit") + " " + unknown.getString("observed"));
    }

    @Test
    void aSlowDecisionIs202AndACancelMeanwhileIsKept() throws Exception {
        HttpResponse<String> answer = post(order("slow-1", "buy", "5", "90"));
        JsonObject pending = json(answer, 202);
        String id = pending.getString("orderId");
        assertEquals("pending_new", pending.getString("status"));
        assertEquals("/v1/orders/" + id, answer.headers().firstValue("Location").orElse(""));
        for (int status : new int[] {202, 200}) {
            assertEquals("pending_cancel", json(front.call("DELETE", "/v1/orders/" + id, trader, null,
                "Idempotency-Key", "slow-cancel"), status).getString("status"));
        }
        assertEquals("pending_cancel", json(front.call("DELETE", "/v1/orders/" + id, trader, null), 202)
            .getString("status"), "no key: it is not known for a repeat");
        front.offices.release();
        front.await(() -> front.status(id, trader).equals("canceled"));
    }

    @Test
    void othersSeeAndCancelNothingOfThisDesk() throws Exception {
        String id = json(post(order("mine", "buy", "5", "90")), 201).getString("orderId");
        assertEquals(403, front.call("GET", "/v1/orders/" + id, stranger, null).statusCode());
        assertEquals(403, front.call("DELETE", "/v1/orders/" + id, stranger, null).statusCode());
        assertEquals(403, front.call("POST", "/v1/orders", risk, order("no", "buy", "5", "90")).statusCode());
        JsonObject list = json(front.call("GET", "/v1/orders?clOrdId=mine", stranger, null), 200);
        assertTrue(list.getJsonArray("items").isEmpty());
        JsonObject all = json(front.call("GET", "/v1/orders?account=PROP", stranger, null), 200);
        assertTrue(all.getJsonArray("items").isEmpty());
        assertEquals("new", front.status(id, risk));
        assertEquals(404, front.call("DELETE", "/v1/orders/999999999", trader, null).statusCode());
    }

    @Test
    void pricesMoveTheStreet() throws Exception {
        String body = new JsonObject().put("symbol", "ABC").put("price", "50").encode();
        assertEquals(403, front.call("POST", "/v1/prices", trader, body).statusCode());
        assertEquals("50", json(front.call("POST", "/v1/prices", risk, body), 201).getString("price"));
        assertEquals("ABC", items("/v1/prices").getJsonObject(0).getString("symbol"));
        assertEquals(404, front.call("POST", "/v1/prices", risk, body.replace("ABC", "NONE")).statusCode());
        JsonObject market = new JsonObject(order("market", "buy", "7", "1")).put("type", "market");
        market.remove("price");
        assertEquals("50.5", json(post(market.encode()), 201).getString("avgPx"));
        assertEquals(201, front.call("POST", "/v1/prices", risk, body.replace("50", "100")).statusCode());
        JsonObject position = items("/v1/positions").getJsonObject(0);
        assertEquals("PROP ABC", position.getString("account") + " " + position.getString("symbol"));
        for (String list : List.of("prices", "positions", "orders", "executions")) {
            for (long after : new long[] {Integer.MAX_VALUE, 1L << 31, 1L << 32, 999_999_999_999_999_999L}) {
                assertEquals(0, items("/v1/" + list + "?after=" + after).size(), list + " behind " + after);
            }
        }
        JsonObject session = json(front.call("GET", "/v1/session", trader, null), 200);
        assertEquals("2024-10-04 open", session.getString("businessDate") + " " + session.getString("state"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "malformed | 400 | {\"clOrdId\":",
        "no object | 400 | [1]",
        "empty | 400 | ",
        "unknown field | 400 | {%s,\"colour\":\"red\"}",
        "twice | 400 | {%s,\"account\":\"PROP\"}",
        "nothing | 400 | {}",
        "zero | 400 | {%s,\"quantity\":0}",
        "negative | 400 | {%s,\"quantity\":\"-1\"}",
        "nine decimals | 400 | {%s,\"quantity\":\"1.123456789\"}",
        "huge | 400 | {%s,\"quantity\":\"1000000000001\"}",
        "exponent | 400 | {%s,\"quantity\":\"1e3\"}",
        "not a number | 400 | {%s,\"quantity\":\"ten\"}",
        "wrong type | 400 | {%s,\"quantity\":true}",
        "no such side | 400 | {%s,\"side\":\"hold\"}",
        "upper case | 400 | {%s,\"side\":\"BUY\"}",
        "no such time | 400 | {%s,\"timeInForce\":\"later\"}",
        "market with price | 400 | {%s,\"type\":\"market\"}",
        "price of zero | 400 | {%s,\"price\":\"0\"}",
        "null price | 400 | {%s,\"price\":null}",
        "long id | 400 | {%s,\"clOrdId\":\"x123456789x123456789x123456789x123456789x123456789x123456789x1234\"}",
        "long account | 400 | {%s,\"account\":\"x123456789x123456789x123456789x12\"}",
        "other characters | 400 | {%s,\"symbol\":\"\u00c4BC\"}",
        "empty symbol | 400 | {%s,\"symbol\":\"\"}"})
    void badInputReachesNoJournal(String what, int status, String form) throws Exception {
        long before = seq();
        String body = form == null ? "" : form;
        if (body.contains("%s")) {
            JsonObject good = new JsonObject(order("bad", "buy", "5", "90"));
            String rest = body.substring(body.indexOf(',') + 1);
            String field = rest.substring(1, rest.indexOf('"', 1));
            if (!what.equals("twice")) {
                good.remove(field);
            }
            String fields = good.encode();
            body = body.replace("%s", fields.substring(1, fields.length() - 1));
        }
        HttpResponse<String> answer = post(body);
        assertEquals(status, answer.statusCode(), what + ": " + answer.body());
        assertEquals("application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
        assertFalse(new JsonObject(answer.body()).getJsonArray("errors").isEmpty());
        assertEquals(before, seq(), what);
    }

    @Test
    void oversizedIs413() throws Exception {
        long before = seq();
        assertEquals(413, post(order("x".repeat(70_000), "buy", "5", "90")).statusCode());
        assertEquals(before, seq());
    }

    @Test
    void listsPageAndStreamAsCsv() throws Exception {
        for (int i = 0; i < 5; i++) {
            json(post(order("page-" + i, "buy", "1", "80")), 201);
        }
        JsonObject page = json(front.call("GET", "/v1/orders?price=80&limit=2", trader, null), 200);
        assertEquals(2, page.getJsonArray("items").size());
        JsonObject rest = json(front.call("GET", "/v1/orders?price=80&limit=5&after=" + page.getString("next"), trader,
            null), 200);
        assertEquals(3, rest.getJsonArray("items").size());
        assertNull(rest.getString("next"));
        String csv = front.call("GET", "/v1/orders?price=80", trader, null, "Accept", "text/csv").body();
        assertEquals(6, csv.lines().count());
        assertTrue(csv.startsWith("orderId,clOrdId,account,"), csv);
    }

    @Test
    void nothingAtTheFrontWaitsForASecondPerson() throws Exception {
        assertEquals(new JsonObject().put("items", new JsonArray()).putNull("next"),
            json(front.call("GET", "/v1/approvals?status=pending", trader, null), 200));
        assertEquals("id,kind,status,", front.call("GET", "/v1/approvals", risk, null, "Accept", "text/csv").body()
            .substring(0, 15));
        json(front.call("POST", "/v1/approvals/17", risk, "{\"decision\":\"approve\"}"), 404);
    }

    @Test
    void csvSaysWhyAnOrderWasRejected() throws Exception {
        JsonObject reason = json(post(order("too-big", "buy", "1002", "81")), 201).getJsonObject("reason");
        HttpResponse<String> answer = front.call("GET", "/v1/orders?price=81&reason.observed=1002", trader, null,
            "Accept", "text/csv");
        List<String> lines = answer.body().lines().toList();
        assertEquals(2, lines.size(), answer.body());
        assertTrue(lines.get(0).contains(",reason.code,reason.metric,reason.scope,reason.limit,reason.observed,"
            + "reason.text,"), lines.get(0));
        assertTrue(lines.get(1).contains(',' + reason.getString("code") + ',' + reason.getString("metric") + ','
            + reason.getString("scope") + ',' + reason.getString("limit") + ",1002,"), lines.get(1));
        assertEquals("too-big", json(front.call("GET", "/v1/orders?reason.code=MAX_ORDER_QTY&reason.observed=1002",
            trader, null), 200).getJsonArray("items").getJsonObject(0).getString("clOrdId"));
    }

    @Test
    void theStreamTellsOrdersAndExecutions() throws Exception {
        LinkedBlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
        WebSocket socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(
            URI.create("ws://127.0.0.1:" + front.port + "/v1/stream"), new WebSocket.Listener() {
                private final StringBuilder text = new StringBuilder();

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
            }).join();
        socket.sendText(new JsonObject().put("token", trader).encode(), true).join();
        next(messages, "user");
        for (String channel : List.of("orders", "executions", "positions")) {
            socket.sendText(new JsonObject().put("subscribe", channel).encode(), true).join();
            assertEquals(channel, next(messages, "snapshot").getString("channel"));
        }
        String id = json(post(order("stream", "buy", "3", "101")), 201).getString("orderId");
        JsonObject seen = next(messages, "item");
        while (!"executions".equals(seen.getString("channel"))) {
            assertEquals(id, seen.getJsonObject("item").getString("orderId"));
            seen = next(messages, "item");
        }
        assertEquals("3", seen.getJsonObject("item").getString("quantity"));
        assertEquals("PROP/ABC", next(messages, "item").getString("key"));
        socket.abort();
    }

    private static JsonObject next(LinkedBlockingQueue<JsonObject> messages, String field) throws Exception {
        JsonObject message = messages.poll(RunningFront.PATIENCE_SECONDS, TimeUnit.SECONDS);
        while (message != null && !message.containsKey(field)) {
            message = messages.poll(RunningFront.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        assertTrue(message != null, "no message with " + field);
        return message;
    }
}
