package throughline.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * The lines of a stream of any length, in constant memory: ended by LF, CR LF or CR, UTF-8, a byte order mark passed
 * over. A line longer than {@value #MAX_BYTES} bytes is passed over too, and said to be {@link #tooLong}. One thread.
 */
final class Lines implements Closeable {
    /** The longest line read. */
    static final int MAX_BYTES = 4_096;

    private static final int CHUNK_BYTES = 1 << 16;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final InputStream in;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final byte[] line = new byte[MAX_BYTES];
    private int chunkLength;
    private int chunkIndex;
    private int lineLength;
    private long number;
    private long bytes;
    private boolean afterReturn;
    private boolean tooLong;

    Lines(final InputStream in) {
        this.in = in;
    }

    /** The next line without its end, empty for one too long; null after the last. */
    String next() throws IOException {
        lineLength = 0;
        tooLong = false;
        boolean any = false;
        for (int next = read(); next >= 0; next = read()) {
            final boolean endsBefore = next == '\n' && afterReturn;
            afterReturn = next == '\r';
            if (endsBefore) {
                continue;
            }
            if (next == '\n' || next == '\r') {
                return take();
            }
            any = true;
            if (lineLength < MAX_BYTES) {
                line[lineLength++] = (byte) next;
            } else {
                tooLong = true;
            }
        }
        return any ? take() : null;
    }

    /** Number of the line last given, from 1. */
    long number() {
        return number;
    }

    /** Bytes taken so far, for a progress bar. */
    long bytes() {
        return bytes;
    }

    boolean tooLong() {
        return tooLong;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private String take() {
        number++;
        if (tooLong) {
            return "";
        }
        final int mark = number == 1 && startsWithMark() ? BYTE_ORDER_MARK.length : 0;
        return new String(line, mark, lineLength - mark, UTF_8);
    }

    private boolean startsWithMark() {
        return lineLength >= BYTE_ORDER_MARK.length && line[0] == BYTE_ORDER_MARK[0] && line[1] == BYTE_ORDER_MARK[1]
            && line[2] == BYTE_ORDER_MARK[2];
    }

    private int read() throws IOException {
        if (chunkIndex == chunkLength) {
            chunkLength = Math.max(0, in.read(chunk));
            chunkIndex = 0;
            if (chunkLength == 0) {
                return -1;
            }
        }
        bytes++;
        return chunk[chunkIndex++] & 0xff;
    }
}
