package throughline.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import throughline.journal.Journal;
import throughline.journal.JournalDamaged;
import throughline.journal.MemoryJournal;
import throughline.message.JournalId;
import throughline.play.Progress;

/** The cut of three journals that grow while they are copied, against plain lists of what was written when. */
final class ClosedCutTest {
    private static final int HISTORIES = 30;
    private static final int STEPS = 60;
    private static final int OFFICES = 3;

    private final MemoryJournal front = new MemoryJournal("front");
    private final MemoryJournal middle = new MemoryJournal("middle");
    private final MemoryJournal back = new MemoryJournal("back");

    private static Meter meter() {
        return new Meter(new Progress(new PrintStream(OutputStream.nullOutputStream()), false),
            new Room(Path.of("memory"), () -> Long.MAX_VALUE), 0);
    }

    @Test
    void whereverEachJournalIsMetTheCutIsClosedAndNoneIsLarger() {
        long seed = Long.getLong("cut.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        System.out.println("cut.seed=" + seed);
        int trimmed = 0;
        for (int number = 0; number < HISTORIES; number++) {
            History history = new History(random.nextLong(), STEPS);
            for (int first = OFFICES; first <= history.docs.size(); first++) {
                int second = random.nextInt(first, history.docs.size() + 1);
                int third = random.nextInt(second, history.docs.size() + 1);
                trimmed += new ClosedCutTest().cutAt(history, first, second, third);
            }
        }
        assertTrue(trimmed > HISTORIES * STEPS, "in most cuts something had to be left out: " + trimmed);
    }

    /** The front's end is met at the first moment, the middle's at the second, the back's at the third. */
    private int cutAt(History history, int first, int second, int third) {
        MemoryJournal toFront = new MemoryJournal("front copy");
        MemoryJournal toMiddle = new MemoryJournal("middle copy");
        MemoryJournal toBack = new MemoryJournal("back copy");
        Journal.Appender[] sources = {front.appender(), middle.appender(), back.appender()};
        append(history, 0, first, sources);
        CopiedJournal frontCopy;
        CopiedJournal middleCopy;
        CopiedJournal backCopy;
        try (ClosedCut cut = new ClosedCut(front, middle, back, meter())) {
            frontCopy = cut.front(toFront.appender());
            append(history, first, second, sources);
            middleCopy = cut.middle(toMiddle.appender());
            append(history, second, third, sources);
            backCopy = cut.back(toBack.appender());
        }
        long frontEnd = holds(history.before(first, JournalId.FRONT), toFront, frontCopy, Long.MAX_VALUE);
        List<History.Doc> middleDocs = history.before(second, JournalId.MIDDLE);
        long middleEnd = holds(middleDocs, toMiddle, middleCopy, frontEnd);
        List<History.Doc> backDocs = history.before(third, JournalId.BACK);
        long backEnd = holds(backDocs, toBack, backCopy, middleEnd);
        for (History.Doc doc : history.before(first, JournalId.FRONT)) {
            assertTrue(doc.consumed1() <= middleEnd && doc.consumed2() <= backEnd, "the front names what is inside");
        }
        return middleDocs.size() + backDocs.size() - toMiddle.documents().size() - toBack.documents().size();
    }

    private static void append(History history, int from, int to, Journal.Appender... appenders) {
        history.append(JournalId.FRONT, from, to, appenders[0]);
        history.append(JournalId.MIDDLE, from, to, appenders[1]);
        history.append(JournalId.BACK, from, to, appenders[2]);
    }

    /** All documents that may be in, in order, byte for byte, and no other; gives the last seq. */
    private static long holds(List<History.Doc> written, MemoryJournal copy, CopiedJournal told, long inputEnd) {
        List<History.Doc> wanted = written.stream().filter(doc -> doc.consumed1() <= inputEnd).toList();
        assertEquals(wanted, written.subList(0, wanted.size()));
        assertEquals(wanted.size(), copy.documents().size());
        for (int i = 0; i < wanted.size(); i++) {
            assertArrayEquals(wanted.get(i).bytes(), copy.documents().get(i));
        }
        History.Doc last = wanted.get(wanted.size() - 1);
        assertEquals(last.lastSeq(), told.seq());
        assertEquals(wanted.size(), told.documents());
        assertEquals(last.office().value(), told.epoch());
        assertEquals(wanted.stream().mapToLong(doc -> doc.bytes().length).sum(), told.bytes());
        return last.lastSeq();
    }

    @Test
    void aFrontThatSeemsToEndBeforeWhatTheMiddleNamesIsDamaged() {
        History history = new History(7, STEPS);
        int end = history.docs.size();
        List<History.Doc> fronts = history.before(end, JournalId.FRONT);
        int lost = history.docs.indexOf(fronts.get(fronts.size() / 2));
        history.append(JournalId.FRONT, 0, lost, front.appender());
        history.append(JournalId.MIDDLE, 0, end, middle.appender());
        history.append(JournalId.BACK, 0, end, back.appender());
        try (ClosedCut cut = new ClosedCut(front, middle, back, meter())) {
            long seq = cut.front(new MemoryJournal("copy").appender()).seq();
            String said = assertThrows(JournalDamaged.class,
                () -> cut.middle(new MemoryJournal("copy").appender())).getMessage();
            assertTrue(said.startsWith("journal front can be read to seq " + seq + ", and journal middle names"), said);
        }
    }

    @Test
    void aMiddleOrBackThatEndsBeforeWhatTheFrontNamesIsDamaged() {
        for (JournalId cutShort : List.of(JournalId.MIDDLE, JournalId.BACK)) {
            ClosedCutTest other = new ClosedCutTest();
            History history = new History(11, STEPS);
            int end = history.docs.size();
            history.append(JournalId.FRONT, 0, end, other.front.appender());
            history.append(JournalId.MIDDLE, 0, cutShort == JournalId.MIDDLE ? OFFICES : end, other.middle.appender());
            history.append(JournalId.BACK, 0, cutShort == JournalId.BACK ? OFFICES : end, other.back.appender());
            try (ClosedCut cut = new ClosedCut(other.front, other.middle, other.back, meter())) {
                cut.front(new MemoryJournal("copy").appender());
                cut.middle(new MemoryJournal("copy").appender());
                String said = assertThrows(JournalDamaged.class,
                    () -> cut.back(new MemoryJournal("copy").appender())).getMessage();
                assertTrue(said.contains(cutShort == JournalId.MIDDLE ? "journal middle can be read to seq 1"
                    : "journal back can be read to seq 1"), said);
            }
        }
    }
}
