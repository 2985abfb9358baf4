package throughline.twin;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.journal.MemoryJournal;
import throughline.message.ApprovalDecidedEncoder;
import throughline.message.Decision;
import throughline.message.LimitChangeRequestedEncoder;
import throughline.message.LimitSetEncoder;
import throughline.message.LimitsImportedEncoder;
import throughline.message.Metric;
import throughline.message.OverrideRequestedEncoder;
import throughline.message.RestrictionRequestedEncoder;
import throughline.message.Side;
import throughline.message.TradingState;
import throughline.message.TradingStateRequestedEncoder;
import throughline.office.Commands;
import throughline.office.Draft;
import throughline.office.OfficeAgent;
import throughline.office.OfficeStatus;
import throughline.office.Outcome;
import throughline.office.Replay;
import throughline.office.Stops;
import throughline.risk.FrontScript;
import throughline.risk.MiddleMachine;

/** The real middle office in one thread over journals in memory, the twin behind it, and one world of commands. */
final class TwinOffice implements RandomDesk.Office {
    private static final int RISK = RandomFront.TRADERS + 1;
    private static final int SECOND_RISK = RandomFront.TRADERS + 2;
    private static final Set<Outcome> DONE = EnumSet.of(Outcome.RECORDED, Outcome.REPEATED);

    private static final long TICK_NS = 2_000_000_000L;

    final MemoryJournal front = new MemoryJournal("front");
    final MemoryJournal middle = new MemoryJournal("middle");
    final MiddleMachine machine = new MiddleMachine();
    final FrontScript script = new FrontScript(front);
    final Follower follower = new Follower(front, middle);
    final RandomWorld world;
    private final Commands commands = new Commands(1 << 16);
    private final Draft draft = new Draft();
    private final OfficeAgent agent;
    private Outcome outcome;
    private long reference;
    private int imported;

    TwinOffice(long seed) {
        Replay replay = new Replay(machine, middle, List.of(front), Stops.NONE);
        agent = new OfficeAgent(
            replay, middle.appender(), commands, () -> script.timeNs, Stops.NONE, new OfficeStatus(), 100);
        agent.start(7, new byte[0]);
        world = new RandomWorld(new RandomFront(new SplittableRandom(seed), script, follower.twin), this, this::run);
    }

    void run() {
        work();
        follower.follow();
    }

    /**
     * Time goes on until the office ticks: its record names all that it has read. Of records of the front behind its
     * last one, such as a cancel, its journal does not know that they were read, and a replay does not read them.
     */
    void tick() {
        script.timeNs += TICK_NS;
        run();
    }

    /** Lets the office do all it has to do; a ring's wrap-around looks idle once, so it is asked twice. */
    void work() {
        int idle = 0;
        while (idle < 2) {
            idle = agent.doWork() > 0 ? 0 : idle + 1;
            commands.pollReplies((correlation, how, about, seq) -> {
                outcome = how;
                reference = about;
            }, 100);
        }
    }

    private <E extends MessageEncoderFlyweight> E draft(E encoder, int actor) {
        return draft.begin(encoder, actor, 0);
    }

    /** Sends the draft begun last, has a second person approve what waits for one. */
    private void send(Object begun, Outcome... alsoFine) {
        answer();
        if (outcome == Outcome.AWAITS_APPROVAL) {
            draft(new ApprovalDecidedEncoder(), SECOND_RISK).approvalId(reference).decision(Decision.APPROVE)
                .requestKey("").comment("");
            answer();
        }
        assertTrue(DONE.contains(outcome) || List.of(alsoFine).contains(outcome), begun + " was answered " + outcome);
    }

    private void answer() {
        outcome = null;
        commands.offer(draft, 1);
        work();
        follower.follow();
    }

    /** Ends the one import of limits. */
    void endImport() {
        send(draft(new LimitsImportedEncoder(), 0).count(imported).hash(1));
        imported = -1;
    }

    @Override
    public void limit(long scope, Metric metric, long value) {
        if (imported >= 0) {
            imported++;
            send(draft(new LimitSetEncoder(), 0).value(value).scope(scope).metric(metric).scopeName(""));
        } else {
            send(draft(new LimitChangeRequestedEncoder(), RISK).value(value).until(0).bodyHash(value).scope(scope)
                .metric(metric).scopeName("").requestKey("").reason("because"), Outcome.NOT_FOUND);
        }
    }

    @Override
    public void state(long scope, TradingState state) {
        send(draft(new TradingStateRequestedEncoder(), RISK).scope(scope).state(state).scopeName("").requestKey("")
            .reason("because"));
    }

    @Override
    public void restrict(Bounds.Restriction r) {
        send(draft(new RestrictionRequestedEncoder(), RISK).restrictionId(0).scope(r.scope())
            .instrumentId(r.instrument()).fromDate(r.from()).toDate(r.to())
            .side(r.side() == null ? Side.NULL_VAL : r.side()).removes((short) 0).scopeName("").issuer(r.issuer())
            .requestKey("").reason("because"));
    }

    @Override
    public void lift(long restrictionId) {
        Bounds.Restriction r = follower.twin.bounds.restrictions.get(restrictionId);
        send(draft(new RestrictionRequestedEncoder(), RISK).restrictionId(restrictionId).scope(r.scope())
            .instrumentId(r.instrument()).fromDate(r.from()).toDate(r.to())
            .side(r.side() == null ? Side.NULL_VAL : r.side()).removes((short) 1).scopeName("").issuer(r.issuer())
            .requestKey("").reason("because"));
    }

    @Override
    public void override(Bounds.Override o) {
        send(draft(new OverrideRequestedEncoder(), RISK).accountId(o.account()).instrumentId(o.instrument())
            .quantity(RandomFront.raw(o.most(), o.instrument())).until(o.untilNs()).side(o.side()).requestKey("")
            .reason("because"), Outcome.WRONG_STATE);
        // the account may be closed by now, or outside: of such there is nothing to override
        assertTrue(outcome == Outcome.RECORDED || outcome == Outcome.WRONG_STATE, () -> "answered " + outcome);
    }
}
