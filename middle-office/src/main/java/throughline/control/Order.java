package throughline.control;

import throughline.exposure.Holdings;
import throughline.exposure.Holds;
import throughline.limit.Limits;
import throughline.limit.Scope;
import throughline.message.AccountKind;
import throughline.message.JournalRecord;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderRestatedDecoder;
import throughline.message.ReplaceRequestedDecoder;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.Money;
import throughline.state.Table;

/**
 * The order being judged, new, amended or restated, in its instrument's scales, with what its controls find out on the
 * way: its value, its worst price, whether it reduces. Where it is held already, its old hold is taken out of what
 * works. Scratch, taken up anew for each judgement; allocates nothing. One thread.
 */
public final class Order {
    /** A number given could be written in the scale wanted. */
    static final int FITS = 0;
    /** It has decimals that the scale has not. */
    static final int TOO_FINE = 1;
    /** It is beyond what the scale holds, or not above 0 where it must be. */
    static final int OUT_OF_RANGE = 2;

    private static final int MAX_DECIMALS = 18;

    private final Instruments instruments;
    private final Accounts accounts;
    private final Holdings holdings;
    private final Holds holds;
    private final Limits limits;
    private final Basket basket = new Basket();
    private final long[] scopes = new long[Scope.COUNT];
    private final int[] limitRows = new int[Scope.COUNT];
    private long converted;

    int accountId;
    int instrumentId;
    int userId;
    int businessDate;
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
    Side side;
    long ageNs;
    /** Time its decision goes by, epoch nanoseconds. */
    long timeNs;
    /** What it is for in all, executed or not: what control 4 tests. */
    long total;
    /** What may still execute: what all else tests. 0 or less: the amendment ends the order. */
    long quantity;
    int quantityFault;
    long priceE8;
    int priceFault;
    long stopPriceE8;
    int stopFault;
    int quantityScale;
    /** How many 10^-8 one of its quantity's units is. */
    long quantityUnitE8;
    /** Row of its hold, which is taken out; {@link Table#NONE}: it is not held yet. */
    int hold;
    long accountPosition;
    long firmPosition;
    /** What works on its side, itself left out. */
    long accountWorking;
    long firmWorking;
    long valueMinor;
    long worstPriceE8;
    private boolean amends;
    private boolean reducing;
    private boolean reducingForFirm;

    /** None taken up; reads what it asks for from these. */
    public Order(Instruments instruments, Accounts accounts, Holdings holdings, Holds holds, Limits limits) {
        this.instruments = instruments;
        this.accounts = accounts;
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
        businessDate = captured.businessDate();
        takeForm(captured.sideRaw(), captured.ordTypeRaw(), captured.timeInForceRaw());
        takeScale();
        takeQuantity(captured.quantity(), captured.quantityDecimals(), 0);
        priceFault = convert(captured.price(), captured.priceDecimals(), 8);
        priceE8 = converted;
        stopFault = convert(captured.stopPrice(), captured.stopPriceDecimals(), 8);
        stopPriceE8 = converted;
        measure();
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
        measure();
    }

    private void begin(int held, JournalRecord record, long decisionNs, long stampNs) {
        hold = held;
        amends = false;
        triggered = false;
        timeNs = decisionNs;
        ageNs = stampNs - record.timeNs();
        valueMinor = 0;
        worstPriceE8 = 0;
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
        quantityScale = instruments.isKnown(instrumentId) ? instruments.quantityScale(instrumentId) : 0;
        quantityUnitE8 = Money.powerOfTen(8 - quantityScale);
    }

    private void takeQuantity(long value, int decimals, long executed) {
        quantityFault = convert(value, decimals, quantityScale);
        total = converted;
        quantity = total - executed;
        if (quantityFault == FITS && total <= 0) {
            quantityFault = OUT_OF_RANGE;
        }
    }

    private int convert(long value, int decimals, int scale) {
        converted = 0;
        if (decimals > MAX_DECIMALS) {
            return OUT_OF_RANGE;
        }
        if (decimals > scale) {
            long power = Money.powerOfTen(decimals - scale);
            converted = value / power;
            return value % power == 0 ? FITS : TOO_FINE;
        }
        long power = Money.powerOfTen(scale - decimals);
        if (value > Long.MAX_VALUE / power || value < -Long.MAX_VALUE / power) {
            return OUT_OF_RANGE;
        }
        converted = value * power;
        return FITS;
    }

    private void measure() {
        for (int width = 0; width < Scope.COUNT; width++) {
            scopes[width] = Scope.of(width, accountId, instrumentId);
            limitRows[width] = limits.row(scopes[width]);
        }
        int accountRow = holdings.row(accountId, instrumentId);
        int firmRow = holdings.row(0, instrumentId);
        long own = hold == Table.NONE ? 0 : holds.held(hold);
        accountPosition = holdings.position(accountRow);
        firmPosition = holdings.position(firmRow);
        accountWorking = (buys ? holdings.buys(accountRow) : holdings.sells(accountRow)) - own
            + basket.working(accountId, instrumentId, buys);
        firmWorking = (buys ? holdings.buys(firmRow) : holdings.sells(firmRow)) - own
            + basket.working(0, instrumentId, buys);
        boolean known = accounts.isKnown(accountId) && instruments.isKnown(instrumentId);
        boolean measurable = known && sideKnown && quantityFault == FITS;
        reducing = measurable && accounts.kind(accountId) != AccountKind.OUTSIDE
            && reduces(accountPosition, accountWorking);
        reducingForFirm = measurable && reduces(firmPosition, firmWorking);
    }

    /** Control 21 at one scope: against the position, and with what works already no more than the position. */
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
        basket.add(accountId, instrumentId, buys, quantity);
    }

    /** Whether it reduces at account and instrument (control 21). */
    public boolean reducing() {
        return reducing;
    }

    /** Whether it reduces the firm's position in the instrument (control 21). */
    boolean reducingForFirm() {
        return reducingForFirm;
    }

    /** One of its scopes, the widest first: firm, account, instrument, account and instrument. */
    long scope(int width) {
        return scopes[width];
    }

    /** Its limit at that scope, x 10^-8; {@link Limits#NONE}: there is none. */
    long limitAt(int width, Metric metric) {
        return limits.value(limitRows[width], metric);
    }

    /** The instrument's scope. */
    long instrumentScope() {
        return Scope.key(0, instrumentId);
    }

    /** The account's scope. */
    long accountScope() {
        return Scope.key(accountId, 0);
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
        return side;
    }

    /** Its type. */
    public OrdType type() {
        return type;
    }

    /** How long it lives. */
    public TimeInForce timeInForce() {
        return timeInForce;
    }
}
