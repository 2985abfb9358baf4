package throughline.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An order's whole life as an office tells it from the three journals. Steps that belong to the order alone are its
 * own; others concern many, as a match or a day does. Any thread.
 *
 * @param steps all of them, in the order in which they are told
 */
record OrderLife(String orderId, List<JsonObject> steps) {
    private static final int TIME_FROM = "2026-11-23T".length();
    private static final int TIME_TO = TIME_FROM + "09:30:00.000000".length();
    private static final String FIELDS = "fields";

    static OrderLife of(JsonObject lineage) {
        JsonArray steps = lineage.getJsonArray("steps", new JsonArray());
        return new OrderLife(lineage.getString("orderId"),
            IntStream.range(0, steps.size()).mapToObj(steps::getJsonObject).toList());
    }

    List<JsonObject> own() {
        return steps.stream().filter(step -> orderId.equals(step.getString("orderId"))).toList();
    }

    List<JsonObject> own(String kind) {
        return own().stream().filter(step -> kind.equals(step.getString("record"))).toList();
    }

    /** What settlement came to, as last stated; empty: it has no obligation. */
    String settlement() {
        List<JsonObject> stated = own("ObligationStated");
        return stated.isEmpty() ? "" : word(stated.get(stated.size() - 1).getJsonObject(FIELDS), "status");
    }

    Set<String> journals() {
        return own().stream().map(step -> step.getString("journal")).collect(Collectors.toSet());
    }

    /** Whether each step comes after what caused it, and no cause is missing. */
    boolean isWhole() {
        return own().stream().map(step -> step.getJsonObject("cause")).allMatch(cause -> cause == null
            || steps.stream().anyMatch(step -> isAt(step, cause)));
    }

    /** Whether a step is the one that a link names. */
    static boolean isAt(JsonObject step, JsonObject link) {
        return link != null && step.getString("journal").equals(link.getString("journal"))
            && step.getLong("seq").equals(link.getLong("seq"));
    }

    /** Its own steps, one a row: when, where it stands, what led to it, and what it says in few words. */
    JsonArray rows() {
        JsonArray rows = new JsonArray();
        for (JsonObject step : own()) {
            JsonObject cause = step.getJsonObject("cause");
            rows.add(new JsonObject().put("time", step.getString("time").substring(TIME_FROM, TIME_TO))
                .put("journal", step.getString("journal")).put("seq", step.getLong("seq"))
                .put("record", step.getString("record"))
                .put("caused by", cause == null ? "" : cause.getString("journal") + " " + cause.getLong("seq"))
                .put("says", says(step.getString("record"), step.getJsonObject(FIELDS))));
        }
        return rows;
    }

    private static String says(String kind, JsonObject fields) {
        return switch (kind) {
            case "EntryBooked" -> word(fields, "kind") + ", " + fields.getJsonArray("postings").size() + " postings";
            case "ObligationStated" -> word(fields, "status") + ", " + fields.getString("settledQuantity") + " of "
                + fields.getString("quantity");
            case "OrderCanceled" -> word(fields, "reason") + ", " + fields.getString("canceledQty");
            case "TradeExecuted", "TradeCleared", "OrderCaptured", "OrderAccepted", "ReplaceRequested",
                "ReplaceAccepted", "OrderReplaced" -> fields.getString("quantity") + " at " + fields.getString("price");
            case "OrderPlaced" -> fields.getString("leavesQty") + " at " + fields.getString("workingPrice");
            case "InstructionSent" -> fields.getString("quantity") + " for " + fields.getString("settlementDate");
            case "ConfirmationReceived" -> fields.getString("reference");
            default -> "";
        };
    }

    private static String word(JsonObject fields, String name) {
        return fields.getString(name, "").toLowerCase(Locale.ROOT);
    }
}
