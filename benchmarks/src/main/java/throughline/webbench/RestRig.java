package throughline.webbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.live.BrokenPromise;
import throughline.live.Hand;
import throughline.live.LiveFirm;
import throughline.live.LiveFirm.Part;
import throughline.message.OrderPlacedDecoder;

/**
 * The whole firm, the bare server and the load, each a process of its own on one machine; rounds of load go to the
 * front office and to the bare server in turn. The firm idles while the bare server is asked, and the bare server while
 * the firm is. Every order counted must stand in the front's journal as placed.
 */
final class RestRig implements AutoCloseable {
    static final int CONNECTIONS = 256;

    private static final Duration READY = Duration.ofSeconds(180);

    private final LiveFirm firm;
    private final Path logs;
    private final List<Process> others = new ArrayList<>();
    private final Work work = new Work();
    private final int barePort = freePort();
    private Process load;
    private BufferedReader said;
    private long placed;

    /**
     * One side's round.
     *
     * @param round what came of it
     * @param shares of one processor that each process had meanwhile
     */
    record Turn(Round round, Map<String, Double> shares) {
    }

    /**
     * Rounds of both, pair by pair.
     *
     * @param answerBytes of an order that rests, by the firm and by the bare server
     */
    record Seen(List<Turn> firm, List<Turn> bare, List<Integer> answerBytes) {
    }

    /** Nothing runs yet. */
    RestRig(Path data, Path logs) throws IOException {
        firm = LiveFirm.asUsual(data, logs);
        this.logs = logs;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Starts all, warms both sides up, and measures.
     *
     * @throws BrokenPromise when an answer was none of an order that rests, or an order counted was never placed
     */
    Seen run(int rounds, long warmMs, long roundMs) throws IOException {
        firm.startAll();
        startBare();
        firm.awaitReady(READY);
        Hand trader = new Hand(firm.front(), firm.data(), "trader1");
        if (trader.ask("GET", "/v1/orders?clOrdId=none", null) == null || trader.token().isEmpty()) {
            throw new BrokenPromise("nobody could sign in");
        }
        startLoad(trader.token());
        List<Integer> bytes = SameAnswer.check(firm.front().getPort(), barePort, trader.token());
        placed++;
        turn(true, warmMs);
        turn(false, warmMs / 2);
        List<Turn> ours = new ArrayList<>();
        List<Turn> bare = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            bare.add(turn(false, roundMs));
            ours.add(turn(true, roundMs));
        }
        proveOrders();
        return new Seen(ours, bare, bytes);
    }

    private void startBare() {
        List<String> command = new ArrayList<>(LiveFirm.usualJavaCommand());
        command.addAll(List.of(BareServer.class.getName(), Integer.toString(barePort)));
        Process bare = LiveFirm.run(command, logs.resolve("bare.log"));
        others.add(bare);
        work.watch("bare", () -> Stream.of(bare.toHandle()));
        for (Part part : Part.values()) {
            work.watch(part.toString(), () -> Stream.of(firm.process(part)));
        }
        work.watch("postgres", () -> firm.postmaster().stream()
            .flatMap(main -> Stream.concat(Stream.of(main), main.descendants())));
    }

    private void startLoad(String token) throws IOException {
        List<String> command = new ArrayList<>(LiveFirm.javaCommand());
        command.addAll(List.of("-Xmx256m", Load.class.getName(), token, Integer.toString(CONNECTIONS)));
        ProcessBuilder builder = new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(logs.resolve("load.log").toFile()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        load = builder.start();
        others.add(load);
        said = new BufferedReader(new InputStreamReader(load.getInputStream(), UTF_8));
        work.watch("load", () -> Stream.of(load.toHandle()));
    }

    private Turn turn(boolean ours, long ms) throws IOException {
        int port = ours ? firm.front().getPort() : barePort;
        work.begin();
        load.getOutputStream().write((port + " " + ms + "\n").getBytes(UTF_8));
        load.getOutputStream().flush();
        String line = said.readLine();
        if (line == null) {
            throw new BrokenPromise("the load ended: see " + logs.resolve("load.log"));
        }
        Turn turn = new Turn(Round.of(line), work.shares());
        if (!turn.round().wrong().isEmpty()) {
            throw new BrokenPromise((ours ? "the firm" : "the bare server") + ": " + turn.round().wrong());
        }
        placed += ours ? turn.round().orders() : 0;
        return turn;
    }

    private void proveOrders() {
        long found = 0;
        try (Journal journal = ChronicleJournal.openToRead(firm.data().resolve("front"));
            RecordCursor cursor = new RecordCursor("front", journal)) {
            while (cursor.next()) {
                found += cursor.record().templateId() == OrderPlacedDecoder.TEMPLATE_ID ? 1 : 0;
            }
        }
        if (found != placed) {
            throw new BrokenPromise(placed + " orders were answered as resting, " + found + " stand as placed");
        }
    }

    @Override
    public void close() {
        others.forEach(Process::destroyForcibly);
        try {
            if (said != null) {
                said.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        firm.close();
    }
}
