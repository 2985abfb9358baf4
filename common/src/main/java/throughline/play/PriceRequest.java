package throughline.play;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import throughline.files.PriceLine;
import throughline.play.FrontConnection.Ask;
import throughline.play.FrontConnection.Reply;

/** A reference price to be stated. Those of one symbol go one after the other, so that the last stays the last. */
public final class PriceRequest extends Request {
    private static final String PRICES = "/v1/prices";

    private final PriceLine line;
    private final String key;

    /**
     * Takes a line of a file.
     *
     * @param fileKey the same for the same content of a file, at most 44 characters
     */
    public PriceRequest(PriceLine line, String fileKey) {
        super(line.lineNumber(), line.timeNs());
        this.line = line;
        key = fileKey + "-" + line.lineNumber();
    }

    @Override
    Ask ask() {
        JsonObject body = new JsonObject().put("symbol", line.symbol()).put("price", line.priceText());
        if (line.kind() != null) {
            body.put("kind", line.kind().name().toLowerCase(Locale.ROOT));
        }
        if (!line.source().isEmpty()) {
            body.put("source", line.source());
        }
        return new Ask(HttpMethod.POST, PRICES, key, body);
    }

    @Override
    Ask question() {
        return null;
    }

    @Override
    boolean told(JsonObject answer) {
        return true;
    }

    @Override
    Ask again(Reply reply) {
        return null;
    }

    @Override
    List<String> holds() {
        return List.of(line.symbol());
    }

    @Override
    List<String> waitsFor() {
        return holds();
    }

    @Override
    void concluded(int status, JsonObject answer) {
        // Nothing waits to know of a price.
    }
}
