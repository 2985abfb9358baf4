package throughline.gateway;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import throughline.capture.Scribe;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.AccountDefinedEncoder;
import throughline.message.AccountKind;
import throughline.message.ClockTickedEncoder;
import throughline.message.CostMethod;
import throughline.message.DayClosingEncoder;
import throughline.message.DayOpeningEncoder;
import throughline.message.InstrumentDefinedEncoder;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.Metric;
import throughline.message.OfficeStartedEncoder;
import throughline.message.OrdType;
import throughline.message.OrderAcceptedEncoder;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderRejectedEncoder;
import throughline.message.PriceDefinedEncoder;
import throughline.message.RejectCode;
import throughline.message.RiskDayOpenedEncoder;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.Standing;
import throughline.message.UserDefinedEncoder;
import throughline.office.DataDirectory;

/**
 * The other two offices' journals on disk, written by a thread of the test: it defines a small firm, opens the day, and
 * judges orders: unknown names and more than 1,000 units are rejected, and those called slow… wait until told.
 */
final class StandInOffices implements AutoCloseable {
    static final int DAY = 20_000;
    private static final long E8 = 100_000_000L;
    private static final long BEAT_NS = 300_000_000L;
    private static final long PAUSE_NS = 50_000L;

    private final DataDirectory data;
    private final Journal middle;
    private final Journal back;
    private final Scribe risk;
    private final Scribe books;
    private final Set<Long> waiting = ConcurrentHashMap.newKeySet();
    private final OrderCapturedDecoder order = new OrderCapturedDecoder();
    private final OrderAcceptedEncoder accepted = new OrderAcceptedEncoder();
    private final OrderRejectedEncoder rejected = new OrderRejectedEncoder();
    private final Thread thread = new Thread(this::run, "stand-in offices");
    private volatile boolean ended;
    private volatile boolean closing;
    private volatile boolean silent;

    StandInOffices(DataDirectory data) {
        this.data = data;
        data.make();
        middle = ChronicleJournal.open(data.journal(JournalId.MIDDLE));
        back = ChronicleJournal.open(data.journal(JournalId.BACK));
        risk = new Scribe(middle.appender());
        books = new Scribe(back.appender());
        risk.begin(new OfficeStartedEncoder(), 0, now()).journal(JournalId.MIDDLE).epoch(1).configuration("");
        risk.end();
        books.begin(new OfficeStartedEncoder(), 0, now()).journal(JournalId.BACK).epoch(1).configuration("");
        books.end();
        define();
        risk.begin(new RiskDayOpenedEncoder(), 0, now()).businessDate(DAY);
        risk.end();
        thread.start();
    }

    private static long now() {
        return System.currentTimeMillis() * 1_000_000L;
    }

    private void define() {
        books.begin(new InstrumentDefinedEncoder(), 0, now()).instrumentId(1).currency(840).standing(Standing.OPEN)
            .tickE8(E8 / 100).lot(1).multiplier(1).symbol("ABC").name("ABC Inc.").sector("None");
        books.end();
        account(1, "PROP", 1, AccountKind.PRINCIPAL);
        account(2, "OTHER", 2, AccountKind.PRINCIPAL);
        account(3, "STREET", 0, AccountKind.OUTSIDE);
        user(1, "trader", 1, 1);
        user(2, "stranger", 2, 1);
        user(3, "risk", 0, 2);
        books.begin(new PriceDefinedEncoder(), 0, now()).instrumentId(1).businessDate(DAY).priceE8(100 * E8);
        books.end();
        books.begin(new DayOpeningEncoder(), 0, now()).businessDate(DAY);
        books.end();
    }

    private void account(int id, String name, int desk, AccountKind kind) {
        books.begin(new AccountDefinedEncoder(), 0, now()).accountId(id).deskId(desk).kind(kind)
            .standing(Standing.OPEN).costMethod(CostMethod.FIFO).accountName(name).deskName("");
        books.end();
    }

