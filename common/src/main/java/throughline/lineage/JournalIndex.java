package throughline.lineage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.agrona.CloseHelper;
import org.agrona.collections.LongArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.journal.Journal;
import throughline.journal.JournalDamaged;
import throughline.journal.RecordCursor;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.OfficeStartedDecoder;
import throughline.office.DataDirectory;

/**
 * Finds a journal's records by order, by cause and by seq, the front's also by what orders are called. What stands in
 * the index's file is taken from there; the rest is read from the journal by {@link #follow}. Its keeper, the journal's
 * own office, writes what it has read to the file; when that fails it says so once, keeps it in memory and tries again.
 * One thread.
 */
public final class JournalIndex implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalIndex.class);
    private static final int MOST_IN_MEMORY = 512;
    private static final int NEAR = 2 * Block.SAMPLE;

    private final JournalId id;
    private final boolean keeper;
    private final Block.Shape shape;
    private final IndexFile file;
    private final List<Block> blocks = new ArrayList<>();
    private final OpenBlock tail;
    private final RecordCursor newest;
    private final RecordCursor reading;
    private final long epoch;
    private boolean readable = true;
    private boolean writable = true;

    JournalIndex(JournalId id, Path path, Journal journal, boolean keeper, Block.Shape shape) {
        this.id = id;
        this.keeper = keeper;
        this.shape = shape;
        tail = new OpenBlock(shape);
        newest = new RecordCursor(DataDirectory.name(id), journal);
        reading = new RecordCursor(DataDirectory.name(id), journal);
        if (!reading.next() || reading.record().templateId() != OfficeStartedDecoder.TEMPLATE_ID) {
            throw new JournalDamaged("journal " + DataDirectory.name(id) + " does not begin with OfficeStarted");
        }
        epoch = new OfficeStartedDecoder().wrap(reading.record().buffer(), reading.record().body(),
            reading.record().blockLength(), reading.record().version()).epoch();
        file = new IndexFile(path, shape, epoch);
    }

    /**
     * The index of a journal that stands.
     *
     * @param keeper whether to write the file: only in the process of the journal's own office
     * @throws JournalDamaged when the journal does not begin as it must
     */
    public static JournalIndex of(DataDirectory data, JournalId id, Journal journal, boolean keeper) {
        Path path = data.root().resolve("lineage").resolve(DataDirectory.name(id) + ".index");
        return new JournalIndex(id, path, journal, keeper,
            id == JournalId.FRONT ? Block.Shape.NAMED : Block.Shape.USUAL);
    }

    /** Takes up what stands in the file. */
    public void load() {
        try {
            int good = file.refresh();
            for (int number = 0; number < good; number++) {
                if (number == blocks.size()) {
                    blocks.add(file.block(number));
                } else if (blocks.get(number).isInMemory()) {
                    blocks.set(number, file.block(number));
                }
            }
            readable = true;
        } catch (IOException | RuntimeException e) {
            if (readable) {
                LOG.warn("the index of journal {} cannot be read; it is made from the journal", name(), e);
            }
            readable = false;
        }
        if (indexed() > newest.seq()) {
            jump();
        }
    }

    /** Puts the reading of new records behind the last block that belongs to this journal as it stands. */
    private void jump() {
        int good = blocks.size();
        Block last = blocks.get(good - 1);
        while (last != null && !newest.moveTo(last.lastPosition(), last.lastSeq(), last.lastCrc())) {
            good--;
            newest.rewind();
            last = good == 0 ? null : blocks.get(good - 1);
        }
        if (good < blocks.size()) {
            LOG.warn("the index of journal {} does not fit it behind seq {}; it is made anew from there", name(),
                (long) good * shape.records());
            blocks.subList(good, blocks.size()).clear();
            distrust(good);
        }
        tail.begin(indexed() + 1);
    }

    private void distrust(int from) {
        try {
            file.distrust(from, keeper);
        } catch (IOException e) {
            LOG.error("blocks of the index of journal {} that do not fit it cannot be struck out", name(), e);
        }
    }

    /**
     * Reads what has come, up to so many records.
     *
     * @return how many there were; fewer than asked for: that was all
     * @throws JournalDamaged when the journal does not hold what it must
     * @throws IllegalStateException when no more fits into memory and none can be written to the file
     */
    public int follow(int most) {
        if (!keeper || newest.seq() == 0) {
            load();
        }
        int read = 0;
        sealIfFull();
        while (read < most && newest.next()) {
            read++;
            tail.add(newest.record(), newest.position());
            sealIfFull();
        }
        return read;
    }

    private void sealIfFull() {
        if (tail.isFull()) {
            makeRoom();
            blocks.add(tail.seal(epoch, newest.position(), newest.crc()));
            tail.begin(indexed() + 1);
            write();
        }
    }

    /** Without the file an index stays in memory, but not without bound. */
    private void makeRoom() {
        if (blocks.size() - written() >= MOST_IN_MEMORY) {
            write();
        }
        if (blocks.size() - written() >= MOST_IN_MEMORY) {
            throw new IllegalStateException("the index of journal " + name() + " does not fit into memory, and its file"
                + " lacks all behind seq " + (long) written() * shape.records());
        }
    }

    private int written() {
        int written = blocks.size();
        while (written > 0 && blocks.get(written - 1).isInMemory()) {
            written--;
        }
        return written;
    }

    private void write() {
        if (!keeper) {
            return;
        }
        int first = written();
        try {
            for (int number = first; number < blocks.size(); number++) {
                file.write(number, blocks.get(number).buffer());
            }
            if (!writable) {
                LOG.info("the index of journal {} is written again", name());
            }
            writable = true;
            load();
        } catch (IOException | RuntimeException e) {
            if (writable) {
                LOG.error("the index of journal {} cannot be written; lineage is answered without it", name(), e);
            }
            writable = false;
        }
    }

    /** Seq up to which its blocks reach; what follows is known by {@link #follow} alone. */
    public long indexed() {
        return (long) blocks.size() * shape.records();
    }

    /** Seq up to which it knows the journal. */
    long seq() {
        return Math.max(indexed(), newest.seq());
    }

    /** How many records of the blocks and of what was followed have that key. */
    long count(int column, long key) {
        long count = newest.seq() > indexed() ? tail.count(column, key) : 0;
        for (int i = 0; i < blocks.size(); i++) {
            count += blocks.get(i).count(column, key);
        }
        return count;
    }

    /**
     * Gives the seqs of the records that have that key, ascending: the first and the last so many.
     *
     * @return how many there are in all
     */
    long select(int column, long key, long first, long last, LongArrayList seqs) {
        long count = count(column, key);
        long[] ordinal = new long[1];
        LongConsumer taker = seq -> {
            if (ordinal[0] < first || ordinal[0] >= count - last) {
                seqs.addLong(seq);
            }
            ordinal[0]++;
        };
        for (int i = 0; i < blocks.size(); i++) {
            blocks.get(i).each(column, key, taker);
        }
        if (newest.seq() > indexed()) {
            tail.each(column, key, taker);
        }
        return count;
    }

    /** The seqs of an order's records, ascending, as far as they are indexed or followed. */
    public LongArrayList ofOrder(long orderId) {
        LongArrayList seqs = new LongArrayList();
        select(Block.ORDER, orderId, Long.MAX_VALUE, 0, seqs);
        return seqs;
    }

    /** The seqs of the records that may bear that {@link NameKey}, ascending; of the front's journal alone. */
    LongArrayList named(long key) {
        LongArrayList seqs = new LongArrayList();
        for (int i = 0; i < blocks.size(); i++) {
            blocks.get(i).each(Block.NAME, key, seqs::addLong);
        }
        if (newest.seq() > indexed()) {
            tail.each(Block.NAME, key, seqs::addLong);
        }
        return seqs;
    }

    /** The record of that seq, until the next is read; null: not known. */
    public JournalRecord read(long seq) {
        if (seq < 1 || seq > seq()) {
            return null;
        }
        boolean near = reading.seq() <= seq && seq - reading.seq() <= NEAR;
        boolean there = near || reading.seek(position(seq), seq);
        while (there && reading.seq() < seq) {
            there = reading.next();
        }
        if (!there) {
            reading.rewind();
            throw new JournalDamaged("journal " + name() + " has no seq " + seq + " where its index says it has");
        }
        return reading.record();
    }

    private long position(long seq) {
        return seq <= indexed() ? blocks.get((int) ((seq - 1) / shape.records())).position(seq) : tail.position(seq);
    }

    /** Hands over all records of the step that a known record is of; what is done meanwhile reads no other. */
    void step(long seq, Consumer<JournalRecord> records) {
        read(seq);
        reading.toDocument(reading.position());
        boolean more = true;
        while (more && reading.next()) {
            records.accept(reading.record());
            more = !reading.record().isLastOfStep();
        }
    }

    /** Makes the record before that seq the last one a cursor has read, if the index knows its place. */
    public boolean seek(RecordCursor cursor, long seq) {
        long known = Math.min(seq - 1, indexed());
        if (known <= 0) {
            return false;
        }
        boolean there = cursor.seek(position(known), known);
        if (!there) {
            cursor.rewind();
        }
        return there;
    }

    JournalId id() {
        return id;
    }

    private String name() {
        return DataDirectory.name(id);
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(newest, reading, file);
    }
}
