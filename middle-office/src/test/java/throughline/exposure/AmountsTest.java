package throughline.exposure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import throughline.reference.Money;
import throughline.reference.Scope;
import throughline.state.Table;

/** Sums of money by scope and currency. */
final class AmountsTest {
    @Test
    void aScopesCurrenciesAreAChainInTheOrderTheyCame() {
        Amounts amounts = new Amounts(2, 1);
        int dollars = amounts.reach(Scope.FIRM, 840);
        amounts.reach(Scope.BASKET, 840);
        int euros = amounts.reach(Scope.FIRM, 978);
        assertEquals(dollars, amounts.reach(Scope.FIRM, 840));
        assertEquals(dollars, amounts.first(Scope.FIRM));
        assertEquals(euros, amounts.next(dollars));
        assertEquals(Table.NONE, amounts.next(euros));
        assertEquals(Table.NONE, amounts.row(Scope.FIRM, 392));
        assertEquals(Table.NONE, amounts.first(Scope.NONE));
        assertEquals(978, amounts.currency(euros));
    }

    @Test
    void whatDoesNotFitIsToldAsOverflowAndCanBeTakenAway() {
        Amounts amounts = new Amounts(1, 1);
        int row = amounts.reach(Scope.FIRM, 840);
        amounts.increase(row, 0, 7);
        for (int i = 0; i < 3; i++) {
            amounts.increase(row, 0, Long.MAX_VALUE);
        }
        assertEquals(Money.OVERFLOW, amounts.get(row, 0));
        for (int i = 0; i < 6; i++) {
            amounts.increase(row, 0, -Long.MAX_VALUE);
        }
        assertEquals(-Money.OVERFLOW, amounts.get(row, 0));
        for (int i = 0; i < 3; i++) {
            amounts.increase(row, 0, Long.MAX_VALUE);
        }
        assertEquals(7, amounts.get(row, 0));
    }

    @Test
    void exactAsBigNumbersAlsoWhenSavedAndLoaded() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        Amounts amounts = new Amounts(2, 1);
        BigInteger[][] twin = new BigInteger[8][];
        for (int i = 0; i < 20_000; i++) {
            int place = random.nextInt(twin.length);
            int row = amounts.reach(place % 4 + 1, place < 4 ? 840 : 978);
            twin[place] = twin[place] == null ? new BigInteger[] {BigInteger.ZERO, BigInteger.ZERO} : twin[place];
            long by = random.nextLong() >> random.nextInt(64);
            by = by == Long.MIN_VALUE ? 0 : by;
            int sum = random.nextInt(2);
            amounts.increase(row, sum, by);
            twin[place][sum] = twin[place][sum].add(BigInteger.valueOf(by));
            assertEquals(told(twin[place][sum]), amounts.get(row, sum), "seed " + seed);
            amounts.begin();
            amounts.plus(row, 0);
            amounts.minus(row, 1);
            amounts.plus(by);
            BigInteger total = twin[place][0].subtract(twin[place][1]).add(BigInteger.valueOf(by));
            assertEquals(told(total), amounts.total(), "seed " + seed);
            if (i % 5_000 == 4_999) {
                Amounts copy = new Amounts(2, 1);
                copy.reach(99, 1);
                SumsRig.carry(amounts, copy);
                amounts = copy;
            }
        }
    }

    private static long told(BigInteger exact) {
        BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
        return exact.min(most).max(most.negate()).longValueExact();
    }
}
