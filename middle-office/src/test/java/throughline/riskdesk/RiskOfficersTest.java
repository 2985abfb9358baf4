package throughline.riskdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import throughline.message.EndReason;
import throughline.message.Side;
import throughline.risk.FrontScript;

/** What risk officers see and do over HTTP, beside limits and halts. Each test uses an instrument of its own. */
class RiskOfficersTest extends OneMiddleOffice {
    private static final long E8 = 100_000_000L;
    private static final String LATER = "2100-01-01T00:00:00Z";
    private static final String APPROVE = "{\"decision\":\"approve\"}";

    private static JsonObject call(int status, String method, String path, String user, String body)
        throws Exception {
        return office.call(status, method, path, user, body);
    }

    private static JsonArray items(String path) throws Exception {
        return call(200, "GET", path, "risk1", null).getJsonArray("items");
    }

    private static String approve(JsonObject waits) throws Exception {
        return call(200, "POST", "/v1/approvals/" + waits.getString("id"), "risk2", APPROVE).getString("status");
    }

    private static String all(JsonArray items, String field) {
        return items.stream().map(item -> String.valueOf(((JsonObject) item).getValue(field)))
            .collect(Collectors.joining(" "));
    }

    @Test
    void aLimitTellsHowItCameToBeWhatItIs() throws Exception {
        String path = "/v1/limits/desk:D1/MAX_ORDER_VALUE";
        assertEquals("1000000", call(200, "PUT", path, "risk1", "{\"value\":1000000,\"reason\":\"first\"}")
            .getString("value"));
        approve(call(202, "PUT", path, "risk1", "{\"value\":2000000.5,\"reason\":\"big day\"}"));
        JsonArray versions = items(path + "/versions");
        assertEquals("none 1000000 / 1000000 2000000.5", all(versions, "oldValue").split(" ")[0] + " "
            + versions.getJsonObject(0).getString("value") + " / " + versions.getJsonObject(1).getString("oldValue")
            + " " + versions.getJsonObject(1).getString("value"));
        assertEquals("risk1 risk2 big day day_end", versions.getJsonObject(1).getString("requestedBy") + " "
            + versions.getJsonObject(1).getString("approvedBy") + " " + versions.getJsonObject(1).getString("reason")
            + " " + versions.getJsonObject(1).getString("until"));
        assertEquals(1, items(path + "/versions?reason=first").size());
        assertEquals(1, items("/v1/limits/account:CL-1020/instrument:OGN/POSITION_LIMIT.LONG/versions").size());
    }

    @Test
    void whatCannotBeLimitedThereIsToldAtOnce() throws Exception {
        JsonObject wrong = call(400, "PUT", "/v1/limits/desk:D1/CREDIT", "risk1", "{\"value\":1,\"reason\":\"x\"}");
        assertTrue(wrong.getString("detail").contains("but at firm, client, sector"), wrong.encode());
        wrong = call(400, "PUT", "/v1/limits/account:PROP-EQ/OPEN_ORDERS", "risk1", "{\"value\":1.5,\"reason\":\"x\"}");
        assertTrue(wrong.getString("detail").contains("whole number"), wrong.encode());
        wrong = call(400, "PUT", "/v1/limits/firm/CREDIT", "risk1", "{\"value\":1.005,\"reason\":\"x\"}");
        assertTrue(wrong.getString("detail").contains("2 decimals"), wrong.encode());
        call(400, "PUT", "/v1/limits/firm/WINDOW_VALUE.SECONDS", "risk1", "{\"value\":0,\"reason\":\"x\"}");
        call(400, "PUT", "/v1/trading-state/basket", "risk1", "{\"state\":\"halted\",\"reason\":\"x\"}");
        call(404, "PUT", "/v1/trading-state/order:99", "risk1", "{\"state\":\"halted\",\"reason\":\"x\"}");
        call(400, "GET", "/v1/trading-state/firm/preview?state=off", "risk1", null);
    }

    @Test
    void aStrategyIsLimitedAndHaltedBeforeItsFirstOrder() throws Exception {
        JsonObject set = call(200, "PUT", "/v1/limits/strategy:momo/REPEATED_EXECUTION", "risk1",
            "{\"value\":5,\"reason\":\"new\"}");
        assertEquals("strategy:momo 5", set.getString("scope") + " " + set.getString("value"));
        JsonObject halted = call(200, "PUT", "/v1/trading-state/session:algo-7", "risk1",
            "{\"state\":\"halted\",\"reason\":\"odd\"}");
        assertEquals("session:algo-7 halted request odd risk1", halted.getString("scope") + " "
            + halted.getString("state") + " " + halted.getString("reason") + " " + halted.getString("why") + " "
            + halted.getString("by"));
    }

