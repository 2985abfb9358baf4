package throughline.control;

import throughline.exposure.Holdings;
import throughline.limit.Limits;
import throughline.limit.Scope;
import throughline.message.AccountKind;
import throughline.message.JournalRecord;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderCapturedDecoder;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.Money;

/**
 * The order being judged, in its instrument's scales, with what its controls find out on the way: its value, its worst
 * price, whether it reduces. Scratch, taken up anew for each order; allocates nothing. One thread.
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
    private final Limits limits;
    private final long[] scopes = new long[Scope.COUNT];
    private final int[] limitRows = new int[Scope.COUNT];
    private long converted;

    int accountId;
    int instrumentId;
    int userId;
    int businessDate;
    boolean buys;
    boolean sellsShort;
    boolean market;
    boolean sideKnown;
    OrdType type;
    TimeInForce timeInForce;
    Side side;
    long ageNs;
    /** Time its decision goes by, epoch nanoseconds. */
    long timeNs;
    long quantity;
    int quantityFault;
    long priceE8;
    int priceFault;
    int quantityScale;
    /** How many 10^-8 one of its quantity's units is. */
    long quantityUnitE8;
    int accountRow;
    int firmRow;
    long valueMinor;
    long worstPriceE8;
    private boolean reducing;
    private boolean reducingForFirm;

    /** None taken up; reads what it asks for from these. */
    public Order(Instruments instruments, Accounts accounts, Holdings holdings, Limits limits) {
        this.instruments = instruments;
        this.accounts = accounts;
        this.holdings = holdings;
        this.limits = limits;
    }

    /**
     * Takes up the order of a record.
     *
     * @param decisionNs time the decision goes by
     * @param stampNs stamp of the decision's own record
     */
    public void take(OrderCapturedDecoder captured, JournalRecord record, long decisionNs, long stampNs) {
        accountId = captured.accountId();
        instrumentId = captured.instrumentId();
        userId = record.actor();
        businessDate = captured.businessDate();
        timeNs = decisionNs;
        ageNs = stampNs - record.timeNs();
        takeForm(captured.sideRaw(), captured.ordTypeRaw(), captured.timeInForceRaw());
        valueMinor = 0;
        worstPriceE8 = 0;
        boolean known = accounts.isKnown(accountId) && instruments.isKnown(instrumentId);
        quantityScale = instruments.isKnown(instrumentId) ? instruments.quantityScale(instrumentId) : 0;
        quantityUnitE8 = Money.powerOfTen(8 - quantityScale);
        quantityFault = convert(captured.quantity(), captured.quantityDecimals(), quantityScale);
        quantity = converted;
        if (quantityFault == FITS && quantity <= 0) {
            quantityFault = OUT_OF_RANGE;
        }
        priceFault = convert(captured.price(), captured.priceDecimals(), 8);
        priceE8 = converted;
        for (int width = 0; width < Scope.COUNT; width++) {
            scopes[width] = Scope.of(width, accountId, instrumentId);
            limitRows[width] = limits.row(scopes[width]);
        }
        accountRow = holdings.row(accountId, instrumentId);
        firmRow = holdings.row(0, instrumentId);
        boolean measurable = known && sideKnown && quantityFault == FITS;
        reducing = measurable && accounts.kind(accountId) != AccountKind.OUTSIDE && reduces(accountRow);
        reducingForFirm = measurable && reduces(firmRow);
    }

    private void takeForm(short sideRaw, short typeRaw, short timeInForceRaw) {
        buys = sideRaw == Side.BUY.value();
        sellsShort = sideRaw == Side.SELL_SHORT.value();
        sideKnown = buys || sellsShort || sideRaw == Side.SELL.value();
        market = typeRaw == OrdType.MARKET.value();
        side = sellsShort ? Side.SELL_SHORT : buys ? Side.BUY : Side.SELL;
        type = market ? OrdType.MARKET : typeRaw == OrdType.LIMIT.value() ? OrdType.LIMIT : OrdType.NULL_VAL;
        timeInForce = timeInForceRaw == TimeInForce.DAY.value() ? TimeInForce.DAY
            : timeInForceRaw == TimeInForce.IOC.value() ? TimeInForce.IOC : TimeInForce.NULL_VAL;
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

    /** Control 21 at one scope: against the position, and with what works already no more than the position. */
    private boolean reduces(int row) {
        long position = holdings.position(row);
        return buys
            ? position < 0 && quantity <= -position - holdings.buys(row)
            : position > 0 && quantity <= position - holdings.sells(row);
    }

    /** How much is asked for, in its instrument's scale. */
    public long quantity() {
        return quantity;
    }

    /** Its limit, x 10^-8; 0: market. */
    public long priceE8() {
        return priceE8;
    }

    /** No execution may be worse, x 10^-8; known once all controls have passed. */
    public long worstPriceE8() {
        return worstPriceE8;
    }

    /** Its value, minor units; known once all controls have passed. */
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

    /** Whose order it is. */
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
}
