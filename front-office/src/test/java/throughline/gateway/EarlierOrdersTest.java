package throughline.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.gateway.RunningFront.order;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.capture.FrontMachine;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.lineage.Past;
import throughline.reference.Users;

/** Orders of earlier days, asked for over HTTP by id and by name. */
class EarlierOrdersTest {
    private static final String ORDERS = "/v1/orders";

    @TempDir
    private Path directory;

    private RunningFront front;

    @BeforeEach
    void up() throws Exception {
        front = new RunningFront(directory);
    }

    @AfterEach
    void down() {
        front.close();
    }

    private JsonObject enter(String clOrdId, String side, String quantity, String price) throws Exception {
        return front.send(201, "trader", "POST", ORDERS, order(clOrdId, side, quantity, price));
    }

    private JsonObject show(String user, String id) throws Exception {
        return front.send(200, user, "GET", ORDERS + "/" + id, null);
    }

    private List<JsonObject> called(String user, String query) throws Exception {
        return front.send(200, user, "GET", ORDERS + "?clOrdId=" + query, null).getJsonArray("items").stream()
            .map(JsonObject.class::cast).toList();
    }

    private static List<String> ids(List<JsonObject> orders) {
        return orders.stream().map(order -> order.getString("orderId")).toList();
    }

    private String session() throws Exception {
        String told = front.call("GET", "/v1/session", front.token("trader"), null).body();
        return new JsonObject(told).getString("state", "none while risk has not opened the day");
    }

    private void closeDay() throws Exception {
        front.offices.closeDay();
        front.await(() -> session().equals("closed"));
    }

    private void openDay() throws Exception {
        front.offices.openDay();
        front.await(() -> session().equals("open") && front.server().desk().whyNotReady().isEmpty());
    }

    /** A day with an order of each end; by id what is said of each when it has closed. */
    private Map<String, JsonObject> day() throws Exception {
        List<String> entered = List.of(
            enter("rests", "sell", "950", "100.1").getString("orderId"),
            enter("fills", "buy", "10", "100.1").getString("orderId"),
            enter("much", "buy", "1001", "90").getString("orderId"),
            enter("chain-a", "buy", "5", "90").getString("orderId"),
            enter("gone", "buy", "5", "91").getString("orderId"),
            front.send(201, "trader", "POST", ORDERS, order("unknown", "buy", "5", "91").put("account", "NO"))
                .getString("orderId"));
        front.send(200, "trader", "PATCH", ORDERS + "/" + entered.get(3),
            new JsonObject().put("quantity", "6").put("clOrdId", "chain-b"));
        front.send(409, "trader", "PATCH", ORDERS + "/" + entered.get(3), new JsonObject().put("quantity", "1002"));
        front.send(200, "trader", "DELETE", ORDERS + "/" + entered.get(4), null);
        closeDay();
        Map<String, JsonObject> said = new LinkedHashMap<>();
        for (String id : entered) {
            said.put(id, show("trader", id));
        }
        assertEquals(List.of("expired", "filled", "rejected", "expired", "canceled", "rejected"),
            said.values().stream().map(order -> order.getString("status")).toList());
        return said;
    }

    private void assertAllAreToldAsTheyWere(Map<String, JsonObject> said) throws Exception {
        for (Map.Entry<String, JsonObject> order : said.entrySet()) {
            assertEquals(order.getValue(), show("trader", order.getKey()));
            assertEquals(List.of(order.getValue()), called("trader", order.getValue().getString("clOrdId")));
        }
    }

    @Test
    void areToldAsTheyWereOverDaysAndRestarts() throws Exception {
        Map<String, JsonObject> said = day();
        List<String> ids = List.copyOf(said.keySet());
        openDay();
        assertEquals(List.of(), front.send(200, "trader", "GET", ORDERS, null).getJsonArray("items").getList());
        assertAllAreToldAsTheyWere(said);
        front.stop();
        Files.deleteIfExists(directory.resolve("lineage").resolve("front.index"));
        front.start();
        assertAllAreToldAsTheyWere(said);
        assertEquals("950 10 0 100.1", said.get(ids.get(0)).getString("orderQty") + " "
            + said.get(ids.get(0)).getString("cumQty") + " " + said.get(ids.get(0)).getString("leavesQty") + " "
            + said.get(ids.get(0)).getString("avgPx"));
        assertTrue(said.get(ids.get(0)).containsKey("warning"));
        assertEquals("MAX_ORDER_QTY", said.get(ids.get(2)).getJsonObject("reason").getString("code"));
        assertEquals("MAX_ORDER_QTY", said.get(ids.get(3)).getJsonObject("replaceReason").getString("code"));
        assertEquals(List.of(said.get(ids.get(3))), called("trader", "chain-a"), "by its first name, too");
        assertEquals(List.of(said.get(ids.get(3))), called("auditor", "chain-b"));
        closeDay();
        openDay();
        assertAllAreToldAsTheyWere(said);
    }

