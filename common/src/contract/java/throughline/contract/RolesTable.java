package throughline.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every way into an office by every role, of one's own and of a foreign desk, as one table that people read: a line of
 * Markdown for each operation, a column for each who asks, and in each cell the status they get. One thread.
 */
public final class RolesTable {
    /** Who asks: the columns. */
    public static final List<String> WHO =
        List.of("own desk's trader", "foreign trader", "risk", "operations", "admin", "auditor", "nobody");

    private static final List<String> ACCOUNT_LISTS =
        List.of("/v1/orders", "/v1/executions", "/v1/positions", "/v1/accounts", "/v1/exposures");

    private final Map<String, String> rows = new LinkedHashMap<>();

    /** Asks. */
    @FunctionalInterface
    public interface Asker {
        /** Asks for something of the own desk, made anew for it, and gives what came back. */
        Object ask(String operation, String who) throws Exception;
    }

    /** Of a resource of the class path. */
    public RolesTable(String resource) throws IOException {
        try (InputStream in = RolesTable.class.getResourceAsStream(resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            text.lines().filter(line -> line.matches("\\| (GET|PUT|POST|PATCH|DELETE) .*")).forEach(line ->
                rows.put(line.split("\\|")[1].strip(), line));
        }
    }

    /** Holds an office against it: each operation has a line and each line an operation, and all cells are so. */
    public void prove(Collection<String> operations, Asker asker) throws Exception {
        Map<String, String> found = new TreeMap<>();
        for (String operation : operations) {
            String path = operation.substring(operation.indexOf(' ') + 1);
            if (!path.startsWith("/docs")) {
                List<String> cells = new ArrayList<>(List.of(operation));
                for (String who : WHO) {
                    cells.add(asker.ask(operation, who).toString());
                }
                found.put(operation, "| " + String.join(" | ", cells) + " |");
            }
        }
        assertEquals(String.join("\n", new TreeMap<>(rows).values()), String.join("\n", found.values()));
    }

    /**
     * What a cell says of an answer: its status, and that a list has nothing of the own desk.
     *
     * @param account of the own desk
     */
    public static String cell(HttpResponse<String> answer, String account) {
        String body = answer.body();
        boolean ofAccounts = answer.statusCode() == 200 && body.startsWith("{\"items\"")
            && ACCOUNT_LISTS.stream().anyMatch(answer.request().uri().getPath()::equals);
        return answer.statusCode() + (ofAccounts && !body.contains(account) ? " without it" : "");
    }
}
