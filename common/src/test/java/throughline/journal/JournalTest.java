package throughline.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every kind of journal must do; each kind runs all of it. */
abstract class JournalTest {
    private final Documents documents = new Documents();
    private Journal journal;
    private Journal.Appender appender;
    private RecordCursor cursor;

    /** An empty journal, or the same one again. */
    abstract Journal open();

    @BeforeEach
    void begin() {
        journal = open();
        appender = journal.appender();
        cursor = new RecordCursor("test", journal);
    }

    @AfterEach
    void end() {
        cursor.close();
        appender.close();
        journal.close();
    }

    private void append(long seq, String text) {
        documents.begin().add(seq, true, text).appendTo(appender);
    }

    private void reads(long seq, String text) {
        assertTrue(cursor.next());
        assertEquals(seq, cursor.seq());
        assertEquals(seq, cursor.record().seq());
        assertEquals(text, Documents.text(cursor.record()));
    }

    @Test
    void anEmptyOneHasNothing() {
        assertFalse(cursor.next());
        assertEquals(0, cursor.seq());
        assertEquals(-1, cursor.position());
        assertTrue(cursor.moveTo(-1, 0, 0));
    }

    @Test
    void whatIsAppendedIsReadAsSoonAsItStands() {
        append(1, "one");
        reads(1, "one");
        assertFalse(cursor.next());
        append(2, "two");
        append(3, "");
        reads(2, "two");
        reads(3, "");
        assertFalse(cursor.next());
    }

    @Test
    void aDocumentOfManyRecordsIsReadOneByOne() {
        documents.begin().add(1, false, "a").add(2, false, "b").add(3, true, "c").appendTo(appender);
        append(4, "d");
        reads(1, "a");
        assertFalse(cursor.record().isLastOfStep());
        reads(2, "b");
        reads(3, "c");
        assertTrue(cursor.record().isLastOfStep());
        reads(4, "d");
    }

    @Test
    void offsetsAndMemoryOutsideTheHeapAreTaken() {
        documents.begin().add(1, true, "moved");
        UnsafeBuffer direct = new UnsafeBuffer(ByteBuffer.allocateDirect(documents.length() + 100));
        direct.putBytes(100, documents.buffer(), 0, documents.length());
        appender.append(direct, 100, documents.length());
        documents.begin().add(2, true, "array");
        UnsafeBuffer part = new UnsafeBuffer(new byte[documents.length() + 64], 32, documents.length() + 32);
        part.putBytes(7, documents.buffer(), 0, documents.length());
        appender.append(part, 7, documents.length());
        reads(1, "moved");
        reads(2, "array");
    }

    @Test
    void aKnownRecordIsFoundAgainAlsoWithinADocument() {
        append(1, "one");
        documents.begin().add(2, false, "a").add(3, false, "b").add(4, true, "c").appendTo(appender);
        append(5, "five");
        long position = -1;
        long crc = 0;
        while (cursor.next()) {
            position = cursor.seq() == 3 ? cursor.position() : position;
            crc = cursor.seq() == 3 ? cursor.crc() : crc;
        }
        try (RecordCursor other = new RecordCursor("other", journal)) {
            assertTrue(other.moveTo(position, 3, crc));
            assertEquals("b", Documents.text(other.record()));
            assertEquals(position, other.position());
            assertTrue(other.next());
            assertEquals(4, other.seq());
            assertTrue(other.next());
            assertEquals(5, other.seq());
            assertFalse(other.next());
        }
    }

    @Test
    void aRecordThatIsNotThereIsNotFoundAndRewindingStartsAnew() {
        append(1, "one");
        append(2, "two");
        reads(1, "one");
        long position = cursor.position();
        long crc = cursor.crc();
        for (long[] wrong : new long[][] {{position, 1, crc + 1}, {position, 2, crc}, {position, 0x7FFF, crc},
            {1L << 40, 1, crc}, {-1, 1, crc}}) {
            assertFalse(cursor.moveTo(wrong[0], wrong[1], wrong[2]));
            cursor.rewind();
            reads(1, "one");
            reads(2, "two");
            assertFalse(cursor.next());
        }
    }

    @Test
    void gapsRepeatsAndWrongBytesAreNamed() {
        append(1, "one");
        append(3, "three");
        reads(1, "one");
        assertDamaged("seq 3 follows seq 1");
    }

    @Test
    void aRepeatedSeqIsNamed() {
        append(1, "one");
        append(1, "one");
        reads(1, "one");
        assertDamaged("seq 1 follows seq 1");
    }

    @Test
    void aWrongCrcIsNamed() {
        append(1, "one");
        documents.begin().add(2, true, "two").spoil().appendTo(appender);
        reads(1, "one");
        assertDamaged("CRC of the record behind seq 1 is wrong");
    }

