package throughline.reference;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class DecimalsTest {
    private static final int ROUNDS = 200_000;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void parsesExactlyOrRefuses() {
        assertEquals(50_000_000_000L, Decimals.parse("500", 8));
        assertEquals(1_370_000_000L, Decimals.parse("13.7", 8));
        assertEquals(-1, Decimals.parse("-0.01", 2));
        assertEquals(0, Decimals.parse("-0.000", 0));
        assertEquals(7, Decimals.parse("0000000000000000000000007.0000000000000000000000", 0));
        assertEquals(Long.MAX_VALUE, Decimals.parse("9223372036854775807", 0));
        assertEquals(-Long.MAX_VALUE, Decimals.parse("-92233720368.54775807", 8));
        for (final String tooMuch : new String[] {"9223372036854775808", "-9223372036854775808",
            "92233720368547758070", "99999999999999999999999"}) {
            assertEquals(Decimals.REFUSED, Decimals.parse(tooMuch, 0), tooMuch);
        }
        assertEquals(Decimals.REFUSED, Decimals.parse("92233720368.54775808", 8));
        assertEquals(Decimals.REFUSED, Decimals.parse("10", 18));
        assertEquals(Decimals.REFUSED, Decimals.parse("0.001", 2));
    }

    @Test
    void refusesWhatIsNoDecimal() {
        for (final String bad : new String[] {"", "-", ".", "-.", ".5", "5.", "1.2.3", "1,000", "+1", " 1", "1 ", "1e3",
            "0x1", "--1", "1-", "NaN", "１", "1.a", "a", "1_0"}) {
            assertEquals(Decimals.REFUSED, Decimals.parse(bad, 8), bad);
            assertEquals(Decimals.MALFORMED, Decimals.decimals(bad), bad);
            assertEquals("is not a decimal number", Decimals.refusal(bad, 8), bad);
        }
        assertEquals("has more than 2 decimals", Decimals.refusal("1.234", 2));
        assertEquals("is not a whole number", Decimals.refusal("1.5", 0));
        assertEquals("is too large", Decimals.refusal("9223372036854775808", 0));
        assertNull(Decimals.refusal("1.50", 1));
        assertThrows(IllegalArgumentException.class, () -> Decimals.parse("1", 19));
        assertThrows(IllegalArgumentException.class, () -> Decimals.text(1, -1));
    }

    @Test
    void agreesWithBigDecimal() {
        System.out.println("DecimalsTest seed=" + seed);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
        for (int i = 0; i < ROUNDS; i++) {
            final String text = randomText();
            final int decimals = random.nextInt(Decimals.MAX_DECIMALS + 1);
            final BigDecimal exact = new BigDecimal(text);
            final String about = text + " x 10^-" + decimals + ", seed " + seed;
            final long expected = scaled(exact, decimals);
            assertEquals(expected, Decimals.parse(text, decimals), about);
            final int minimal = Math.max(0, exact.stripTrailingZeros().scale());
            assertEquals(minimal, Decimals.decimals(text), about);

            final byte[] bytes = text.getBytes(US_ASCII);
            buffer.putBytes(3, bytes);
            assertEquals(expected, Decimals.parse(buffer, 3, bytes.length, decimals), about);
            assertEquals(minimal, Decimals.decimals(buffer, 3, bytes.length), about);
            assertEquals(expected == Decimals.REFUSED, Decimals.refusal(text, decimals) != null, about);
        }
    }

    @Test
    void printsTheShortestForm() {
        assertEquals("500", Decimals.text(50_000_000_000L, 8));
        assertEquals("13.7", Decimals.text(1_370_000_000L, 8));
        assertEquals("0.01", Decimals.text(1, 2));
        assertEquals("-0.01", Decimals.text(-1_000_000, 8));
        assertEquals("0", Decimals.text(0, 8));
        assertEquals("100", Decimals.text(100, 0));
        assertEquals("-9.223372036854775808", Decimals.text(Long.MIN_VALUE, 18));
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        for (int i = 0; i < ROUNDS; i++) {
            final long value = random.nextLong() >> random.nextInt(64);
            final int decimals = random.nextInt(Decimals.MAX_DECIMALS + 1);
            final String about = value + " x 10^-" + decimals + ", seed " + seed;
            final BigDecimal shortest = BigDecimal.valueOf(value, decimals).stripTrailingZeros();
            assertEquals(shortest.toPlainString(), Decimals.text(value, decimals), about);
            final int length = Decimals.print(value, decimals, buffer, 5);
            assertTrue(length <= Decimals.MAX_LENGTH, about);
            assertEquals(shortest.toPlainString(), buffer.getStringWithoutLengthAscii(5, length), about);
            assertEquals(value, Decimals.parse(buffer, 5, length, decimals), about);
        }
    }

    @Test
    void rescalesExactlyOrRefuses() {
        for (int i = 0; i < ROUNDS; i++) {
            final long value = random.nextLong() >> random.nextInt(64);
            final int from = random.nextInt(Decimals.MAX_DECIMALS + 1);
            final int to = random.nextInt(Decimals.MAX_DECIMALS + 1);
            final long expected = value == Decimals.REFUSED ? value : scaled(BigDecimal.valueOf(value, from), to);
            assertEquals(expected, Decimals.rescale(value, from, to), value + " " + from + " " + to + " seed " + seed);
        }
    }

    @Test
    void allocatesNothingOnBuffers() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        final CharSequence text = "-123456.789";
        buffer.putStringWithoutLengthAscii(0, "123456.789");
        churn(buffer, text);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long thread = Thread.currentThread().getId();
        threads.getThreadAllocatedBytes(thread);
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 4 && best > 0; round++) {
            final long before = threads.getThreadAllocatedBytes(thread);
            churn(buffer, text);
            best = Math.min(best, threads.getThreadAllocatedBytes(thread) - before);
        }
        final long between = threads.getThreadAllocatedBytes(thread);
        Decimals.text(churn(buffer, text), 8);
        final long after = threads.getThreadAllocatedBytes(thread);
        assertEquals(0, best, "bytes allocated in the best round");
        assertTrue(after > between, "the control must allocate");
    }

    private static long churn(final UnsafeBuffer buffer, final CharSequence text) {
        long sum = 0;
        for (int i = 0; i < 100_000; i++) {
            sum += Decimals.parse(buffer, 0, 10, 8) + Decimals.decimals(buffer, 0, 10) + Decimals.parse(text, 3);
            sum += Decimals.print(sum, 8, buffer, 20);
        }
        return sum;
    }

    private static long scaled(final BigDecimal exact, final int decimals) {
        final BigDecimal moved = exact.movePointRight(decimals).stripTrailingZeros();
        if (moved.scale() > 0) {
            return Decimals.REFUSED;
        }
        final BigInteger whole = moved.toBigInteger();
        return whole.bitLength() < 64 ? whole.longValue() : Decimals.REFUSED;
    }

    private String randomText() {
        final StringBuilder text = new StringBuilder();
        if (random.nextInt(3) == 0) {
            text.append('-');
        }
        digits(text, 1 + random.nextInt(random.nextInt(4) == 0 ? 24 : 12));
        if (random.nextInt(3) > 0) {
            text.append('.');
            digits(text, 1 + random.nextInt(random.nextInt(4) == 0 ? 22 : 9));
            text.append("0".repeat(random.nextInt(3)));
        }
        return text.toString();
    }

    private void digits(final StringBuilder text, final int count) {
        for (int i = 0; i < count; i++) {
            text.append((char) ('0' + (random.nextInt(3) == 0 ? 0 : random.nextInt(10))));
        }
    }
}
