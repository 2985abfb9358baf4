package throughline.office;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.agrona.IoUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.state.State;
import throughline.state.StateSource;

/**
 * A snapshot's file: magic, heading, state, CRC32C over all of it, all little endian. It is mapped from when its
 * checksum is asked for until its state is loaded, so that it is read once and copied once. One thread.
 */
final class SnapshotFile implements Snapshot.Body, StateSource {
    static final long MAGIC = 0x54484C534E415033L;
    static final int STATE_AT = (1 + Snapshot.HEADING_LENGTH) * Long.BYTES;

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFile.class);
    private static final int PART_BITS = 30;
    private static final int PART = 1 << PART_BITS;
    private static final int CHECKED_AT_ONCE = 1 << 24;

    private final Path file;
    private final byte[] eight = new byte[Long.BYTES];
    private MappedByteBuffer[] parts = new MappedByteBuffer[0];
    private long size;
    private long at;

    SnapshotFile(Path file) {
        this.file = file;
    }

    /** Its heading; null: it is too short, or of another form. */
    long[] heading() throws IOException {
        ByteBuffer first = ByteBuffer.allocate(STATE_AT).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file)) {
            int read = 0;
            while (read >= 0 && first.hasRemaining()) {
                read = channel.read(first);
            }
        }
        if (first.flip().remaining() < STATE_AT || first.getLong() != MAGIC) {
            return null;
        }
        long[] heading = new long[Snapshot.HEADING_LENGTH];
        first.asLongBuffer().get(heading);
        return heading;
    }

    @Override
    public boolean isWhole() {
        try {
            map();
            boolean whole = size >= STATE_AT + Long.BYTES && sum(size - Long.BYTES) == longAt(size - Long.BYTES);
            if (!whole) {
                LOG.warn("snapshot {} is not whole and is left aside", file);
                unmap();
            }
            return whole;
        } catch (IOException e) {
            LOG.warn("snapshot {} cannot be read and is left aside", file, e);
            return false;
        }
    }

    @Override
    public void load(State state) {
        try {
            map();
            at = STATE_AT;
            state.load(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            unmap();
        }
    }

    private void map() throws IOException {
        if (parts.length > 0) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file)) {
            size = channel.size();
            MappedByteBuffer[] mapped = new MappedByteBuffer[(int) (size + PART - 1 >>> PART_BITS)];
            for (int part = 0; part < mapped.length; part++) {
                long from = (long) part << PART_BITS;
                mapped[part] = channel.map(FileChannel.MapMode.READ_ONLY, from, Math.min(PART, size - from));
                mapped[part].order(ByteOrder.LITTLE_ENDIAN);
            }
            parts = mapped;
        }
    }

    /** A file that was replaced meanwhile gives its room back once it is unmapped. */
    private void unmap() {
        for (MappedByteBuffer part : parts) {
            IoUtil.unmap(part);
        }
        parts = new MappedByteBuffer[0];
    }

    private long sum(long length) {
        CRC32C crc = new CRC32C();
        for (long from = 0; from < length; from += CHECKED_AT_ONCE) {
            ByteBuffer part = parts[(int) (from >>> PART_BITS)].duplicate();
            int start = (int) (from & PART - 1);
            crc.update(part.limit(start + (int) Math.min(CHECKED_AT_ONCE, length - from)).position(start));
        }
        return crc.getValue();
    }

    private long longAt(long place) {
        int start = (int) (place & PART - 1);
        if (start <= PART - Long.BYTES) {
            return parts[(int) (place >>> PART_BITS)].getLong(start);
        }
        bytesAt(place, eight, 0, Long.BYTES);
        return ByteBuffer.wrap(eight).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private void bytesAt(long place, byte[] target, int offset, int length) {
        for (int done = 0; done < length;) {
            MappedByteBuffer part = parts[(int) (place + done >>> PART_BITS)];
            int start = (int) (place + done & PART - 1);
            int now = Math.min(length - done, part.limit() - start);
            part.get(start, target, offset + done, now);
            done += now;
        }
    }

    @Override
    public long getLong() {
        at += Long.BYTES;
        return longAt(at - Long.BYTES);
    }

    @Override
    public void getBytes(byte[] target, int offset, int length) {
        bytesAt(at, target, offset, length);
        at += length;
    }

    @Override
    public void getLongs(long[] target, int offset, int count) {
        for (int done = 0; done < count;) {
            MappedByteBuffer part = parts[(int) (at >>> PART_BITS)];
            int start = (int) (at & PART - 1);
            int now = Math.min(count - done, (part.limit() - start) / Long.BYTES);
            if (now == 0) {
                target[offset + done++] = getLong();
            } else {
                part.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(start).asLongBuffer()
                    .get(target, offset + done, now);
                done += now;
                at += (long) now * Long.BYTES;
            }
        }
    }
}
