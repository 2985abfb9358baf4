package throughline.console;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import throughline.console.Firm.Refused;
import throughline.files.LineFile;
import throughline.files.OrderFile;
import throughline.files.OrderLine;
import throughline.play.Feed;
import throughline.play.OrderRequest;
import throughline.play.Pace;
import throughline.play.PlaySummary;
import throughline.play.Progress;

/** Sends an order file through the front office's public interface, in constant memory, and says what came of it. */
@Command(name = "play", description = {"Sends the lines of an order file, in file order, and sums up the answers.",
    "Columns: clOrdId,account,symbol,side,type,timeInForce,quantity,price, and when wanted: time; stopPrice (types stop"
    + " and stop_limit); capacity, strategy, decisionMaker, parentId, locate; action and origClOrdId.",
    "action is new (or empty), cancel or replace; these name their order by origClOrdId and wait for its answer. A"
    + " replace gives a new quantity, price or stopPrice, and its clOrdId is the order's from then on.",
    "Exit 0 if every line got its answer."})
final class Play implements Callable<Integer> {
    @Mixin
    private FirmOptions firm = new FirmOptions();

    @Parameters(paramLabel = "FILE", description = "CSV with a header.")
    private Path file;

    @Option(names = "--rate", paramLabel = "N",
        description = "Lines a second at most (default: as many as are taken).")
    private Long rate;

    @Option(names = "--paced", description = "Keep the times between lines that the column time gives.")
    private boolean paced;

    @Option(names = "--strict", description = "Stop at the first bad line, with exit 1.")
    private boolean strict;

    @Option(names = "--as", paramLabel = "USER", defaultValue = "trader1",
        description = "Who sends them (default: ${DEFAULT-VALUE}).")
    private String user;

    private final Progress progress = new Progress(System.err);
    private final PlaySummary summary;

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
        if (rate != null && rate <= 0) {
            throw new Refused("--rate must be above 0, not " + rate);
        }
        boolean whole = play();
        summary.print(System.out);
        return whole ? Firm.DONE : Firm.FAILED;
    }

    /** Sends the file, then reads what was executed; false when a line got no answer, or a bad one stopped it. */
    private boolean play() throws IOException, InterruptedException {
        OrderRequest.KnownIds known = new OrderRequest.KnownIds();
        try (LineFile<OrderLine> lines = Firm.open(file, OrderFile::open, progress)) {
            Pace pace = new Pace(rate == null ? 0 : rate, paced ? BigDecimal.ONE : null);
            boolean whole = new Feed<OrderLine, OrderRequest>(summary, progress, pace, strict,
                line -> new OrderRequest(line, known)).sendAll(lines, Files.size(file),
                    Office.FRONT.address(firm.portBase()), () -> firm.client(Office.FRONT, user).token());
            readExecutions();
            return whole;
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
}
