package throughline.partbench;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderDecoder;
import throughline.message.MessageHeaderEncoder;
import throughline.message.OrdType;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderCapturedEncoder;
import throughline.message.RecordCrc;
import throughline.message.Side;
import throughline.message.TimeInForce;

/**
 * What an {@code OrderCaptured} costs in bytes: written with its header and CRC, and read back with its CRC checked.
 * Nanoseconds a record, on one thread, over a buffer on the heap.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {

    private static final byte[] CL_ORD_ID = ascii("2026-11-20/000000042");
    private static final byte[] ACCOUNT = ascii("CL-1001");
    private static final byte[] SYMBOL = ascii("AAPL");
    private static final byte[] NONE = {};

    private final UnsafeBuffer written = new UnsafeBuffer(new byte[512]);
    private final UnsafeBuffer standing = new UnsafeBuffer(new byte[512]);
    private final byte[] text = new byte[64];
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final OrderCapturedEncoder encoder = new OrderCapturedEncoder();
    private final OrderCapturedDecoder decoder = new OrderCapturedDecoder();
    private final JournalRecord record = new JournalRecord();
    private final RecordCrc crc = new RecordCrc();
    private int standingLength;
    private long seq;

    /** Lays down the record that {@link #decode} reads. */
    @Setup
    public void setup() {
        standingLength = write(standing);
    }

    /**
     * Writes a record with the next seq, and its CRC.
     *
     * @return its length in bytes
     */
    @Benchmark
    public int encode() {
        return write(written);
    }

    /** Checks a record's CRC and reads each of its fields. */
    @Benchmark
    public void decode(Blackhole hole) {
        record.wrap(standing, 0, standingLength);
        hole.consume(crc.sum(standing, 0, standingLength) == record.crc());
        decoder.wrapAndApplyHeader(standing, 0, headerDecoder);
        hole.consume(decoder.header().seq());
        hole.consume(decoder.header().time());
        hole.consume(decoder.quantity());
        hole.consume(decoder.price());
        hole.consume(decoder.bodyHash());
        hole.consume(decoder.businessDate());
        hole.consume(decoder.accountId());
        hole.consume(decoder.instrumentId());
        hole.consume(decoder.side());
        hole.consume(decoder.ordType());
        hole.consume(decoder.timeInForce());
        hole.consume(decoder.getClOrdId(text, 0, text.length));
        hole.consume(decoder.getAccountName(text, 0, text.length));
        hole.consume(decoder.getSymbol(text, 0, text.length));
    }

    /**
     * Runs this benchmark alone, in some six seconds.
     *
     * @param args none
     * @throws RunnerException when JMH cannot run it
     */
    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder().include(CodecBenchmark.class.getSimpleName())
            .warmupIterations(2).warmupTime(TimeValue.milliseconds(500))
            .measurementIterations(2).measurementTime(TimeValue.seconds(1)).build()).run();
    }

    private int write(UnsafeBuffer buffer) {
        encoder.wrapAndApplyHeader(buffer, 0, headerEncoder);
        seq++;
        encoder.header().crc(0).actor(1).seq(seq).time(1_795_219_200_000_000_000L + seq).causeSeq(0).orderId(seq)
            .consumed1(seq).consumed2(0).consumedCrc1(7).consumedCrc2(0).causeJournal((short) 0)
            .flags((short) JournalRecord.LAST_OF_STEP).reserved(0).reserved2(0);
        encoder.quantity(100).price(191_2500).bodyHash(seq * 31).businessDate(20_777).accountId(3).instrumentId(42)
            .side(Side.BUY).ordType(OrdType.LIMIT).timeInForce(TimeInForce.DAY)
            .quantityDecimals((short) 0).priceDecimals((short) 4)
            .putClOrdId(CL_ORD_ID, 0, CL_ORD_ID.length).putAccountName(ACCOUNT, 0, ACCOUNT.length)
            .putSymbol(SYMBOL, 0, SYMBOL.length)
            .putStrategy(NONE, 0, 0).putDecisionMaker(NONE, 0, 0).putSession(NONE, 0, 0).putParentId(NONE, 0, 0)
            .putLocate(NONE, 0, 0);
        int length = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
        encoder.header().crc(crc.sum(buffer, 0, length));
        return length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
