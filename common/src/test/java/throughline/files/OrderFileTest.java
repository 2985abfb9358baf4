package throughline.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.files.OrderLine.Action;
import throughline.files.OrderLine.Attributes;
import throughline.message.OrdType;
import throughline.message.OrderCapacity;
import throughline.message.Side;
import throughline.message.TimeInForce;

final class OrderFileTest {
    private static final String HEADER = "time,clOrdId,account,symbol,side,type,timeInForce,quantity,price\n";

    @Test
    void readsALine() throws IOException {
        assertEquals(List.of(new OrderLine(2, 34_200_000_000_000L, Action.NEW, "a-1", "", "PROP-EQ", "AAPL", Side.BUY,
            OrdType.LIMIT, TimeInForce.DAY, 500, 0, 137, 1, 0, 0, Attributes.NONE)),
            read(HEADER + "34200000,a-1,PROP-EQ,AAPL,buy,limit,day,500.00,13.70\n"));
    }

    @Test
    void columnsComeByNameWithMarkQuotesBlankLinesAndAnyLineEnd() throws IOException {
        final String text = "\ufeff\r\nprice,\"quantity\",note,timeInForce,type,side,symbol,account,clOrdId\r\n"
            + "\r\n"
            + ",10,\"x, y\",ioc,market,sell_short,BRK.B,\"CL-1001\",\"say \"\"hi\"\"\"\r"
            + "1,2,,gtc,limit,sell,F,CL-1001,b\n\n   \n"
            + "1,2,,fok,limit,buy,F,CL-1001,c";
        final LineFile<OrderLine> file = OrderFile.of(new ByteArrayInputStream(text.getBytes(UTF_8)), "f");
        assertEquals(List.of("note"), file.ignoredColumns());
        final List<Object> read = all(file);
        assertEquals(new OrderLine(4, OrderLine.NO_TIME, Action.NEW, "say \"hi\"", "", "CL-1001", "BRK.B",
            Side.SELL_SHORT, OrdType.MARKET, TimeInForce.IOC, 10, 0, 0, 0, 0, 0, Attributes.NONE), read.get(0));
        assertEquals(List.of(4L, 5L, 8L), read.stream().map(line -> ((OrderLine) line).lineNumber()).toList());
        assertEquals(text.getBytes(UTF_8).length, file.bytesRead());
    }

    @Test
    void cancelAndReplaceNameTheirOrder() throws IOException {
        final String text = "action,origClOrdId,clOrdId,account,symbol,side,type,timeInForce,quantity,price\n"
            + "new,,a,P,F,buy,limit,day,1,2.5\n,,b,P,F,buy,market,day,1,\n"
            + "cancel,a,c,,,,,,,\nreplace,a,d,,,,,,7,\nREPLACE,a,e,,,,,,,2.75\n"
            + "cancel,,f,,,,,,,\nreplace,a,g,,,,,,,\nnew,a,h,P,F,buy,limit,day,1,2.5\namend,a,i,,,,,,,\n";
        final List<Object> read = read(text);
        final OrderLine replace = (OrderLine) read.get(3);
        assertEquals(Action.REPLACE, replace.action());
        assertEquals("7", replace.quantityText());
        assertEquals("", replace.priceText());
        assertEquals("2.75", ((OrderLine) read.get(4)).priceText());
        assertEquals(List.of("7: origClOrdId is empty", "8: a replace needs a quantity, a price or a stopPrice",
            "9: origClOrdId is for cancel and replace", "10: action 'amend' is none of new, cancel, replace"),
            read.subList(5, 9));
    }

