package throughline.linebench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import throughline.message.JournalId;

/**
 * What an order costs one thread on its whole way, beside bare appends and polls of documents of the same number, sizes
 * and readers, turn by turn: the front's are read by the middle, the middle's by the front and by the back. The clock
 * runs in each turn from where the drafts of its orders, and of the cancels that are due, are put on the command ring,
 * to where the back office has read what came of them. The drafts are written before, in the same thread, as threads of
 * the desk write them in life; of bare queues nobody asks anything. On both sides each turn is timed by itself, and
 * room in the journals' files is made before it, as a thread beside each office makes it in life: what it costs to have
 * a page of memory given and cleared is the machine's, from 0.3 us to the 12 us of a guest that never touched it.
 */
final class PathRig implements AutoCloseable {
    /** Orders on the way at once, on both sides. */
    static final int TOGETHER = 64;

    private static final com.sun.management.ThreadMXBean THREADS =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final LineFirm firm;
    private final Documents frontDocuments;
    private final Documents middleDocuments;
    private final BareQueue frontQueue;
    private final BareQueue middleQueue;

    /**
     * What was seen in one round.
     *
     * @param lineNs nanoseconds an order on the line
     * @param bareNs nanoseconds of its documents on bare queues
     * @param documents an order
     * @param bytes of documents an order
     * @param allocated bytes that the line's thread allocated an order
     */
    record Round(double lineNs, double bareNs, double documents, double bytes, long allocated) {
        double ratio() {
            return lineNs / bareNs;
        }
    }

    /** Over a firm, with new queues. */
    PathRig(Path data, LineFirm firm) {
        this.firm = firm;
        frontDocuments = new Documents(firm.journal(JournalId.FRONT));
        middleDocuments = new Documents(firm.journal(JournalId.MIDDLE));
        frontQueue = new BareQueue(data.resolve("bare-front"), 1);
        middleQueue = new BareQueue(data.resolve("bare-middle"), 2);
    }

    /** A round of so many orders, on the line and then bare. */
    Round round(int orders) {
        long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
        long lineNs = 0;
        for (int done = 0; done < orders; done += TOGETHER) {
            firm.makeRoom();
            firm.write(TOGETHER);
            long begun = System.nanoTime();
            firm.ask();
            firm.work();
            lineNs += System.nanoTime() - begun;
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
        int[] front = frontDocuments.next();
        int[] middle = middleDocuments.next();
        long bareNs = bare(front, middle, orders / TOGETHER);
        return new Round((double) lineNs / orders, (double) bareNs / orders,
            (double) (front.length + middle.length) / orders,
            (double) (Arrays.stream(front).asLongStream().sum() + Arrays.stream(middle).asLongStream().sum()) / orders,
            allocated / orders);
    }

    private long bare(int[] front, int[] middle, int turns) {
        long bareNs = 0;
        for (int turn = 0; turn < turns; turn++) {
            frontQueue.makeRoom();
            middleQueue.makeRoom();
            long begun = System.nanoTime();
            frontQueue.append(front, share(front, turn, turns), share(front, turn + 1, turns));
            frontQueue.poll();
            middleQueue.append(middle, share(middle, turn, turns), share(middle, turn + 1, turns));
            middleQueue.poll();
            bareNs += System.nanoTime() - begun;
        }
        return bareNs;
    }

    private static int share(int[] all, int turn, int turns) {
        return (int) ((long) all.length * turn / turns);
    }

    @Override
    public void close() {
        frontDocuments.close();
        middleDocuments.close();
        frontQueue.close();
        middleQueue.close();
    }
}
