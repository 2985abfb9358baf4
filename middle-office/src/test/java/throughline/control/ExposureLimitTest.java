package throughline.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import throughline.exposure.SumsRig;
import throughline.limit.Limits;
import throughline.message.InstrumentStatedEncoder;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.reference.Scope;

/** Sums that are not found, because they are far from their limits, against the same sums found and told. */
class ExposureLimitTest {
    private static final long E8 = ControlRig.E8;
    private static final long[] HOLDERS = {Scope.FIRM, Scope.of(ScopeKind.DESK, 1),
        Scope.of(ScopeKind.ACCOUNT, SumsRig.PROP), Scope.of(ScopeKind.ACCOUNT, SumsRig.CLIENT)};
    private static final Metric[] METRICS = {Metric.GROSS_EXPOSURE, Metric.NET_EXPOSURE};

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final ControlRig rig = new ControlRig();
    private final ExposureLimit limit = new ExposureLimit(rig.reading);
    private int passed;
    private int failed;

    private int instrument() {
        return random.nextInt(SumsRig.SHARE, SumsRig.JAPANESE + 1);
    }

    private int account() {
        return random.nextBoolean() ? SumsRig.PROP : SumsRig.CLIENT;
    }

    private Side side() {
        return random.nextBoolean() ? Side.BUY : Side.SELL;
    }

    private void limits() {
        for (long holder : HOLDERS) {
            for (Metric metric : METRICS) {
                long all = rig.reading.exposures().gross().gross(holder);
                long bound = Math.max(0, all + random.nextLong(-20_000, 60_000)) * rig.reading.day().moneyUnit();
                rig.state.limit(holder, metric, holder != Scope.FIRM && random.nextInt(4) == 0 ? Limits.NONE : bound);
            }
            boolean none = holder != Scope.FIRM && random.nextInt(3) == 0;
            rig.state.limit(holder, Metric.CONCENTRATION, none ? Limits.NONE : random.nextLong(20, 150) * E8);
        }
        rig.firm(Metric.SOFT_LIMIT_REFUSAL, random.nextInt(3) == 0 ? random.nextLong(50, 120) * E8 : Limits.OFF);
        rig.firm(Metric.SOFT_LIMIT_WARNING, random.nextInt(3) == 0 ? random.nextLong(50, 120) * E8 : Limits.OFF);
    }

    private String asked() {
        String told = rig.ask(limit::passes);
        return told + ", warned " + rig.verdict.warnedMetric() + " " + rig.verdict.warnedObserved() + ", levels "
            + rig.verdict.crossings().count();
    }

    private void compare(String what) {
        rig.verdict.crossings().clear();
        rig.verdict.tell((code, metric, scope, bound, met, passes) -> { });
        String found = asked();
        rig.verdict.tell(null);
        for (int time = 0; time < 2; time++) {
            rig.verdict.crossings().clear();
            assertEquals(found, asked(), "seed " + seed + ", " + what + ", time " + time);
        }
        passed += found.startsWith("ok") ? 1 : 0;
        failed += found.startsWith("ok") ? 0 : 1;
    }

    @Test
    void whatIsNotFoundWouldHavePassedWithoutAWord() {
        rig.firm(Metric.MARK_AGE, 1_000_000 * E8);
        for (int id = SumsRig.SHARE; id <= SumsRig.JAPANESE; id++) {
            rig.state.front.price(id, random.nextLong(E8 / 100, 3 * E8), SumsRig.DATE);
        }
        rig.state.read();
        for (int i = 0; i < 4_000; i++) {
            int account = account();
            int instrument = instrument();
            long quantity = random.nextLong(1, 100);
            if (random.nextInt(3) == 0) {
                Side side = side();
                rig.state.accepted(1_000_000 + i, account, instrument, side, quantity, quantity * 300, 0);
                if (random.nextBoolean()) {
                    rig.state.front.trade(1_000_000 + i, account, instrument, side, quantity, 0, E8);
                    rig.state.read();
                }
            }
            if (random.nextInt(4) == 0) {
                limits();
            }
            rig.take(account, instrument, side(), quantity, random.nextLong(1, 4));
            compare("order " + i);
        }
        assertTrue(passed > 200 && failed > 200, passed + " passed, " + failed + " failed");
    }

    @Test
    void aScopeWithoutSuchALimitIsFarFromIt() {
        rig.firm(Metric.MARK_AGE, 1_000_000 * E8);
        for (Metric metric : METRICS) {
            rig.firm(metric, 1_000_000_000L * E8);
        }
        rig.firm(Metric.CONCENTRATION, 100 * E8);
        rig.state.limit(HOLDERS[2], Metric.MAX_ORDER_QTY, 1_000 * E8);
        Order order = rig.take(SumsRig.PROP, SumsRig.SHARE, Side.BUY, 10, 2);
        rig.ask(limit::passes);
        assertEquals(Limits.UNLIMITED, order.clearanceAt(Order.AT_ACCOUNT, Metric.GROSS_EXPOSURE));
        assertEquals(Limits.UNLIMITED, order.clearanceAt(Order.AT_ACCOUNT, Metric.CONCENTRATION));
    }

    /** What is held counts for the issuer before, until it is marked; the order then adds less than is taken away. */
    @Test
    void anIssuersPartBelowNothingIsNothing() {
        rig.firm(Metric.MARK_AGE, 1_000_000 * E8);
        rig.firm(Metric.GROSS_EXPOSURE, 1_000_000_000L * E8);
        rig.firm(Metric.NET_EXPOSURE, 1_000_000_000L * E8);
        rig.firm(Metric.CONCENTRATION, 100 * E8);
        rig.state.front.position(SumsRig.PROP, SumsRig.EUROPEAN, 100);
        rig.state.front.write(new InstrumentStatedEncoder(), 0, 0, e -> e.instrumentId(SumsRig.EUROPEAN).currency(840)
            .tickE8(E8).lot(1).multiplier(1).symbol("EUR").name("").sector("").issuer("another"));
        rig.take(SumsRig.PROP, SumsRig.EUROPEAN, Side.BUY, 1, 2);
        assertTrue(rig.reading.exposures().holdings().marks().isWaiting(SumsRig.EUROPEAN));
        assertEquals("ok", rig.ask(limit::passes));
        compare("order of another issuer's");
    }
}
