package throughline.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import throughline.files.Fields.BadLineException;
import throughline.message.PriceKind;

/**
 * Reads a price file, or a tape of prices, line by line: CSV with a header, columns by name in any order, in constant
 * memory. Needed are {@code time,symbol,price}, the time itself may be empty; {@code kind} and {@code source} may be
 * left out. A bad line is reported and the next one read. Form alone is judged here. One thread.
 */
public final class PriceFile implements Closeable {
    private static final String[] COLUMNS = {"time", "symbol", "price", "kind", "source"};
    private static final int REQUIRED = 3;
    private static final int TIME = 0;
    private static final int SYMBOL = 1;
    private static final int PRICE = 2;
    private static final int KIND = 3;
    private static final int SOURCE = 4;
    private static final int NAME_MAX = 32;
    private static final PriceKind[] KINDS = {PriceKind.LAST, PriceKind.CLOSE, PriceKind.FX};

    private final FieldLines lines;

    private PriceFile(final FieldLines lines) {
        this.lines = lines;
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws IOException when the file cannot be read, or its header lacks a column or has one twice
     */
    public static PriceFile open(final Path file) throws IOException {
        return of(Files.newInputStream(file), file.getFileName().toString());
    }

    /** As {@link #open}, of a stream, which it closes; the name is for error texts. */
    public static PriceFile of(final InputStream in, final String name) throws IOException {
        return new PriceFile(FieldLines.of(in, name, "a price file", COLUMNS, REQUIRED));
    }

    /** Hands one line to the listener, blank ones passed over; false, and nothing handed, after the last. */
    public boolean poll(final Listener listener) throws IOException {
        if (!lines.next()) {
            return false;
        }
        PriceLine price = null;
        String reason = null;
        try {
            price = read(lines.number(), lines.fields());
        } catch (final BadLineException e) {
            reason = e.getMessage();
        }
        if (price != null) {
            listener.onPrice(price);
        } else {
            listener.onBadLine(lines.number(), reason);
        }
        return true;
    }

    private static PriceLine read(final long number, final Fields fields) throws BadLineException {
        final String symbol = fields.ascii(SYMBOL, NAME_MAX, true);
        final long price = fields.decimal(PRICE, true);
        final PriceKind kind = fields.choice(KIND, KINDS, false);
        return new PriceLine(number, fields.time(TIME), symbol, price, fields.decimals(PRICE), kind,
            fields.ascii(SOURCE, NAME_MAX, false));
    }

    /** Bytes of the file read so far, for a progress bar. */
    public long bytesRead() {
        return lines.bytes();
    }

    /** Columns of the header that mean nothing here. */
    public List<String> ignoredColumns() {
        return lines.ignoredColumns();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** Takes the lines of a price file, one call a line, on the thread that polls. */
    public interface Listener {
        /** A line right in form. */
        void onPrice(PriceLine line);

        /** A line that is not, its number from 1, and what is wrong with it. */
        void onBadLine(long lineNumber, String reason);
    }
}
