package throughline.venue;

import java.util.Arrays;
import org.agrona.DirectBuffer;
import throughline.blotter.Market;
import throughline.blotter.Orders;
import throughline.blotter.Venue;
import throughline.message.EndReason;
import throughline.message.JournalRecord;
import throughline.message.OrdType;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderCanceledEncoder;
import throughline.message.OrderPlacedEncoder;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradeExecutedEncoder;
import throughline.office.StateMachine;
import throughline.office.Step;
import throughline.reference.Money;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Texts;

/**
 * The built-in exchange simulator: a price-time book for each instrument, and behind it the street, which quotes both
 * sides of the reference price and gives each order its size once. A market order is worked as a limit at the worst
 * price it was accepted at. One fact is never cut: all of an order's matching is one step. For the machine's thread.
 */
public final class Xsim implements Venue {
    private static final int LEVELS = 64;
    private static final int MOST_FILLS = 2_000;
    private static final long BPS = 10_000;
    private static final byte[] NOTHING = {};

    private final Market market;
    private final Orders orders;
    private final Matching matching = new Matching(this::open, this::fill);
    private final OrderPlacedEncoder placed = new OrderPlacedEncoder();
    private final TradeExecutedEncoder trade = new TradeExecutedEncoder();
    private final OrderCanceledEncoder canceled = new OrderCanceledEncoder();
    private BookLinks links;
    private Book[] books = new Book[0];
    private OrderAcceptedDecoder accepted;
    private Step step;
    private long orderId;
    private int tradeDate;
    private int street;
    private long cum;
    private int fills;

    /** An exchange with empty books. */
    public Xsim(Market market) {
        this.market = market;
        this.orders = market.orders();
        links = new BookLinks(market.expectedOrders());
    }

    @Override
    public void place(int row, OrderAcceptedDecoder order, int date, Step into) {
        accepted = order;
        step = into;
        orderId = orders.id(row);
        tradeDate = date;
        cum = 0;
        fills = 0;
        street = market.settings().streetOn() ? streetAccount() : 0;
        step.add(placed, orderId).accountId(order.accountId()).instrumentId(order.instrumentId())
            .quantity(order.quantity()).workingPriceE8(order.worstPriceE8()).side(order.side())
            .leavesQty(order.quantity());
        boolean buys = order.side() == Side.BUY;
        long left = matching.match(books[order.instrumentId()], buys, order.worstPriceE8(), order.quantity(),
            street == 0 ? 0 : streetPriceE8(order.instrumentId(), buys), streetSize(order.instrumentId()));
        EndReason end = left == 0 ? EndReason.NONE : endOfRest(order);
        if (end != EndReason.NONE) {
            step.add(canceled, orderId).accountId(order.accountId()).instrumentId(order.instrumentId())
                .cumQty(cum).canceledQty(left).reason(end);
        }
    }

    private int streetAccount() {
        DirectBuffer name = market.settings().streetAccount();
        return market.accounts().find(name, 0, name.capacity());
    }

    private EndReason endOfRest(OrderAcceptedDecoder order) {
        if (order.timeInForce() == TimeInForce.IOC) {
            return EndReason.IMMEDIATE_OR_CANCEL;
        }
        return order.ordType() == OrdType.MARKET || fills >= MOST_FILLS ? EndReason.NO_LIQUIDITY : EndReason.NONE;
    }

    /** The street's ask for a buy, its bid for a sell, each on the tick away from the reference; 0: no quote. */
    private long streetPriceE8(int instrument, boolean buys) {
        long reference = market.instruments().priceE8(instrument);
        long tick = Math.max(1, market.instruments().tickE8(instrument));
        long distance = reference <= 0 ? Money.OVERFLOW
            : Money.product(reference, market.settings().streetBps(), BPS, true);
        if (distance > Long.MAX_VALUE - reference - tick) {
            return 0;
        }
        return buys ? (reference + distance + tick - 1) / tick * tick
            : Math.max(0, (reference - distance) / tick * tick);
    }

    private long streetSize(int instrument) {
        long unit = Money.powerOfTen(market.instruments().quantityScale(instrument));
        long size = market.settings().streetSize();
        return size > Long.MAX_VALUE / unit ? Long.MAX_VALUE : size * unit;
    }

    private long open(int row) {
        return fills >= MOST_FILLS ? Leaves.STOP : orders.leaves(row);
    }

