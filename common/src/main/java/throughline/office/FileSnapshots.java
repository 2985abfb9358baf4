package throughline.office;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
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
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * Snapshots as files of a directory: magic, heading, state, CRC32C. One is written beside, forced down and renamed, so
 * a file that bears the name is whole; its checksum is read before it is believed.
 */
public final class FileSnapshots implements SnapshotStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileSnapshots.class);
    private static final long MAGIC = 0x54484C534E415032L;
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
            try (OutputStream file = Files.newOutputStream(beside)) {
                CheckedOutputStream checked = new CheckedOutputStream(new BufferedOutputStream(file), new CRC32C());
                DataOutputStream out = new DataOutputStream(checked);
                out.writeLong(MAGIC);
                for (long value : heading) {
                    out.writeLong(value);
                }
                state.save(new Sink(out));
                out.writeLong(checked.getChecksum().getValue());
                out.flush();
            }
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
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
        List<Snapshot> good = new ArrayList<>();
        try {
            for (Path file : files()) {
                if (isWhole(file)) {
                    good.add(read(file));
                } else {
                    LOG.warn("snapshot {} is not whole, or of another form, and is left aside", file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return good;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.toString().endsWith(SUFFIX)).sorted(Comparator.reverseOrder()).toList();
        }
    }

    private static boolean isWhole(Path file) throws IOException {
        long payload = Files.size(file) - Long.BYTES;
        if (payload < (1 + Snapshot.HEADING_LENGTH) * (long) Long.BYTES) {
            return false;
        }
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            CheckedInputStream checked = new CheckedInputStream(raw, new CRC32C());
            boolean isOurs = new DataInputStream(checked).readLong() == MAGIC;
            checked.skipNBytes(payload - Long.BYTES);
            long sum = checked.getChecksum().getValue();
            return new DataInputStream(raw).readLong() == sum && isOurs;
        } catch (EOFException e) {
            LOG.debug("snapshot {} ends early", file, e);
            return false;
        }
    }

    private static Snapshot read(Path file) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
        in.skipNBytes(Long.BYTES);
        long[] heading = new long[Snapshot.HEADING_LENGTH];
        for (int i = 0; i < heading.length; i++) {
            heading[i] = in.readLong();
        }
        return new Snapshot(heading, new Source(in));
    }

    private record Sink(DataOutputStream out) implements StateSink {
        @Override
        public void putLong(long value) {
            try {
                out.writeLong(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void putBytes(byte[] source, int offset, int length) {
            try {
                out.write(source, offset, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private record Source(DataInputStream in) implements StateSource {
        @Override
        public long getLong() {
            try {
                return in.readLong();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void getBytes(byte[] target, int offset, int length) {
            try {
                in.readFully(target, offset, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
