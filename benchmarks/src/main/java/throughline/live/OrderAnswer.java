package throughline.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import throughline.files.OrderLine;

/**
 * An order as the front office tells of it.
 *
 * @param orderId the front's, as text
 * @param status as in FIX, in words
 */
record OrderAnswer(String orderId, String clOrdId, String status) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> ENDS = Set.of("filled", "canceled", "replaced", "rejected", "expired");

    /** Each order in a JSON text, alone or in a list: every object with an {@code orderId} is one. */
    static List<OrderAnswer> all(String json) {
        List<OrderAnswer> found = new ArrayList<>();
        Deque<Map<String, String>> open = new ArrayDeque<>();
        try (JsonParser parser = JSON.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    open.push(new HashMap<>());
                } else if (token == JsonToken.END_OBJECT) {
                    Map<String, String> object = open.pop();
                    if (object.containsKey("orderId")) {
                        found.add(new OrderAnswer(object.get("orderId"), object.get("clOrdId"), object.get("status")));
                    }
                } else if (token.isScalarValue() && !open.isEmpty() && parser.currentName() != null) {
                    open.peek().put(parser.currentName(), parser.getText());
                }
            }
            return found;
        } catch (IOException e) {
            throw new BrokenPromise("not JSON: " + json, e);
        }
    }

    /** The only order in a JSON text. */
    static OrderAnswer only(String json) {
        List<OrderAnswer> found = all(json);
        if (found.size() != 1 || found.get(0).status() == null) {
            throw new BrokenPromise("one order was to be told of, and this was: " + json);
        }
        return found.get(0);
    }

    /** A field of a flat JSON object; null: not there. */
    static String field(String json, String name) {
        try (JsonParser parser = JSON.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue() && name.equals(parser.currentName())) {
                    return parser.getText();
                }
            }
            return null;
        } catch (IOException e) {
            throw new BrokenPromise("not JSON: " + json, e);
        }
    }

    /** An object of texts as JSON. */
    static String json(String... namesAndValues) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            generator.writeStartObject();
            for (int i = 0; i < namesAndValues.length; i += 2) {
                if (!namesAndValues[i + 1].isEmpty()) {
                    generator.writeStringField(namesAndValues[i], namesAndValues[i + 1]);
                }
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** What asks for a new order, the same each time it is asked. */
    static String request(OrderLine line) {
        return json("clOrdId", line.clOrdId(), "account", line.account(), "symbol", line.symbol(), "side",
            lower(line.side()), "type", lower(line.type()), "timeInForce", lower(line.timeInForce()), "quantity",
            line.quantityText(), "price", line.priceText());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Whether risk has not decided yet. */
    boolean pending() {
        return status.equals("pending_new");
    }

    /** Whether nothing can happen to it any more. */
    boolean ended() {
        return ENDS.contains(status);
    }
}
