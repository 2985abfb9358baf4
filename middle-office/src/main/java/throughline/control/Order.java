package throughline.control;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import throughline.exposure.Holdings;
import throughline.exposure.Holds;
import throughline.limit.Limits;
import throughline.limit.Names;
import throughline.message.JournalRecord;
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
    private static final int E8_DECIMALS = 8;
    private static final int HEADER = OrderCapturedDecoder.strategyHeaderLength();

    private final Instruments instruments;
    private final Holdings holdings;
    private final Holds holds;
    private final Names names;
    private final Users users;
    private final Basket basket = new Basket();
    private long converted;

    /** None taken up; reads what it asks for from these. */
    public Order(Instruments instruments, Accounts accounts, Users users, Names names, Holdings holdings, Holds holds,
        Limits limits) {
        super(limits, new Stands(instruments, accounts, users, names, limits));
        this.instruments = instruments;
        this.users = users;
        this.names = names;
        this.holdings = holdings;
        this.holds = holds;
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
        takeWhose(captured.accountId(), captured.instrumentId(), record.actor());
        inBasket = captured.basketId() != 0;
        if (inBasket) {
            Arrays.fill(raised, 0);
        }
        businessDate = captured.businessDate();
        takeForm(captured.sideRaw(), captured.ordTypeRaw(), captured.timeInForceRaw());
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
        if (buffer.getLong(at, ByteOrder.LITTLE_ENDIAN) == 0 && textLength(buffer, at + Long.BYTES) == 0) {
            strategyId = 0;
            sessionId = names.sessionOf(userId);
            located = false;
            return;
        }
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
        takeWhose(asked.accountId(), asked.instrumentId(), record.actor() != 0 ? record.actor() : asked.userId());
        businessDate = asked.businessDate();
        strategyId = holds.strategyId(hold);
        sessionId = names.sessionOf(userId);
        located = holds.isLocated(hold);
        triggered = holds.isTriggered(hold);
        takeForm(asked.sideRaw(), asked.ordTypeRaw(), asked.timeInForceRaw());
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
        takeWhose(restated.accountId(), restated.instrumentId(), restated.userId());
        businessDate = restated.businessDate();
        triggered = hold != Table.NONE && holds.isTriggered(hold) && restated.stopPriceE8() == 0;
        takeForm(restated.sideRaw(), restated.ordTypeRaw(), restated.timeInForceRaw());
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
        forgetValue();
    }

    /** Nothing is known of its value. */
    void forgetValue() {
        valueMinor = 0;
        baseMinor = 0;
        feesMinor = 0;
        worstPriceE8 = 0;
    }

    /** Whose it is, and of what; with it what follows from that alone, what is held of it first. */
    private void takeWhose(int account, int instrument, int user) {
        accountId = account;
        instrumentId = instrument;
        userId = user;
        stands.look();
        ofInstrument = stands.instrument(instrument);
        ofAccount = stands.account(account);
        ofTrader = stands.trader(user);
        knowsAccount = !ofAccount.isNowhere();
        knowsInstrument = !ofInstrument.isNowhere();
        deskId = ofAccount.deskId;
        referenceE8 = knowsInstrument ? instruments.priceE8(instrument) : 0;
        holdings.read(ScopeKind.ACCOUNT_INSTRUMENT, account, instrument, held, 0);
        holdings.read(ScopeKind.DESK, deskId, instrument, held, DESK * Holdings.READ);
        holdings.read(ScopeKind.FIRM, 0, instrument, held, FIRM * Holdings.READ);
        clientId = ofAccount.clientId;
        group = ofAccount.groupId;
        currency = ofInstrument.currency;
        quantityScale = ofInstrument.quantityScale;
        quantityUnitE8 = Money.powerOfTen(E8_DECIMALS - quantityScale);
    }

    private void takeForm(short sideRaw, short typeRaw, short timeInForceRaw) {
        buys = sideRaw == Side.BUY.value();
        sellsShort = sideRaw == Side.SELL_SHORT.value();
        sideKnown = buys || sellsShort || sideRaw == Side.SELL.value();
        OrdType typed = typeRaw >= OrdType.MARKET.value() && typeRaw <= OrdType.STOP_LIMIT.value()
            ? OrdType.get(typeRaw) : OrdType.NULL_VAL;
        if (typed != type) {
            type = typed;
        }
        market = type == OrdType.MARKET || type == OrdType.STOP;
        armed = !triggered && (type == OrdType.STOP || type == OrdType.STOP_LIMIT);
        TimeInForce lasts = timeInForceRaw == TimeInForce.DAY.value() ? TimeInForce.DAY
            : timeInForceRaw == TimeInForce.GTC.value() ? TimeInForce.GTC
            : timeInForceRaw == TimeInForce.IOC.value() ? TimeInForce.IOC
            : timeInForceRaw == TimeInForce.FOK.value() ? TimeInForce.FOK : TimeInForce.NULL_VAL;
        if (lasts != timeInForce) {
            timeInForce = lasts;
        }
    }

    private void takeQuantity(long value, int decimals, long executed) {
        quantityFault = convert(value, decimals, quantityScale);
        total = converted;
        quantity = total - executed;
        if (value <= 0) {
            quantityFault = OUT_OF_RANGE;
        }
        if (quantityFault == TOO_FINE) {
            int fault = convert(value, decimals, E8_DECIMALS);
            finerE8 = fault == FITS ? converted : fault == TOO_FINE ? converted + 1 : Long.MAX_VALUE;
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
        stood = false;
        place();
        if (!knowsAccount || !knowsInstrument || ofTrader.isNowhere()) {
            stand();
        }
        boolean measurable = knowsAccount && knowsInstrument && sideKnown && quantityFault == FITS
            && !ofAccount.isOutside;
        boolean alone = isAlone();
        for (int level = 0; level < LEVELS; level++) {
            long works = held(level, buys ? Holdings.BUYS : Holdings.SELLS);
            workings[level] = alone ? works : works + worksBeside(level);
            reductions[level] = measurable && reduces(position(level), workings[level]);
        }
    }

    /** What the earlier members of its basket would let work there, less what is held of it. */
    private long worksBeside(int level) {
        boolean isOwn = hold != Table.NONE && (level != DESK || holds.deskId(hold) == deskId);
        return basket.working(holder(level), instrumentId, buys) - (isOwn ? holds.held(hold) : 0);
    }

    /** Finds its places, where account, trader and instrument are known. */
    private void place() {
        atStrategy = stands.place(ScopeKind.STRATEGY, strategyId);
        atSession = sessionId == ofTrader.sessionId ? ofTrader.session : stands.place(ScopeKind.SESSION, sessionId);
        atPair = stands.pair(accountId, instrumentId);
    }

    /** The least clearance of its quantity at all its places. */
    long leastQuantity() {
        long least = Math.min(Math.min(ofAccount.leastQuantity, ofTrader.leastQuantity), ofInstrument.leastQuantity);
        return atOwnPlaces() ? least
            : Math.min(Math.min(least, atStrategy.quantity), Math.min(atSession.quantity, atPair.quantity));
    }

    /** The least clearance of its value at all its places. */
    long leastValue() {
        long least = Math.min(Math.min(ofAccount.leastValue, ofTrader.leastValue), ofInstrument.leastValue);
        return atOwnPlaces() ? least
            : Math.min(Math.min(least, atStrategy.value), Math.min(atSession.value, atPair.value));
    }

    /** Whether all its places follow from account, trader and instrument. */
    private boolean atOwnPlaces() {
        return atStrategy.isNowhere() && atPair.isNowhere() && atSession == ofTrader.session;
    }

    /**
     * Whether it is a new limit order of a known account, trader and instrument, sent by a person and judged for
     * itself: what can pass all controls at once.
     */
    boolean isPlain() {
        return isAlone() && !restated && !automatic && type == OrdType.LIMIT && knowsAccount && knowsInstrument
            && !ofTrader.isNowhere() && sideKnown && timeInForce != TimeInForce.NULL_VAL
            && (quantityFault | priceFault | stopFault) == FITS && stopPriceE8 == 0 && priceE8 > 0
            && priceE8 != Long.MAX_VALUE;
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
        valueMinor = 0;
        baseMinor = 0;
        feesMinor = 0;
        stood = true;
        for (int width = 0; width < Scope.COUNT; width++) {
            stand(width, basket.scope(member, width));
        }
        Arrays.fill(reductions, false);
    }

    /** Whether it is new and judged for itself, so that nobody asks what it raises exposures by. */
    boolean isAlone() {
        return hold == Table.NONE && !inBasket && basket.count() == 0;
    }
}
