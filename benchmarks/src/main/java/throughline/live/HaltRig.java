package throughline.live;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.agrona.CloseHelper;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.JournalRecord;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderCanceledDecoder;
import throughline.message.ScopeClearedDecoder;
import throughline.message.TradingState;
import throughline.message.TradingStateSetDecoder;

/**
 * The kill switch of the real firm, under load: how long after a halt was asked for the last order of its scope was
 * accepted, and how long until many working orders of it were canceled. Times are the journals' stamps, and this
 * machine's clock when the request was sent; all processes share it.
 */
public final class HaltRig implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(180);
    private static final long MS = 1_000_000;
    private static final int HANDS = 4;
    private static final int LIST = 500;
    /** Halts while the offices' code is cold. */
    private static final int COLD = 20;
    private static final Duration TRADED = Duration.ofSeconds(15);
    private static final String BUSY = "PROP-EQ";
    private static final String RESTING = "PROP-ARB";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LiveFirm firm;
    private final Hand trader;
    private final Hand risk1;
    private final Hand risk2;
    private final CrashProof proof;
    private final AtomicInteger numbers = new AtomicInteger();
    private final List<Long> askedNs = new ArrayList<>();
    private OpenLine line;
    private volatile boolean trading = true;

    /**
     * What was seen.
     *
     * @param halts how often the busy account was halted
     * @param coldNs of the first {@link #COLD} halts, in the first seconds of an office's life: as delaysNs
     * @param delaysNs of each, from the request to the last acceptance in scope; 0 when that was before; sorted
     * @param accepted orders accepted while all that went on
     * @param canceled working orders canceled by the last halt
     * @param clearedNs from its request to the front's word that the scope is cleared
     */
    public record Seen(int halts, List<Long> coldNs, List<Long> delaysNs, long accepted, long canceled,
        long clearedNs) {
    }

    /** A firm that is not up yet. */
    public HaltRig(Path data, Path logs) throws IOException {
        firm = LiveFirm.asUsual(data, logs);
        trader = new Hand(firm.front(), firm.data(), "trader1");
        risk1 = new Hand(firm.middle(), firm.data(), "risk1");
        risk2 = new Hand(firm.middle(), firm.data(), "risk2");
        proof = new CrashProof(firm.data(), firm.logs());
    }

    /**
     * Halts a busy account {@link #COLD} times as soon as the firm stands; then, once it has traded for a while, so
     * often again; then halts one with so many working orders, and proves the firm after it.
     *
     * @throws BrokenPromise when something does not hold
     */
    public Seen run(int halts, int working) throws IOException {
        firm.startAll();
        firm.awaitReady(READY);
        for (Hand officer : List.of(risk1, risk2)) {
            ask(officer, "GET", "/v1/trading-state/firm", null, 200); // signed in before the clock runs
        }
        line = new OpenLine(firm.middle(), risk1.token());
        List<Thread> hands = new ArrayList<>();
        for (int i = 0; i < HANDS; i++) {
            Thread hand = new Thread(this::trade, "trading-hand-" + i);
            hand.setDaemon(true);
            hand.start();
            hands.add(hand);
        }
        haltAndResume(COLD);
        LockSupport.parkNanos(TRADED.toNanos());
        haltAndResume(halts);
        trading = false;
        hands.forEach(HaltRig::join);
        rest(working);
        halt(RESTING);
        awaitCleared();
        proof.verify("halt");
        return read(halts, working);
    }

    private void haltAndResume(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            halt(BUSY);
            LockSupport.parkNanos(50 * MS);
            resume(BUSY);
            LockSupport.parkNanos(100 * MS);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenPromise("interrupted", e);
        }
    }

    /** Orders that trade or end at once, one after another. */
    private void trade() {
        while (trading) {
            trader.ask("POST", "/v1/orders", OrderAnswer.json("clOrdId", "h" + numbers.incrementAndGet(), "account",
                BUSY, "symbol", "MMM", "side", "buy", "type", "limit", "timeInForce", "ioc", "quantity", "1", "price",
                "150"));
        }
    }

    /** Puts that many orders to rest, list by list. */
    private void rest(int working) {
        for (int left = working; left > 0; left -= LIST) {
            StringBuilder orders = new StringBuilder();
            for (int i = 0; i < Math.min(LIST, left); i++) {
                orders.append(i == 0 ? "" : ",").append(OrderAnswer.json("clOrdId", "r" + numbers.incrementAndGet(),
                    "account", RESTING, "symbol", "MMM", "side", "buy", "type", "limit", "timeInForce", "day",
                    "quantity", "1", "price", "146"));
            }
            String key = "rest-" + left;
            ask(trader, "POST", "/v1/baskets", "{\"basketId\":\"" + key + "\",\"orders\":[" + orders + "]}", 201);
        }
    }

    private void halt(String account) throws IOException {
        askedNs.add(nowNs());
        int status = line.ask("PUT", "/v1/trading-state/account:" + account, state("halted"));
        if (status != 200) {
            throw new BrokenPromise("a halt was answered " + status);
        }
    }

    private static long nowNs() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000 * MS + now.getNano();
    }

    private void resume(String account) {
        for (String stage : List.of("reduce_only", "active")) {
            HttpResponse<String> asked = ask(risk1, "PUT", "/v1/trading-state/account:" + account, state(stage), 202);
            ask(risk2, "POST", "/v1/approvals/" + OrderAnswer.field(asked.body(), "id"),
                OrderAnswer.json("decision", "approve", "comment", "bench"), 200);
        }
    }

    private static String state(String state) {
        return OrderAnswer.json("state", state, "reason", "bench");
    }

    private static HttpResponse<String> ask(Hand hand, String method, String path, String body, int wanted) {
        HttpResponse<String> response = hand.ask(method, path, body);
        if (response == null || response.statusCode() != wanted) {
            throw new BrokenPromise(method + " " + path + " was answered "
                + (response == null ? "not at all" : response.statusCode() + " " + response.body()));
        }
        return response;
    }

    private void awaitCleared() {
        long giveUpNs = System.nanoTime() + PATIENCE.toNanos();
        String told = "";
        while (!told.contains("\"cleared\"")) {
            if (System.nanoTime() > giveUpNs) {
                throw new BrokenPromise("not cleared after " + PATIENCE.toSeconds() + " s: " + told);
            }
            LockSupport.parkNanos(20 * MS);
            told = ask(risk1, "GET", "/v1/trading-state/account:" + RESTING, null, 200).body();
        }
    }

    /** Reads the journals: when halts were recorded, and what was accepted around them. */
    private Seen read(int halts, int working) {
        List<Long> delays = new ArrayList<>();
        long accepted = 0;
        long lastAcceptedNs = 0;
        TradingStateSetDecoder set = new TradingStateSetDecoder();
        try (Journal journal = ChronicleJournal.openToRead(firm.data().resolve("middle"));
            RecordCursor cursor = new RecordCursor("middle", journal)) {
            while (cursor.next()) {
                JournalRecord record = cursor.record();
                if (record.templateId() == OrderAcceptedDecoder.TEMPLATE_ID) {
                    accepted++;
                    lastAcceptedNs = record.timeNs();
                } else if (record.templateId() == TradingStateSetDecoder.TEMPLATE_ID) {
                    set.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                    if (set.state() == TradingState.HALTED && delays.size() < COLD + halts) {
                        delays.add(Math.max(0, lastAcceptedNs - askedNs.get(delays.size())));
                    }
                }
            }
        }
        return cleared(delays, accepted, working);
    }

    private Seen cleared(List<Long> delays, long accepted, int working) {
        long canceled = 0;
        long clearedNs = 0;
        long askedLast = askedNs.get(askedNs.size() - 1);
        try (Journal journal = ChronicleJournal.openToRead(firm.data().resolve("front"));
            RecordCursor cursor = new RecordCursor("front", journal)) {
            while (cursor.next()) {
                JournalRecord record = cursor.record();
                if (record.timeNs() >= askedLast && record.templateId() == OrderCanceledDecoder.TEMPLATE_ID) {
                    canceled++;
                } else if (record.timeNs() >= askedLast && record.templateId() == ScopeClearedDecoder.TEMPLATE_ID) {
                    clearedNs = record.timeNs() - askedLast;
                }
            }
        }
        if (canceled != working) {
            throw new BrokenPromise(working + " orders worked, and the halt canceled " + canceled);
        }
        return new Seen(delays.size() - COLD, delays.subList(0, COLD).stream().sorted().toList(),
            delays.subList(COLD, delays.size()).stream().sorted().toList(), accepted, canceled, clearedNs);
    }

    @Override
    public void close() {
        trading = false;
        CloseHelper.quietClose(line);
        firm.close();
    }
}
