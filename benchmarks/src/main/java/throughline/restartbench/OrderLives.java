package throughline.restartbench;

import java.util.SplittableRandom;
import org.agrona.collections.LongArrayList;
import throughline.bookbench.Imports;
import throughline.message.CancelRequestedEncoder;
import throughline.message.OrdType;
import throughline.message.OrderCapturedEncoder;
import throughline.message.ReplaceRequestedEncoder;
import throughline.message.Side;
import throughline.message.TimeInForce;

/**
 * Orders as a day has them, the same from the same seed: some rest and stay, of the others a half is amended and then
 * canceled, a quarter canceled, and a quarter filled, two against each other. For one thread.
 */
final class OrderLives {
    /** Records of the front's that an order leaves which goes: 6 amended and canceled, 4 canceled, 3 filled. */
    static final double RECORDS_OF_GONE = 6 / 2.0 + 4 / 4.0 + 3 / 4.0;
    /** Of one that stays: captured and placed. */
    static final int RECORDS_OF_ALIVE = 2;

    private static final int AT_ONCE = 256;
    private static final int LOT = 100;
    private static final int CENTS_AWAY = 50;
    private static final int LOWEST_PRICE = 10;
    private static final int PRICES = 90;

    private final MadeFirm firm;
    private final SplittableRandom random;
    private final double stays;
    private final OrderCapturedEncoder captured = new OrderCapturedEncoder();
    private final ReplaceRequestedEncoder replace = new ReplaceRequestedEncoder();
    private final CancelRequestedEncoder cancel = new CancelRequestedEncoder();
    private final LongArrayList amended = new LongArrayList();
    private final LongArrayList canceled = new LongArrayList();
    private final char[] lives = new char[AT_ONCE];
    private int number;

    /**
     * Lives that have not begun.
     *
     * @param alive share of the records' orders that stay
     */
    OrderLives(MadeFirm firm, long seed, long records, long alive) {
        this.firm = firm;
        random = new SplittableRandom(seed);
        double gone = (records - RECORDS_OF_ALIVE * (double) alive) / RECORDS_OF_GONE;
        stays = alive / (alive + gone);
    }

    /** Some more orders, from their capture to where they stay or end. */
    void some() {
        firm.front.forget();
        for (int i = 0; i < AT_ONCE; i += 2) {
            boolean filled = random.nextDouble() < (1 - stays) / 4;
            int instrument = 1 + random.nextInt(MadeFirm.INSTRUMENTS);
            int buyer = 1 + random.nextInt(MadeFirm.ACCOUNTS);
            int seller = 1 + (buyer + random.nextInt(MadeFirm.ACCOUNTS - 1)) % MadeFirm.ACCOUNTS;
            order(i, filled, true, instrument, buyer);
            order(i + 1, filled, false, filled ? instrument : 1 + random.nextInt(MadeFirm.INSTRUMENTS), seller);
        }
        firm.work();
        LongArrayList ids = firm.front.references();
        amended.clear();
        canceled.clear();
        for (int i = 0; i < AT_ONCE; i++) {
            if (lives[i] == 'a') {
                amended.addLong(ids.getLong(i));
            }
            if (lives[i] == 'a' || lives[i] == 'c') {
                canceled.addLong(ids.getLong(i));
            }
        }
        amended.forEachLong(this::amend);
        firm.work();
        canceled.forEachLong(this::cancel);
        firm.work();
    }

    private void order(int at, boolean filled, boolean buys, int instrument, int account) {
        lives[at] = filled ? 'f' : random.nextDouble() < stays / (stays + (1 - stays) * 3 / 4) ? 's'
            : random.nextInt(3) < 2 ? 'a' : 'c';
        long cents = 100L * (LOWEST_PRICE + instrument % PRICES);
        if (!filled) {
            cents += (buys ? -1 : 1) * (1 + random.nextInt(CENTS_AWAY));
        }
        firm.clock.step();
        firm.front.draft.begin(captured, Imports.TRADER, 0).quantity(filled ? LOT : 1 + random.nextInt(LOT))
            .price(cents).priceDecimals((short) 2).bodyHash(random.nextLong()).side(buys ? Side.BUY : Side.SELL)
            .ordType(OrdType.LIMIT).timeInForce(TimeInForce.DAY).clOrdId("T1-" + (10_000_000 + ++number))
            .accountName("A" + account).symbol("S" + instrument).strategy("").decisionMaker("").session("")
            .parentId("").locate("");
        firm.front.offer(captured);
    }

    private void amend(long order) {
        firm.clock.step();
        firm.front.draft.begin(replace, Imports.TRADER, order).quantity(1L + LOT + random.nextInt(LOT))
            .price(ReplaceRequestedEncoder.priceNullValue()).stopPrice(ReplaceRequestedEncoder.stopPriceNullValue())
            .bodyHash(order).clOrdId("").requestKey("");
        firm.front.offer(replace);
    }

    private void cancel(long order) {
        firm.clock.step();
        firm.front.draft.begin(cancel, Imports.TRADER, order).bodyHash(order).requestKey("");
        firm.front.offer(cancel);
    }
}
