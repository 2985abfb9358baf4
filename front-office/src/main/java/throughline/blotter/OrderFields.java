package throughline.blotter;

import throughline.message.EndReason;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderCapacity;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.reference.Accounts;
import throughline.reference.Instruments;

/**
 * What is known of an order, by its row: for reading, by anyone on the state's thread. Quantities are in the
 * instrument's scale once the order is placed, before as given.
 */
public abstract sealed class OrderFields extends OrderColumns permits OrderChanges {
    private static final String GROUP = "group:";

    private final Accounts accounts;
    private final Instruments instruments;

    OrderFields(int expected, Accounts accounts, Instruments instruments) {
        super(expected);
        this.accounts = accounts;
        this.instruments = instruments;
    }

    /** Its id: the seq of its {@code OrderCaptured}. */
    public long id(int row) {
        return rows.get(row, ID);
    }

    /** Who entered it. */
    public int user(int row) {
        return below(row, OWNER);
    }

    /** Its account; 0: not known. */
    public int account(int row) {
        return above(row, OWNER);
    }

    /** Its instrument; 0: not known. */
    public int instrument(int row) {
        return above(row, SUBJECT);
    }

    /** Its side. */
    public Side side(int row) {
        return Side.get((short) mark(row, SIDE));
    }

    /** Whether it buys. */
    public boolean buys(int row) {
        return mark(row, SIDE) == Side.BUY.value();
    }

    /** Its type. */
    public OrdType type(int row) {
        return OrdType.get((short) mark(row, TYPE));
    }

    /** How long it is good for. */
    public TimeInForce timeInForce(int row) {
        return TimeInForce.get((short) mark(row, TIME_IN_FORCE));
    }

    /** Whether what is left of it rests in a book, once a stop price it has is reached. */
    public boolean rests(int row) {
        int type = mark(row, TYPE);
        int until = mark(row, TIME_IN_FORCE);
        return (type == OrdType.LIMIT.value() || type == OrdType.STOP_LIMIT.value())
            && (until == TimeInForce.DAY.value() || until == TimeInForce.GTC.value());
    }

    /** Whether it lives on when its date ends. */
    public boolean outlivesDate(int row) {
        return mark(row, TIME_IN_FORCE) == TimeInForce.GTC.value();
    }

    /** Its quantity, x 10^-{@link #quantityDecimals}. */
    public long quantity(int row) {
        return rows.get(row, QUANTITY);
    }

    /** Decimals of its quantity, executed and left. */
    public int quantityDecimals(int row) {
        return mark(row, QUANTITY_DECIMALS);
    }

    /** Its limit as given or last amended, x 10^-{@link #priceDecimals}; 0: market. */
    public long price(int row) {
        return rows.get(row, PRICE);
    }

    /** Decimals of its limit as given. */
    public int priceDecimals(int row) {
        return mark(row, PRICE_DECIMALS);
    }

    /** Executed. */
    public long cum(int row) {
        return rows.get(row, CUM);
    }

    /** Left: open at the venue, or wanted while risk has not decided; 0 once it has ended. */
    public long leaves(int row) {
        return rows.get(row, LEAVES);
    }

    /** Higher half of the sum of quantity x priceE8 over its executions, 128 bits. */
    public long notionalHigh(int row) {
        return rows.get(row, NOTIONAL_HIGH);
    }

    /** Lower half of that sum, unsigned. */
    public long notionalLow(int row) {
        return rows.get(row, NOTIONAL_LOW);
    }

    /** The business date it was captured on, epoch days. */
    public int businessDate(int row) {
        return below(row, SUBJECT);
    }

    /** Hash of the request that it came by. */
    public long bodyHash(int row) {
        return rows.get(row, BODY_HASH);
    }

    /** What its user called it; allocates. */
    public String clOrdId(int row) {
        return names().text(above(row, NAMES));
    }

    /** What it was called before its last amendment that named it anew; empty: none did. Allocates. */
    public String origClOrdId(int row) {
        return names().text((int) extra(row, Extras.ORIG_CL_ORD_ID));
    }

    /** Number in {@link #names()} of what it is called once the amendment last asked for holds. */
    public int nextClOrdId(int row) {
        int next = (int) extra(row, Extras.NEXT_CL_ORD_ID);
        return next == 0 ? above(row, NAMES) : next;
    }

    /** Its account's name, as given where it is not known; allocates. */
    public String accountName(int row) {
        int given = (int) extra(row, Extras.ACCOUNT_NAME);
        return given == 0 && accounts.isKnown(account(row)) ? accounts.name(account(row)) : texts.text(given);
    }

