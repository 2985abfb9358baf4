package throughline.live;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.agrona.collections.Long2LongHashMap;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.JournalRecord;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderRejectedDecoder;

/**
 * A rehearsal of a long day beside live trading: fills the real firm's day with orders, then sends orders at a steady
 * rate, first alone and then while proposed limits are rehearsed against that day. How long the rehearsal took, and how
 * long orders waited for their decision without and with it, by the journals' stamps.
 */
public final class RehearsalRig implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(180);
    private static final Duration CALM = Duration.ofSeconds(600);
    private static final String HEAP = "3g";
    private static final int LIST = 500;
    private static final int HANDS = 8;
    private static final long MS = 1_000_000;
    private static final int TRADED_ONE_IN = 20;
    private static final String[] SYMBOLS = {"MMM", "ABT", "ABBV", "ACN"};

    private final LiveFirm firm;
    private final Hand trader;
    private final Hand risk;
    private final int perSecond;
    private final ExecutorService hands = Executors.newFixedThreadPool(HANDS, RehearsalRig::daemon);
    private long numbers;

    /**
     * What was seen; delays from the stamp of an order's capture to that of its decision.
     *
     * @param orders of the day that was rehearsed
     * @param differing decisions that would have been others
     * @param seconds the rehearsal took
     */
    public record Seen(long orders, long differing, double seconds, long aloneP50Ns, long aloneP99Ns, long besideP50Ns,
        long besideP99Ns) {
    }

    /** A firm that is not up yet. */
    public RehearsalRig(Path data, Path logs, int perSecond) throws IOException {
        firm = new LiveFirm(data, logs, HEAP);
        trader = new Hand(firm.front(), firm.data(), "trader1");
        risk = new Hand(firm.middle(), firm.data(), "risk1");
        this.perSecond = perSecond;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "rehearsal-hand");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Fills a day with so many orders and rehearses it.
     *
     * @throws BrokenPromise when an answer is not as it must be
     */
    public Seen run(int orders, int secondsAlone) {
        firm.startAll();
        firm.awaitReady(READY);
        for (int sent = 0; sent < orders; sent += LIST) {
            list(Math.min(LIST, orders - sent));
            System.err.printf("\rfilling the day: %,d of %,d orders ", sent + LIST, orders);
        }
        System.err.println();
        Quiet.await(firm.data(), CALM);
        long fromNs = stampNs();
        load(secondsAlone, new AtomicBoolean(true));
        long betweenNs = stampNs();
        long begunNs = System.nanoTime();
        String id = begin();
        AtomicBoolean runs = new AtomicBoolean(true);
        CompletableFuture<Void> live = CompletableFuture.runAsync(() -> load(Integer.MAX_VALUE, runs), hands);
        String told = awaitDone(id);
        double seconds = (System.nanoTime() - begunNs) / (1_000.0 * MS);
        runs.set(false);
        live.join();
        long toNs = stampNs();
        long[] alone = delays(fromNs, betweenNs);
        long[] beside = delays(betweenNs, toNs);
        return new Seen(Long.parseLong(OrderAnswer.field(told, "judged")),
            Long.parseLong(OrderAnswer.field(told, "differences")), seconds, alone[alone.length / 2],
            alone[alone.length * 99 / 100], beside[beside.length / 2], beside[beside.length * 99 / 100]);
    }

    private static long stampNs() {
        java.time.Instant now = java.time.Instant.now();
        return now.getEpochSecond() * 1_000 * MS + now.getNano();
    }

    /** One account buys and the other sells: no list would trade with itself, which would reject it as a whole. */
    private void list(int count) {
        StringBuilder orders = new StringBuilder();
        for (int i = 0; i < count; i++) {
            numbers++;
            boolean trades = numbers % TRADED_ONE_IN == 0;
            orders.append(i == 0 ? "" : ",").append(OrderAnswer.json("clOrdId", "f" + numbers, "account",
                numbers % 2 == 0 ? "PROP-EQ" : "PROP-ARB", "symbol", SYMBOLS[(int) (numbers % SYMBOLS.length)], "side",
                numbers % 2 == 0 ? "buy" : "sell", "type", trades ? "market" : "limit", "timeInForce", "ioc",
                "quantity", Long.toString(1 + numbers % 100), "price", trades ? "" : price()));
        }
        HttpResponse<String> response = trader.ask("POST", "/v1/baskets",
            "{\"basketId\":\"fill-" + numbers + "\",\"orders\":[" + orders + "]}");
        if (response == null || response.statusCode() >= 300) {
            LockSupport.parkNanos(200 * MS); // the line is full, or the answer is late: the next list waits a moment
        }
    }

    /** One that is inside every collar and does not trade with the street. */
    private String price() {
        return switch ((int) (numbers % SYMBOLS.length)) {
            case 0 -> "153";
            case 1 -> "133";
            case 2 -> "212";
            default -> "248";
        };
    }

    private void load(int seconds, AtomicBoolean goesOn) {
        long begunNs = System.nanoTime();
        long endNs = seconds == Integer.MAX_VALUE ? Long.MAX_VALUE : begunNs + TimeUnit.SECONDS.toNanos(seconds);
        for (long i = 0; goesOn.get() && System.nanoTime() < endNs; i++) {
            long dueNs = begunNs + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
            while (System.nanoTime() < dueNs) {
                LockSupport.parkNanos(dueNs - System.nanoTime());
            }
            String order = OrderAnswer.json("clOrdId", "l" + ++numbers, "account", "PROP-EQ", "symbol", "MMM", "side",
                "buy", "type", "limit", "timeInForce", "ioc", "quantity", "1", "price", "150");
            CompletableFuture.runAsync(() -> trader.ask("POST", "/v1/orders", order), hands);
        }
    }

    private String begin() {
        HttpResponse<String> response = risk.ask("POST", "/v1/rehearsals", "{\"limits\":[{\"scope\":\"firm\","
            + "\"metric\":\"MAX_ORDER_QTY\",\"value\":\"90\"},{\"scope\":\"account:PROP-EQ\","
            + "\"metric\":\"POSITION_LIMIT.LONG\",\"value\":\"100000\"}]}");
        if (response == null || response.statusCode() != 202) {
            throw new BrokenPromise("the rehearsal was answered "
                + (response == null ? "not at all" : response.statusCode() + " " + response.body()));
        }
        return OrderAnswer.field(response.body(), "id");
    }

    private String awaitDone(String id) {
        String status = "";
        String told = "";
        while (!status.equals("done")) {
            LockSupport.parkNanos(100 * MS);
            HttpResponse<String> response = risk.ask("GET", "/v1/rehearsals/" + id, null);
            if (response != null && response.statusCode() == 200) {
                told = response.body();
                status = OrderAnswer.field(told, "status");
            }
            if (status.equals("failed")) {
                throw new BrokenPromise("the rehearsal failed: " + told);
            }
        }
        return told;
    }

    /** Delays of the orders captured in a span of stamps, sorted. */
    private long[] delays(long fromNs, long toNs) {
        Long2LongHashMap captured = new Long2LongHashMap(0);
        try (Journal journal = ChronicleJournal.openToRead(firm.data().resolve("front"));
            RecordCursor cursor = new RecordCursor("front", journal)) {
            while (cursor.next()) {
                JournalRecord record = cursor.record();
                if (record.templateId() == OrderCapturedDecoder.TEMPLATE_ID && record.timeNs() >= fromNs
                    && record.timeNs() < toNs) {
                    captured.put(record.orderId(), record.timeNs());
                }
            }
        }
        LongStream.Builder delays = LongStream.builder();
        try (Journal journal = ChronicleJournal.openToRead(firm.data().resolve("middle"));
            RecordCursor cursor = new RecordCursor("middle", journal)) {
            while (cursor.next()) {
                JournalRecord record = cursor.record();
                boolean judges = record.templateId() == OrderAcceptedDecoder.TEMPLATE_ID
                    || record.templateId() == OrderRejectedDecoder.TEMPLATE_ID;
                if (judges && captured.containsKey(record.orderId())) {
                    delays.add(record.timeNs() - captured.get(record.orderId()));
                }
            }
        }
        long[] sorted = delays.build().toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    @Override
    public void close() {
        hands.shutdownNow();
        firm.close();
    }
}
