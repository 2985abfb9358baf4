package throughline.files;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import throughline.files.Fields.BadLineException;

/**
 * Reads a CSV file of any length line by line: a header first, its columns by name in any order, those that mean
 * nothing here passed over and named by {@link #ignoredColumns}. No field holds a line break, so that a quote left open
 * spoils one line and not the rest. A bad line is reported and the next one read. Constant memory; one thread.
 *
 * @param <L> what a line says
 */
public final class LineFile<L> implements Closeable {
    private final Lines lines;
    private final Reading<L> reading;
    private final List<String> ignored = new ArrayList<>();
    private String line;
    private String[] cut;
    private Fields fields;

    /** Takes the lines of a file, one call a line, on the thread that polls. */
    public interface Listener<L> {
        /** A line right in form. */
        void onLine(L line);

        /** A line that is not, its number from 1, and what is wrong with it. */
        void onBadLine(long lineNumber, String reason);
    }

    /** What the fields of a line mean. */
    @FunctionalInterface
    interface Reading<L> {
        /** Reads the line of that number. */
        L read(long lineNumber, Fields fields) throws BadLineException;
    }

    private LineFile(final InputStream in, final Reading<L> reading) {
        lines = new Lines(in);
        this.reading = reading;
    }

    /**
     * Reads the header of a stream, which is closed when that is bad.
     *
     * @param name     of the file, for error texts
     * @param kind     what sort of file it is, with its article
     * @param columns  those that mean something
     * @param required how many of them, from the first, must be there
     * @throws IOException when the stream cannot be read, or its header lacks a column or has one twice
     */
    static <L> LineFile<L> of(final InputStream in, final String name, final String kind, final String[] columns,
            final int required, final Reading<L> reading) throws IOException {
        final LineFile<L> made = new LineFile<>(in, reading);
        try {
            made.readHeader(name, kind, columns, required);
            return made;
        } catch (final IOException e) {
            made.close();
            throw e;
        }
    }

    private void readHeader(final String name, final String kind, final String[] columns, final int required)
            throws IOException {
        if (!next()) {
            throw new IOException(name + " is empty: " + kind + " begins with a header");
        }
        final String where = name + ":" + lines.number() + ": ";
        final String[] header;
        try {
            header = lines.tooLong() ? new String[0] : parse(line);
        } catch (final BadLineException e) {
            throw new IOException(where + e.getMessage(), e);
        }
        final int[] indexes = new int[columns.length];
        Arrays.fill(indexes, -1);
        for (int i = 0; i < header.length; i++) {
            final int column = Arrays.asList(columns).indexOf(header[i]);
            if (column < 0) {
                ignored.add(header[i]);
            } else if (indexes[column] >= 0) {
                throw new IOException(where + "column '" + header[i] + "' stands twice");
            } else {
                indexes[column] = i;
            }
        }
        for (int column = 0; column < required; column++) {
            if (indexes[column] < 0) {
                throw new IOException(where + "column '" + columns[column] + "' is missing");
            }
        }
        cut = new String[header.length];
        fields = new Fields(columns, indexes);
    }

    /** Hands one line to the listener, blank ones passed over; false, and nothing handed, after the last. */
    public boolean poll(final Listener<L> listener) throws IOException {
        if (!next()) {
            return false;
        }
        L read = null;
        String reason = null;
        try {
            split();
            fields.take(cut);
            read = reading.read(lines.number(), fields);
        } catch (final BadLineException e) {
            reason = e.getMessage();
        }
        if (read != null) {
            listener.onLine(read);
        } else {
            listener.onBadLine(lines.number(), reason);
        }
        return true;
    }

    private boolean next() throws IOException {
        line = lines.next();
        while (line != null && line.isBlank() && !lines.tooLong()) {
            line = lines.next();
        }
        return line != null;
    }

    private void split() throws BadLineException {
        if (lines.tooLong()) {
            throw new BadLineException("is longer than " + Lines.MAX_BYTES + " bytes");
        }
        if (line.indexOf('"') >= 0) {
            final String[] quoted = parse(line);
            checkCount(quoted.length);
            System.arraycopy(quoted, 0, cut, 0, cut.length);
            return;
        }
        int count = 0;
        int from = 0;
        for (int comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', from)) {
            if (count < cut.length) {
                cut[count] = line.substring(from, comma);
            }
            count++;
            from = comma + 1;
        }
        checkCount(count + 1);
        cut[count] = line.substring(from);
    }

    private void checkCount(final int count) throws BadLineException {
        if (count != cut.length) {
            throw new BadLineException("has " + count + " fields, not " + cut.length);
        }
    }

    private static String[] parse(final String line) throws BadLineException {
        try {
            return CsvReader.builder().allowUnclosedQuote(false).ofSingleCsvRecord(line).getFields()
                .toArray(String[]::new);
        } catch (final CsvParseException e) {
            throw new BadLineException("is not CSV: a quote is out of place");
        }
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
}
