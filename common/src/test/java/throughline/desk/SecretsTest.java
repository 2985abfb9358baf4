package throughline.desk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.office.DataDirectory;
import throughline.signin.Credentials;
import throughline.signin.Passwords;

/** Passwords, credentials and the signing key: for the owner alone, made once, read again when changed. */
final class SecretsTest {
    @TempDir
    private Path root;

    private DataDirectory data() {
        DataDirectory data = new DataDirectory(root);
        data.make();
        return data;
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void credentialsAreMadeOnceAndSignIn() throws IOException {
        Map<String, String> roles = new LinkedHashMap<>();
        roles.put("trader1", "trader");
        roles.put("risk1", "risk");
        Credentials.make(data(), roles);
        List<String> lines = Files.readAllLines(data().credentials());
        assertEquals(2, lines.size());
        assertEquals("rw-------", mode(data().credentials()));
        assertEquals("rw-------", mode(data().secrets().resolve("users")));
        assertEquals("rwx------", mode(data().secrets()));
        Passwords passwords = new Passwords(data());
        for (String line : lines) {
            String[] parts = line.split(" ");
            assertEquals(roles.get(parts[0]), parts[2]);
            assertTrue(parts[1].length() >= 20);
            assertTrue(passwords.check(parts[0], parts[1]));
            assertFalse(passwords.check(parts[0], parts[1] + "x"));
        }
        Credentials.make(data(), roles);
        assertEquals(lines, Files.readAllLines(data().credentials()));
    }

    @Test
    void credentialsHalfMadeAreFinishedAndOnesTakenAwayAreNotMadeAgain() throws IOException {
        data();
        Files.writeString(data().credentials(), "trader1 halfway trader\n");
        Credentials.make(data(), Map.of("trader1", "trader"));
        assertTrue(new Passwords(data()).check("trader1", "halfway"));
        Files.delete(data().credentials());
        Credentials.make(data(), Map.of("trader1", "trader"));
        assertFalse(Files.exists(data().credentials()));
        assertTrue(new Passwords(data()).check("trader1", "halfway"));
    }

    @Test
    void aChangedFileIsReadAgain() {
        Passwords mine = new Passwords(data());
        Passwords others = new Passwords(data());
        assertFalse(mine.check("ops1", "first"));
        others.set("ops1", "first");
        assertTrue(mine.check("ops1", "first"));
        others.set("ops1", "second");
        assertFalse(mine.check("ops1", "first"));
        assertTrue(mine.check("ops1", "second"));
        assertThrows(IllegalArgumentException.class, () -> mine.set("two words", "x"));
    }

    @Test
    void manyWritersLoseNothing() {
        DataDirectory data = data();
        IntStream.range(0, 8).parallel().forEach(i -> new Passwords(data).set("user" + i, "password" + i));
        Passwords passwords = new Passwords(data);
        for (int i = 0; i < 8; i++) {
            assertTrue(passwords.has("user" + i));
        }
    }

    @Test
    void theSigningKeyIsMadeByWhoeverComesFirst() throws IOException {
        DataDirectory data = data();
        List<byte[]> keys = IntStream.range(0, 8).parallel().mapToObj(i -> new Passwords(data).signingKey()).toList();
        keys.forEach(key -> assertArrayEquals(keys.get(0), key));
        assertEquals(32, keys.get(0).length);
        assertEquals("rw-------", mode(data.secrets().resolve("jwt")));
        try (var files = Files.list(data.secrets())) {
            assertEquals(List.of("jwt"), files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void hashesAreArgon2idWithSaltOfTheirOwn() throws IOException {
        Passwords passwords = new Passwords(data());
        passwords.set("a", "same");
        passwords.set("b", "same");
        List<String> lines = Files.readAllLines(data().secrets().resolve("users"));
        assertTrue(lines.stream().allMatch(line -> line.matches("[ab] \\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$.+")));
        assertFalse(lines.get(0).substring(2).equals(lines.get(1).substring(2)));
    }
}
