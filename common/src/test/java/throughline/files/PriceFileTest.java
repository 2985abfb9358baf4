package throughline.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.message.PriceKind;

final class PriceFileTest {
    private static LineFile<PriceLine> file(final String text) throws IOException {
        return PriceFile.of(new ByteArrayInputStream(text.getBytes(UTF_8)), "tape");
    }

    /** Prices as they are, bad lines as "number: reason". */
    private static List<Object> read(final String text) throws IOException {
        final List<Object> read = new ArrayList<>();
        try (LineFile<PriceLine> file = file(text)) {
            final LineFile.Listener<PriceLine> listener = new LineFile.Listener<>() {
                @Override
                public void onLine(final PriceLine line) {
                    read.add(line);
                }

                @Override
                public void onBadLine(final long number, final String reason) {
                    read.add(number + ": " + reason);
                }
            };
            int polls = 0;
            while (file.poll(listener)) {
                polls++;
                assertEquals(polls, read.size());
            }
        }
        return read;
    }

    @Test
    void readsPricesByName() throws IOException {
        assertEquals(List.of(new PriceLine(2, 34_200_000_000_000L, "AAPL", 2_7135, 2, PriceKind.LAST, "tape 1"),
            new PriceLine(4, OrderLine.NO_TIME, "F", 12, 0, null, ""),
            new PriceLine(5, 34_200_500_000_000L, "F", 125, 1, PriceKind.CLOSE, "")),
            read("kind,symbol,price,time,source\n"
                + "last,AAPL,271.350,34200000,tape 1\n\n,F,12,,\nclose,F,12.5,09:30:00.5,"));
        assertEquals(1_767_259_800_000_000_000L,
            ((PriceLine) read("time,symbol,price\n2026-01-01T09:30:00Z,F,12\n").get(0)).timeNs());
    }

    @Test
    void badLinesAreNamedAndTheNextOneRead() throws IOException {
        assertEquals(List.of("2: symbol is empty", "3: price '' is not a decimal number",
            "4: price '0' is not more than 0", "5: kind 'mid' is none of last, close, fx",
            "6: time 'noon' is neither ISO-8601 nor milliseconds after midnight", "7: has 2 fields, not 4",
            new PriceLine(8, 1_000_000L, "F", 12, 0, null, "")),
            read("time,symbol,price,kind\n1,,12,\n1,F,,\n1,F,0,\n1,F,12,mid\nnoon,F,12,\n1,F\n1,F,12,\n"));
    }

    @Test
    void badHeadersAreRefused() {
        assertEquals("tape is empty: a price file begins with a header",
            assertThrows(IOException.class, () -> file("")).getMessage());
        assertEquals("tape:1: column 'price' is missing",
            assertThrows(IOException.class, () -> file("time,symbol,kind\n")).getMessage());
    }
}