    @Test
    void theLayoutOfAnEarlierBuildIsNamedAndNotRead() {
        documents.begin().add(1, true, "one").earlier().appendTo(appender);
        assertDamaged("behind seq 0 is laid out as version 1 has it, this build reads version 4");
    }

    @Test
    void aCutStepAndABrokenFrameAreNamed() {
        documents.begin().add(1, false, "no end").appendTo(appender);
        assertDamaged("the step of seq 1 is cut");
    }

    @Test
    void aFrameThatReachesBeyondItsDocumentIsNamed() {
        documents.begin().add(1, true, "one");
        appender.append(documents.buffer(), 0, documents.length() - 2);
        assertDamaged("no whole record behind seq 0");
    }

    private void assertDamaged(String what) {
        JournalDamaged damaged = assertThrows(JournalDamaged.class, cursor::next);
        assertTrue(damaged.getMessage().contains(what), damaged.getMessage());
    }

    @Test
    void thereIsOneWriterAtATime() {
        assertThrows(JournalInUse.class, journal::appender);
        append(1, "one");
        appender.close();
        appender = journal.appender();
        append(2, "two");
        reads(1, "one");
        reads(2, "two");
    }

    @Test
    void largeDocumentsToTheLimit() {
        String text = "x".repeat(60_000);
        documents.begin();
        int records = 0;
        while (documents.length() + 60_200 < Journal.MAX_DOCUMENT_LENGTH) {
            documents.add(++records, false, text);
        }
        documents.add(++records, true, "last").appendTo(appender);
        append(records + 1L, "small again");
        for (int seq = 1; seq < records; seq++) {
            reads(seq, text);
        }
        reads(records, "last");
        reads(records + 1L, "small again");
    }

    @Test
    void whatIsWrittenAtRandomIsReadTheSameByOthersAndLater() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        List<String> texts = new ArrayList<>();
        long[] positions = new long[2_000];
        long[] crcs = new long[2_000];
        while (texts.size() < positions.length - 20) {
            int records = random.nextInt(1, 20);
            documents.begin();
            for (int i = 1; i <= records; i++) {
                texts.add("t".repeat(random.nextInt(0, 300)) + texts.size());
                documents.add(texts.size(), i == records, texts.get(texts.size() - 1));
            }
            documents.appendTo(appender);
            while (cursor.next()) {
                positions[(int) cursor.seq()] = cursor.position();
                crcs[(int) cursor.seq()] = cursor.crc();
            }
            assertEquals(texts.size(), cursor.seq(), "seed " + seed);
        }
        try (RecordCursor other = new RecordCursor("other", journal)) {
            for (int i = 0; i < 300; i++) {
                int seq = random.nextInt(1, texts.size() + 1);
                assertTrue(other.moveTo(positions[seq], seq, crcs[seq]), "seed " + seed + ", seq " + seq);
                assertEquals(texts.get(seq - 1), Documents.text(other.record()), "seed " + seed);
                assertEquals(seq < texts.size(), other.next(), "seed " + seed);
            }
        }
    }

    /** Far behind the writer a reader takes much at a time; it may be sent elsewhere meanwhile, and misses nothing. */
    @Test
    void whoIsFarBehindIsSentToAndFroAndMissesNothing() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        String[] texts = new String[400];
        long[] positions = new long[texts.length];
        for (int seq = 1; seq < texts.length; seq++) {
            texts[seq] = seq + "t".repeat(random.nextInt(random.nextInt(20) == 0 ? 60_000 : 300));
        }
        int written = 0;
        while (written < texts.length - 1) {
            for (int count = random.nextInt(60); count > 0 && written < texts.length - 1; count--) {
                append(++written, texts[written]);
            }
            for (int count = random.nextInt(60); count > 0 && cursor.seq() < written; count--) {
                reads(cursor.seq() + 1, texts[(int) cursor.seq() + 1]);
                positions[(int) cursor.seq()] = cursor.position();
            }
            assertEquals(cursor.seq() < written, cursor.next(), "seed " + seed);
            positions[(int) cursor.seq()] = cursor.position();
            if (cursor.seq() > 0 && random.nextInt(4) == 0) {
                int known = random.nextInt(1, (int) cursor.seq() + 1);
                assertTrue(cursor.seek(positions[known], known), "seed " + seed + ", seq " + known);
                assertEquals(texts[known], Documents.text(cursor.record()), "seed " + seed);
                assertEquals(positions[known], cursor.position(), "seed " + seed);
            } else if (random.nextInt(8) == 0) {
                cursor.rewind();
            }
        }
    }
}
