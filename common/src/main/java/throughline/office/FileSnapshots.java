package throughline.office;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.state.State;
import throughline.state.StateSink;

/**
 * Snapshots as files of a directory. One is written beside, forced down and renamed, so a file that bears the name is
 * whole; its checksum is read before it is believed.
 */
public final class FileSnapshots implements SnapshotStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileSnapshots.class);
    private static final String SUFFIX = ".snapshot";
    private static final int KEPT = 2;

    private final Path directory;

    /** Keeps them in that directory, making it when it is not there. */
    public FileSnapshots(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void write(long[] heading, State state) {
        Path target = directory.resolve(String.format("%019d%s", Snapshot.seq(heading), SUFFIX));
        Path beside = directory.resolve("writing");
        try {
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
                Sink sink = new Sink(channel);
                sink.putLong(SnapshotFile.MAGIC);
                sink.putLongs(heading, 0, heading.length);
                state.save(sink);
                sink.end();
                channel.force(true);
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            List<Path> files = files();
            for (Path old : files.subList(Math.min(KEPT, files.size()), files.size())) {
                Files.delete(old);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Snapshot> newestFirst() {
        List<Snapshot> found = new ArrayList<>();
        try {
            for (Path path : files()) {
                SnapshotFile file = new SnapshotFile(path);
                long[] heading = file.heading();
                if (heading != null) {
                    found.add(new Snapshot(heading, file));
                } else {
                    LOG.warn("snapshot {} is not whole, or of another form, and is left aside", path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.toString().endsWith(SUFFIX)).sorted(Comparator.reverseOrder()).toList();
        }
    }

    /** Writes by way of one buffer, whose bytes are summed up as it is emptied. */
    private static final class Sink implements StateSink {
        private static final int BUFFER = 1 << 20;

        private final FileChannel channel;
        private final CRC32C crc = new CRC32C();
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);

        private Sink(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void putLong(long value) {
            if (buffer.remaining() < Long.BYTES) {
                empty();
            }
            buffer.putLong(value);
        }

        @Override
        public void putBytes(byte[] source, int offset, int length) {
            for (int done = 0; done < length;) {
                if (!buffer.hasRemaining()) {
                    empty();
                }
                int now = Math.min(buffer.remaining(), length - done);
                buffer.put(source, offset + done, now);
                done += now;
            }
        }

        @Override
        public void putLongs(long[] source, int offset, int count) {
            for (int done = 0; done < count;) {
                if (buffer.remaining() < Long.BYTES) {
                    empty();
                }
                int now = Math.min(buffer.remaining() / Long.BYTES, count - done);
                buffer.asLongBuffer().put(source, offset + done, now);
                buffer.position(buffer.position() + now * Long.BYTES);
                done += now;
            }
        }

        private void empty() {
            crc.update(buffer.flip());
            send();
        }

        private void send() {
            try {
                buffer.rewind();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                buffer.clear();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void end() {
            empty();
            buffer.putLong(crc.getValue()).flip();
            send();
        }
    }
}
