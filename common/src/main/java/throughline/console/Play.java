package throughline.console;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import throughline.console.Firm.Refused;
import throughline.files.OrderFile;
import throughline.files.OrderLine;

/** Sends an order file through the front office's public interface, in constant memory, and says what came of it. */
@Command(name = "play", description = {"Sends the lines of an order file, in file"
    + " order, and sums up the answers.", "Columns: clOrdId,account,symbol,side,type,timeInForce,quantity,price, and"
    + " time, action, origClOrdId when wanted. Exit 0 if every order got its answer."})
final class Play implements Callable<Integer> {
    private static final long PATIENCE_NS = TimeUnit.MINUTES.toNanos(2);
    private static final long NS_PER_S = TimeUnit.SECONDS.toNanos(1);

    @Mixin
    private FirmOptions firm = new FirmOptions();

    @Parameters(paramLabel = "FILE", description = "CSV with a header.")
    private Path file;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "0",
        description = "Lines a second at most (default: as many as are taken).")
    private long rate;

    @Option(names = "--paced", description = "Keep the times between lines that the column time gives.")
    private boolean paced;

    @Option(names = "--strict", description = "Stop at the first bad line, with exit 1.")
    private boolean strict;

    @Option(names = "--as", paramLabel = "USER", defaultValue = "trader1",
        description = "Who sends them (default: ${DEFAULT-VALUE}).")
    private String user;

    private final Progress progress = new Progress(System.err);
    private final PlaySummary summary;
    private OrderLine next;
    private boolean stopped;
    private long firstNs;
    private long firstLineNs = OrderLine.NO_TIME;
    private long submitted;

    Play() {
        summary = new PlaySummary(progress, (line, answer) -> { });
    }

    /**
     * Plays a file for another verb, as fast as it goes.
     *
     * @param orders hears of each order that was captured, with its answer; on an event loop
     */
    Play(FirmOptions firm, Path file, String user, BiConsumer<OrderLine, JsonObject> orders) {
        this.firm = firm;
        this.file = file;
        this.user = user;
        summary = new PlaySummary(progress, orders);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean whole = play();
        summary.print(System.out);
        return whole ? Firm.DONE : Firm.FAILED;
    }

    /** Sends the file, then reads what was executed; false when a line got no answer, or a bad one stopped it. */
    private boolean play() throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (OrderFile lines = openFile()) {
            lines.ignoredColumns().forEach(column -> progress.say("column '" + column + "' means nothing here"));
            OrderSender sender = new OrderSender(vertx, Office.FRONT.address(firm.portBase()),
                () -> firm.client(Office.FRONT, user).token(), summary, PATIENCE_NS);
            submitAll(lines, sender, Files.size(file));
            boolean all = sender.finish();
            progress.clear();
            readExecutions();
            return all && !stopped;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private OrderFile openFile() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new Refused("there is no file " + file);
        }
        try {
            return OrderFile.open(file);
        } catch (IOException e) {
            throw new Refused(e.getMessage(), e);
        }
    }

    private void submitAll(OrderFile lines, OrderSender sender, long bytes) throws IOException, InterruptedException {
        firstNs = System.nanoTime();
        OrderFile.Listener listener = new OrderFile.Listener() {
            @Override
            public void onOrder(OrderLine line) {
                next = line;
            }

            @Override
            public void onBadLine(long number, String reason) {
                next = null;
                summary.badLine(number, reason);
            }
        };
        while (!stopped && lines.poll(listener)) {
            if (next != null) {
                awaitTurn(next);
                stopped = !sender.submit(next);
                submitted++;
            }
            stopped |= strict && summary.hasBadLines();
            if (progress.isDue()) {
                progress.bar(lines.bytesRead(), bytes, summary.answeredSoFar(), "answered", summary.trouble());
            }
        }
        if (stopped && strict) {
            progress.say("stopped at a bad line (--strict)");
        }
    }

    /** Holds a line back until the asked-for rate, or the file's own times, let it go. */
    private void awaitTurn(OrderLine line) {
        if (rate > 0) {
            parkUntil(firstNs + submitted / rate * NS_PER_S + submitted % rate * NS_PER_S / rate);
        }
        if (paced && line.timeNs() != OrderLine.NO_TIME) {
            firstLineNs = firstLineNs == OrderLine.NO_TIME ? line.timeNs() : firstLineNs;
            parkUntil(firstNs + line.timeNs() - firstLineNs);
        }
    }

    private static void parkUntil(long timeNs) {
        for (long left = timeNs - System.nanoTime(); left > 0; left = timeNs - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** An order's id and an execution's are seqs of one journal: what came of the run stands behind its first order. */
    private void readExecutions() {
        if (summary.firstOrderId() > 0) {
            String before = Long.toString(summary.firstOrderId() - 1);
            firm.client(Office.FRONT, user).forEach("/v1/executions", before, item -> {
                if (summary.covers(Long.parseLong(String.valueOf(item.getValue("orderId", "0"))))) {
                    summary.execution(decimal(item, "quantity", "lastQty"), decimal(item, "price", "lastPx"));
                }
            });
        }
    }

    private static BigDecimal decimal(JsonObject item, String name, String fixName) {
        return new BigDecimal(String.valueOf(item.getValue(name, item.getValue(fixName, "0"))));
    }

    PlaySummary summary() {
        return summary;
    }
}
