package throughline.control;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import throughline.exposure.Holdings;
import throughline.exposure.Holds;
import throughline.limit.Limits;
import throughline.limit.Names;
import throughline.message.AccountKind;
import throughline.message.JournalRecord;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderRestatedDecoder;
import throughline.message.ReplaceRequestedDecoder;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.Money;
import throughline.reference.Scope;
import throughline.reference.Users;
import throughline.state.Table;

/**
 * The order being judged, new, amended or restated, in its instrument's scales, with what its controls find out on the
 * way: its value, its worst price, whether it reduces. Where it is held already, its old hold is taken out of what
 * works. Scratch, taken up anew for each judgement; allocates nothing. One thread.
 */
public final class Order extends OrderFacts {
    /** A number given could be written in the scale wanted. */
    static final int FITS = 0;
    /** It has decimals that the scale has not. */
    static final int TOO_FINE = 1;
    /** It is beyond what the scale holds, or not above 0 where it must be. */
    static final int OUT_OF_RANGE = 2;

    private static final int MAX_DECIMALS = 18;
    private static final int HEADER = OrderCapturedDecoder.strategyHeaderLength();

    private final Instruments instruments;
    private final Accounts accounts;
    private final Holdings holdings;
    private final Holds holds;
    private final Limits limits;
    private final Names names;
    private final Users users;
    private final Basket basket = new Basket();
    private final long[] scopes = new long[Scope.COUNT];
    private final int[] limitRows = new int[Scope.COUNT];
    private final int[] clearances = new int[Scope.COUNT];
    private long converted;

    /** None taken up; reads what it asks for from these. */
    public Order(Instruments instruments, Accounts accounts, Users users, Names names, Holdings holdings, Holds holds,
        Limits limits) {
        this.instruments = instruments;
        this.accounts = accounts;
        this.users = users;
        this.names = names;
        this.holdings = holdings;
        this.holds = holds;
        this.limits = limits;
    }

    /** The basket whose earlier members count as if they stood; empty for an order of its own. */
    public Basket basket() {
        return basket;
    }

    /**
     * Takes up a new order.
     *
     * @param decisionNs time the decision goes by
     * @param stampNs stamp of the decision's own record
     */
    public void take(OrderCapturedDecoder captured, JournalRecord record, long decisionNs, long stampNs) {
        begin(Table.NONE, record, decisionNs, stampNs);
        accountId = captured.accountId();
        instrumentId = captured.instrumentId();
        userId = record.actor();
        inBasket = captured.basketId() != 0;
        businessDate = captured.businessDate();
        takeForm(captured.sideRaw(), captured.ordTypeRaw(), captured.timeInForceRaw());
        takeScale();
        takeQuantity(captured.quantity(), captured.quantityDecimals(), 0);
        priceFault = convert(captured.price(), captured.priceDecimals(), 8);
        priceE8 = converted;
        stopFault = convert(captured.stopPrice(), captured.stopPriceDecimals(), 8);
        stopPriceE8 = converted;
        captured.skipClOrdId();
        captured.skipAccountName();
        captured.skipSymbol();
        takeTexts(captured.buffer(), captured.limit());
        measure();
    }

    /** Strategy, decision maker, session, parent and locate stand last, one after another. */
    private void takeTexts(DirectBuffer buffer, int at) {
        int maker = afterText(buffer, at);
        int session = afterText(buffer, maker);
        int parent = afterText(buffer, session);
        int locate = afterText(buffer, parent);
        strategyId = names.find(ScopeKind.STRATEGY, buffer, at + HEADER, textLength(buffer, at));
        automatic = strategyId != 0 && users.find(buffer, maker + HEADER, textLength(buffer, maker)) == 0;
        sessionId = textLength(buffer, session) == 0 ? names.sessionOf(userId)
            : names.find(ScopeKind.SESSION, buffer, session + HEADER, textLength(buffer, session));
        located = textLength(buffer, locate) > 0;
    }

