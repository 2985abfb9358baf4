package throughline.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.capture.Bench.E8;

import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.message.OrdType;
import throughline.message.Side;
import throughline.message.TimeInForce;

/** The street stands behind the book, a configured distance from the reference, and gives each order its size once. */
class StreetTest {
    private final Bench bench = new Bench(Bench.STREET_ON).opened();

    @Test
    void fillsAMarketOrderAtItsQuote() {
        long order = bench.send("a", "CLIENT", "ABC", Side.BUY, OrdType.MARKET, TimeInForce.DAY, 1_200, 0);
        bench.acceptAt(order, 110 * E8);
        bench.pump();
        assertEquals(List.of("captured " + order + " account 2 instrument 1 on 20000 by 1 a",
            "placed " + order + " BUY 1200@110",
            "executed " + order + " account 2 BUY 1000@101 cum 1000 leaves 200 first aggressor ccp 7 user 1 on 20000",
            "executed 0 account 3 SELL 1000@101 cum 1000 leaves 0 second ccp 7 user 0 on 20000",
            "canceled " + order + " cum 1000 rest 200 NO_LIQUIDITY"), bench.records());
        assertEquals(0, bench.state().blotter().positions().quantity(Bench.STREET, Bench.ABC));
        assertEquals(1, bench.state().blotter().executions().size());
    }

    @Test
    void restsWhatTheStreetDoesNotReach() {
        long order = bench.limit("a", "CLIENT", Side.SELL, 5, 9_901 * E8 / 100);
        bench.accept(order);
        assertEquals("placed " + order + " SELL 5@99.01", bench.records().get(1));
        long hits = bench.limit("b", "PROP", Side.SELL, 5, 99 * E8);
        bench.accept(hits);
        assertEquals("executed " + hits + " account 1 SELL 5@99 cum 5 leaves 0 first aggressor ccp 7 user 1 on 20000",
            bench.records().get(2));
    }

    @Test
    void quotesOnTheTickAwayFromTheReference() {
        bench.price(Bench.RISK, Bench.ABC, 3_333 * E8 / 100, "");
        bench.records();
        long buy = bench.limit("a", "CLIENT", Side.BUY, 5, 40 * E8);
        bench.accept(buy);
        long sell = bench.limit("b", "CLIENT", Side.SELL, 5, 30 * E8);
        bench.accept(sell);
        List<String> records = bench.records();
        assertEquals("executed " + buy + " account 2 BUY 5@33.67 cum 5 leaves 0 first aggressor ccp 7 user 1 on 20000",
            records.get(2));
        assertEquals("executed " + sell
            + " account 2 SELL 5@32.99 cum 5 leaves 0 first aggressor ccp 7 user 1 on 20000", records.get(6));
    }

    @Test
    void theBookGoesBeforeTheStreetAtItsPrice() {
        long rests = bench.limit("a", "PROP", Side.SELL, 10, 101 * E8);
        bench.accept(rests);
        bench.records();
        long buy = bench.limit("b", "CLIENT", Side.BUY, 15, 101 * E8);
        bench.accept(buy);
        List<String> records = bench.records();
        assertEquals("executed " + rests + " account 1 SELL 10@101 cum 10 leaves 0 second ccp 7 user 1 on 20000",
            records.get(3));
        assertEquals("executed 0 account 3 SELL 5@101 cum 5 leaves 0 second ccp 7 user 0 on 20000", records.get(5));
    }
}
