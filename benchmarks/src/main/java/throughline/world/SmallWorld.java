package throughline.world;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import throughline.back.BackMachine;
import throughline.books.Bookkeeper;
import throughline.capture.FrontMachine;
import throughline.firm.StrataCalendar;
import throughline.journal.Journal;
import throughline.journal.MemoryJournal;
import throughline.message.JournalId;
import throughline.office.Redecision;
import throughline.office.StateMachine;
import throughline.proof.Conservation;
import throughline.proof.Findings;
import throughline.risk.MiddleMachine;
import throughline.venue.Xsim;

/**
 * A firm's few days in one thread, from one seed, in virtual time, with stops at random points. After it all is quiet
 * it must be as if there had been no stop: every acknowledged order once, both sides of each match, holds = working
 * orders, books = the fold of the trades, each office's journal decided again byte for byte.
 */
final class SmallWorld {
    static final long START_NS = 1_780_000_000_000_000_000L;
    private static final int MOST_TURNS = 400_000;
    private static final int QUIET_TURNS = 200;
    private static final int FEW = 256;
    private static final StrataCalendar CALENDAR = new StrataCalendar();
    private static final int STOP_ONE_IN = 25;
    private static final int MOST_STARTS = 40;
    private static final int START_STOP_ONE_IN = 3;

    private final SplittableRandom random;
    private final Coverage coverage;
    private final boolean withStops;
    private final VirtualClock clock = new VirtualClock(START_NS);
    private final MemoryJournal frontJournal = new MemoryJournal("front");
    private final MemoryJournal middleJournal = new MemoryJournal("middle");
    private final MemoryJournal backJournal = new MemoryJournal("back");
    private final SmallOffice front;
    private final SmallOffice middle;
    private final SmallOffice back;
    private final StandInBooks books;
    private final Client frontClient;
    private final Client middleClient;
    private final Client backClient;
    private final Import reference;
    private final Import limits;
    private final Script script;
    private final Custodian custodian;

    SmallWorld(long seed, boolean withStops, Coverage coverage) {
        random = new SplittableRandom(seed);
        this.withStops = withStops;
        this.coverage = coverage;
        front = office(JournalId.FRONT, SmallWorld::frontMachine, frontJournal, List.of(middleJournal, backJournal),
            SmallFirm.FRONT_CONFIGURATION);
        middle = office(JournalId.MIDDLE, SmallWorld::middleMachine, middleJournal, List.of(frontJournal),
            SmallFirm.CONFIGURATION);
        back = office(JournalId.BACK, SmallWorld::backMachine, backJournal, List.of(middleJournal),
            SmallFirm.CONFIGURATION);
        books = new StandInBooks(random.split());
        back.add(() -> new Bookkeeper(backJournal, books, back, clock::nanoTime));
        frontClient = new Client(front, clock, random.split());
        middleClient = new Client(middle, clock, random.split());
        backClient = new Client(back, clock, random.split());
        reference = new Import(back, SmallFirm.reference());
        limits = new Import(middle, SmallFirm.limits());
        custodian = new Custodian(back, CALENDAR);
        script = new Script(random.split(), frontClient, middleClient, backClient, frontJournal);
    }

    private static StateMachine frontMachine() {
        return new FrontMachine(Xsim::new, FEW);
    }

    private static StateMachine middleMachine() {
        return new MiddleMachine(FEW);
    }

    private static StateMachine backMachine() {
        return new BackMachine(CALENDAR);
    }

    private SmallOffice office(JournalId id, Supplier<StateMachine> machines, MemoryJournal journal,
        List<MemoryJournal> inputs, String configuration) {
        return new SmallOffice(id, machines, journal, inputs, configuration, clock, random.split(), coverage);
    }

    /** Lives the firm's days, then proves them. */
    void run() {
        int quiet = 0;
        for (int turn = 0; quiet < QUIET_TURNS; turn++) {
            if (turn > MOST_TURNS) {
                throw new AssertionError("not quiet after " + MOST_TURNS + " turns: " + unfinished());
            }
            boolean lively = !script.isDone() || !reference.isDone() || !limits.isDone();
            if (lively) {
                turn();
                quiet = 0;
            } else {
                calm();
                quiet = workAll() == 0 && areBooksUpToDate() ? quiet + 1 : 0;
            }
        }
        prove();
    }

