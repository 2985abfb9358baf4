package throughline.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.capture.Bench.DAY;
import static throughline.capture.Bench.E8;

import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.blotter.Orders;
import throughline.message.DayClosedEncoder;
import throughline.message.Side;
import throughline.office.Redecision;

/** A day closes only when every order has ended, and the next opens with all reference data stated anew. */
class SessionTest {
    private final Bench bench = new Bench(Bench.NO_STREET).opened();

    @Test
    void closesWhenNothingIsPendingAndNothingWorks() {
        long works = bench.limit("a", "PROP", Side.SELL, 100, 101 * E8);
        bench.accept(works);
        long accepted = bench.limit("b", "PROP", Side.SELL, 10, 101 * E8);
        long rejected = bench.limit("c", "PROP", Side.SELL, 10, 101 * E8);
        bench.records();
        bench.closing(DAY);
        assertEquals(List.of("closing", "expired " + works + " cum 0 rest 100"), bench.records());
        bench.answers();
        bench.limit("d", "PROP", Side.SELL, 10, 101 * E8);
        bench.limit("a", "PROP", Side.SELL, 100, 101 * E8);
        assertEquals(List.of("SESSION_CLOSED 0", "REPEATED " + works), bench.answers());
        bench.accept(accepted);
        assertEquals(List.of("expired " + accepted + " cum 0 rest 10"), bench.records());
        bench.reject(rejected);
        assertEquals(List.of("declined " + rejected + " MAX_ORDER_QTY account:PROP limit 5 observed 6",
            "closed 20000"), bench.records());
        assertEquals(0, bench.state().orders().pending() + bench.state().orders().working());
    }

    @Test
    void opensTheNextDayWithEverythingStated() {
        long works = bench.limit("a", "PROP", Side.SELL, 100, 101 * E8);
        bench.accept(works);
        bench.closing(DAY);
        bench.records();
        bench.answers();
        bench.closed(DAY, DAY + 3);
        assertEquals(List.of("opening 20003", "template 20", "template 20", "template 21", "template 21",
            "template 21", "template 21", "template 22", "template 22", "template 22", "priced 1 100 CLOSE on 20003",
            "priced 2 50 CLOSE on 20003", "opened 20003"), bench.records());
        bench.limit("a", "PROP", Side.SELL, 100, 101 * E8);
        assertEquals(List.of("NOT_READY 0"), bench.answers());
        bench.riskOpened(DAY + 3);
        long next = bench.limit("a", "PROP", Side.SELL, 100, 101 * E8);
        assertEquals(List.of("captured " + next + " account 1 instrument 1 on 20003 by 1 a"), bench.records());
        assertEquals(Orders.NONE, bench.state().orders().find(works));
        assertEquals(500, bench.state().blotter().positions().quantity(Bench.PROP, Bench.ABC));
    }

    @Test
    void statesTickTablesAtOnceAndAnewBeforeTheInstruments() {
        bench.tickTable(4, 100 * E8, E8 / 20);
        bench.pump();
        assertEquals(List.of("template 29"), bench.records());
        assertEquals(E8 / 100, bench.state().ticks().tickE8(4, 100 * E8 - 1, 1));
        assertEquals(E8 / 20, bench.state().ticks().tickE8(4, 100 * E8, 1));
        bench.closing(DAY);
        bench.records();
        bench.closed(DAY, DAY + 1);
        List<String> records = bench.records();
        assertEquals(List.of("opening 20001", "template 29", "template 20"), records.subList(0, 3));
        assertEquals("opened 20001", records.get(records.size() - 1));
        bench.restart();
        assertEquals(E8 / 20, bench.state().ticks().tickE8(4, 100 * E8, 1));
    }

    @Test
    void statesInSlices() {
        for (int id = 3; id <= 700; id++) {
            bench.instrument(id, "S" + id, 0);
        }
        bench.pump();
        bench.records();
        bench.closing(DAY);
        bench.closed(DAY, DAY + 1);
        List<String> records = bench.records();
        assertEquals(700, records.stream().filter("template 20"::equals).count());
        assertEquals("opened 20001", records.get(records.size() - 1));
    }

    /** The back may ask for the next close while the front is away: it opens the day, and closes it. */
    @Test
    void closesADayThatWasAskedToCloseBeforeItOpened() {
        bench.closing(DAY);
        bench.records();
        bench.books.begin(new DayClosedEncoder(), 0, 1).businessDate(DAY).nextDate(DAY + 1);
        bench.books.end();
        bench.closing(DAY + 1);
        List<String> records = bench.records();
        assertEquals(List.of("opened 20001", "closing", "closed 20001"), records.subList(records.size() - 3,
            records.size()));
        bench.restart();
        bench.closed(DAY + 1, DAY + 2);
        assertEquals(Session.Phase.OPEN, bench.state().session().phase());
        try (Redecision again = bench.redecision()) {
            while (again.next()) {
                assertEquals("", again.difference());
            }
            assertEquals("", again.difference());
        }
    }
}
