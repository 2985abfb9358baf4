package throughline.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.capture.Bench.E8;
import static throughline.capture.Bench.STRANGER;
import static throughline.capture.Bench.TRADER;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import throughline.blotter.Orders;
import throughline.message.RefuseReason;
import throughline.message.ScopeKind;
import throughline.message.TradingState;
import throughline.reference.Scope;

/** The kill switch at scopes of every kind: whose orders it ends, and whose it keeps from the venue. */
class ScopeHaltTest {
    private final Bench bench = new Bench(Bench.NO_STREET).opened();
    private final Asking asking = new Asking(bench);

    /** The same four orders each time; a, c and d are of sessions called as a user is, c of another's. */
    private List<Long> orders(String suffix) {
        List<Long> ids = new ArrayList<>();
        ids.add(bench.marked(TRADER, "a" + suffix, "CLIENT", "ABC", "momentum", ""));
        ids.add(bench.marked(TRADER, "b" + suffix, "PROP", "ABC", "carry", "desk-3"));
        ids.add(bench.marked(STRANGER, "c" + suffix, "OTHER", "XYZ", "", "trader"));
        ids.add(bench.marked(TRADER, "d" + suffix, "PROP", "XYZ", "carry-2", ""));
        return ids;
    }

    private void sectors() {
        bench.instrument(Bench.XYZ, "XYZ", 0, "Tech");
        bench.pump();
    }

    private String working(List<Long> ids) {
        Orders orders = bench.state().orders();
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < ids.size(); i++) {
            names.append(orders.isWorking(orders.find(ids.get(i))) ? "abcd".charAt(i) : '-');
        }
        return names.toString();
    }

    /** The ids of strategies, sessions and sectors are risk's own: whatever they are, the name says which. */
    @ParameterizedTest
    @CsvSource({"FIRM,0,0,firm,----", "DESK,1,0,desk:D1,--c-", "DESK,2,0,desk:D2,ab-d", "TRADER,1,0,trader:trader,--c-",
        "TRADER,2,0,trader:stranger,ab-d", "ACCOUNT,1,0,account:PROP,a-c-", "CLIENT,1,0,client:P,-bcd",
        "CLIENT,2,0,client:Q,abcd", "STRATEGY,9,0,strategy:carry,a-cd", "STRATEGY,1,0,strategy:none,abcd",
        "SESSION,7,0,session:desk-3,a-cd", "SESSION,8,0,session:trader,-b--", "SESSION,9,0,session:stranger,abcd",
        "SECTOR,5,0,sector:Tech,ab--", "SECTOR,6,0,sector:Technology,abcd", "GROUP,1,0,group:1,a-c-",
        "GROUP,4,0,group:4,ab-d", "INSTRUMENT,0,1,instrument:ABC,--cd",
        "ACCOUNT_INSTRUMENT,1,2,account:PROP/instrument:XYZ,abc-", "BASKET,0,0,basket,abcd"})
    void endsWhatStandsInTheScope(ScopeKind kind, int id, int instrument, String name, String left) {
        sectors();
        List<Long> ids = orders("1");
        ids.forEach(bench::accept);
        List<Long> pending = orders("2");
        bench.records();
        long scope = Scope.of(kind, id, instrument);
        bench.tradingState(scope, name, TradingState.HALTED);
        bench.pump();
        assertEquals(left, working(ids));
        List<String> records = bench.records();
        assertEquals("clearing " + name, records.get(0));
        assertEquals("cleared HALTED canceled " + left.replaceAll("[a-d]", "").length() + " filled 0 of " + name,
            records.get(records.size() - 1));
        bench.restartFromSnapshot();
        pending.forEach(bench::accept);
        assertEquals(left, working(pending), "accepted before the halt was read");
        bench.tradingState(scope, name, TradingState.ACTIVE);
        List<Long> later = orders("3");
        later.forEach(bench::accept);
        assertEquals("abcd", working(later), "active again");
    }

    @Test
    void endsOneOrderAndForgetsItWithItsDate() {
        List<Long> ids = orders("1");
        ids.forEach(bench::accept);
        bench.tradingState(Scope.order(ids.get(1)), "order:" + ids.get(1), TradingState.HALTED);
        bench.pump();
        assertEquals("a-cd", working(ids));
        bench.closing(Bench.DAY);
        bench.closed(Bench.DAY, Bench.DAY + 1);
        bench.restartFromSnapshot();
        bench.riskOpened(Bench.DAY + 1);
        List<Long> next = orders("2");
        next.forEach(bench::accept);
        assertEquals("abcd", working(next));
    }

    /** A narrower scope made active again does not undo a wider, nor one of several its like. */
    @Test
    void whatStaysHaltedStaysSo() {
        bench.tradingState(Scope.of(ScopeKind.STRATEGY, 1), "strategy:carry", TradingState.HALTED);
        bench.tradingState(Scope.of(ScopeKind.STRATEGY, 2), "strategy:momentum", TradingState.HALTED);
        bench.tradingState(Scope.of(ScopeKind.ACCOUNT, Bench.PROP), "account:PROP", TradingState.HALTED);
        bench.tradingState(Scope.of(ScopeKind.STRATEGY, 1), "strategy:carry", TradingState.ACTIVE);
        List<Long> ids = orders("1");
        ids.forEach(bench::accept);
        assertEquals("--c-", working(ids));
        bench.tradingState(Scope.of(ScopeKind.ACCOUNT, Bench.PROP), "account:PROP", TradingState.REDUCE_ONLY);
        ids = orders("2");
        ids.forEach(bench::accept);
        assertEquals("-bcd", working(ids), "risk has judged them under reduce-only");
    }

    /** Risk's acceptance may be read behind the halt while the order still stands. */
    @Test
    void refusesAnAmendmentInAHaltedScope() {
        sectors();
        for (int i = 0; i < 300; i++) {
            bench.accept(bench.marked(TRADER, "o" + i, "PROP", "XYZ", "", ""));
        }
        long order = bench.marked(TRADER, "last", "PROP", "XYZ", "", "");
        bench.accept(order);
        asking.replace(TRADER, order, 2, 102 * E8, "", "");
        Orders orders = bench.state().orders();
        long request = orders.replaceSeq(orders.find(order));
        bench.tradingState(Scope.of(ScopeKind.SECTOR, 1), "sector:Tech", TradingState.HALTED);
        asking.acceptReplace(order, request, 2, 102 * E8, 0);
        bench.pump();
        assertEquals(RefuseReason.SCOPE_HALTED, orders.replaceRefusal(orders.find(order)));
        assertEquals(0, orders.working());
    }
}
