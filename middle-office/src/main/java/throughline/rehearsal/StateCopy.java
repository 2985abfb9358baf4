package throughline.rehearsal;

import org.agrona.ExpandableArrayBuffer;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/** Makes one state the same as another, by way of memory. One thread. */
final class StateCopy implements StateSink, StateSource {
    private static final int USUAL_BYTES = 1 << 20;

    private final ExpandableArrayBuffer bytes = new ExpandableArrayBuffer(USUAL_BYTES);
    private int written;
    private int read;

    private StateCopy() {
    }

    /** From here both are the same. */
    static void of(State from, State to) {
        StateCopy copy = new StateCopy();
        from.save(copy);
        to.load(copy);
    }

    @Override
    public void putLong(long value) {
        bytes.putLong(written, value);
        written += Long.BYTES;
    }

    @Override
    public void putBytes(byte[] source, int offset, int length) {
        bytes.putBytes(written, source, offset, length);
        written += length;
    }

    @Override
    public long getLong() {
        long value = bytes.getLong(read);
        read += Long.BYTES;
        return value;
    }

    @Override
    public void getBytes(byte[] target, int offset, int length) {
        bytes.getBytes(read, target, offset, length);
        read += length;
    }
}
