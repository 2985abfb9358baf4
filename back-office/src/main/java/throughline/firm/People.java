package throughline.firm;

import throughline.message.AccessRefusedEncoder;
import throughline.message.JournalRecord;
import throughline.message.UserDefinedDecoder;
import throughline.message.UserDefinedEncoder;
import throughline.office.Outcome;
import throughline.office.Step;
import throughline.reference.Users;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * People and their rights: the sample's at the first start, then by an admin. The office gives new ids. Records what
 * was refused to whom, at most ten a second each. One thread.
 */
public final class People implements State {
    private static final int SECOND = 0;
    private static final int COUNT = 1;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int MOST_A_SECOND = 10;

    private final FirmState firm;
    private final Table refusals = new Table(2, 256);
    private final UserDefinedDecoder user = new UserDefinedDecoder();
    private final UserDefinedEncoder defined = new UserDefinedEncoder();
    private final AccessRefusedEncoder refused = new AccessRefusedEncoder();

    public People(FirmState firm) {
        this.firm = firm;
    }

    public void define(JournalRecord draft, Step step) {
        user.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        int wanted = user.userId();
        long hash = user.bodyHash();
        int named = firm.users.find(user.userName());
        boolean imports = step.actor() == 0 && (named != 0 || !firm.isOpen());
        if (!imports && !firm.users.has(step.actor(), Users.ADMIN)) {
            step.answer(Outcome.FORBIDDEN, 0);
            return;
        }
        int keyAt = user.limit() + UserDefinedDecoder.requestKeyHeaderLength();
        if (firm.requests.answersRepeat(step, user.buffer(), keyAt, user.requestKeyLength(), hash)) {
            return;
        }
        if (imports && named != 0) {
            step.answer(Outcome.REPEATED, named);
        } else if (wanted == 0 && named != 0 || wanted != 0 && named != 0 && named != wanted) {
            step.answer(Outcome.CONFLICT, named);
        } else if (wanted != 0 && !firm.users.isKnown(wanted) && wanted != next()) {
            step.answer(Outcome.NOT_FOUND, 0);
        } else {
            step.answer(Outcome.RECORDED, step.nextSeq());
            step.adopt(defined, draft, 0).userId(wanted == 0 ? next() : wanted);
        }
    }

    private int next() {
        return Math.max(1, firm.users.end());
    }

    public void apply(JournalRecord record) {
        firm.users.state(record);
        user.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        long hash = user.bodyHash();
        user.skipUserName();
        firm.requests.add(record.actor(), user.buffer(), user.limit() + UserDefinedDecoder.requestKeyHeaderLength(),
            user.requestKeyLength(), hash, record.seq());
    }

    /** Records that something was refused to the actor, unless that was so ten times in this second. */
    public void refuse(JournalRecord draft, Step step) {
        int actor = step.actor();
        boolean tooMany = actor < refusals.end() && refusals.get(actor, SECOND) == step.timeNs() / SECOND_NS
            && refusals.get(actor, COUNT) >= MOST_A_SECOND;
        step.answer(Outcome.FORBIDDEN, tooMany ? 0 : step.nextSeq());
        if (!tooMany) {
            step.adopt(refused, draft, draft.orderId());
        }
    }

    public void applyRefusal(JournalRecord record) {
        int actor = record.actor();
        while (refusals.end() <= actor) {
            refusals.add();
        }
        long second = record.timeNs() / SECOND_NS;
        boolean same = refusals.get(actor, SECOND) == second;
        refusals.set(actor, SECOND, second);
        refusals.set(actor, COUNT, same ? refusals.get(actor, COUNT) + 1 : 1);
    }

    @Override
    public void save(StateSink sink) {
        refusals.save(sink);
    }

    @Override
    public void load(StateSource source) {
        refusals.load(source);
    }
}
