package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import throughline.journal.Journal;
import throughline.message.EndReason;
import throughline.message.OrdType;
import throughline.message.RefuseReason;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.office.Commands;
import throughline.office.OfficeAgent;
import throughline.office.OfficeStatus;
import throughline.office.Replay;
import throughline.office.Stops;
import throughline.risk.FrontScript.Asked;

/** Between an order and its verdict, and for every execution and end, the office allocates not one byte. */
class RiskAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int INPUTS = 100_000;
    /** The virtual machine itself adds some hundred bytes now and then; what the office allocates shows every time. */
    private static final int ROUNDS = 12;
    private static final int SLICES = 10;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void aHundredThousandMixedInputsAllocateNothing() {
        System.out.println("RiskAllocationTest -Dseed=" + seed);
        MiddleOfficeRig rig = MiddleOfficeRig.open();
        OfficeAgent agent = sink(rig);
        script(rig.front, INPUTS);
        while (agent.doWork() > 0) {
            // warm up
        }
        long before = agent.seq();
        long bytes = 0;
        for (int slice = 0; slice < SLICES; slice++) {
            long least = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS && least > 0; round++) {
                script(rig.front, INPUTS / SLICES);
                least = Math.min(least, allocatedBy(agent));
            }
            bytes += least;
        }
        assertEquals(0, bytes, "bytes allocated in the best round of each slice, -Dseed=" + seed);
        assertTrue(agent.seq() - before > INPUTS / 2, "it wrote only " + (agent.seq() - before) + " records");
    }

    private static long allocatedBy(OfficeAgent agent) {
        long from = THREADS.getCurrentThreadAllocatedBytes();
        while (agent.doWork() > 0) {
            // measured
        }
        return THREADS.getCurrentThreadAllocatedBytes() - from;
    }

    @Test
    void theMeasureSeesTablesGrow() {
        MiddleOfficeRig rig = MiddleOfficeRig.open();
        OfficeAgent agent = sink(rig);
        for (int i = 0; i < 200_000; i++) {
            order(rig.front, Side.BUY, 1);
        }
        long bytes = allocatedBy(agent);
        assertTrue(bytes > 1_000_000, "200,000 holds outgrow their table, yet " + bytes + " bytes were seen");
    }

    /** The same office going on, its records thrown away: a journal in memory would allocate for each. */
    private static OfficeAgent sink(MiddleOfficeRig rig) {
        Replay replay = new Replay(new MiddleMachine(), rig.middle, List.of(rig.front.journal()), Stops.NONE);
        while (replay.next()) {
            // to the end
        }
        Journal.Appender nowhere = new Journal.Appender() {
            @Override
            public void append(DirectBuffer document, int offset, int length) {
                // dropped
            }

            @Override
            public void sync() {
                // nothing to force
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
        return new OfficeAgent(replay, nowhere, new Commands(1 << 16), () -> rig.front.timeNs, Stops.NONE,
            new OfficeStatus(), 100);
    }

    private long order(FrontScript front, Side side, long quantity) {
        boolean market = random.nextInt(4) == 0;
        return front.order(new Asked(1, 1 + random.nextInt(2), MiddleOfficeRig.SHARE, side,
            market ? OrdType.MARKET : OrdType.LIMIT, TimeInForce.DAY, quantity, 0,
            market ? 0 : 9_000 + random.nextInt(2_300), 2, FrontScript.OPEN_DATE));
    }

    private void script(FrontScript front, int inputs) {
        for (int i = 0; i < inputs; i += 4) {
            Side side = random.nextInt(2) == 0 ? Side.BUY : Side.SELL;
            long quantity = 2 + random.nextInt(500);
            long id = order(front, side, quantity);
            amendOrNot(front, id, side, quantity);
            front.trade(id, 1, MiddleOfficeRig.SHARE, side, 1, quantity - 1, 100);
            if (random.nextInt(2) == 0) {
                front.canceled(id, 1, MiddleOfficeRig.SHARE, EndReason.BY_REQUEST);
            } else {
                long execution = front.trade(id, 1, MiddleOfficeRig.SHARE, side, quantity - 1, 0, 100);
                front.busted(execution, id, 1, MiddleOfficeRig.SHARE, side, quantity - 1, 100);
            }
            front.price(MiddleOfficeRig.SHARE, (9_900 + random.nextInt(200)) * 1_000_000L, FrontScript.OPEN_DATE);
        }
    }

    /** Half of the time an amendment, made or refused before the order goes on: as it was, so that all else fits. */
    private void amendOrNot(FrontScript front, long id, Side side, long quantity) {
        if (random.nextInt(2) == 0) {
            return;
        }
        Asked asked = new Asked(1, 1, MiddleOfficeRig.SHARE, side, OrdType.LIMIT, TimeInForce.DAY,
            1 + random.nextInt(600), 0, 9_000 + random.nextInt(2_300), 2, FrontScript.OPEN_DATE);
        long request = front.replace(id, asked, 0);
        if (random.nextInt(2) == 0) {
            front.replaced(id, request, asked, quantity, quantity);
        } else {
            front.replaceRefused(id, request, asked, RefuseReason.SCOPE_HALTED);
        }
    }
}