    @Test
    void aNameThatNoOrderCanBearIsNoScope() throws Exception {
        String halt = "{\"state\":\"halted\",\"reason\":\"x\"}";
        for (String name : List.of("%C3%A9", "a%0Ab", "%00", "%20", "n".repeat(33))) {
            call(400, "PUT", "/v1/trading-state/strategy:" + name, "risk1", halt);
            call(400, "PUT", "/v1/limits/session:" + name + "/OPEN_ORDERS", "risk1", "{\"value\":1,\"reason\":\"x\"}");
        }
        assertEquals(0, items("/v1/trading-state?scope=strategy:?").size());
        assertEquals("session:unheard active", state("session:unheard"));
        assertEquals("session:unheard", call(200, "GET", "/v1/trading-state/session:unheard/preview", "risk1", null)
            .getString("scope"));
    }

    private static String state(String scope) throws Exception {
        JsonObject item = call(200, "GET", "/v1/trading-state/" + scope, "risk1", null);
        return item.getString("scope") + " " + item.getString("state");
    }

    @Test
    void aRepeatIsAnsweredThoughWhatItWasAboutIsGone() throws Exception {
        int symbol = office.symbols.get("KO");
        office.front.price(symbol, 50 * E8, FrontScript.OPEN_DATE);
        long order = office.order("PROP-EQ", "KO", Side.BUY, 10, 50);
        office.untilFound("/v1/exposures?scope=instrument:KO&working=10", 1);
        String path = "/v1/trading-state/order:" + order;
        String halt = "{\"state\":\"halted\",\"reason\":\"odd\"}";
        assertEquals(200, office.keyed("halt-ko", "PUT", path, "risk1", halt).statusCode());
        office.front.canceled(order, office.accounts.get("PROP-EQ"), symbol, EndReason.SCOPE_HALTED);
        office.untilFound("/v1/exposures?scope=instrument:KO&working=10", 0);
        assertEquals(200, office.keyed("halt-ko", "PUT", path, "risk1", halt).statusCode());
        assertEquals(409, office.keyed("halt-ko", "PUT", path, "risk1", halt.replace("odd", "even")).statusCode());
        assertTrue(call(404, "PUT", path, "risk1", halt).getString("detail").contains("no working order " + order));
        call(404, "GET", path + "/preview", "risk1", null);

        String listed = "/v1/restricted/" + call(200, "PUT", "/v1/restricted", "risk1",
            "{\"scope\":\"firm\",\"symbol\":\"KO\",\"side\":\"any\",\"reason\":\"news\"}").getString("id");
        String lift = "{\"reason\":\"no news\"}";
        JsonObject waits = new JsonObject(office.keyed("lift-ko", "DELETE", listed, "risk1", lift).body());
        assertEquals("approved", approve(waits));
        JsonObject again = new JsonObject(office.keyed("lift-ko", "DELETE", listed, "risk1", lift).body());
        assertEquals("approved KO", again.getString("status") + " " + again.getString("symbol"));
        call(404, "DELETE", listed, "risk1", lift);
    }

    @Test
    void aRefusalSaysWhatIsWrong() throws Exception {
        String limit = "/v1/limits/account:CL-1004/OPEN_ORDERS";
        call(200, "PUT", limit, "risk1", "{\"value\":5,\"reason\":\"new\"}");
        assertTrue(call(409, "PUT", limit, "risk1", "{\"value\":6,\"reason\":\"x\",\"until\":\"2000-01-01\"}")
            .getString("detail").contains("has passed"));
        JsonObject first = call(202, "PUT", limit, "risk1", "{\"value\":6,\"reason\":\"more\"}");
        JsonObject second = call(202, "PUT", limit, "risk1", "{\"value\":7,\"reason\":\"more still\"}");
        String path = "/v1/approvals/" + first.getString("id");
        assertTrue(call(403, "POST", path, "risk1", APPROVE).getString("detail").contains("themselves"));
        assertEquals("approved", approve(first));
        assertTrue(call(409, "POST", path, "risk2", APPROVE).getString("detail").contains("decided before"));
        call(200, "PUT", limit, "risk1", "{\"value\":2,\"reason\":\"less\"}");
        assertTrue(call(409, "POST", "/v1/approvals/" + second.getString("id"), "risk2", APPROVE)
            .getString("detail").contains("only be rejected"));
        call(400, "PUT", "/v1/restricted", "risk1", "{\"scope\":\"firm\",\"symbol\":\"NVR\",\"side\":\"buy\","
            + "\"from\":\"2000-01-01\",\"to\":\"2000-02-01\",\"reason\":\"a year mistyped\"}");
    }

