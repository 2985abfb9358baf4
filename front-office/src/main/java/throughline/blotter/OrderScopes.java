package throughline.blotter;

import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.message.AccountKind;
import throughline.message.ScopeKind;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.Scope;
import throughline.reference.Users;
import throughline.state.Texts;

/**
 * Which orders stand in which scopes, as risk counts them: by their account, its desk, client and group, by their user,
 * instrument, strategy, session and its sector, as reference data has them now. Strategies, sessions and sectors go by
 * name, as their numbers are risk's own. One thread; allocates nothing.
 */
public final class OrderScopes {
    private final Orders orders;
    private final Accounts accounts;
    private final Instruments instruments;
    private final Users users;
    private final UnsafeBuffer name = new UnsafeBuffer(0, 0);

    /** Over the orders and the reference data of an office. */
    public OrderScopes(Orders orders, Accounts accounts, Instruments instruments, Users users) {
        this.orders = orders;
        this.accounts = accounts;
        this.instruments = instruments;
        this.users = users;
    }

    /** Whether scopes of a kind go by name. */
    public static boolean goesByName(ScopeKind kind) {
        return kind == ScopeKind.STRATEGY || kind == ScopeKind.SESSION || kind == ScopeKind.SECTOR;
    }

    /** The scope of a kind that an order stands in; {@link Scope#NONE}: it stands in none, or such go by name. */
    public long scope(ScopeKind kind, int row) {
        int account = orders.account(row);
        int instrument = orders.instrument(row);
        return switch (kind) {
            case FIRM -> Scope.FIRM;
            case TRADER -> Scope.of(kind, orders.user(row));
            case DESK, CLIENT, GROUP -> accounts.isKnown(account) ? ofAccount(kind, account) : Scope.NONE;
            case ACCOUNT -> account == 0 ? Scope.NONE : Scope.of(kind, account);
            case INSTRUMENT -> instrument == 0 ? Scope.NONE : Scope.instrument(instrument);
            case ACCOUNT_INSTRUMENT -> account == 0 || instrument == 0 ? Scope.NONE : Scope.pair(account, instrument);
            case ORDER -> Scope.order(orders.id(row));
            default -> Scope.NONE;
        };
    }

    private long ofAccount(ScopeKind kind, int account) {
        boolean isClients = accounts.kind(account) == AccountKind.CLIENT;
        int id = kind == ScopeKind.DESK ? accounts.deskId(account)
            : kind == ScopeKind.GROUP ? accounts.selfTradeGroup(account) : isClients ? accounts.partyId(account) : 0;
        return id == 0 ? Scope.NONE : Scope.of(kind, id);
    }

    /**
     * Whether an order stands in a scope.
     *
     * @param text number in texts of the scope as the outside writes it, {@code strategy:NAME}
     */
    public boolean covers(long scope, Texts texts, int text, int row) {
        ScopeKind kind = Scope.kind(scope);
        return goesByName(kind) ? isCalled(kind, texts, text, row) : scope != Scope.NONE && scope(kind, row) == scope;
    }

    private boolean isCalled(ScopeKind kind, Texts texts, int text, int row) {
        byte[] bytes = texts.bytes();
        int end = texts.start(text) + texts.length(text);
        int start = texts.start(text);
        while (start < end && bytes[start] != ':') {
            start++;
        }
        int from = Math.min(start + 1, end);
        return from < end && switch (kind) {
            case STRATEGY -> isText(orders.strategy(row), bytes, from, end);
            case SESSION -> isSession(row, bytes, from, end);
            default -> isSector(orders.instrument(row), bytes, from, end);
        };
    }

    private boolean isText(int text, byte[] bytes, int from, int end) {
        Texts texts = orders.texts();
        int start = texts.start(text);
        return Arrays.equals(texts.bytes(), start, start + texts.length(text), bytes, from, end);
    }

    /** A session that was not named is called as the user is. */
    private boolean isSession(int row, byte[] bytes, int from, int end) {
        int session = orders.session(row);
        if (orders.texts().length(session) > 0) {
            return isText(session, bytes, from, end);
        }
        name.wrap(bytes);
        return users.find(name, from, end - from) == orders.user(row);
    }

    private boolean isSector(int instrument, byte[] bytes, int from, int end) {
        if (!instruments.isKnown(instrument)) {
            return false;
        }
        name.wrap(bytes);
        int sector = instruments.sector(name, from, end - from);
        return sector != 0 && instruments.sectorId(instrument) == sector;
    }
}
