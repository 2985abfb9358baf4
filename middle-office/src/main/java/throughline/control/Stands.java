package throughline.control;

import java.util.Arrays;
import java.util.function.LongToIntFunction;
import throughline.exposure.Buckets;
import throughline.limit.Limits;
import throughline.limit.Names;
import throughline.limit.ScopeRows;
import throughline.message.AccountKind;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.message.SelfTradeMode;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.Money;
import throughline.reference.Scope;
import throughline.reference.Users;
import throughline.state.Table;

/**
 * What is the same for every order of an account, of a trader, in an instrument: who and what they are, the scopes they
 * stand in, and at each of these the most that its limits let pass without a word. Found once, and anew when one of
 * them was stated or any limit set since; so it is nobody's state. A scope with its numbers is a place here. Grows with
 * what there is, and allocates nothing in between. One thread.
 */
final class Stands {
    /** The place of what stands in no scope of a kind: nothing is limited there. */
    static final int NOWHERE = 0;
    /** Columns of a place: clearances, {@link Limits#UNLIMITED} where there is no limit to test. */
    static final int OPEN = 0;
    static final int WINDOW = 1;
    static final int LONG = 2;
    static final int SHORT = 3;
    static final int CREDIT = 4;
    static final int GROSS = 5;
    static final int NET = 6;
    static final int CONCENTRATION = 7;
    static final int LOSS = 8;
    static final int QUANTITY = 9;
    static final int VALUE = 10;
    /** Tokens of its bucket when full; {@link Limits#UNLIMITED}: it has no bucket. */
    static final int BURST = 11;
    /** Rows of what is counted there; {@link Table#NONE}: not known yet. They are never given back. */
    static final int WORKING_ROW = 12;
    static final int WINDOW_ROW = 13;
    static final int CREDIT_ROW = 14;
    static final int GROSS_ROW = 15;
    static final int PROFIT_ROW = 16;
    static final int BUCKET_ROW = 17;
    private static final int ROWS_END = BUCKET_ROW + 1;
    private static final int SCOPE = 18;
    private static final int LIMITS = 19;
    private static final int STAMP = 20;
    private static final int PLACE = 21;
    /** What the first columns are clearances of, in their order. */
    private static final Metric[] METRICS = {Metric.OPEN_ORDERS, Metric.WINDOW_VALUE_LIMIT,
        Metric.POSITION_LIMIT_LONG, Metric.POSITION_LIMIT_SHORT, Metric.CREDIT, Metric.GROSS_EXPOSURE,
        Metric.NET_EXPOSURE, Metric.CONCENTRATION, Metric.DAILY_LOSS, Metric.MAX_ORDER_QTY, Metric.MAX_ORDER_VALUE};

    /** Columns of an account, a trader, an instrument; the first of each are bits. */
    static final int BITS = 0;
    private static final int SEEN = 1;
    /** The least clearance of an order's size at the scopes that follow from it. */
    static final int LEAST_QUANTITY = 2;
    static final int LEAST_VALUE = 3;
    static final int DESK_ID = 4;
    static final int CLIENT_ID = 5;
    static final int GROUP_ID = 6;
    static final int AT_DESK = 7;
    static final int AT_ACCOUNT = 8;
    static final int AT_CLIENT = 9;
    static final int AT_GROUP = 10;
    /** How long a lookalike counts, the firm's or its own bound. */
    static final int LOOKALIKE = 11;
    static final int SESSION_ID = 5;
    static final int AT_TRADER = 7;
    static final int AT_SESSION = 8;
    static final int SECTOR_ID = 4;
    static final int ISSUER_ID = 5;
    static final int CURRENCY = 6;
    static final int AT_SECTOR = 7;
    static final int AT_INSTRUMENT = 8;
    static final int SCALE = 9;
    static final int LOT = 10;
    static final int HOLDING = 11;
    private static final int COLUMNS = 12;
    private static final int KNOWN = 1;
    /** Bits of an account: it may trade, sell short, is the street's, ends what would trade with its own. */
    static final int OPEN_TO_ALL = 2;
    static final int MAY_SELL_SHORT = 4;
    static final int OUTSIDE = 8;
    static final int AGGRESSOR = 16;
    /** Bit of a trader and of an instrument. */
    static final int MAY_TRADE = 2;

    private final Instruments instruments;
    private final Accounts accounts;
    private final Users users;
    private final Names names;
    private final Limits limits;
    private final ScopeRows places = new ScopeRows();
    private long[] cells = new long[PLACE << 10];
    private int count = 1;
    private long[] ofAccounts = new long[COLUMNS << 10];
    private long[] ofTraders = new long[COLUMNS << 8];
    private long[] ofInstruments = new long[COLUMNS << 10];
    /** Above 0; another whenever something that stands here may have changed. */
    private long stamp;
    private int firm;

    Stands(Instruments instruments, Accounts accounts, Users users, Names names, Limits limits) {
        this.instruments = instruments;
        this.accounts = accounts;
        this.users = users;
        this.names = names;
        this.limits = limits;
        Arrays.fill(cells, 0, WORKING_ROW, Limits.UNLIMITED);
        Arrays.fill(cells, WORKING_ROW, ROWS_END, Table.NONE);
        cells[LIMITS] = Table.NONE;
    }

