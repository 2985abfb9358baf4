package throughline.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.lineage.JournalIndex;
import throughline.message.EntryBookedEncoder;
import throughline.message.EntryKind;
import throughline.message.JournalId;
import throughline.message.LimitSetEncoder;
import throughline.message.MarksMovedEncoder;
import throughline.message.Metric;
import throughline.message.OfficeStartedEncoder;
import throughline.message.OrderCapturedEncoder;
import throughline.message.OrderRejectedEncoder;
import throughline.message.RecordCrc;
import throughline.message.RecordHeaderEncoder;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TradingStateSetEncoder;
import throughline.message.UnitKind;
import throughline.message.UserStatedEncoder;
import throughline.office.DataDirectory;
import throughline.reference.Scope;

/** Dump, tail and stat over a real journal, while its writer still has it open. */
final class JournalCommandTest {
    private static final long TIME_NS = 1_795_000_000_123_456_789L;
    private static final int PREFIX = RecordCursor.FRAME_LENGTH + 8;

    @TempDir
    private Path data;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1 << 12]);
    private ChronicleJournal journal;
    private Journal.Appender appender;
    private long seq;

    @BeforeEach
    void write() {
        journal = ChronicleJournal.open(data.resolve("front"));
        appender = journal.appender();
        append(begin(new OfficeStartedEncoder(), 0).epoch(255).rulesVersion(1).journal(JournalId.FRONT)
            .configuration("a = 1\nb = \"zwei\" é"));
        append(begin(new OrderCapturedEncoder(), 2).quantity(105).quantityDecimals((short) 1).price(1370)
            .priceDecimals((short) 2).businessDate(20_780).side(Side.SELL_SHORT).clOrdId("o 1").accountName("PROP-EQ")
            .symbol("AAPL").strategy("").decisionMaker("").session("").parentId("").locate(""));
        UserStatedEncoder user = begin(new UserStatedEncoder(), 0);
        user.roles().trader(true).auditor(true);
        append(user.userId(4).userName("ann"));
        append(begin(new LimitSetEncoder(), 0).oldValue(LimitSetEncoder.oldValueNullValue())
            .value(1_250_000_000L).until(Long.MAX_VALUE).scope(Scope.pair(3, 7)).metric(Metric.MAX_ORDER_QTY)
            .scopeName("account:CL-1/instrument:AAPL"));
        EntryBookedEncoder entry = begin(new EntryBookedEncoder(), 2).entryId(9).kind(EntryKind.TRADE);
        entry.postingsCount(2)
            .next().ledgerAccountId(1).unit(840).amount(-500).unitKind(UnitKind.MONEY)
            .next().ledgerAccountId(2).unit(840).amount(500).unitKind(UnitKind.MONEY);
        append(entry.text("two legs"));
    }

    @AfterEach
    void close() {
        appender.close();
        journal.close();
    }

    private <E extends MessageEncoderFlyweight> E begin(E encoder, long orderId) {
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        int frame = RecordCursor.FRAME_LENGTH;
        buffer.putShort(frame, (short) encoder.sbeBlockLength());
        buffer.putShort(frame + 2, (short) encoder.sbeTemplateId());
        buffer.putShort(frame + 4, (short) encoder.sbeSchemaId());
        buffer.putShort(frame + 6, (short) encoder.sbeSchemaVersion());
        new RecordHeaderEncoder().wrap(buffer, PREFIX).seq(++seq).time(TIME_NS + seq).orderId(orderId)
            .causeSeq(orderId == 0 ? 0 : 7).causeJournal(orderId == 0 ? (short) 0 : JournalId.BACK.value())
            .actor(orderId == 0 ? 0 : 3).flags((short) 1);
        encoder.wrap(buffer, PREFIX);
        return encoder;
    }

    private void append(MessageEncoderFlyweight encoder) {
        int length = 8 + encoder.encodedLength();
        buffer.putInt(0, length);
        new RecordHeaderEncoder().wrap(buffer, PREFIX).crc(RecordCrc.of(buffer, RecordCursor.FRAME_LENGTH, length));
        appender.append(buffer, 0, RecordCursor.FRAME_LENGTH + length);
    }

    private Captured journal(String... arguments) {
        String[] all = new String[arguments.length + 3];
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[0] = "journal";
        all[all.length - 2] = "--data";
        all[all.length - 1] = data.toString();
        return Captured.of(all);
    }

    @Test
    void dumpsOneLineARecord() {
        Captured dump = journal("dump", "front");
        assertEquals(0, dump.exit(), dump.err());
        assertEquals(List.of(
            "1 2026-11-18T11:06:40.123456790Z OfficeStarted epoch=255 rulesVersion=1 journal=FRONT"
                + " configuration=\"a = 1\\nb = \\\"zwei\\\" é\"",
            "2 2026-11-18T11:06:40.123456791Z OrderCaptured cause=back:7 actor=3 order=2 quantity=10.5 price=13.7"
                + " bodyHash=0 businessDate=2026-11-23 accountId=0 instrumentId=0 side=SELL_SHORT ordType=0"
                + " timeInForce=DAY basketId=0 stopPrice=0 capacity=NONE clOrdId=\"o 1\" accountName=PROP-EQ"
                + " symbol=AAPL strategy=\"\" decisionMaker=\"\" session=\"\" parentId=\"\" locate=\"\"",
            "3 2026-11-18T11:06:40.123456792Z UserStated userId=4 deskId=0 roles=[\"trader\",\"auditor\"]"
                + " standing=OPEN userName=ann",
            "4 2026-11-18T11:06:40.123456793Z LimitSet oldValue=null value=12.5 until=permanent requestSeq=0"
                + " scope=account:3/instrument:7 requestedBy=0 approvedBy=0 metric=MAX_ORDER_QTY"
                + " scopeName=account:CL-1/instrument:AAPL"),
            dump.out().lines().limit(4).toList());
        assertTrue(dump.out().contains("postings=[{\"ledgerAccountId\":1,\"unit\":840,\"amount\":-500"), dump.out());
        assertTrue(dump.out().strip().endsWith("text=\"two legs\""), dump.out());
    }

    /** A bound is in its metric's unit, and so is what was observed; without a metric both are x 10^-8. */
    @Test
    void boundsAreWhatTheirMetricMakesThem() {
        append(rejected(Metric.CREDIT, Scope.of(ScopeKind.CLIENT, 5), 100_000_001, 100_000_099));
        append(rejected(Metric.NONE, Scope.of(ScopeKind.GROUP, 9), 100_000_001,
            OrderRejectedEncoder.observedNullValue()));
        append(begin(new LimitSetEncoder(), 0).oldValue(-1).value(8_000_000_000L).scope(Scope.FIRM)
            .metric(Metric.SOFT_LIMIT_REFUSAL).scopeName("firm"));
        MarksMovedEncoder marks = begin(new MarksMovedEncoder(), 0).priceE8(1_500_000_000L).rateE8(100_000_000)
            .priceTime(TIME_NS);
        marks.holdingsCount(3).next().holding(Scope.holding(Scope.FIRM, 7))
            .next().holding(Scope.holding(Scope.of(ScopeKind.DESK, 2), 7)).next().holding(Scope.pair(3, 7));
        append(marks);
        append(begin(new TradingStateSetEncoder(), 0).scope(Scope.order(77)).scopeName("order:77"));
        List<JsonObject> fields = journal("dump", "front", "--from", "6", "--json").out().lines()
            .map(line -> new JsonObject(line).getJsonObject("fields")).toList();
        assertEquals("1000000.01 1000000.99 client:5", told(fields.get(0), "bound", "observed", "scope"));
        assertEquals("1.00000001 null group:9", told(fields.get(1), "bound", "observed", "scope"));
        assertEquals("off 80 firm", told(fields.get(2), "oldValue", "value", "scope"));
        assertEquals("15 1 2026-11-18T11:06:40.123456789Z", told(fields.get(3), "price", "rate", "priceTime"));
        assertEquals("[{\"holding\":\"firm/instrument:7\"},{\"holding\":\"desk:2/instrument:7\"},"
            + "{\"holding\":\"account:3/instrument:7\"}]", told(fields.get(3), "holdings"));
        assertEquals("order:77", told(fields.get(4), "scope"));
    }

    private OrderRejectedEncoder rejected(Metric metric, long scope, long bound, long observed) {
        return begin(new OrderRejectedEncoder(), 2).bound(bound).observed(observed).scope(scope)
            .scopeKind(Scope.kind(scope)).metric(metric).scopeName("");
    }

    private static String told(JsonObject fields, String... names) {
        return Arrays.stream(names).map(name -> String.valueOf(fields.getValue(name)))
            .collect(Collectors.joining(" "));
    }

    @Test
    void picksByOrderAndSeqAndSpeaksJson() {
        List<JsonObject> records = journal("dump", "front-office", "--order", "2", "--from", "3", "--json").out()
            .lines().map(JsonObject::new).toList();
        assertEquals(1, records.size());
        JsonObject entry = records.get(0);
        assertEquals("EntryBooked", entry.getString("kind"));
        assertEquals(5, entry.getInteger("seq"));
        assertEquals("back", entry.getJsonObject("cause").getString("journal"));
        assertEquals(500, entry.getJsonObject("fields").getJsonArray("postings").getJsonObject(1).getInteger("amount"));
    }

    @Test
    void saysTheSameWithTheLineageIndexAsWithout() {
        for (int i = 0; i < 17_000; i++) {
            append(begin(new UserStatedEncoder(), i % 1_000 == 0 ? 2 : 0).userId(i).userName("u" + i));
        }
        List<String> before = List.of(journal("dump", "front", "--from", "17000").out(),
            journal("dump", "front", "--order", "2").out(), journal("tail", "front", "--order", "2").out());
        try (JournalIndex index = JournalIndex.of(new DataDirectory(data), JournalId.FRONT, journal, true)) {
            index.follow(Integer.MAX_VALUE);
            assertEquals(16_384, index.indexed());
        }
        assertEquals(before, List.of(journal("dump", "front", "--from", "17000").out(),
            journal("dump", "front", "--order", "2").out(), journal("tail", "front", "--order", "2").out()));
        assertEquals(19, before.get(1).lines().count());
    }

    @Test
    void showsTheLastOnes() {
        assertEquals(List.of("4", "5"), journal("tail", "front", "-n", "2").out().lines()
            .map(line -> line.substring(0, line.indexOf(' '))).toList());
    }

    @Test
    void counts() {
        Captured stat = journal("stat", "front");
        assertTrue(stat.value("all").startsWith("5 "), stat.out());
        assertEquals("seq 5 at 2026-11-18T11:06:40.123456794Z", stat.value("last"));
        assertEquals("ff", stat.value("epoch"));
        JsonObject json = new JsonObject(journal("stat", "front", "--json").out());
        assertEquals(1, json.getJsonObject("kinds").getJsonObject("OrderCaptured").getInteger("records"));
    }

    @Test
    void aVerbWithoutItsDeedPrintsHowItIsUsed() {
        Captured wrong = Captured.of("journal", "dump");
        for (String verb : List.of("journal", "user")) {
            Captured alone = Captured.of(verb);
            assertEquals(wrong.exit() + " ", alone.exit() + " " + alone.out());
            assertTrue(alone.err().startsWith("say what to do"), alone.err());
            assertTrue(alone.err().contains("Usage: ./firm " + verb), alone.err());
        }
        assertEquals(2, wrong.exit());
    }

    @Test
    void namesAJournalThatIsNotThere() {
        Captured dump = journal("dump", "middle");
        assertEquals(1, dump.exit());
        assertTrue(dump.err().contains("no journal at"), dump.err());
    }
}
