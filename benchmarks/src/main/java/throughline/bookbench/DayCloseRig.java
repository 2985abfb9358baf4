package throughline.bookbench;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import throughline.journal.RecordCursor;
import throughline.message.ConfirmationReceivedEncoder;
import throughline.message.InstructionSentDecoder;
import throughline.message.JournalRecord;

/**
 * Closes day after day on many positions, all of them marked, with trades and settlements each day: how long a close
 * takes, and whether it grows with the days behind it. No database: the close does not wait for it.
 */
public final class DayCloseRig {
    private static final int ACCOUNTS = 200;
    private static final long HOLDING = 1_000_000;
    private static final double NS = 1e9;

    private final Path data;
    private final long seed;
    private final int instruments;
    private final int days;
    private final int trades;

    /** A day as it went: entries booked by the close, seconds of it, and instructions confirmed before it. */
    public record Day(int number, long records, long entries, double seconds, int settled) {
    }

    /**
     * A run over a directory of its own.
     *
     * @param positions half of them the firm's, half clients'
     * @param trades each day
     */
    public DayCloseRig(Path data, long seed, int positions, int days, int trades) {
        this.data = data;
        this.seed = seed;
        instruments = positions / ACCOUNTS;
        this.days = days;
        this.trades = trades;
    }

    /** Runs it; the days in order. */
    public List<Day> run() {
        List<Day> closed = new ArrayList<>();
        try (RigOffice office = new RigOffice(data, seed, ACCOUNTS, instruments);
            Custodian custodian = new Custodian(office)) {
            System.err.printf("dayclose: importing %,d positions …%n", ACCOUNTS * instruments);
            office.begin(HOLDING);
            for (int number = 1; number <= days; number++) {
                int settled = custodian.settle(office.machine.businessDate());
                office.trade(trades);
                long seq = office.agent.seq();
                long entries = office.machine.ledger().entries();
                double seconds = office.closeDay() / NS;
                Day day = new Day(number, office.agent.seq() - seq, office.machine.ledger().entries() - entries,
                    seconds, settled);
                System.err.printf(Locale.ROOT, "dayclose: day %d: %.3f s, %,d records, %,d entries, %,d settled"
                    + " before%n", number, seconds, day.records(), day.entries(), settled);
                closed.add(day);
            }
        }
        return closed;
    }

    /** A custodian who settles each instruction in full on its day, as the back journal tells of it. */
    private static final class Custodian implements AutoCloseable {
        private record Instruction(long id, long quantity, long amountMinor, int date) {
        }

        private final RigOffice office;
        private final RecordCursor cursor;
        private final InstructionSentDecoder sent = new InstructionSentDecoder();
        private final ConfirmationReceivedEncoder confirmation = new ConfirmationReceivedEncoder();
        private final Queue<Instruction> open = new ArrayDeque<>();

        Custodian(RigOffice office) {
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
}
