package throughline.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.Base64;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import throughline.console.Firm.Refused;
import throughline.office.DataDirectory;
import throughline.signin.Passwords;

/**
 * People and their roles, by way of the back office; passwords by way of the data directory alone, so that none ever
 * travels or stands in a journal. A password is made here and shown once.
 */
@Command(name = "user", synopsisSubcommandLabel = "(add | list | password | disable)",
    description = "People and their roles. Needs the firm up.")
final class UserCommand implements Runnable {
    private static final String USERS = "/v1/users";
    private static final String ADMINISTRATOR = "admin";
    private static final int PASSWORD_BYTES = 18;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: user add, list, password or disable");
    }

    @Command(name = "add", description = "Adds a user and prints the password, once.")
    int add(@Mixin FirmOptions firm,
        @Parameters(paramLabel = "NAME", description = "1 to 32 printable ASCII characters, no spaces.") String name,
        @Parameters(paramLabel = "ROLE", description = "trader, risk, operations, admin or auditor.") String role,
        @Option(names = "--desk", paramLabel = "DESK", description = "Whose accounts are theirs (default: every"
            + " desk's).") String desk) {
        refuseStrangeName(name);
        OfficeClient back = firm.client(Office.BACK, ADMINISTRATOR);
        if (find(back, name) != null) {
            throw new Refused("there is a user " + name + " already: see ./firm user list");
        }
        JsonObject user = new JsonObject().put("user", name).put("roles", new JsonArray().add(role));
        if (desk != null) {
            user.put("desk", desk);
        }
        back.send("POST", USERS, user, "").orRefuse("adding " + name);
        giveNewPassword(firm, name);
        return Firm.DONE;
    }

    @Command(name = "list", description = "Lists the users.")
    int list(@Mixin FirmOptions firm) {
        JsonArray users = new JsonArray();
        firm.client(Office.BACK, ADMINISTRATOR).forEach(USERS, "", users::add);
        Demo.table(users).forEach(System.out::println);
        return Firm.DONE;
    }

    @Command(name = "password",
        description = "Gives a user a new password and prints it, once. Good at once on all three offices.")
    int password(@Mixin FirmOptions firm, @Parameters(paramLabel = "NAME", description = "A user.") String name) {
        existing(firm.client(Office.BACK, ADMINISTRATOR), name);
        giveNewPassword(firm, name);
        return Firm.DONE;
    }

    @Command(name = "disable",
        description = "Takes all rights from a user; what they did stays on record.")
    int disable(@Mixin FirmOptions firm, @Parameters(paramLabel = "NAME", description = "A user.") String name) {
        OfficeClient back = firm.client(Office.BACK, ADMINISTRATOR);
        JsonObject user = existing(back, name);
        JsonObject closed = new JsonObject().put("user", name).put("roles", user.getJsonArray("roles", new JsonArray()))
            .put("standing", "closed");
        String desk = user.getString("desk", "");
        if (!desk.isEmpty()) {
            closed.put("desk", desk);
        }
        back.send("POST", USERS, closed, "").orRefuse("disabling " + name);
        System.out.println("disabled " + name);
        return Firm.DONE;
    }

    private static JsonObject existing(OfficeClient back, String name) {
        JsonObject user = find(back, name);
        if (user == null) {
            throw new Refused("there is no user " + name + ": see ./firm user list");
        }
        return user;
    }

    private static JsonObject find(OfficeClient back, String name) {
        JsonObject[] found = new JsonObject[1];
        back.forEach(USERS, "", user -> {
            if (name.equals(user.getString("user"))) {
                found[0] = user;
            }
        });
        return found[0];
    }

    private static void refuseStrangeName(String name) {
        if (!name.matches("[!-~]{1,32}")) {
            throw new Refused("a user's name is 1 to 32 printable ASCII characters without spaces, not '" + name + "'");
        }
    }

    private static void giveNewPassword(FirmOptions firm, String name) {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        new Passwords(new DataDirectory(firm.data())).set(name, password);
        System.out.println(name + " " + password);
    }
}