    /** A bookkeeper that found the database away waits for time to pass. */
    private boolean areBooksUpToDate() {
        if (back.isUp() && books.positionSeq() == back.seq()) {
            return true;
        }
        clock.advance(10_000_000L);
        return false;
    }

    private String unfinished() {
        return "front asks " + frontClient.open() + ", middle " + middleClient.open() + ", back " + backClient.open()
            + ", imports " + reference.isDone() + " " + limits.isDone() + ", books at " + books.positionSeq()
            + ", script done " + script.isDone();
    }

    private void turn() {
        SmallOffice office = switch (random.nextInt(3)) {
            case 0 -> front;
            case 1 -> middle;
            default -> back;
        };
        mayStop(office, STOP_ONE_IN);
        if (!office.isUp()) {
            if (random.nextInt(4) == 0) {
                mayStop(office, START_STOP_ONE_IN);
                office.start();
            }
        } else if (random.nextInt(3) > 0) {
            office.work();
        } else {
            office.workBeside();
        }
        switch (random.nextInt(8)) {
            case 0 -> frontClient.work();
            case 1 -> middleClientOrImport();
            case 2 -> backClientOrImport();
            case 3 -> clock.advance(random.nextInt(20) == 0 ? 1_000_000_000L : random.nextLong(10_000_000L));
            case 4 -> act();
            case 5 -> settle();
            default -> { }
        }
    }

    private void act() {
        if (reference.isDone() && limits.isDone()) {
            script.act();
        }
    }

    private void settle() {
        if (reference.isDone() && random.nextInt(8) == 0) {
            custodian.work();
        }
    }

    private int middleClientOrImport() {
        return limits.isDone() ? middleClient.work() : limits.work();
    }

    private int backClientOrImport() {
        return reference.isDone() ? backClient.work() : reference.work();
    }

    private void mayStop(SmallOffice office, int oneIn) {
        if (withStops && office.starts() <= MOST_STARTS && random.nextInt(oneIn) == 0) {
            Targets.arm(office, random);
        }
    }

    /** No more stops; whoever is down is started. */
    private void calm() {
        books.calm();
        List.of(frontClient, middleClient, backClient).forEach(Client::calm);
        for (SmallOffice office : List.of(front, middle, back)) {
            office.disarm();
            if (!office.isUp()) {
                office.start();
            }
        }
    }

    private int workAll() {
        int work = 0;
        for (SmallOffice office : List.of(front, middle, back)) {
            work += office.work() + office.workBeside();
        }
        return work + custodian.work() + frontClient.work() + middleClient.work() + backClient.work();
    }

    private void prove() {
        Findings findings = new Findings();
        Conservation conservation = new Conservation(frontJournal, middleJournal, backJournal, findings);
        conservation.prove(Long.MAX_VALUE, read -> { });
        findings.check(books.positionSeq() == conservation.back().seq(),
            () -> "the books stand at " + books.positionSeq()
            + ", the back journal at " + conservation.back().seq());
        books.compare(conservation.back(), findings);
        Acknowledged.check(frontJournal, script.acknowledged(), findings);
        FixStates.check(frontJournal, findings);
        redecide(frontMachine(), frontJournal, List.of(middleJournal, backJournal), findings);
        redecide(middleMachine(), middleJournal, List.of(frontJournal), findings);
        redecide(backMachine(), backJournal, List.of(middleJournal), findings);
        if (!findings.none()) {
            throw new AssertionError(findings.toString());
        }
    }

    private static void redecide(StateMachine machine, Journal journal, List<Journal> inputs, Findings findings) {
        try (Redecision redecision = new Redecision(machine, journal, inputs)) {
            boolean more = true;
            while (more) {
                more = redecision.next();
            }
            findings.check(redecision.difference().isEmpty(), () -> redecision.difference());
        }
    }

    /** The three journals' documents, for those who compare two runs. */
    List<List<byte[]>> journals() {
        return List.of(frontJournal.documents(), middleJournal.documents(), backJournal.documents());
    }
}
