package throughline.riskbench;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.journal.Journal;
import throughline.journal.MemoryJournal;
import throughline.journal.RecordCursor;
import throughline.message.JournalRecord;
import throughline.message.RecordCrc;
import throughline.message.RecordHeaderEncoder;
import throughline.office.Commands;
import throughline.office.OfficeAgent;
import throughline.office.OfficeStatus;
import throughline.office.Replay;
import throughline.office.Stops;

/**
 * What a price of an instrument that a thousand accounts hold does to the orders behind it: the whole turn of the
 * office's agent for an order, over journals in memory, with and without holdings that wait to be marked. While some
 * wait, each order's turn has a slice of them in it, as for an order that comes when a slice has just begun. One
 * thread, in a process of its own, so that no other benchmark has had a part in how its code is compiled.
 */
public final class MarkRig {
    private static final int ACCOUNTS = 1_000;
    private static final int INSTRUMENTS = 50;
    private static final int QUIET = 40;
    /** Until all is compiled as it stays: orders while marking are few among all there are. */
    private static final int WARM_ROUNDS = 1_500;
    private static final long E8 = 100_000_000L;
    private static final long CENT_E8 = E8 / 100;
    /** 50,000 orders a second. */
    private static final long BETWEEN_NS = 20_000;

    private final RiskFirm firm = new RiskFirm(ACCOUNTS, INSTRUMENTS);
    private final MemoryJournal front = new MemoryJournal("front");
    private final UnsafeBuffer document = new UnsafeBuffer(new byte[1 << 12]);
    private final Journal.Appender appender = front.appender();
    private final RiskFirm.Orders orders =
        new RiskFirm.Orders(1 << 14, ACCOUNTS, INSTRUMENTS, new SplittableRandom(7));
    private final OfficeAgent agent;
    private final RecordHeaderEncoder header = new RecordHeaderEncoder();
    private final UnsafeBuffer end = new UnsafeBuffer(new byte[1 << 9]);
    private final JournalRecord ended = RiskFirm.canceled(end);
    private long timeNs = RiskFirm.START_NS;
    private long seq;
    private int next;
    private int priced;

    /**
     * What was seen, of an agent's whole turn with one order: ns.
     *
     * @param steps turns until the last holding was marked
     */
    public record Seen(long quietNs, long quietP99Ns, long markingNs, long markingP99Ns, int steps) {
        /** What {@link #main} has said. */
        public static Seen of(String line) {
            long[] numbers = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
            return new Seen(numbers[0], numbers[1], numbers[2], numbers[3], (int) numbers[4]);
        }
    }

    /** Marks anew so often as its argument says, and prints what was seen in one line. */
    public static void main(String[] arguments) {
        Seen seen = new MarkRig().run(Integer.parseInt(arguments[0]));
        System.out.println(seen.quietNs() + " " + seen.quietP99Ns() + " " + seen.markingNs() + " "
            + seen.markingP99Ns() + " " + seen.steps());
    }

    /** With all positions held. */
    private MarkRig() {
        firm.holdAll();
        MemoryJournal middle = new MemoryJournal("middle");
        Replay replay = new Replay(firm.machine(), middle, List.of(front), Stops.NONE);
        agent = new OfficeAgent(replay, middle.appender(), new Commands(1 << 16), () -> timeNs, Stops.NONE,
            new OfficeStatus(), 100);
        agent.start(7, new byte[0]);
    }

    private Seen run(int rounds) {
        turns(WARM_ROUNDS, new long[WARM_ROUNDS * QUIET], new long[WARM_ROUNDS * QUIET]);
        long[] quiet = new long[rounds * QUIET];
        long[] marking = new long[rounds * QUIET];
        int steps = turns(rounds, quiet, marking);
        long[] marked = Arrays.stream(marking).filter(ns -> ns > 0).sorted().toArray();
        Arrays.sort(quiet);
        return new Seen(quiet[quiet.length / 2], quiet[quiet.length * 99 / 100], marked[marked.length / 2],
            marked[marked.length * 99 / 100], steps);
    }

    /** Gives how many turns the last price took. */
    private int turns(int rounds, long[] quiet, long[] marking) {
        int steps = 0;
        int marked = 0;
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < QUIET; i++) {
                quiet[round * QUIET + i] = order();
            }
            append(RiskFirm.priced(1 + priced % INSTRUMENTS, 100 * E8 + (priced / INSTRUMENTS + 1) % 2 * CENT_E8), 0);
            priced++;
            agent.doWork();
            int turn = 0;
            for (steps = 1; firm.machine().workSeq() != 0; steps += 2) {
                long ns = order();
                if (turn++ < QUIET) {
                    marking[marked++] = ns;
                }
            }
        }
        return steps;
    }

    /** An order is captured, and canceled in a turn of its own that does not count. */
    private long order() {
        timeNs += BETWEEN_NS;
        append(orders.get(next), seq + 1);
        long order = seq;
        next = (next + 1) % orders.count();
        long begun = System.nanoTime();
        agent.doWork();
        long took = System.nanoTime() - begun;
        if (firm.machine().exposures().holds().row(order) < 0) {
            throw new IllegalStateException("order " + order + " is not held");
        }
        append(ended, order);
        agent.doWork();
        return took;
    }

    private void append(JournalRecord record, long order) {
        int at = RecordCursor.FRAME_LENGTH;
        document.putBytes(at, record.buffer(), 0, record.length());
        header.wrap(document, at + record.body()).seq(++seq).orderId(order).time(timeNs);
        header.crc(RecordCrc.of(document, at, record.length()));
        document.putInt(0, record.length());
        appender.append(document, 0, at + record.length());
    }
}
