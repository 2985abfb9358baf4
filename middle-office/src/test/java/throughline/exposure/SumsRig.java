package throughline.exposure;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import throughline.journal.MemoryJournal;
import throughline.journal.RecordCursor;
import throughline.limit.Limits;
import throughline.message.AccountKind;
import throughline.message.ChargedSides;
import throughline.message.FeeKind;
import throughline.message.FeeStatedEncoder;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.Metric;
import throughline.message.OrderAcceptedEncoder;
import throughline.message.ReplaceAcceptedEncoder;
import throughline.message.RiskDayOpenedEncoder;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.reference.Scope;
import throughline.risk.FrontScript;
import throughline.risk.MiddleMachine;
import throughline.state.State;
import throughline.state.StateHash;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * The state of a middle office that is told records and decides nothing: a share in US
 * dollars, one in euros and one in yen, an own account, a client's, and the street.
 */
public final class SumsRig {
    /** One. */
    public static final long E8 = 100_000_000L;
    /** The date that is open. */
    public static final int DATE = FrontScript.OPEN_DATE;
    /** The firm's own account. */
    public static final int PROP = 1;
    /** An account of the client, who is party 2. */
    public static final int CLIENT = 2;
    /** The street's account. */
    public static final int STREET = 3;
    /** Costs US dollars. */
    public static final int SHARE = 1;
    /** Costs euros. */
    public static final int EUROPEAN = 2;
    /** Costs yen, which have no decimals. */
    public static final int JAPANESE = 3;
    /** Who trades. */
    public static final int TRADER = 1;

    /** The office's state. */
    public final MiddleMachine machine = new MiddleMachine(64);
    private final MemoryJournal journal = new MemoryJournal("front");
    private final MemoryJournal ownJournal = new MemoryJournal("middle");
    /** The front, as far as it is needed. */
    public final FrontScript front = new FrontScript(journal);
    private final FrontScript own = new FrontScript(ownJournal);
    private final RecordCursor read = new RecordCursor("front", journal);
    private final RecordCursor applied = new RecordCursor("middle", ownJournal);

    /** All are stated, no limit is set, a euro is 1.10 and a yen 0.0067 dollars. */
    public SumsRig() {
        front.instrument(SHARE, "SHR", E8 / 100, 1, 0, 1, 840);
        front.instrument(EUROPEAN, "EUR", E8 / 100, 1, 0, 1, 978);
        front.instrument(JAPANESE, "YEN", E8, 1, 0, 1, 392);
        front.account(PROP, "PROP", 1, AccountKind.PRINCIPAL, true);
        front.account(CLIENT, "CL", 1, AccountKind.CLIENT, true);
        front.account(STREET, "STREET", 1, AccountKind.OUTSIDE, true);
        front.user(TRADER, "trader", 1, true, false);
        front.rate(978, 110_000_000, DATE);
        front.rate(392, 670_000, DATE);
        front.opened(DATE);
        read();
    }

    /** The office reads what the front has written. */
    public JournalRecord read() {
        while (read.next()) {
            machine.input(JournalId.FRONT, read.record());
        }
        return read.record();
    }

    private void apply() {
        own.timeNs = front.timeNs;
        while (applied.next()) {
            machine.apply(applied.record());
        }
    }

    /** A limit stands, in the metric's unit. */
    public void limit(long scope, Metric metric, long bound) {
        machine.limits().set(scope, metric, bound);
    }

    /** No such limit stands. */
    public void noLimit(long scope, Metric metric) {
        machine.limits().set(scope, metric, Limits.NONE);
    }

    /** A fee of all accounts, for all time: a part of the notional, x 10^-8, rounded up, and so much an order. */
    public void fee(FeeKind kind, long rateE8, long perOrderMinor, boolean sellsOnly) {
        front.write(new FeeStatedEncoder(), 0, 0, e -> e.fromDate(1).toDate(FeeStatedEncoder.toDateNullValue())
            .ratePerNotionalE8(rateE8).perOrderMinor(perOrderMinor)
            .maximumMinor(FeeStatedEncoder.maximumMinorNullValue()).kind(kind).accountKind(AccountKind.NULL_VAL)
            .sides(sellsOnly ? ChargedSides.SELLS : ChargedSides.ALL).roundsUp((short) 1).tiersCount(0));
        read();
    }

    /** An order was accepted; gives its hold. */
    public int accepted(long order, int account, int instrument, Side side, long quantity, long valueMinor,
        long feesMinor) {
        own.timeNs = front.timeNs;
        own.write(new OrderAcceptedEncoder(), 0, order, e -> e.quantity(quantity).leavesQty(quantity)
            .priceE8(E8).worstPriceE8(E8).valueMinor(valueMinor).feesMinor(feesMinor).accountId(account)
            .baseMinor(valueMinor).instrumentId(instrument).userId(TRADER).side(side).businessDate(DATE)
            .sessionNumber(machine.names().sessionOf(TRADER)).strategy("").decisionMaker("").session("").parentId("")
            .locate("").warnedScope(""));
        apply();
        return machine.exposures().holds().row(order);
    }

    /** Its amendment was accepted, asked for when that much of it had executed. */
    public void amended(long order, long request, long total, long leaves, long valueMinor, long feesMinor) {
        own.timeNs = front.timeNs;
        own.write(new ReplaceAcceptedEncoder(), 0, order, e -> e.requestSeq(request).quantity(total).priceE8(E8)
            .worstPriceE8(E8).valueMinor(valueMinor).baseMinor(valueMinor).feesMinor(feesMinor).leavesQty(leaves)
            .userId(TRADER).warnedScope(""));
        apply();
    }

    /** Risk opens a date. */
    public void dayOpened(int date) {
        own.write(new RiskDayOpenedEncoder(), 0, 0, e -> e.businessDate(date));
        apply();
    }

    /** All that is counted. */
    public Exposures exposures() {
        return machine.exposures();
    }

    /** The client's scope. */
    public static long client() {
        return Scope.of(ScopeKind.CLIENT, 2);
    }

    /** Writes a state down and reads it into another, as when an office comes back: fails if the two differ. */
    public static <S extends State> S carry(State from, S to) {
        Paper paper = write(from);
        paper.turn();
        to.load(paper);
        if (paper.reading.hasRemaining() || StateHash.of(from) != StateHash.of(to)) {
            throw new AssertionError("the state that was read is not the one that was written");
        }
        return to;
    }

    /** A state written down; to be turned before it is read. */
    public static Paper write(State from) {
        Paper paper = new Paper();
        from.save(paper);
        return paper;
    }

    /** What a state is written on. */
    public static final class Paper implements StateSink, StateSource {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private ByteBuffer reading;

        /** Reading begins anew. */
        public void turn() {
            reading = ByteBuffer.wrap(written.toByteArray());
        }

        @Override
        public void putLong(long value) {
            written.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        }

        @Override
        public void putBytes(byte[] source, int offset, int length) {
            written.write(source, offset, length);
        }

        @Override
        public long getLong() {
            return reading.getLong();
        }

        @Override
        public void getBytes(byte[] target, int offset, int length) {
            reading.get(target, offset, length);
        }
    }
}
