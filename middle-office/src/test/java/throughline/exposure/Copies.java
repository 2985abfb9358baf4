package throughline.exposure;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/** A state written to memory and read from there. */
final class Copies implements StateSink, StateSource {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private ByteBuffer reading;

    /** Copies one state into another. */
    static void copy(State from, State to) {
        Copies copies = new Copies();
        from.save(copies);
        copies.reading = ByteBuffer.wrap(copies.written.toByteArray());
        to.load(copies);
        if (copies.reading.hasRemaining()) {
            throw new IllegalStateException(copies.reading.remaining() + " bytes were written and not read");
        }
    }

    @Override
    public void putLong(long value) {
        written.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
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