    /** Takes note of changes; what is asked for from here is as it is now. */
    void look() {
        long now = 1L + limits.version() + accounts.version() + users.version() + instruments.version();
        if (now != stamp) {
            stamp = now;
            firm = place(0, Scope.FIRM);
        }
    }

    /** The firm's place. */
    int firm() {
        return firm;
    }

    /** A number that stands at a place. */
    long get(int place, int column) {
        return cells[place * PLACE + column];
    }

    /**
     * The row of what is counted at a place; {@link Table#NONE}: nothing ever was.
     *
     * @param rows finds it by the place's scope, where it is not known yet
     */
    int row(int place, int column, LongToIntFunction rows) {
        int at = place * PLACE + column;
        if (cells[at] == Table.NONE) {
            cells[at] = rows.applyAsInt(scope(place));
        }
        return (int) cells[at];
    }

    /** The place's scope; {@link Scope#NONE}: nowhere. */
    long scope(int place) {
        return cells[place * PLACE + SCOPE];
    }

    /** The place's row of the limits; {@link Table#NONE}: it has none. */
    int limits(int place) {
        return (int) cells[place * PLACE + LIMITS];
    }

    /** A number that stands of an account, by what {@link #account} says. */
    long ofAccount(int at, int column) {
        return ofAccounts[at + column];
    }

    /** A number that stands of a trader, by what {@link #trader} says. */
    long ofTrader(int at, int column) {
        return ofTraders[at + column];
    }

    /** A number that stands of an instrument, by what {@link #instrument} says. */
    long ofInstrument(int at, int column) {
        return ofInstruments[at + column];
    }

    /** The row of the firm's holding of an instrument is known from here. */
    void setHolding(int at, int row) {
        ofInstruments[at + HOLDING] = row;
    }

    /** Where an account's numbers stand; 0: there is no such account, and all of them are 0. */
    int account(int id) {
        if (id <= 0 || id >= accounts.end()) {
            return 0;
        }
        int at = id * COLUMNS;
        ofAccounts = reaching(ofAccounts, at);
        if (ofAccounts[at + SEEN] != stamp) {
            findAccount(id, at);
        }
        return (ofAccounts[at] & KNOWN) != 0 ? at : 0;
    }

    private void findAccount(int id, int at) {
        Arrays.fill(ofAccounts, at, at + COLUMNS, 0);
        ofAccounts[at + SEEN] = stamp;
        if (!accounts.isKnown(id)) {
            return;
        }
        AccountKind kind = accounts.kind(id);
        boolean outside = kind == AccountKind.OUTSIDE;
        ofAccounts[at] = KNOWN | (accounts.isOpen(id) && !outside ? OPEN_TO_ALL : 0) | (outside ? OUTSIDE : 0)
            | (accounts.maySellShort(id) ? MAY_SELL_SHORT : 0)
            | (accounts.selfTradeMode(id) == SelfTradeMode.AGGRESSOR ? AGGRESSOR : 0);
        int client = kind == AccountKind.CLIENT ? accounts.partyId(id) : 0;
        ofAccounts[at + DESK_ID] = accounts.deskId(id);
        ofAccounts[at + CLIENT_ID] = client;
        ofAccounts[at + GROUP_ID] = accounts.selfTradeGroup(id);
        ofAccounts[at + AT_DESK] = place(ScopeKind.DESK, accounts.deskId(id));
        ofAccounts[at + AT_ACCOUNT] = place(ScopeKind.ACCOUNT, id);
        ofAccounts[at + AT_CLIENT] = place(ScopeKind.CLIENT, client);
        ofAccounts[at + AT_GROUP] = place(ScopeKind.GROUP, accounts.selfTradeGroup(id));
        ofAccounts[at + LOOKALIKE] = Math.max(limits.value(limits(firm), Metric.DUPLICATE_ORDER),
            limits.value(limits((int) ofAccounts[at + AT_ACCOUNT]), Metric.DUPLICATE_ORDER));
        least(ofAccounts, at, AT_DESK, AT_GROUP);
    }

    /** Where a trader's numbers stand; 0: there is no such user, and all of them are 0. */
    int trader(int id) {
        if (id <= 0 || id >= users.end()) {
            return 0;
        }
        int at = id * COLUMNS;
        ofTraders = reaching(ofTraders, at);
        if (ofTraders[at + SEEN] != stamp) {
            findTrader(id, at);
        }
        return (ofTraders[at] & KNOWN) != 0 ? at : 0;
    }

    private void findTrader(int id, int at) {
        Arrays.fill(ofTraders, at, at + COLUMNS, 0);
        ofTraders[at + SEEN] = stamp;
        if (!users.isKnown(id)) {
            return;
        }
        ofTraders[at] = KNOWN | (users.has(id, Users.TRADER) ? MAY_TRADE : 0);
        ofTraders[at + DESK_ID] = users.deskId(id);
        ofTraders[at + SESSION_ID] = names.sessionOf(id);
        ofTraders[at + AT_TRADER] = place(ScopeKind.TRADER, id);
        ofTraders[at + AT_SESSION] = place(ScopeKind.SESSION, names.sessionOf(id));
        least(ofTraders, at, AT_TRADER, AT_TRADER);
    }

