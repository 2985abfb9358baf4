package throughline.control;

import throughline.exposure.Holdings;
import throughline.limit.InScopes;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.ScopeKind;
import throughline.message.SelfTradeMode;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.reference.Scope;
import throughline.state.Table;

/**
 * What there is to know of the order being judged, in its instrument's scales: what was asked for, and what its
 * controls have found out on the way. Filled by {@link Order}. One thread.
 */
abstract class OrderFacts implements InScopes {
    /** Levels at which positions are limited and reduced: the account's, the desk's, the firm's. */
    static final int ACCOUNT = 0;
    static final int DESK = 1;
    static final int FIRM = 2;
    static final int LEVELS = 3;
    /** Places of its scopes, as {@link Scope#kindAt} has them. */
    static final int AT_FIRM = 0;
    static final int AT_DESK = 1;
    static final int AT_TRADER = 2;
    static final int AT_ACCOUNT = 3;
    static final int AT_CLIENT = 4;
    static final int AT_STRATEGY = 5;
    static final int AT_SESSION = 6;
    static final int AT_SECTOR = 7;
    static final int AT_GROUP = 8;
    static final int AT_INSTRUMENT = 9;
    static final int AT_PAIR = 10;

    /** Its account's, trader's and instrument's places among {@link Stands}; nowhere: not known. */
    Stands.OfAccount ofAccount;
    Stands.OfTrader ofTrader;
    Stands.OfInstrument ofInstrument;
    /** Those of its places there that do not follow from these. */
    Stands.Place atStrategy;
    Stands.Place atSession;
    Stands.Place atPair;
    long orderId;
    int accountId;
    int instrumentId;
    int userId;
    int deskId;
    /** Party of a client's account; 0: an account of the firm's own. */
    int clientId;
    int strategyId;
    int sessionId;
    int group;
    /** A strategy decided on it, and no person of the firm. */
    boolean automatic;
    /** A short sale's shares were found somewhere. */
    boolean located;
    int businessDate;
    boolean knowsAccount;
    boolean knowsInstrument;
    boolean buys;
    boolean sellsShort;
    boolean sideKnown;
    /** It has no limit price of its own: a market order, or a stop order that becomes one. */
    boolean market;
    /** It waits for its stop price; a stop order that was triggered is judged as what it has become. */
    boolean armed;
    /** It was a stop order until the last price reached it. */
    boolean triggered;
    OrdType type;
    TimeInForce timeInForce;
    long ageNs;
    /** Time its decision goes by, epoch nanoseconds. */
    long timeNs;
    /** What it is for in all, executed or not: what control 4 tests. */
    long total;
    /** What may still execute: what all else tests. 0 or less: the amendment ends the order. */
    long quantity;
    int quantityFault;
    /** What it is for in all, x 10^-8, where that is finer than its instrument's unit; rounded up. */
    long finerE8;
    long priceE8;
    int priceFault;
    long stopPriceE8;
    int stopFault;
    int quantityScale;
    /** Of its instrument, an ISO 4217 number. */
    int currency;
    /** Of its instrument, x 10^-8; 0: none. */
    long referenceE8;
    /** Others are judged together with it. */
    boolean inBasket;
    /** How many 10^-8 one of its quantity's units is. */
    long quantityUnitE8;
    /** By level: what {@link Holdings#read} says of what is held of its instrument before it. */
    final long[] held = new long[LEVELS * Holdings.READ];
    /** By level: what works on its side beside it, of its basket's earlier members too. */
    final long[] workings = new long[LEVELS];
    final boolean[] reductions = new boolean[LEVELS];
    /** Row of its hold, which is taken out; {@link Table#NONE}: it is not held yet. */
    int hold = Table.NONE;
    /** In its instrument's currency, rounded up. */
    long valueMinor;
    /** In the firm's base currency, rounded up again. */
    long baseMinor;
    long feesMinor;
    long worstPriceE8;
    /** By level: what it raises gross, longs and shorts by, minor units of the base currency; of control 14. */
    final long[] raised = new long[LEVELS * Basket.RAISED];
    /** The override it may use; 0: none. */
    long overrideId;
    /** It is an amendment of an order that is held. */
    boolean amends;
    /** It lives on from an earlier date. */
    boolean restated;
    /** It stands for a basket's members in its scopes, whose sum is tested. */
    boolean summing;

