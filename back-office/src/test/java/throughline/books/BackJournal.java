package throughline.books;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.journal.Journal;
import throughline.journal.MemoryJournal;
import throughline.journal.RecordCursor;
import throughline.ledger.EntryChain;
import throughline.message.Capacity;
import throughline.message.ClockTickedEncoder;
import throughline.message.DayClosedEncoder;
import throughline.message.DayProvedEncoder;
import throughline.message.DayResealedEncoder;
import throughline.message.EntryBookedEncoder;
import throughline.message.EntryKind;
import throughline.message.JournalId;
import throughline.message.LedgerAccountOpenedEncoder;
import throughline.message.MessageHeaderEncoder;
import throughline.message.OfficeStartedEncoder;
import throughline.message.RecordCrc;
import throughline.message.RecordHeaderEncoder;
import throughline.message.UnitKind;

/** A back journal in memory, written record by record as the office would, with a ledger of its own beside it. */
final class BackJournal {
    static final int USD = 840;
    static final int GBP = 826;
    static final int SHARE = 7;

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final long FIRST_TIME_NS = 1_780_000_000_000_000_000L;

    /** A line to book. */
    record Line(int account, long amount) {
    }

    private final MemoryJournal journal = new MemoryJournal("back");
    private final Journal.Appender appender = journal.appender();
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(1 << 12);
    private final EntryChain chain = new EntryChain();
    private final List<int[]> accounts = new ArrayList<>();
    private final Map<Integer, long[]> balances = new HashMap<>();
    private final Map<Long, List<Line>> booked = new HashMap<>();
    private long seq;
    private int openDate = 20_600;

    MemoryJournal journal() {
        return journal;
    }

    EntryChain chain() {
        return chain;
    }

    long seq() {
        return seq;
    }

    int openDate() {
        return openDate;
    }

    static long timeNs(long seq) {
        return FIRST_TIME_NS + seq;
    }

    void started(long epoch) {
        OfficeStartedEncoder e = begin(new OfficeStartedEncoder());
        e.epoch(epoch).rulesVersion(1).journal(JournalId.BACK).configuration("{}");
        append(e);
    }

    void tick() {
        append(begin(new ClockTickedEncoder()));
    }

    int open(int chartNumber, int unit, UnitKind kind) {
        accounts.add(new int[] {unit, kind.value()});
        balances.put(accounts.size(), new long[3]);
        LedgerAccountOpenedEncoder e = begin(new LedgerAccountOpenedEncoder());
        e.ledgerAccountId(accounts.size()).chartNumber(chartNumber).unit(unit).accountId(3).partyId(0).instrumentId(0)
            .unitKind(kind).capacity(Capacity.OWN);
        append(e);
        return accounts.size();
    }

    long book(Line... lines) {
        return book(0, openDate, List.of(lines));
    }

    /** Books into a day reopened. */
    long late(int date, Line... lines) {
        return book(0, date, List.of(lines));
    }

    long reverse(long entryId) {
        return book(entryId, openDate, booked.get(entryId).stream()
            .map(l -> new Line(l.account(), -l.amount())).toList());
    }

    long reverse(long entryId, Line... lines) {
        return book(entryId, openDate, List.of(lines));
    }

    private long book(long reverses, int date, List<Line> lines) {
        long entryId = chain.entries() + 1;
        EntryBookedEncoder e = begin(new EntryBookedEncoder());
        e.entryId(entryId).sourceId(entryId * 10).reverses(reverses).accountingDate(date).bookingDate(openDate)
            .tradeDate(entryId % 3 == 0 ? Integer.MIN_VALUE : date).valueDate(date + 1)
            .traderId((int) (entryId % 4))
            .kind(reverses == 0 ? EntryKind.TRADE : EntryKind.REVERSAL);
        EntryBookedEncoder.PostingsEncoder group = e.postingsCount(lines.size());
        for (Line line : lines) {
            long[] balance = balances.get(line.account());
            balance[line.amount() > 0 ? 0 : 1] += Math.abs(line.amount());
            balance[2]++;
            int[] unit = accounts.get(line.account() - 1);
            group.next().ledgerAccountId(line.account()).unit(unit[0]).amount(line.amount()).debits(balance[0])
                .credits(balance[1]).version(balance[2]).unitKind(UnitKind.get((short) unit[1]));
        }
        e.text("entry " + entryId);
        booked.put(entryId, lines);
        int length = stamp(e);
        chain.append(buffer, RecordCursor.FRAME_LENGTH, length);
        send(length);
        return entryId;
    }

    void dayClosed(int businessDate) {
        dayClosed(businessDate, chain);
    }

