package throughline.settlement;

import throughline.firm.ClosingWork;
import throughline.firm.FirmState;
import throughline.message.ExceptionCode;
import throughline.office.Step;

/** The first part of a close: client legs that can settle by now, account by account. One thread. */
public final class ClientLegs implements ClosingWork {
    private static final String OVERFLOW = "a balance does not fit: the client's legs wait";

    private final FirmState firm;
    private final WaitingLegs waiting;
    private final Settling settling;

    public ClientLegs(FirmState firm, Obligations obligations, Settling settling) {
        this.firm = firm;
        this.waiting = obligations.waiting();
        this.settling = settling;
    }

    /** Looks at all once more: what a machine looked at before it was restored it no longer knows. */
    @Override
    public void begin() {
        waiting.changed(0);
    }

    @Override
    public boolean write(Step step) {
        for (int account = waiting.firstToTry(); account < firm.accounts.end(); account++) {
            if (settles(step, account)) {
                return true;
            }
            waiting.tried(account + 1);
        }
        return false;
    }

    private boolean settles(Step step, int account) {
        try {
            return settling.settleWaiting(step, account, firm.ledger.openDate());
        } catch (ArithmeticException e) {
            return firm.exceptions.raiseOnce(step, account, ExceptionCode.OVERFLOW, OVERFLOW);
        }
    }
}
