package throughline.bookbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.proof.Verify;

/** Every kind of damage on 20,000 postings, as {@code ./firm bench damage} does it on ten million. */
final class DamageTest {
    private static final long SEED = 11;

    @TempDir
    private Path data;

    @Test
    void eachDamageIsFoundNamedAndMended() throws Exception {
        System.out.println("damage: seed " + SEED);
        DamageRig rig = new DamageRig(data, 20_000, this::verify);
        List<DamageRig.Found> found = rig.run(rig.fill(SEED));
        assertEquals(List.of("none", "a posting changed", "a posting deleted", "a posting added", "a balance changed",
            "a block dropped", "a byte of the journal flipped", "a record cut out of the journal", "none"),
            found.stream().map(DamageRig.Found::damage).toList());
    }

    private Inspector.Seen verify() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        int exit = Verify.run(new PrintStream(printed, true, StandardCharsets.UTF_8), "--data", data.toString(),
            "--books");
        return Inspector.Seen.of(exit, printed.toString(StandardCharsets.UTF_8).lines().toList(), 0, 0, 0);
    }
}