    /** Where an instrument's numbers stand; 0: there is no such instrument, and all of them are 0. */
    int instrument(int id) {
        if (id <= 0 || id >= instruments.end()) {
            return 0;
        }
        int at = id * COLUMNS;
        ofInstruments = reaching(ofInstruments, at);
        if (ofInstruments[at + SEEN] != stamp) {
            findInstrument(id, at);
        }
        return (ofInstruments[at] & KNOWN) != 0 ? at : 0;
    }

    private void findInstrument(int id, int at) {
        Arrays.fill(ofInstruments, at, at + COLUMNS, 0);
        ofInstruments[at + SEEN] = stamp;
        if (!instruments.isKnown(id)) {
            return;
        }
        boolean tradable = instruments.isOpen(id) && instruments.tickE8(id) > 0 && instruments.lot(id) > 0
            && instruments.multiplier(id) > 0;
        ofInstruments[at] = KNOWN | (tradable ? MAY_TRADE : 0);
        ofInstruments[at + SECTOR_ID] = instruments.sectorId(id);
        ofInstruments[at + ISSUER_ID] = instruments.issuerId(id);
        ofInstruments[at + CURRENCY] = instruments.currency(id);
        ofInstruments[at + AT_SECTOR] = place(ScopeKind.SECTOR, instruments.sectorId(id));
        ofInstruments[at + AT_INSTRUMENT] = place(OrderFacts.AT_INSTRUMENT, Scope.instrument(id));
        ofInstruments[at + SCALE] = instruments.quantityScale(id);
        ofInstruments[at + LOT] = instruments.lot(id);
        ofInstruments[at + HOLDING] = Table.NONE;
        least(ofInstruments, at, AT_SECTOR, AT_INSTRUMENT);
    }

    /** The firm's own limits count with each. */
    private void least(long[] of, int at, int first, int last) {
        of[at + LEAST_QUANTITY] = get(firm, QUANTITY);
        of[at + LEAST_VALUE] = get(firm, VALUE);
        for (int column = first; column <= last; column++) {
            int place = (int) of[at + column];
            of[at + LEAST_QUANTITY] = Math.min(of[at + LEAST_QUANTITY], get(place, QUANTITY));
            of[at + LEAST_VALUE] = Math.min(of[at + LEAST_VALUE], get(place, VALUE));
        }
    }

    private static long[] reaching(long[] of, int at) {
        return at + COLUMNS <= of.length ? of : Arrays.copyOf(of, Math.max(2 * of.length, at + COLUMNS));
    }

    /** Place of a scope by its kind, one of those that count by an id; {@link #NOWHERE}: the id is 0. */
    int place(ScopeKind kind, int id) {
        return id == 0 ? NOWHERE : place(kind.value() - ScopeKind.FIRM.value(), Scope.of(kind, id));
    }

    /** Place of an account's instrument: only where it has limits is it one of its own. */
    int pair(int accountId, int instrumentId) {
        long pair = Scope.pair(accountId, instrumentId);
        return limits.row(pair) == Table.NONE ? NOWHERE : place(Scope.COUNT - 1, pair);
    }

    private int place(int width, long scope) {
        int place = places.row(scope);
        if (place == Table.NONE) {
            place = count++;
            places.put(scope, place);
            int end = count * PLACE;
            cells = end <= cells.length ? cells : Arrays.copyOf(cells, Math.max(2 * cells.length, end));
            cells[place * PLACE + SCOPE] = scope;
        }
        if (cells[place * PLACE + STAMP] != stamp) {
            findPlace(place * PLACE, width, scope);
        }
        return place;
    }

    private void findPlace(int at, int width, long scope) {
        int row = limits.row(scope);
        for (int column = 0; column < METRICS.length; column++) {
            cells[at + column] = clearance(row, width, METRICS[column]);
        }
        long rate = limits.value(row, Metric.MESSAGE_RATE_RATE);
        long burst = limits.value(row, Metric.MESSAGE_RATE_BURST);
        cells[at + BURST] = rate == Limits.NONE || burst == Limits.NONE ? Limits.UNLIMITED
            : burst / Money.E8 * Buckets.TOKEN;
        Arrays.fill(cells, at + WORKING_ROW, at + ROWS_END, Table.NONE);
        cells[at + LIMITS] = row;
        cells[at + STAMP] = stamp;
    }

    private long clearance(int row, int width, Metric metric) {
        if (row == Table.NONE || !Limits.isAllowedAt(Scope.kindAt(width), metric)) {
            return Limits.UNLIMITED;
        }
        limits.findClearance(row, limits.row(Scope.FIRM), width, metric);
        return limits.clearance(limits.clearances(row), width, metric);
    }
}
