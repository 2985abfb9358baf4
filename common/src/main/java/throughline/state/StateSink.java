package throughline.state;

/** Where a state is written down, value by value in a fixed order: a snapshot, or a hash. */
public interface StateSink {
    /** Writes one number. */
    void putLong(long value);

    /** Writes some bytes; their count is not written. */
    void putBytes(byte[] source, int offset, int length);

    /** Writes some numbers, as {@link #putLong} would one after another. */
    default void putLongs(long[] source, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            putLong(source[i]);
        }
    }
}
