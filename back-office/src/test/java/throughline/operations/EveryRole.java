package throughline.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import throughline.contract.RolesTable;
import throughline.message.Standing;
import throughline.message.UserDefinedEncoder;
import throughline.office.DataDirectory;
import throughline.office.Draft;
import throughline.office.Outcome;
import throughline.signin.Passwords;

/** Every operation by everyone of the table of roles. */
final class EveryRole {
    private final RunningOffice office;
    private final Path directory;

    /** At an office on a directory. */
    EveryRole(RunningOffice office, Path directory) {
        this.office = office;
        this.directory = directory;
    }

    /** With an order of the front's, and a client who traded order 12. */
    void proveTable(long order, String client) throws Exception {
        Passwords passwords = new Passwords(new DataDirectory(directory));
        int admin = office.server().desk().read(state -> state.users().find("admin")).await(60, TimeUnit.SECONDS);
        Map<String, Integer> roles = Map.of("foreign", 1, "reader", 1 << 4);
        for (Map.Entry<String, Integer> one : roles.entrySet()) {
            passwords.set(one.getKey(), "secret");
            Draft draft = new Draft();
            UserDefinedEncoder user = draft.begin(new UserDefinedEncoder(), admin, 0)
                .deskId(one.getValue() == 1 ? 2 : 0).standing(Standing.OPEN);
            ReferenceDrafts.roles(user, one.getValue());
            user.userName(one.getKey()).requestKey(one.getKey());
            assertEquals(Outcome.RECORDED, office.server().desk().submit(draft, true)
                .await(60, TimeUnit.SECONDS).outcome());
        }
        Map<String, Caller> callers = new HashMap<>();
        for (String user : List.of("trader1", "risk1", "ops1", "admin")) {
            callers.put(user, office.signedIn(user));
        }
        for (String user : roles.keySet()) {
            callers.put(user, office.signedIn(user, "secret"));
        }
        String day = callers.get("ops1").item("/v1/days", 0).getString("date");
        String instruction = callers.get("ops1").item("/v1/instructions", 0).getString("instructionId");
        new RolesTable("/throughline/roles-back.md").prove(office.server().operations().keySet(), (operation, who) -> {
            Caller caller = callers.getOrDefault(List.of("trader1", "foreign", "risk1", "ops1", "admin", "reader", "")
                .get(RolesTable.WHO.indexOf(who)), office.nobody());
            String path = operation.split(" ")[1].replace(":date", day)
                .replace(":entryId", "1")
                .replace(":ledgerAccountId", "1").replace(":orderId", "12").replace(":account", client)
                .replace(":trader", "trader1").replace("orders/:id", "orders/" + order).replace(":id", instruction);
            return RolesTable.cell(operation.startsWith("GET") ? caller.get(path)
                : caller.post(path, body(path, who)), "PROP-EQ");
        });
    }

    private static JsonObject body(String path, String who) {
        return path.contains("login") ? new JsonObject().put("user", "nobody " + who).put("password", "x")
            : path.contains("users") ? new JsonObject().put("user", "made").put("roles", new JsonArray().add("trader"))
            : path.endsWith("fees") ? new JsonObject().put("kind", "taf").put("fromDate", "2026-01-01")
                .put("reason", "table")
            : path.contains("rebillings") ? new JsonObject().put("from", "2020-01-01").put("to", "2020-01-02")
                .put("reason", "table")
            : path.endsWith("end") ? new JsonObject().put("toDate", "2026-06-30").put("reason", "table")
            : path.contains("-movements") || path.contains("accruals") || path.contains("entries") ? proposal(path)
            : path.contains("approvals") ? new JsonObject().put("decision", "reject")
            : path.endsWith("exceptions") ? new JsonObject().put("exceptionId", "1").put("comment", "seen")
            : path.contains("resolve") ? new JsonObject().put("comment", "seen")
            : path.contains("sign-off") ? new JsonObject().put("comment", "seen")
            : path.contains("reopen") ? new JsonObject().put("reason", "forgot an entry")
            : path.contains("status") ? new JsonObject().put("status", "matched").put("reference", "TABLE")
            : new JsonObject();
    }

    private static JsonObject proposal(String path) {
        JsonObject body = new JsonObject().put("reason", "the table of roles");
        JsonArray postings = new JsonArray()
            .add(new JsonObject().put("chart", 5900).put("currency", "USD").put("debit", "1"))
            .add(new JsonObject().put("chart", 1000).put("currency", "USD").put("credit", "1"));
        return path.contains("entries") ? body.put("text", "by hand").put("postings", postings)
            : path.contains("accruals") ? body.put("kind", "interest_owed").put("account", "PROP-EQ")
                .put("currency", "USD").put("principal", "1000").put("rate", "0.03").put("dayBasis", 360)
            : path.contains("security") ? body.put("kind", "received").put("account", "PROP-EQ").put("symbol", "AAPL")
                .put("quantity", "1")
            : body.put("kind", "capital_in").put("account", "PROP-EQ").put("currency", "USD").put("amount", "1");
    }
}
