package throughline.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Pages that print well, from templates in the office's own jar; what goes into one is escaped. Any thread. */
public final class Pages {
    private static final String AT = "/throughline/report/";
    private static final String STYLE = resource("paper.css");
    private static final Template NOTE = template("contract-note.html");
    private static final Template CLIENT = template("client-statement.html");
    private static final Template TRADER = template("trader-commissions.html");

    private Pages() {
    }

    /** Content-Security-Policy under which a page's own style counts, and nothing else does. */
    public static String policy() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8));
            return "default-src 'none'; style-src 'sha256-" + Base64.getEncoder().encodeToString(hash)
                + "'; frame-ancestors 'none'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A contract note's page. */
    public static String contractNote(Report note) {
        return page(NOTE, note);
    }

    /** A client statement's page. */
    public static String clientStatement(Report statement) {
        return page(CLIENT, statement);
    }

    /** A trader's commissions as a page. */
    public static String traderCommissions(Report commissions) {
        return page(TRADER, commissions);
    }

    private static String page(Template template, Report report) {
        Map<String, Object> context = new HashMap<>(report.model());
        context.put("style", STYLE);
        return template.execute(context);
    }

    /** Ids of 0 say that there is none. */
    private static Template template(String name) {
        return Mustache.compiler().withFormatter(value -> value.equals(0L) ? "" : value.toString())
            .compile(resource(name));
    }

    private static String resource(String name) {
        try (InputStream in = Pages.class.getResourceAsStream(AT + name)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + AT + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
