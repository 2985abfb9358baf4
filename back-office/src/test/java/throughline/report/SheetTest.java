package throughline.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A sheet as text and as CSV; the desk's one thread writes it, so it may not take long however many rows it has. */
final class SheetTest {
    private static final int MANY = 50_000;

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        Sheet sheet = new Sheet(List.of("name", "amount"), Set.of("amount")).row("a", "1").row("longest", "-12345.67");
        assertEquals("name        amount\na                1\nlongest  -12345.67\n", sheet.text());
    }

    @Test
    void manyRowsAreWrittenAtOnce() {
        Sheet sheet = new Sheet(List.of("a", "b", "c"), Set.of());
        for (int i = 0; i < MANY; i++) {
            sheet.row("one", "two", Integer.toString(i));
        }
        assertEquals(MANY + 1, assertTimeoutPreemptively(Duration.ofSeconds(20), sheet::text).lines().count());
    }

    @Test
    void noNameRunsAsAFormula() {
        assertEquals("name,amount\n'=1+1,-5\n", new Sheet(List.of("name", "amount"), Set.of()).row("=1+1", "-5").csv());
    }
}
