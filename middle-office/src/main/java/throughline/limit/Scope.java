package throughline.limit;

import throughline.message.ScopeKind;

/**
 * What a limit or trading state is about, as one number: the account's id in the high half and the instrument's in the
 * low half, 0 where it does not say. So 0 is the whole firm. Stateless, for any thread.
 */
public final class Scope {
    /** The whole firm. */
    public static final long FIRM = 0;
    /** How many scopes an order stands in. */
    public static final int COUNT = 4;

    private Scope() {
    }

    /** The scope of an account, an instrument, both (neither 0), or the firm (both 0). */
    public static long key(int accountId, int instrumentId) {
        return (long) accountId << 32 | instrumentId;
    }

    /** Account it is about; 0: any. */
    public static int accountId(long key) {
        return (int) (key >>> 32);
    }

    /** Instrument it is about; 0: each by itself. */
    public static int instrumentId(long key) {
        return (int) key;
    }

    /** Its kind. */
    public static ScopeKind kind(long key) {
        if (key == FIRM) {
            return ScopeKind.FIRM;
        }
        if (instrumentId(key) == 0) {
            return ScopeKind.ACCOUNT;
        }
        return accountId(key) == 0 ? ScopeKind.INSTRUMENT : ScopeKind.ACCOUNT_INSTRUMENT;
    }

    /** Whether a kind of this build goes with these ids. */
    public static boolean fits(ScopeKind kind, int accountId, int instrumentId) {
        return accountId >= 0 && instrumentId >= 0 && kind(key(accountId, instrumentId)) == kind;
    }

    /** Whether an order of that account and instrument stands in it. */
    public static boolean covers(long key, int accountId, int instrumentId) {
        return (accountId(key) == 0 || accountId(key) == accountId)
            && (instrumentId(key) == 0 || instrumentId(key) == instrumentId);
    }

    /** An order's scopes, the widest first: firm, account, instrument, account and instrument. */
    public static long of(int width, int accountId, int instrumentId) {
        return key((width & 1) != 0 ? accountId : 0, (width & 2) != 0 ? instrumentId : 0);
    }
}
