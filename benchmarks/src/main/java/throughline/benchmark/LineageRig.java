package throughline.benchmark;

import static throughline.message.JournalId.BACK;
import static throughline.message.JournalId.FRONT;
import static throughline.message.JournalId.MIDDLE;
import static throughline.message.JournalId.NONE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.collections.LongArrayList;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.lineage.Historian;
import throughline.lineage.Told;
import throughline.live.BrokenPromise;
import throughline.message.EntryBookedEncoder;
import throughline.message.InstructionSentEncoder;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.MassCancelRequestedEncoder;
import throughline.message.MessageHeaderEncoder;
import throughline.message.ObligationStatedEncoder;
import throughline.message.OfficeStartedEncoder;
import throughline.message.OrderAcceptedEncoder;
import throughline.message.OrderCanceledEncoder;
import throughline.message.OrderCapturedEncoder;
import throughline.message.OrderPlacedEncoder;
import throughline.message.RecordCrc;
import throughline.message.RecordHeaderEncoder;
import throughline.message.TradeClearedEncoder;
import throughline.message.TradeExecutedEncoder;
import throughline.office.DataDirectory;

/**
 * Lineage over large journals: three of them written with the lives of many orders, their indexes built by their
 * historians, then lives asked for at random from one that has just begun.
 */
final class LineageRig {
    private static final int SETTLES_LATER = 20_000;
    private static final int CANCELED = 50;
    private static final int SET = 10_000;
    private static final List<JournalId> JOURNALS = List.of(FRONT, MIDDLE, BACK);

    private final DataDirectory data;
    private final long records;
    private final SplittableRandom random;
    private final LongArrayList orders = new LongArrayList();
    private long tick;
    private long massCancel;

    /** What came of it; times in nanoseconds. */
    record Result(long records, long orders, long buildNs, long indexBytes, long firstNs, long p50Ns, long p99Ns,
        long mostNs, int mostSteps) {
    }

    LineageRig(Path directory, long records, long seed) {
        data = new DataDirectory(directory);
        this.records = records;
        random = new SplittableRandom(seed);
    }

    Result run(int answers) {
        long written = write();
        long begun = System.nanoTime();
        JOURNALS.forEach(this::build);
        long buildNs = System.nanoTime() - begun;
        Historian historian = new Historian(data, MIDDLE);
        try {
            long[] ns = new long[answers];
            int mostSteps = 0;
            for (int i = 0; i < answers; i++) {
                long order = orders.getLong(random.nextInt(orders.size()));
                long asked = System.nanoTime();
                Told told = ask(historian, order);
                ns[i] = System.nanoTime() - asked;
                mostSteps = Math.max(mostSteps, told.json().getJsonArray("steps").size());
            }
            long first = ns[0];
            Arrays.sort(ns, 1, answers);
            return new Result(written, orders.size(), buildNs, indexBytes(), first, ns[answers / 2],
                ns[(int) (answers * 99L / 100)], ns[answers - 1], mostSteps);
        } finally {
            historian.onClose();
        }
    }

    private static Told ask(Historian historian, long order) {
        var told = historian.life(order, -1);
        while (!told.isComplete()) {
            historian.doWork();
        }
        if (told.result() == null) {
            throw new BrokenPromise("order " + order + " has no lineage: " + told.cause());
        }
        return told.result();
    }

