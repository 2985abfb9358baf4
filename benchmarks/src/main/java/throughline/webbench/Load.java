package throughline.webbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The load, a process of its own with one thread: {@code TOKEN CONNECTIONS} on its command line, then a line
 * {@code PORT MILLISECONDS} on stdin for each round, answered by one line on stdout. In a round each connection has one
 * request under way at any time. What is no order that rests ends the round with what was said instead.
 */
final class Load {
    private static final long STUCK_MS = 10_000;

    private final OrderRequests requests;
    private final int connections;
    private final Histogram waits = new Histogram(3);
    private long answered;
    private long endNs;
    private int underWay;
    private String wrong = "";

    private Load(String token, int connections) throws IOException {
        requests = new OrderRequests(token);
        this.connections = connections;
    }

    /** Works until stdin ends. */
    public static void main(String[] arguments) throws IOException {
        Load load = new Load(arguments[0], Integer.parseInt(arguments[1]));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            String[] words = line.split(" ");
            System.out.println(load.round(Integer.parseInt(words[0]), Long.parseLong(words[1])).line());
        }
    }

    private Round round(int port, long ms) throws IOException {
        waits.reset();
        answered = 0;
        wrong = "";
        List<KeptConnection> all = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                all.add(new KeptConnection(port, selector));
            }
            long begunNs = System.nanoTime();
            endNs = begunNs + TimeUnit.MILLISECONDS.toNanos(ms);
            for (KeptConnection connection : all) {
                connection.send(requests);
                underWay++;
            }
            while (underWay > 0 && wrong.isEmpty()) {
                turn(selector);
            }
            long took = System.nanoTime() - begunNs;
            return new Round(answered, took, waits.getValueAtPercentile(50), waits.getValueAtPercentile(99), wrong);
        } finally {
            underWay = 0;
            for (KeptConnection connection : all) {
                connection.close();
            }
        }
    }

    private void turn(Selector selector) throws IOException {
        int ready = selector.select(key -> take((KeptConnection) key.attachment()), STUCK_MS);
        if (ready == 0) {
            wrong = "no answer for " + STUCK_MS + " ms, " + underWay + " requests under way";
        }
    }

    private void take(KeptConnection connection) {
        try {
            if (!connection.isAnswered()) {
                return;
            }
            long now = System.nanoTime();
            underWay--;
            if (!connection.rests()) {
                wrong = connection.text();
                return;
            }
            answered++;
            waits.recordValue(now - connection.sentNs());
            if (now < endNs) {
                connection.send(requests);
                underWay++;
            }
        } catch (IOException e) {
            wrong = e.toString();
        }
    }
}
