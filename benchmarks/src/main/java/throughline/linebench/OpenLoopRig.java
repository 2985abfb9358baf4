package throughline.linebench;

import java.nio.file.Path;

/**
 * The line and bare queues at a fixed rate, run by run in turns. Each has two threads that never sleep, for there are
 * two processors: the sender, who also reads what comes of it, and one for all that stands between, which on the line
 * is front and middle office. An order's latency begins when it was due, and ends when the sender has read what became
 * of it.
 */
final class OpenLoopRig implements AutoCloseable {
    private final LineFirm firm;
    private final LineSide line;
    private final BareSide bare;
    private final OtherThread other = new OtherThread();

    /**
     * Two runs; nanoseconds.
     *
     * @param p50 of the line, order to decision
     * @param executionP50 of the line, order that takes to its first execution
     * @param bareP50 of the queues, there and back
     */
    record Seen(long p50, long p99, long executionP50, long executionP99, long bareP50, long bareP99) {
        double p50Ratio() {
            return (double) p50 / bareP50;
        }

        double p99Ratio() {
            return (double) p99 / bareP99;
        }
    }

    /** A firm that has had so many orders. */
    OpenLoopRig(Path data, LineSize size, long seed, int expectedOrders, int before) {
        firm = new LineFirm(data.resolve("firm"), size, seed, expectedOrders, false);
        line = new LineSide(firm);
        line.warmUp(before);
        bare = new BareSide(data, line.captureLength(), line.decisionLength());
    }

    /** So many orders on the line, then on the queues. */
    Seen round(int perSecond, int count) {
        Pace onLine = new Pace(perSecond, count).run(line, other);
        Pace onBare = new Pace(perSecond, count).run(bare, other);
        return new Seen(onLine.decisions.at(50), onLine.decisions.at(99), onLine.executions.at(50),
            onLine.executions.at(99), onBare.decisions.at(50), onBare.decisions.at(99));
    }

    @Override
    public void close() {
        other.close();
        line.close();
        bare.close();
        firm.close();
    }
}
