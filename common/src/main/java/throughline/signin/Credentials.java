package throughline.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import throughline.office.DataDirectory;

/**
 * The sample users' passwords: random, made once, and written once to the file {@code credentials} of the data
 * directory (mode 600), a line {@code user password role} each. Never written over.
 */
public final class Credentials {
    private static final int PASSWORD_BYTES = 18;

    private Credentials() {
    }

    /**
     * Makes the sample users' passwords unless that was done before. If the process ends in between, the next call goes
     * on where it stopped.
     *
     * @param roles each user's role, in the order of the lines
     */
    public static void make(DataDirectory data, Map<String, String> roles) {
        data.make();
        if (!Files.exists(data.credentials()) && Files.exists(data.secrets().resolve("users"))) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        roles.forEach((user, role) -> lines.append(user).append(' ').append(Passwords.random(PASSWORD_BYTES))
            .append(' ').append(role).append('\n'));
        Passwords.writeOnce(data.credentials(), lines.toString());
        Passwords passwords = new Passwords(data);
        try {
            for (String line : Files.readAllLines(data.credentials())) {
                String[] parts = line.split(" ");
                if (parts.length == 3 && !passwords.has(parts[0])) {
                    passwords.set(parts[0], parts[1]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
