package throughline.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import throughline.blotter.Positions;
import throughline.message.OrdType;
import throughline.message.Side;
import throughline.message.TimeInForce;

/** A day's turnover may exceed what a long holds while no position ever does: cheap tokens have eight decimals. */
class TurnoverTest {
    private static final long FIFTY_BILLION = 50_000_000_000L * Bench.E8;
    private static final int TOKEN = 3;

    @Test
    void aTurnoverBeyondALongDoesNotStopTheOffice() {
        Bench bench = new Bench(Bench.NO_STREET).opened();
        bench.instrument(TOKEN, "TOK", 8);
        bench.pump();
        for (int round = 0; round < 4; round++) {
            boolean buys = round % 2 == 0;
            bench.accept(bench.send("a" + round, "PROP", "TOK", buys ? Side.BUY : Side.SELL, OrdType.LIMIT,
                TimeInForce.DAY, FIFTY_BILLION, 1_000));
            bench.accept(bench.send("b" + round, "CLIENT", "TOK", buys ? Side.SELL : Side.BUY, OrdType.LIMIT,
                TimeInForce.DAY, FIFTY_BILLION, 1_000));
            Positions positions = bench.state().blotter().positions();
            assertEquals(buys ? FIFTY_BILLION : 0, positions.quantity(Bench.PROP, TOKEN));
        }
        Positions positions = bench.state().blotter().positions();
        int row = positions.find(Bench.PROP, TOKEN);
        assertEquals(Long.MAX_VALUE, positions.bought(row), "at least that");
        assertEquals(Long.MAX_VALUE, positions.sold(row), "at least that");
        bench.restart();
        assertEquals(0, bench.state().blotter().positions().quantity(Bench.PROP, TOKEN));
    }
}
