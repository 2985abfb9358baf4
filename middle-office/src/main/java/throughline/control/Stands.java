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
    /** The place of what stands in no scope of a kind: nothing is limited there, and all that is known of it is 0. */
    static final int NOWHERE = 0;
    /**
     * Columns of a place: clearances, {@link Limits#UNLIMITED} where there is no limit to test, each beside the row of
     * what is counted there; below 0: it had none when rows were so many, and rows are never given back. What an order
     * asks at its account's place stands together, from {@link #GROSS} to {@link #GROUP_ID}, and at its instrument's,
     * from {@link #OPEN} to {@link #WINDOW_ROW}: there are many of these, so that they are seldom in a cache.
     */
    static final int GROSS = 0;
    static final int NET = 1;
    static final int GROSS_ROW = 2;
    static final int LOSS = 3;
    static final int PROFIT_ROW = 4;
    /** In orders. */
    static final int OPEN = 5;
    static final int WORKING_ROW = 6;
    static final int LONG = 7;
    static final int SHORT = 8;
    private static final int STAMP = 9;
    /** More of an account's, a trader's and an instrument's own place, the first of them bits. */
    static final int BITS = 10;
    /** The least clearance of an order's size at the scopes that follow from it. */
    static final int LEAST_QUANTITY = 11;
    static final int LEAST_VALUE = 12;
    static final int AT_DESK = 13;
    static final int AT_CLIENT = 14;
    static final int AT_GROUP = 15;
    static final int DESK_ID = 16;
    static final int CLIENT_ID = 17;
    /** How long a lookalike counts, the firm's or its own bound. */
    static final int LOOKALIKE = 18;
    static final int GROUP_ID = 19;
    static final int AT_SESSION = 13;
    static final int SESSION_ID = 14;
    static final int AT_SECTOR = 13;
    static final int LOT = 15;
    /** Its tick at every price; 0: it follows the price. */
    static final int TICK = 16;
    static final int MULTIPLIER = 17;
    /** The tightest collars, percent x 10^-8; {@link Limits#UNLIMITED}: off. */
    static final int FAR = 18;
    static final int NEAR = 19;
    /** How old its reference price may be; {@link Limits#UNLIMITED}: that is not limited but by {@link #OF_TODAY}. */
    static final int AGE = 20;
    static final int WINDOW = 21;
    static final int WINDOW_ROW = 22;
    static final int CREDIT = 23;
    static final int CREDIT_ROW = 24;
    /** Tokens of its bucket when full; {@link Limits#UNLIMITED}: it has no bucket. */
    static final int BURST = 25;
    static final int BUCKET_ROW = 26;
    static final int SECTOR_ID = 27;
    static final int ISSUER_ID = 28;
    /** Of an order's size. */
    static final int QUANTITY = 29;
    static final int VALUE = 30;
    private static final int LIMITS = 31;
    private static final int SCOPE = 32;
    private static final int PLACE = 33;
    /** Columns of clearances; of gross exposure it is the lesser one of that and of concentration. */
    private static final int[] CLEARANCES = {OPEN, WINDOW, LONG, SHORT, CREDIT, GROSS, NET, LOSS, QUANTITY, VALUE};
    /** What they are of, in that order. */
    private static final Metric[] METRICS = {Metric.OPEN_ORDERS, Metric.WINDOW_VALUE_LIMIT, Metric.POSITION_LIMIT_LONG,
        Metric.POSITION_LIMIT_SHORT, Metric.CREDIT, Metric.GROSS_EXPOSURE, Metric.NET_EXPOSURE, Metric.DAILY_LOSS,
        Metric.MAX_ORDER_QTY, Metric.MAX_ORDER_VALUE};
    private static final int[] ROWS = {CREDIT_ROW, BUCKET_ROW, GROSS_ROW, PROFIT_ROW, WORKING_ROW, WINDOW_ROW};

    /** Bits of an account: it may trade, sell short, is the street's, ends what would trade with its own. */
    static final int OPEN_TO_ALL = 2;
    static final int MAY_SELL_SHORT = 4;
    static final int OUTSIDE = 8;
    static final int AGGRESSOR = 16;
    /** Bit of a trader and of an instrument. */
    static final int MAY_TRADE = 2;
    /** Bit of an instrument: its reference price is to be of the order's date. */
    static final int OF_TODAY = 4;
    /** Where an instrument's currency and scale stand above its bits. */
    private static final int CURRENCY_SHIFT = 32;
    private static final int SCALE_SHIFT = 48;
    /** Where an account's mode of self-trade prevention stands above its bits. */
    private static final int MODE_SHIFT = 32;
    private static final int MASK = 0xFFFF;

    private final Instruments instruments;
    private final Accounts accounts;
    private final Users users;
    private final Names names;
    private final Limits limits;
    private final ScopeRows places = new ScopeRows();
    private long[] cells = new long[PLACE << 10];
    private int end = PLACE;
    /** Above 0; another whenever something that stands here may have changed. */
    private long stamp;
    private int firm;

    Stands(Instruments instruments, Accounts accounts, Users users, Names names, Limits limits) {
        this.instruments = instruments;
        this.accounts = accounts;
        this.users = users;
        this.names = names;
        this.limits = limits;
        for (int column : CLEARANCES) {
            cells[column] = Limits.UNLIMITED;
        }
        cells[BURST] = Limits.UNLIMITED;
        forgetRows(NOWHERE);
        cells[LIMITS] = Table.NONE;
    }

    private void forgetRows(int place) {
        for (int column : ROWS) {
            cells[place + column] = Table.NONE;
        }
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
        return cells[place + column];
    }

    /** An instrument's currency, an ISO 4217 number. */
    int currency(int instrument) {
        return (int) (cells[instrument + BITS] >>> CURRENCY_SHIFT) & MASK;
    }

    /** An instrument's quantity scale. */
    int scale(int instrument) {
        return (int) (cells[instrument + BITS] >>> SCALE_SHIFT);
    }

    /** An account's mode of self-trade prevention. */
    SelfTradeMode selfTradeMode(int account) {
        return SelfTradeMode.get((short) (cells[account + BITS] >>> MODE_SHIFT));
    }

    /**
     * The row of what is counted at a place; {@link Table#NONE}: nothing ever was.
     *
     * @param rows finds it by the place's scope, where it is not known yet
     * @param end below which row numbers run: as long as it is the same, a scope without a row has none
     */
    int row(int place, int column, LongToIntFunction rows, int end) {
        long row = cells[place + column];
        return row >= 0 ? (int) row : row == Table.NONE - end ? Table.NONE : findRow(place, column, rows, end);
    }

    private int findRow(int place, int column, LongToIntFunction rows, int end) {
        int row = rows.applyAsInt(scope(place));
        cells[place + column] = row == Table.NONE ? Table.NONE - end : row;
        return row;
    }

    /** The place's scope; {@link Scope#NONE}: nowhere. */
    long scope(int place) {
        return cells[place + SCOPE];
    }

    /** The place's row of the limits; {@link Table#NONE}: it has none. */
    int limits(int place) {
        return (int) cells[place + LIMITS];
    }

    /** An account's place; {@link #NOWHERE}: there is no such account. */
    int account(int id) {
        int at = id > 0 ? places.rowOfId(ScopeKind.ACCOUNT.value(), id) : Table.NONE;
        return isNow(at) ? at : id > 0 && id < accounts.end() && accounts.isKnown(id) ? findAccount(id) : NOWHERE;
    }

    private boolean isNow(int at) {
        return at != Table.NONE && cells[at + STAMP] == stamp;
    }

    private int findAccount(int id) {
        int at = place(ScopeKind.ACCOUNT, id);
        AccountKind kind = accounts.kind(id);
        boolean outside = kind == AccountKind.OUTSIDE;
        int client = kind == AccountKind.CLIENT ? accounts.partyId(id) : 0;
        int desk = place(ScopeKind.DESK, accounts.deskId(id));
        int ofClient = place(ScopeKind.CLIENT, client);
        int group = place(ScopeKind.GROUP, accounts.selfTradeGroup(id));
        cells[at + BITS] = (accounts.isOpen(id) && !outside ? OPEN_TO_ALL : 0) | (outside ? OUTSIDE : 0)
            | (accounts.maySellShort(id) ? MAY_SELL_SHORT : 0)
            | (accounts.selfTradeMode(id) == SelfTradeMode.AGGRESSOR ? AGGRESSOR : 0)
            | (long) accounts.selfTradeMode(id).value() << MODE_SHIFT;
        cells[at + DESK_ID] = accounts.deskId(id);
        cells[at + CLIENT_ID] = client;
        cells[at + GROUP_ID] = accounts.selfTradeGroup(id);
        cells[at + AT_DESK] = desk;
        cells[at + AT_CLIENT] = ofClient;
        cells[at + AT_GROUP] = group;
        cells[at + LOOKALIKE] = Math.max(limits.value(limits(firm), Metric.DUPLICATE_ORDER),
            limits.value(limits(at), Metric.DUPLICATE_ORDER));
        least(at, AT_DESK, AT_GROUP);
        return at;
    }

    /** A trader's place; {@link #NOWHERE}: there is no such user. */
    int trader(int id) {
        int at = id > 0 ? places.rowOfId(ScopeKind.TRADER.value(), id) : Table.NONE;
        return isNow(at) ? at : id > 0 && id < users.end() && users.isKnown(id) ? findTrader(id) : NOWHERE;
    }

    private int findTrader(int id) {
        int at = place(ScopeKind.TRADER, id);
        int session = place(ScopeKind.SESSION, names.sessionOf(id));
        cells[at + BITS] = users.has(id, Users.TRADER) ? MAY_TRADE : 0;
        cells[at + DESK_ID] = users.deskId(id);
        cells[at + SESSION_ID] = names.sessionOf(id);
        cells[at + AT_SESSION] = session;
        least(at, AT_SESSION, AT_SESSION);
        return at;
    }

    /** An instrument's place; {@link #NOWHERE}: there is no such instrument. */
    int instrument(int id) {
        int at = id > 0 ? places.rowOfInstrument(ScopeKind.INSTRUMENT.value(), id) : Table.NONE;
        return isNow(at) ? at
            : id > 0 && id < instruments.end() && instruments.isKnown(id) ? findInstrument(id) : NOWHERE;
    }

    private int findInstrument(int id) {
        int at = place(OrderFacts.AT_INSTRUMENT, Scope.instrument(id));
        int sector = place(ScopeKind.SECTOR, instruments.sectorId(id));
        boolean tradable = instruments.isOpen(id) && instruments.isMeasurable(id);
        cells[at + BITS] = (tradable ? MAY_TRADE : 0) | (long) instruments.currency(id) << CURRENCY_SHIFT
            | (long) instruments.quantityScale(id) << SCALE_SHIFT;
        cells[at + SECTOR_ID] = instruments.sectorId(id);
        cells[at + ISSUER_ID] = instruments.issuerId(id);
        cells[at + AT_SECTOR] = sector;
        cells[at + LOT] = instruments.lot(id);
        cells[at + TICK] = instruments.tickTable(id) == 0 ? instruments.tickE8(id) : 0;
        cells[at + MULTIPLIER] = instruments.multiplier(id);
        cells[at + FAR] = Math.min(collar(firm, Metric.PRICE_COLLAR_FAR), collar(at, Metric.PRICE_COLLAR_FAR));
        cells[at + NEAR] = Math.min(collar(firm, Metric.PRICE_COLLAR_NEAR), collar(at, Metric.PRICE_COLLAR_NEAR));
        cells[at + AGE] = Limits.UNLIMITED;
        limitAge(at, limits.value(limits(firm), Metric.PRICE_COLLAR_AGE));
        limitAge(at, limits.value(limits(at), Metric.PRICE_COLLAR_AGE));
        least(at, AT_SECTOR, AT_SECTOR);
        return at;
    }

    private long collar(int place, Metric metric) {
        long percent = limits.value(limits(place), metric);
        return percent == Limits.NONE || percent == Limits.OFF ? Limits.UNLIMITED : percent;
    }

    private void limitAge(int instrument, long age) {
        if (age == 0) {
            cells[instrument + BITS] |= OF_TODAY;
        } else if (age != Limits.NONE) {
            cells[instrument + AGE] = Math.min(cells[instrument + AGE], age);
        }
    }

    /** The firm's own limits count with each, and those of the places that its columns name. */
    private void least(int at, int first, int last) {
        cells[at + LEAST_QUANTITY] = Math.min(get(firm, QUANTITY), get(at, QUANTITY));
        cells[at + LEAST_VALUE] = Math.min(get(firm, VALUE), get(at, VALUE));
        for (int column = first; column <= last; column++) {
            int place = (int) cells[at + column];
            cells[at + LEAST_QUANTITY] = Math.min(cells[at + LEAST_QUANTITY], get(place, QUANTITY));
            cells[at + LEAST_VALUE] = Math.min(cells[at + LEAST_VALUE], get(place, VALUE));
        }
    }

    /** Place of a scope by its kind, one of those that count by an id; {@link #NOWHERE}: the id is 0. */
    int place(ScopeKind kind, int id) {
        return id == 0 ? NOWHERE : place(kind.value() - ScopeKind.FIRM.value(), Scope.of(kind, id));
    }

    /** Place of an account's instrument: only where it has limits is it one of its own. */
    int pair(int accountId, int instrumentId) {
        return limits.row(accountId, instrumentId) == Table.NONE ? NOWHERE
            : place(Scope.COUNT - 1, Scope.pair(accountId, instrumentId));
    }

    private int place(int width, long scope) {
        int place = places.row(scope);
        if (place == Table.NONE) {
            place = end;
            end += PLACE;
            places.put(scope, place);
            cells = end <= cells.length ? cells : Arrays.copyOf(cells, Math.max(2 * cells.length, end));
            cells[place + SCOPE] = scope;
        }
        if (cells[place + STAMP] != stamp) {
            findPlace(place, width, scope);
        }
        return place;
    }

    private void findPlace(int at, int width, long scope) {
        int row = limits.row(scope);
        for (int which = 0; which < CLEARANCES.length; which++) {
            cells[at + CLEARANCES[which]] = clearance(row, width, METRICS[which]);
        }
        cells[at + GROSS] = Math.min(cells[at + GROSS], clearance(row, width, Metric.CONCENTRATION));
        cells[at + OPEN] = cells[at + OPEN] == Limits.UNLIMITED ? Limits.UNLIMITED : cells[at + OPEN] / Money.E8;
        long rate = limits.value(row, Metric.MESSAGE_RATE_RATE);
        long burst = limits.value(row, Metric.MESSAGE_RATE_BURST);
        cells[at + BURST] = rate == Limits.NONE || burst == Limits.NONE ? Limits.UNLIMITED
            : burst / Money.E8 * Buckets.TOKEN;
        forgetRows(at);
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
