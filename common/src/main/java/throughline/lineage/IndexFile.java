package throughline.lineage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The blocks of a journal's index, one after another in a file. Only the journal's own office writes; any process reads
 * them mapped. What is good is told by the blocks alone: those from the first on, up to the first that is missing, cut
 * or not of this journal's epoch. That one is written over, never cut off, as another process may have it mapped.
 */
final class IndexFile implements AutoCloseable {
    private static final int SHEET_BLOCKS = 16;

    private final Path path;
    private final Block.Shape shape;
    private final long epoch;
    private final int sheetBytes;
    private final List<MappedByteBuffer> sheets = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private int distrusted = -1;
    private int distrustedCrc;
    private FileChannel reading;
    private FileChannel writing;

    IndexFile(Path path, Block.Shape shape, long epoch) {
        this.path = path;
        this.shape = shape;
        this.epoch = epoch;
        sheetBytes = Math.multiplyExact(SHEET_BLOCKS, shape.bytes());
    }

    /**
     * Takes up the blocks that have been written since.
     *
     * @return how many good ones there are
     * @throws IOException when the file is there and cannot be read
     */
    int refresh() throws IOException {
        if (reading == null) {
            if (!Files.exists(path)) {
                return 0;
            }
            reading = FileChannel.open(path, StandardOpenOption.READ);
        }
        long size = reading.size();
        boolean good = true;
        while (good && (blocks.size() + 1L) * shape.bytes() <= size) {
            int number = blocks.size();
            UnsafeBuffer buffer = new UnsafeBuffer(sheet(number / SHEET_BLOCKS, size),
                number % SHEET_BLOCKS * shape.bytes(), shape.bytes());
            good = !(number == distrusted && buffer.getInt(Block.CRC_AT) == distrustedCrc)
                && Block.isGood(shape, buffer, epoch, number);
            if (good) {
                blocks.add(new Block(shape, buffer, false));
            }
        }
        return blocks.size();
    }

    /** The mapped sheet, mapped anew when it was not whole and the file has grown. */
    private MappedByteBuffer sheet(int number, long size) throws IOException {
        long start = (long) number * sheetBytes;
        int length = (int) Math.min(sheetBytes, size - start);
        if (number < sheets.size() && sheets.get(number).capacity() >= length) {
            return sheets.get(number);
        }
        MappedByteBuffer mapped = reading.map(FileChannel.MapMode.READ_ONLY, start, length);
        if (number < sheets.size()) {
            sheets.set(number, mapped);
        } else {
            sheets.add(mapped);
        }
        return mapped;
    }

    /** A good block, as of the last refresh. */
    Block block(int number) {
        return blocks.get(number);
    }

    /**
     * Takes back all good blocks but the first so many, until the first of them has been written anew.
     *
     * @param struckOut whether to make them bad in the file too
     */
    void distrust(int from, boolean struckOut) throws IOException {
        int end = blocks.size();
        if (from == end) {
            return;
        }
        distrusted = from;
        distrustedCrc = blocks.get(from).buffer().getInt(Block.CRC_AT);
        blocks.subList(from, end).clear();
        for (int number = from; struckOut && number < end; number++) {
            open().write(ByteBuffer.allocate(Block.HEADER_LENGTH), (long) number * shape.bytes());
        }
    }

    /**
     * Writes a block to its place, down to the device.
     *
     * @throws IOException when it cannot be: the disk is full, the place is not to be written to
     */
    void write(int number, UnsafeBuffer block) throws IOException {
        FileChannel channel = open();
        ByteBuffer bytes = ByteBuffer.wrap(block.byteArray());
        while (bytes.hasRemaining()) {
            channel.write(bytes, (long) number * shape.bytes() + bytes.position());
        }
        channel.force(false);
    }

    private FileChannel open() throws IOException {
        if (writing == null) {
            Files.createDirectories(path.getParent());
            writing = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        }
        return writing;
    }

    @Override
    public void close() throws IOException {
        blocks.clear();
        sheets.forEach(IoUtil::unmap);
        sheets.clear();
        if (reading != null) {
            reading.close();
        }
        if (writing != null) {
            writing.close();
        }
    }
}
