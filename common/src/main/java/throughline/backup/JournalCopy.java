package throughline.backup;

import throughline.journal.Journal;
import throughline.journal.JournalDamaged;
import throughline.journal.RecordCursor;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.OfficeStartedDecoder;
import throughline.office.DataDirectory;

/**
 * Copies a journal document by document, byte for byte; each record must have its CRC and its seq. Afterwards it still
 * stands where it stopped, so that it can be asked whether a record that is named elsewhere follows. One thread.
 */
final class JournalCopy implements AutoCloseable {
    private final JournalId id;
    private final RecordCursor cursor;
    private final Meter meter;
    private final Hash hash = new Hash();
    private final long[] named = new long[2];
    private final long[] beyond = new long[2];
    private long epoch;
    private long seq;
    private long crc;
    private long documents;
    private long bytes;

    JournalCopy(JournalId id, Journal from, Meter meter) {
        this.id = id;
        this.meter = meter;
        cursor = new RecordCursor(DataDirectory.name(id), from);
    }

    /**
     * Copies to the end, or to the step before the first one that names a later record of its first input.
     *
     * @param inputSeq last record of the first input that may be named
     * @throws JournalDamaged when a record is not whole or not the next
     */
    CopiedJournal run(Journal.Appender to, long inputSeq) {
        boolean more = cursor.next();
        while (more) {
            JournalRecord record = cursor.record();
            if (record.consumed(0) > inputSeq) {
                beyond[0] = record.consumed(0);
                beyond[1] = record.consumedCrc(0);
                more = false;
            } else {
                take(record, to);
                more = cursor.next();
            }
        }
        if (documents == 0) {
            throw new JournalDamaged("journal " + cursor.name() + " has no record that can be copied");
        }
        to.sync();
        return new CopiedJournal(id, epoch, seq, crc, documents, bytes, hash.hex());
    }

    private void take(JournalRecord record, Journal.Appender to) {
        if (record.seq() == 1) {
            epoch = epochOf(record);
        }
        named[0] = record.consumed(0);
        named[1] = record.consumed(1);
        if (!record.isLastOfStep()) {
            return;
        }
        int length = cursor.documentLength();
        to.append(cursor.document(), 0, length);
        hash.add(cursor.document(), length);
        meter.copied(record.seq() - seq, length);
        seq = record.seq();
        crc = record.crc();
        documents++;
        bytes += length;
    }

    private long epochOf(JournalRecord record) {
        if (record.templateId() != OfficeStartedDecoder.TEMPLATE_ID) {
            throw new JournalDamaged("journal " + cursor.name() + " does not begin with OfficeStarted");
        }
        return new OfficeStartedDecoder().wrap(record.buffer(), record.body(), record.blockLength(),
            record.version()).epoch();
    }

    /**
     * Holds what it names of an input against how far that input's copy goes, and the reason why it stopped against
     * that input's journal: the record named there must follow the copy's end.
     *
     * @param input 0 or 1, its place among the inputs
     * @throws JournalDamaged when the input's journal seems to end before what is named
     */
    void holdAgainst(int input, JournalCopy copied) {
        if (named[input] > copied.seq || input == 0 && beyond[0] > 0 && !copied.goesOnTo(beyond[0], beyond[1])) {
            throw new JournalDamaged("journal " + copied.cursor.name() + " can be read to seq " + copied.cursor.seq()
                + ", and journal " + cursor.name() + " names seq " + Math.max(named[input], beyond[0]) + " of it");
        }
    }

    private boolean goesOnTo(long wantedSeq, long wantedCrc) {
        boolean there = true;
        while (there && cursor.seq() < wantedSeq) {
            there = cursor.next();
        }
        return cursor.seq() == wantedSeq && cursor.crc() == wantedCrc;
    }

    @Override
    public void close() {
        cursor.close();
    }
}
