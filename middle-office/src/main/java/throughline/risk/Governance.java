package throughline.risk;

import java.nio.charset.StandardCharsets;
import throughline.limit.Approvals;
import throughline.limit.LimitChanges;
import throughline.limit.Limits;
import throughline.limit.RiskDay;
import throughline.limit.TradingStates;
import throughline.message.AccessRefusedEncoder;
import throughline.message.ApprovalDecidedDecoder;
import throughline.message.ApprovalDecidedEncoder;
import throughline.message.Decision;
import throughline.message.JournalRecord;
import throughline.message.LimitChangeRequestedDecoder;
import throughline.message.LimitChangeRequestedEncoder;
import throughline.message.LimitSetDecoder;
import throughline.message.LimitSetEncoder;
import throughline.message.LimitsImportedEncoder;
import throughline.message.Metric;
import throughline.message.RiskDayOpenedEncoder;
import throughline.message.TradingState;
import throughline.message.TradingStateRequestedDecoder;
import throughline.message.TradingStateRequestedEncoder;
import throughline.message.TradingStateSetEncoder;
import throughline.office.Outcome;
import throughline.office.Requests;
import throughline.office.Step;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.Scope;
import throughline.reference.Users;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * Decides what risk officers ask for: what tightens holds at once, what loosens waits for a second person and never for
 * the one who asked. Reads the state and changes none of it. One thread.
 */
final class Governance {
    private static final byte[] NO_RIGHT = "a change of risk".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OWN_REQUEST = "the approval of an own request".getBytes(StandardCharsets.US_ASCII);

    private final Limits limits;
    private final LimitChanges changes;
    private final TradingStates states;
    private final Approvals approvals;
    private final Requests requests;
    private final Refusals refusals;
    private final RiskDay day;
    private final Instruments instruments;
    private final Accounts accounts;
    private final Users users;

    private final LimitSetDecoder imported = new LimitSetDecoder();
    private final LimitChangeRequestedDecoder limitAsked = new LimitChangeRequestedDecoder();
    private final TradingStateRequestedDecoder stateAsked = new TradingStateRequestedDecoder();
    private final ApprovalDecidedDecoder decided = new ApprovalDecidedDecoder();
    private final LimitChangeRequestedEncoder limitRequested = new LimitChangeRequestedEncoder();
    private final TradingStateRequestedEncoder stateRequested = new TradingStateRequestedEncoder();
    private final ApprovalDecidedEncoder approvalDecided = new ApprovalDecidedEncoder();
    private final LimitSetEncoder limitSet = new LimitSetEncoder();
    private final TradingStateSetEncoder stateSet = new TradingStateSetEncoder();
    private final LimitsImportedEncoder limitsImported = new LimitsImportedEncoder();
    private final RiskDayOpenedEncoder riskDayOpened = new RiskDayOpenedEncoder();

    Governance(MiddleMachine machine, Requests requests, Refusals refusals) {
        this.limits = machine.limits();
        this.changes = machine.limitChanges();
        this.states = machine.tradingStates();
        this.approvals = machine.approvals();
        this.day = machine.day();
        this.instruments = machine.instruments();
        this.accounts = machine.accounts();
        this.users = machine.users();
        this.requests = requests;
        this.refusals = refusals;
    }

    /** The office itself imports a limit, before the import has ended. */
    void importLimit(JournalRecord draft, Step step) {
        imported.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        long key = imported.scope();
        if (draft.actor() != 0) {
            step.answer(Outcome.FORBIDDEN, 0);
        } else if (day.isImported() || imported.value() == Limits.NONE || !Limits.isAllowed(key, imported.metric(), imported.value())) {
            step.answer(Outcome.WRONG_STATE, 0);
        } else if (!isKnown(key)) {
            step.answer(Outcome.NOT_FOUND, 0);
        } else if (limits.value(key, imported.metric()) == imported.value()) {
            step.answer(Outcome.REPEATED, 0);
        } else {
            step.answer(Outcome.RECORDED, step.nextSeq());
            step.adopt(limitSet, draft, 0).oldValue(limits.value(key, imported.metric()))
                .until(LimitChanges.PERMANENT).requestSeq(0).requestedBy(0).approvedBy(0);
        }
    }

    private boolean isKnown(long scope) {
        int account = Scope.accountId(scope);
        int instrument = Scope.instrumentId(scope);
        return (account == 0 || accounts.isKnown(account)) && (instrument == 0 || instruments.isKnown(instrument));
    }

    /** The office itself ends the import; the day opens if the front's session is open. */
    void endImport(JournalRecord draft, Step step) {
        if (draft.actor() != 0) {
            step.answer(Outcome.FORBIDDEN, 0);
        } else if (day.isImported()) {
            step.answer(Outcome.REPEATED, 0);
        } else if (!day.hasSession()) {
            step.answer(Outcome.NOT_READY, 0);
        } else {
            step.answer(Outcome.RECORDED, step.nextSeq());
            step.adopt(limitsImported, draft, 0);
            if (day.isSessionOpen()) {
                step.add(riskDayOpened, 0).businessDate(day.sessionDate());
            }
        }
    }

