package throughline.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import throughline.message.ApprovalDecidedEncoder;
import throughline.message.Decision;
import throughline.office.Draft;
import throughline.office.Outcome;

/** A commission is corrected and its order charged again, each time by two people. */
final class DayRebilling {
    private final RunningOffice office;
    private final Caller caller;

    /** As the first of the two. */
    DayRebilling(RunningOffice office, Caller caller) {
        this.office = office;
        this.caller = caller;
    }

    void rebilling(int date) throws Exception {
        String day = LocalDate.ofEpochDay(date).toString();
        assertEquals("1", commission(12));
        JsonObject fee = new JsonObject().put("kind", "commission").put("accountKind", "client")
            .put("fromDate", "2024-01-01").put("ratePerUnit", "0.02").put("minimum", 1)
            .put("tierBy", "quantity").put("tiers", new JsonArray().add(new JsonObject().put("from", "50")
                .put("ratePerUnit", "0.01"))).put("reason", "the rate was mistyped");
        approve(caller.post("/v1/fees", fee));
        JsonObject now = caller.items("/v1/fees?kind=commission&asOf=" + day).getJsonObject(0);
        assertEquals("0.02", now.getString("ratePerUnit"));
        assertEquals("50", now.getJsonArray("tiers").getJsonObject(0).getString("from"));
        assertEquals(400, caller.post("/v1/fees", fee.copy().put("perOrder", "0.001").put("side", "none"))
            .statusCode());
        assertEquals(409, caller.post("/v1/fees", fee.copy().put("toDate", "2023-01-01")).statusCode());
        JsonObject span = new JsonObject().put("from", day).put("to", day).put("reason", "the rate was mistyped");
        assertEquals(409, caller.post("/v1/fees/rebillings", span.copy().put("to", "2099-01-01")).statusCode());
        approve(caller.post("/v1/fees/rebillings", span));
        RunningOffice.await(() -> caller.items("/v1/fees/rebillings?status=done").size() == 1);
        assertEquals(1, caller.item("/v1/fees/rebillings", 0).getInteger("orders"));
        RunningOffice.await(() -> caller.items("/v1/ledger/entries?orderId=12").stream()
            .anyMatch(entry -> "rebilled".equals(((JsonObject) entry).getString("kind"))));
        assertEquals("1.5", commission(12));
        approve(caller.post("/v1/fees/rebillings", span));
        RunningOffice.await(() -> caller.items("/v1/fees/rebillings?status=done").size() == 2);
        assertEquals(0, caller.item("/v1/fees/rebillings", 1).getInteger("orders"));
    }

    private void approve(HttpResponse<String> proposed) throws Exception {
        assertEquals(202, proposed.statusCode(), proposed.body());
        long id = Long.parseLong(new JsonObject(proposed.body()).getString("id"));
        int second = office.server().desk().read(state -> state.users().find("ops2")).await(60, TimeUnit.SECONDS);
        Draft draft = new Draft();
        draft.begin(new ApprovalDecidedEncoder(), second, 0).approvalId(id).decision(Decision.APPROVE)
            .requestKey("approves " + id).comment("");
        assertEquals(Outcome.RECORDED, office.server().desk().submit(draft, true)
            .await(60, TimeUnit.SECONDS).outcome());
    }

    /** What an order was charged as commission, by the books. */
    private String commission(long orderId) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Object entry : caller.items("/v1/ledger/entries?orderId=" + orderId)) {
            for (Object posting : ((JsonObject) entry).getJsonArray("postings")) {
                boolean income = ((JsonObject) posting).getInteger("chart") == 4200;
                sum = income ? sum.subtract(new BigDecimal(((JsonObject) posting).getString("amount"))) : sum;
            }
        }
        return sum.stripTrailingZeros().toPlainString();
    }
}