    void dayClosed(int businessDate, EntryChain sealed) {
        DayClosedEncoder e = begin(new DayClosedEncoder());
        e.businessDate(businessDate).nextDate(businessDate + 1).entries(sealed.entries());
        sealed.copyHead(buffer, RecordCursor.FRAME_LENGTH + HEADER + DayClosedEncoder.headEncodingOffset());
        append(e);
        openDate = businessDate + 1;
    }

    /** Values the open day, before it is closed. */
    void dayProved(int... pricesE8) {
        DayProvedEncoder e = begin(new DayProvedEncoder());
        e.businessDate(openDate).baseCurrency(USD);
        DayProvedEncoder.ClosingsEncoder closings = e.closingsCount(pricesE8.length);
        for (int i = pricesE8.length - 1; i >= 0; i--) {
            closings.next().instrumentId(SHARE + i).priceE8(pricesE8[i]);
        }
        e.ratesCount(1).next().currency(GBP).rateE8(130_000_000L + openDate);
        append(e);
    }

    void dayResealed(int businessDate) {
        DayResealedEncoder e = begin(new DayResealedEncoder());
        e.businessDate(businessDate).entries(chain.entries());
        chain.copyHead(buffer, RecordCursor.FRAME_LENGTH + HEADER + DayResealedEncoder.headEncodingOffset());
        e.requestKey("");
        append(e);
    }

    /** A firm's first days: accounts, entries in money and securities, reversals, ticks, closed days. */
    static BackJournal sample(int entries, long seed) {
        BackJournal back = new BackJournal();
        SplittableRandom random = new SplittableRandom(seed);
        back.started(seed);
        int[] usd = {back.open(1000, USD, UnitKind.MONEY), back.open(1200, USD, UnitKind.MONEY),
            back.open(2100, USD, UnitKind.MONEY), back.open(3000, USD, UnitKind.MONEY)};
        int[] gbp = {back.open(1000, GBP, UnitKind.MONEY), back.open(3000, GBP, UnitKind.MONEY)};
        int[] stock = {back.open(1, SHARE, UnitKind.SECURITY), back.open(2, SHARE, UnitKind.SECURITY)};
        int next = 0;
        while (back.chain.entries() < entries) {
            long amount = random.nextLong(1, 10_000_000);
            switch (random.nextInt(12)) {
                case 0 -> back.tick();
                case 1 -> back.book(new Line(gbp[0], amount), new Line(gbp[1], -amount));
                case 2 -> {
                    back.dayProved(random.nextInt(1, 100), random.nextInt(1, 100));
                    back.dayClosed(20_600 + next++);
                    if (random.nextBoolean()) {
                        back.late(20_599 + next, new Line(usd[1], amount), new Line(usd[2], -amount));
                        back.dayResealed(20_599 + next);
                    }
                }
                case 3 -> back.reverse(back.book(new Line(usd[3], -amount), new Line(usd[0], amount)));
                case 4, 5, 6 -> back.book(new Line(stock[0], amount), new Line(stock[1], -amount));
                default -> {
                    int from = random.nextInt(3);
                    back.book(new Line(usd[from], amount - 1), new Line(usd[from], 1),
                        new Line(usd[from + 1], -amount));
                }
            }
        }
        back.dayClosed(20_600 + next);
        return back;
    }

    private <E extends MessageEncoderFlyweight> E begin(E encoder) {
        int at = RecordCursor.FRAME_LENGTH;
        buffer.setMemory(at, HEADER + encoder.sbeBlockLength(), (byte) 0);
        buffer.putShort(at, (short) encoder.sbeBlockLength(), LITTLE_ENDIAN);
        buffer.putShort(at + 2, (short) encoder.sbeTemplateId(), LITTLE_ENDIAN);
        buffer.putShort(at + 4, (short) encoder.sbeSchemaId(), LITTLE_ENDIAN);
        buffer.putShort(at + 6, (short) encoder.sbeSchemaVersion(), LITTLE_ENDIAN);
        encoder.wrap(buffer, at + HEADER);
        return encoder;
    }

    private void append(MessageEncoderFlyweight encoder) {
        send(stamp(encoder));
    }

    private int stamp(MessageEncoderFlyweight encoder) {
        int length = HEADER + encoder.encodedLength();
        RecordHeaderEncoder header = new RecordHeaderEncoder();
        header.wrap(buffer, RecordCursor.FRAME_LENGTH + HEADER);
        seq++;
        header.seq(seq).time(FIRST_TIME_NS + seq).causeSeq(seq / 2).causeJournal((short) 2).orderId(seq % 5)
            .actor((int) seq % 2).flags((short) 1);
        header.crc(RecordCrc.of(buffer, RecordCursor.FRAME_LENGTH, length));
        return length;
    }

    private void send(int length) {
        buffer.putInt(0, length, LITTLE_ENDIAN);
        appender.append(buffer, 0, RecordCursor.FRAME_LENGTH + length);
    }
}
