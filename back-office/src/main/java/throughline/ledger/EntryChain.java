package throughline.ledger;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.message.EntryBookedDecoder;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderDecoder;
import throughline.message.RecordHeaderDecoder;

/**
 * The hash chain over all entries: h(n) = SHA-256(h(n-1) || seq || time || the record's bytes behind its header), where
 * h(0) is 32 zero bytes, seq and time are little-endian longs. Only journal facts go in, so whoever reads the same
 * journal gets the same head. The office's state machine and the bookkeeper each keep one. Allocates nothing for an
 * entry unless it is the largest so far. Not thread-safe.
 */
public final class EntryChain {
    /** Bytes of a head. */
    public static final int HEAD_LENGTH = 32;
    /** The head of no entries, as 64 hexadecimal digits. */
    public static final String NO_HEAD = "0".repeat(2 * HEAD_LENGTH);

    private static final int SEQ_AT = HEAD_LENGTH;
    private static final int TIME_AT = SEQ_AT + Long.BYTES;
    private static final int CANONICAL_AT = TIME_AT + Long.BYTES;
    private static final int FIRST_CAPACITY = 1024;
    private static final int SEQ_IN_RECORD =
        MessageHeaderDecoder.ENCODED_LENGTH + RecordHeaderDecoder.seqEncodingOffset();
    private static final int TIME_IN_RECORD =
        MessageHeaderDecoder.ENCODED_LENGTH + RecordHeaderDecoder.timeEncodingOffset();
    private static final int ENTRY_ID_IN_RECORD =
        MessageHeaderDecoder.ENCODED_LENGTH + EntryBookedDecoder.entryIdEncodingOffset();

    private final MessageDigest sha256;
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[FIRST_CAPACITY]);
    private long entries;

    /** A chain without entries. */
    public EntryChain() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Goes on by one entry.
     *
     * @param record an {@code EntryBooked}
     * @throws IllegalArgumentException when it is not the entry after the last one; the chain then stands as before
     */
    public void append(JournalRecord record) {
        append(record.buffer(), 0, record.length());
    }

    /**
     * Goes on by one entry.
     *
     * @param buffer that holds an {@code EntryBooked} record, stamped
     * @param offset of its SBE message header, in bytes
     * @param length of the whole record, in bytes
     * @throws IllegalArgumentException when it is not the entry after the last one; the chain then stands as before
     */
    public void append(DirectBuffer buffer, int offset, int length) {
        long entryId = buffer.getLong(offset + ENTRY_ID_IN_RECORD, LITTLE_ENDIAN);
        if (entryId != entries + 1) {
            throw new IllegalArgumentException("entry " + entryId + " follows entry " + entries);
        }
        int canonical = length - JournalRecord.PREFIX_LENGTH;
        if (scratch.capacity() < CANONICAL_AT + canonical) {
            byte[] larger = new byte[2 * (CANONICAL_AT + canonical)];
            scratch.getBytes(0, larger, 0, HEAD_LENGTH);
            scratch.wrap(larger);
        }
        scratch.putBytes(SEQ_AT, buffer, offset + SEQ_IN_RECORD, Long.BYTES);
        scratch.putBytes(TIME_AT, buffer, offset + TIME_IN_RECORD, Long.BYTES);
        scratch.putBytes(CANONICAL_AT, buffer, offset + JournalRecord.PREFIX_LENGTH, canonical);
        try {
            sha256.update(scratch.byteArray(), 0, CANONICAL_AT + canonical);
            sha256.digest(scratch.byteArray(), 0, HEAD_LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("32 bytes hold a SHA-256", e);
        }
        entries = entryId;
    }

    /** Entries in the chain. */
    public long entries() {
        return entries;
    }

    /** The head as 64 hexadecimal digits. Allocates. */
    public String head() {
        return HexFormat.of().formatHex(scratch.byteArray(), 0, HEAD_LENGTH);
    }

    /** Copies the head's 32 bytes, as {@code DayClosed} carries them. */
    public void copyHead(MutableDirectBuffer to, int offset) {
        to.putBytes(offset, scratch, 0, HEAD_LENGTH);
    }

    /** Whether the 32 bytes at an offset are the head. */
    public boolean headEquals(DirectBuffer other, int offset) {
        for (int i = 0; i < HEAD_LENGTH; i++) {
            if (other.getByte(offset + i) != scratch.getByte(i)) {
                return false;
            }
        }
        return true;
    }

    /** Puts the chain where it stood after so many entries. */
    public void restore(long entriesBefore, DirectBuffer head, int offset) {
        entries = entriesBefore;
        scratch.putBytes(0, head, offset, HEAD_LENGTH);
    }

    /** As {@link #restore(long, DirectBuffer, int)}, from 64 hexadecimal digits. */
    public void restore(long entriesBefore, String head) {
        restore(entriesBefore, new UnsafeBuffer(HexFormat.of().parseHex(head)), 0);
    }
}
