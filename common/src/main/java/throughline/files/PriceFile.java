package throughline.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import throughline.files.Fields.BadLineException;
import throughline.message.PriceKind;

/**
 * The form of a price file, or of a tape of prices. Needed are {@code time,symbol,price}, the time itself may be empty;
 * {@code kind} and {@code source} may be left out. Form alone is judged here.
 */
public final class PriceFile {
    private static final String[] COLUMNS = {"time", "symbol", "price", "kind", "source"};
    private static final int REQUIRED = 3;
    private static final int TIME = 0;
    private static final int SYMBOL = 1;
    private static final int PRICE = 2;
    private static final int KIND = 3;
    private static final int SOURCE = 4;
    private static final int NAME_MAX = 32;
    private static final PriceKind[] KINDS = {PriceKind.LAST, PriceKind.CLOSE, PriceKind.FX};

    private PriceFile() {
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws IOException when the file cannot be read, or its header lacks a column or has one twice
     */
    public static LineFile<PriceLine> open(final Path file) throws IOException {
        return of(Files.newInputStream(file), file.getFileName().toString());
    }

    /** As {@link #open}, of a stream, which it closes; the name is for error texts. */
    public static LineFile<PriceLine> of(final InputStream in, final String name) throws IOException {
        return LineFile.of(in, name, "a price file", COLUMNS, REQUIRED, PriceFile::read);
    }

    private static PriceLine read(final long number, final Fields fields) throws BadLineException {
        final String symbol = fields.ascii(SYMBOL, NAME_MAX, true);
        final long price = fields.decimal(PRICE, true);
        final PriceKind kind = fields.choice(KIND, KINDS, false);
        return new PriceLine(number, fields.time(TIME), symbol, price, fields.decimals(PRICE), kind,
            fields.ascii(SOURCE, NAME_MAX, false));
    }
}
