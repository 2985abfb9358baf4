package throughline.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/**
 * One CSV file with a header and exactly the columns named, in any order, read line by line; of the optional ones, any
 * or none. UTF-8, with or without a byte order mark; blank lines are passed over. One thread.
 */
final class Table {
    private static final int MAX_RECORD_CHARS = 1 << 20;

    private final String file;
    private final List<String> columns;
    private final Problems problems;
    private final Map<String, Long> keys = new HashMap<>();
    private final Map<String, Integer> indexes = new HashMap<>();
    private List<String> optional = List.of();

    Table(final String file, final Problems problems, final String... columns) {
        this.file = file;
        this.problems = problems;
        this.columns = List.of(columns);
    }

    /** Columns that may be left out; a field of one left out is empty. */
    Table optional(final String... names) {
        optional = List.of(names);
        return this;
    }

    /** Hands each line to the reader; a line with too few or too many fields is a problem and passed over. */
    void read(final InputStream in, final Consumer<Row> reader) throws IOException {
        try (CsvReader<CsvRecord> csv = CsvReader.builder().detectBomHeader(true).allowUnclosedQuote(false)
                .maxBufferSize(MAX_RECORD_CHARS).extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE).ofCsvRecord(in, UTF_8)) {
            final Iterator<CsvRecord> records = csv.iterator();
            if (!readHeader(records)) {
                return;
            }
            while (records.hasNext()) {
                final CsvRecord line = records.next();
                if (line.getFieldCount() == indexes.size()) {
                    reader.accept(new Row(this, line));
                } else {
                    problem(line.getStartingLineNumber(), "has " + line.getFieldCount() + " fields, not "
                        + indexes.size());
                }
            }
        } catch (final CsvParseException e) {
            final Throwable cause = e.getCause();
            problems.add(file, cause == null ? e.getMessage() : e.getMessage() + " " + cause.getMessage());
        } catch (final UncheckedIOException e) {
            throw e.getCause();
        }
    }

    void problem(final long line, final String text) {
        problems.add(file, line, text);
    }

    String file() {
        return file;
    }

    long problemCount() {
        return problems.count();
    }

    /** Where a column stands; -1: it is optional and left out. */
    int index(final String column) {
        final Integer index = indexes.get(column);
        if (index == null && optional.contains(column)) {
            return -1;
        }
        if (index == null) {
            throw new NoSuchElementException(file + " has no column " + column);
        }
        return index;
    }

    /** Takes note of a line's key; a second line of the same key is a problem. */
    void key(final String key, final long line) {
        final Long first = keys.putIfAbsent(key, line);
        if (first != null) {
            problem(line, "'" + key + "' stands already in line " + first);
        }
    }

    private boolean readHeader(final Iterator<CsvRecord> records) {
        if (!records.hasNext()) {
            problems.add(file, "is empty: it needs the header " + String.join(",", columns));
            return false;
        }
        final CsvRecord header = records.next();
        final long line = header.getStartingLineNumber();
        final long before = problems.count();
        for (int i = 0; i < header.getFieldCount(); i++) {
            final String column = header.getField(i);
            if (!columns.contains(column) && !optional.contains(column)) {
                problem(line, "unknown column '" + column + "'");
            } else if (indexes.putIfAbsent(column, i) != null) {
                problem(line, "column '" + column + "' stands twice");
            }
        }
        for (final String column : columns) {
            if (!indexes.containsKey(column)) {
                problem(line, "column '" + column + "' is missing");
            }
        }
        return problems.count() == before;
    }
}
