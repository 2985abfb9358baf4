package throughline.console;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import throughline.console.Firm.Refused;
import throughline.files.PriceFile;
import throughline.files.PriceLine;
import throughline.play.Feed;
import throughline.play.Pace;
import throughline.play.PriceRequest;
import throughline.play.PriceSummary;
import throughline.play.Progress;
import throughline.play.Sender;

/** States the prices of a file, or replays a tape of them, through the front office's public interface. */
@Command(name = "prices", description = {"States the reference prices of a file, in file order, or replays a tape of"
    + " them, and sums up the answers.",
    "Columns: time,symbol,price, and kind (last, close, fx) and source when wanted; time is ISO-8601 or milliseconds"
    + " after midnight.",
    "Each line has its key: the same file sent again on the same business day states nothing twice. Exit 0 if every"
    + " line got its answer."})
final class Prices implements Callable<Integer> {
    private static final long PATIENCE_NS = TimeUnit.MINUTES.toNanos(2);
    private static final int KEY_BYTES = 16;
    private static final int CHUNK_BYTES = 1 << 16;

    @Mixin
    private FirmOptions firm = new FirmOptions();

    @Parameters(paramLabel = "FILE", description = "CSV with a header.")
    private Path file;

    @Option(names = "--speed", paramLabel = "N", description = "Replay it N times as fast as its times say: 1 keeps"
        + " them, 60 makes a minute a second (default: as fast as it is taken).")
    private BigDecimal speed;

    @Option(names = "--strict", description = "Stop at the first bad line, with exit 1.")
    private boolean strict;

    @Option(names = "--as", paramLabel = "USER", defaultValue = "ops1",
        description = "Who states them, of operations or risk (default: ${DEFAULT-VALUE}).")
    private String user;

    private final Progress progress = new Progress(System.err);

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (speed != null && speed.signum() <= 0) {
            throw new Refused("--speed must be above 0, not " + speed.toPlainString());
        }
        PriceSummary summary = new PriceSummary(progress);
        boolean whole = play(summary);
        summary.print(System.out);
        return whole ? Firm.DONE : Firm.FAILED;
    }

    private boolean play(PriceSummary summary) throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (PriceFile lines = openFile()) {
            lines.ignoredColumns().forEach(column -> progress.say("column '" + column + "' means nothing here"));
            String key = contentKey(file);
            Sender<PriceRequest> sender = new Sender<>(vertx, Office.FRONT.address(firm.portBase()),
                () -> firm.client(Office.FRONT, user).token(), summary, PATIENCE_NS);
            Feed<PriceRequest> feed = new Feed<>(sender, summary, progress, new Pace(0, speed), strict);
            return feed.sendAll(new Tape(lines, feed, key), Files.size(file));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private PriceFile openFile() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new Refused("there is no file " + file);
        }
        try {
            return PriceFile.open(file);
        } catch (IOException e) {
            throw new Refused(e.getMessage(), e);
        }
    }

    /** The same for the same content: half of its SHA-256, in hexadecimal. */
    private static String contentKey(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                digest.update(chunk, 0, length);
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, KEY_BYTES);
    }

    /** A price file's lines as requests. */
    private record Tape(PriceFile file, Feed<PriceRequest> feed, String key)
        implements Feed.Lines, PriceFile.Listener {
        @Override
        public boolean poll() throws IOException {
            return file.poll(this);
        }

        @Override
        public long bytesRead() {
            return file.bytesRead();
        }

        @Override
        public void onPrice(PriceLine line) {
            feed.line(new PriceRequest(line, key), line.timeNs());
        }

        @Override
        public void onBadLine(long number, String reason) {
            feed.badLine(number, reason);
        }
    }
}
