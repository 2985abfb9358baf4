package throughline.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The bench verb's words. */
final class BenchTest {

    @Test
    void unknownNamesAreAskedBack() throws IOException {
        assertEquals(2, Bench.execute("nonsense"));
        assertEquals(2, Bench.execute("crash", "--roundz", "3"));
        assertEquals(0, Bench.execute("crash", "--help"));
    }
}
