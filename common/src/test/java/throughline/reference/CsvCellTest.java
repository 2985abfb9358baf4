package throughline.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A name that a client chose must never run in the sheet of whoever opens the list. */
final class CsvCellTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+44 20", "-2+3", "@SUM(1+1)", "\t=1", "\r=1", "-", "-1e5"})
    void whatASpreadsheetWouldRunBeginsWithAQuote(String text) {
        assertEquals("'" + text, CsvCell.harmless(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "-0.25", "12", "a=b", "Łódź", "'", "2026-06-01"})
    void numbersAndOtherTextsStay(String text) {
        assertEquals(text, CsvCell.quoted(text));
    }

    @Test
    void quotesStandTwiceAndInQuotes() {
        assertEquals("\"'=A(\"\"x\"\",1)\"", CsvCell.quoted("=A(\"x\",1)"));
        assertEquals("\"two\nlines\"", CsvCell.quoted("two\nlines"));
    }
}
