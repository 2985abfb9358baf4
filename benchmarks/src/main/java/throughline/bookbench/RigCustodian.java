package throughline.bookbench;

import java.util.ArrayDeque;
import java.util.Queue;
import throughline.journal.RecordCursor;
import throughline.message.ConfirmationReceivedEncoder;
import throughline.message.InstructionSentDecoder;
import throughline.message.JournalRecord;

/** A custodian who settles each instruction in full on its day, as the back journal tells of it. */
final class RigCustodian implements AutoCloseable {
    private record Instruction(long id, long quantity, long amountMinor, int date) {
    }

    private final RigOffice office;
    private final RecordCursor cursor;
    private final InstructionSentDecoder sent = new InstructionSentDecoder();
    private final ConfirmationReceivedEncoder confirmation = new ConfirmationReceivedEncoder();
    private final Queue<Instruction> open = new ArrayDeque<>();

    RigCustodian(RigOffice office) {
        this.office = office;
        cursor = new RecordCursor("back", office.journal);
    }

    /** Confirms all that settles by a date; gives how many that were. */
    int settle(int date) {
        read();
        int confirmed = 0;
        while (!open.isEmpty() && open.peek().date() <= date) {
            Instruction due = open.remove();
            office.draft.begin(confirmation, 0, 0).instructionId(due.id()).quantity(due.quantity())
                .amountMinor(due.amountMinor()).effectiveDate(date).reference("settled " + due.id());
            office.send(confirmation);
            confirmed++;
        }
        return confirmed;
    }

    private void read() {
        while (cursor.next()) {
            JournalRecord record = cursor.record();
            if (record.templateId() == InstructionSentDecoder.TEMPLATE_ID) {
                sent.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                open.add(new Instruction(sent.instructionId(), sent.quantity(), sent.amountMinor(),
                    sent.settlementDate()));
            }
        }
    }

    @Override
    public void close() {
        cursor.close();
    }
}
