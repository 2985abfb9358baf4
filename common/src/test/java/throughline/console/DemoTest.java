package throughline.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DemoTest {
    @Test
    void showsItemsAsATable() {
        JsonArray items = new JsonArray()
            .add(new JsonObject().put("account", "1000 cash").put("debit", "12.50"))
            .add(new JsonObject().put("account", "2000").put("credit", "7").putNull("note"));
        assertEquals(List.of("ACCOUNT    DEBIT  CREDIT  NOTE", "1000 cash  12.50", "2000                   7"),
            Demo.table(items));
        assertEquals(List.of(""), Demo.table(new JsonArray()));
    }

    @Test
    void signsALineOfTheTrialBalance() {
        assertEquals(new BigDecimal("-7"), Demo.signed(new JsonObject().put("debit", "").put("credit", "7")));
        assertEquals(new BigDecimal("5.5"), Demo.signed(new JsonObject().put("debit", "6").put("credit", "0.5")));
        assertEquals(new BigDecimal("-3"), Demo.signed(new JsonObject().put("balance", "-3")));
    }
}
