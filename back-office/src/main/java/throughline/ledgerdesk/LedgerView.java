package throughline.ledgerdesk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import throughline.back.BackMachine;
import throughline.books.AsOf;
import throughline.desk.Answer;
import throughline.ledger.Chart;
import throughline.ledger.LedgerAccounts;
import throughline.message.UnitKind;
import throughline.reference.CsvCell;
import throughline.report.Names;

/** A trial balance of the state: per unit and chart number what stands on which side, and per unit both sums. */
final class LedgerView {
    private static final String ROW = "%-8s %-6s %-34s %22s %22s%n";
    private static final long SECURITY = 1L << 62;
    private static final int CHART_BITS = 14;

    private final List<JsonObject> lines = new ArrayList<>();
    private final List<JsonObject> totals = new ArrayList<>();
    private final String date;
    private boolean balanced = true;

    private LedgerView(BackMachine state, TreeMap<Long, Long> nets, String date) {
        this.date = date;
        long unitKey = -1;
        long debits = 0;
        long credits = 0;
        for (var net : nets.entrySet()) {
            if (net.getKey() >> CHART_BITS != unitKey) {
                total(state, unitKey, debits, credits);
                unitKey = net.getKey() >> CHART_BITS;
                debits = 0;
                credits = 0;
            }
            debits += Math.max(net.getValue(), 0);
            credits += Math.max(-net.getValue(), 0);
            line(state, unitKey, (int) (net.getKey() & (1 << CHART_BITS) - 1), net.getValue());
        }
        total(state, unitKey, debits, credits);
    }

    /** Of the state. */
    static LedgerView of(BackMachine state) {
        TreeMap<Long, Long> nets = new TreeMap<>();
        LedgerAccounts accounts = state.ledger().accounts();
        for (int id = 1; id <= accounts.count(); id++) {
            nets.merge(key(accounts.chart(id), accounts.unit(id)), accounts.balance(id), Math::addExact);
        }
        return new LedgerView(state, nets, state.isOpen() ? Answer.date(state.businessDate()) : "");
    }

    /** Of balances that the books gave. */
    static LedgerView of(BackMachine state, List<AsOf.Balance> balances, String date) {
        TreeMap<Long, Long> nets = new TreeMap<>();
        balances.forEach(one -> nets.merge(key(one.chartNumber(), one.unit()), one.net(), Math::addExact));
        return new LedgerView(state, nets, date);
    }

    private static long key(int chart, int unit) {
        boolean security = Chart.of(chart).unitKind() == UnitKind.SECURITY;
        return (security ? SECURITY : 0) | (long) unit << CHART_BITS | chart;
    }

    private static UnitKind kind(long unitKey) {
        return (unitKey & SECURITY >> CHART_BITS) != 0 ? UnitKind.SECURITY : UnitKind.MONEY;
    }

    private static int unit(long unitKey) {
        return (int) (unitKey & ~(SECURITY >> CHART_BITS));
    }

    private void line(BackMachine state, long unitKey, int chart, long net) {
        if (net == 0) {
            return;
        }
        UnitKind kind = kind(unitKey);
        String amount = Names.amount(state, kind, unit(unitKey), Math.abs(net));
        lines.add(new JsonObject().put("unit", Names.unit(state, kind, unit(unitKey))).put("chart", chart)
            .put("title", Chart.of(chart).title()).put("debit", net > 0 ? amount : "")
            .put("credit", net < 0 ? amount : ""));
    }

    private void total(BackMachine state, long unitKey, long debits, long credits) {
        if (unitKey < 0) {
            return;
        }
        UnitKind kind = kind(unitKey);
        balanced &= debits == credits;
        totals.add(new JsonObject().put("unit", Names.unit(state, kind, unit(unitKey)))
            .put("debit", Names.amount(state, kind, unit(unitKey), debits))
            .put("credit", Names.amount(state, kind, unit(unitKey), credits)).put("balanced", debits == credits));
    }

    JsonObject json() {
        return new JsonObject().put("items", new JsonArray(lines)).put("next", null)
            .put("totals", new JsonArray(totals)).put("balanced", balanced).put("businessDate", date);
    }

    String csv() {
        StringBuilder csv = new StringBuilder("unit,chart,title,debit,credit\n");
        for (JsonObject line : lines) {
            csv.append(CsvCell.quoted(line.getString("unit"))).append(',').append(line.getInteger("chart")).append(',')
                .append(CsvCell.quoted(line.getString("title"))).append(',').append(line.getString("debit"))
                .append(',').append(line.getString("credit")).append('\n');
        }
        return csv.toString();
    }

    String table() {
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, ROW, "unit", "chart", "", "debit",
            "credit"));
        for (JsonObject line : lines) {
            table.append(String.format(Locale.ROOT, ROW, line.getString("unit"), line.getInteger("chart"),
                line.getString("title"), line.getString("debit"), line.getString("credit")));
        }
        for (JsonObject total : totals) {
            table.append(String.format(Locale.ROOT, ROW, total.getString("unit"), "",
                total.getBoolean("balanced") ? "both sides equal" : "THE SIDES DIFFER", total.getString("debit"),
                total.getString("credit")));
        }
        return table.toString();
    }
}
