package throughline.export;

import java.io.IOException;
import java.util.List;
import throughline.books.Batch;
import throughline.books.LedgerExtract;

/** How an export is written: a head, the entries in order, an end. Not thread-safe. */
interface Form {
    /**
     * Begins it.
     *
     * @param told lines that say what it is an export of
     */
    void head(List<String> told, List<Batch.Account> accounts) throws IOException;

    /** Writes an entry. */
    void entry(LedgerExtract.Entry entry) throws IOException;

    /** Ends it. */
    void end(long entries, long postings) throws IOException;
}
