package throughline.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import throughline.console.Trader.Ticket;

final class TraderTest {
    private static JsonObject order(String status, String done) {
        return new JsonObject().put("status", status).put("cumQty", done).put("orderQty", "800").put("avgPx", "2.5");
    }

    @Test
    void tellsAnOrderInFewWords() {
        assertEquals("new, 0 of 800", Trader.told(order("new", "0")));
        assertEquals("partially_filled, 300 of 800 at 2.5", Trader.told(order("partially_filled", "300")));
        assertEquals("canceled, by_request, 300 of 800 at 2.5",
            Trader.told(order("canceled", "300").put("endReason", "by_request")));
        assertEquals("rejected, HALTED at firm", Trader.told(order("rejected", "0")
            .put("reason", new JsonObject().put("code", "HALTED").put("text", "HALTED at firm"))));
    }

    @Test
    void givesATicketInWordsAndAsARequest() {
        Ticket limit = Ticket.sells("A", 5, "X", new BigDecimal("12.3"), "ioc");
        assertEquals("A sells 5 X at 12.3, ioc", limit.text());
        assertEquals("{\"clOrdId\":\"c\",\"account\":\"A\",\"symbol\":\"X\",\"side\":\"sell\",\"type\":\"limit\","
            + "\"timeInForce\":\"ioc\",\"quantity\":\"5\",\"price\":\"12.3\"}", limit.json("c").encode());
        Ticket stop = Ticket.buysAbove("A", 5, "X", new BigDecimal("12.3"), "day");
        assertEquals("A buys 5 X, stop 12.3, day", stop.text());
        assertEquals("12.3", stop.json("c").getString("stopPrice"));
    }
}
