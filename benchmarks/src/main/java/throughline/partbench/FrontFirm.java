package throughline.partbench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.blotter.Orders;
import throughline.capture.FrontMachine;
import throughline.journal.Journal;
import throughline.journal.MemoryJournal;
import throughline.message.AccountDefinedEncoder;
import throughline.message.AccountKind;
import throughline.message.CostMethod;
import throughline.message.DayOpeningEncoder;
import throughline.message.InstrumentDefinedEncoder;
import throughline.message.JournalRecord;
import throughline.message.OrdType;
import throughline.message.OrderAcceptedEncoder;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderCapturedEncoder;
import throughline.message.PriceDefinedEncoder;
import throughline.message.PriceKind;
import throughline.message.RiskDayOpenedEncoder;
import throughline.message.Side;
import throughline.message.Standing;
import throughline.message.TimeInForce;
import throughline.message.UserDefinedEncoder;
import throughline.office.Commands;
import throughline.office.Draft;
import throughline.office.OfficeAgent;
import throughline.office.OfficeStatus;
import throughline.office.Replay;
import throughline.office.Stops;
import throughline.venue.Xsim;

/**
 * A real front office with its first day open, over journals given; the other two offices' are written by hand. Its
 * agent works when it is called. Each of its random limit orders has a {@code clOrdId} of its own. One thread.
 */
final class FrontFirm {
    static final int TRADER = 1;
    static final long START_NS = 1_780_000_000_000_000_000L;

    private static final int ACCOUNTS = 100;
    private static final int INSTRUMENTS = 100;
    private static final int DATE = 20_000;
    private static final long E8 = 100_000_000L;
    private static final int USD = 840;
    private static final int DRAFTS = 1 << 12;
    private static final int DRAFT_BYTES = 512;
    private static final int NAME_DIGITS = 16;
    private static final long TURN_NS = 20_000;
    private static final String CONFIGURATION = "currency=840\nstreet=off\nccp.party=2\n";

    final FrontMachine machine;
    final OfficeAgent agent;
    private final Commands commands = new Commands(1 << 16);
    private final Journal.Appender risk;
    private final Journal.Appender books;
    private final Pen riskPen = new Pen();
    private final Pen booksPen = new Pen();
    private final UnsafeBuffer drafts = new UnsafeBuffer(new byte[DRAFTS * DRAFT_BYTES]);
    private final int[] lengths = new int[DRAFTS];
    private final JournalRecord view = new JournalRecord();
    private final Draft draft = new Draft();
    private final OrderCapturedEncoder order = new OrderCapturedEncoder();
    private final OrderAcceptedEncoder accepted = new OrderAcceptedEncoder();
    private final int nameAt;
    private long nowNs = START_NS;
    private long number;

    /**
     * A firm whose journals are in memory.
     *
     * @param expectedOrders how many orders it takes without growing
     */
    FrontFirm(int expectedOrders) {
        this(new MemoryJournal("front"), new MemoryJournal("middle"), new MemoryJournal("back"), expectedOrders);
    }

    /** A firm over new journals. */
    FrontFirm(Journal front, Journal middle, Journal back, int expectedOrders) {
        machine = machine(expectedOrders);
        risk = middle.appender();
        books = back.appender();
        agent = new OfficeAgent(new Replay(machine, front, List.of(middle, back), Stops.NONE), front.appender(),
            commands, () -> nowNs, Stops.NONE, new OfficeStatus(), 1);
        agent.start(1, CONFIGURATION.getBytes(StandardCharsets.UTF_8));
        define();
        work();
        SplittableRandom random = new SplittableRandom(20261122);
        for (int i = 0; i < DRAFTS; i++) {
            prepare(i, random);
        }
        OrderCapturedDecoder decoder = new OrderCapturedDecoder();
        JournalRecord first = view.wrap(drafts, 0, lengths[0]);
        decoder.wrap(first.buffer(), first.body(), first.blockLength(), first.version());
        nameAt = decoder.limit() + OrderCapturedDecoder.clOrdIdHeaderLength();
    }

    /** A front office of which nothing is known yet. */
    static FrontMachine machine(int expectedOrders) {
        return new FrontMachine(Xsim::new, expectedOrders);
    }

