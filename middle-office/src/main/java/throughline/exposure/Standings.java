package throughline.exposure;

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
    private static final int ACCOUNT = 1;
    private static final int INSTRUMENT = 2;
    private static final int SELLS = 3;
    private static final int USER = 4;
    private static final int DESK = 5;
    private static final int CLIENT = 6;
    private static final int STRATEGY = 7;
    private static final int SESSION = 8;
    private static final int SECTOR = 9;
    private static final int GROUP = 10;
    private static final int LOCATED = 11;
    /** 1: it has no limit of its own. */
    private static final int MARKET = 12;
    /** A hold's other columns begin here. */
    static final int STANDING = 13;

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
        cells[at + ACCOUNT] = accountId;
        cells[at + INSTRUMENT] = instrumentId;
        cells[at + SELLS] = sells ? 1 : 0;
        return row;
    }

    /** Whose it is and where it stands, as of its acceptance; 0 where it stands in none. */
    public void stand(int row, int userId, int deskId, int clientId, int strategyId, int sessionId, int sectorId,
        int group, boolean market, boolean located) {
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        cells[at + USER] = userId;
        cells[at + DESK] = deskId;
        cells[at + CLIENT] = clientId;
        cells[at + STRATEGY] = strategyId;
        cells[at + SESSION] = sessionId;
        cells[at + SECTOR] = sectorId;
        cells[at + GROUP] = group;
        cells[at + MARKET] = market ? 1 : 0;
        cells[at + LOCATED] = located ? 1 : 0;
    }

    /** Its order. */
    public long orderId(int row) {
        return rows.get(row, ORDER);
    }

    /** Whose order it is. */
    public int userId(int row) {
        return (int) rows.get(row, USER);
    }

    /** Its account's desk, as of its acceptance. */
    public int deskId(int row) {
        return (int) rows.get(row, DESK);
    }

    /** The client whose it is; 0: the firm's own. */
    public int clientId(int row) {
        return (int) rows.get(row, CLIENT);
    }

    /** Its strategy; 0: none. */
    public int strategyId(int row) {
        return (int) rows.get(row, STRATEGY);
    }

    /** Its session. */
    public int sessionId(int row) {
        return (int) rows.get(row, SESSION);
    }

    /** Its instrument's sector; 0: none. */
    public int sectorId(int row) {
        return (int) rows.get(row, SECTOR);
    }

    /** Its account's self-trade group. */
    public int group(int row) {
        return (int) rows.get(row, GROUP);
    }

    /** Whether it has no limit of its own. */
    public boolean isMarket(int row) {
        return rows.get(row, MARKET) != 0;
    }

    /** Whether a short sale's shares were found somewhere. */
    public boolean isLocated(int row) {
        return rows.get(row, LOCATED) != 0;
    }

    /** Its account. */
    public int accountId(int row) {
        return (int) rows.get(row, ACCOUNT);
    }

    /** Its instrument. */
    public int instrumentId(int row) {
        return (int) rows.get(row, INSTRUMENT);
    }

    /** Whether it sells. */
    public boolean sells(int row) {
        return rows.get(row, SELLS) != 0;
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
