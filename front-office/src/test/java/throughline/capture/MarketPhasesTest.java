package throughline.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.capture.Bench.ABC;
import static throughline.capture.Bench.DAY;
import static throughline.capture.Bench.E8;
import static throughline.capture.Bench.RISK;

import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.message.MarketPhase;
import throughline.message.Side;
import throughline.office.Redecision;
import throughline.state.StateHash;

/** People of risk and operations set market phases; the exchange does the rest, and days begin and end with calls. */
class MarketPhasesTest {
    private static final long MS = 1_000_000;

    private Bench bench = new Bench(Bench.NO_STREET).opened();

    private List<String> outcomes() {
        return bench.answers().stream().map(answer -> answer.split(" ")[0]).toList();
    }

    @Test
    void onlyRiskAndOperationsSetPhases() {
        bench.phase(Bench.TRADER, ABC, MarketPhase.HALTED, 0, "a");
        bench.phase(RISK, 77, MarketPhase.HALTED, 0, "b");
        bench.phase(RISK, ABC, MarketPhase.CONTINUOUS, 5, "c");
        bench.phase(RISK, ABC, MarketPhase.HALTED, 0, "d");
        bench.restart();
        bench.phase(RISK, ABC, MarketPhase.HALTED, 0, "d");
        bench.phase(RISK, ABC, MarketPhase.CONTINUOUS, 0, "d");
        assertEquals(List.of("FORBIDDEN", "NOT_FOUND", "WRONG_STATE", "RECORDED", "REPEATED", "CONFLICT"), outcomes());
        assertEquals(List.of("template 4", "phase 1 HALTED REQUEST by 3"), bench.records());
    }

    @Test
    void whileTheSessionIsClosedOnlyAHaltIsSet() {
        bench.closing(DAY);
        bench.answers();
        bench.phase(RISK, ABC, MarketPhase.CONTINUOUS, 0, "a");
        bench.phase(RISK, ABC, MarketPhase.HALTED, 0, "b");
        assertEquals(List.of("SESSION_CLOSED", "RECORDED"), outcomes());
    }

    @Test
    void ordersRestInAHaltAndTradeAtOnePriceBehindIt() {
        bench.phase(RISK, ABC, MarketPhase.HALTED, 0, "a");
        long sell = bench.limit("s", "PROP", Side.SELL, 10, 99 * E8);
        bench.accept(sell);
        long buy = bench.limit("b", "CLIENT", Side.BUY, 10, 101 * E8);
        bench.accept(buy);
        bench.records();
        bench.restart();
        bench.phase(RISK, ABC, MarketPhase.CONTINUOUS, 0, "b");
        assertEquals(List.of("phase 1 CONTINUOUS REQUEST by 3", "template 51",
            "executed " + buy + " account 2 BUY 10@100 cum 10 leaves 0 first ccp 7 user 1 on 20000",
            "executed " + sell + " account 1 SELL 10@100 cum 10 leaves 0 second ccp 7 user 1 on 20000",
            "template 52"), bench.records());
        decidesAlike();
    }

    @Test
    void daysBeginAndEndWithCallsIfConfigured() {
        bench = new Bench(Bench.NO_STREET + "xsim.opening.ms=5\nxsim.closing.ms=5\n").opened();
        long sell = bench.limit("s", "PROP", Side.SELL, 10, 99 * E8);
        bench.accept(sell);
        bench.advance(6 * MS);
        bench.pump();
        assertEquals("phase 0 CONTINUOUS SCHEDULE by 0", last());
        bench.closing(DAY);
        assertEquals(List.of("phase 0 CLOSING_AUCTION SCHEDULE by 0"), bench.records());
        long buy = bench.limit("b", "CLIENT", Side.BUY, 4, 101 * E8);
        bench.accept(buy);
        bench.records();
        bench.restart();
        bench.advance(6 * MS);
        bench.pump();
        assertEquals(List.of("phase 0 CLOSED SCHEDULE by 0", "template 51",
            "executed " + buy + " account 2 BUY 4@100 cum 4 leaves 0 first ccp 7 user 1 on 20000",
            "executed " + sell + " account 1 SELL 4@100 cum 4 leaves 6 second ccp 7 user 1 on 20000",
            "template 52", "closing", "expired " + sell + " cum 4 rest 6", "closed 20000"), bench.records());
        decidesAlike();
    }

    private String last() {
        List<String> records = bench.records();
        return records.get(records.size() - 1);
    }

    private void decidesAlike() {
        try (Redecision again = bench.redecision()) {
            while (again.next()) {
                assertEquals("", again.difference());
            }
            assertEquals("", again.difference());
            assertEquals(StateHash.of(bench.state()), StateHash.of(again.machine()));
        }
    }
}
