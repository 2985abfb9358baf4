package throughline.firm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of settlement dates that must hold. */
class StrataCalendarTest {
    private static final Calendar CALENDAR = new StrataCalendar();

    @ParameterizedTest
    @CsvSource({
        "840, 2026-06-01, 2026-06-02", "840, 2026-10-09, 2026-10-13", "840, 2026-10-12, 2026-10-13",
        "840, 2026-11-10, 2026-11-12", "840, 2026-11-11, 2026-11-12", "840, 2024-05-24, 2024-05-29",
        "840, 2024-05-28, 2024-05-29", "978, 2027-10-08, 2027-10-12", "978, 2027-10-11, 2027-10-12",
        "826, 2027-10-08, 2027-10-12", "826, 2027-10-11, 2027-10-12"})
    void settles(int currency, LocalDate tradeDate, LocalDate settlementDate) {
        int settles = CALENDAR.settlementDate(currency, (int) tradeDate.toEpochDay());
        assertEquals(settlementDate, LocalDate.ofEpochDay(settles));
    }

    @Test
    void businessDaysAreTheExchanges() {
        assertTrue(CALENDAR.isBusinessDate(day("2026-10-12")));
        assertFalse(CALENDAR.isBusinessDate(day("2026-11-26")));
        assertEquals(day("2026-11-27"), CALENDAR.nextBusinessDate(day("2026-11-25")));
        assertEquals(day("2027-01-04"), CALENDAR.nextBusinessDate(day("2026-12-31")));
    }

    @Test
    void anUnknownMarketHasNoSettlementDate() {
        assertEquals(Calendar.NONE, CALENDAR.settlementDate(392, day("2026-06-01")));
    }

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }
}
