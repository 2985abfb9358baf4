package throughline.state;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A state written to memory and read from there. */
public final class Values implements StateSink, StateSource {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private ByteBuffer reading;

    /** Copies one state into another; fails when not all that was written is read. */
    public static void copy(State from, State to) {
        Values values = new Values();
        from.save(values);
        values.reading = ByteBuffer.wrap(values.written.toByteArray());
        to.load(values);
        if (values.reading.hasRemaining()) {
            throw new IllegalStateException(values.reading.remaining() + " bytes were written and not read");
        }
    }

    @Override
    public void putLong(long value) {
        byte[] eight = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
        written.write(eight, 0, Long.BYTES);
    }

    @Override
    public void putBytes(byte[] source, int offset, int length) {
        written.write(source, offset, length);
    }

    @Override
    public long getLong() {
        return reading.getLong();
    }

    @Override
    public void getBytes(byte[] target, int offset, int length) {
        reading.get(target, offset, length);
    }
}
