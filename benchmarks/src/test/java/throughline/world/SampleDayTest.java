package throughline.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.back.BackMachine;
import throughline.books.BooksAwayException;
import throughline.capture.FrontMachine;
import throughline.files.BadReferenceFilesException;
import throughline.files.LineFile;
import throughline.files.OrderFile;
import throughline.files.OrderLine;
import throughline.files.ReferenceFiles;
import throughline.files.ReferenceRows;
import throughline.files.SampleDay;
import throughline.firm.StrataCalendar;
import throughline.journal.Journal;
import throughline.journal.MemoryJournal;
import throughline.message.JournalId;
import throughline.message.TradingState;
import throughline.office.Draft;
import throughline.office.Redecision;
import throughline.office.StateMachine;
import throughline.operations.ReferenceDrafts;
import throughline.proof.Conservation;
import throughline.proof.Findings;
import throughline.risk.MiddleMachine;
import throughline.venue.Xsim;

/**
 * The sample firm's sample day with limit changes, a halt and three restarts: each office's journal, decided again in
 * the order and with the times its records fix, is equal byte for byte; hledger finds nothing wrong in its books.
 */
final class SampleDayTest {
    private static final int MONDAY = (int) java.time.LocalDate.of(2026, 11, 23).toEpochDay();
    private static final long START_NS = 1_795_430_000_000_000_000L;
    private static final String CONFIGURATION =
        "ccp.party=2\nstreet=on\nstreet.account=STREET\nstreet.bps=100\nstreet.size=100000\n";

    private final VirtualClock clock = new VirtualClock(START_NS);
    private final SplittableRandom random = new SplittableRandom(1);
    private final MemoryJournal frontJournal = new MemoryJournal("front");
    private final MemoryJournal middleJournal = new MemoryJournal("middle");
    private final MemoryJournal backJournal = new MemoryJournal("back");
    private final StrataCalendar calendar = new StrataCalendar();
    private final SmallOffice front =
        office(JournalId.FRONT, this::frontMachine, frontJournal, List.of(middleJournal, backJournal));
    private final SmallOffice middle =
        office(JournalId.MIDDLE, MiddleMachine::new, middleJournal, List.of(frontJournal));
    private final SmallOffice back = office(JournalId.BACK, this::backMachine, backJournal, List.of(middleJournal));
    private final Client trader = new Client(front, clock, random.split());
    private final Client officer = new Client(middle, clock, random.split());

    private StateMachine frontMachine() {
        return new FrontMachine(Xsim::new);
    }

    private StateMachine backMachine() {
        return new BackMachine(calendar);
    }

    private SmallOffice office(JournalId id, Supplier<StateMachine> machines, MemoryJournal journal,
        List<MemoryJournal> inputs) {
        SmallOffice office =
            new SmallOffice(id, machines, journal, inputs, CONFIGURATION, clock, random.split(), new Coverage());
        office.compareEvery(500);
        return office;
    }

    @Test
    void decidedAgainItIsTheSameByteForByteAndItsBooksAreEven(@TempDir Path data)
        throws IOException, BadReferenceFilesException, BooksAwayException, InterruptedException {
        ReferenceRows rows = ReferenceFiles.shipped().read();
        List.of(back, front, middle).forEach(SmallOffice::start);
        importAll(rows);
        List<OrderLine> orders = orders(rows);
        for (int i = 0; i < orders.size(); i++) {
            SampleDrafts.order(trader, orders.get(i));
            happens(i);
            pump();
        }
        settleDown();
        assertEquals(orders.size(), captured(), "orders captured");
        decideAgain(frontMachine(), frontJournal, List.of(middleJournal, backJournal));
        decideAgain(new MiddleMachine(), middleJournal, List.of(frontJournal));
        decideAgain(backMachine(), backJournal, List.of(middleJournal));
        SampleDayExport.judge(backJournal, data);
    }

    /** What happens beside the orders, by how many there were. */
    private void happens(int order) {
        switch (order) {
            case 500 -> SampleDrafts.limit(officer, 500, "tighter");
            case 900 -> restart(middle);
            case 1_000 -> SampleDrafts.state(officer, TradingState.HALTED);
            case 1_200 -> SampleDrafts.state(officer, TradingState.REDUCE_ONLY);
            case 1_250 -> SampleDrafts.state(officer, TradingState.ACTIVE);
            case 1_500 -> restart(front);
            case 2_000 -> SampleDrafts.limit(officer, 5_000, "wider");
            case 2_500 -> restart(back);
            default -> { }
        }
    }

    private void restart(SmallOffice office) {
        office.kill();
        office.start();
    }

    private void importAll(ReferenceRows rows) {
        ReferenceDrafts reference = new ReferenceDrafts(rows, MONDAY);
        List<Consumer<Draft>> drafts = new ArrayList<>();
        for (int i = 0; i < reference.count(); i++) {
            int index = i;
            drafts.add(draft -> reference.write(index, draft));
        }
        Import books = new Import(back, drafts);
        while (!books.isDone()) {
            books.work();
            pump();
        }
        Import limits = new Import(middle, SampleDrafts.limits(rows));
        settleDown();
        while (!limits.isDone()) {
            limits.work();
            pump();
        }
        settleDown();
    }

    private static List<OrderLine> orders(ReferenceRows rows) throws IOException {
        StringBuilder csv = new StringBuilder();
        SampleDay.write(rows, SampleDay.SEED, SampleDay.ORDERS, csv);
        List<OrderLine> lines = new ArrayList<>();
        try (LineFile<OrderLine> file = OrderFile.of(
            new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)), "sample day")) {
            boolean more = true;
            while (more) {
                more = file.poll(new LineFile.Listener<>() {
                    @Override
                    public void onLine(OrderLine line) {
                        lines.add(line);
                    }

                    @Override
                    public void onBadLine(long number, String reason) {
                        throw new AssertionError("line " + number + ": " + reason);
                    }
                });
            }
        }
        return lines;
    }

    private int pump() {
        clock.advance(1_000_000L);
        int work = trader.work() + officer.work();
        for (SmallOffice office : List.of(front, middle, back)) {
            work += office.work() + office.workBeside();
        }
        return work;
    }

    private void settleDown() {
        int quiet = 0;
        while (quiet < 3 || !trader.isIdle() || !officer.isIdle()) {
            quiet = pump() == 0 ? quiet + 1 : 0;
        }
    }

    private long captured() {
        Findings findings = new Findings();
        Conservation conservation = new Conservation(frontJournal, middleJournal, backJournal, findings);
        conservation.prove(Long.MAX_VALUE, read -> { });
        assertTrue(findings.none(), findings.toString());
        return conservation.front().orders();
    }

    private static void decideAgain(StateMachine machine, Journal journal, List<Journal> inputs) {
        try (Redecision redecision = new Redecision(machine, journal, inputs)) {
            boolean more = true;
            while (more) {
                more = redecision.next();
            }
            assertEquals("", redecision.difference());
            assertTrue(redecision.decided() > 1_000, "steps decided again: " + redecision.decided());
            System.out.println("sample day: " + machine.journal() + ": " + redecision.decided()
                + " steps decided again to seq " + redecision.seq() + ", equal byte for byte");
        }
    }
}
