package throughline.linebench;

import java.nio.file.Path;
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
import throughline.message.OrderRejectedDecoder;
import throughline.message.ScopeKind;
import throughline.office.Commands;
import throughline.office.DataDirectory;
import throughline.office.Outcome;
import throughline.risk.MiddleMachine;
import throughline.venue.Xsim;

/**
 * A firm's line in one thread: front and middle office are real agents over journals in files, with every control on at
 * every scope; the back office has imported the firm and opened its day, and then reads what the middle clears as its
 * agent would, CRC, seq and step checked, without booking it. Closed days and snapshots are beside the point here.
 */
final class LineFirm implements AutoCloseable {
    static final int ACCOUNTS = Integer.getInteger("acc", 1000);
    static final int INSTRUMENTS = Integer.getInteger("ins", 500);
    static final int TRADERS = 50;

    private static final String FRONT_CONFIGURATION = "street=off\nccp.party=" + Imports.CCP + "\n";
    private static final int RESTS_AWAY = 1;

    final FrontMachine frontMachine;
    final MiddleMachine middleMachine = new MiddleMachine();
    private final DataDirectory directory;
    private final LineOffice front;
    private final LineOffice middle;
    private final LineOffice back;
    private final RecordCursor backReads;
    private final Commands.ReplyHandler onReply = this::onReply;
    private final OrderRejectedDecoder rejected = new OrderRejectedDecoder();
    private LineFlow flow;
    private long answered;
    private long correlation;

    /** A firm whose day is open, with nothing held. */
    LineFirm(Path data, int expectedOrders) {
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

    /** A journal of the firm, opened anew. */
    ChronicleJournal journal(JournalId id) {
        return ChronicleJournal.open(directory.journal(id));
    }

    private void open() {
        Imports imports = new Imports(back.draft, back::send);
        imports.reference(ACCOUNTS, INSTRUMENTS, TRADERS);
        imports.cash(ACCOUNTS);
        imports.open();
        settle();
        WideLimits.each(this::ids, (metric, scope) -> {
            LimitSetEncoder limit = new LimitSetEncoder();
            middle.draft.begin(limit, 0, 0).oldValue(LimitSetEncoder.oldValueNullValue()).value(WideLimits.of(metric))
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

    private IntStream ids(ScopeKind kind) {
        IntStream accounts = IntStream.rangeClosed(1, ACCOUNTS);
        IntStream traders = IntStream.range(Imports.TRADER, Imports.TRADER + TRADERS);
        return switch (kind) {
            case DESK -> accounts.map(middleMachine.accounts()::deskId).distinct();
            case TRADER -> traders;
            case SESSION -> traders.map(middleMachine.names()::sessionOf);
            case ACCOUNT, GROUP -> accounts;
            case CLIENT -> accounts.filter(Imports::isClient).map(middleMachine.accounts()::partyId);
            case INSTRUMENT -> IntStream.rangeClosed(1, INSTRUMENTS);
            case SECTOR -> IntStream.rangeClosed(1, INSTRUMENTS).map(middleMachine.instruments()::sectorId).distinct();
            default -> IntStream.empty();
        };
    }

    private void settle() {
        while (back.agent.doWork() + front.agent.doWork() + middle.agent.doWork() > 0) {
            Thread.onSpinWait();
        }
    }

    /** Who trades from here on. */
    void follow(LineFlow traders) {
        flow = traders;
    }

    /** Puts so many orders on the ring, and the cancels that are due; they fit. */
    void ask(int orders) {
        for (int i = 0; i < orders; i++) {
            flow.order(front.draft);
            correlation += 2;
            offer(correlation + (flow.lastRestsAway() ? RESTS_AWAY : 0));
            if (flow.lastRestsAway() && flow.cancel(front.draft)) {
                correlation += 2;
                offer(correlation);
            }
        }
    }

    private void offer(long number) {
        if (!front.commands.offer(front.draft, number)) {
            throw new IllegalStateException("the ring is full");
        }
    }

    /** Takes what was asked through the line to the back office's reading, until nothing is left to do. */
    void work() {
        int work = 1;
        while (work > 0) {
            work = front.agent.doWork();
            work += front.commands.pollReplies(onReply, Integer.MAX_VALUE);
            work += middle.agent.doWork();
            while (backReads.next()) {
                refuseRejected(backReads.record());
                work++;
            }
        }
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
        answered++;
        if ((number & RESTS_AWAY) != 0) {
            flow.resting(reference);
        }
    }

    /** Commands answered so far. */
    long answered() {
        return answered;
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
    }
}