    /** What is known of accounts, traders and instruments. */
    final Stands stands;
    /** Whether its scopes and the limits there were taken up; not before somebody asks. */
    boolean stood;
    private final Limits limits;
    private final long[] scopes = new long[Scope.COUNT];
    private final int[] limitRows = new int[Scope.COUNT];
    private final int[] clearances = new int[Scope.COUNT];

    OrderFacts(Limits limits, Stands stands) {
        this.limits = limits;
        this.stands = stands;
    }

    /** Whether it reduces at account and instrument (control 21). */
    public boolean reducing() {
        return reductions[ACCOUNT];
    }

    /** Whether it reduces the position at a level, {@link #ACCOUNT}, {@link #DESK} or {@link #FIRM} (control 21). */
    boolean reducing(int level) {
        return reductions[level];
    }

    /** What is held at a level: a number that {@link Holdings#read} put down. */
    long held(int level, int number) {
        return held[level * Holdings.READ + number];
    }

    /** What is held at a level before it, below 0 what is short. */
    long position(int level) {
        return held(level, Holdings.POSITION);
    }

    /** Who holds at a level: its account, desk or firm. */
    long holder(int level) {
        return level == ACCOUNT ? accountScope() : level == DESK ? Scope.of(ScopeKind.DESK, deskId) : Scope.FIRM;
    }

    /** Row of its hold, which counts as taken out; {@link Table#NONE}: it is not held yet. */
    int hold() {
        return hold;
    }

    /** Its instrument's currency, an ISO 4217 number. */
    int currency() {
        return currency;
    }

    /** Its instrument's issuer; 0: none. */
    int issuerId() {
        return ofInstrument.issuerId;
    }

    /** Whether it is an amendment. */
    boolean amends() {
        return amends;
    }

    /** It passed by an override. */
    public void use(long override) {
        overrideId = override;
    }

    /** The instrument's scope. */
    long instrumentScope() {
        return Scope.instrument(instrumentId);
    }

    /** The account's scope. */
    long accountScope() {
        return Scope.of(ScopeKind.ACCOUNT, accountId);
    }

    /** The scope of who asks for it. */
    long traderScope() {
        return Scope.of(ScopeKind.TRADER, userId);
    }

    /** The scope of the strategy that entered it; {@link Scope#NONE}: none did. */
    public long strategyScope() {
        return scope(ScopeKind.STRATEGY.value() - 1);
    }

    /** Whether somebody has just sent it: it is neither an amendment nor of an earlier date. */
    public boolean isNew() {
        return !amends && !restated;
    }

    /** Its id. */
    public long orderId() {
        return orderId;
    }

    /** Its value in the firm's base currency, rounded up; known once all controls have passed. */
    public long baseMinor() {
        return baseMinor;
    }

    /** Fees it may cost, minor units of its instrument's currency; known once all controls have passed. */
    public long feesMinor() {
        return feesMinor;
    }

    /** Its session. */
    public int sessionId() {
        return sessionId;
    }

    /** The override it needed; 0: none. */
    public long overrideId() {
        return overrideId;
    }

    /** What it is for in all, in its instrument's scale. */
    public long total() {
        return total;
    }

    /** What may still execute, in its instrument's scale. */
    public long quantity() {
        return quantity;
    }

    /** Its limit, x 10^-8; 0: market. */
    public long priceE8() {
        return priceE8;
    }

    /** The price it waits for, x 10^-8; 0: none, or it was reached. */
    public long stopPriceE8() {
        return stopPriceE8;
    }

    /** No execution may be worse, x 10^-8; known once all controls have passed. */
    public long worstPriceE8() {
        return worstPriceE8;
    }

    /** Value of what may still execute, minor units; known once all controls have passed. */
    public long valueMinor() {
        return valueMinor;
    }

    /** Its account; 0: unknown to the front. */
    public int accountId() {
        return accountId;
    }

