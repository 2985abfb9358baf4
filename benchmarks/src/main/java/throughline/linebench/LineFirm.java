package throughline.linebench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import throughline.back.BackMachine;
import throughline.bookbench.Imports;
import throughline.capture.FrontMachine;
import throughline.firm.StrataCalendar;
import throughline.journal.ChronicleJournal;
import throughline.journal.RecordCursor;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.LimitSetEncoder;
import throughline.message.LimitsImportedEncoder;
import throughline.message.Metric;
import throughline.message.OrderRejectedDecoder;
import throughline.message.ScopeKind;
import throughline.office.Commands;
import throughline.office.DataDirectory;
import throughline.office.Outcome;
import throughline.risk.MiddleMachine;
import throughline.venue.Xsim;

/**
 * A firm's line: front and middle office are real agents over journals in files, with every control on at every scope;
 * the back office has imported the firm and opened its day, and then reads what the middle clears as its agent would,
 * CRC, seq and step checked, without booking it; or its agent books it all. Closed days and snapshots are beside the
 * point here. {@link #ask} and {@link #work} are the whole line in one thread, for what {@link #write} has written;
 * where it has two, one calls {@link #send} and {@link #hear}, the other {@link #officesWork}.
 */
final class LineFirm implements AutoCloseable {
    private static final String FRONT_CONFIGURATION = "street=off\nccp.party=" + Imports.CCP + "\n";
    private static final int RESTS_AWAY = 1;
    /** In seconds; a flow that repeats an order's quantity after some thousands meets none of it. */
    private static final long REPEATED_WITHIN_E8 = 5_000_000;

    final FrontMachine frontMachine;
    final MiddleMachine middleMachine = new MiddleMachine();
    private final DataDirectory directory;
    private final List<ChronicleJournal> journals = new ArrayList<>();
    private final LineOffice front;
    private final LineOffice middle;
    private final LineOffice back;
    private final LineSize size;
    private final boolean books;
    private final RecordCursor backReads;
    private final Commands.ReplyHandler onReply = this::onReply;
    private final OrderRejectedDecoder rejected = new OrderRejectedDecoder();
    private final LineFlow flow;
    private final List<LineFlow.Slip> slips = new ArrayList<>();
    private int written;
    private final LineFlow.Slip next = new LineFlow.Slip();
    private long correlation;
    private boolean waits;

    /**
     * A firm whose day is open, with nothing held.
     *
     * @param seed of what its traders ask
     * @param expectedOrders what the front makes room for
     * @param books whether the back office books what it reads
     */
    LineFirm(Path data, LineSize size, long seed, int expectedOrders, boolean books) {
        this.size = size;
        this.books = books;
        flow = new LineFlow(seed, size.accounts(), size.instruments(), size.traders());
        directory = new DataDirectory(data);
        frontMachine = new FrontMachine(Xsim::new, expectedOrders);
        back = new LineOffice(new BackMachine(new StrataCalendar()), journal(JournalId.BACK),
            List.of(journal(JournalId.MIDDLE)), "");
        front = new LineOffice(frontMachine, journal(JournalId.FRONT),
            List.of(journal(JournalId.MIDDLE), journal(JournalId.BACK)), FRONT_CONFIGURATION);
        middle = new LineOffice(middleMachine, journal(JournalId.MIDDLE), List.of(journal(JournalId.FRONT)),
            "currency=" + Imports.USD + "\n");
        open();
        backReads = new RecordCursor("middle", journal(JournalId.MIDDLE));
        work();
    }

    /** A journal of the firm, opened anew, and closed with the firm. */
    ChronicleJournal journal(JournalId id) {
        ChronicleJournal journal = ChronicleJournal.open(directory.journal(id));
        journals.add(journal);
        return journal;
    }

    private void open() {
        Imports imports = new Imports(back.draft, back::send);
        imports.reference(size.accounts(), size.instruments(), size.traders());
        imports.cash(size.accounts());
        imports.open();
        settle();
        WideLimits.each(this::ids, (metric, scope) -> {
            LimitSetEncoder limit = new LimitSetEncoder();
            middle.draft.begin(limit, 0, 0).oldValue(LimitSetEncoder.oldValueNullValue()).value(wide(metric))
                .until(Long.MAX_VALUE).scope(scope).metric(metric).scopeName("");
            middle.send(limit);
        });
        LimitsImportedEncoder imported = new LimitsImportedEncoder();
        middle.draft.begin(imported, 0, 0).count(1).hash(1);
        middle.send(imported);
        settle();
        if (!frontMachine.session().isReady()) {
            throw new IllegalStateException("the firm does not open");
        }
    }

    private static long wide(Metric metric) {
        return metric == Metric.DUPLICATE_ORDER ? REPEATED_WITHIN_E8 : WideLimits.of(metric);
    }

