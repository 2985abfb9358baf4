package throughline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** A JSON object written field by field as text, for answers that are asked for often. One thread. */
final class JsonText {
    private static final int USUAL_LENGTH = 512;
    private static final int HEX = 16;

    private final StringBuilder text = new StringBuilder(USUAL_LENGTH).append('{');

    /** Adds a field: an object, or a text. */
    void put(String name, Object value) {
        text.append(text.length() == 1 ? "\"" : ",\"").append(name).append("\":");
        if (value instanceof JsonObject object) {
            text.append(object.encode());
        } else {
            quote((String) value);
        }
    }

    private void quote(String value) {
        text.append('"');
        int done = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                text.append(value, done, i);
                escape(c);
                done = i + 1;
            }
        }
        text.append(value, done, value.length()).append('"');
    }

    private void escape(char c) {
        if (c < ' ') {
            text.append("\\u00").append(Character.forDigit(c / HEX, HEX)).append(Character.forDigit(c % HEX, HEX));
        } else {
            text.append('\\').append(c);
        }
    }

    /** Ends it. */
    Buffer end() {
        return Buffer.buffer(text.append('}').toString().getBytes(UTF_8));
    }
}
