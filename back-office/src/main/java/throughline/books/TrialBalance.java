package throughline.books;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import throughline.message.UnitKind;

/**
 * What the books hold per chart number and unit, as of one position: the net of all its ledger accounts, on the side it
 * falls on. Per unit both sides are equal, for money and for securities alike. Immutable.
 */
public final class TrialBalance {
    private static final String ROW = "%-8s %-44s %24s %24s%n";
    private static final int MONEY = UnitKind.MONEY.value();
    private static final String NETS = "SELECT a.unit_kind, a.unit, a.chart_number, sum(b.debits) - sum(b.credits) "
        + "FROM books.ledger_account a JOIN books.balance b USING (ledger_account_id) "
        + "GROUP BY a.unit_kind, a.unit, a.chart_number ORDER BY a.unit_kind, a.unit, a.chart_number";

    /** How units and chart numbers are shown. */
    public interface Names {
        /** A currency's code or an instrument's symbol. */
        String unit(Unit unit);

        /** Decimals of amounts in it. */
        int scale(Unit unit);

        /** What a chart number stands for; empty: nothing is shown. */
        String chart(int chartNumber);
    }

    /** A currency (ISO 4217 numeric) or an instrument (its id). */
    public record Unit(boolean money, int id) {
    }

    /** A line: one of debit and credit is 0, and neither is negative; in the unit's smallest part. */
    public record Line(Unit unit, int chartNumber, BigInteger debit, BigInteger credit) {
    }

    /** Both sides of a unit. */
    public record Total(BigInteger debit, BigInteger credit) {
        private Total plus(Line line) {
            return new Total(debit.add(line.debit()), credit.add(line.credit()));
        }
    }

    private final long seq;
    private final List<Line> lines;
    private final Map<Unit, Total> totals = new TreeMap<>(
        Comparator.comparing(Unit::money).reversed().thenComparing(Unit::id));

    private TrialBalance(long seq, List<Line> lines) {
        this.seq = seq;
        this.lines = List.copyOf(lines);
        for (Line line : lines) {
            totals.merge(line.unit(), new Total(line.debit(), line.credit()), (total, one) -> total.plus(line));
        }
    }

    /** Reads it, in one snapshot. */
    static TrialBalance read(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = connection.createStatement()) {
            long seq;
            try (ResultSet row = statement.executeQuery("SELECT seq FROM books.position")) {
                seq = row.next() ? row.getLong(1) : 0;
            }
            List<Line> lines = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(NETS)) {
                while (row.next()) {
                    BigInteger net = row.getBigDecimal(4).toBigIntegerExact();
                    if (net.signum() != 0) {
                        lines.add(new Line(new Unit(row.getInt(1) == MONEY, row.getInt(2)), row.getInt(3),
                            net.max(BigInteger.ZERO), net.negate().max(BigInteger.ZERO)));
                    }
                }
            }
            return new TrialBalance(seq, lines);
        } finally {
            connection.rollback();
        }
    }

    /** Seq of the back-journal record it stands at; 0: nothing is booked. */
    public long seq() {
        return seq;
    }

    /** Lines that are not zero: money before securities, then by unit and chart number. */
    public List<Line> lines() {
        return lines;
    }

    /** Totals by unit, in the order of the lines. */
    public Map<Unit, Total> totals() {
        return Collections.unmodifiableMap(totals);
    }

    /** Whether both sides of each unit are equal. */
    public boolean isEven() {
        return totals.values().stream().allMatch(total -> total.debit().equals(total.credit()));
    }

    /** As a table of text, a block for each unit with its totals below. */
    public String print(Names names) {
        StringBuilder table = new StringBuilder();
        totals.forEach((unit, total) -> {
            table.append(String.format(Locale.ROOT, ROW, names.unit(unit), "", "debit", "credit"));
            for (Line line : lines) {
                if (line.unit().equals(unit)) {
                    table.append(row(Integer.toString(line.chartNumber()), names.chart(line.chartNumber()),
                        line.debit(), line.credit(), names.scale(unit)));
                }
            }
            String verdict = total.debit().equals(total.credit()) ? "both sides equal" : "THE SIDES DIFFER";
            table.append(row("", verdict, total.debit(), total.credit(), names.scale(unit)));
        });
        return table.toString();
    }

    private static String row(String number, String text, BigInteger debit, BigInteger credit, int scale) {
        return String.format(Locale.ROOT, ROW, number, text, amount(debit, scale), amount(credit, scale));
    }

    private static String amount(BigInteger amount, int scale) {
        return amount.signum() == 0
            ? "" : String.format(Locale.ROOT, "%,." + scale + "f", new BigDecimal(amount, scale));
    }
}
