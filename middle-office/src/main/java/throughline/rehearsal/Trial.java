package throughline.rehearsal;

import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.collections.Long2LongHashMap;
import throughline.limit.Limits;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.LimitSetDecoder;
import throughline.message.OfficeStartedDecoder;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderRestatedDecoder;
import throughline.message.ReplaceRequestedDecoder;
import throughline.message.TradingStateSetDecoder;
import throughline.office.Replay;
import throughline.office.StateMachine;
import throughline.office.Step;
import throughline.risk.MiddleMachine;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * A span of the past led through two machines side by side: as it stood, and as it would have stood with the proposed
 * limits. To the replay that feeds it it is the first of them. Each order is judged by both once the record of its
 * decision comes by, which says when that was made. One thread.
 */
final class Trial implements StateMachine {
    private static final int USUAL_HOLDS = 1 << 12;

    /** What of the decision being read the second machine applies. */
    private enum Mode {
        /** Not known yet. */
        OPEN,
        /** What it has judged itself. */
        AS_JUDGED,
        /**
         * What is on record: an order that was rejected and would have passed; what it might have done is not known.
         */
        AS_RECORDED
    }

    private final MiddleMachine past = new MiddleMachine(USUAL_HOLDS);
    private final Span span;
    private final List<Proposal> proposals;
    private final Findings findings;
    private final LeftOut leftOut = new LeftOut();
    private final Long2LongHashMap firstDifference = new Long2LongHashMap(0);
    private final ExpandableArrayBuffer askedBytes = new ExpandableArrayBuffer(1 << 10);
    private final JournalRecord asked = new JournalRecord();
    private final Judgement onRecord = new Judgement();
    private final LimitSetDecoder limitSet = new LimitSetDecoder();
    private final TradingStateSetDecoder stateSet = new TradingStateSetDecoder();
    private Course asItStood;
    private Course asProposed;
    private Latches latches;
    private long askedSeq;
    private long judgedSeq;
    private boolean judgesBoth;
    private Mode mode = Mode.OPEN;
    private boolean ended;

    /** Before the first record, with what is proposed for a span and where to tell what is found. */
    Trial(Span span, List<Proposal> proposals, Findings findings) {
        this.span = span;
        this.proposals = proposals;
        this.findings = findings;
    }

    /** Business date of the session last opened; 0: none. */
    int sessionDate() {
        return past.day().sessionDate();
    }

    /** Whether the span has begun. */
    boolean hasBegun() {
        return asProposed != null;
    }

    /** Whether the span lies behind it. */
    boolean hasEnded() {
        return ended;
    }

    /** Begins if the span does behind the record replayed last; never within a step, which is one decision. */
    void beginIfDue(Replay replay) {
        boolean whole = replay.seq() == 0 || replay.record().isLastOfStep();
        if (!hasBegun() && whole && span.beginsBehind(replay.seq())) {
            begin();
        }
    }

    /** From here the proposed limits stand in a machine of their own. */
    private void begin() {
        MiddleMachine proposed = new MiddleMachine(USUAL_HOLDS);
        StateCopy.of(past, proposed);
        asItStood = new Course(past, proposals);
        asProposed = new Course(proposed, proposals);
        latches = new Latches(proposed);
        proposals.forEach(this::propose);
    }

    private void propose(Proposal one) {
        asProposed.machine().limits().set(one.scope(), one.metric(), one.value());
    }

    @Override
    public void input(JournalId from, JournalRecord record) {
        if (ended) {
            return;
        }
        if (!hasBegun() && span.beginsAt(record)) {
            begin();
        }
        if (hasBegun() && span.endsBefore(record)) {
            ended = true;
            return;
        }
        past.input(from, record);
        if (!hasBegun()) {
            return;
        }
        if (asksForJudgement(record.templateId())) {
            askedBytes.putBytes(0, record.buffer(), 0, record.length());
            asked.wrap(askedBytes, 0, record.length());
            askedSeq = record.seq();
        }
        if (leftOut.takes(record)) {
            leftOut.note(record);
        } else {
            asProposed.machine().input(from, leftOut.asItWouldBe(record));
            latches.input(record);
        }
    }

    private static boolean asksForJudgement(int templateId) {
        return templateId == OrderCapturedDecoder.TEMPLATE_ID || templateId == ReplaceRequestedDecoder.TEMPLATE_ID
            || templateId == OrderRestatedDecoder.TEMPLATE_ID;
    }

    @Override
    public void apply(JournalRecord record) {
        if (ended) {
            return;
        }
        if (!hasBegun() && span.beginsAt(record)) {
            begin();
        }
        if (!hasBegun()) {
            past.apply(record);
            return;
        }
        latches.before(record);
        boolean decides = askedSeq != 0 && record.causeSeq() == askedSeq
            && record.causeJournal() == JournalId.FRONT.value();
        if (decides && judgedSeq != askedSeq) {
            judge(record);
        }
        past.apply(record);
        if (!decides) {
            applyRecorded(record);
        } else if (judgesBoth) {
            applyDecision(record);
        }
        latches.after(record);
    }