    @Test
    void stopsAndWhatRiskAndAuditWantToKnowAreOptionalColumns() throws IOException {
        final List<Object> read = read("clOrdId,account,symbol,side,type,timeInForce,quantity,price,stopPrice,capacity,"
            + "strategy,decisionMaker,parentId,locate\n"
            + "a,P,F,buy,stop,gtc,1,,2.50,Agency,,,,\n"
            + "b,P,F,sell_short,stop_limit,day,1,2.4,2.45,,pairs,algo-7,p-1,lender 9\n"
            + "c,P,F,buy,stop,day,1,2.5,2.5,,,,,\nd,P,F,buy,stop,day,1,,,,,,,\ne,P,F,buy,stop_limit,day,1,,2.5,,,,,\n"
            + "f,P,F,buy,limit,day,1,2.4,2.5,,,,,\ng,P,F,buy,market,day,1,,,mixed,,,,\n"
            + "h,P,F,buy,market,day,1,,,," + "s".repeat(33) + ",,,\n");
        final OrderLine stop = (OrderLine) read.get(0);
        assertEquals(OrdType.STOP, stop.type());
        assertEquals("2.5", stop.stopPriceText());
        assertEquals(new Attributes(OrderCapacity.AGENCY, "", "", "", ""), stop.attributes());
        final OrderLine limited = (OrderLine) read.get(1);
        assertEquals("2.4 behind 2.45", limited.priceText() + " behind " + limited.stopPriceText());
        assertEquals(new Attributes(OrderCapacity.NONE, "pairs", "algo-7", "p-1", "lender 9"), limited.attributes());
        assertEquals(List.of("4: price must be empty for a stop order", "5: stopPrice '' is not a decimal number",
            "6: price '' is not a decimal number", "7: stopPrice is for the types stop and stop_limit",
            "8: capacity 'mixed' is none of agency, principal, riskless_principal",
            "9: strategy is longer than 32 characters"), read.subList(2, 8));
    }

    @Test
    void timesAreDatedOrNotButNotMixed() throws IOException {
        assertEquals(List.of(34_200_000_000_000L, 34_200_250_000_000L, OrderLine.NO_TIME), times("34200000",
            "09:30:00.250", ""));
        assertEquals(List.of(1_767_259_800_000_000_001L, 1_767_259_800_000_000_000L, 1_767_259_800_000_000_000L,
            1_767_259_800_000_000_000L), times("2026-01-01T09:30:00.000000001Z", "2026-01-01T09:30:00",
            "2026-01-01T04:30:00-05:00", "2026-01-01T10:30+01:00"));
        final String bad = "' is neither ISO-8601 nor milliseconds after midnight";
        assertEquals(List.of("2: time '86400000" + bad, "3: time '-1" + bad, "4: time 'noon" + bad,
            "5: time '2026-02-30T09:30:00Z" + bad, "6: time '24:00:01" + bad, "7: time '2026-01-01" + bad),
            times("86400000", "-1", "noon", "2026-02-30T09:30:00Z", "24:00:01", "2026-01-01"));
        assertEquals(List.of(0L, "3: time '2026-01-01T09:30:00Z' has a date, unlike those before it", 1_000_000L),
            times("0", "2026-01-01T09:30:00Z", "1"));
    }

    @Test
    void badLinesAreReportedAndTheNextOneRead() throws IOException {
        final String good = ",a,PROP-EQ,AAPL,buy,limit,day,5,13.7\n";
        final List<Object> read = read(HEADER
            + ",\"a,PROP-EQ,AAPL,buy,limit,day,5,13.7\n" + good
            + ",a,PROP-EQ,AAPL,buy,limit,day,5\n" + good
            + ",a,PROP-EQ,AAPL,buy,limit,day,5,13.7,\n" + good
            + "x".repeat(5_000) + "\n" + good
            + ",a,PROP-EQ,AAPL,hold,limit,day,5,13.7\n"
            + ",a,PROP-EQ,AAPL,buy,pegged,day,5,13.7\n"
            + ",a,PROP-EQ,AAPL,buy,limit,gtd,5,13.7\n"
            + ",a,PROP-EQ,AAPL,buy,limit,day,0,13.7\n"
            + ",a,PROP-EQ,AAPL,buy,limit,day,5,\n"
            + ",a,PROP-EQ,AAPL,buy,limit,day,5,-1\n"
            + ",a,PROP-EQ,AAPL,buy,limit,day,5,1.123456789\n"
            + ",a,PROP-EQ,AAPL,buy,limit,day,1000000000000.000001,1\n"
            + ",a,PROP-EQ,AAPL,buy,market,day,5,13.7\n"
            + ",,PROP-EQ,AAPL,buy,limit,day,5,13.7\n"
            + "," + "i".repeat(65) + ",PROP-EQ,AAPL,buy,limit,day,5,13.7\n"
            + ",a,PROP-ÉQ,AAPL,buy,limit,day,5,13.7\n"
            + ",a," + "n".repeat(33) + ",AAPL,buy,limit,day,5,13.7\n"
            + ",a,PROP-EQ,AAPL,buy,limit,day,1000000000000,13.70000000000\n");
        assertEquals(4, read.subList(0, 8).stream().filter(OrderLine.class::isInstance).count(), read::toString);
        assertEquals(List.of("2: is not CSV: a quote is out of place", "4: has 8 fields, not 9",
            "6: has 10 fields, not 9", "8: is longer than 4096 bytes"),
            List.of(read.get(0), read.get(2), read.get(4), read.get(6)));
        assertEquals(List.of("10: side 'hold' is none of buy, sell, sell_short",
            "11: type 'pegged' is none of limit, market, stop, stop_limit",
            "12: timeInForce 'gtd' is none of day, ioc, fok, gtc",
            "13: quantity '0' is not more than 0",
            "14: price '' is not a decimal number",
            "15: price '-1' is not more than 0",
            "16: price '1.123456789' has more than 8 decimals",
            "17: quantity '1000000000000.000001' is more than 10^12",
            "18: price must be empty for a market order",
            "19: clOrdId is empty",
            "20: clOrdId is longer than 64 characters",
            "21: account is not printable ASCII",
            "22: account is longer than 32 characters"), read.subList(8, 21));
        assertEquals(22, read.size());
        assertTrue(read.get(21) instanceof OrderLine, read.get(21)::toString);
    }

