package throughline.live;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import throughline.live.LiveFirm.Part;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.BasketCapturedDecoder;
import throughline.message.JournalRecord;
import throughline.message.OrderCapturedDecoder;
import throughline.message.TradeReportedDecoder;

/**
 * A client that never hears an answer: it sends orders, baskets and trades done elsewhere, hangs up at once, and does
 * all of it over and over, while all three offices are killed and started again in the midst of each time but the last.
 * Each order must stand once. What is sent and when the blow falls follow from the seed. One thread.
 */
public final class DeafRig implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(180);
    private static final Duration CALM = Duration.ofSeconds(120);
    private static final int CONNECT_MS = 500;
    private static final int BASKET = 10;
    private static final long LINGER_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final String[] SYMBOLS = {"MMM", "ABT", "ABBV"};

    private final LiveFirm firm;
    private final Hand hand;
    private final CrashProof proof;
    private final SplittableRandom random;
    private final List<Request> requests = new ArrayList<>();
    private final Map<String, Integer> expected = new HashMap<>();
    private int unheard;

    /** What is sent over and over. */
    private record Request(String path, String key, String body) {
    }

    /** A firm that is not up yet, and what it will be asked. */
    public DeafRig(Path data, Path logs, long seed, int orders) throws IOException {
        firm = new LiveFirm(data, logs);
        hand = new Hand(firm.front(), firm.data(), "trader1");
        proof = new CrashProof(firm.data(), firm.logs());
        random = new SplittableRandom(seed);
        for (int i = 0; i < orders; i++) {
            requests.add(new Request("/v1/orders", "", order("deaf-" + i)));
            expected.put("order deaf-" + i, 0);
            if (i % BASKET == 0) {
                basket(i);
                trade(i);
            }
        }
    }

    private void basket(int number) {
        StringBuilder orders = new StringBuilder();
        for (int i = 0; i < BASKET; i++) {
            String clOrdId = "list-" + number + "-" + i;
            orders.append(i == 0 ? "" : ",").append(order(clOrdId));
            expected.put("order " + clOrdId, 0);
        }
        String key = "basket-" + number;
        requests.add(new Request("/v1/baskets", key, "{\"basketId\":\"" + key + "\",\"orders\":[" + orders + "]}"));
        expected.put("basket " + key, 0);
    }

    private void trade(int number) {
        String key = "trade-" + number;
        requests.add(new Request("/v1/trades", key, OrderAnswer.json("account", "PROP-EQ", "symbol", "ABT", "side",
            number % 2 == 0 ? "buy" : "sell", "quantity", "100", "price", "133.48", "source", "voice")));
        expected.put("trade " + key, 0);
    }

    private String order(String clOrdId) {
        boolean market = random.nextInt(4) == 0;
        return OrderAnswer.json("clOrdId", clOrdId, "account", "PROP-EQ", "symbol",
            SYMBOLS[random.nextInt(SYMBOLS.length)], "side", random.nextBoolean() ? "buy" : "sell", "type",
            market ? "market" : "limit", "timeInForce", "day", "quantity", "10", "price", market ? "" : "140");
    }

    /**
     * Does all of it so many times.
     *
     * @return how many requests were sent, none of whose answers was read
     * @throws BrokenPromise when something stands twice or not at all
     */
    public int run(int times) {
        firm.startAll();
        firm.awaitReady(READY);
        for (int time = 1; time <= times; time++) {
            int blowAt = time < times ? random.nextInt(requests.size()) : -1;
            for (int i = 0; i < requests.size(); i++) {
                if (i == blowAt) {
                    strike();
                }
                send(requests.get(i));
            }
        }
        Quiet.await(firm.data(), CALM);
        count();
        proof.verify("deaf");
        return unheard;
    }

    private void strike() {
        for (Part part : Part.values()) {
            firm.kill(part);
        }
        firm.startAll();
        firm.awaitReady(READY);
    }

    /** Writes the request, hangs up, and does not care. */
    private void send(Request request) {
        String token = token();
        URI office = hand.office();
        byte[] body = request.body().getBytes(StandardCharsets.US_ASCII);
        String head = "POST " + request.path() + " HTTP/1.1\r\nHost: " + office.getAuthority()
            + "\r\nAuthorization: Bearer " + token + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length + (request.key().isEmpty() ? "" : "\r\nIdempotency-Key: " + request.key()) + "\r\n\r\n";
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(office.getHost(), office.getPort()), CONNECT_MS);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            if (random.nextBoolean()) {
                LockSupport.parkNanos(LINGER_NS);
            }
            unheard++;
        } catch (IOException e) {
            unheard++; // a deaf client does not learn of it either
        }
    }

    /** The one answer it needs to hear: without a token nothing is taken from it. */
    private String token() {
        for (int attempt = 0; hand.token().isEmpty() && attempt < 100; attempt++) {
            hand.ask("GET", "/v1/session", null);
        }
        return hand.token();
    }

    private void count() {
        OrderCapturedDecoder order = new OrderCapturedDecoder();
        BasketCapturedDecoder basket = new BasketCapturedDecoder();
        TradeReportedDecoder trade = new TradeReportedDecoder();
        try (Journal journal = ChronicleJournal.openToRead(firm.data().resolve("front"));
            RecordCursor cursor = new RecordCursor("front", journal)) {
            while (cursor.next()) {
                JournalRecord record = cursor.record();
                switch (record.templateId()) {
                    case OrderCapturedDecoder.TEMPLATE_ID -> {
                        order.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                        stands("order " + order.clOrdId());
                    }
                    case BasketCapturedDecoder.TEMPLATE_ID -> {
                        basket.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                        stands("basket " + key(basket));
                    }
                    case TradeReportedDecoder.TEMPLATE_ID -> {
                        trade.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                        stands("trade " + trade.requestKey());
                    }
                    default -> { }
                }
            }
        }
        expected.forEach((what, times) -> {
            if (times != 1) {
                throw new BrokenPromise(what + " stands " + times + " times in the front journal");
            }
        });
    }

    /** The list's own id stands behind its members. */
    private static String key(BasketCapturedDecoder basket) {
        for (BasketCapturedDecoder.OrdersDecoder member : basket.orders()) {
            member.skipClOrdId();
            member.skipAccountName();
            member.skipSymbol();
            member.skipStrategy();
            member.skipDecisionMaker();
            member.skipSession();
            member.skipParentId();
            member.skipLocate();
        }
        return basket.requestKey();
    }

    private void stands(String what) {
        expected.merge(what, 1, Integer::sum);
    }

    /** How many orders it sent over and over. */
    public int orders() {
        return (int) expected.keySet().stream().filter(what -> what.startsWith("order ")).count();
    }

    @Override
    public void close() {
        firm.close();
    }
}