    private static int textLength(DirectBuffer buffer, int at) {
        return buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    private static int afterText(DirectBuffer buffer, int at) {
        return at + HEADER + textLength(buffer, at);
    }

    /**
     * Takes up an amendment: the order as it would be.
     *
     * @param hold row of the order's hold
     */
    public void take(ReplaceRequestedDecoder asked, int hold, JournalRecord record, long decisionNs, long stampNs) {
        begin(hold, record, decisionNs, stampNs);
        amends = true;
        accountId = asked.accountId();
        instrumentId = asked.instrumentId();
        userId = record.actor() != 0 ? record.actor() : asked.userId();
        businessDate = asked.businessDate();
        strategyId = holds.strategyId(hold);
        sessionId = names.sessionOf(userId);
        located = holds.isLocated(hold);
        triggered = holds.isTriggered(hold);
        takeForm(asked.sideRaw(), asked.ordTypeRaw(), asked.timeInForceRaw());
        takeScale();
        takeQuantity(asked.quantity(), asked.quantityDecimals(), asked.cumQty());
        priceFault = convert(asked.price(), asked.priceDecimals(), 8);
        priceE8 = converted;
        stopFault = triggered ? FITS : convert(asked.stopPrice(), asked.stopPriceDecimals(), 8);
        stopPriceE8 = triggered ? 0 : converted;
        measure();
    }

    /**
     * Takes up an order that lives on into another day.
     *
     * @param hold row of its hold; {@link Table#NONE}: it is not held
     */
    public void take(OrderRestatedDecoder restated, int hold, JournalRecord record, long decisionNs, long stampNs) {
        begin(hold, record, decisionNs, stampNs);
        this.restated = true;
        accountId = restated.accountId();
        instrumentId = restated.instrumentId();
        userId = restated.userId();
        businessDate = restated.businessDate();
        triggered = hold != Table.NONE && holds.isTriggered(hold) && restated.stopPriceE8() == 0;
        takeForm(restated.sideRaw(), restated.ordTypeRaw(), restated.timeInForceRaw());
        takeScale();
        total = restated.quantity();
        quantity = restated.leavesQty();
        quantityFault = quantity > 0 && total >= quantity ? FITS : OUT_OF_RANGE;
        priceE8 = restated.priceE8();
        priceFault = FITS;
        stopPriceE8 = restated.stopPriceE8();
        stopFault = FITS;
        takeTexts(restated.buffer(), restated.limit());
        measure();
    }

    private void begin(int held, JournalRecord record, long decisionNs, long stampNs) {
        hold = held;
        orderId = record.orderId() != 0 ? record.orderId() : record.seq();
        automatic = false;
        overrideId = 0;
        amends = false;
        restated = false;
        summing = false;
        inBasket = false;
        triggered = false;
        timeNs = decisionNs;
        ageNs = stampNs - record.timeNs();
        valueMinor = 0;
        baseMinor = 0;
        feesMinor = 0;
        worstPriceE8 = 0;
        Arrays.fill(raised, 0);
    }

    private void takeForm(short sideRaw, short typeRaw, short timeInForceRaw) {
        buys = sideRaw == Side.BUY.value();
        sellsShort = sideRaw == Side.SELL_SHORT.value();
        sideKnown = buys || sellsShort || sideRaw == Side.SELL.value();
        side = sellsShort ? Side.SELL_SHORT : buys ? Side.BUY : Side.SELL;
        type = typeRaw >= OrdType.MARKET.value() && typeRaw <= OrdType.STOP_LIMIT.value()
            ? OrdType.get(typeRaw) : OrdType.NULL_VAL;
        market = type == OrdType.MARKET || type == OrdType.STOP;
        armed = !triggered && (type == OrdType.STOP || type == OrdType.STOP_LIMIT);
        timeInForce = timeInForceRaw == TimeInForce.DAY.value() ? TimeInForce.DAY
            : timeInForceRaw == TimeInForce.GTC.value() ? TimeInForce.GTC
            : timeInForceRaw == TimeInForce.IOC.value() ? TimeInForce.IOC
            : timeInForceRaw == TimeInForce.FOK.value() ? TimeInForce.FOK : TimeInForce.NULL_VAL;
    }

    private void takeScale() {
        knowsInstrument = instruments.isKnown(instrumentId);
        quantityScale = knowsInstrument ? instruments.quantityScale(instrumentId) : 0;
        quantityUnitE8 = Money.powerOfTen(8 - quantityScale);
    }

    private void takeQuantity(long value, int decimals, long executed) {
        quantityFault = convert(value, decimals, quantityScale);
        total = converted;
        quantity = total - executed;
        if (value <= 0) {
            quantityFault = OUT_OF_RANGE;
        }
    }

    private int convert(long value, int decimals, int scale) {
        converted = 0;
        if (decimals > MAX_DECIMALS || decimals <= scale && value == Long.MIN_VALUE) {
            return OUT_OF_RANGE;
        }
        if (decimals == scale || value == 0) {
            converted = value;
            return FITS;
        }
        if (decimals > scale) {
            long power = Money.powerOfTen(decimals - scale);
            converted = value / power;
            return value % power == 0 ? FITS : TOO_FINE;
        }
        long power = Money.powerOfTen(scale - decimals);
        long product = value * power;
        if (Math.multiplyHigh(value, power) != product >> Long.SIZE - 1 || product == Long.MIN_VALUE) {
            return OUT_OF_RANGE;
        }
        converted = product;
        return FITS;
    }

    private void measure() {
        knowsAccount = accounts.isKnown(accountId);
        AccountKind kind = knowsAccount ? accounts.kind(accountId) : AccountKind.NULL_VAL;
        deskId = knowsAccount ? accounts.deskId(accountId) : 0;
        clientId = kind == AccountKind.CLIENT ? accounts.partyId(accountId) : 0;
        group = knowsAccount ? accounts.selfTradeGroup(accountId) : 0;
        sectorId = knowsInstrument ? instruments.sectorId(instrumentId) : 0;
        currency = knowsInstrument ? instruments.currency(instrumentId) : 0;
        issuerId = knowsInstrument ? instruments.issuerId(instrumentId) : 0;
        stand();
        boolean measurable = knowsAccount && knowsInstrument && sideKnown && quantityFault == FITS
            && kind != AccountKind.OUTSIDE;
        measure(ACCOUNT, Scope.of(ScopeKind.ACCOUNT, accountId), Scope.pair(accountId, instrumentId), measurable);
        measure(DESK, Scope.of(ScopeKind.DESK, deskId), Scope.of(ScopeKind.DESK, deskId, instrumentId), measurable);
        measure(FIRM, Scope.FIRM, Scope.of(ScopeKind.FIRM, 0, instrumentId), measurable);
    }

    private void measure(int level, long holder, long holding, boolean measurable) {
        int row = holdings.row(holding);
        boolean isOwn = hold != Table.NONE && (level != DESK || holds.deskId(hold) == deskId);
        long own = isOwn ? holds.held(hold) : 0;
        holders[level] = holder;
        holdingRows[level] = row;
        positions[level] = holdings.position(row);
        workings[level] = (buys ? holdings.buys(row) : holdings.sells(row)) - own
            + basket.working(holder, instrumentId, buys);
        reductions[level] = measurable && reduces(positions[level], workings[level]);
    }

    /** Takes up its scopes, the widest first, and the limits there. */
    private void stand() {
        stand(0, Scope.FIRM, limits.row(ScopeKind.FIRM, 0));
        stand(1, ScopeKind.DESK, deskId);
        stand(2, ScopeKind.TRADER, userId);
        stand(3, ScopeKind.ACCOUNT, accountId);
        stand(4, ScopeKind.CLIENT, clientId);
        stand(5, ScopeKind.STRATEGY, strategyId);
        stand(6, ScopeKind.SESSION, sessionId);
        stand(7, ScopeKind.SECTOR, sectorId);
        stand(8, ScopeKind.GROUP, group);
        stand(9, instrumentId == 0 ? Scope.NONE : Scope.instrument(instrumentId));
        stand(10, accountId == 0 || instrumentId == 0 ? Scope.NONE : Scope.pair(accountId, instrumentId));
    }

    private void stand(int width, ScopeKind kind, int id) {
        stand(width, id == 0 ? Scope.NONE : Scope.of(kind, id), id == 0 ? Table.NONE : limits.row(kind, id));
    }

    /** Control 21 at one level: against the position, and with what works already no more than the position. */
    private boolean reduces(long position, long working) {
        return buys
            ? position < 0 && quantity <= -position - working
            : position > 0 && quantity <= position - working;
    }

    /**
     * Whether all that is asked is that less may execute, at the old prices or not at all: an amendment that lowers the
     * quantity alone, or to what has executed already.
     */
    boolean onlyLowers() {
        if (!amends || quantityFault != FITS) {
            return false;
        }
        boolean samePrices = priceFault == FITS && stopFault == FITS && holds.priceE8(hold) == priceE8
            && holds.stopPriceE8(hold) == stopPriceE8;
        return quantity <= 0 || samePrices && quantity <= holds.leaves(hold);
    }

    /** No execution of the order as it stands may be worse; it is held. */
    long heldWorstPriceE8() {
        return holds.worstPriceE8(hold);
    }

    /** It counts, for the members after it, as if it stood. */
    public void standInBasket() {
        basket.add(this);
    }

    /** Stands, without a value of its own, in the scopes of a member of its basket, of which all members count. */
    void sumUp(int member) {
        hold = Table.NONE;
        amends = false;
        restated = false;
        summing = true;
        basket.recall(member, this);
        currency = instruments.currency(instrumentId);
        issuerId = instruments.issuerId(instrumentId);
        valueMinor = 0;
        baseMinor = 0;
        feesMinor = 0;
        for (int width = 0; width < Scope.COUNT; width++) {
            stand(width, basket.scope(member, width));
        }
        Arrays.fill(reductions, false);
    }

    private void stand(int width, long scope) {
        stand(width, scope, scope == Scope.NONE ? Table.NONE : limits.row(scope));
    }

    private void stand(int width, long scope, int row) {
        scopes[width] = scope;
        limitRows[width] = row;
        clearances[width] = limits.clearances(row);
    }

    @Override
    public long scope(int width) {
        return width < Scope.COUNT ? scopes[width] : Scope.order(orderId);
    }

    /** Its limit at that scope, in the metric's unit; {@link Limits#NONE}: there is none. */
    long limitAt(int width, Metric metric) {
        return limits.value(limitRows[width], metric);
    }

    /** Whether the firm has no such limit, as it must have. */
    boolean lacks(Metric metric) {
        return limits.lacks(metric);
    }

    /** Row of the limits at that scope; {@link Table#NONE}: there is none. */
    int limitRow(int width) {
        return limitRows[width];
    }

    /** The most its limit at that scope lets pass without a word, as {@link Limits#clearance}. */
    long clearanceAt(int width, Metric metric) {
        return limits.clearance(clearances[width], width, metric);
    }

    /** The most that its limits at all scopes let pass without a word, of an order's size. */
    long clearance(Metric metric) {
        return limits.leastClearance(clearances, metric);
    }

    /** Whether it is new and judged for itself, so that nobody asks what it raises exposures by. */
    boolean isAlone() {
        return hold == Table.NONE && !inBasket && basket.count() == 0;
    }

    /** The clearance at that scope is known from here. */
    void findClearance(int width, Metric metric) {
        if (limitRows[width] != Table.NONE) {
            limits.findClearance(limitRows[width], limitRows[0], width, metric);
        }
    }

    /**
     * A soft limit's percent at that scope, the lower of the firm's and its own; {@link Limits#OFF}: none. Sums of a
     * basket meet none: its last member in a scope does, with all before it.
     */
    long percentAt(int width, Metric metric) {
        return summing ? Limits.OFF : limits.percent(limitRows[0], limitRows[width], metric);
    }
}
