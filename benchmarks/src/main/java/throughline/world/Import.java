package throughline.world;

import java.util.List;
import java.util.function.Consumer;
import throughline.office.Commands;
import throughline.office.Draft;
import throughline.office.Outcome;

/** A first start's import: one draft after another, each once the last is answered; from the first after a stop. */
final class Import {
    private final SmallOffice office;
    private final List<Consumer<Draft>> drafts;
    private final Draft draft = new Draft();
    private Commands wire;
    private int next;
    private boolean waiting;
    private boolean done;

    Import(SmallOffice office, List<Consumer<Draft>> drafts) {
        this.office = office;
        this.drafts = drafts;
    }

    boolean isDone() {
        return done;
    }

    int work() {
        if (done || !office.isUp()) {
            return 0;
        }
        if (wire != office.commands()) {
            wire = office.commands();
            next = 0;
            waiting = false;
        }
        int work = wire.pollReplies(this::onReply, 16);
        if (!waiting && !done) {
            drafts.get(next).accept(draft);
            waiting = wire.offer(draft, next + 1L);
            work++;
        }
        return work;
    }

    private void onReply(long correlation, Outcome outcome, long reference, long seq) {
        waiting = false;
        boolean taken = outcome == Outcome.RECORDED || outcome == Outcome.REPEATED;
        if (outcome == Outcome.WRONG_STATE) {
            done = true;
        } else if (taken) {
            next++;
            done = next == drafts.size();
        } else if (outcome != Outcome.NOT_READY && outcome != Outcome.NOT_FOUND) {
            throw new AssertionError(office.id() + " answered line " + next + " of the import " + outcome);
        }
    }
}
