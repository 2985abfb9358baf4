package throughline.journal;

import org.agrona.DirectBuffer;

/**
 * A log of documents, each of one or more records, each there whole or not at all. One writer at a time, any number of
 * readers in any process. Two kinds: {@link ChronicleJournal} and {@link MemoryJournal}; they pass the same tests.
 */
public interface Journal extends AutoCloseable {
    /** Largest document in bytes. */
    int MAX_DOCUMENT_LENGTH = 1 << 20;

    /**
     * Takes the one writer's place.
     *
     * @throws JournalInUse when another writer holds it
     */
    Appender appender();

    /** A reader at the first document. Not thread-safe; each thread takes its own. */
    Reader reader();

    @Override
    void close();

    /** The writer's place. Not thread-safe. */
    interface Appender extends AutoCloseable {
        /**
         * Appends one document, whole or not at all. Survives the process once it returns.
         *
         * @throws RuntimeException when it could not be written; the office then stops and recovers
         */
        void append(DirectBuffer document, int offset, int length);

        /** Forces what was appended down to the device: survives the machine. */
        void sync();

        /**
         * Makes room for what will be appended next, so that the writer need not wait for it. One other thread may call
         * this at any time, also when this is closed; nothing that was or is appended changes by it.
         *
         * @return pages made; 0: there was room, or it needs none
         */
        default int makeRoom() {
            return 0;
        }

        @Override
        void close();
    }

    /** A place in the journal. */
    interface Reader extends AutoCloseable {
        /** Moves to the next document, if there is one by now. Its bytes stay until the next call. */
        boolean poll();

        /** The document's bytes, from offset 0 to {@link #length()}. */
        DirectBuffer buffer();

        /** Length of the document in bytes. */
        int length();

        /** Opaque place of the document, for {@link #moveTo}. */
        long position();

        /**
         * Makes the document at a position the next to be polled.
         *
         * @return false when there is no such position, and nothing has moved
         */
        boolean moveTo(long position);

        /** Makes the first document the next to be polled. */
        void toStart();

        @Override
        void close();
    }
}
