package throughline.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import throughline.exposure.Holds;
import throughline.message.ScopeKind;
import throughline.reference.Scope;
import throughline.risk.MiddleMachine;

/** What the machine shows of its exposures, held against the twin's. */
final class Exposed {
    private final MiddleMachine machine;
    private final Twin twin;

    Exposed(MiddleMachine machine, Twin twin) {
        this.machine = machine;
        this.twin = twin;
    }

    /** Compares everything as of now; the office must have nothing left to do. */
    void compare() {
        holds();
    }

    private void holds() {
        Holds holds = machine.exposures().holds();
        assertEquals(twin.books.holds.size(), holds.count(), "held orders");
        twin.books.holds.forEach((id, h) -> {
            int row = holds.row(id);
            int scale = twin.firm.instruments.get(h.asked.instrument()).scale();
            same("leaves of " + id, h.leaves, scale, holds.leaves(row));
            same("held of " + id, h.held(), scale, holds.held(row));
            same("worst price of " + id, h.worstHeld(), 8, holds.worstPriceE8(row));
            same("value of " + id, h.valueHeld(), 0, holds.valueMinor(row));
        });
    }

    private static void same(String what, BigDecimal expected, int decimals, long actual) {
        assertEquals(0, expected.compareTo(BigDecimal.valueOf(actual, decimals)),
            what + " is " + expected + ", shown as " + BigDecimal.valueOf(actual, decimals));
    }

    /** Scope of an account, as its holdings have it. */
    static long account(int id) {
        return Scope.of(ScopeKind.ACCOUNT, id);
    }
}
