package throughline.exposure;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

    private final Limits limits = new Limits();
    private final Lookalikes lookalikes = new Lookalikes(limits);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final OrderAcceptedEncoder encoder = new OrderAcceptedEncoder();
    private final OrderAcceptedDecoder decoder = new OrderAcceptedDecoder();

    private void accept(int account, int instrument, Side side, long quantity, long priceE8, long timeNs) {
        encoder.wrap(buffer, 0).accountId(account).instrumentId(instrument).side(side).ordType(OrdType.LIMIT)
            .quantity(quantity).priceE8(priceE8);
        decoder.wrap(buffer, 0, OrderAcceptedEncoder.BLOCK_LENGTH, OrderAcceptedEncoder.SCHEMA_VERSION);
        lookalikes.accepted(decoder, timeNs);
    }

    private long youngest(int account, int instrument, Side side, long quantity, long priceE8) {
        return lookalikes.youngest(account, instrument, side.value(), OrdType.LIMIT.value(), quantity, priceE8);
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
            long now = timeNs;
            all.values().removeIf(time -> now - time > 60 * SECOND);
            List<Long> asked = List.of(1 + (long) random.nextInt(3), 1 + (long) random.nextInt(3),
                (long) random.nextInt(2), 1 + (long) random.nextInt(5), (long) random.nextInt(4));
            assertEquals(all.getOrDefault(asked, Lookalikes.NONE), youngest(asked.get(0).intValue(),
                asked.get(1).intValue(), asked.get(2) == 0 ? Side.BUY : Side.SELL, asked.get(3), asked.get(4)),
                "step " + step);
        }
    }
}
