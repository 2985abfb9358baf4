package throughline.movement;

import throughline.firm.FirmState;
import throughline.firm.Refusal;
import throughline.message.AccountKind;
import throughline.reference.Money;

/** Whether what a proposal names is known, and is what it has to be. Reads the state only. */
final class References {
    private final FirmState firm;

    References(FirmState firm) {
        this.firm = firm;
    }

    boolean isCurrency(int currency) {
        return Money.isCurrency(currency);
    }

    boolean isAccount(int account) {
        return firm.accounts.isKnown(account);
    }

    boolean isParty(int party) {
        return firm.parties.isKnown(party);
    }

    boolean isInstrument(int instrument) {
        return firm.instruments.isKnown(instrument);
    }

    /** 0, or known. */
    boolean isAccountOrNone(int account) {
        return account == 0 || isAccount(account);
    }

    /** 0, or known. */
    boolean isPartyOrNone(int party) {
        return party == 0 || isParty(party);
    }

    /** Whether a value is not given, or the same. */
    static boolean repeats(long given, long wanted) {
        return given == 0 || given == wanted;
    }

    /** Refuses an account that is not known, or of another kind. */
    Refusal account(int account, AccountKind kind) {
        return !isAccount(account) ? Refusal.UNKNOWN_REFERENCE
            : firm.accounts.kind(account) == kind ? Refusal.NONE : Refusal.CONTRADICTION;
    }
}
