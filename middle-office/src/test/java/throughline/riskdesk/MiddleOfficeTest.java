package throughline.riskdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import throughline.contract.RolesTable;
import throughline.files.ReferenceFiles;
import throughline.message.EndReason;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TradingState;
import throughline.reference.Scope;

/**
 * The middle office as a process would run it, over files and HTTP, with the sample firm; the front is written by hand.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MiddleOfficeTest extends OneMiddleOffice {
    private static final long E8 = 100_000_000L;
    private static final String RESTRICTION =
        "{\"scope\":\"desk:D1\",\"symbol\":\"OGN\",\"side\":\"any\",\"reason\":\"a deal\"}";

    private static long working;

    private static JsonObject call(int status, String method, String path, String user, String body)
        throws Exception {
        return office.call(status, method, path, user, body);
    }

    @Test
    @Order(0)
    void theDescriptionIsValidAndNamesEveryRoute() throws Exception {
        RunningMiddleOffice.CONTRACT.proveValid();
        RunningMiddleOffice.CONTRACT.proveSame(office.server.operations().keySet());
    }

    @Test
    @Order(1)
    void theSampleFirmsLimitsAreImportedOnce() throws Exception {
        JsonArray items = call(200, "GET", "/v1/limits", "risk1", null).getJsonArray("items");
        assertEquals(ReferenceFiles.shipped().read().limits().size(), items.size());
        assertEquals(new JsonObject().put("scope", "firm").put("metric", "PRICE_COLLAR.NEAR").put("value", "off"),
            call(200, "GET", "/v1/limits/firm/PRICE_COLLAR.NEAR", "risk1", null));
        String both = "/v1/limits/account:CL-1020/instrument:OGN/POSITION_LIMIT.LONG";
        assertEquals("200000", call(200, "GET", both, "risk1", null).getString("value"));
        assertEquals("200000", call(200, "GET", both.replace("0/i", "0%2Fi").replace(":", "%3A"), "risk1", null)
            .getString("value"));
        assertEquals(403, office.call("GET", "/v1/limits", "trader1", null).statusCode());
    }

    @Test
    @Order(2)
    void aTighteningAnswers200AndALoosening202UntilApproved() throws Exception {
        String path = "/v1/limits/account:PROP-EQ/instrument:AAPL/MAX_ORDER_QTY";
        JsonObject set = call(200, "PUT", path, "risk1", "{\"value\":\"500\",\"reason\":\"new desk\"}");
        assertEquals("account:PROP-EQ/instrument:AAPL 500", set.getString("scope") + " " + set.getString("value"));
        String more = "{\"value\":900,\"reason\":\"more\"}";
        JsonObject waits = new JsonObject(office.keyed("loosen-1", "PUT", path, "risk1", more).body());
        HttpResponse<String> again = office.keyed("loosen-1", "PUT", path, "risk1", more);
        assertEquals("200 " + waits, again.statusCode() + " " + new JsonObject(again.body()), "a repeat");
        String id = waits.getString("id");
        assertEquals("pending", waits.getString("status"));
        assertEquals("500", call(200, "GET", path, "risk1", null).getString("value"));
        String approve = "{\"decision\":\"approve\",\"comment\":\"fine\"}";
        call(403, "POST", "/v1/approvals/" + id, "risk1", approve);
        assertEquals("approved", call(200, "POST", "/v1/approvals/" + id, "risk2", approve).getString("status"));
        call(409, "POST", "/v1/approvals/" + id, "risk2", approve);
        call(404, "POST", "/v1/approvals/999999", "risk2", approve);
        JsonObject now = call(200, "GET", path, "risk1", null);
        assertEquals("900 day_end 500",
            now.getString("value") + " " + now.getString("until") + " " + now.getString("then"));
        call(403, "PUT", path, "trader1", "{\"value\":1,\"reason\":\"x\"}");
        call(400, "PUT", path, "risk1", "{\"value\":-1,\"reason\":\"x\",\"colour\":1}");
        call(400, "PUT", path, "risk1", "{\"value\":\"off\",\"reason\":\"x\"}");
        call(404, "PUT", "/v1/limits/account:NOBODY/MAX_ORDER_QTY", "risk1", "{\"value\":1,\"reason\":\"x\"}");
        call(404, "PUT", "/v1/limits/firm/NO_SUCH", "risk1", "{\"value\":1,\"reason\":\"x\"}");
        assertEquals("pending", call(202, "DELETE", path, "risk1", null).getString("status"));
        assertEquals("pending", call(200, "GET", "/v1/approvals", "risk2", null).getJsonArray("items")
            .getJsonObject(0).getString("status"));
    }

    @Test
    @Order(2)
    void aSelfTradeGroupIsCalledAsItsAccountAndFoundByItsNumberToo() throws Exception {
        JsonObject limit = new JsonObject().put("scope", "group:CL-1002").put("metric", "MAX_ORDER_QTY")
            .put("value", "700");
        assertEquals(limit, call(200, "PUT", "/v1/limits/group:CL-1002/MAX_ORDER_QTY", "risk1",
            "{\"value\":\"700\",\"reason\":\"small\"}"));
        String number = Integer.toString(office.accounts.get("CL-1002"));
        assertEquals(limit, call(200, "GET", "/v1/limits/group:" + number + "/MAX_ORDER_QTY", "risk1", null));
        assertEquals(1, call(200, "GET", "/v1/limits?scope=group:CL-1002", "risk1", null).getJsonArray("items").size());
        call(404, "GET", "/v1/limits/group:NOBODY/MAX_ORDER_QTY", "risk1", null);
        call(404, "GET", "/v1/limits/group:999999999/MAX_ORDER_QTY", "risk1", null);
    }

    @Test
    @Order(3)
    void exposuresAndBreachesTellWhatRiskSees() throws Exception {
        long accepted = office.order("PROP-EQ", Side.BUY, 100, 200);
        working = accepted;
        long rejected = office.order("PROP-EQ", Side.BUY, 100, 230);
        office.front.trade(accepted, office.accounts.get("PROP-EQ"), office.symbols.get("AAPL"), Side.BUY, 40, 60,
            200 * E8);
        JsonObject breach = office.untilFound("/v1/breaches", 1).getJsonArray("items").getJsonObject(0);
        assertEquals("PRICE_COLLAR firm PRICE_COLLAR.FAR 10 15 " + rejected, String.join(" ", breach.getString("code"),
            breach.getString("scope"), breach.getString("metric"), breach.getString("limit"),
            breach.getString("observed"), breach.getString("orderId")));
        JsonArray items = office.untilFound("/v1/exposures?used=40", 3).getJsonArray("items");
        assertEquals("account:PROP-EQ/instrument:AAPL desk:D1/instrument:AAPL instrument:AAPL", items.stream()
            .map(item -> ((JsonObject) item).getString("scope")).sorted().collect(Collectors.joining(" ")));
        JsonObject firm = office.untilFound("/v1/exposures?used=40&scope=instrument:AAPL", 1).getJsonArray("items")
            .getJsonObject(0);
        assertEquals("instrument:AAPL POSITION_LIMIT.LONG 40 60 100 10000000000 9999999900",
            String.join(" ", firm.getString("scope"), firm.getString("metric"), firm.getString("used"),
                firm.getString("working"), firm.getString("projected"), firm.getString("limit"),
                firm.getString("headRoom")));
        assertEquals(200, office.call("GET", "/v1/exposures", "trader1", null).statusCode());
    }

    @Test
    @Order(4)
    void haltingAnswersAtOnceAndTellsOfTheClearing() throws Exception {
        String path = "/v1/trading-state/account:PROP-EQ";
        assertEquals("active", call(200, "GET", path, "trader1", null).getString("state"));
        JsonObject halted = call(200, "PUT", path, "risk1", "{\"state\":\"halted\",\"reason\":\"runaway\"}");
        assertEquals("halted", halted.getString("state"));
        assertEquals(1, halted.getJsonObject("clearing").getInteger("left"));
        long id = office.order("PROP-EQ", Side.BUY, 1, 200);
        int account = office.accounts.get("PROP-EQ");
        assertTrue(id > working);
        office.front.canceled(working, account, office.symbols.get("AAPL"), EndReason.SCOPE_HALTED);
        office.front.cleared(Scope.of(ScopeKind.ACCOUNT, account), TradingState.HALTED, 1, 0);
        office.front.ticked(0, 0);
        JsonObject cleared = new JsonObject();
        long end = RunningMiddleOffice.end();
        while (!cleared.containsKey("cleared") && System.nanoTime() < end) {
            cleared = call(200, "GET", path, "risk1", null);
            Thread.sleep(20);
        }
        assertEquals(new JsonObject().put("canceled", 1).put("filledMeanwhile", 0), cleared.getJsonObject("cleared"));
        call(409, "PUT", path, "risk1", "{\"state\":\"active\",\"reason\":\"fixed\"}");
        for (String state : List.of("reduce_only", "active")) {
            String before = call(200, "GET", path, "risk1", null).getString("state");
            JsonObject resuming =
                call(202, "PUT", path, "risk1", "{\"state\":\"" + state + "\",\"reason\":\"fixed\"}");
            assertEquals(before, call(200, "GET", path, "risk1", null).getString("state"));
            call(200, "POST", "/v1/approvals/" + resuming.getString("id"), "risk2", "{\"decision\":\"approve\"}");
            assertEquals(state, call(200, "GET", path, "risk1", null).getString("state"));
        }
        call(403, "PUT", path, "trader1", "{\"state\":\"halted\",\"reason\":\"x\"}");
    }

    @Test
    @Order(9)
    void everyOperationByEveryRole() throws Exception {
        new RolesTable("/throughline/roles-middle.md").prove(office.server.operations().keySet(), (operation, who) -> {
            String path = operation.split(" ")[1].replace(":scope", "account:PROP-ARB")
                .replace(":account/:instrument", "account:PROP-ARB/instrument:AAPL")
                .replace(":metric", "MAX_ORDER_QTY");
            boolean limit = path.startsWith("/v1/limits/");
            if (limit && !operation.startsWith("PUT")) {
                office.call("PUT", path.replace("/versions", ""), "risk2",
                    "{\"value\":\"400\",\"reason\":\"for the table\"}");
            }
            return RolesTable.cell(office.call(operation.split(" ")[0], path.replace(":id", id(operation)),
                RunningMiddleOffice.USERS.get(RolesTable.WHO.indexOf(who)), body(operation, who)), "PROP-EQ");
        });
    }

    private static String body(String operation, String who) {
        String[] words = operation.split(" ");
        boolean has = words[0].startsWith("P") || words[1].startsWith("/v1/restricted/");
        return !has || words[1].endsWith("logout") ? null
            : words[1].startsWith("/v1/limits/") ? "{\"value\":\"300\",\"reason\":\"less\"}"
            : words[1].contains("trading-state") ? "{\"state\":\"halted\",\"reason\":\"now\"}"
            : words[1].contains("approvals") ? "{\"decision\":\"reject\"}"
            : words[1].contains("acknowledge") ? "{\"comment\":\"seen\"}"
            : words[1].contains("overrides") ? "{\"account\":\"PROP-EQ\",\"symbol\":\"AAPL\",\"side\":\"buy\","
                + "\"quantity\":10,\"until\":\"2100-01-01T00:00:00Z\",\"reason\":\"large\"}"
            : words[1].equals("/v1/restricted") ? RESTRICTION
            : words[1].contains("restricted") ? "{\"reason\":\"over\"}"
            : words[1].contains("rehearsals") ? "{\"limits\":[{\"scope\":\"firm\",\"metric\":\"MAX_ORDER_QTY\"}],"
                + "\"from\":\"1\"}"
            : words[1].contains("what-if") ? "{\"order\":{\"account\":\"PROP-EQ\",\"symbol\":\"AAPL\","
                + "\"side\":\"buy\",\"type\":\"limit\",\"quantity\":1,\"price\":200}}"
            : "{\"user\":\"nobody " + who + "\",\"password\":\"x\"}";
    }

    private static String id(String operation) throws Exception {
        return !operation.contains(":id") ? "" : operation.contains("orders") ? Long.toString(working)
            : operation.contains("breaches") ? call(200, "GET", "/v1/breaches", "risk1", null).getJsonArray("items")
                .getJsonObject(0).getString("id")
            : operation.contains("restricted")
                ? call(200, "PUT", "/v1/restricted", "risk2", RESTRICTION).getString("id")
            : operation.contains("rehearsals") ? "1" : waiting();
    }

    /** An approval that waits, asked for by the other risk officer. */
    private static String waiting() throws Exception {
        String path = "/v1/limits/account:PROP-EQ/instrument:AAPL/MAX_ORDER_QTY";
        return call(202, "PUT", path, "risk2", "{\"value\":\"1000\",\"reason\":\"more\"}").getString("id");
    }
}
