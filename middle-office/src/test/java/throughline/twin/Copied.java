package throughline.twin;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/** A state written to memory and read into another, as when an office stops and comes back. */
final class Copied implements StateSink, StateSource {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream(1 << 20);
    private ByteBuffer reading;

    /** The other, which has read all that the one wrote. */
    static <S extends State> S of(State from, S to) {
        Copied copy = new Copied();
        from.save(copy);
        copy.reading = ByteBuffer.wrap(copy.written.toByteArray());
        to.load(copy);
        if (copy.reading.hasRemaining()) {
            throw new IllegalStateException(copy.reading.remaining() + " bytes were written and not read");
        }
        return to;
    }

    @Override
    public void putLong(long value) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            written.write((int) (value >>> shift));
        }
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
