package throughline.backup;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.AccessRefusedEncoder;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderEncoder;
import throughline.message.OfficeStartedEncoder;
import throughline.message.RecordCrc;
import throughline.message.RecordHeaderEncoder;

/**
 * What three offices might have written, in the order of time: each reads its inputs by chance, as far as they go, and
 * writes steps of one to four records that name how far it has read. The epoch of a journal is its id's value.
 */
final class History {
    /** One step: its document and what stands in it. */
    record Doc(JournalId office, byte[] bytes, long firstSeq, long lastSeq, long consumed1, long consumed2) {
    }

    private static final Map<JournalId, List<JournalId>> INPUTS = Map.of(
        JournalId.FRONT, List.of(JournalId.MIDDLE, JournalId.BACK), JournalId.MIDDLE, List.of(JournalId.FRONT),
        JournalId.BACK, List.of(JournalId.MIDDLE));

    final List<Doc> docs = new ArrayList<>();
    private final Map<JournalId, List<Long>> crcs = new EnumMap<>(JournalId.class);
    private final Map<JournalId, long[]> read = new EnumMap<>(JournalId.class);
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final RecordHeaderEncoder header = new RecordHeaderEncoder();

    History(long seed, int steps) {
        SplittableRandom random = new SplittableRandom(seed);
        List<JournalId> offices = List.of(JournalId.FRONT, JournalId.MIDDLE, JournalId.BACK);
        for (JournalId office : offices) {
            crcs.put(office, new ArrayList<>());
            read.put(office, new long[2]);
        }
        offices.forEach(office -> step(office, 1));
        for (int i = 0; i < steps; i++) {
            JournalId office = offices.get(random.nextInt(offices.size()));
            List<JournalId> inputs = INPUTS.get(office);
            for (int input = 0; input < inputs.size(); input++) {
                long end = crcs.get(inputs.get(input)).size();
                long from = read.get(office)[input];
                read.get(office)[input] = random.nextBoolean() ? end : from + random.nextLong(end - from + 1);
            }
            step(office, 1 + random.nextInt(4));
        }
    }

    private void step(JournalId office, int records) {
        long[] consumed = read.get(office);
        long first = crcs.get(office).size() + 1L;
        int length = 0;
        for (int i = 0; i < records; i++) {
            length = record(office, first + i, i == records - 1, length);
        }
        byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        docs.add(new Doc(office, bytes, first, first + records - 1, consumed[0], consumed[1]));
    }

    private int record(JournalId office, long seq, boolean last, int at) {
        int start = at + RecordCursor.FRAME_LENGTH;
        int length = MessageHeaderEncoder.ENCODED_LENGTH + (seq == 1 ? started(office, start) : refused(seq, start));
        header.wrap(buffer, start + MessageHeaderEncoder.ENCODED_LENGTH);
        header.crc(0).actor(0).seq(seq).time(seq).causeSeq(0).orderId(0).causeJournal((short) 0)
            .flags((short) (last ? JournalRecord.LAST_OF_STEP : 0)).reserved(0).reserved2(0);
        long[] consumed = read.get(office);
        header.consumed1(consumed[0]).consumedCrc1(crc(office, 0)).consumed2(consumed[1]).consumedCrc2(crc(office, 1));
        buffer.putInt(at, length);
        long crc = RecordCrc.of(buffer, start, length);
        header.crc(crc);
        crcs.get(office).add(crc);
        return start + length;
    }

    private long crc(JournalId office, int input) {
        long seq = read.get(office)[input];
        return seq == 0 ? 0 : crcs.get(INPUTS.get(office).get(input)).get((int) seq - 1);
    }

    private int started(JournalId office, int start) {
        OfficeStartedEncoder started = new OfficeStartedEncoder();
        started.wrapAndApplyHeader(buffer, start, new MessageHeaderEncoder());
        started.epoch(office.value()).rulesVersion(1).journal(office).configuration("none");
        return started.encodedLength();
    }

    private int refused(long seq, int start) {
        AccessRefusedEncoder refused = new AccessRefusedEncoder();
        refused.wrapAndApplyHeader(buffer, start, new MessageHeaderEncoder());
        refused.request("request " + seq);
        return refused.encodedLength();
    }

    /** Appends what an office wrote in a span of this history. */
    void append(JournalId office, int from, int to, Journal.Appender appender) {
        for (Doc doc : docs.subList(from, to)) {
            if (doc.office() == office) {
                appender.append(new UnsafeBuffer(doc.bytes()), 0, doc.bytes().length);
            }
        }
    }

    /** What an office wrote before a moment. */
    List<Doc> before(int moment, JournalId office) {
        return docs.subList(0, moment).stream().filter(doc -> doc.office() == office).toList();
    }
}
