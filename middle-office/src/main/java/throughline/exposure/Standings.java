package throughline.exposure;

import java.util.Arrays;
import throughline.limit.InScopes;
import throughline.message.ScopeKind;
import throughline.reference.Scope;
import throughline.state.Table;

/**
 * Whose each held order is and in which scopes it stands, as of its acceptance: the first columns of a hold's row. One
 * thread.
 */
abstract class Standings {
    private static final int ORDER = 0;
    /** Two numbers in one, as most that follow: the first above the second. */
    private static final int ACCOUNT_INSTRUMENT = 1;
    private static final int USER_DESK = 2;
    private static final int CLIENT_STRATEGY = 3;
    private static final int SESSION_SECTOR = 4;
    private static final int GROUP_MARKS = 5;
    /** Where {@link Holdings} counts it, for account, desk and firm: the holder, and the row plus 1. */
    private static final int HOLDING = 6;
    /** A hold's other columns begin here. */
    static final int STANDING = 9;

    private static final int SELLS = 1;
    private static final int LOCATED = 2;
    /** It has no limit of its own. */
    private static final int MARKET = 4;
    /** It was a stop order until the last price reached it. */
    private static final int TRIGGERED = 8;

    /** A row for each hold. */
    final Table rows;
    private final InScopes scopes = width -> scope(cursor(), width);
    private int cursor;

    Standings(int columns, int expected) {
        rows = new Table(columns, expected);
    }

    private int cursor() {
        return cursor;
    }

    /** Takes a row for an order; {@link #stand} says where it stands. */
    final int add(long orderId, int accountId, int instrumentId, boolean sells) {
        int row = rows.add();
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        cells[at + ORDER] = orderId;
        cells[at + ACCOUNT_INSTRUMENT] = both(accountId, instrumentId);
        cells[at + GROUP_MARKS] = sells ? SELLS : 0;
        return row;
    }

    /** Two numbers in one, each 0 or more. */
    static long both(int first, int second) {
        return (long) first << Integer.SIZE | second & 0xFFFFFFFFL;
    }

    final int first(int row, int column) {
        return (int) (rows.get(row, column) >>> Integer.SIZE);
    }

    final int second(int row, int column) {
        return (int) rows.get(row, column);
    }

    /** Whose it is and where it stands, as of its acceptance; 0 where it stands in none. */
    public void stand(int row, int userId, int deskId, int clientId, int strategyId, int sessionId, int sectorId,
        int group, boolean market, boolean located) {
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        int sells = (int) cells[at + GROUP_MARKS] & SELLS;
        cells[at + USER_DESK] = both(userId, deskId);
        cells[at + CLIENT_STRATEGY] = both(clientId, strategyId);
        cells[at + SESSION_SECTOR] = both(sessionId, sectorId);
        cells[at + GROUP_MARKS] = both(group, sells | (market ? MARKET : 0) | (located ? LOCATED : 0));
        Arrays.fill(cells, at + HOLDING, at + STANDING, 0);
    }

    /** The row of {@link Holdings} of its account, its desk or the firm at a level; {@link Table#NONE}: not known. */
    final int holding(int row, int level) {
        return second(row, HOLDING + level) - 1;
    }

    /** The holder there, as {@link Holdings} numbers them, once that is known. */
    final int holder(int row, int level) {
        return first(row, HOLDING + level);
    }

    /** {@link #holding} and {@link #holder} are those from here, and stay so. */
    final void setHolding(int row, int level, int holding, int holder) {
        rows.set(row, HOLDING + level, both(holder, holding + 1));
    }

    /** Its order. */
    public long orderId(int row) {
        return rows.get(row, ORDER);
    }

    /** Whose order it is. */
    public int userId(int row) {
        return first(row, USER_DESK);
    }

    /** Its account's desk, as of its acceptance. */
    public int deskId(int row) {
        return second(row, USER_DESK);
    }

    /** The client whose it is; 0: the firm's own. */
    public int clientId(int row) {
        return first(row, CLIENT_STRATEGY);
    }

    /** Its strategy; 0: none. */
    public int strategyId(int row) {
        return second(row, CLIENT_STRATEGY);
    }

    /** Its session. */
    public int sessionId(int row) {
        return first(row, SESSION_SECTOR);
    }

    /** Its instrument's sector; 0: none. */
    public int sectorId(int row) {
        return second(row, SESSION_SECTOR);
    }

    /** Its account's self-trade group. */
    public int group(int row) {
        return first(row, GROUP_MARKS);
    }

    /** Whether it has no limit of its own. */
    public boolean isMarket(int row) {
        return (rows.get(row, GROUP_MARKS) & MARKET) != 0;
    }

    /** Whether it was a stop order until the last price reached it. */
    public boolean isTriggered(int row) {
        return (rows.get(row, GROUP_MARKS) & TRIGGERED) != 0;
    }

    final void setTriggered(int row, boolean isTriggered) {
        long marks = rows.get(row, GROUP_MARKS);
        rows.set(row, GROUP_MARKS, isTriggered ? marks | TRIGGERED : marks & ~(long) TRIGGERED);
    }

    /** Whether a short sale's shares were found somewhere. */
    public boolean isLocated(int row) {
        return (rows.get(row, GROUP_MARKS) & LOCATED) != 0;
    }

    /** Its account. */
    public int accountId(int row) {
        return first(row, ACCOUNT_INSTRUMENT);
    }

    /** Its instrument. */
    public int instrumentId(int row) {
        return second(row, ACCOUNT_INSTRUMENT);
    }

    /** Whether it sells. */
    public boolean sells(int row) {
        return (rows.get(row, GROUP_MARKS) & SELLS) != 0;
    }

    /** One of the scopes it stands in, as {@link InScopes#scope}. */
    public long scope(int row, int width) {
        if (width == Scope.COUNT) {
            return Scope.order(orderId(row));
        }
        ScopeKind kind = Scope.kindAt(width);
        return switch (kind) {
            case FIRM -> Scope.FIRM;
            case INSTRUMENT -> Scope.instrument(instrumentId(row));
            case ACCOUNT_INSTRUMENT -> Scope.pair(accountId(row), instrumentId(row));
            case DESK -> idOrNone(kind, deskId(row));
            case TRADER -> idOrNone(kind, userId(row));
            case ACCOUNT -> idOrNone(kind, accountId(row));
            case CLIENT -> idOrNone(kind, clientId(row));
            case STRATEGY -> idOrNone(kind, strategyId(row));
            case SESSION -> idOrNone(kind, sessionId(row));
            case SECTOR -> idOrNone(kind, sectorId(row));
            case GROUP -> idOrNone(kind, group(row));
            default -> Scope.NONE;
        };
    }

    private static long idOrNone(ScopeKind kind, int id) {
        return id == 0 ? Scope.NONE : Scope.of(kind, id);
    }

    /** The scopes of one hold; valid until the next call. */
    public InScopes at(int row) {
        cursor = row;
        return scopes;
    }

    /** Whether it stands in a scope. */
    public boolean isIn(int row, long scope) {
        for (int width = 0; width <= Scope.COUNT; width++) {
            if (scope(row, width) == scope) {
                return true;
            }
        }
        return false;
    }
}
