package throughline.office;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/** Snapshots in memory, for the small world and for tests; it outlives the offices that use it, as files do. */
public final class MemorySnapshots implements SnapshotStore {
    private record Kept(long[] heading, byte[] state) {
    }

    private final List<Kept> newestFirst = new ArrayList<>();

    @Override
    public void write(long[] heading, State state) {
        Sink sink = new Sink();
        state.save(sink);
        newestFirst.removeIf(kept -> Snapshot.seq(kept.heading()) == Snapshot.seq(heading));
        newestFirst.add(0, new Kept(heading, sink.bytes.toByteArray()));
        while (newestFirst.size() > 2) {
            newestFirst.remove(2);
        }
    }

    @Override
    public List<Snapshot> newestFirst() {
        return newestFirst.stream()
            .map(kept -> new Snapshot(kept.heading(), state -> state.load(new Source(ByteBuffer.wrap(kept.state())))))
            .toList();
    }

    private static final class Sink implements StateSink {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void putLong(long value) {
            byte[] eight = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
            bytes.write(eight, 0, Long.BYTES);
        }

        @Override
        public void putBytes(byte[] source, int offset, int length) {
            bytes.write(source, offset, length);
        }
    }

    private record Source(ByteBuffer bytes) implements StateSource {
        @Override
        public long getLong() {
            return bytes.getLong();
        }

        @Override
        public void getBytes(byte[] target, int offset, int length) {
            bytes.get(target, offset, length);
        }
    }
}
