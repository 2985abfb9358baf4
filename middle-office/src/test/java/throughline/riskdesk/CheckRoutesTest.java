package throughline.riskdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.desk.Desk;
import throughline.message.Side;
import throughline.review.Reviews;
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
