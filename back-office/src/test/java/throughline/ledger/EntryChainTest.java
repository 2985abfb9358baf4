package throughline.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class EntryChainTest {
    private static final int LENGTH = 400;
    private static final int SEQ_AT = 8 + 8;
    private static final int TIME_AT = SEQ_AT + 8;
    private static final int CANONICAL_AT = 8 + 72;

    /** Bytes laid out by hand: message header, record header, entryId and whatever follows it. */
    private static byte[] record(long entryId, int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(entryId).nextBytes(bytes);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(CANONICAL_AT, entryId);
        return bytes;
    }

    private static String headByHand(int entries, int length) throws Exception {
        byte[] head = new byte[32];
        for (int id = 1; id <= entries; id++) {
            byte[] record = record(id, length * id);
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(head);
            sha256.update(Arrays.copyOfRange(record, SEQ_AT, TIME_AT));
            sha256.update(Arrays.copyOfRange(record, TIME_AT, TIME_AT + 8));
            sha256.update(Arrays.copyOfRange(record, CANONICAL_AT, record.length));
            head = sha256.digest();
        }
        return HexFormat.of().formatHex(head);
    }

    @Test
    void headIsTheHashOfTheOneBeforeAndTheEntrysOwnFacts() throws Exception {
        EntryChain chain = new EntryChain();
        assertEquals(EntryChain.NO_HEAD, chain.head());
        for (int id = 1; id <= 20; id++) {
            byte[] record = record(id, LENGTH * id);
            MutableDirectBuffer offHeap = new UnsafeBuffer(ByteBuffer.allocateDirect(record.length + 5));
            offHeap.putBytes(5, record);
            chain.append(offHeap, 5, record.length);
            assertEquals(headByHand(id, LENGTH), chain.head());
            assertEquals(id, chain.entries());
        }
    }

    @Test
    void headDoesNotHangOnTheRestOfTheHeader() {
        EntryChain one = new EntryChain();
        EntryChain other = new EntryChain();
        byte[] record = record(1, LENGTH);
        one.append(new UnsafeBuffer(record), 0, LENGTH);
        record[CANONICAL_AT - 1]++;
        record[8]++;
        other.append(new UnsafeBuffer(record), 0, LENGTH);
        assertEquals(one.head(), other.head());

        EntryChain third = new EntryChain();
        record[TIME_AT]++;
        third.append(new UnsafeBuffer(record), 0, LENGTH);
        assertNotEquals(one.head(), third.head());
    }

    @Test
    void onlyTheNextEntryFollows() {
        EntryChain chain = new EntryChain();
        chain.append(new UnsafeBuffer(record(1, LENGTH)), 0, LENGTH);
        String head = chain.head();
        for (long id : new long[] {1, 3}) {
            assertThrows(IllegalArgumentException.class,
                () -> chain.append(new UnsafeBuffer(record(id, LENGTH)), 0, LENGTH));
        }
        assertEquals(head, chain.head());
        assertEquals(1, chain.entries());
    }

    @Test
    void goesOnFromWhereItIsRestored() {
        EntryChain whole = new EntryChain();
        whole.append(new UnsafeBuffer(record(1, LENGTH)), 0, LENGTH);
        UnsafeBuffer head = new UnsafeBuffer(new byte[40]);
        whole.copyHead(head, 8);
        EntryChain again = new EntryChain();
        again.restore(1, head, 8);
        assertTrue(again.headEquals(head, 8));
        assertFalse(again.headEquals(head, 7));
        whole.append(new UnsafeBuffer(record(2, LENGTH)), 0, LENGTH);
        again.append(new UnsafeBuffer(record(2, LENGTH)), 0, LENGTH);
        assertEquals(whole.head(), again.head());
    }

    @Test
    void appendingAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        UnsafeBuffer buffer = new UnsafeBuffer(record(1, LENGTH));
        EntryChain chain = new EntryChain();
        appendMany(chain, buffer, 50_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        appendMany(chain, buffer, 100_000);
        long measuring = threads.getCurrentThreadAllocatedBytes();
        appendMany(chain, buffer, 100_000);
        chain.head();
        long allocated = threads.getCurrentThreadAllocatedBytes() - measuring;

        assertTrue(measuring - before < 1000, "bytes for 100,000 entries: " + (measuring - before));
        assertTrue(allocated > 0, "the control allocates a head");
    }

    private static void appendMany(EntryChain chain, UnsafeBuffer buffer, int count) {
        for (int i = 0; i < count; i++) {
            buffer.putLong(CANONICAL_AT, chain.entries() + 1, ByteOrder.LITTLE_ENDIAN);
            chain.append(buffer, 0, LENGTH);
        }
    }
}
