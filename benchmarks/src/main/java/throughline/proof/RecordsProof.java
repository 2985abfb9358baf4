package throughline.proof;

import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import throughline.journal.Journal;
import throughline.journal.JournalDamaged;
import throughline.journal.RecordCursor;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.OfficeStartedDecoder;
import throughline.office.DataDirectory;

/**
 * The proof of a journal's records: each whole (CRC), none missing (seq), stamped with a time that never goes back,
 * caused by something earlier, and after records of its inputs that stand there with the CRCs it names.
 */
final class RecordsProof {
    private final JournalId id;
    private final RecordCursor own;
    private final List<JournalId> inputIds;
    private final List<RecordCursor> inputs;
    private final Findings findings;
    private long lastTimeNs;

    RecordsProof(JournalId id, Journal journal, List<JournalId> inputIds, List<Journal> inputJournals,
        Findings findings) {
        this.id = id;
        this.own = new RecordCursor(DataDirectory.name(id), journal);
        this.inputIds = inputIds;
        this.inputs = IntStream.range(0, inputIds.size())
            .mapToObj(i -> new RecordCursor(DataDirectory.name(inputIds.get(i)), inputJournals.get(i))).toList();
        this.findings = findings;
    }

    /**
     * Reads the journal to its end.
     *
     * @return the last seq; the proof ends at the first damage
     */
    long prove(LongConsumer progress) {
        try {
            while (own.next()) {
                record(own.record());
                if ((own.seq() & 0x3FFF) == 0) {
                    progress.accept(own.seq());
                }
            }
        } catch (JournalDamaged e) {
            findings.add(e.getMessage());
        }
        long seq = own.seq();
        own.close();
        inputs.forEach(RecordCursor::close);
        return seq;
    }

    private void record(JournalRecord record) {
        long seq = record.seq();
        findings.check(seq > 1 || record.templateId() == OfficeStartedDecoder.TEMPLATE_ID,
            () -> own.name() + ": the first record is not OfficeStarted");
        findings.check(record.timeNs() >= lastTimeNs,
            () -> own.name() + ": seq " + seq + " is stamped before the last one");
        lastTimeNs = record.timeNs();
        boolean caused = record.causeJournal() == 0 && record.causeSeq() == 0
            || record.causeJournal() == id.value() && record.causeSeq() > 0 && record.causeSeq() < seq;
        for (int input = 0; input < inputs.size(); input++) {
            caused |= record.causeJournal() == inputIds.get(input).value() && record.causeSeq() > 0
                && record.causeSeq() <= record.consumed(input);
            named(record, input);
        }
        findings.check(caused, () -> own.name() + ": seq " + seq + " names seq " + record.causeSeq() + " of journal "
            + record.causeJournal() + " as its cause");
    }

    private void named(JournalRecord record, int input) {
        RecordCursor cursor = inputs.get(input);
        boolean there = true;
        while (there && cursor.seq() < record.consumed(input)) {
            there = cursor.next();
        }
        findings.check(cursor.seq() == record.consumed(input) && cursor.crc() == record.consumedCrc(input),
            () -> own.name() + ": seq " + record.seq() + " names seq " + record.consumed(input) + " of journal "
                + cursor.name() + ", which does not stand there");
    }
}