    /** A scope as risk tells it, as people write it: a self-trade group by its name, not its number. Allocates. */
    public String scopeText(String scope) {
        int group = scope.startsWith(GROUP) ? accounts.findGroup(scope.substring(GROUP.length())) : 0;
        return group == 0 ? scope : GROUP + accounts.groupName(group);
    }

    /** Its instrument's symbol, as given where it is not known; allocates. */
    public String symbol(int row) {
        int given = (int) extra(row, Extras.SYMBOL);
        return given == 0 && instruments.isKnown(instrument(row)) ? instruments.symbol(instrument(row))
            : texts.text(given);
    }

    /** Stamp of its capture, epoch nanoseconds. */
    public long capturedNs(int row) {
        return rows.get(row, CAPTURED_NS);
    }

    /** Stamp of its last change, epoch nanoseconds. */
    public long changedNs(int row) {
        return rows.get(row, CHANGED_NS);
    }

    /** Seq of the record since which it stands as it is: placed, parked or amended. Later facts were judged later. */
    public long standsSince(int row) {
        return rows.get(row, STANDS_SINCE);
    }

    /** Seq of the record that gave it its place at the venue: its time priority; 0: it is not there, or never was. */
    public long placedSeq(int row) {
        return rows.get(row, PLACED_SEQ);
    }

    /** Worst price it may trade at, x 10^-8, once it is placed. */
    public long workingPriceE8(int row) {
        return rows.get(row, WORKING_PRICE);
    }

    /** Why it ended unfilled. */
    public EndReason endReason(int row) {
        return EndReason.get((short) mark(row, END_REASON));
    }

    /** Row of {@link Declines} that says why risk rejected it; {@link #NONE}: it did not. */
    public int decline(int row) {
        return above(row, BESIDE) - 1;
    }

    /** The basket it came in: the seq of its {@code BasketCaptured}; 0: none. */
    public long basketId(int row) {
        return extra(row, Extras.BASKET);
    }

    /** What its user calls that basket; empty: nothing, or there is none. Allocates. */
    public String basketName(int row) {
        return texts().text((int) extra(row, Extras.BASKET_NAME));
    }

    /** Its stop price as given or last amended, x 10^-{@link #stopPriceDecimals}; 0: none. */
    public long stopPrice(int row) {
        return extra(row, Extras.STOP_PRICE);
    }

    /** Decimals of its stop price as given. */
    public int stopPriceDecimals(int row) {
        return (int) extra(row, Extras.STOP_PRICE_DECIMALS);
    }

    /** The last price it waits for at the venue, x 10^-8; 0: it waits for none, or no more. */
    public long stopPriceE8(int row) {
        return extra(row, Extras.STOP_PRICE_E8);
    }

    /** On whose account its user says it acts. */
    public OrderCapacity capacity(int row) {
        return OrderCapacity.get((short) mark(row, CAPACITY));
    }

    /** Number of the strategy's name in {@link #texts()}. */
    public int strategy(int row) {
        return above(row, ATTRIBUTES);
    }

    /** Number of the decision maker's name in {@link #texts()}; empty: its user. */
    public int decisionMaker(int row) {
        return below(row, ATTRIBUTES);
    }

    /** Number of the session's name in {@link #texts()}; empty: its user. */
    public int session(int row) {
        return below(row, NAMES);
    }

    /** Number in {@link #texts()} of what its user calls the order it is a slice of. */
    public int parentId(int row) {
        return (int) extra(row, Extras.PARENT_ID);
    }

    /** Number in {@link #texts()} of where a short sale's shares were found. */
    public int locate(int row) {
        return (int) extra(row, Extras.LOCATE);
    }

    /** The limit that risk's last acceptance of it warned of; {@link Metric#NONE}: it warned of none. */
    public Metric warnedMetric(int row) {
        return Metric.get((short) extra(row, Extras.WARNED_METRIC));
    }

    /** The bound of that limit, in its metric's unit. */
    public long warnedBound(int row) {
        return extra(row, Extras.WARNED_BOUND);
    }

    /** What was observed against it, in its metric's unit. */
    public long warnedObserved(int row) {
        return extra(row, Extras.WARNED_OBSERVED);
    }

    /** Number in {@link #texts()} of the scope it is set at, as the outside writes it. */
    public int warnedScope(int row) {
        return (int) extra(row, Extras.WARNED_SCOPE);
    }

    /** The override that its acceptance used up; 0: none. */
    public long overrideId(int row) {
        return extra(row, Extras.OVERRIDE);
    }
}
