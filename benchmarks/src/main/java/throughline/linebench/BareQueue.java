package throughline.linebench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;

/** A Chronicle queue that documents of given sizes are appended to, and that is polled; nothing is made of them. */
final class BareQueue implements AutoCloseable {
    private final ChronicleJournal journal;
    private final Journal.Appender appender;
    private final List<Journal.Reader> readers = new ArrayList<>();
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[Journal.MAX_DOCUMENT_LENGTH]);
    private long checked;

    BareQueue(Path directory, int readerCount) {
        journal = ChronicleJournal.open(directory);
        appender = journal.appender();
        for (int i = 0; i < readerCount; i++) {
            readers.add(journal.reader());
        }
    }

    /** Appends documents of these sizes. */
    void append(int[] lengths, int from, int to) {
        for (int i = from; i < to; i++) {
            bytes.putLong(0, i);
            appender.append(bytes, 0, lengths[i]);
        }
    }

    /** Polls what is there, by each reader. */
    void poll() {
        for (Journal.Reader reader : readers) {
            while (reader.poll()) {
                checked += reader.buffer().getLong(0);
            }
        }
    }

    /** Makes room for what is to be appended next. */
    void makeRoom() {
        appender.makeRoom();
    }

    /** So that no reading can be left out. */
    long checked() {
        return checked;
    }

    @Override
    public void close() {
        readers.forEach(Journal.Reader::close);
        appender.close();
        journal.close();
    }
}
