package throughline.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.blotter.OrderColumns.Status.CANCELED;
import static throughline.blotter.OrderColumns.Status.EXPIRED;
import static throughline.blotter.OrderColumns.Status.FILLED;
import static throughline.blotter.OrderColumns.Status.NEW;
import static throughline.blotter.OrderColumns.Status.PARTIALLY_FILLED;
import static throughline.blotter.OrderColumns.Status.PENDING_CANCEL;
import static throughline.blotter.OrderColumns.Status.PENDING_NEW;
import static throughline.blotter.OrderColumns.Status.PENDING_REPLACE;
import static throughline.blotter.OrderColumns.Status.REJECTED;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import throughline.blotter.OrderColumns.Status;
import throughline.blotter.Orders;
import throughline.journal.RecordCursor;
import throughline.message.ClockTickedDecoder;
import throughline.message.JournalRecord;
import throughline.message.OrderCanceledDecoder;
import throughline.message.OrderDeclinedDecoder;
import throughline.message.OrderExpiredDecoder;
import throughline.message.OrderPlacedDecoder;
import throughline.message.OrderReplacedDecoder;
import throughline.message.TradeExecutedDecoder;
import throughline.office.MemorySnapshots;
import throughline.office.Redecision;
import throughline.office.Replay;
import throughline.state.StateHash;

/** Whatever comes in whatever order: an order's states are those of the FIX tables, and it ends once. */
class RandomLivesTest {
    private static final Map<Status, Set<Status>> NEXT = new EnumMap<>(Map.of(
        PENDING_NEW, EnumSet.of(PENDING_CANCEL, NEW, PARTIALLY_FILLED, CANCELED, EXPIRED, REJECTED),
        PENDING_CANCEL, EnumSet.of(CANCELED, EXPIRED, REJECTED),
        NEW, EnumSet.of(PARTIALLY_FILLED, FILLED, CANCELED, EXPIRED, PENDING_REPLACE, PENDING_NEW),
        PARTIALLY_FILLED, EnumSet.of(NEW, FILLED, CANCELED, EXPIRED, PENDING_REPLACE, PENDING_NEW),
        PENDING_REPLACE, EnumSet.of(NEW, PARTIALLY_FILLED, FILLED, CANCELED, EXPIRED),
        FILLED, EnumSet.of(CANCELED),
        CANCELED, EnumSet.of(FILLED),
        EXPIRED, EnumSet.noneOf(Status.class),
        REJECTED, EnumSet.noneOf(Status.class)));

    private final long seed = Long.getLong("seed", System.nanoTime());

    @AfterEach
    void print() {
        System.out.println("RandomLivesTest -Dseed=" + seed);
    }

    private Bench days(int operations) {
        Bench bench = new Bench(Bench.STREET_ON).opened();
        RandomLives lives = new RandomLives(bench, seed);
        for (int day = 0; day < 3; day++) {
            lives.trade(operations);
            lives.nextDay();
        }
        lives.trade(operations / 4);
        lives.endAll();
        return bench;
    }

    @Test
    void statesAreThoseOfTheTablesAndNothingIsExceeded() {
        Bench bench = days(500);
        Map<Long, Status> before = new TreeMap<>();
        Set<Status> seen = EnumSet.noneOf(Status.class);
        try (Replay replay = bench.replay()) {
            while (replay.next()) {
                Orders orders = ((FrontMachine) replay.machine()).orders();
                for (int row = 0; row < orders.end(); row++) {
                    Status now = orders.status(row);
                    Status was = before.put(orders.id(row), now);
                    String about = "order " + orders.id(row) + " at seq " + replay.seq() + ", -Dseed=" + seed;
                    assertTrue(was == null ? now == PENDING_NEW : was == now || NEXT.get(was).contains(now),
                        () -> was + " to " + now + ", " + about);
                    assertTrue(orders.cum(row) + orders.leaves(row) <= orders.quantity(row), about);
                    assertTrue(orders.isOpen(row) || orders.leaves(row) == 0, about);
                    seen.add(now);
                }
                counts(orders, replay.seq());
            }
        }
        assertEquals(EnumSet.allOf(Status.class), seen, "-Dseed=" + seed);
    }