    @Test
    void badHeadersAreRefused() {
        assertEquals("f is empty: an order file begins with a header", refused("\n\n"));
        assertEquals("f:1: column 'clOrdId' is missing", refused("time,account\n"));
        assertEquals("f:2: column 'price' is missing", refused("\n" + HEADER.replace(",price", "")));
        assertEquals("f:1: column 'side' stands twice", refused("side," + HEADER));
        assertEquals("f:1: is not CSV: a quote is out of place", refused("\"" + HEADER));
        assertEquals("f:1: column 'clOrdId' is missing", refused("x".repeat(10_000)));
    }

    @Test
    void anyLengthGoesThroughInConstantMemory() throws IOException {
        final long lines = 2_000_000;
        final LineFile<OrderLine> file = OrderFile.of(new Endless(lines), "endless");
        final long[] counts = new long[2];
        final LineFile.Listener<OrderLine> counter = new LineFile.Listener<>() {
            @Override
            public void onLine(final OrderLine line) {
                counts[0]++;
            }

            @Override
            public void onBadLine(final long lineNumber, final String reason) {
                counts[1]++;
            }
        };
        long most = 0;
        while (file.poll(counter)) {
            if (counts[0] % 500_000 == 0) {
                System.gc();
                final Runtime runtime = Runtime.getRuntime();
                most = Math.max(most, runtime.totalMemory() - runtime.freeMemory());
            }
        }
        assertEquals(lines, counts[0]);
        assertEquals(0, counts[1]);
        assertTrue(most < 64L << 20, "live bytes: " + most);
    }

    private static List<Object> times(final String... times) throws IOException {
        final StringBuilder text = new StringBuilder(HEADER);
        for (final String time : times) {
            text.append(time).append(",a,PROP-EQ,AAPL,buy,limit,day,5,13.7\n");
        }
        return read(text.toString()).stream()
            .map(line -> line instanceof OrderLine order ? (Object) order.timeNs() : line).toList();
    }

    private static String refused(final String text) {
        return assertThrows(IOException.class, () -> read(text)).getMessage();
    }

    private static List<Object> read(final String text) throws IOException {
        return all(OrderFile.of(new ByteArrayInputStream(text.getBytes(UTF_8)), "f"));
    }

    /** Orders as they are, bad lines as "number: reason". */
    static List<Object> all(final LineFile<OrderLine> file) throws IOException {
        final List<Object> read = new ArrayList<>();
        try (file) {
            final LineFile.Listener<OrderLine> listener = new LineFile.Listener<>() {
                @Override
                public void onLine(final OrderLine line) {
                    read.add(line);
                }

                @Override
                public void onBadLine(final long lineNumber, final String reason) {
                    read.add(lineNumber + ": " + reason);
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

    /** A header and so many lines, made as they are read. */
    private static final class Endless extends InputStream {
        private static final byte[] LINE = "34200000,a-1,PROP-EQ,AAPL,buy,limit,day,500,13.7\n".getBytes(UTF_8);

        private byte[] current = HEADER.getBytes(UTF_8);
        private int index;
        private long left;

        Endless(final long lines) {
            left = lines;
        }

        @Override
        public int read() {
            if (index == current.length) {
                if (left == 0) {
                    return -1;
                }
                left--;
                current = LINE;
                index = 0;
            }
            return current[index++];
        }
    }
}
