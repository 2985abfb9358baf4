package throughline.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ProofsTest {
    @Test
    void remembersWhatDoesNotHold() {
        Proofs proofs = new Proofs();
        proofs.prove(true, "holds");
        proofs.prove(true, "holds", "as seen");
        assertEquals(List.of(), proofs.failures());
        proofs.prove(false, "is wrong");
        proofs.prove(false, "asked", "seen");
        assertEquals(List.of("is wrong", "asked" + " ".repeat(59) + "seen"), proofs.failures());
    }
}
