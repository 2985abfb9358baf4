package throughline.console;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import throughline.console.Firm.Refused;
import throughline.files.LineFile;
import throughline.files.PriceFile;
import throughline.files.PriceLine;
import throughline.play.Feed;
import throughline.play.Pace;
import throughline.play.PriceRequest;
import throughline.play.PriceSummary;
import throughline.play.Progress;

/** States the prices of a file, or replays a tape of them, through the front office's public interface. */
@Command(name = "prices", description = {"States the reference prices of a file, in file order, or replays a tape of"
    + " them, and sums up the answers.",
    "Columns: time,symbol,price, and kind (last, close, fx) and source when wanted; time is ISO-8601 or milliseconds"
    + " after midnight.",
    "Each line has its key: the same file sent again on the same business day states nothing twice. Exit 0 if every"
    + " line got its answer."})
final class Prices implements Callable<Integer> {
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
        try (LineFile<PriceLine> lines = Firm.open(file, PriceFile::open, progress)) {
            String key = contentKey(file);
            return new Feed<PriceLine, PriceRequest>(summary, progress, new Pace(0, speed), strict,
                line -> new PriceRequest(line, key)).sendAll(lines, Files.size(file),
                    Office.FRONT.address(firm.portBase()), () -> firm.client(Office.FRONT, user).token());
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
}
