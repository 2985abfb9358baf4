package throughline.reference;

/** What a cell of a CSV file that people open in a spreadsheet may say. Stateless, for any thread. */
public final class CsvCell {
    private static final String BEGINS_FORMULA = "=+-@\t\r";

    private CsvCell() {
    }

    /** The text; with a quote before it where a spreadsheet would run it as a formula. A number stays as it is. */
    public static String harmless(String text) {
        boolean formula = !text.isEmpty() && BEGINS_FORMULA.indexOf(text.charAt(0)) >= 0
            && Decimals.decimals(text) == Decimals.MALFORMED;
        return formula ? "'" + text : text;
    }

    /** A harmless cell as RFC 4180 wants it: in quotes where a comma, a quote or a line's end is in it. */
    public static String quoted(String text) {
        String cell = harmless(text);
        return cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
            ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
