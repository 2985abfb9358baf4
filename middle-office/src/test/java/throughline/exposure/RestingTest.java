package throughline.exposure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The nearest price of each side of a group's instrument, against a look at all orders. */
class RestingTest {
    private static final int STEPS = 20_000;
    private static final int MOST = 10_000;

    private final Holds holds = new Holds(MOST);
    private final Resting resting = new Resting(holds, MOST);
    private final List<Integer> rows = new ArrayList<>();
    private long orders;

    private int add(int group, int instrument, boolean sells, long priceE8, long stopPriceE8) {
        int row = holds.add(++orders, 1, instrument, sells, 10, orders);
        holds.stand(row, 1, 1, 0, 0, 1, 0, group, false, false);
        holds.judge(row, priceE8, stopPriceE8, priceE8, 10, 10, 0);
        resting.count(holds, row, 1);
        rows.add(row);
        return row;
    }

    private void end(int at) {
        int row = rows.remove(at);
        resting.count(holds, row, -1);
        holds.remove(row);
    }

    @Test
    void whatRestsIsTheNearestOfItsSideGroupAndInstrument() {
        assertEquals(Resting.NONE, resting.lowestSellE8(7, 1));
        add(7, 1, true, 103, 0);
        add(7, 1, true, 101, 0);
        add(7, 1, true, 102, 0);
        add(8, 1, true, 90, 0);
        add(7, 2, true, 91, 0);
        add(0, 1, true, 92, 0);
        add(7, 1, true, 93, 94);
        add(7, 1, false, 88, 0);
        add(7, 1, false, 89, 0);
        assertEquals(101, resting.lowestSellE8(7, 1));
        assertEquals(89, resting.highestBuyE8(7, 1));
        end(1);
        assertEquals(102, resting.lowestSellE8(7, 1));
        end(rows.size() - 1);
        assertEquals(88, resting.highestBuyE8(7, 1));
        assertEquals(Resting.NONE, resting.lowestSellE8(0, 1));
    }

    @Test
    void theNearestIsThatOfALookAtAllHoweverOrdersComeAndGo() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("RestingTest -Dseed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int step = 0; step < STEPS; step++) {
            boolean more = rows.size() < 2 || random.nextInt(100) < 55;
            if (more) {
                add(1 + random.nextInt(2), 1 + random.nextInt(2), random.nextBoolean(), 1 + random.nextInt(500),
                    random.nextInt(10) == 0 ? 5 : 0);
            } else if (random.nextInt(3) > 0) {
                end(random.nextInt(rows.size()));
            } else {
                amend(random);
            }
            if (step % 16 == 0) {
                compare(step, resting);
            }
        }
        Resting again = new Resting(holds, 16);
        again.load(null);
        compare(STEPS, again);
    }

    /** More books than there is room for at first, and most of them end and begin again. */
    @Test
    void eachOfManyBooksKeepsItsOwn() {
        SplittableRandom random = new SplittableRandom(3);
        Map<List<Object>, TreeMap<Long, Integer>> all = new HashMap<>();
        for (int step = 0; step < 100_000; step++) {
            boolean more = rows.isEmpty() || random.nextInt(100) < (step < 50_000 ? 60 : 35);
            if (more) {
                int group = 1 + random.nextInt(200);
                int instrument = 1 + random.nextInt(60);
                long price = 1 + random.nextInt(5);
                add(group, instrument, random.nextBoolean(), price, 0);
                all.computeIfAbsent(bookOf(rows.size() - 1), b -> new TreeMap<>()).merge(price, 1, Integer::sum);
            } else {
                int at = random.nextInt(rows.size());
                all.get(bookOf(at)).merge(holds.worstPriceE8(rows.get(at)), -1, (n, by) -> n == 1 ? null : n + by);
                end(at);
            }
            int group = 1 + random.nextInt(200);
            int instrument = 1 + random.nextInt(60);
            TreeMap<Long, Integer> sells = all.getOrDefault(List.of(group, instrument, true), new TreeMap<>());
            TreeMap<Long, Integer> buys = all.getOrDefault(List.of(group, instrument, false), new TreeMap<>());
            assertEquals(sells.isEmpty() ? Resting.NONE : sells.firstKey(), resting.lowestSellE8(group, instrument));
            assertEquals(buys.isEmpty() ? Resting.NONE : buys.lastKey(), resting.highestBuyE8(group, instrument));
        }
    }

    private List<Object> bookOf(int at) {
        int row = rows.get(at);
        return List.of(holds.group(row), holds.instrumentId(row), holds.sells(row));
    }

    private void amend(SplittableRandom random) {
        int row = rows.get(random.nextInt(rows.size()));
        resting.count(holds, row, -1);
        if (holds.isAmending(row)) {
            holds.refused(row, 5);
        } else {
            long priceE8 = 1 + random.nextInt(500);
            holds.amend(row, 5, 10, priceE8, priceE8, 10, 10, 0);
        }
        resting.count(holds, row, 1);
    }

    private void compare(int step, Resting found) {
        for (int group = 1; group <= 2; group++) {
            for (int instrument = 1; instrument <= 2; instrument++) {
                long sell = Resting.NONE;
                long buy = Resting.NONE;
                for (int row : rows) {
                    boolean rests = holds.group(row) == group && holds.instrumentId(row) == instrument
                        && holds.stopPriceE8(row) == 0;
                    long price = holds.worstPriceE8(row);
                    sell = rests && holds.sells(row) && (sell == Resting.NONE || price < sell) ? price : sell;
                    buy = rests && !holds.sells(row) && price > buy ? price : buy;
                }
                assertEquals(sell, found.lowestSellE8(group, instrument), "step " + step);
                assertEquals(buy, found.highestBuyE8(group, instrument), "step " + step);
            }
        }
    }

    @Test
    void tenThousandThatComeInOrderAndGoInOrderCostAFewStepsEach() {
        long start = System.nanoTime();
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < MOST; i++) {
                add(7, 1, true, round % 2 == 0 ? i : MOST - i, 0);
            }
            while (!rows.isEmpty()) {
                end(rows.size() - 1);
            }
        }
        long perOrder = (System.nanoTime() - start) / (20 * MOST);
        assertTrue(perOrder < 20_000, perOrder + " ns for each of " + MOST);
        assertEquals(Resting.NONE, resting.lowestSellE8(7, 1));
    }
}
