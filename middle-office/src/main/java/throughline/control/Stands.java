package throughline.control;

import java.util.Arrays;
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
    private final Instruments instruments;
    private final Accounts accounts;
    private final Users users;
    private final Names names;
    private final Limits limits;
    /** Where nothing is limited, and all that is known is 0: the place of what stands in no scope of a kind. */
    private final Place nowhere = new Place(Scope.NONE);
    private final OfAccount noAccount = new OfAccount(Scope.NONE, nowhere);
    private final OfTrader noTrader = new OfTrader(Scope.NONE, nowhere);
    private final OfInstrument noInstrument = new OfInstrument(Scope.NONE, nowhere);
    /** By id; null: not asked for yet. */
    private OfAccount[] byAccount = new OfAccount[1 << 6];
    private OfTrader[] byTrader = new OfTrader[1 << 6];
    private OfInstrument[] byInstrument = new OfInstrument[1 << 6];
    /** All others, found by their scope. */
    private Place[] others = new Place[1 << 6];
    private final ScopeRows otherByScope = new ScopeRows();
    private int otherCount;
    private Place firm = nowhere;
    /** Above 0; another whenever something that stands here may have changed. */
    private long stamp;

    Stands(Instruments instruments, Accounts accounts, Users users, Names names, Limits limits) {
        this.instruments = instruments;
        this.accounts = accounts;
        this.users = users;
        this.names = names;
        this.limits = limits;
    }

    /** A scope, the clearances of its limits, and the rows of what is counted there. */
    static class Place {
        /** {@link Scope#NONE}: it is nowhere. */
        final long scope;
        /** Clearances; {@link Limits#UNLIMITED}: there is no limit to test. The lesser of gross and concentration. */
        long gross = Limits.UNLIMITED;
        long net = Limits.UNLIMITED;
        long loss = Limits.UNLIMITED;
        /** In orders. */
        long open = Limits.UNLIMITED;
        long longs = Limits.UNLIMITED;
        long shorts = Limits.UNLIMITED;
        long window = Limits.UNLIMITED;
        long credit = Limits.UNLIMITED;
        /** Of an order's size. */
        long quantity = Limits.UNLIMITED;
        long value = Limits.UNLIMITED;
        /** Of an account, a trader and an instrument: the least of these at all scopes that follow from it. */
        long leastQuantity;
        long leastValue;
        /** Tokens of its bucket when full; {@link Limits#UNLIMITED}: it has no bucket. */
        long burst = Limits.UNLIMITED;
        /** As {@link Stands#noted} has them. */
        int grossRow = Table.NONE;
        int profitRow = Table.NONE;
        int workingRow = Table.NONE;
        int windowRow = Table.NONE;
        int creditRow = Table.NONE;
        int bucketRow = Table.NONE;
        /** Row of its limits; {@link Table#NONE}: it has none. */
        int limits = Table.NONE;
        private long stamp;

        Place(long scope) {
            this.scope = scope;
        }

        final boolean isNowhere() {
            return scope == Scope.NONE;
        }

        /** The firm's limits count with its own, and those of the other places. */
        final void takeLeast(Place firm, Place... others) {
            leastQuantity = Math.min(quantity, firm.quantity);
            leastValue = Math.min(value, firm.value);
            for (Place other : others) {
                leastQuantity = Math.min(leastQuantity, other.quantity);
                leastValue = Math.min(leastValue, other.value);
            }
        }
    }

    /** An account's. */
    static final class OfAccount extends Place {
        boolean mayTrade;
        boolean maySellShort;
        /** It is the street's. */
        boolean isOutside;
        /** An order of it ends that would trade with its own. */
        boolean isAggressor;
        int deskId;
        /** Party of a client's account; 0: an account of the firm's own. */
        int clientId;
        int groupId;
        /** How long a lookalike counts, the firm's or its own bound. */
        long lookalike;
        Place desk;
        Place client;
        SelfTradeMode selfTradeMode = SelfTradeMode.NULL_VAL;

        OfAccount(long scope, Place nowhere) {
            super(scope);
            desk = nowhere;
            client = nowhere;
        }
    }

    /** A trader's. */
    static final class OfTrader extends Place {
        boolean mayTrade;
        /** 0: of all desks. */
        int deskId;
        int sessionId;
        Place session;

        OfTrader(long scope, Place nowhere) {
            super(scope);
            session = nowhere;
        }
    }

    /** An instrument's. */
    static final class OfInstrument extends Place {
        boolean mayTrade;
        /** Its reference price is to be of the order's date. */
        boolean isOfToday;
        int currency;
        int quantityScale;
        int sectorId;
        int issuerId;
        long lot;
        /** Its tick at every price; 0: it follows the price. */
        long tickE8;
        long multiplier;
        /** The tightest collars, percent x 10^-8; {@link Limits#UNLIMITED}: off. */
        long farE8;
        long nearE8;
        /** How old its reference price may be; {@link Limits#UNLIMITED}: only {@link #isOfToday} limits that. */
        long age;
        Place sector;

        OfInstrument(long scope, Place nowhere) {
            super(scope);
            sector = nowhere;
        }
    }

    /** A row as a place keeps it: one that there is, since it is never given back, or when there was none. */
    static int noted(int row, int end) {
        return row == Table.NONE ? Table.NONE - end : row;
    }

    /**
     * Whether a row is to be looked for, since a place knows of none, and rows were made since.
     *
     * @param end below which row numbers run now
     */
    static boolean isOld(int noted, int end) {
        return noted < 0 && noted != Table.NONE - end;
    }

    /** Takes note of changes; what is asked for from here is as it is now. */
    void look() {
        long now = 1L + limits.version() + accounts.version() + users.version() + instruments.version();
        if (now != stamp) {
            stamp = now;
            firm = place(0, Scope.FIRM);
        }
    }

    /** The firm's. */
    Place firm() {
        return firm;
    }

    /** An account's; nowhere: there is no such account. */
    OfAccount account(int id) {
        OfAccount at = id > 0 && id < byAccount.length ? byAccount[id] : null;
        return at != null && isNow(at) ? at
            : id > 0 && id < accounts.end() && accounts.isKnown(id) ? findAccount(id) : noAccount;
    }

    private boolean isNow(Place at) {
        return at.stamp == stamp;
    }

    private OfAccount findAccount(int id) {
        if (id >= byAccount.length) {
            byAccount = Arrays.copyOf(byAccount, Math.max(id + 1, 2 * byAccount.length));
        }
        byAccount[id] = byAccount[id] != null ? byAccount[id]
            : new OfAccount(Scope.of(ScopeKind.ACCOUNT, id), nowhere);
        OfAccount at = byAccount[id];
        findPlace(at, OrderFacts.AT_ACCOUNT);
        AccountKind kind = accounts.kind(id);
        at.isOutside = kind == AccountKind.OUTSIDE;
        at.mayTrade = accounts.isOpen(id) && !at.isOutside;
        at.maySellShort = accounts.maySellShort(id);
        at.selfTradeMode = accounts.selfTradeMode(id);
        at.isAggressor = at.selfTradeMode == SelfTradeMode.AGGRESSOR;
        at.deskId = accounts.deskId(id);
        at.clientId = kind == AccountKind.CLIENT ? accounts.partyId(id) : 0;
        at.groupId = accounts.selfTradeGroup(id);
        at.desk = place(ScopeKind.DESK, at.deskId);
        at.client = place(ScopeKind.CLIENT, at.clientId);
        at.lookalike = Math.max(limits.value(firm.limits, Metric.DUPLICATE_ORDER),
            limits.value(at.limits, Metric.DUPLICATE_ORDER));
        at.takeLeast(firm, at.desk, at.client, place(ScopeKind.GROUP, at.groupId));
        return at;
    }

    /** A trader's; nowhere: there is no such user. */
    OfTrader trader(int id) {
        OfTrader at = id > 0 && id < byTrader.length ? byTrader[id] : null;
        return at != null && isNow(at) ? at
            : id > 0 && id < users.end() && users.isKnown(id) ? findTrader(id) : noTrader;
    }

    private OfTrader findTrader(int id) {
        if (id >= byTrader.length) {
            byTrader = Arrays.copyOf(byTrader, Math.max(id + 1, 2 * byTrader.length));
        }
        byTrader[id] = byTrader[id] != null ? byTrader[id] : new OfTrader(Scope.of(ScopeKind.TRADER, id), nowhere);
        OfTrader at = byTrader[id];
        findPlace(at, OrderFacts.AT_TRADER);
        at.mayTrade = users.has(id, Users.TRADER);
        at.deskId = users.deskId(id);
        at.sessionId = names.sessionOf(id);
        at.session = place(ScopeKind.SESSION, at.sessionId);
        at.takeLeast(firm, at.session);
        return at;
    }

    /** An instrument's; nowhere: there is no such instrument. */
    OfInstrument instrument(int id) {
        OfInstrument at = id > 0 && id < byInstrument.length ? byInstrument[id] : null;
        return at != null && isNow(at) ? at
            : id > 0 && id < instruments.end() && instruments.isKnown(id) ? findInstrument(id) : noInstrument;
    }

    private OfInstrument findInstrument(int id) {
        if (id >= byInstrument.length) {
            byInstrument = Arrays.copyOf(byInstrument, Math.max(id + 1, 2 * byInstrument.length));
        }
        byInstrument[id] = byInstrument[id] != null ? byInstrument[id]
            : new OfInstrument(Scope.instrument(id), nowhere);
        OfInstrument at = byInstrument[id];
        findPlace(at, OrderFacts.AT_INSTRUMENT);
        at.mayTrade = instruments.isOpen(id) && instruments.isMeasurable(id);
        at.currency = instruments.currency(id);
        at.quantityScale = instruments.quantityScale(id);
        at.sectorId = instruments.sectorId(id);
        at.issuerId = instruments.issuerId(id);
        at.lot = instruments.lot(id);
        at.tickE8 = instruments.tickTable(id) == 0 ? instruments.tickE8(id) : 0;
        at.multiplier = instruments.multiplier(id);
        at.farE8 = Math.min(collar(firm, Metric.PRICE_COLLAR_FAR), collar(at, Metric.PRICE_COLLAR_FAR));
        at.nearE8 = Math.min(collar(firm, Metric.PRICE_COLLAR_NEAR), collar(at, Metric.PRICE_COLLAR_NEAR));
        at.isOfToday = false;
        at.age = Limits.UNLIMITED;
        limitAge(at, limits.value(firm.limits, Metric.PRICE_COLLAR_AGE));
        limitAge(at, limits.value(at.limits, Metric.PRICE_COLLAR_AGE));
        at.sector = place(ScopeKind.SECTOR, at.sectorId);
        at.takeLeast(firm, at.sector);
        return at;
    }

    private long collar(Place place, Metric metric) {
        long percent = limits.value(place.limits, metric);
        return percent == Limits.NONE || percent == Limits.OFF ? Limits.UNLIMITED : percent;
    }

    private static void limitAge(OfInstrument instrument, long age) {
        if (age == 0) {
            instrument.isOfToday = true;
        } else if (age != Limits.NONE) {
            instrument.age = Math.min(instrument.age, age);
        }
    }

    /** That of a scope by its kind, one of those that count by an id and have no type here; nowhere: the id is 0. */
    Place place(ScopeKind kind, int id) {
        return id == 0 ? nowhere : place(kind.value() - ScopeKind.FIRM.value(), Scope.of(kind, id));
    }

    /** That of an account's instrument: only where it has limits is it one of its own. */
    Place pair(int accountId, int instrumentId) {
        return limits.row(accountId, instrumentId) == Table.NONE ? nowhere
            : place(OrderFacts.AT_PAIR, Scope.pair(accountId, instrumentId));
    }

    private Place place(int width, long scope) {
        int number = otherByScope.row(scope);
        if (number == Table.NONE) {
            number = otherCount++;
            others = number < others.length ? others : Arrays.copyOf(others, 2 * others.length);
            others[number] = new Place(scope);
            otherByScope.put(scope, number);
        }
        Place place = others[number];
        if (!isNow(place)) {
            findPlace(place, width);
        }
        return place;
    }

    private void findPlace(Place at, int width) {
        int row = limits.row(at.scope);
        at.limits = row;
        at.gross = Math.min(clearance(row, width, Metric.GROSS_EXPOSURE), clearance(row, width, Metric.CONCENTRATION));
        at.net = clearance(row, width, Metric.NET_EXPOSURE);
        at.loss = clearance(row, width, Metric.DAILY_LOSS);
        long open = clearance(row, width, Metric.OPEN_ORDERS);
        at.open = open == Limits.UNLIMITED ? Limits.UNLIMITED : open / Money.E8;
        at.longs = clearance(row, width, Metric.POSITION_LIMIT_LONG);
        at.shorts = clearance(row, width, Metric.POSITION_LIMIT_SHORT);
        at.window = clearance(row, width, Metric.WINDOW_VALUE_LIMIT);
        at.credit = clearance(row, width, Metric.CREDIT);
        at.quantity = clearance(row, width, Metric.MAX_ORDER_QTY);
        at.value = clearance(row, width, Metric.MAX_ORDER_VALUE);
        long rate = limits.value(row, Metric.MESSAGE_RATE_RATE);
        long burst = limits.value(row, Metric.MESSAGE_RATE_BURST);
        at.burst = rate == Limits.NONE || burst == Limits.NONE ? Limits.UNLIMITED
            : burst / Money.E8 * Buckets.TOKEN;
        forgetRows(at);
        at.stamp = stamp;
    }

    private static void forgetRows(Place at) {
        at.grossRow = Table.NONE;
        at.profitRow = Table.NONE;
        at.workingRow = Table.NONE;
        at.windowRow = Table.NONE;
        at.creditRow = Table.NONE;
        at.bucketRow = Table.NONE;
    }

    private long clearance(int row, int width, Metric metric) {
        if (row == Table.NONE || !Limits.isAllowedAt(Scope.kindAt(width), metric)) {
            return Limits.UNLIMITED;
        }
        limits.findClearance(row, limits.row(Scope.FIRM), width, metric);
        return limits.clearance(limits.clearances(row), width, metric);
    }
}
