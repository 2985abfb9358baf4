package throughline.state;

/** Where a state is read from, in the order it was written to a {@link StateSink}. */
public interface StateSource {
    /** Reads one number. */
    long getLong();

    /** Reads that many bytes. */
    void getBytes(byte[] target, int offset, int length);

    /** Reads that many numbers, as {@link #getLong} would one after another. */
    default void getLongs(long[] target, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            target[i] = getLong();
        }
    }
}
