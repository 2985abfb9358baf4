package throughline.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import throughline.blotter.Blotter;
import throughline.blotter.Declines;
import throughline.blotter.OrderColumns.Status;
import throughline.blotter.Orders;
import throughline.blotter.PastOrders;
import throughline.journal.MemoryJournal;
import throughline.journal.RecordCursor;
import throughline.message.BasketCapturedDecoder;
import throughline.message.JournalRecord;
import throughline.message.SessionOpenedDecoder;
import throughline.message.Side;

/** Every order made anew from its own records is what the state said of it before the date after its end opened. */
class PastOrdersTest {
    private static final Set<String> TEXTS =
        Set.of("strategy", "decisionMaker", "session", "parentId", "locate", "warnedScope");
    private static final String NEXT_NAME = "nextClOrdId";
    private static final Set<String> DECLINES = Set.of("decline", "replaceDecline");
    /** Of the table, not of an order: where a row leads. */
    private static final Set<String> ROWS = Set.of("nextOpen");

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Map<Long, Map<String, String>> before = new TreeMap<>();
    private final Set<Status> ends = EnumSet.noneOf(Status.class);
    private final Set<String> seen = new TreeSet<>();

    @AfterEach
    void print() {
        System.out.println("PastOrdersTest -Dseed=" + seed);
    }

    /** All that an order says of itself, by name. */
    private Map<String, String> told(Blotter blotter, int row) throws ReflectiveOperationException {
        Orders orders = blotter.orders();
        Map<String, String> told = new TreeMap<>();
        for (Method method : Orders.class.getMethods()) {
            boolean ofRow = method.getParameterCount() == 1 && method.getParameterTypes()[0] == int.class;
            String name = method.getName();
            if (ofRow && !ROWS.contains(name)) {
                Object value = method.invoke(orders, row);
                told.put(name, NEXT_NAME.equals(name) ? orders.names().text((int) value)
                    : TEXTS.contains(name) ? orders.texts().text((int) value)
                    : DECLINES.contains(name) ? decline(blotter.declines(), (int) value) : String.valueOf(value));
            }
        }
        return told;
    }

    private static String decline(Declines declines, int row) {
        return row == Orders.NONE ? "none" : declines.code(row) + " " + declines.scopeKind(row) + " "
            + declines.scopeName(row) + " " + declines.metric(row) + " " + declines.bound(row) + " "
            + declines.observed(row);
    }

    private void remember(Bench bench) {
        Blotter blotter = bench.state().blotter();
        Orders orders = blotter.orders();
        for (int row = 0; row < orders.end(); row++) {
            if (!orders.isOpen(row)) {
                ends.add(orders.status(row));
                try {
                    Map<String, String> told = told(blotter, row);
                    told.forEach((name, value) -> seen.add(name + (value.matches("0|none|NONE|false|") ? "" : "!")));
                    before.put(orders.id(row), told);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private static Map<Long, List<JournalRecord>> byOrder(MemoryJournal journal, List<Long> openings) {
        Map<Long, List<JournalRecord>> records = new TreeMap<>();
        RecordCursor cursor = new RecordCursor("journal", journal);
        while (cursor.next()) {
            JournalRecord read = cursor.record();
            byte[] bytes = new byte[read.length()];
            read.buffer().getBytes(0, bytes);
            JournalRecord copy = new JournalRecord();
            copy.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
            records.computeIfAbsent(copy.orderId(), id -> new ArrayList<>()).add(copy);
            if (copy.templateId() == SessionOpenedDecoder.TEMPLATE_ID) {
                openings.add(copy.seq());
            }
        }
        return records;
    }

    private static Map<String, String> basketNames(List<JournalRecord> records) {
        Map<String, String> names = new TreeMap<>();
        BasketCapturedDecoder basket = new BasketCapturedDecoder();
        for (JournalRecord record : records) {
            if (record.templateId() == BasketCapturedDecoder.TEMPLATE_ID) {
                basket.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                basket.orders().forEach(BasketCapturedDecoder.OrdersDecoder::sbeSkip);
                names.put(Long.toString(record.seq()), basket.requestKey());
            }
        }
        return names;
    }

    private static long cross(Bench bench, String name, Side side, long quantity) {
        long id = bench.limit(name, "PROP", side, quantity, 100 * Bench.E8);
        bench.accept(id);
        bench.accept(bench.limit(name + "-other", "CLIENT", side == Side.BUY ? Side.SELL : Side.BUY, quantity,
            100 * Bench.E8));
        return id;
    }

    @Test
    void whatTheyMovedDoesNotAddUp() {
        Bench bench = new Bench(Bench.NO_STREET).opened();
        long half = Long.MAX_VALUE / 2 + 1;
        long first = cross(bench, "a", Side.BUY, half);
        cross(bench, "b", Side.SELL, half);
        long last = cross(bench, "c", Side.BUY, half);
        List<Long> openings = new ArrayList<>();
        Map<Long, List<JournalRecord>> own = byOrder(bench.front, openings);
        PastOrders made = new PastOrders(bench.state().accounts(), bench.state().instruments());
        for (long id : new long[] {first, last}) {
            int row = made.make(own.get(id), List.of(), openings, "");
            assertEquals(Status.FILLED, made.blotter().orders().status(row));
            assertEquals(half, made.blotter().orders().cum(row));
        }
    }

    @RepeatedTest(5)
    void areWhatTheStateSaidOfThemAtTheLast() throws ReflectiveOperationException {
        Bench bench = new Bench(Bench.STREET_ON).opened();
        bench.warning = true;
        RandomLives lives = new RandomLives(bench, seed);
        for (int day = 0; day < 5; day++) {
            lives.trade(400);
            lives.nextDay(() -> remember(bench));
        }
        List<Long> openings = new ArrayList<>();
        Map<Long, List<JournalRecord>> own = byOrder(bench.front, openings);
        Map<String, String> baskets = basketNames(own.get(0L));
        Map<Long, List<JournalRecord>> decisions = byOrder(bench.middle, new ArrayList<>());
        PastOrders made = new PastOrders(bench.state().accounts(), bench.state().instruments());
        for (Map.Entry<Long, Map<String, String>> order : before.entrySet()) {
            long id = order.getKey();
            int row = made.make(own.get(id), decisions.getOrDefault(id, List.of()), openings,
                baskets.getOrDefault(order.getValue().get("basketId"), ""));
            assertEquals(order.getValue(), told(made.blotter(), row), "order " + id + ", -Dseed=" + seed);
        }
        assertTrue(before.size() > 200, before.size() + " orders ended, -Dseed=" + seed);
        assertEquals(EnumSet.of(Status.FILLED, Status.CANCELED, Status.EXPIRED, Status.REJECTED), ends,
            "-Dseed=" + seed);
        assertEquals(6, openings.size());
        assertTrue(seen.containsAll(Set.of("decline!", "replaceDecline!", "origClOrdId!", "warnedScope!",
            "overrideId!", "stopPrice!", "endReason!", "notionalLow!", "basketId!", "basketName!")),
            seen + ", -Dseed=" + seed);
    }
}
