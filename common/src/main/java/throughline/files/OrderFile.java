package throughline.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import throughline.files.Fields.BadLineException;

/**
 * Reads an order file line by line: CSV of any length with a header, columns by name in any order, in constant memory.
 *
 * <p>Needed are {@code clOrdId,account,symbol,side,type,timeInForce,quantity,price}; {@code time}, {@code action},
 * {@code origClOrdId}, {@code stopPrice}, {@code capacity}, {@code strategy}, {@code decisionMaker}, {@code parentId}
 * and {@code locate} may be left out; other columns are passed over and named by {@link #ignoredColumns}. A bad line is
 * reported and the next one read. Form alone is judged here; whether symbol, account, tick or lot are right is the
 * firm's to say. One thread.
 */
public final class OrderFile implements Closeable {
    private final FieldLines lines;

    private OrderFile(final FieldLines lines) {
        this.lines = lines;
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws IOException when the file cannot be read, or its header lacks a column or has one twice
     */
    public static OrderFile open(final Path file) throws IOException {
        return of(Files.newInputStream(file), file.getFileName().toString());
    }

    /** As {@link #open}, of a stream, which it closes; the name is for error texts. */
    public static OrderFile of(final InputStream in, final String name) throws IOException {
        return new OrderFile(FieldLines.of(in, name, "an order file", OrderFields.COLUMNS, OrderFields.REQUIRED));
    }

    /** Hands one line to the listener, blank ones passed over; false, and nothing handed, after the last. */
    public boolean poll(final Listener listener) throws IOException {
        if (!lines.next()) {
            return false;
        }
        OrderLine order = null;
        String reason = null;
        try {
            order = OrderFields.read(lines.number(), lines.fields());
        } catch (final BadLineException e) {
            reason = e.getMessage();
        }
        if (order != null) {
            listener.onOrder(order);
        } else {
            listener.onBadLine(lines.number(), reason);
        }
        return true;
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

    /** Takes the lines of an order file, one call a line, on the thread that polls. */
    public interface Listener {
        /** A line right in form. */
        void onOrder(OrderLine line);

        /** A line that is not, its number from 1, and what is wrong with it. */
        void onBadLine(long lineNumber, String reason);
    }
}