    /** Someone asks for another limit. */
    void changeLimit(JournalRecord draft, Step step) {
        LimitChangeRequestedDecoder asked = limitAsked;
        asked.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        asked.skipScopeName();
        int at = asked.limit() + LimitChangeRequestedDecoder.requestKeyHeaderLength();
        if (requests.answersRepeat(step, draft.buffer(), at, asked.requestKeyLength(), asked.bodyHash())
            || !mayChange(draft, step, asked.scope())) {
            return;
        }
        long key = asked.scope();
        Metric metric = asked.metric();
        long value = asked.value();
        boolean past = asked.until() != LimitChanges.DAY_END && asked.until() <= step.timeNs();
        if (!Limits.isAllowed(key, metric, value) || past) {
            step.answer(Outcome.WRONG_STATE, 0);
            return;
        }
        long old = limits.value(key, metric);
        if (value == Limits.NONE && old == Limits.NONE) {
            step.answer(Outcome.NOT_FOUND, 0);
            return;
        }
        long request = step.nextSeq();
        boolean waits = Limits.loosens(key, metric, old, value);
        step.adopt(limitRequested, draft, 0);
        step.answer(waits ? Outcome.AWAITS_APPROVAL : Outcome.RECORDED, request);
        if (!waits) {
            setLimit(step, key, metric, value, LimitChanges.PERMANENT).requestSeq(request)
                .requestedBy(draft.actor());
        }
    }

    /** Adds the record of a limit; who asked and who approved are for the caller to fill. */
    private LimitSetEncoder setLimit(Step step, long key, Metric metric, long value, long until) {
        return step.add(limitSet, 0).oldValue(limits.value(key, metric)).value(value).until(until).scope(key).metric(metric);
    }

    /** Whether a risk officer may act on a scope: one of a desk on that desk's accounts alone. */
    private boolean mayActOn(int user, int accountId) {
        return users.has(user, Users.RISK) && (users.deskId(user) == 0
            || accounts.isKnown(accountId) && users.mayUseDesk(user, accounts.deskId(accountId)));
    }

    private boolean mayChange(JournalRecord draft, Step step, long scope) {
        if (!mayActOn(draft.actor(), Scope.accountId(scope))) {
            refusals.refuse(draft, NO_RIGHT, step);
        } else if (!day.isImported()) {
            step.answer(Outcome.NOT_READY, 0);
        } else if (!isKnown(scope)) {
            step.answer(Outcome.NOT_FOUND, 0);
        } else {
            return true;
        }
        return false;
    }

    /** Someone asks for another trading state. */
    void changeState(JournalRecord draft, Step step) {
        TradingStateRequestedDecoder asked = stateAsked;
        asked.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        asked.skipScopeName();
        int at = asked.limit() + TradingStateRequestedDecoder.requestKeyHeaderLength();
        if (requests.answersRepeat(step, draft.buffer(), at, asked.requestKeyLength(), asked.bodyHash())
            || !mayChange(draft, step, asked.scope())) {
            return;
        }
        TradingState state = asked.state();
        if (state.value() > TradingState.HALTED.value()) {
            step.answer(Outcome.WRONG_STATE, 0);
            return;
        }
        long key = asked.scope();
        long request = step.nextSeq();
        boolean waits = state.value() < states.state(key).value();
        step.adopt(stateRequested, draft, 0);
        step.answer(waits ? Outcome.AWAITS_APPROVAL : Outcome.RECORDED, request);
        if (!waits) {
            setState(step, key, state).requestSeq(request).requestedBy(draft.actor());
        }
    }

    private TradingStateSetEncoder setState(Step step, long key, TradingState state) {
        return step.add(stateSet, 0).scope(key).oldState(states.state(key)).state(state);
    }

    /** A second person decides. */
    void decideApproval(JournalRecord draft, Step step) {
        decided.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        int at = decided.limit() + ApprovalDecidedDecoder.requestKeyHeaderLength();
        if (requests.answersRepeat(step, draft.buffer(), at, decided.requestKeyLength(), decided.bodyHash())) {
            return;
        }
        int row = approvals.row(decided.approvalId());
        if (!users.has(draft.actor(), Users.RISK)
            || row != Table.NONE && !mayActOn(draft.actor(), Scope.accountId(approvals.key(row)))) {
            refusals.refuse(draft, NO_RIGHT, step);
        } else if (row == Table.NONE) {
            step.answer(Outcome.NOT_FOUND, 0);
        } else if (approvals.requestedBy(row) == draft.actor()) {
            refusals.refuse(draft, OWN_REQUEST, step);
        } else if (approvals.status(row) != Approvals.PENDING || !isDecision(decided.decision())
            || decided.decision() == Decision.APPROVE && isOvertaken(row, step.timeNs())) {
            step.answer(Outcome.WRONG_STATE, 0);
        } else {
            step.answer(Outcome.RECORDED, step.nextSeq());
            boolean approves = decided.decision() == Decision.APPROVE;
            step.adopt(approvalDecided, draft, 0);
            if (approves) {
                carryOut(row, draft.actor(), step);
            }
        }
    }