    @Test
    void keepTheNameOfTheirBasket() throws Exception {
        JsonObject gtc = order("keeps", "buy", "5", "60").put("timeInForce", "gtc");
        JsonObject made = front.send(201, "trader", "POST", "/v1/baskets", new JsonObject().put("basketId", "basket-1")
            .put("orders", new JsonArray().add(order("ends", "buy", "5", "60")).add(gtc)));
        closeDay();
        openDay();
        for (int start = 0; start < 2; start++) {
            for (int i = 0; i < 2; i++) {
                assertEquals("basket-1", show("trader", made.getJsonArray("orders").getJsonObject(i)
                    .getString("orderId")).getString("basketId"));
            }
            assertEquals(List.of("keeps"), front.send(200, "trader", "GET", "/v1/baskets/basket-1", null)
                .getJsonArray("orders").stream().map(one -> ((JsonObject) one).getString("clOrdId")).toList());
            front.stop();
            front.start();
        }
    }

    @Test
    void areTooLateToBeReplacedOrCanceled() throws Exception {
        List<String> ids = List.copyOf(day().keySet());
        openDay();
        for (String id : ids) {
            for (String method : List.of("PATCH", "DELETE")) {
                JsonObject body = method.equals("PATCH") ? new JsonObject().put("quantity", "7") : null;
                String path = ORDERS + "/" + id;
                assertEquals("TOO_LATE_TO_CANCEL", front.send(409, "trader", method, path, body).getString("code"));
                front.send(403, "stranger", method, path, body);
                front.send(404, "trader", method, ORDERS + "/1", body);
            }
        }
    }

    @Test
    void whatIsNotReadYetIsFetchedBehindTheLast() throws Exception {
        List<Past> unread = List.of(new Past(9, List.of(), List.of(), List.of(), ""));
        List<Listing.Row> rows = front.server().desk().read(state -> {
            Listing.Rows<FrontMachine> of = EarlierOrders.rows(unread);
            return Arrays.asList(of.next(state, null, -1), of.next(state, null, 12), of.next(state, null, 9));
        }).await(10, TimeUnit.SECONDS);
        assertEquals(Arrays.asList(new Listing.Row(10, null), new Listing.Row(10, null), null), rows);
        assertEquals(List.of(), called("trader", ""));
    }

    @Test
    void areToldUnderTheRightsOfToday() throws Exception {
        Map<String, JsonObject> said = day();
        String id = said.keySet().iterator().next();
        String ofUnknown = List.copyOf(said.keySet()).get(5);
        front.send(403, "stranger", "GET", ORDERS + "/" + id, null);
        openDay();
        front.send(403, "stranger", "GET", ORDERS + "/" + id, null);
        front.send(403, "stranger", "GET", ORDERS + "/" + ofUnknown, null);
        assertEquals(List.of(), called("stranger", "rests"));
        assertEquals(said.get(id), show("auditor", id));
        assertEquals(said.get(id), show("risk", id));
        assertEquals(List.of(said.get(id)), called("risk", "rests"));
        front.send(404, "trader", "GET", ORDERS + "/1", null);
        front.send(404, "trader", "GET", ORDERS + "/" + Long.MAX_VALUE, null);
        assertEquals(List.of(), called("trader", "never"));
    }

    @Test
    void ofOneNameTheNewestComesFirst() throws Exception {
        String first = enter("same", "buy", "5", "90").getString("orderId");
        closeDay();
        openDay();
        String second = enter("same", "buy", "6", "90").getString("orderId");
        closeDay();
        openDay();
        assertEquals(List.of(second, first), ids(called("trader", "same")));
        String third = enter("same", "buy", "7", "90").getString("orderId");
        List<String> all = List.of(third, second, first);
        assertEquals(all, ids(called("trader", "same")));
        assertEquals(List.of("new", "expired", "expired"),
            called("trader", "same").stream().map(order -> order.getString("status")).toList());
        JsonObject page = front.send(200, "trader", "GET", ORDERS + "?clOrdId=same&limit=2", null);
        assertEquals(second, page.getString("next"));
        assertEquals(List.of(first), ids(called("trader", "same&limit=2&after=" + page.getString("next"))));
        assertEquals(List.of(second, first), ids(called("trader", "same&status=expired")));
        String csv = front.call("GET", ORDERS + "?clOrdId=same", front.token("trader"), null, "Accept", "text/csv")
            .body();
        assertEquals(4, csv.lines().count(), csv);
        front.send(400, "trader", "GET", ORDERS + "?clOrdId=same&nothing=1", null);
        String others = front.send(201, "stranger", "POST", ORDERS,
            order("same", "buy", "8", "90").put("account", "OTHER")).getString("orderId");
        assertEquals(all, ids(called("trader", "same")));
        assertEquals(List.of(others), ids(called("stranger", "same")));
        assertEquals(List.of(others, third, second, first), ids(called("auditor", "same")));
        String colleagues = front.send(201, "colleague", "POST", ORDERS, order("same", "buy", "9", "90"))
            .getString("orderId");
        for (String user : List.of("trader", "colleague")) {
            assertEquals(List.of(colleagues, third, second, first), ids(called(user, "same")),
                "one's own and those of the desk");
        }
        Person trader = new Person(1, "trader", Users.TRADER, 1, true);
        JsonObject today = front.server().desk().read(state -> OrderRoutes.called(state, trader, "same"))
            .await(10, TimeUnit.SECONDS);
        assertEquals(List.of(colleagues, third), ids(today.getJsonArray("items").stream().map(JsonObject.class::cast)
            .toList()), "while the journals are away");
        assertEquals(third, today.getString("next"));
    }
}