    private IntStream ids(ScopeKind kind) {
        IntStream accounts = IntStream.rangeClosed(1, size.accounts());
        IntStream traders = IntStream.range(Imports.TRADER, Imports.TRADER + size.traders());
        return switch (kind) {
            case DESK -> accounts.map(middleMachine.accounts()::deskId).distinct();
            case TRADER -> traders;
            case SESSION -> traders.map(middleMachine.names()::sessionOf);
            case ACCOUNT, GROUP -> accounts;
            case CLIENT -> accounts.filter(Imports::isClient).map(middleMachine.accounts()::partyId);
            case INSTRUMENT -> IntStream.rangeClosed(1, size.instruments());
            case SECTOR -> IntStream.rangeClosed(1, size.instruments())
                .map(middleMachine.instruments()::sectorId).distinct();
            default -> IntStream.empty();
        };
    }

    private void settle() {
        while (back.agent.doWork() + front.agent.doWork() + middle.agent.doWork() > 0) {
            Thread.onSpinWait();
        }
    }

    /** From now on threads of their own make room for the journals of front and middle, as in their processes. */
    void makeRoomAhead() {
        front.makeRoomAhead();
        middle.makeRoomAhead();
    }

    /** Writes so many orders, and the cancels that are due, as the desk's threads do in life. */
    void write(int orders) {
        written = 0;
        for (int i = 0; i < orders; i++) {
            LineFlow.Slip order = slip();
            flow.order(order);
            boolean away = flow.lastRestsAway();
            number(order, away);
            if (away && flow.cancel(slip())) {
                number(slip(), false);
            }
        }
    }

    private LineFlow.Slip slip() {
        if (written == slips.size()) {
            slips.add(new LineFlow.Slip());
        }
        return slips.get(written);
    }

    private void number(LineFlow.Slip slip, boolean away) {
        correlation += 2;
        slip.number = correlation + (away ? RESTS_AWAY : 0);
        written++;
    }

    /** Puts what was written on the ring; it fits. */
    void ask() {
        for (int i = 0; i < written; i++) {
            LineFlow.Slip slip = slips.get(i);
            if (!front.commands.offer(slip.draft, slip.number)) {
                throw new IllegalStateException("the ring is full");
            }
        }
    }

    /**
     * Puts the next order on the ring, and a cancel if one is due.
     *
     * @return false when the ring was full: the order waits, and is sent by the next call
     */
    boolean send() {
        prepare();
        boolean away = flow.lastRestsAway();
        if (!front.commands.offer(next.draft, correlation + 2 + (away ? RESTS_AWAY : 0))) {
            return false;
        }
        waits = false;
        correlation += 2;
        if (away && flow.cancel(next)) {
            correlation += 2;
            while (!front.commands.offer(next.draft, correlation)) {
                Thread.onSpinWait();
            }
        }
        return true;
    }

    /** Writes the next order, which is sent later. */
    void prepare() {
        if (!waits) {
            flow.order(next);
            waits = true;
        }
    }

    /** Takes what was asked through the line to the back office's reading, until nothing is left to do. */
    void work() {
        int work = 1;
        while (work > 0) {
            work = front.agent.doWork() + hear() + middle.agent.doWork();
            work += books ? back.agent.doWork() : read();
        }
    }

    /** Makes room in the journals for what is to be appended next. */
    void makeRoom() {
        front.makeRoom();
        middle.makeRoom();
        back.makeRoom();
    }

    /** A turn of front and middle; gives how much was done. */
    int officesWork() {
        return front.agent.doWork() + middle.agent.doWork();
    }

    /** Takes the front's answers. */
    int hear() {
        return front.commands.pollReplies(onReply, Integer.MAX_VALUE);
    }

    private int read() {
        int read = 0;
        while (backReads.next()) {
            refuseRejected(backReads.record());
            read++;
        }
        return read;
    }

    private void refuseRejected(JournalRecord record) {
        if (record.templateId() == OrderRejectedDecoder.TEMPLATE_ID) {
            rejected.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            throw new IllegalStateException("an order was rejected: " + rejected);
        }
    }

    private void onReply(long number, Outcome outcome, long reference, long seq) {
        if (outcome != Outcome.RECORDED) {
            throw new IllegalStateException("a command was answered " + outcome);
        }
        if ((number & RESTS_AWAY) != 0) {
            flow.resting(reference);
        }
    }

    /** What is asked of it. */
    LineFlow flow() {
        return flow;
    }

    /** Records of front and middle so far. */
    long records() {
        return front.agent.seq() + middle.agent.seq();
    }

    @Override
    public void close() {
        backReads.close();
        front.close();
        middle.close();
        back.close();
        journals.forEach(ChronicleJournal::close);
    }
}