    /**
     * Whether what was asked can no longer be granted as it was asked: its time has passed, or someone tightened the
     * limit, or set the scope's state, since. It can only be rejected, and asked anew.
     */
    private boolean isOvertaken(int row, long timeNs) {
        if (approvals.metric(row) == Metric.NONE) {
            int state = states.row(approvals.key(row));
            return state != Table.NONE && states.request(state) > approvals.id(row);
        }
        boolean past = approvals.until(row) != LimitChanges.DAY_END && approvals.until(row) <= timeNs;
        return past || approvals.isOvertaken(row);
    }

    private static boolean isDecision(Decision decision) {
        return decision == Decision.APPROVE || decision == Decision.REJECT;
    }

    private void carryOut(int row, int approver, Step step) {
        long key = approvals.key(row);
        if (approvals.metric(row) == Metric.NONE) {
            setState(step, key, approvals.state(row)).requestSeq(approvals.id(row))
                .requestedBy(approvals.requestedBy(row)).approvedBy(approver);
        } else if (approvals.until(row) != LimitChanges.PERMANENT) {
            setLimit(step, key, approvals.metric(row), approvals.value(row), approvals.until(row))
                .requestSeq(approvals.id(row)).requestedBy(approvals.requestedBy(row)).approvedBy(approver);
        }
    }

    /** Writes up to a slice of the limits that change at exactly that moment: a day's end, or a day's beginning. */
    void changeLimitsAt(long when, Step step) {
        for (int row = 0; row < changes.end() && step.records() < Step.MAX_SLICE; row++) {
            if (changes.isLive(row) && changes.when(row) == when) {
                change(row, step);
            }
        }
    }

    /** Writes, behind the tick, the limits whose time has come. */
    void lapseLimitsUntil(long timeNs, Step step) {
        for (int row = 0; row < changes.end() && step.records() < Step.MAX_SLICE; row++) {
            boolean timed = changes.isLive(row) && changes.when(row) != LimitChanges.DAY_END
                && changes.when(row) != LimitChanges.PERMANENT;
            if (timed && changes.when(row) <= timeNs) {
                change(row, step);
            }
        }
    }

    private void change(int row, Step step) {
        setLimit(step, changes.key(row), changes.metric(row), changes.value(row), LimitChanges.PERMANENT)
            .requestSeq(changes.request(row)).requestedBy(changes.requestedBy(row))
            .approvedBy(changes.approvedBy(row));
    }

    /** Records who asked for what is not theirs, at most ten a second of each user. One thread. */
    static final class Refusals implements State {
        private static final long SECOND_NS = 1_000_000_000L;
        private static final int MOST = 10;
        private static final int SECOND = 0;
        private static final int COUNT = 1;
        private static final int COLUMNS = 2;

        private final Table rows = new Table(COLUMNS, 256);
        private final AccessRefusedEncoder refused = new AccessRefusedEncoder();

        /** Decides on a draft of it; answers FORBIDDEN either way. */
        void command(JournalRecord draft, Step step) {
            if (isToRecord(draft.actor(), step)) {
                step.adopt(refused, draft, draft.orderId());
            }
        }

        /**
         * Refuses another command: the record says what was asked for.
         *
         * @param what printable ASCII
         */
        void refuse(JournalRecord draft, byte[] what, Step step) {
            if (isToRecord(draft.actor(), step)) {
                step.add(refused, draft.orderId()).putRequest(what, 0, what.length);
            }
        }

        private boolean isToRecord(int user, Step step) {
            boolean many = user >= 0 && user < rows.end() && rows.get(user, SECOND) == step.timeNs() / SECOND_NS
                && rows.get(user, COUNT) >= MOST;
            boolean records = !many && user >= 0;
            step.answer(Outcome.FORBIDDEN, records ? step.nextSeq() : 0);
            return records;
        }

        /** Counts one that was recorded. */
        void apply(JournalRecord record) {
            int user = record.actor();
            while (rows.end() <= user) {
                rows.add();
            }
            long second = record.timeNs() / SECOND_NS;
            boolean sameSecond = rows.get(user, SECOND) == second;
            rows.set(user, COUNT, sameSecond ? rows.get(user, COUNT) + 1 : 1);
            rows.set(user, SECOND, second);
        }

        @Override
        public void save(StateSink sink) {
            rows.save(sink);
        }

        @Override
        public void load(StateSource source) {
            rows.load(source);
        }
    }
}
