package throughline.risk;

import org.agrona.DirectBuffer;
import throughline.exposure.Holds;
import throughline.limit.Names;
import throughline.limit.RiskDay;
import throughline.message.ScopeKind;
import throughline.message.ScopeNamedEncoder;
import throughline.office.Outcome;
import throughline.office.Step;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.Parties;
import throughline.reference.Scope;
import throughline.reference.Users;
import throughline.state.Table;

/**
 * Who may act on which scope, whether there is such a scope, and the naming of one that is new. Reads the state and
 * changes none of it. One thread.
 */
final class Authority {
    private final RiskDay day;
    private final Instruments instruments;
    private final Accounts accounts;
    private final Parties parties;
    private final Users users;
    private final Names names;
    private final Holds holds;
    private final ScopeNames written;
    private final ScopeNamedEncoder scopeNamed = new ScopeNamedEncoder();
    private DirectBuffer spelling;
    private int spellingAt;
    private int spellingLength;

    Authority(MiddleMachine machine) {
        day = machine.day();
        instruments = machine.instruments();
        accounts = machine.accounts();
        parties = machine.parties();
        users = machine.users();
        names = machine.names();
        holds = machine.exposures().holds();
        written = new ScopeNames(machine);
    }

    /**
     * Whether a risk officer may act on a scope: one of a desk on that desk, its accounts, its traders and their orders
     * alone; so nothing firm-wide.
     */
    boolean mayActOn(int user, long scope) {
        return users.has(user, Users.RISK) && (users.deskId(user) == 0 || users.deskId(user) == desk(scope));
    }

    /** The desk that a scope lies in; 0: in none alone. */
    private int desk(long scope) {
        int id = Scope.id(scope);
        return switch (Scope.kind(scope)) {
            case DESK -> id;
            case TRADER -> users.isKnown(id) ? users.deskId(id) : 0;
            case ACCOUNT, ACCOUNT_INSTRUMENT -> accounts.isKnown(id) ? accounts.deskId(id) : 0;
            case ORDER -> {
                int hold = holds.row(Scope.orderId(scope));
                yield hold == Table.NONE ? 0 : accounts.deskId(holds.accountId(hold));
            }
            default -> 0;
        };
    }

    /** Whether an account is there and someone may trade for it, or, as risk officer, act on it. */
    boolean mayTradeFor(int user, int accountId) {
        return accounts.isKnown(accountId) && users.has(user, Users.TRADER)
            && users.mayUseDesk(user, accounts.deskId(accountId));
    }

    /** Whether there is such a scope; an order only as long as it is held. */
    boolean isKnown(long scope) {
        int id = Scope.id(scope);
        return switch (Scope.kind(scope)) {
            case FIRM, BASKET -> true;
            case DESK -> id > 0 && accounts.firstOfDesk(id) != 0;
            case TRADER -> users.isKnown(id);
            case ACCOUNT -> accounts.isKnown(id);
            case CLIENT -> parties.isKnown(id);
            case STRATEGY, SESSION -> names.isKnown(Scope.kind(scope), id);
            case SECTOR -> isSector(id);
            case GROUP -> id > 0 && accounts.firstOfGroup(id) != 0;
            case INSTRUMENT -> instruments.isKnown(Scope.instrumentId(scope));
            case ACCOUNT_INSTRUMENT -> accounts.isKnown(id) && instruments.isKnown(Scope.instrumentId(scope));
            case ORDER -> holds.row(Scope.orderId(scope)) != Table.NONE;
            default -> false;
        };
    }

    private boolean isSector(int text) {
        boolean found = false;
        for (int id = 1; id < instruments.end() && !found; id++) {
            found = text > 0 && instruments.isKnown(id) && instruments.sectorId(id) == text;
        }
        return found;
    }

    /**
     * The scope a request means: as it stands, or, for a strategy or session that its desk did not know, by the name it
     * came with. The id of a name that is new is the next; {@link #name} makes it so.
     *
     * @param at where in the buffer the scope's name begins
     * @return {@link Scope#NONE}: it has no name
     */
    long meant(long scope, DirectBuffer buffer, int at, int length) {
        ScopeKind kind = Scope.kind(scope);
        if (kind != ScopeKind.STRATEGY && kind != ScopeKind.SESSION || Scope.id(scope) != 0) {
            return scope;
        }
        int prefix = prefix(kind);
        if (length <= prefix) {
            return Scope.NONE;
        }
        int id = names.find(kind, buffer, at + prefix, length - prefix);
        return Scope.of(kind, id == 0 ? names.next(kind) : id);
    }

    /** How long {@code strategy:} or {@code session:} is. */
    static int prefix(ScopeKind kind) {
        return kind.name().length() + 1;
    }

    /** Whether a scope {@link #meant} has a name that is new. */
    boolean isNew(long scope) {
        ScopeKind kind = Scope.kind(scope);
        return (kind == ScopeKind.STRATEGY || kind == ScopeKind.SESSION) && Scope.id(scope) == names.next(kind);
    }

    /** Spells a scope for the records that follow: one whose name is new as the request does. */
    void spell(long scope, DirectBuffer buffer, int at, int length) {
        if (isNew(scope)) {
            spelling = buffer;
            spellingAt = at;
            spellingLength = length;
        } else {
            spell(scope);
        }
    }

    /** Adds, behind the request, the record that names the scope spelled last, when its name is new. */
    void name(long scope, Step step) {
        if (isNew(scope)) {
            step.add(scopeNamed, 0).scope(scope).putScopeName(spelling, spellingAt, spellingLength);
        }
    }

    /** Spells a scope whose name is known, as the outside writes it. */
    void spell(long scope) {
        written.write(scope);
        spelling = written.buffer();
        spellingAt = 0;
        spellingLength = written.length();
    }

    /** Where the scope spelled last stands. */
    DirectBuffer spelling() {
        return spelling;
    }

    /** From where on. */
    int spellingAt() {
        return spellingAt;
    }

    /** How long it is. */
    int spellingLength() {
        return spellingLength;
    }

    /** Whether it may be decided on: not before limits are imported, and about what there is. Answers when not. */
    boolean isReady(long scope, Step step) {
        if (!day.isImported()) {
            step.answer(Outcome.NOT_READY, 0);
        } else if (!isKnown(scope) && !isNew(scope)) {
            step.answer(Outcome.NOT_FOUND, 0);
        } else {
            return true;
        }
        return false;
    }
}
