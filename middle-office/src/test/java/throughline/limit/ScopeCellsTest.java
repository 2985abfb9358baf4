package throughline.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import throughline.message.ScopeKind;
import throughline.reference.Scope;
import throughline.state.Table;

class ScopeCellsTest {
    private static final int NUMBERS = 3;
    private static final ScopeKind[] KINDS =
        {ScopeKind.FIRM, ScopeKind.DESK, ScopeKind.STRATEGY, ScopeKind.ACCOUNT_INSTRUMENT};
    private static final int MOST = (1 << 28) - 1;

    private final ScopeCells cells = new ScopeCells(NUMBERS);
    private final Map<Long, Integer> rows = new HashMap<>();

    @Test
    void eachScopeKeepsItsNumbersWhileOthersCome() {
        SplittableRandom random = new SplittableRandom(20261122);
        for (int step : new int[] {1, 7, 64, 1 << 12}) {
            for (int i = 0; i < 20_000; i++) {
                ScopeKind kind = KINDS[random.nextInt(KINDS.length)];
                int id = kind == ScopeKind.FIRM ? 0 : random.nextInt(4) == 0 ? MOST - random.nextInt(3)
                    : 1 + random.nextInt(20);
                take(Scope.of(kind, id, step * random.nextInt(2_000)));
            }
            rows.forEach(this::check);
        }
    }

    private void take(long scope) {
        if (rows.containsKey(scope)) {
            check(scope, rows.get(scope));
            return;
        }
        assertEquals(Table.NONE, cells.find(scope));
        int row = rows.size();
        rows.put(scope, row);
        long place = cells.add(scope, row);
        for (int number = 0; number < NUMBERS; number++) {
            assertEquals(0, cells.get(place, number));
            cells.set(place, number, expected(scope, number));
        }
    }

    private void check(long scope, int row) {
        long place = cells.find(scope);
        assertEquals(row, cells.row(place));
        for (int number = 0; number < NUMBERS; number++) {
            assertEquals(expected(scope, number), cells.get(place, number));
        }
    }

    private static long expected(long scope, int number) {
        return scope * 31 + number;
    }

    @Test
    void whatIsNoHoldingIsNotFound() {
        cells.add(Scope.of(ScopeKind.FIRM, 0, 1), 0);
        assertEquals(Table.NONE, cells.find(Scope.FIRM));
        assertEquals(Table.NONE, cells.find(Scope.BASKET));
        assertEquals(Table.NONE, cells.find(Scope.order(77)));
        assertEquals(Table.NONE, cells.find(ScopeKind.DESK.value(), -1, 1));
        assertEquals(Table.NONE, cells.find(ScopeKind.FIRM.value(), 0, -1));
    }

    @Test
    void clearedItIsAsNew() {
        cells.add(Scope.pair(1, 1), 5);
        cells.clear();
        assertEquals(Table.NONE, cells.find(Scope.pair(1, 1)));
        assertEquals(0, cells.get(cells.add(Scope.pair(1, 1), 2), 0));
    }
}
