package throughline.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class OfficeStateTest {
    @Test
    void readsReadinessAndMetrics() {
        String metrics = """
            # HELP throughline_office_seq last record of the office's journal
            # TYPE throughline_office_seq gauge
            throughline_office_seq{office="front"} 1.2345678E7
            throughline_follower_lag{office="front"} 12.0
            throughline_office_phase{office="front"} 1.0
            """;
        assertEquals(new OfficeState(true, "running", "12345678", "12", ""), OfficeState.of(200, "ready\n", metrics));
        assertEquals(new OfficeState(false, "running", "12345678", "12", "waits for its first day"),
            OfficeState.of(503, "waits for its first day\n", metrics));
    }

    @Test
    void tellsOfTheBooksThatAnOfficeIsReadyWithout() {
        String metrics = "throughline_books_lag{office=\"back\"} 7.0\nthroughline_books_following{office=\"back\"} ";
        assertEquals(new OfficeState(true, "", "", "7", "its books are away"),
            OfficeState.of(200, "ready\n", metrics + "0.0\n"));
        assertEquals(new OfficeState(true, "", "", "7", ""), OfficeState.of(200, "ready\n", metrics + "1.0\n"));
    }

    @Test
    void leavesEmptyWhatIsNotTold() {
        assertEquals(new OfficeState(false, "", "", "", "down"), OfficeState.of(503, "down", ""));
        assertEquals(new OfficeState(true, "", "", "", ""), OfficeState.of(200, "", "throughline_office_seq NaN\n"));
    }
}
