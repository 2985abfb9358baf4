package throughline.live;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderEncoder;
import throughline.message.OrdType;
import throughline.message.OrderCapturedEncoder;
import throughline.message.RecordCrc;
import throughline.message.Side;
import throughline.message.TimeInForce;

/** The crash rig's own eyes: a lost, a changed and a doubled order are seen, and so is a firm that cannot be proved. */
final class CrashProofTest {
    @TempDir
    private Path directory;

    private CrashProof proof;

    @BeforeEach
    void capture() {
        proof = new CrashProof(directory, directory);
        append(1, "a");
        append(2, "b");
    }

    @Test
    void whatIsThereHolds() {
        proof.holdAgainstTheJournal(List.of(answer("1", "a"), answer("2", "b")));
    }

    @Test
    void aLostOrderIsSeen() {
        assertSeen("c was acknowledged as 3 and is not", answer("1", "a"), answer("3", "c"));
    }

    @Test
    void anOrderUnderAnotherIdIsSeen() {
        assertSeen("acknowledged as 1 and the front journal has it as 2", answer("1", "b"));
    }

    @Test
    void anOrderCapturedTwiceIsSeen() {
        append(3, "a");
        assertSeen("a was captured twice, as 1 and 3", answer("1", "a"));
    }

    @Test
    void aFirmThatCannotBeProvedIsSeen() {
        BrokenPromise broken = assertThrows(BrokenPromise.class, () -> proof.verify("none"));
        assertTrue(broken.getMessage().contains("there is no middle journal"), broken.getMessage());
    }

    private void assertSeen(String words, OrderAnswer... orders) {
        BrokenPromise broken =
            assertThrows(BrokenPromise.class, () -> proof.holdAgainstTheJournal(List.of(orders)));
        assertTrue(broken.getMessage().contains(words), broken.getMessage());
    }

    private static OrderAnswer answer(String orderId, String clOrdId) {
        return new OrderAnswer(orderId, clOrdId, "new");
    }

    private void append(long seq, String clOrdId) {
        UnsafeBuffer document = new UnsafeBuffer(new byte[512]);
        OrderCapturedEncoder order = new OrderCapturedEncoder();
        order.wrapAndApplyHeader(document, RecordCursor.FRAME_LENGTH, new MessageHeaderEncoder());
        order.header().crc(0).actor(1).seq(seq).time(seq).causeSeq(0).orderId(seq).consumed1(0).consumed2(0)
            .consumedCrc1(0).consumedCrc2(0).causeJournal((short) 0).flags((short) JournalRecord.LAST_OF_STEP)
            .reserved(0).reserved2(0);
        order.quantity(100).price(1).bodyHash(seq).businessDate(1).accountId(1).instrumentId(1).side(Side.BUY)
            .ordType(OrdType.LIMIT).timeInForce(TimeInForce.DAY).quantityDecimals((short) 0).priceDecimals((short) 0)
            .clOrdId(clOrdId).accountName("A").symbol("S")
            .strategy("").decisionMaker("").session("").parentId("").locate("");
        int length = MessageHeaderEncoder.ENCODED_LENGTH + order.encodedLength();
        order.header().crc(RecordCrc.of(document, RecordCursor.FRAME_LENGTH, length));
        document.putInt(0, length);
        try (Journal journal = ChronicleJournal.open(directory.resolve("front"));
            Journal.Appender appender = journal.appender()) {
            appender.append(document, 0, RecordCursor.FRAME_LENGTH + length);
        }
    }
}
