package throughline.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import throughline.desk.DeskServer;

/**
 * An office's OpenAPI document and the page that shows it, for everyone. The document is three texts one behind the
 * other: the office's paths, what all offices share, the office's schemas. Immutable.
 *
 * @param text the whole document, YAML
 */
public record Description(String text) {
    private static final String OURS = "/throughline/openapi/";
    private static final String SWAGGER_UI = "/META-INF/resources/webjars/swagger-ui/5.18.2/";
    /** As strict as the rest, but that swagger-ui sets styles of elements and has its icons in its style sheet. */
    private static final String POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Of the office with that name: front, middle or back. */
    public static Description of(String office) {
        StringBuilder text = new StringBuilder();
        for (String part : List.of(office, "shared", office + "-schemas")) {
            text.append(new String(read(OURS + part + ".yaml"), StandardCharsets.UTF_8));
        }
        return new Description(text.toString());
    }

    /** Adds both to a server. */
    public void addTo(DeskServer<?> server) {
        server.page("/openapi.yaml", text.getBytes(StandardCharsets.UTF_8), "application/yaml")
            .page("/docs", read(OURS + "docs.html"), "text/html; charset=utf-8", POLICY)
            .page("/docs/docs.js", read(OURS + "docs.js"), "text/javascript; charset=utf-8")
            .page("/docs/swagger-ui-bundle.js", read(SWAGGER_UI + "swagger-ui-bundle.js"),
                "text/javascript; charset=utf-8")
            .page("/docs/swagger-ui.css", read(SWAGGER_UI + "swagger-ui.css"), "text/css; charset=utf-8")
            .page("/docs/favicon-32x32.png", read(SWAGGER_UI + "favicon-32x32.png"), "image/png");
    }

    private static byte[] read(String resource) {
        try (InputStream in = Description.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no " + resource + " on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
