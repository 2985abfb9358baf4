package throughline.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bytes of texts, one behind another, by the texts' numbers: 1 and up in order of arrival. Adding allocates only
 * when there is no room left. Number 0 is the empty text. One thread.
 */
final class TextBytes {
    private final UnsafeBuffer own = new UnsafeBuffer(0, 0);
    private byte[] bytes;
    private int[] starts;
    private int count;

    TextBytes(int expectedTexts, int expectedBytes) {
        bytes = new byte[Math.max(16, expectedBytes)];
        own.wrap(bytes);
        starts = new int[Math.max(4, expectedTexts) + 2];
    }

    /** Adds a text; gives its number. */
    int add(DirectBuffer source, int offset, int length) {
        int start = starts[count + 1];
        if (start + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, start + length));
            own.wrap(bytes);
        }
        if (count + 2 >= starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        source.getBytes(offset, bytes, start, length);
        count++;
        starts[count + 1] = start + length;
        return count;
    }

    /** All bytes; a text's lie from {@link #start} on. */
    UnsafeBuffer buffer() {
        return own;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int text) {
        return starts[text];
    }

    int length(int text) {
        return starts[text + 1] - starts[text];
    }

    /** Where the bytes of a text end. */
    int end(int text) {
        return starts[text + 1];
    }

    int count() {
        return count;
    }

    /** Above every number it may give before it grows. */
    int room() {
        return starts.length;
    }

    /** As a string; allocates. */
    String string(int text) {
        return new String(bytes, starts[text], length(text), StandardCharsets.UTF_8);
    }

    boolean same(int text, DirectBuffer source, int offset, int length) {
        return TextSlots.same(own, starts[text], length(text), source, offset, length);
    }

    void clear() {
        count = 0;
        starts[1] = 0;
    }

    /** Makes room for what is loaded: so many texts, whose ends are set next, and last their bytes. */
    void begin(int texts) {
        count = texts;
        starts = new int[Math.max(starts.length, texts + texts / 4 + 3)];
    }

    void setEnd(int text, int end) {
        starts[text + 1] = end;
    }

    void saveBytes(StateSink sink) {
        sink.putBytes(bytes, 0, starts[count + 1]);
    }

    void loadBytes(StateSource source) {
        int length = starts[count + 1];
        bytes = length > bytes.length ? new byte[length + length / 2] : bytes;
        own.wrap(bytes);
        source.getBytes(bytes, 0, length);
    }
}
