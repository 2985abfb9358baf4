package throughline.lineage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static throughline.message.JournalId.FRONT;
import static throughline.message.JournalId.MIDDLE;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.journal.MemoryJournal;
import throughline.message.JournalRecord;
import throughline.message.OrderAcceptedEncoder;
import throughline.message.OrderCapturedEncoder;
import throughline.message.OrderPlacedEncoder;
import throughline.message.ReplaceRequestedEncoder;
import throughline.message.SessionOpenedEncoder;

/** Orders found in the journals by id and by name. */
final class MemoryTest {
    private static final Block.Shape SMALL = new Block.Shape(6, 3);
    /** Two names with one key. */
    private static final String NAME = "n-14764996";
    private static final String TWIN = "n-15094643";

    @TempDir
    private Path directory;

    private final MemoryJournal frontJournal = new MemoryJournal("front");
    private final MemoryJournal middleJournal = new MemoryJournal("middle");
    private final Quill front = new Quill(FRONT, frontJournal, 1);
    private final Quill middle = new Quill(MIDDLE, middleJournal, 2);

    private long capture(int user, String name) {
        long id = front.seq() + 1;
        front.add(new OrderCapturedEncoder(), id, null, 0, user).clOrdId(name).accountName("A").symbol("S")
            .strategy("").decisionMaker("").session("").parentId("").locate("");
        return front.commit();
    }

    private void rename(long orderId, int owner, int by, String name) {
        front.add(new ReplaceRequestedEncoder(), orderId, null, 0, by).userId(owner).clOrdId(name).requestKey("");
        front.commit();
    }

    private Memory memory() {
        return new Memory(lineage());
    }

    private Lineage lineage() {
        Lineage lineage = new Lineage();
        lineage.set(FRONT, new JournalIndex(FRONT, directory.resolve("front"), frontJournal, true, SMALL));
        lineage.set(MIDDLE, new JournalIndex(MIDDLE, directory.resolve("middle"), middleJournal, true, SMALL));
        lineage.index(FRONT).follow(Integer.MAX_VALUE);
        lineage.index(MIDDLE).follow(Integer.MAX_VALUE);
        return lineage;
    }

    private static List<Long> ids(List<Past> orders) {
        return orders.stream().map(Past::orderId).toList();
    }

    private static List<Long> seqs(List<JournalRecord> records) {
        return records.stream().map(JournalRecord::seq).toList();
    }

    @Test
    void aHashThatMeetsAnotherIsNoLie() {
        assertEquals(NameKey.of(NAME), NameKey.of(TWIN));
        long one = capture(7, NAME);
        long other = capture(7, TWIN);
        assertEquals(List.of(one), ids(memory().called(NAME, 7, Long.MAX_VALUE)));
        assertEquals(List.of(other), ids(memory().called(TWIN, 7, Long.MAX_VALUE)));
    }

    @Test
    void aNameLeadsToAllThatAreCalledSoTheNewestFirst() {
        long first = capture(7, "a");
        rename(first, 7, 9, "b");
        rename(first, 7, 7, "b");
        long second = capture(7, "b");
        long others = capture(8, "b");
        for (int i = 0; i < 200; i++) {
            capture(8, "x" + i);
        }
        long third = capture(7, "b");
        Memory memory = memory();
        for (int user = 7; user <= 9; user++) {
            assertEquals(List.of(third, others, second, first), ids(memory.called("b", user, Long.MAX_VALUE)));
        }
        assertEquals(List.of(first), ids(memory.called("a", 9, Long.MAX_VALUE)));
        assertEquals(List.of(), memory.called("c", 7, Long.MAX_VALUE));
        assertEquals(List.of(), memory.called("", 7, Long.MAX_VALUE));
    }

    @Test
    void ofANameOnlyTheNewestThousandAreTold() {
        for (int i = 0; i < Memory.MOST + 5; i++) {
            capture(7, "a");
        }
        List<Long> ids = ids(memory().called("a", 7, Long.MAX_VALUE));
        assertEquals(Memory.MOST, ids.size());
        assertEquals(front.seq(), ids.get(0));
        assertEquals(ids, ids(memory().called("a", 8, Long.MAX_VALUE)));
        long own = capture(8, "a");
        for (int i = 0; i < Memory.MOST; i++) {
            capture(7, "a");
        }
        List<Long> behind = ids(memory().called("a", 8, Long.MAX_VALUE));
        assertEquals(Memory.MOST + 1, behind.size());
        assertEquals(own, behind.get(Memory.MOST), "one's own is not lost behind those of others");
    }

    @Test
    void whatIsTooMuchAtATimeIsLeftForAnotherQuestion() {
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            long id = capture(7, "a");
            all.add(0, id);
            rename(id, 7, 7, "a");
        }
        Memory memory = new Memory(lineage(), 4);
        List<Long> told = new ArrayList<>();
        long below = Long.MAX_VALUE;
        while (below > 0) {
            List<Past> part = memory.called("a", 7, below);
            Past last = part.get(part.size() - 1);
            assertEquals(last.isRead() ? 1 : 3, part.size());
            part.stream().filter(Past::isRead).forEach(order -> told.add(order.orderId()));
            below = last.isRead() ? 0 : last.orderId() + 1;
        }
        assertEquals(all, told);
        assertEquals(List.of(), memory.called("a", 7, all.get(6)));
    }

    @Test
    void anOrderIsAllItsRecordsAndTheDaysThatOpened() {
        front.add(new SessionOpenedEncoder(), 0, null, 0).businessDate(1);
        long opened = front.commit();
        long id = capture(7, "a");
        middle.add(new OrderAcceptedEncoder(), id, FRONT, id).strategy("").decisionMaker("").session("").parentId("")
            .locate("").warnedScope("");
        long accepted = middle.commit();
        front.add(new OrderPlacedEncoder(), id, MIDDLE, accepted);
        long placed = front.commit();
        front.add(new SessionOpenedEncoder(), 0, null, 0).businessDate(2);
        long next = front.commit();
        Memory memory = memory();
        Past past = memory.order(id);
        assertEquals(List.of(id, placed), seqs(past.own()));
        assertEquals(List.of(accepted), seqs(past.decisions()));
        assertEquals(List.of(opened, next), past.openings());
        assertNull(memory.order(placed));
        assertNull(memory.order(next + 1));
        assertNull(memory.order(0));
    }
}
