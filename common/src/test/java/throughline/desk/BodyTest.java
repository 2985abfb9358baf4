package throughline.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.message.OrdType;

/** Bodies are read strictly, and all that is wrong with one is told at once. */
final class BodyTest {
    private static Body body(String json) {
        return Body.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> faults(Runnable reading) {
        JsonObject problem = new JsonObject(text(assertThrows(Problem.class, reading::run)));
        return problem.getJsonArray("errors").stream().map(error -> ((JsonObject) error).getString("pointer") + " "
            + ((JsonObject) error).getString("detail")).toList();
    }

    private static String text(Problem problem) {
        return problem.answer().text();
    }

    private static void order(String json) {
        Body body = body(json);
        body.ascii("clOrdId", 8);
        body.choice("type", OrdType.class, EnumSet.of(OrdType.MARKET, OrdType.LIMIT));
        body.decimal("quantity");
        body.decimalOrNull("price");
        body.end();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
        "{'clOrdId':'a','type':'limit','quantity':1,'x':1}|/x is not known here",
        "{'clOrdId':'a','type':'limit'}|/quantity is missing",
        "{'clOrdId':null,'type':'limit','quantity':1}|/clOrdId must not be null",
        "{'clOrdId':7,'type':'limit','quantity':1}|/clOrdId must be a string",
        "{'clOrdId':'','type':'limit','quantity':1}|/clOrdId must not be empty",
        "{'clOrdId':'abcdefghi','type':'limit','quantity':1}|/clOrdId is longer than 8",
        "{'clOrdId':'é','type':'limit','quantity':1}|/clOrdId has other than printable ASCII characters",
        "{'clOrdId':'a\\u0000','type':'limit','quantity':1}|/clOrdId has other than printable ASCII characters",
        "{'clOrdId':'a','type':'LIMIT','quantity':1}|/type must be one of limit, market",
        "{'clOrdId':'a','type':'stop','quantity':1}|/type must be one of limit, market",
        "{'clOrdId':'a','type':'null_val','quantity':1}|/type must be one of limit, market",
        "{'clOrdId':'a','type':'limit','quantity':0}|/quantity must be above 0",
        "{'clOrdId':'a','type':'limit','quantity':'-3'}|/quantity must be above 0",
        "{'clOrdId':'a','type':'limit','quantity':'1e3'}|/quantity must be a decimal",
        "{'clOrdId':'a','type':'limit','quantity':'+3'}|/quantity must be a decimal",
        "{'clOrdId':'a','type':'limit','quantity':' 3'}|/quantity must be a decimal",
        "{'clOrdId':'a','type':'limit','quantity':'3.'}|/quantity must be a decimal",
        "{'clOrdId':'a','type':'limit','quantity':'.3'}|/quantity must be a decimal",
        "{'clOrdId':'a','type':'limit','quantity':'NaN'}|/quantity must be a decimal",
        "{'clOrdId':'a','type':'limit','quantity':''}|/quantity must be a decimal",
        "{'clOrdId':'a','type':'limit','quantity':true}|/quantity must be a decimal",
        "{'clOrdId':'a','type':'limit','quantity':[1]}|/quantity must be a decimal",
        "{'clOrdId':'a','type':'limit','quantity':{'a':1}}|/quantity must be a decimal",
        "{'clOrdId':'a','type':'limit','quantity':0.123456789}|/quantity has more than 8 decimals",
        "{'clOrdId':'a','type':'limit','quantity':1e-999999999}|/quantity has more than 8 decimals",
        "{'clOrdId':'a','type':'limit','quantity':1000000000000.1}|/quantity is over 10^12",
        "{'clOrdId':'a','type':'limit','quantity':1e999999999}|/quantity is over 10^12",
        "{'clOrdId':'a','type':'limit','quantity':1e99999999999}|/quantity must be a decimal of common size",
        "{'clOrdId':'a','type':'limit','quantity':999999999999.12345678}|/quantity has too many digits",
        "{'clOrdId':'a','type':'limit','quantity':1,'price':'x'}|/price must be a decimal",
        "{'clOrdId':'a','type':'limit','quantity':1,'quantity':1}|/quantity is given twice",
        "{'clOrdId':'a','type':'limit','quantity':1,'a/b~':1}|/a~1b~0 is not known here",
    })
    void badFields(String json, String fault) {
        assertEquals(List.of(fault), faults(() -> order(json)));
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        assertEquals(List.of("/clOrdId is missing", "/type must be a string", "/quantity must be a decimal",
            "/price must be above 0", "/colour is not known here"),
            faults(() -> order("{'type':1,'quantity':'many','price':-1,'colour':'red'}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "1", "'a'", "{", "{'a'}", "{'a':1", "{'a':1}}", "{'a':1}{}",
        "{a:1}", "{'a':01}", "{'a':.5}", "{'a':NaN}", "{'a':1,}", "{'a':'\n'}", "\u0000", "{'a':'\\x'}"})
    void malformed(String json) {
        assertEquals(400, assertThrows(Problem.class, () -> body(json)).status());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {"{'a':|is malformed JSON near line 1, column 6",
        "{'a':1,}|is malformed JSON near line 1, column 8", "{'a':NaN}|is malformed JSON near line 1, column 9"})
    void malformedSaysWhereAndNothingOfTheParser(String json, String expected) {
        assertEquals(List.of(" " + expected), faults(() -> body(json)));
    }

    @Test
    void tooDeepTooLongOrNoUtf8() {
        assertEquals(400, assertThrows(Problem.class, () -> body("{'a':" + "[".repeat(50_000))).status());
        assertEquals(400, assertThrows(Problem.class, () -> body("{'a':" + "{'a':".repeat(30))).status());
        assertEquals(400, assertThrows(Problem.class, () -> body("{'a':" + "9".repeat(100) + "}")).status());
        byte[] broken = "{\"a\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        broken[6] = (byte) 0xC3;
        assertEquals(400, assertThrows(Problem.class, () -> Body.parse(broken)).status());
        byte[] swapped = {0, 0, (byte) 0xFF, (byte) 0xFE, 0, 0, 0, '{'};
        assertEquals(400, assertThrows(Problem.class, () -> Body.parse(swapped)).status());
        byte[] beyondUnicode = {0, 0, (byte) 0xFE, (byte) 0xFF, 0x7F, 0, 0, 0};
        assertEquals(400, assertThrows(Problem.class, () -> Body.parse(beyondUnicode)).status());
    }

    @ParameterizedTest
    @CsvSource({"500,500,0", "13.70,137,1", "0.00000001,1,8", "1e3,1000,0", "1.5E2,150,0",
        "1000000000000,1000000000000,0", "007.50,75,1", "92233720368.54775807,9223372036854775807,8"})
    void decimals(String text, long mantissa, int decimals) {
        String json = text.startsWith("00") ? "{'q':'" + text + "'}" : "{'q':" + text + "}";
        if (mantissa == Long.MAX_VALUE) {
            assertEquals(List.of("/q has too many digits"), faults(() -> {
                Body body = body(json);
                body.decimal("q");
                body.end();
            }));
            return;
        }
        assertEquals(new Decimal(mantissa, decimals), body(json).decimal("q"));
    }

    @Test
    void decimalsAreExactEitherWay() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            long mantissa = random.nextLong(1, 1L << random.nextInt(1, 62));
            int scale = random.nextInt(0, 9);
            BigDecimal value = BigDecimal.valueOf(mantissa, scale);
            if (value.compareTo(BigDecimal.TEN.pow(12)) > 0) {
                continue;
            }
            String plain = value.toPlainString();
            Decimal asText = body("{'q':'" + plain + "'}").decimal("q");
            Decimal asNumber = body("{'q':" + plain + "}").decimal("q");
            assertEquals(asText, asNumber, "seed " + seed);
            assertEquals(value.stripTrailingZeros().toPlainString(), asText.toString(), "seed " + seed);
        }
    }

    @Test
    void partsAndLists() {
        Body body = body("{'orders':[{'id':'a'},{'id':'b','x':1}],'scope':{'desk':'EQ'}}");
        List<Body> orders = body.objects("orders", 2);
        assertEquals("b", orders.get(1).ascii("id", 8));
        assertEquals("EQ", body.object("scope", true).ascii("desk", 8));
        assertEquals(List.of("/orders/0/id is not known here", "/orders/1/x is not known here"), faults(body::end));
        assertEquals(List.of("/orders must be a list of 1 to 1 objects"), faults(() -> {
            Body again = body("{'orders':[{'id':'a'},{'id':'b'}]}");
            again.objects("orders", 1);
            again.end();
        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'roles':[null]}", "{'roles':[1]}", "{'roles':[['trader']]}"})
    void otherThanTextAmongWordsIsAFault(String json) {
        assertEquals(List.of("/roles must be a list of trader"),
            faults(() -> {
                Body body = body(json);
                body.words("roles", new TreeSet<>(List.of("trader")));
                body.end();
            }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000007b 7fffffff 0000007d", "0000fffe 7b000000", "7b000000 22000000 ffffff7f",
        "feff007b 00", "feff d800 d800", "7b 22 ff 22 3a 31 7d", "efbbbf 7b 22 c0"})
    void bytesOfNoEncodingAreMalformed(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertEquals(400, assertThrows(Problem.class, () -> Body.parse(bytes)).status());
    }
}
