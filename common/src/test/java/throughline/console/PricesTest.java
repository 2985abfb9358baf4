package throughline.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole verb against a real server that refuses, forgets and drops connections. */
@Timeout(60)
final class PricesTest {
    @TempDir
    private Path data;

    private Path tape(String... lines) throws IOException {
        return Files.writeString(data.resolve("tape.csv"), "time,symbol,price,kind,source\n"
            + String.join("\n", lines));
    }

    private Captured prices(FrontDouble front, Path file, String... more) throws Exception {
        front.credentials(data);
        return Captured.of(Stream.concat(Stream.of("prices", file.toString(), "--data", data.toString(),
            "--port-base", Integer.toString(front.port())), Arrays.stream(more)).toArray(String[]::new));
    }

    @Test
    void statesThemInFileOrderAndSumsUp() throws Exception {
        try (FrontDouble front = new FrontDouble(true)) {
            Captured run = prices(front, tape("1000,AAPL,271.350,last,tape 1", "1001,NO.SUCH,1,,", "1002,F,none,,",
                "1003,AAPL,271.4,,", ",MSFT,500,close,", "1004,EURUSD,1.10,fx,desk"));
            assertEquals(0, run.exit(), run.err());
            assertEquals(List.of("AAPL 271.35 last tape 1", "AAPL 271.4", "MSFT 500 close", "EURUSD 1.1 fx desk"),
                front.log());
            assertEquals("5", run.value("sent"));
            assertEquals("4", run.value("stated"));
            assertEquals("1", run.value("refused"));
            assertEquals("1", run.value("404 NOT_FOUND"));
            assertEquals("1", run.value("bad lines"));
            assertTrue(run.value("rate").endsWith("/s"), run.out());
            assertTrue(run.err().contains("line 4: price 'none'"), run.err());
        }
    }

    @Test
    void theLastOfASymbolStaysTheLastAndNothingIsStatedTwice() throws Exception {
        String[] lines = IntStream.rangeClosed(1, 300)
            .mapToObj(i -> "," + (i % 3 == 0 ? "F" : "S" + i % 7) + "," + i + ",,").toArray(String[]::new);
        try (FrontDouble front = new FrontDouble(true)) {
            front.on("F", "503", "lost after", "504", "lost before", "500").on("S1", "503", "401");
            Captured run = prices(front, tape(lines));
            assertEquals(0, run.exit(), run.err());
            assertEquals(300, front.log().size(), "each is stated once");
            for (String symbol : List.of("F", "S0", "S1", "S6")) {
                List<Integer> stated = front.log().stream().filter(text -> text.startsWith(symbol + " "))
                    .map(text -> Integer.valueOf(text.substring(text.indexOf(' ') + 1))).toList();
                assertEquals(stated.stream().sorted().toList(), stated, symbol + " in file order");
            }
            assertEquals("299", run.value("stated"));
            assertEquals("1", run.value("stated before"), "whose answer was lost");
            Captured again = prices(front, data.resolve("tape.csv"));
            assertEquals("300", again.value("stated before"), "the same file has the same keys");
            assertEquals(300, front.log().size());
        }
    }

    @Test
    void stopsAtABadLineWhenStrict() throws Exception {
        try (FrontDouble front = new FrontDouble(true)) {
            Captured run = prices(front, tape("1,F,12,,", "2,F,0,,", "3,F,13,,"), "--strict");
            assertEquals(1, run.exit());
            assertEquals(List.of("F 12"), front.log());
            assertTrue(run.err().contains("line 3: price '0' is not more than 0"), run.err());
        }
    }

    @Test
    void keepsToTheTapesOwnPaceTimesTheSpeed() throws Exception {
        try (FrontDouble front = new FrontDouble(true)) {
            Path tape = tape("0,F,12,,", "30000,F,13,,", "60000,F,14,,");
            long startedNs = System.nanoTime();
            assertEquals(0, prices(front, tape, "--speed", "120").exit());
            assertTrue(System.nanoTime() - startedNs >= 500_000_000L, "a minute, 120 times as fast");
            assertEquals(1, prices(front, tape, "--speed", "0").exit());
        }
    }
}
