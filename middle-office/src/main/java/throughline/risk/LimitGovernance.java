package throughline.risk;

import throughline.limit.Approvals;
import throughline.limit.LimitChanges;
import throughline.limit.Limits;
import throughline.limit.RiskDay;
import throughline.message.JournalRecord;
import throughline.message.LimitChangeRequestedDecoder;
import throughline.message.LimitChangeRequestedEncoder;
import throughline.message.LimitSetDecoder;
import throughline.message.LimitSetEncoder;
import throughline.message.LimitsImportedEncoder;
import throughline.message.Metric;
import throughline.message.RiskDayOpenedEncoder;
import throughline.office.Outcome;
import throughline.office.Requests;
import throughline.office.Step;

/**
 * Decides on limits: their one import, their changes, and their lapses. What tightens holds at once, what loosens
 * waits. Reads the state and changes none of it. One thread.
 */
final class LimitGovernance {
    private final Limits limits;
    private final LimitChanges changes;
    private final Approvals approvals;
    private final Requests requests;
    private final Refusals refusals;
    private final RiskDay day;
    private final Authority authority;
    private final LimitSetDecoder imported = new LimitSetDecoder();
    private final LimitChangeRequestedDecoder asked = new LimitChangeRequestedDecoder();
    private final LimitChangeRequestedEncoder requested = new LimitChangeRequestedEncoder();
    private final LimitSetEncoder limitSet = new LimitSetEncoder();
    private final LimitsImportedEncoder limitsImported = new LimitsImportedEncoder();
    private final RiskDayOpenedEncoder riskDayOpened = new RiskDayOpenedEncoder();

    LimitGovernance(MiddleMachine machine, Authority authority, Requests requests, Refusals refusals) {
        this.limits = machine.limits();
        this.changes = machine.limitChanges();
        this.approvals = machine.approvals();
        this.day = machine.day();
        this.authority = authority;
        this.requests = requests;
        this.refusals = refusals;
    }

    /** The office itself imports a limit, before the import has ended. */
    void importLimit(JournalRecord draft, Step step) {
        imported.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        Metric metric = imported.metric();
        long value = imported.value();
        int at = imported.limit() + LimitSetDecoder.scopeNameHeaderLength();
        int length = imported.scopeNameLength();
        long scope = authority.meant(imported.scope(), draft.buffer(), at, length);
        if (draft.actor() != 0) {
            step.answer(Outcome.FORBIDDEN, 0);
        } else if (day.isImported() || value == Limits.NONE || !Limits.isAllowed(scope, metric, value)) {
            step.answer(Outcome.WRONG_STATE, 0);
        } else if (!authority.isKnown(scope) && !authority.isNew(scope)) {
            step.answer(Outcome.NOT_FOUND, 0);
        } else if (limits.value(scope, metric) == value) {
            step.answer(Outcome.REPEATED, 0);
        } else {
            step.answer(Outcome.RECORDED, step.nextSeq());
            authority.spell(scope, draft.buffer(), at, length);
            set(step, scope, metric, value, LimitChanges.PERMANENT);
            authority.name(scope, step);
        }
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
    void change(JournalRecord draft, Step step) {
        asked.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        int nameAt = asked.limit() + LimitChangeRequestedDecoder.scopeNameHeaderLength();
        int nameLength = asked.scopeNameLength();
        asked.skipScopeName();
        int at = asked.limit() + LimitChangeRequestedDecoder.requestKeyHeaderLength();
        if (requests.answersRepeat(step, draft.buffer(), at, asked.requestKeyLength(), asked.bodyHash())) {
            return;
        }
        long scope = authority.meant(asked.scope(), draft.buffer(), nameAt, nameLength);
        if (!authority.mayActOn(draft.actor(), scope)) {
            refusals.refuse(draft, Refusals.RISK, step);
        } else if (authority.isReady(scope, step) && isPossible(scope, step)) {
            authority.spell(scope, draft.buffer(), nameAt, nameLength);
            carryOut(draft, scope, step);
        }
    }

    private boolean isPossible(long scope, Step step) {
        boolean past = asked.until() != LimitChanges.DAY_END && asked.until() <= step.timeNs();
        if (!Limits.isAllowed(scope, asked.metric(), asked.value()) || past) {
            step.answer(Outcome.WRONG_STATE, 0);
            return false;
        }
        if (asked.value() == Limits.NONE && limits.value(scope, asked.metric()) == Limits.NONE) {
            step.answer(Outcome.NOT_FOUND, 0);
            return false;
        }
        return true;
    }

    private void carryOut(JournalRecord draft, long scope, Step step) {
        long request = step.nextSeq();
        boolean waits = Limits.loosens(scope, asked.metric(), limits.value(scope, asked.metric()), asked.value());
        step.adopt(requested, draft, 0).scope(scope);
        authority.name(scope, step);
        step.answer(waits ? Outcome.AWAITS_APPROVAL : Outcome.RECORDED, request);
        if (!waits) {
            set(step, scope, asked.metric(), asked.value(), LimitChanges.PERMANENT);
            limitSet.requestSeq(request).requestedBy(draft.actor());
        }
    }

    /** Adds the record of a limit of the scope spelled last; who asked and who approved are for the caller to fill. */
    private void set(Step step, long scope, Metric metric, long value, long until) {
        step.add(limitSet, 0).oldValue(limits.value(scope, metric)).value(value).until(until).scope(scope)
            .metric(metric).putScopeName(authority.spelling(), authority.spellingAt(), authority.spellingLength());
    }

    /** Whether a change that waits can be granted no more: its time has passed, or someone tightened the limit. */
    boolean isOvertaken(int row, long timeNs) {
        return approvals.isOvertaken(row)
            || approvals.until(row) != LimitChanges.DAY_END && approvals.until(row) <= timeNs;
    }

    /** A second person approved; a permanent change waits for the next day. */
    void approved(int row, int approver, Step step) {
        if (approvals.until(row) != LimitChanges.PERMANENT) {
            authority.spell(approvals.key(row));
            set(step, approvals.key(row), approvals.metric(row), approvals.value(row), approvals.until(row));
            limitSet.requestSeq(approvals.id(row)).requestedBy(approvals.requestedBy(row)).approvedBy(approver);
        }
    }

    /** Writes up to a slice of the limits that change at exactly that moment: a day's end, or a day's beginning. */
    void changeAt(long when, Step step) {
        for (int row = 0; row < changes.end() && step.records() < Step.MAX_SLICE; row++) {
            if (changes.isLive(row) && changes.when(row) == when) {
                change(row, step);
            }
        }
    }

    /** Writes, behind the tick, the limits whose time has come. */
    void lapseUntil(long timeNs, Step step) {
        for (int row = 0; row < changes.end() && step.records() < Step.MAX_SLICE; row++) {
            boolean timed = changes.isLive(row) && changes.when(row) != LimitChanges.DAY_END
                && changes.when(row) != LimitChanges.PERMANENT;
            if (timed && changes.when(row) <= timeNs) {
                change(row, step);
            }
        }
    }

    private void change(int row, Step step) {
        authority.spell(changes.key(row));
        set(step, changes.key(row), changes.metric(row), changes.value(row), LimitChanges.PERMANENT);
        limitSet.requestSeq(changes.request(row)).requestedBy(changes.requestedBy(row))
            .approvedBy(changes.approvedBy(row));
    }
}