    @Test
    void anOfficerOfADeskActsThereAlone() throws Exception {
        String halt = "{\"state\":\"halted\",\"reason\":\"x\"}";
        for (String scope : List.of("firm", "desk:D1", "account:PROP-EQ", "trader:trader1", "instrument:MSFT")) {
            call(403, "PUT", "/v1/trading-state/" + scope, "deskrisk", halt);
        }
        call(403, "PUT", "/v1/limits/firm/CREDIT", "deskrisk", "{\"value\":1,\"reason\":\"x\"}");
        call(200, "PUT", "/v1/trading-state/trader:trader2", "deskrisk", halt);
    }

    @Test
    void aPreviewTellsWhatAHaltWouldEnd() throws Exception {
        office.front.price(office.symbols.get("MSFT"), 100 * E8, FrontScript.OPEN_DATE);
        office.order("PROP-EQ", "MSFT", Side.BUY, 10, 100);
        office.order("PROP-EQ", "MSFT", Side.BUY, 5, 99);
        office.untilFound("/v1/exposures?scope=instrument:MSFT&working=15", 1);
        JsonObject preview = call(200, "GET", "/v1/trading-state/instrument:MSFT/preview?state=halted", "risk1", null);
        assertEquals("2 1495 [{\"orders\":2,\"value\":\"1495\",\"account\":\"PROP-EQ\"}]", preview.getInteger("orders")
            + " " + preview.getString("value") + " " + preview.getJsonArray("accounts").encode());
        assertEquals("active", call(200, "GET", "/v1/trading-state/instrument:MSFT", "risk1", null)
            .getString("state"));
        assertEquals(0, call(200, "GET", "/v1/trading-state/account:PROP-EQ/instrument:AAPL/preview?state=active",
            "risk1", null).getInteger("orders"));
    }

    @Test
    void theRestrictedListIsTightenedByOneAndLoosenedByTwo() throws Exception {
        JsonObject listed = call(200, "PUT", "/v1/restricted", "risk1", "{\"scope\":\"client:C-1\",\"symbol\":\"NVR\","
            + "\"side\":\"sell\",\"to\":\"2100-01-01\",\"reason\":\"blackout\"}");
        assertEquals("client:C-1 NVR sell 2100-01-01 blackout risk1", listed.getString("scope") + " "
            + listed.getString("symbol") + " " + listed.getString("side") + " " + listed.getString("to") + " "
            + listed.getString("reason") + " " + listed.getString("by"));
        JsonObject issuer = call(200, "PUT", "/v1/restricted", "risk1",
            "{\"scope\":\"firm\",\"issuer\":\"BKNG Inc\",\"side\":\"any\",\"reason\":\"a deal\"}");
        assertEquals("BKNG Inc any", issuer.getString("issuer") + " " + issuer.getString("side"));
        assertEquals(listed.getString("id"), all(items("/v1/restricted?symbol=NVR"), "id"));
        call(404, "PUT", "/v1/restricted", "risk1",
            "{\"scope\":\"firm\",\"issuer\":\"Nobody\",\"side\":\"any\",\"reason\":\"x\"}");
        call(400, "PUT", "/v1/restricted", "risk1", "{\"scope\":\"firm\",\"side\":\"any\",\"reason\":\"x\"}");
        call(400, "PUT", "/v1/restricted", "risk1",
            "{\"scope\":\"account:PROP-EQ\",\"symbol\":\"NVR\",\"side\":\"any\",\"reason\":\"x\"}");
        String path = "/v1/restricted/" + listed.getString("id");
        JsonObject waits = call(202, "DELETE", path, "risk1", "{\"reason\":\"over\"}");
        assertEquals("restriction NVR sell", waits.getString("kind") + " " + waits.getString("symbol") + " "
            + waits.getString("side"));
        call(403, "POST", "/v1/approvals/" + waits.getString("id"), "risk1", APPROVE);
        assertEquals(1, items("/v1/restricted?symbol=NVR").size());
        assertEquals("approved", approve(waits));
        assertEquals(0, items("/v1/restricted?symbol=NVR").size());
        call(404, "DELETE", path, "risk1", "{\"reason\":\"over\"}");
    }