    private void user(int id, String name, int desk, int roles) {
        UserDefinedEncoder user = books.begin(new UserDefinedEncoder(), 0, now()).userId(id).deskId(desk)
            .standing(Standing.OPEN);
        user.roles().clear().trader(roles == 1).risk(roles == 2);
        user.userName(name).requestKey("");
        books.end();
    }

    /** Judges the slow orders now. */
    void release() {
        waiting.clear();
    }

    /** Asks for the day's end. */
    void closeDay() {
        closing = true;
    }

    /** Stops to be heard of. */
    void fallSilent() {
        silent = true;
    }

    private void run() {
        long lastBeat = 0;
        Journal journal = null;
        RecordCursor front = null;
        boolean closed = false;
        while (!ended) {
            journal = journal == null ? data.standing(JournalId.FRONT) : journal;
            front = front == null && journal != null ? new RecordCursor("front", journal) : front;
            while (front != null && waiting.isEmpty() && front.next()) {
                risk.consumed(front.seq());
                read(front.record());
            }
            if (!silent && System.nanoTime() - lastBeat > BEAT_NS) {
                lastBeat = System.nanoTime();
                risk.begin(new ClockTickedEncoder(), 0, now());
                risk.end();
            }
            if (closing && !closed) {
                closed = true;
                books.begin(new DayClosingEncoder(), 0, now()).businessDate(DAY).requestKey("");
                books.end();
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
        if (journal != null) {
            front.close();
            journal.close();
        }
    }

    private void read(JournalRecord record) {
        if (record.templateId() != OrderCapturedDecoder.TEMPLATE_ID) {
            return;
        }
        order.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (order.clOrdId().startsWith("slow")) {
            waiting.add(record.seq());
            while (!ended && waiting.contains(record.seq())) {
                beatWhileWaiting();
            }
        }
        judge(record);
    }

    private void beatWhileWaiting() {
        LockSupport.parkNanos(BEAT_NS);
        risk.begin(new ClockTickedEncoder(), 0, now());
        risk.end();
    }

    private void judge(JournalRecord record) {
        boolean unknown = order.accountId() == 0 || order.instrumentId() == 0;
        if (unknown || order.quantity() > 1_000) {
            risk.begin(rejected, record.seq(), now()).accountId(order.accountId()).instrumentId(order.instrumentId())
                .limitE8(unknown ? OrderRejectedEncoder.limitE8NullValue() : 1_000 * E8)
                .observedE8(unknown ? OrderRejectedEncoder.observedE8NullValue() : order.quantity() * E8)
                .scopeAccountId(order.accountId()).scopeInstrumentId(order.instrumentId())
                .scopeKind(unknown ? ScopeKind.NONE : ScopeKind.ACCOUNT_INSTRUMENT)
                .metric(unknown ? Metric.NONE : Metric.MAX_ORDER_QTY)
                .code(order.accountId() == 0 ? RejectCode.UNKNOWN_ACCOUNT : order.instrumentId() == 0
                    ? RejectCode.UNKNOWN_INSTRUMENT : RejectCode.MAX_ORDER_QTY);
        } else {
            long price = order.price();
            for (int decimals = order.priceDecimals(); decimals < 8; decimals++) {
                price *= 10;
            }
            long worst = order.ordType() == OrdType.LIMIT ? price : (order.side() == Side.BUY ? 110 : 90) * E8;
            risk.begin(accepted, record.seq(), now()).quantity(order.quantity()).priceE8(price).worstPriceE8(worst)
                .accountId(order.accountId()).instrumentId(order.instrumentId()).userId(record.actor())
                .businessDate(order.businessDate()).side(order.side()).ordType(order.ordType())
                .timeInForce(order.timeInForce())
                .strategy("").decisionMaker("").session("").parentId("").locate("");
        }
        risk.end();
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        middle.close();
        back.close();
    }
}
