package throughline.bookbench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import throughline.books.Batch;
import throughline.books.Bookkeeper;
import throughline.message.EntryKind;

/**
 * Trades at a steady rate, each due at its own time whatever became of the ones before; office and bookkeeper on
 * threads of their own, which idle as they do in the back office. Measured is what stands between an entry's stamp in
 * the journal, or the time its trade was due, and the end of the commit that holds it.
 */
final class Latency {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE_NS = 60 * SECOND_NS;
    private static final int WARM_PART = 5;

    private final BookedFirm firm;
    private final EpochNanoClock clock = new SystemEpochNanoClock();
    private final long periodNs;
    private final int count;
    private final int warm;
    private final long[] fromStamp;
    private final long[] fromDue;
    private long beganNs;
    private long firstExecution;
    private volatile int seen;

    /** Nanoseconds; trades measured, and how far behind its time the latest one was sent. */
    public record Result(int trades, long p50Ns, long p99Ns, long mostNs, long dueP50Ns, long dueP99Ns,
                         long latestNs) {
    }

    /** The first fifth of the seconds only warms up. */
    Latency(BookedFirm firm, int perSecond, int seconds) {
        this.firm = firm;
        periodNs = SECOND_NS / perSecond;
        count = perSecond * seconds;
        warm = count / WARM_PART;
        fromStamp = new long[count - warm];
        fromDue = new long[count - warm];
    }

    Result run() {
        firm.book(Bookkeeper.BATCH_RECORDS);
        firm.tally.onCommitted(this::committed);
        Bookkeeper keeper = firm.bookkeeper(Bookkeeper.BATCH_RECORDS);
        try (AgentRunner office = started("office", firm.office.agent::doWork);
            AgentRunner books = started("books", keeper::doWork)) {
            long latestNs = send(firm.office.machine.businessDate());
            long giveUpNs = System.nanoTime() + PATIENCE_NS;
            while (seen < count && System.nanoTime() < giveUpNs) {
                LockSupport.parkNanos(periodNs);
            }
            if (seen < count || office.isClosed() || books.isClosed()) {
                throw new IllegalStateException("of " + count + " trades " + seen + " were booked");
            }
            return result(latestNs);
        } finally {
            keeper.onClose();
            firm.tally.onCommitted(batch -> { });
        }
    }

    private long send(int date) {
        long latestNs = 0;
        Flow.Fill fill = firm.office.flow.next();
        firstExecution = fill.execution();
        beganNs = clock.nanoTime();
        for (int i = 0; i < count; i++) {
            long dueNs = beganNs + i * periodNs;
            for (long now = clock.nanoTime(); now < dueNs; now = clock.nanoTime()) {
                LockSupport.parkNanos(dueNs - now);
            }
            long nowNs = clock.nanoTime();
            latestNs = Math.max(latestNs, nowNs - dueNs);
            firm.office.pen.trade(fill, date, nowNs);
            fill = firm.office.flow.next();
        }
        return latestNs;
    }

    private void committed(Batch batch) {
        long now = clock.nanoTime();
        int known = seen;
        for (Batch.Entry entry : batch.entries()) {
            if (entry.kind() == EntryKind.TRADE.value()) {
                int number = (int) (entry.sourceId() - firstExecution);
                if (number >= warm) {
                    fromStamp[number - warm] = now - entry.timeNs();
                    fromDue[number - warm] = now - (beganNs + number * periodNs);
                }
                known++;
            }
        }
        seen = known;
    }

    private Result result(long latestNs) {
        Arrays.sort(fromStamp);
        Arrays.sort(fromDue);
        return new Result(fromStamp.length, at(fromStamp, 50), at(fromStamp, 99), fromStamp[fromStamp.length - 1],
            at(fromDue, 50), at(fromDue, 99), latestNs);
    }

    private static long at(long[] sorted, int percent) {
        return sorted[(int) ((sorted.length - 1L) * percent / 100)];
    }

    private static AgentRunner started(String name, Work work) {
        Agent agent = new Agent() {
            @Override
            public int doWork() throws Exception {
                return work.work();
            }

            @Override
            public String roleName() {
                return name;
            }
        };
        AgentRunner runner = new AgentRunner(new BackoffIdleStrategy(1, 1, TimeUnit.MICROSECONDS.toNanos(100),
            TimeUnit.MILLISECONDS.toNanos(10)), Throwable::printStackTrace, null, agent);
        AgentRunner.startOnThread(runner);
        return runner;
    }

    @FunctionalInterface
    private interface Work {
        int work() throws Exception;
    }
}