    private void fill(int resting, long quantity, long priceE8) {
        fills++;
        cum += quantity;
        long match = step.nextSeq();
        Side side = accepted.side();
        trade(orderId, match, quantity, priceE8).cumQty(cum).leavesQty(accepted.quantity() - cum)
            .accountId(accepted.accountId()).userId(accepted.userId()).side(side).aggressor((short) 1);
        attributes(orders.find(orderId));
        if (resting == Fills.STREET) {
            trade(0, match, quantity, priceE8).cumQty(quantity).leavesQty(0).accountId(street).userId(0)
                .side(side == Side.BUY ? Side.SELL : Side.BUY).aggressor((short) 0);
            attributes(Orders.NONE);
        } else {
            trade(orders.id(resting), match, quantity, priceE8).cumQty(orders.cum(resting) + quantity)
                .leavesQty(orders.leaves(resting) - quantity).accountId(orders.account(resting))
                .userId(orders.user(resting)).side(orders.side(resting)).aggressor((short) 0);
            attributes(resting);
        }
    }

    private void attributes(int row) {
        if (row == Orders.NONE) {
            trade.putStrategy(NOTHING, 0, 0).putDecisionMaker(NOTHING, 0, 0);
        } else {
            Texts texts = orders.texts();
            int strategy = orders.strategy(row);
            int maker = orders.decisionMaker(row);
            trade.capacity(orders.capacity(row)).putStrategy(texts.bytes(), texts.start(strategy),
                texts.length(strategy)).putDecisionMaker(texts.bytes(), texts.start(maker), texts.length(maker));
        }
    }

    private TradeExecutedEncoder trade(long ofOrder, long match, long quantity, long priceE8) {
        return step.add(trade, ofOrder).matchId(match).quantity(quantity).priceE8(priceE8)
            .instrumentId(accepted.instrumentId()).contraPartyId(market.settings().ccpParty()).tradeDate(tradeDate);
    }

    @Override
    public void replace(int row, ReplaceAcceptedDecoder order, int date, Step into) {
        throw new IllegalStateException("amendments are not made here yet");
    }

    @Override
    public void open(Step into) {
        // the books are open whenever the session is
    }

    @Override
    public void close(Step into) {
        // nothing trades at the close
    }

    @Override
    public boolean isReadyToClose() {
        return true;
    }

    @Override
    public void replacing(int row) {
        ended(row);
    }

    @Override
    public void replaced(int row, boolean keepsPriority) {
        placed(row);
    }

    @Override
    public void suspended(int row) {
        ended(row);
    }

    @Override
    public void apply(JournalRecord record) {
        // nothing beside the orders is kept
    }

    @Override
    public long workSeq() {
        return 0;
    }

    @Override
    public void work(Step into) {
        throw new IllegalStateException("there is no work here");
    }

    @Override
    public long deadlineNs() {
        return StateMachine.NEVER;
    }

    @Override
    public void tick(Step into) {
        // nothing happens here by time
    }

    @Override
    public void save(StateSink sink) {
        // all is made anew from the orders
    }

    @Override
    public void load(StateSource source) {
        // all is made anew from the orders
    }

    @Override
    public void listed(int instrumentId) {
        if (instrumentId >= books.length) {
            books = Arrays.copyOf(books, Math.max(instrumentId + 1, 2 * books.length));
        }
        if (books[instrumentId] == null) {
            books[instrumentId] = new Book(links, LEVELS);
        }
    }

    @Override
    public void placed(int row) {
        if (orders.rests(row)) {
            books[orders.instrument(row)].add(row, orders.buys(row), orders.workingPriceE8(row));
        }
    }

    @Override
    public void ended(int row) {
        if (orders.placedSeq(row) != 0 && orders.rests(row)) {
            books[orders.instrument(row)].remove(row, orders.buys(row), orders.workingPriceE8(row));
        }
    }

    @Override
    public void rebuild() {
        links = new BookLinks(market.expectedOrders());
        books = new Book[0];
        for (int instrument = 1; instrument < market.instruments().end(); instrument++) {
            if (market.instruments().isKnown(instrument)) {
                listed(instrument);
            }
        }
        int[] rows = new int[orders.working()];
        int count = 0;
        for (int row = orders.firstOpen(); row != Orders.NONE; row = orders.nextOpen(row)) {
            if (orders.isAtVenue(row)) {
                rows[count++] = row;
            }
        }
        Arrays.stream(rows).boxed().sorted((a, b) -> Long.compare(orders.placedSeq(a), orders.placedSeq(b)))
            .forEach(this::placed);
    }
}