    /** Both judge on the state before the decision's first record. */
    private void judge(JournalRecord first) {
        judgedSeq = askedSeq;
        judgesBoth = !leftOut.has(asked.orderId());
        mode = Mode.OPEN;
        asItStood.judge(asked, first.seq(), first.timeNs());
        if (judgesBoth) {
            asProposed.judge(asked, first.seq(), first.timeNs());
        }
    }

    private void applyDecision(JournalRecord record) {
        if (Judgement.is(record.templateId())) {
            onRecord.read(record);
            Judgement now = asProposed.of(record.orderId());
            if (mode == Mode.OPEN) {
                mode = now.accepts() && !onRecord.accepts() ? Mode.AS_RECORDED : Mode.AS_JUDGED;
                if (mode == Mode.AS_JUDGED) {
                    asProposed.applyJudged();
                    now = asProposed.of(record.orderId());
                }
            }
            compare(now, record.timeNs());
        }
        if (mode != Mode.AS_JUDGED) {
            applyRecorded(record);
        }
    }

    private void compare(Judgement now, long timeNs) {
        findings.judged(asItStood.of(onRecord.orderId()).agrees(onRecord));
        if (now.agrees(onRecord)) {
            return;
        }
        long account = onRecord.accountId();
        long first = firstDifference.get(account);
        findings.differed(new Difference(onRecord.orderId(), onRecord.requestSeq(), onRecord.accountId(),
            onRecord.instrumentId(), timeNs, onRecord.ruling(), now.ruling(), first != 0 && first != judgedSeq));
        if (now.accepts() != onRecord.accepts() && first == 0) {
            firstDifference.put(account, judgedSeq);
        }
        if (!now.accepts() && onRecord.accepts()) {
            if (onRecord.requestSeq() != 0) {
                leftOut.addAmendment(onRecord.requestSeq());
            } else {
                leftOut.add(onRecord.orderId(), asProposed.machine().exposures());
            }
        }
    }

    /** What the second machine applies of the record as it stands. */
    private void applyRecorded(JournalRecord record) {
        if (record.templateId() == OfficeStartedDecoder.TEMPLATE_ID) {
            findings.started(record, rulesVersion());
        }
        if (leftOut.takes(record) || record.templateId() == TradingStateSetDecoder.TEMPLATE_ID && !stands(record)) {
            return;
        }
        asProposed.machine().apply(record);
        if (record.templateId() == LimitSetDecoder.TEMPLATE_ID) {
            limitSet.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            for (Proposal one : proposals) {
                if (one.scope() == limitSet.scope() && one.metric() == limitSet.metric()) {
                    propose(one);
                }
            }
        }
    }

    /**
     * Whether a trading state would have been set too. What the office set for a loss is set if there is one here; what
     * it set in rejecting an order that would have passed is not.
     */
    private boolean stands(JournalRecord record) {
        stateSet.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        return switch (stateSet.reason()) {
            case DAILY_LOSS -> latches.takes(stateSet.scope());
            case REPEATED_EXECUTION -> false;
            default -> true;
        };
    }

    /** What was counted of the proposed limits' forerunners, limit by limit; before the span nothing. */
    List<Numbers> before() {
        return hasBegun() ? asItStood.numbers() : nothing();
    }

    /** What was counted of the proposed limits. */
    List<Numbers> after() {
        return hasBegun() ? asProposed.numbers() : nothing();
    }

    private List<Numbers> nothing() {
        return proposals.stream().map(one -> Numbers.OF_NOTHING).toList();
    }

    /** The bound that stands as it was; {@link Limits#NONE}: none. */
    long standing(Proposal one) {
        return past.limits().value(one.scope(), one.metric());
    }

    /** The machine as it stood. */
    MiddleMachine past() {
        return past;
    }

    /** The machine with the proposed limits; null: the span has not begun. */
    MiddleMachine proposed() {
        return hasBegun() ? asProposed.machine() : null;
    }

    @Override
    public JournalId journal() {
        return past.journal();
    }

    @Override
    public List<JournalId> inputs() {
        return past.inputs();
    }

    @Override
    public int rulesVersion() {
        return past.rulesVersion();
    }

    @Override
    public void save(StateSink sink) {
        past.save(sink);
    }

    @Override
    public void load(StateSource source) {
        past.load(source);
    }

    @Override
    public void decide(JournalId from, JournalRecord record, Step step) {
        throw new UnsupportedOperationException("a trial is led, it decides nothing");
    }

    @Override
    public void command(JournalRecord draft, Step step) {
        throw new UnsupportedOperationException("a trial takes no commands");
    }

    @Override
    public void tick(Step step) {
        throw new UnsupportedOperationException("a trial has no clock");
    }

    @Override
    public long workSeq() {
        return 0;
    }

    @Override
    public void work(Step step) {
        throw new UnsupportedOperationException("a trial has no work of its own");
    }

    @Override
    public long deadlineNs() {
        return NEVER;
    }

    @Override
    public boolean endsDay(JournalRecord record) {
        return false;
    }
}
