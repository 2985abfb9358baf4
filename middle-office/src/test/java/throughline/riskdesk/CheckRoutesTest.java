package throughline.riskdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.desk.Desk;
import throughline.message.AccountKind;
import throughline.message.OrdType;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.review.Reviews;
import throughline.risk.FrontScript;
import throughline.risk.MiddleMachine;

/** Why orders were accepted or rejected, as people ask for it over HTTP. */
class CheckRoutesTest extends OneMiddleOffice {
    private static JsonObject checks(String of, String user) throws Exception {
        return office.call(200, "GET", "/v1/orders/" + of, user, null);
    }

    @Test
    void whoWouldWaitTooLongIsToldHowFarItIsAndOneTooManyIsRefused(@TempDir Path directory) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        try (RunningMiddleOffice slow = new RunningMiddleOffice(directory, settings -> MiddleOffice.wired(settings,
            desk -> new CheckRoutes(desk, new Reviews(settings.data(), () -> seq(desk, held)), 1)))) {
            List<Long> orders = new ArrayList<>();
            for (int i = 0; i <= 1 + Reviews.MOST_WAITING; i++) {
                orders.add(slow.order("PROP-EQ", Side.BUY, 1 + i, 200));
            }
            long end = RunningMiddleOffice.end();
            String newest = "/v1/orders/" + orders.get(1 + Reviews.MOST_WAITING) + "/lineage";
            while (!slow.call("GET", newest, "risk1", null).body().contains("OrderAccepted")
                && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            for (int i = 0; i <= Reviews.MOST_WAITING; i++) {
                JsonObject later = slow.call(202, "GET", "/v1/orders/" + orders.get(i) + "/checks", "risk1", null);
                assertEquals(orders.get(i) + " 0", later.getString("orderId") + " " + later.getString("progress"));
            }
            JsonObject busy = slow.call(503, "GET", newest.replace("lineage", "checks"), "risk1", null);
            assertEquals("BUSY", busy.getString("code"));
            held.countDown();
            String first = "/v1/orders/" + orders.get(0) + "/checks";
            while (slow.call("GET", first, "risk1", null).statusCode() == 202 && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            assertEquals("accepted", judgement(slow.call(200, "GET", first, "risk1", null)).getString("decision"));
        }
    }

    /** The runner is held where it asks for the living office's seq. */
    private static long seq(Desk<MiddleMachine> desk, CountDownLatch held) {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return desk.seq();
    }

    /** An order that was entered and judged; until then no judgement is told of. */
    private static long judged(long quantity, long price) throws Exception {
        long order = office.order("PROP-EQ", Side.BUY, quantity, price);
        long end = RunningMiddleOffice.end();
        while (checks(order + "/checks", "risk1").getJsonArray("judgements").isEmpty() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        return order;
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    private static JsonObject judgement(JsonObject checks) {
        assertEquals(1, checks.getJsonArray("judgements").size(), checks.encode());
        return checks.getJsonArray("judgements").getJsonObject(0);
    }

    @Test
    void eachControlIsToldWithLimitAndObservedValue() throws Exception {
        long order = judged(100, 200);
        JsonObject told = checks(order + "/checks", "trader1");
        assertEquals(order + " PROP-EQ AAPL", told.getString("orderId") + " " + told.getString("account") + " "
            + told.getString("symbol"));
        JsonObject one = judgement(told);
        assertEquals("OrderAccepted order accepted true", one.getString("record") + " " + one.getString("about") + " "
            + one.getString("decision") + " " + one.getBoolean("decidedAgain"));
        assertEquals(20, one.getJsonArray("checks").size());
        JsonObject quantity = objects(one.getJsonArray("checks"))
            .filter(check -> check.getString("control").equals("ORDER_QUANTITY")).findFirst().orElseThrow();
        JsonObject firm = quantity.getJsonArray("limits").getJsonObject(0);
        assertEquals(List.of("4", "passed", "MAX_ORDER_QTY", "firm", "100", "true"), List.of(
            quantity.getString("number"), quantity.getString("result"), firm.getString("metric"),
            firm.getString("scope"), firm.getString("observed"), firm.getBoolean("passes").toString()));
        assertEquals(told, checks(order + "/checks", "auditor1"));
        assertEquals(told, checks(order + "/checks?seq=" + one.getLong("seq"), "risk1"));
    }

    @Test
    void aRejectionEndsWithItsReasonAndLineageLeadsThere() throws Exception {
        long order = judged(100, 300);
        JsonObject step = objects(checks(order + "/lineage", "trader1").getJsonArray("steps"))
            .filter(one -> one.containsKey("checks")).findFirst().orElseThrow();
        assertEquals("OrderRejected middle", step.getString("record") + " "
            + step.getJsonObject("checks").getString("office"));
        JsonObject one = judgement(office.call(200, "GET", step.getJsonObject("checks").getString("path"), "trader1",
            null));
        assertEquals(step.getLong("seq"), one.getLong("seq"));
        JsonArray checks = one.getJsonArray("checks");
        JsonObject last = checks.getJsonObject(checks.size() - 1);
        assertEquals("PRICE_COLLAR failed", last.getString("control") + " " + last.getString("result"));
        JsonObject reason = one.getJsonObject("reason");
        JsonObject failed = objects(last.getJsonArray("limits")).filter(limit -> !limit.getBoolean("passes"))
            .findFirst().orElseThrow();
        assertTrue(reason.fieldNames().stream().allMatch(name ->
            reason.getString(name).equals(failed.getString(name))), reason + " " + failed);
        assertFalse(objects(checks).limit(checks.size() - 1).anyMatch(check ->
            check.getString("result").equals("failed")));
    }

    /** An order of that user's, that account's and that instrument's ids; of no more is it said. */
    private static FrontScript.Asked asked(int user, int account, int instrument) {
        return new FrontScript.Asked(user, account, instrument, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 1, 0, 200, 0,
            FrontScript.OPEN_DATE);
    }

    private static JsonObject untilJudged(long order, String user) throws Exception {
        long end = RunningMiddleOffice.end();
        while (office.call("GET", "/v1/orders/" + order + "/checks", "risk1", null).statusCode() == 404
            || checks(order + "/checks", "risk1").getJsonArray("judgements").isEmpty() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        return judgement(checks(order + "/checks", user));
    }

    @Test
    void ofABasketOfSeveralDesksNoneHearsOfTheOthersClients() throws Exception {
        office.front.account(50, "PROP-D2", 2, AccountKind.PRINCIPAL, true);
        office.front.user(20, "wide", 0, true, false);
        untilJudged(office.order("PROP-EQ", Side.BUY, 7, 200), "risk1");
        office.call(200, "PUT", "/v1/limits/client:C-1/CREDIT", "risk1", "{\"value\":900000,\"reason\":\"x\"}");
        int share = office.symbols.get("AAPL");
        long basket = office.front.basket(List.of(asked(20, office.accounts.get("CL-1001"), share),
            asked(20, 50, share)));
        assertTrue(sums(untilJudged(basket + 2, "risk1")).containsAll(Set.of("client:C-1", "firm", "basket")));
        assertTrue(sums(untilJudged(basket + 1, "trader1")).contains("client:C-1"));
        Set<String> others = sums(untilJudged(basket + 2, "trader2"));
        assertTrue(others.contains("firm") && !others.contains("client:C-1"), others.toString());
    }

    @Test
    void whatAnotherDesksOrderIsForIsNotToldWhereItCouldHaveMetThisOne() throws Exception {
        office.front.account(61, "GROUP-D1", 1, 1, 60, AccountKind.PRINCIPAL, "D1");
        office.front.account(62, "GROUP-D2", 1, 2, 60, AccountKind.PRINCIPAL, "D2");
        int share = office.symbols.get("AAPL");
        untilJudged(office.front.order(new FrontScript.Asked(4, 62, share, Side.SELL_SHORT, OrdType.LIMIT,
            TimeInForce.DAY, 1, 0, 202, 0, FrontScript.OPEN_DATE)), "risk1");
        long order = office.front.order(asked(1, 61, share));
        assertEquals(List.of("202"), selfTrade(untilJudged(order, "risk1")));
        assertEquals(List.of(), selfTrade(untilJudged(order, "trader1")));
    }

    private static List<String> selfTrade(JsonObject judgement) {
        return objects(judgement.getJsonArray("checks")).filter(one -> one.getString("control").equals("SELF_TRADE"))
            .flatMap(one -> objects(one.getJsonArray("limits"))).map(limit -> limit.getString("limit")).toList();
    }

    private static Set<String> sums(JsonObject judgement) {
        JsonObject first = judgement.getJsonArray("checks").getJsonObject(0);
        assertEquals("BASKET", first.getString("control"), judgement.encode());
        return objects(first.getJsonArray("limits")).map(limit -> limit.getString("scope")).collect(Collectors.toSet());
    }

    @Test
    void whatNobodyKnowsIsToldToo() throws Exception {
        long account = office.front.order(asked(1, 0, office.symbols.get("AAPL")));
        assertEquals("UNKNOWN_ACCOUNT", untilJudged(account, "trader1").getJsonObject("reason").getString("code"));
        office.call(403, "GET", "/v1/orders/" + account + "/checks", "trader2", null);
        long share = office.front.order(asked(1, office.accounts.get("PROP-EQ"), 0));
        assertEquals("UNKNOWN_INSTRUMENT", untilJudged(share, "trader1").getJsonObject("reason").getString("code"));
    }

    @Test
    void whatIsNoOrderOrNoJudgementOfItIsNotFound() throws Exception {
        long order = judged(1, 200);
        office.call(404, "GET", "/v1/orders/999999/checks", "risk1", null);
        office.call(404, "GET", "/v1/orders/" + order + "/checks?seq=1", "risk1", null);
        office.call(400, "GET", "/v1/orders/" + order + "/checks?seq=x", "risk1", null);
        office.call(400, "GET", "/v1/orders/" + order + "/checks?depth=1", "risk1", null);
        office.call(403, "GET", "/v1/orders/" + order + "/checks", "trader2", null);
    }
}