    private void counts(Orders orders, long seq) {
        int pending = 0;
        int accepted = 0;
        int undecided = 0;
        long leaves = 0;
        for (int row = 0; row < orders.end(); row++) {
            boolean held = orders.isWorking(row) || orders.isPending(row) && orders.isSuspended(row);
            pending += orders.isPending(row) ? 1 : 0;
            accepted += held ? 1 : 0;
            leaves += held ? orders.leaves(row) : 0;
            undecided += orders.isReplacePending(row) ? 1 : 0;
        }
        String about = "at seq " + seq + ", -Dseed=" + seed;
        assertEquals(pending, orders.pending(), about);
        assertEquals(accepted, orders.accepted(), about);
        assertEquals(leaves, orders.acceptedLeaves(), about);
        assertEquals(undecided, orders.undecidedReplaces(), about);
    }

    @Test
    void everyAcceptedOrderEndsOnce() {
        Bench bench = days(700);
        Map<Long, Integer> ends = new TreeMap<>();
        Map<Long, Integer> placed = new TreeMap<>();
        RecordCursor cursor = new RecordCursor("front", bench.front);
        long openOrders = -1;
        while (cursor.next()) {
            JournalRecord record = cursor.record();
            if (record.templateId() == OrderPlacedDecoder.TEMPLATE_ID) {
                placed.merge(record.orderId(), 1, Integer::sum);
                assertTrue(!ends.containsKey(record.orderId()), "seq " + record.seq() + ", -Dseed=" + seed);
            }
            if (isEnd(record)) {
                ends.merge(record.orderId(), 1, Integer::sum);
            }
            if (record.templateId() == ClockTickedDecoder.TEMPLATE_ID) {
                openOrders = wrap(new ClockTickedDecoder(), record).openOrders();
            }
        }
        for (long order : placed.keySet()) {
            assertEquals(1, ends.getOrDefault(order, 0), "order " + order + ", -Dseed=" + seed);
        }
        for (Map.Entry<Long, Integer> end : ends.entrySet()) {
            assertEquals(1, end.getValue(), "order " + end.getKey() + ", -Dseed=" + seed);
        }
        assertTrue(placed.size() > 150, placed.size() + " orders were placed, -Dseed=" + seed);
        assertTrue(openOrders >= 0, "no tick");
        assertEquals(0, bench.state().orders().accepted() + bench.state().orders().pending(), "-Dseed=" + seed);
    }

    private static boolean isEnd(JournalRecord record) {
        return switch (record.templateId()) {
            case OrderCanceledDecoder.TEMPLATE_ID, OrderExpiredDecoder.TEMPLATE_ID,
                OrderDeclinedDecoder.TEMPLATE_ID -> true;
            case OrderReplacedDecoder.TEMPLATE_ID -> wrap(new OrderReplacedDecoder(), record).leavesQty() == 0;
            case TradeExecutedDecoder.TEMPLATE_ID -> {
                TradeExecutedDecoder trade = wrap(new TradeExecutedDecoder(), record);
                yield record.orderId() != 0 && trade.elsewhere() == 0 && trade.leavesQty() == 0;
            }
            default -> false;
        };
    }

    private static <D extends org.agrona.sbe.MessageDecoderFlyweight> D wrap(D decoder, JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        return decoder;
    }

    @Test
    void aSnapshotAnywhereIsTheStateAndTheSameInputsLeadToTheSameBytes() {
        Bench bench = days(300);
        long live = StateHash.of(bench.state());
        try (Replay replay = bench.replay()) {
            while (replay.next()) {
                if (replay.seq() % 23 == 0) {
                    MemorySnapshots store = new MemorySnapshots();
                    replay.snapshot(store);
                    try (Replay restored = bench.replay()) {
                        restored.load(store);
                        assertEquals(StateHash.of(replay.machine()), StateHash.of(restored.machine()),
                            () -> "at seq " + replay.seq() + ", -Dseed=" + seed);
                        while (restored.next()) {
                            continue;
                        }
                        assertEquals(live, StateHash.of(restored.machine()), () -> "from seq " + replay.seq()
                            + ", -Dseed=" + seed);
                    }
                }
            }
        }
        try (Redecision again = bench.redecision()) {
            while (again.next()) {
                continue;
            }
            assertEquals("", again.difference(), "-Dseed=" + seed);
            assertTrue(again.decided() > 500, "only " + again.decided() + " steps decided again");
        }
    }
}