    /** Its instrument; 0: unknown to the front. */
    public int instrumentId() {
        return instrumentId;
    }

    /** Who may be asked for it: whose order it is, or who amends it. */
    public int userId() {
        return userId;
    }

    /** Its business date, epoch days. */
    public int businessDate() {
        return businessDate;
    }

    /** Its side. */
    public Side side() {
        return sellsShort ? Side.SELL_SHORT : buys ? Side.BUY : Side.SELL;
    }

    /** Its account's group whose orders are not to trade with each other; 0: none. */
    public int selfTradeGroup() {
        return group;
    }

    /** How that is prevented; of an order whose account is known. */
    public SelfTradeMode selfTradeMode() {
        return ofAccount.selfTradeMode;
    }

    /** Its type. */
    public OrdType type() {
        return type;
    }

    /** How long it lives. */
    public TimeInForce timeInForce() {
        return timeInForce;
    }

    /** Takes up its scopes, the widest first, and the limits there. */
    final void stand() {
        stood = true;
        stand(0, Scope.FIRM, limits.row(ScopeKind.FIRM, 0));
        stand(1, ScopeKind.DESK, deskId);
        stand(2, ScopeKind.TRADER, userId);
        stand(3, ScopeKind.ACCOUNT, accountId);
        stand(4, ScopeKind.CLIENT, clientId);
        stand(5, ScopeKind.STRATEGY, strategyId);
        stand(6, ScopeKind.SESSION, sessionId);
        stand(7, ScopeKind.SECTOR, ofInstrument.sectorId);
        stand(8, ScopeKind.GROUP, group);
        stand(9, instrumentId == 0 ? Scope.NONE : Scope.instrument(instrumentId));
        stand(10, accountId == 0 || instrumentId == 0 ? Scope.NONE : Scope.pair(accountId, instrumentId));
    }

    private void stand(int width, ScopeKind kind, int id) {
        stand(width, id == 0 ? Scope.NONE : Scope.of(kind, id), id == 0 ? Table.NONE : limits.row(kind, id));
    }

    final void stand(int width, long scope) {
        stand(width, scope, scope == Scope.NONE ? Table.NONE : limits.row(scope));
    }

    private void stand(int width, long scope, int row) {
        scopes[width] = scope;
        limitRows[width] = row;
        clearances[width] = limits.clearances(row);
    }

    private void takeScopes() {
        if (!stood) {
            stand();
        }
    }

    @Override
    public long scope(int width) {
        takeScopes();
        return width < Scope.COUNT ? scopes[width] : Scope.order(orderId);
    }

    /** Its limit at that scope, in the metric's unit; {@link Limits#NONE}: there is none. */
    long limitAt(int width, Metric metric) {
        return limits.value(limitRow(width), metric);
    }

    /** Whether the firm has no such limit, as it must have. */
    boolean lacks(Metric metric) {
        return limits.lacks(metric);
    }

    /** Row of the limits at that scope; {@link Table#NONE}: there is none. */
    int limitRow(int width) {
        if (!stood && width == AT_FIRM) {
            return stands.firm().limits;
        }
        takeScopes();
        return limitRows[width];
    }

    /** The most its limit at that scope lets pass without a word, as {@link Limits#clearance}. */
    long clearanceAt(int width, Metric metric) {
        takeScopes();
        return limits.clearance(clearances[width], width, metric);
    }

    /** The most that its limits at all scopes let pass without a word, of an order's size. */
    long clearance(Metric metric) {
        takeScopes();
        return limits.leastClearance(clearances, metric);
    }

    /** The clearance at that scope is known from here. */
    void findClearance(int width, Metric metric) {
        if (limitRow(width) != Table.NONE) {
            limits.findClearance(limitRow(width), limitRow(0), width, metric);
        }
    }

    /**
     * A soft limit's percent at that scope, the lower of the firm's and its own; {@link Limits#OFF}: none. Sums of a
     * basket meet none: its last member in a scope does, with all before it.
     */
    long percentAt(int width, Metric metric) {
        return summing ? Limits.OFF : limits.percent(limitRow(0), limitRow(width), metric);
    }
}
