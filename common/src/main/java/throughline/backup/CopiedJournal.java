package throughline.backup;

import java.util.Locale;
import throughline.message.JournalId;
import throughline.office.DataDirectory;

/**
 * What a copied journal holds: the same in the copy, or the copy is not one.
 *
 * @param epoch the journal's random id, from its first record
 * @param seq of the last record
 * @param crc of the last record, as an unsigned int
 * @param documents how many
 * @param bytes of all documents
 * @param sha256 over the bytes of all documents in their order, hexadecimal
 */
record CopiedJournal(JournalId id, long epoch, long seq, long crc, long documents, long bytes, String sha256) {
    /** First word of its line in the manifest. */
    static final String WORD = "journal";

    private static final int WORDS = 8;
    private static final int HEX = 16;

    String line() {
        return String.join(" ", WORD, name(), Long.toHexString(epoch), Long.toString(seq), Long.toHexString(crc),
            Long.toString(documents), Long.toString(bytes), sha256);
    }

    /** @throws IllegalArgumentException when it is not such a line */
    static CopiedJournal of(String line) {
        String[] words = line.split(" ");
        if (words.length != WORDS) {
            throw new IllegalArgumentException("not a journal's line: " + line);
        }
        return new CopiedJournal(JournalId.valueOf(words[1].toUpperCase(Locale.ROOT)),
            Long.parseUnsignedLong(words[2], HEX), Long.parseLong(words[3]), Long.parseLong(words[4], HEX),
            Long.parseLong(words[5]), Long.parseLong(words[6]), words[7]);
    }

    String name() {
        return DataDirectory.name(id);
    }

    /** The first thing in which another is not the same; empty: it is. */
    String difference(CopiedJournal other) {
        if (epoch != other.epoch) {
            return "its epoch is " + Long.toHexString(other.epoch) + ", not " + Long.toHexString(epoch);
        }
        if (seq != other.seq) {
            return "it ends at seq " + other.seq + ", not " + seq;
        }
        if (crc != other.crc) {
            return "its last record, seq " + seq + ", has another CRC";
        }
        return equals(other) ? "" : "the SHA-256 over its records is another one";
    }
}
