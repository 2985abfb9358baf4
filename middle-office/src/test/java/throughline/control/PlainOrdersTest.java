package throughline.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import throughline.exposure.SumsRig;
import throughline.limit.Alerts;
import throughline.message.AccountKind;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.message.Side;
import throughline.reference.Measure;
import throughline.reference.Scope;

/**
 * A plain order that passes all controls at once, against the same order asked by each of them, as one is that somebody
 * listens to: while limits, accounts, traders, prices and what works change at random.
 */
class PlainOrdersTest {
    private static final long E8 = SumsRig.E8;
    private static final long DOLLARS = 1_000_000L;
    private static final int ROUNDS = 40_000;
    private static final RandomLimits CHANGES = new RandomLimits(300, 2_000, 60);
    /** Orders until all begins anew: marks that wait, which nobody takes up here, keep orders from passing at once. */
    private static final int LIFE = 200;
    /** Who decides on the orders that a strategy enters here, so that they are a person's. */
    private static final int DECIDES = 2;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Alerts alerts = new Alerts();
    private final Verdict plain = new Verdict(alerts);
    private final Verdict told = new Verdict(alerts);
    private ControlRig rig;
    private Checks checks;
    private int heard;

    private void open() {
        rig = new ControlRig();
        checks = new Checks(rig.reading);
        rig.state.dayOpened(SumsRig.DATE);
        rig.state.front.cash(SumsRig.CLIENT, 840, 1_000_000 * DOLLARS);
        rig.state.front.user(DECIDES, "who", 0, false, false);
        rig.state.read();
        for (Metric metric : Metric.values()) {
            if (Measure.of(metric) != Measure.NONE) {
                rig.firm(metric, RandomLimits.wide(metric));
            }
        }
    }

    private long scope() {
        int width = random.nextInt(Scope.COUNT);
        int instrument = SumsRig.SHARE + random.nextInt(3);
        return switch (Scope.kindAt(width)) {
            case FIRM -> Scope.FIRM;
            case INSTRUMENT -> Scope.instrument(instrument);
            case ACCOUNT_INSTRUMENT -> Scope.pair(random.nextInt(1, 3), instrument);
            default -> Scope.of(Scope.kindAt(width), random.nextInt(1, 4));
        };
    }

    private void change() {
        CHANGES.one(random, scope(), rig.state::limit);
    }

    private void disturb() {
        switch (random.nextInt(40)) {
            case 0, 1 -> change();
            case 4 -> rig.state.front.account(SumsRig.PROP, "PROP", random.nextInt(1, 3), AccountKind.PRINCIPAL,
                random.nextInt(4) > 0);
            case 5 -> rig.state.front.user(SumsRig.TRADER, "trader", random.nextInt(3), random.nextInt(9) > 0, false);
            case 6 -> rig.state.front.price(random.nextInt(1, 4), 2 * E8 + random.nextInt(20) * E8 / 100,
                SumsRig.DATE);
            case 7 -> rig.state.front.timeNs += random.nextLong(2_000_000_000L);
            case 8 -> rig.state.front.position(SumsRig.PROP, random.nextInt(1, 4), random.nextLong(-500, 500));
            default -> {
                // nothing
            }
        }
        rig.state.read();
    }

    private String judged(Verdict verdict, int account, int instrument, Side side, long quantity) {
        verdict.crossings().clear();
        Order order = rig.order;
        boolean passes = checks.pass(order, verdict, false);
        String measured = passes ? order.valueMinor() + " " + order.baseMinor() + " " + order.feesMinor() + " "
            + order.worstPriceE8() + " " + order.reducing() : "";
        return account + " " + instrument + " " + side + " " + quantity + ": " + passes + " " + verdict.code() + " "
            + verdict.metric() + " " + verdict.kind() + " " + verdict.scope() + " " + verdict.bound() + " "
            + verdict.observed() + ", " + verdict.warnedMetric() + " " + verdict.warnedScope() + " "
            + verdict.warnedBound() + " " + verdict.warnedObserved() + ", " + verdict.crossings().count() + ", "
            + measured;
    }

    @Test
    void whatPassesAtOnceIsWhatPassesOneByOne() {
        told.tell((code, metric, scope, limit, met, passes) -> heard++);
        Set<RejectCode> codes = EnumSet.noneOf(RejectCode.class);
        int atOnce = 0;
        for (int round = 0; round < ROUNDS; round++) {
            if (round % LIFE == 0) {
                open();
            }
            disturb();
            int account = random.nextInt(1, 3);
            int instrument = random.nextInt(1, 4);
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            long quantity = random.nextLong(1, 50);
            rig.take(account, instrument, side, quantity, 2);
            String alone = judged(plain, account, instrument, side, quantity);
            codes.add(plain.code());
            atOnce += rig.order.isPlain() && checks.passesPlainly(rig.order, plain) ? 1 : 0;
            boolean stands = plain.isClear() && random.nextInt(4) == 0;
            assertEquals(judged(told, account, instrument, side, quantity), alone, "-Dseed=" + seed + ", " + round);
            if (stands) {
                rig.state.accepted(rig.order.orderId(), account, instrument, side, quantity,
                    rig.order.valueMinor(), rig.order.feesMinor());
            }
        }
        assertTrue(atOnce > ROUNDS / 20 && codes.size() > 5 && heard > ROUNDS,
            "-Dseed=" + seed + ": " + atOnce + " passed at once, " + codes);
    }
}
