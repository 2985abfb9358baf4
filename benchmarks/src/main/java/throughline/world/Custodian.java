package throughline.world;

import java.util.ArrayList;
import java.util.List;
import throughline.back.BackMachine;
import throughline.files.ReferenceRows.CustodianRule;
import throughline.files.ReferenceRows.Outcome;
import throughline.files.ReferenceRows;
import throughline.firm.Calendar;
import throughline.office.Draft;
import throughline.operations.Xcsd;

/**
 * The custodian of the small world: the simulated one's rules over the back office's own desk. It hears nothing of how
 * its messages were taken, and says them again until the obligations say so.
 */
final class Custodian {
    private static final int MOST = 8;
    private static final ReferenceRows RULES = new ReferenceRows(List.of(), List.of(), List.of(), List.of(), List.of(),
        List.of(), List.of(), List.of(), List.of(
            new CustodianRule("*", "BBB", Outcome.PARTIAL, 1, "LACK", 40),
            new CustodianRule("CLIENT", "CCC", Outcome.LATE, 1, "LACK", 0),
            new CustodianRule("ARB", "CCC", Outcome.FAILS, 0, "MONY", 0)), List.of(), List.of());

    private final SmallOffice back;
    private final Xcsd xcsd;
    private final Draft draft = new Draft();
    private final List<Xcsd.Message> messages = new ArrayList<>();
    private long lastHeard;

    Custodian(SmallOffice back, Calendar calendar) {
        this.back = back;
        this.xcsd = new Xcsd(RULES, calendar);
    }

    /** Says the next few things there are to say. */
    int work() {
        if (!back.isUp()) {
            return 0;
        }
        BackMachine state = (BackMachine) back.deskState();
        messages.clear();
        lastHeard = xcsd.say(state, lastHeard, MOST, messages);
        for (Xcsd.Message message : messages) {
            message.write(draft);
            back.commands().offer(draft, 0);
        }
        return messages.size();
    }
}