    private void build(JournalId id) {
        Historian historian = new Historian(data, id);
        long asked = System.nanoTime();
        var end = historian.life(0, 0);
        while (!end.isComplete()) {
            historian.doWork();
        }
        historian.onClose();
        System.err.printf("lineage: index of %s built in %d ms%n", DataDirectory.name(id),
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked));
    }

    private long indexBytes() {
        return JOURNALS.stream().mapToLong(id -> {
            Path file = data.root().resolve("lineage").resolve(DataDirectory.name(id) + ".index");
            try {
                return Files.exists(file) ? Files.size(file) : 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).sum();
    }

    private long write() {
        Map<JournalId, ChronicleJournal> journals = new LinkedHashMap<>();
        JOURNALS.forEach(id -> journals.put(id, ChronicleJournal.open(data.journal(id))));
        try (Pen front = new Pen(FRONT, journals.get(FRONT)); Pen middle = new Pen(MIDDLE, journals.get(MIDDLE));
            Pen back = new Pen(BACK, journals.get(BACK))) {
            while (front.seq() + middle.seq() + back.seq() < records) {
                trade(front, middle, back);
                if (orders.size() > SETTLES_LATER) {
                    settle(back, orders.getLong(orders.size() - SETTLES_LATER));
                }
            }
            return front.seq() + middle.seq() + back.seq();
        } finally {
            journals.values().forEach(ChronicleJournal::close);
        }
    }

    private void trade(Pen front, Pen middle, Pen back) {
        tick++;
        long order = front.seq() + 1;
        orders.addLong(order);
        front.add(new OrderCapturedEncoder(), order, NONE, 0).quantity(10).price(1370).priceDecimals((short) 2)
            .clOrdId("client-" + order).accountName("PROP-EQ").symbol("AAPL").strategy("").decisionMaker("")
            .session("").parentId("").locate("");
        front.commit(tick);
        middle.add(new OrderAcceptedEncoder(), order, FRONT, order).quantity(10).strategy("").decisionMaker("")
            .session("").parentId("").locate("").warnedScope("");
        long accepted = middle.commit(tick);
        if (orders.size() % SET == 1) {
            front.add(new MassCancelRequestedEncoder(), 0, NONE, 0).requestKey("").accountName("").symbol("");
            massCancel = front.commit(tick);
        }
        front.add(new OrderPlacedEncoder(), order, MIDDLE, accepted).quantity(10);
        front.commit(tick);
        if (orders.size() % CANCELED == 0) {
            front.add(new OrderCanceledEncoder(), order, FRONT, massCancel).canceledQty(10);
            front.commit(tick);
            return;
        }
        long match = front.seq() + 1;
        for (int side = 0; side < 2; side++) {
            front.add(new TradeExecutedEncoder(), side == 0 ? order : 0, MIDDLE, accepted).matchId(match).quantity(10)
                .priceE8(13_70000000L).strategy("").decisionMaker("");
            front.at(tick);
        }
        front.commit(tick);
        middle.add(new TradeClearedEncoder(), order, FRONT, match).executionId(match).strategy("").decisionMaker("");
        long cleared = middle.commit(tick);
        entry(back, order, MIDDLE, cleared);
        entry(back, order, MIDDLE, cleared);
        back.add(new ObligationStatedEncoder(), order, MIDDLE, cleared).quantity(10);
        back.commit(tick);
    }

    private void entry(Pen back, long order, JournalId causeJournal, long cause) {
        EntryBookedEncoder entry = back.add(new EntryBookedEncoder(), order, causeJournal, cause).sourceId(cause);
        entry.postingsCount(2).next().ledgerAccountId(1).amount(-13_700).next().ledgerAccountId(2).amount(13_700);
        entry.text("buy");
        back.at(tick);
    }

    private void settle(Pen back, long order) {
        back.add(new InstructionSentEncoder(), order, NONE, 0).quantity(10).membersCount(0);
        long sent = back.commit(tick);
        entry(back, order, BACK, sent);
        back.add(new ObligationStatedEncoder(), order, BACK, sent).settledQuantity(10);
        back.commit(tick);
    }

    /** Writes a journal without an office, a step at a time, for what is measured on large ones. One thread. */
    private static final class Pen implements AutoCloseable {
        private static final long START_NS = 1_795_430_000_000_000_000L;
        private static final long TICK_NS = 1_000;

        private final Journal.Appender appender;
        private final ExpandableArrayBuffer document = new ExpandableArrayBuffer(1 << 12);
        private final RecordHeaderEncoder header = new RecordHeaderEncoder();
        private MessageEncoderFlyweight encoder;
        private int start;
        private int length;
        private long seq;

        Pen(JournalId id, Journal journal) {
            appender = journal.appender();
            add(new OfficeStartedEncoder(), 0, JournalId.NONE, 0).epoch(id.value()).journal(id).configuration("");
            commit(0);
        }

        /** Begins a record, all fields zero. */
        <E extends MessageEncoderFlyweight> E add(E next, long orderId, JournalId causeJournal, long causeSeq) {
            endRecord(0);
            start = length + RecordCursor.FRAME_LENGTH;
            document.putShort(start, (short) next.sbeBlockLength());
            document.putShort(start + 2, (short) next.sbeTemplateId());
            document.putShort(start + 4, (short) next.sbeSchemaId());
            document.putShort(start + 6, (short) next.sbeSchemaVersion());
            int body = start + MessageHeaderEncoder.ENCODED_LENGTH;
            document.setMemory(body, next.sbeBlockLength(), (byte) 0);
            header.wrap(document, body).seq(++seq).orderId(orderId).causeSeq(causeSeq)
                .causeJournal(causeJournal.value());
            next.wrap(document, body);
            encoder = next;
            return next;
        }

        private void endRecord(int flags) {
            if (encoder == null) {
                return;
            }
            int size = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
            header.wrap(document, start + MessageHeaderEncoder.ENCODED_LENGTH).flags((short) flags);
            document.putInt(length, size);
            header.crc(RecordCrc.of(document, start, size));
            length = start + size;
            encoder = null;
        }

        /** Stamps the open record; all of a step have one time. */
        Pen at(long tick) {
            header.wrap(document, start + MessageHeaderEncoder.ENCODED_LENGTH).time(START_NS + tick * TICK_NS);
            return this;
        }

        /** Appends the step; gives the seq of its last record. */
        long commit(long tick) {
            at(tick);
            endRecord(JournalRecord.LAST_OF_STEP);
            appender.append(document, 0, length);
            length = 0;
            return seq;
        }

        /** Seq of the last record. */
        long seq() {
            return seq;
        }

        @Override
        public void close() {
            appender.close();
        }
    }
}
