package throughline.linebench;

import java.nio.file.Path;
import org.agrona.CloseHelper;

/**
 * The line and bare queues at a fixed rate, run by run in turns, both with one thread that never sleeps and does all,
 * or both with two: the sender, who also reads what comes of it, and one for all that stands between, which on the line
 * is front and middle office. Where there are two processors, two such threads leave none to anything else, and what
 * else there is takes turns with them. An order's latency begins when it was due, and ends when the sender has read
 * what became of it.
 */
final class OpenLoopRig implements AutoCloseable {
    private final LineFirm firm;
    private final LineSide line;
    private final BareSide bare;
    /** Null: all is done in one thread. */
    private final OtherThread other;

    /**
     * Two runs.
     *
     * @param decisions of the line, order to decision
     * @param executions of the line, order that takes to its first execution
     * @param bare of the queues, there and back
     */
    record Seen(Latencies.Spread decisions, Latencies.Spread executions, Latencies.Spread bare) {
        double p50Ratio() {
            return (double) decisions.p50() / bare.p50();
        }

        double p90Ratio() {
            return (double) decisions.p90() / bare.p90();
        }

        double p99Ratio() {
            return (double) decisions.p99() / bare.p99();
        }
    }

    /** A firm that has had so many orders. */
    OpenLoopRig(Path data, LineSize size, long seed, int expectedOrders, int before, boolean apart,
        boolean roomAhead) {
        firm = new LineFirm(data.resolve("firm"), size, seed, expectedOrders, false);
        line = new LineSide(firm);
        line.warmUp(before);
        bare = new BareSide(data, line.captureLength(), line.decisionLength());
        if (roomAhead) {
            line.makeRoomAhead();
            bare.makeRoomAhead();
        }
        other = apart ? new OtherThread() : null;
    }

    /** So many orders on the line, then on the queues. */
    Seen round(int perSecond, int count) {
        Pace onLine = run(new Pace(perSecond, count), line);
        Pace onBare = run(new Pace(perSecond, count), bare);
        return new Seen(onLine.decisions.spread(), onLine.executions.spread(), onBare.decisions.spread());
    }

    private Pace run(Pace pace, Side side) {
        return other == null ? pace.run(side) : pace.run(side, other);
    }

    @Override
    public void close() {
        CloseHelper.close(other);
        line.close();
        bare.close();
        firm.close();
    }
}
