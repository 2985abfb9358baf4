package throughline.lineage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.collections.LongArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.AccessRefusedEncoder;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.OrderCapturedEncoder;
import throughline.message.ReplaceRequestedEncoder;
import throughline.message.SessionOpenedEncoder;

/** The index of a journal against a naive list of its records, killed and spoilt in every way there is. */
final class JournalIndexTest {
    private static final Block.Shape SMALL = new Block.Shape(6, 3);
    private static final int ORDERS = 40;
    private static final String OPENING = "opening";

    @TempDir
    private Path directory;

    private final SplittableRandom random = new SplittableRandom(7);
    private final List<Naive> records = new ArrayList<>();

    /** What the twin keeps of a record, at its seq less one. */
    private record Naive(long orderId, int causeJournal, long causeSeq, String name) {
    }

    private Path file() {
        return directory.resolve("lineage").resolve("front.index");
    }

    private Journal journal(String name) {
        return ChronicleJournal.open(directory.resolve(name));
    }

    private Quill quill(Journal journal, long epoch) {
        records.clear();
        records.add(new Naive(0, 0, 0, ""));
        return new Quill(JournalId.FRONT, journal, epoch);
    }

    private void write(Quill quill, int count) {
        int left = count;
        while (left > 0) {
            int step = random.nextInt(10) == 0 ? 1 + random.nextInt(200) : 1 + random.nextInt(3);
            for (int i = 0; i < step; i++) {
                int kind = random.nextInt(4);
                Naive next = new Naive(random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(ORDERS), kind,
                    kind == 0 ? 0 : 1 + random.nextInt(records.size()), name());
                write(quill, next, JournalId.get((short) kind));
                records.add(next);
            }
            quill.commit();
            left -= step;
        }
    }

    /** What the next record calls an order: most call none. */
    private String name() {
        return random.nextInt(3) > 0 ? "" : random.nextInt(20) == 0 ? OPENING : "name-" + random.nextInt(50);
    }

    private void write(Quill quill, Naive next, JournalId cause) {
        if (next.name().isEmpty()) {
            quill.add(new AccessRefusedEncoder(), next.orderId(), cause, next.causeSeq()).request("r" + records.size());
        } else if (next.name().equals(OPENING)) {
            quill.add(new SessionOpenedEncoder(), next.orderId(), cause, next.causeSeq()).businessDate(1);
        } else if (random.nextBoolean()) {
            quill.add(new OrderCapturedEncoder(), next.orderId(), cause, next.causeSeq()).clOrdId(next.name())
                .accountName("A").symbol("S").strategy("").decisionMaker("").session("").parentId("").locate("");
        } else {
            quill.add(new ReplaceRequestedEncoder(), next.orderId(), cause, next.causeSeq()).clOrdId(next.name())
                .requestKey("k");
        }
    }

    private void assertNamed(JournalIndex index, String name, long key) {
        LongArrayList expected = new LongArrayList();
        for (int seq = 1; seq <= records.size(); seq++) {
            if (records.get(seq - 1).name().equals(name)) {
                expected.addLong(seq);
            }
        }
        assertEquals(expected, index.named(key), name);
    }

    private JournalIndex index(Journal journal, boolean keeper) {
        return new JournalIndex(JournalId.FRONT, file(), journal, keeper, SMALL);
    }

    private void followAll(JournalIndex index) {
        int most = 1 + random.nextInt(500);
        int read = most;
        while (read == most) {
            read = index.follow(most);
        }
    }

    private void assertEqualsTwin(JournalIndex index) {
        assertEquals(records.size(), index.seq());
        for (long order = 1; order <= ORDERS + 1; order++) {
            LongArrayList expected = new LongArrayList();
            for (int i = 0; i < records.size(); i++) {
                if (records.get(i).orderId() == order) {
                    expected.addLong(i + 1L);
                }
            }
            assertEquals(expected, index.ofOrder(order), "order " + order);
        }
        for (long nobody : new long[] {-1, Long.MAX_VALUE, 999_999_999_999_999_999L, 1L << Block.SEQ_BITS}) {
            assertEquals(new LongArrayList(), index.ofOrder(nobody), "order " + nobody);
        }
        assertNamed(index, OPENING, NameKey.OPENING);
        for (int i = 0; i <= 50; i++) {
            assertNamed(index, "name-" + i, NameKey.of("name-" + i));
        }
        for (int i = 0; i < 60; i++) {
            int kind = 1 + random.nextInt(3);
            long cause = 1 + random.nextInt(records.size());
            LongArrayList expected = new LongArrayList();
            for (int seq = 1; seq <= records.size(); seq++) {
                Naive naive = records.get(seq - 1);
                if (naive.causeJournal() == kind && naive.causeSeq() == cause) {
                    expected.addLong(seq);
                }
            }
            LongArrayList found = new LongArrayList();
            assertEquals(expected.size(), index.select(Block.CAUSE, Block.cause(kind, cause), 1_000, 0, found));
            assertEquals(expected, found, "cause " + kind + ":" + cause);
            long seq = 1 + random.nextInt(records.size());
            JournalRecord record = index.read(seq);
            assertEquals(seq, record.seq());
            assertEquals(records.get((int) seq - 1).orderId(), record.orderId());
        }
    }

