package throughline.exposure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import throughline.state.Table;

/** Who waits to be marked anew, and in which order. */
class MarksTest {
    private final Marks marks = new Marks();

    MarksTest() {
        for (int id = 1; id <= 4; id++) {
            marks.chain(id, 10 * id, 100, 1);
            marks.chain(id, 10 * id + 1, 100, 1);
        }
    }

    @Test
    void theFirstPriceOfEachDecidesTheOrderAndTheSamePriceIsNone() {
        marks.moved(2, 101, 1, 5);
        marks.moved(3, 100, 1, 6);
        marks.moved(1, 102, 1, 7);
        marks.moved(2, 103, 1, 8);
        assertEquals(2, marks.oldest());
        assertEquals(5, marks.oldestNs());
        assertFalse(marks.isWaiting(3));
        marks.taken(2, 103, 1, Table.NONE);
        assertEquals(1, marks.oldest());
        assertEquals(7, marks.oldestNs());
        marks.taken(1, 102, 1, Table.NONE);
        assertEquals(Table.NONE, marks.oldest());
        assertEquals(0, marks.oldestNs());
        marks.moved(2, 103, 1, 9);
        assertEquals(Table.NONE, marks.oldest());
    }

    @Test
    void anotherRateWaitsAsAnotherPriceDoes() {
        marks.moved(4, 100, 2, 5);
        assertEquals(4, marks.oldest());
    }

    @Test
    void whatNobodyHoldsWaitsForNothing() {
        marks.moved(9, 100, 1, 5);
        marks.moved(0, 100, 1, 5);
        marks.restated(9, 5);
        assertEquals(Table.NONE, marks.oldest());
    }

    @Test
    void aPriceAmongSlicesWaitsOnceMoreAtItsOwnAge() {
        marks.moved(1, 101, 1, 5);
        assertEquals(11, marks.next(1));
        marks.taken(1, 101, 1, 10);
        assertEquals(10, marks.next(1));
        marks.moved(2, 101, 1, 6);
        marks.moved(1, 102, 1, 7);
        marks.moved(1, 103, 1, 8);
        marks.moved(3, 101, 1, 9);
        assertTrue(marks.waitsAgain(1));
        assertEquals(5, marks.oldestNs());
        marks.taken(1, 103, 1, Table.NONE);
        assertFalse(marks.waitsAgain(1));
        assertEquals(2, marks.oldest());
        marks.taken(2, 101, 1, Table.NONE);
        assertEquals(1, marks.oldest());
        assertEquals(7, marks.oldestNs());
        assertEquals(11, marks.next(1));
        marks.taken(1, 103, 1, Table.NONE);
        assertEquals(3, marks.oldest());
    }

    @Test
    void aPriceBeforeTheFirstSliceIsTakenWithIt() {
        marks.moved(1, 101, 1, 5);
        marks.moved(1, 102, 1, 6);
        assertFalse(marks.waitsAgain(1));
    }

    @Test
    void goesOnAlikeWhenRestored() {
        marks.moved(1, 101, 1, 5);
        marks.moved(3, 101, 1, 6);
        marks.taken(1, 101, 1, 10);
        marks.moved(1, 102, 1, 7);
        Marks restored = SumsRig.carry(marks, new Marks());
        restored.taken(1, 102, 1, Table.NONE);
        assertEquals(3, restored.oldest());
        restored.taken(3, 101, 1, Table.NONE);
        assertEquals(1, restored.oldest());
    }

    @Test
    void whatWasStatedAnewIsToldFromAPriceUntilAllHaveHadTheirTurn() {
        marks.moved(1, 101, 1, 5);
        assertTrue(marks.isWaiting(1));
        assertFalse(marks.isRestated(1));
        marks.taken(1, 101, 1, 10);
        marks.restated(1, 6);
        marks.moved(1, 102, 1, 7);
        assertTrue(marks.isRestated(1));
        marks.taken(1, 102, 1, Table.NONE);
        assertTrue(marks.isRestated(1), "those of the first slice are of the instrument before");
        marks.taken(1, 102, 1, Table.NONE);
        assertFalse(marks.isRestated(1));
        marks.moved(1, 103, 1, 8);
        assertFalse(marks.isRestated(1));
        assertFalse(marks.isRestated(9));
    }
}
