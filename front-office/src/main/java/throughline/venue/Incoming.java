package throughline.venue;

import throughline.blotter.Market;
import throughline.blotter.Orders;
import throughline.message.EndReason;
import throughline.message.MarketPhase;
import throughline.message.MarketPhaseSetEncoder;
import throughline.message.OrdType;
import throughline.message.PhaseReason;
import throughline.message.SelfTradeMode;
import throughline.message.TimeInForce;
import throughline.office.Step;

/**
 * An order that comes to the book: its matches, what self-trade prevention ends on the way, the interruption where the
 * price band forbids the next match, and the end of a rest that may not rest. A fill-or-kill order walks twice, the
 * first time without a trace. Decides only. One thread; allocates nothing.
 *
 * <p>A step must fit into a document, so an order stops after {@link #MOST_FILLS}: a rest that may rest is added to the
 * book although it crosses it, which makes the book's next work of it, any other rest ends.
 */
final class Incoming implements Leaves, Fills {
    /** Two sides each, with the longest texts there are, fit into a document; a self-trade prevented counts too. */
    static final int MOST_FILLS = 1_000;

    private final Market market;
    private final Orders orders;
    private final Books books;
    private final LastPrices last;
    private final SelfTrade selfTrade;
    private final Street street;
    private final Trades trades;
    private final Matching matching = new Matching(this, this);
    private final MarketPhaseSetEncoder phaseSet = new MarketPhaseSetEncoder();
    private int order;
    private int instrument;
    private boolean buys;
    private long wanted;
    private long cum;
    private int group;
    private SelfTradeMode mode;
    private int streetAccount;
    private boolean rehearsing;
    private int fills;
    private boolean ownMet;
    private boolean bandMet;

    Incoming(Market market, Books books, LastPrices last, SelfTrade selfTrade, Trades trades) {
        this.market = market;
        this.orders = market.orders();
        this.books = books;
        this.last = last;
        this.selfTrade = selfTrade;
        this.street = new Street(market);
        this.trades = trades;
    }

    /** Self-trade prevention for the next order as its account says. */
    Incoming as(int row) {
        return as(selfTrade.group(row), selfTrade.mode(row));
    }

    /** Self-trade prevention for the next order as risk accepted it. */
    Incoming as(int ofGroup, SelfTradeMode inMode) {
        group = inMode == SelfTradeMode.NONE ? 0 : ofGroup;
        mode = inMode;
        return this;
    }

    /**
     * Decides what an order trades.
     *
     * @param leaves what is left of it, in the instrument's quantity scale, above 0
     * @param worstPriceE8 highest price it pays, lowest it takes
     * @param meetsStreet whether the street gives it its size
     */
    void trade(int row, long leaves, long worstPriceE8, boolean meetsStreet, Step step) {
        order = row;
        instrument = orders.instrument(row);
        buys = orders.buys(row);
        wanted = leaves;
        streetAccount = meetsStreet ? street.account() : 0;
        long left = leaves;
        boolean allOrNothing = orders.timeInForce(row) == TimeInForce.FOK;
        if (allOrNothing && walk(worstPriceE8, true) > 0) {
            trades.cancel(row, orders.cum(row), left, EndReason.FILL_OR_KILL);
            return;
        }
        left = walk(worstPriceE8, false);
        if (bandMet) {
            long lasts = market.settings().interruptionNs();
            step.add(phaseSet, 0).until(lasts == 0 ? 0 : step.timeNs() + lasts).instrumentId(instrument)
                .phase(MarketPhase.INTERRUPTION).reason(PhaseReason.PRICE_BAND).requestKey("").text("");
        }
        EndReason end = left == 0 ? EndReason.NONE : endOfRest();
        if (end != EndReason.NONE) {
            trades.cancel(row, cum, left, end);
        }
    }

    private long walk(long worstPriceE8, boolean withoutTrace) {
        rehearsing = withoutTrace;
        cum = orders.cum(order);
        fills = 0;
        ownMet = false;
        bandMet = false;
        if (streetAccount == 0 && wanted > 0 && !books.reaches(instrument, buys, worstPriceE8)) {
            return wanted;
        }
        return matching.match(books.resting(instrument), buys, worstPriceE8, wanted,
            streetAccount == 0 ? 0 : street.priceE8(instrument, buys),
            streetAccount == 0 ? 0 : street.size(instrument));
    }

    private EndReason endOfRest() {
        if (ownMet) {
            return EndReason.SELF_TRADE;
        }
        if (orders.timeInForce(order) == TimeInForce.IOC) {
            return EndReason.IMMEDIATE_OR_CANCEL;
        }
        OrdType type = orders.type(order);
        return type == OrdType.MARKET || type == OrdType.STOP ? EndReason.NO_LIQUIDITY : EndReason.NONE;
    }

    @Override
    public boolean allows(long priceE8) {
        bandMet = !last.isWithin(instrument, priceE8, market.instruments().bandBps(instrument));
        return !bandMet;
    }

    @Override
    public long of(int row) {
        if (fills >= MOST_FILLS) {
            return STOP;
        }
        if (group == 0 || selfTrade.group(row) != group) {
            return orders.leaves(row);
        }
        fills++;
        if (SelfTrade.endsPassive(mode) && !rehearsing) {
            trades.cancel(row, orders.cum(row), orders.leaves(row), EndReason.SELF_TRADE);
        }
        ownMet = SelfTrade.endsAggressor(mode);
        return ownMet ? STOP : PASS;
    }

    @Override
    public void fill(int restingRow, long quantity, long priceE8) {
        fills++;
        cum += quantity;
        if (rehearsing) {
            return;
        }
        trades.match(quantity, priceE8);
        trades.side(order, cum, wanted - (cum - orders.cum(order)), true);
        if (restingRow == STREET) {
            trades.street(streetAccount, instrument, !buys);
        } else {
            trades.side(restingRow, orders.cum(restingRow) + quantity, orders.leaves(restingRow) - quantity, false);
        }
    }
}
