package throughline.riskdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import throughline.desk.Problem;
import throughline.risk.MiddleMachine;

/** What is no scope is told to be none, however it is written. */
final class ScopeTextTest {
    @ParameterizedTest
    @CsvSource({"firm/instrument:AAPL,400", "/instrument:AAPL,400", "account/instrument:AAPL,400",
        "account:/instrument:AAPL,400", "desk:EQ/instrument:AAPL,400", "nothing,400", "account:,400", "order:x,400",
        "account:A/instrument:,404", "account:A,404", "instrument:AAPL,404"})
    void whatIsNoScope(String text, int status) {
        MiddleMachine state = new MiddleMachine();
        assertEquals(status, assertThrows(Problem.class, () -> ScopeText.parse(state, text)).status());
    }
}