    @Test
    void isTheTwinWhereverItIsKilledCutOrSpoilt() throws IOException {
        try (Journal journal = journal("front"); Quill quill = quill(journal, 11)) {
            for (int round = 0; round < 60; round++) {
                write(quill, random.nextInt(400));
                try (JournalIndex keeper = index(journal, true)) {
                    keeper.follow(random.nextInt(500));
                    followAll(keeper);
                    assertEqualsTwin(keeper);
                    assertEquals(records.size() / SMALL.records() * SMALL.records(), keeper.indexed());
                }
                try (JournalIndex reader = index(journal, false)) {
                    reader.load();
                    assertEquals(records.size() / SMALL.records() * SMALL.records(), reader.indexed());
                    followAll(reader);
                    assertEqualsTwin(reader);
                }
                damage();
            }
        }
    }

    private void damage() throws IOException {
        if (!Files.exists(file())) {
            return;
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            switch (random.nextInt(4)) {
                case 0 -> bytes.setLength(random.nextLong(bytes.length() + 1));
                case 1 -> {
                    long at = random.nextLong(bytes.length());
                    bytes.seek(at);
                    int was = bytes.read();
                    bytes.seek(at);
                    bytes.write(was ^ 1 << random.nextInt(8));
                }
                case 2 -> Files.delete(file());
                default -> { }
            }
        }
    }

    @Test
    void anotherProcessReadsOnWhileTheKeeperWrites() {
        try (Journal journal = journal("front"); Quill quill = quill(journal, 11);
            JournalIndex keeper = index(journal, true); JournalIndex reader = index(journal, false)) {
            for (int round = 0; round < 30; round++) {
                write(quill, random.nextInt(300));
                if (random.nextBoolean()) {
                    followAll(keeper);
                }
                followAll(reader);
                assertEqualsTwin(reader);
            }
            followAll(keeper);
            assertEqualsTwin(keeper);
        }
    }

    @Test
    void anIndexOfAnotherJournalIsNotBelieved() {
        try (Journal journal = journal("front"); Quill quill = quill(journal, 11);
            JournalIndex keeper = index(journal, true)) {
            write(quill, 1_000);
            followAll(keeper);
        }
        try (Journal journal = journal("otherEpoch"); Quill quill = quill(journal, 12)) {
            write(quill, 700);
            agree(journal);
        }
        try (Journal journal = journal("sameEpoch"); Quill quill = quill(journal, 12)) {
            write(quill, 300);
            agree(journal);
            agree(journal);
        }
    }

    @Test
    void anIndexWithoutNamesIsMadeAnew() {
        try (Journal journal = journal("front"); Quill quill = quill(journal, 11)) {
            write(quill, 1_000);
            Block.Shape nameless = new Block.Shape(6, 2);
            try (JournalIndex old = new JournalIndex(JournalId.FRONT, file(), journal, true, nameless)) {
                followAll(old);
            }
            agree(journal);
            agree(journal);
        }
    }

    private void agree(Journal journal) {
        try (JournalIndex reader = index(journal, false); JournalIndex keeper = index(journal, true)) {
            followAll(reader);
            assertEqualsTwin(reader);
            followAll(keeper);
            assertEqualsTwin(keeper);
            followAll(reader);
            assertEqualsTwin(reader);
        }
    }

    @Test
    void whatCannotBeWrittenOrReadIsAnsweredFromTheJournal() throws IOException {
        Files.writeString(directory.resolve("lineage"), "a file where the directory should be");
        try (Journal journal = journal("front"); Quill quill = quill(journal, 11);
            JournalIndex keeper = index(journal, true)) {
            write(quill, 1_000);
            followAll(keeper);
            assertEqualsTwin(keeper);
            assertFalse(Files.exists(file()));
            Files.delete(directory.resolve("lineage"));
            write(quill, 200);
            followAll(keeper);
            assertEqualsTwin(keeper);
            assertTrue(Files.exists(file()), "written again once it can be");
            try (JournalIndex reader = index(journal, false)) {
                reader.load();
                assertEquals(keeper.indexed(), reader.indexed());
            }
        }
    }

    @Test
    void aDirectoryWhereTheFileShouldBeStopsNothing() throws IOException {
        Files.createDirectories(file());
        try (Journal journal = journal("front"); Quill quill = quill(journal, 11)) {
            write(quill, 500);
            agree(journal);
        }
    }

    @Test
    void aCursorIsPutBeforeAnySeqItKnows() {
        try (Journal journal = journal("front"); Quill quill = quill(journal, 11);
            JournalIndex keeper = index(journal, true); RecordCursor cursor = new RecordCursor("front", journal)) {
            write(quill, 1_000);
            followAll(keeper);
            for (int i = 0; i < 200; i++) {
                long seq = 2 + random.nextInt((int) keeper.indexed());
                assertTrue(keeper.seek(cursor, seq));
                assertEquals(seq - 1, cursor.seq());
                assertEquals(seq <= records.size(), cursor.next());
            }
            assertFalse(keeper.seek(cursor, 1));
        }
    }
}
