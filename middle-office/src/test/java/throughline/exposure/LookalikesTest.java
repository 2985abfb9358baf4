package throughline.exposure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderAcceptedEncoder;
import throughline.message.Side;
import throughline.reference.Money;
import throughline.reference.Scope;

/** The youngest of equal orders, against a map of all. */
class LookalikesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final com.sun.management.ThreadMXBean THREADS =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Limits limits = new Limits();
    private Lookalikes lookalikes = new Lookalikes(limits);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final OrderAcceptedEncoder encoder = new OrderAcceptedEncoder();
    private final OrderAcceptedDecoder decoder = new OrderAcceptedDecoder();

    private long now;

    private void accept(int account, int instrument, Side side, long quantity, long priceE8, long timeNs) {
        encoder.wrap(buffer, 0).accountId(account).instrumentId(instrument).side(side).ordType(OrdType.LIMIT)
            .quantity(quantity).priceE8(priceE8);
        decoder.wrap(buffer, 0, OrderAcceptedEncoder.BLOCK_LENGTH, OrderAcceptedEncoder.SCHEMA_VERSION);
        lookalikes.accepted(decoder, timeNs);
        now = timeNs;
    }

    private long youngest(int account, int instrument, Side side, long quantity, long priceE8) {
        return youngest(account, instrument, side, quantity, priceE8, 60 * SECOND + 1);
    }

    private long youngest(int account, int instrument, Side side, long quantity, long priceE8, long backNs) {
        return lookalikes.youngest(account, instrument, side.value(), OrdType.LIMIT.value(), quantity, priceE8, now,
            backNs);
    }

    @Test
    void whileTheCheckIsOffNothingIsRemembered() {
        accept(1, 1, Side.BUY, 10, 100, 5);
        assertEquals(Lookalikes.NONE, youngest(1, 1, Side.BUY, 10, 100));
        limits.set(Scope.FIRM, Metric.DUPLICATE_ORDER, Money.E8);
        assertEquals(Lookalikes.NONE, youngest(1, 1, Side.BUY, 10, 100));
        accept(1, 1, Side.BUY, 10, 100, 6);
        assertEquals(6, youngest(1, 1, Side.BUY, 10, 100));
        assertEquals(Lookalikes.NONE, youngest(1, 1, Side.SELL, 10, 100));
    }

    @Test
    void theYoungestIsFoundAndWhatIsOlderThanAMinuteIsForgotten() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("LookalikesTest -Dseed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        limits.set(Scope.FIRM, Metric.DUPLICATE_ORDER, Money.E8);
        Map<List<Long>, Long> all = new HashMap<>();
        long timeNs = SECOND;
        for (int step = 0; step < 50_000; step++) {
            timeNs += random.nextLong(SECOND / 2);
            long account = 1 + random.nextInt(3);
            long instrument = 1 + random.nextInt(3);
            long side = random.nextInt(2);
            long quantity = 1 + random.nextInt(5);
            long price = random.nextInt(4);
            accept((int) account, (int) instrument, side == 0 ? Side.BUY : Side.SELL, quantity, price, timeNs);
            all.put(List.of(account, instrument, side, quantity, price), timeNs);
            all.values().removeIf(time -> now - time > 60 * SECOND);
            List<Long> asked = List.of(1 + (long) random.nextInt(3), 1 + (long) random.nextInt(3),
                (long) random.nextInt(2), 1 + (long) random.nextInt(5), (long) random.nextInt(4));
            assertEquals(all.getOrDefault(asked, Lookalikes.NONE), youngest(asked.get(0).intValue(),
                asked.get(1).intValue(), asked.get(2) == 0 ? Side.BUY : Side.SELL, asked.get(3), asked.get(4)),
                "step " + step);
        }
    }

    /** Rows begin with one chunk and end with many; now and then all is written and read. */
    @Test
    void moreThanThereWasRoomForAreFoundAndForgottenLikewise() {
        SplittableRandom random = new SplittableRandom(7);
        limits.set(Scope.FIRM, Metric.DUPLICATE_ORDER, Money.E8);
        lookalikes = new Lookalikes(limits, 1);
        Map<Long, Long> all = new HashMap<>();
        long timeNs = SECOND;
        for (int step = 0; step < 200_000; step++) {
            boolean isBusy = step / 40_000 % 2 == 0;
            timeNs += random.nextLong(isBusy ? SECOND / 500 : SECOND / 10);
            long quantity = random.nextInt(4) == 0 ? 1 + random.nextInt(5_000) : 10_000 + step;
            accept(1, 2, Side.SELL, quantity, 100, timeNs);
            all.put(quantity, timeNs);
            long asked = random.nextBoolean() ? 1 + random.nextInt(5_000) : 10_000 + random.nextInt(step + 1);
            long back = random.nextLong(step < 30_000 ? SECOND : 60 * SECOND);
            long found = youngest(1, 2, Side.SELL, asked, 100, back);
            long time = all.getOrDefault(asked, Lookalikes.NONE);
            boolean isThere = time != Lookalikes.NONE && timeNs - time <= 60 * SECOND;
            if (!isThere || timeNs - time < back || found != Lookalikes.NONE) {
                assertEquals(isThere ? time : Lookalikes.NONE, found, "step " + step);
            }
            if (step % 50_000 == 49_999) {
                lookalikes = SumsRig.carry(lookalikes, new Lookalikes(limits, 2));
            }
        }
    }

    @Test
    void onceAMinutesRoomIsTakenNothingIsAllocated() {
        limits.set(Scope.FIRM, Metric.DUPLICATE_ORDER, Money.E8);
        lookalikes = new Lookalikes(limits, 16);
        int orders = 0;
        for (; orders < 30_000; orders++) {
            accept(1, 2, Side.BUY, orders, 100, orders * SECOND / 500);
            youngest(1, 2, Side.BUY, orders + 1, 100, SECOND);
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (; orders < 300_000; orders++) {
            accept(1, 2, Side.BUY, orders, 100, orders * SECOND / 500);
            youngest(1, 2, Side.BUY, orders + 1, 100, SECOND);
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 10_000, allocated + " bytes");
    }
}
