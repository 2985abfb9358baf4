package throughline.reference;

import throughline.message.ScopeKind;

/**
 * What a limit, a trading state or a holding is about, as one number: its kind, an id, and an instrument's id where it
 * is of one. The same number in records and in memory. Stateless, for any thread.
 */
public final class Scope {
    /** None. */
    public static final long NONE = 0;
    /** The whole firm. */
    public static final long FIRM = of(ScopeKind.FIRM, 0, 0);
    /** A list of orders. */
    public static final long BASKET = of(ScopeKind.BASKET, 0, 0);
    /** How many scopes an order stands in, from the firm to its account's instrument; a width is a place among them. */
    public static final int COUNT = 11;

    private static final int KIND_SHIFT = 56;
    private static final int INSTRUMENT_BITS = 28;
    private static final long INSTRUMENT_MASK = (1L << INSTRUMENT_BITS) - 1;
    private static final long REST_MASK = (1L << KIND_SHIFT) - 1;
    private static final ScopeKind[] WIDTHS = {ScopeKind.FIRM, ScopeKind.DESK, ScopeKind.TRADER, ScopeKind.ACCOUNT,
        ScopeKind.CLIENT, ScopeKind.STRATEGY, ScopeKind.SESSION, ScopeKind.SECTOR, ScopeKind.GROUP,
        ScopeKind.INSTRUMENT, ScopeKind.ACCOUNT_INSTRUMENT};

    private Scope() {
    }

    /**
     * A scope.
     *
     * @param id what its kind counts by: desk, user, account, party, strategy, session, sector or group; 0 for the
     *     firm, a basket and an instrument; below 2^28
     * @param instrumentId of an instrument, or of a holder's holding in one; 0: none; below 2^28
     */
    public static long of(ScopeKind kind, int id, int instrumentId) {
        return (long) kind.value() << KIND_SHIFT | (long) id << INSTRUMENT_BITS | instrumentId;
    }

    /** A scope without an instrument. */
    public static long of(ScopeKind kind, int id) {
        return of(kind, id, 0);
    }

    /** An instrument's scope. */
    public static long instrument(int instrumentId) {
        return of(ScopeKind.INSTRUMENT, 0, instrumentId);
    }

    /** The scope of an account's instrument. */
    public static long pair(int accountId, int instrumentId) {
        return of(ScopeKind.ACCOUNT_INSTRUMENT, accountId, instrumentId);
    }

    /** One order's scope; its id is below 2^56. */
    public static long order(long orderId) {
        return (long) ScopeKind.ORDER.value() << KIND_SHIFT | orderId;
    }

    /** The kinds an order stands in, the widest first. */
    public static ScopeKind kindAt(int width) {
        return WIDTHS[width];
    }

    /** Its kind; {@link ScopeKind#NONE} for what is none. */
    public static ScopeKind kind(long scope) {
        int kind = (int) (scope >>> KIND_SHIFT);
        return kind > ScopeKind.BASKET.value() ? ScopeKind.NONE : ScopeKind.get((short) kind);
    }

    /** The number of its kind, of any number; perhaps of none. */
    public static int kindNumber(long scope) {
        return (int) (scope >>> KIND_SHIFT);
    }

    /** The number in an instrument's place, of any kind but an order; 0: none. */
    public static int instrumentPart(long scope) {
        return (int) (scope & INSTRUMENT_MASK);
    }

    /** What its kind counts by; see {@link #of(ScopeKind, int, int)}. */
    public static int id(long scope) {
        return (int) (scope >>> INSTRUMENT_BITS) & (int) INSTRUMENT_MASK;
    }

    /** The order it is about. */
    public static long orderId(long scope) {
        return scope & REST_MASK;
    }

    /** Account of an account's or an account's instrument's scope; 0: it is of another kind. */
    public static int accountId(long scope) {
        ScopeKind kind = kind(scope);
        return kind == ScopeKind.ACCOUNT || kind == ScopeKind.ACCOUNT_INSTRUMENT ? id(scope) : 0;
    }

    /** Its instrument; 0: it is of none. */
    public static int instrumentId(long scope) {
        return kindNumber(scope) == ScopeKind.ORDER.value() ? 0 : (int) (scope & INSTRUMENT_MASK);
    }

    /** Who holds, of a holding's scope: the account, desk, firm or strategy. */
    public static long holder(long holding) {
        ScopeKind kind = kind(holding);
        return of(kind == ScopeKind.ACCOUNT_INSTRUMENT ? ScopeKind.ACCOUNT : kind, id(holding));
    }

    /** A holder's holding in an instrument. */
    public static long holding(long holder, int instrumentId) {
        ScopeKind kind = kind(holder);
        return of(kind == ScopeKind.ACCOUNT ? ScopeKind.ACCOUNT_INSTRUMENT : kind, id(holder), instrumentId);
    }
}