    private void define() {
        for (int id = 1; id <= INSTRUMENTS; id++) {
            state(booksPen.begin(new InstrumentDefinedEncoder()).instrumentId(id).currency(USD)
                .quantityScale((short) 0).standing(Standing.OPEN).tickE8(E8 / 100).lot(1).multiplier(1)
                .symbol("S" + id).name("S" + id).sector("").issuer("S" + id));
        }
        for (int id = 1; id <= ACCOUNTS; id++) {
            state(booksPen.begin(new AccountDefinedEncoder()).accountId(id).partyId(1).deskId(1).selfTradeGroup(id)
                .kind(AccountKind.PRINCIPAL).standing(Standing.OPEN).costMethod(CostMethod.FIFO)
                .shortSale((short) 1).accountName("A" + id).deskName("EQ"));
        }
        UserDefinedEncoder user = booksPen.begin(new UserDefinedEncoder()).userId(TRADER).deskId(1)
            .standing(Standing.OPEN);
        user.roles().clear().trader(true);
        state(user.userName("trader").requestKey(""));
        for (int id = 1; id <= INSTRUMENTS; id++) {
            state(booksPen.begin(new PriceDefinedEncoder()).instrumentId(id).businessDate(DATE).priceE8(100 * E8)
                .kind(PriceKind.LAST));
        }
        state(booksPen.begin(new DayOpeningEncoder()).businessDate(DATE));
        riskPen.begin(new RiskDayOpenedEncoder()).businessDate(DATE);
        riskPen.append(risk, 0, nowNs);
    }

    private void state(MessageEncoderFlyweight begun) {
        booksPen.append(books, 0, nowNs);
        work();
    }

    private void prepare(int i, SplittableRandom random) {
        long price = 100 * E8 + (random.nextInt(40) - 20) * (E8 / 100);
        draft.begin(order, TRADER, 0).quantity(1 + random.nextInt(300)).price(price).priceDecimals((short) 8)
            .bodyHash(i).side(random.nextBoolean() ? Side.BUY : Side.SELL).ordType(OrdType.LIMIT)
            .timeInForce(TimeInForce.DAY).clOrdId("0".repeat(NAME_DIGITS))
            .accountName("A" + (1 + random.nextInt(ACCOUNTS))).symbol("S" + (1 + random.nextInt(INSTRUMENTS)))
            .strategy("").decisionMaker("").session("").parentId("").locate("");
        lengths[i] = draft.length();
        drafts.putBytes(i * DRAFT_BYTES, draft.buffer(), 0, lengths[i]);
    }

    /** The next order as a command asks for it, with a name of its own; valid until the next call. */
    JournalRecord nextDraft() {
        int i = (int) (number & DRAFTS - 1);
        JournalRecord record = view.wrap(drafts, i * DRAFT_BYTES, lengths[i]);
        long left = number++;
        for (int at = nameAt + NAME_DIGITS - 1; left > 0; at--) {
            record.buffer().putByte(at, (byte) ('0' + (left & 7)));
            left >>>= 3;
        }
        return record;
    }

    /** Captures the next order through the agent; risk accepts it, and it is placed and trades with what it meets. */
    void live() {
        nowNs += TURN_NS;
        JournalRecord asked = nextDraft();
        draft.begin(order, TRADER, 0);
        draft.buffer().putBytes(0, asked.buffer(), 0, asked.length());
        order.wrap(draft.buffer(), asked.body());
        order.limit(asked.length());
        commands.offer(draft, 0);
        work();
        Orders orders = machine.orders();
        int row = orders.end() - 1;
        riskPen.begin(accepted).quantity(orders.quantity(row)).priceE8(orders.price(row))
            .worstPriceE8(orders.price(row)).accountId(orders.account(row)).instrumentId(orders.instrument(row))
            .userId(TRADER).businessDate(DATE).side(orders.side(row)).ordType(OrdType.LIMIT)
            .timeInForce(TimeInForce.DAY).strategy("").decisionMaker("").session("").parentId("").locate("")
            .warnedScope("");
        riskPen.append(risk, orders.id(row), nowNs);
        work();
    }

    private void work() {
        int idle = 0;
        while (idle < 2) {
            idle = agent.doWork() == 0 ? idle + 1 : 0;
        }
    }
}
