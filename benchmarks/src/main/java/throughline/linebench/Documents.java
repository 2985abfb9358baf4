package throughline.linebench;

import org.agrona.collections.IntArrayList;
import throughline.journal.Journal;

/** Sizes of the documents that an office appended, as its journal has them. */
final class Documents implements AutoCloseable {
    private final Journal.Reader reader;

    /** Those from the end of the journal on. */
    Documents(Journal journal) {
        reader = journal.reader();
        next();
    }

    /** Bytes of each document since the last call. */
    int[] next() {
        IntArrayList lengths = new IntArrayList();
        while (reader.poll()) {
            lengths.addInt(reader.length());
        }
        return lengths.toIntArray();
    }

    @Override
    public void close() {
        reader.close();
    }
}
