package throughline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import throughline.reference.CsvCell;

/** Rows under named columns, as CSV or as a table of text. One thread. */
public final class Sheet {
    private static final String GAP = "  ";

    private final List<String> columns;
    private final Set<String> right;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * An empty one.
     *
     * @param right columns whose cells stand at the right in text: numbers
     */
    Sheet(List<String> columns, Set<String> right) {
        this.columns = columns;
        this.right = right;
    }

    /** Adds a row, a cell for each column. */
    Sheet row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    /** As RFC 4180 wants it, with its header; a cell that a spreadsheet would run as a formula begins with a quote. */
    public String csv() {
        StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
        for (List<String> row : rows) {
            text.append(String.join(",", row.stream().map(CsvCell::quoted).toList())).append('\n');
        }
        return text.toString();
    }

    /** As a table of text, each column as wide as its widest cell. */
    public String text() {
        int[] widths = new int[columns.size()];
        widen(widths, columns);
        rows.forEach(row -> widen(widths, row));
        StringBuilder text = new StringBuilder();
        line(text, columns, widths);
        rows.forEach(row -> line(text, row, widths));
        return text.toString();
    }

    private static void widen(int[] widths, List<String> cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], cells.get(i).length());
        }
    }

    private void line(StringBuilder text, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String space = " ".repeat(widths[i] - cells.get(i).length());
            line.append(right.contains(columns.get(i)) ? space + cells.get(i) : cells.get(i) + space).append(GAP);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
