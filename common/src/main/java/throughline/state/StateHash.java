package throughline.state;

/** A 64-bit hash of a state: equal states in equal order give equal hashes. Not for secrets. */
public final class StateHash implements StateSink {
    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;

    private long hash = PRIME_1;

    /** The hash of a state. */
    public static long of(State state) {
        StateHash sink = new StateHash();
        state.save(sink);
        return sink.value();
    }

    /** A hash of bytes, for bodies and files. */
    public static long of(byte[] bytes, int offset, int length) {
        StateHash sink = new StateHash();
        sink.putLong(length);
        sink.putBytes(bytes, offset, length);
        return sink.value();
    }

    /** The hash of all that was put so far. */
    public long value() {
        long mixed = hash ^ hash >>> 33;
        mixed *= PRIME_2;
        mixed ^= mixed >>> 29;
        mixed *= PRIME_1;
        return mixed ^ mixed >>> 32;
    }

    @Override
    public void putLong(long value) {
        hash = Long.rotateLeft(hash ^ value * PRIME_2, 31) * PRIME_1;
    }

    @Override
    public void putBytes(byte[] source, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            long word = 0;
            for (int i = 0; i < Long.BYTES && at < end; i++, at++) {
                word |= (source[at] & 0xFFL) << 8 * i;
            }
            putLong(word);
        }
    }
}
