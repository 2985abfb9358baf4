package throughline.files;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads an order file line by line: CSV of any length with a header, columns by name in any order, in constant memory.
 *
 * <p>Needed are {@code clOrdId,account,symbol,side,type,timeInForce,quantity,price}; {@code time}, {@code action} and
 * {@code origClOrdId} may be left out; other columns are passed over and named by {@link #ignoredColumns}. A bad line
 * is reported and the next one read: no field holds a line break, so that a quote left open spoils one line and not the
 * rest. Form alone is judged here; whether symbol, account, tick or lot are right is the firm's to say. One thread.
 */
public final class OrderFile implements Closeable {
    private final Lines lines;
    private final List<String> ignored = new ArrayList<>();
    private OrderFields reader;
    private String[] fields;

    private OrderFile(final InputStream in) {
        lines = new Lines(in);
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
        final OrderFile file = new OrderFile(in);
        try {
            file.readHeader(name);
            return file;
        } catch (final IOException e) {
            file.close();
            throw e;
        }
    }

    /** Hands one line to the listener, blank ones passed over; false, and nothing handed, after the last. */
    public boolean poll(final Listener listener) throws IOException {
        String line = lines.next();
        while (line != null && line.isBlank() && !lines.tooLong()) {
            line = lines.next();
        }
        if (line == null) {
            return false;
        }
        OrderLine order = null;
        String reason = null;
        try {
            split(line);
            order = reader.read(lines.number(), fields);
        } catch (final BadOrderLineException e) {
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
        return List.copyOf(ignored);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private void readHeader(final String name) throws IOException {
        String line = lines.next();
        while (line != null && line.isBlank() && !lines.tooLong()) {
            line = lines.next();
        }
        if (line == null) {
            throw new IOException(name + " is empty: an order file begins with a header");
        }
        final String where = name + ":" + lines.number() + ": ";
        final String[] header;
        try {
            header = lines.tooLong() ? new String[0] : parse(line);
        } catch (final BadOrderLineException e) {
            throw new IOException(where + e.getMessage(), e);
        }
        final int[] indexes = new int[OrderFields.COLUMNS.length];
        Arrays.fill(indexes, -1);
        for (int i = 0; i < header.length; i++) {
            final int column = Arrays.asList(OrderFields.COLUMNS).indexOf(header[i]);
            if (column < 0) {
                ignored.add(header[i]);
            } else if (indexes[column] >= 0) {
                throw new IOException(where + "column '" + header[i] + "' stands twice");
            } else {
                indexes[column] = i;
            }
        }
        for (int column = 0; column < OrderFields.REQUIRED; column++) {
            if (indexes[column] < 0) {
                throw new IOException(where + "column '" + OrderFields.COLUMNS[column] + "' is missing");
            }
        }
        fields = new String[header.length];
        reader = new OrderFields(indexes);
    }

    private void split(final String line) throws BadOrderLineException {
        if (lines.tooLong()) {
            throw new BadOrderLineException("is longer than " + Lines.MAX_BYTES + " bytes");
        }
        if (line.indexOf('"') >= 0) {
            final String[] quoted = parse(line);
            checkCount(quoted.length);
            System.arraycopy(quoted, 0, fields, 0, fields.length);
            return;
        }
        int count = 0;
        int from = 0;
        for (int comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', from)) {
            if (count < fields.length) {
                fields[count] = line.substring(from, comma);
            }
            count++;
            from = comma + 1;
        }
        checkCount(count + 1);
        fields[count] = line.substring(from);
    }

    private void checkCount(final int count) throws BadOrderLineException {
        if (count != fields.length) {
            throw new BadOrderLineException("has " + count + " fields, not " + fields.length);
        }
    }

    private static String[] parse(final String line) throws BadOrderLineException {
        try {
            return CsvReader.builder().allowUnclosedQuote(false).ofSingleCsvRecord(line).getFields()
                .toArray(String[]::new);
        } catch (final CsvParseException e) {
            throw new BadOrderLineException("is not CSV: a quote is out of place");
        }
    }

    /** Takes the lines of an order file, one call a line, on the thread that polls. */
    public interface Listener {
        /** A line right in form. */
        void onOrder(OrderLine line);

        /** A line that is not, its number from 1, and what is wrong with it. */
        void onBadLine(long lineNumber, String reason);
    }
}