    @Test
    void anOverrideIsAskedByATraderAndGrantedByRisk() throws Exception {
        String body = "{\"account\":\"CL-1001\",\"symbol\":\"AAPL\",\"side\":\"buy\",\"quantity\":\"25\",\"until\":\""
            + LATER + "\",\"reason\":\"large client\"}";
        call(403, "POST", "/v1/overrides", "trader2", body);
        JsonObject waits = call(202, "POST", "/v1/overrides", "trader1", body);
        assertEquals("override account:CL-1001/instrument:AAPL buy 25", waits.getString("kind") + " "
            + waits.getString("scope") + " " + waits.getString("side") + " " + waits.getString("quantity"));
        assertEquals("pending", all(items("/v1/overrides?account=CL-1001"), "status"));
        call(409, "POST", "/v1/overrides", "trader1", body.replace(LATER, "2000-01-01T00:00:00Z"));
        call(400, "POST", "/v1/overrides", "trader1", body.replace("25", "2.5"));
        call(404, "POST", "/v1/overrides", "trader1", body.replace("CL-1001", "CL-9"));
        assertEquals("approved", approve(waits));
        JsonObject granted = items("/v1/overrides?account=CL-1001").getJsonObject(0);
        assertEquals("granted trader1 risk2", granted.getString("status") + " " + granted.getString("requestedBy")
            + " " + granted.getString("grantedBy"));
        assertTrue(Instant.parse(granted.getString("grantedAt")).isBefore(Instant.parse(granted.getString("until"))));
        assertFalse(call(200, "GET", "/v1/overrides", "trader2", null).encode().contains("CL-1001"));
    }

    @Test
    void aBreachIsSeenOnceByRisk() throws Exception {
        office.order("CL-1002", "AAPL", Side.BUY, 1, 400);
        JsonObject breach = office.untilFound("/v1/breaches?account=CL-1002", 1).getJsonArray("items").getJsonObject(0);
        assertEquals("rejection false", breach.getString("kind") + " " + breach.getBoolean("acknowledged"));
        String path = "/v1/breaches/" + breach.getString("id") + "/acknowledge";
        JsonObject seen = call(200, "POST", path, "risk1", "{\"comment\":\"a slip\"}");
        assertEquals("true risk1 a slip", seen.getBoolean("acknowledged") + " " + seen.getString("acknowledgedBy") + " "
            + seen.getString("comment"));
        call(409, "POST", path, "risk2", "{\"comment\":\"again\"}");
        call(404, "POST", "/v1/breaches/999999/acknowledge", "risk2", "{\"comment\":\"none\"}");
        assertEquals(1, items("/v1/breaches?account=CL-1002&acknowledged=true&kind=rejection").size());
    }

    @Test
    void exposuresPositionsAndProfitAreToldOfAHolding() throws Exception {
        int symbol = office.symbols.get("IBM");
        office.front.price(symbol, 50 * E8, FrontScript.OPEN_DATE);
        long order = office.order("PROP-ARB", "IBM", Side.BUY, 100, 50);
        office.front.trade(order, office.accounts.get("PROP-ARB"), symbol, Side.BUY, 40, 60, 49 * E8);
        JsonObject held = office.untilFound("/v1/positions?symbol=IBM&position=40", 1).getJsonArray("items")
            .getJsonObject(0);
        assertEquals("PROP-ARB 60 50 2000 0 40 40", String.join(" ", held.getString("account"), held.getString("buys"),
            held.getString("mark"), held.getString("value"), held.getString("realised"),
            held.getString("unrealised"), held.getString("total")));
        JsonObject profit = items("/v1/profit?scope=account:PROP-ARB").getJsonObject(0);
        assertEquals("40 none", profit.getString("total") + " " + profit.getString("limit"));
        JsonObject open = items("/v1/exposures?scope=firm&metric=OPEN_ORDERS").getJsonObject(0);
        assertTrue(Integer.parseInt(open.getString("used").equals("0") ? open.getString("working") : "0") > 0,
            open.encode());
        for (String metric : List.of("MESSAGE_RATE.BURST", "REPEATED_EXECUTION")) {
            JsonObject firms = items("/v1/exposures?scope=firm&metric=" + metric).getJsonObject(0);
            assertEquals(firms.getString("limit"), new BigDecimal(firms.getString("used"))
                .add(new BigDecimal(firms.getString("headRoom"))).toPlainString(), firms.encode());
        }
        JsonArray sorted = items("/v1/exposures?sort=utilisation&limit=1000");
        BigDecimal last = new BigDecimal("1e9");
        for (Object item : sorted) {
            String text = ((JsonObject) item).getString("utilisation");
            BigDecimal next = text == null ? BigDecimal.ONE.negate() : new BigDecimal(text);
            assertTrue(next.compareTo(last) <= 0, sorted.encode());
            last = next;
        }
        assertTrue(items("/v1/exposures?minUtilisation=1000").isEmpty());
        call(400, "GET", "/v1/exposures?sort=name", "risk1", null);
        call(400, "GET", "/v1/exposures?minUtilisation=x", "risk1", null);
        String foreign = call(200, "GET", "/v1/profit", "trader2", null).encode();
        assertTrue(foreign.contains("\"firm\"") && !foreign.contains("PROP-ARB"), foreign);
    }
}
