package throughline.venue;

import java.util.BitSet;
import throughline.blotter.Market;
import throughline.blotter.Orders;
import throughline.blotter.Venue;
import throughline.message.AuctionUncrossedDecoder;
import throughline.message.AuctionUncrossingDecoder;
import throughline.message.EndReason;
import throughline.message.JournalRecord;
import throughline.message.MarketPhase;
import throughline.message.MarketPhaseSetDecoder;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderPlacedEncoder;
import throughline.message.OrderReplacedEncoder;
import throughline.message.OrderTriggeredDecoder;
import throughline.message.OrderTriggeredEncoder;
import throughline.message.PriceStatedDecoder;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.SessionClosingDecoder;
import throughline.message.SessionOpenedDecoder;
import throughline.message.TradeExecutedDecoder;
import throughline.office.Step;
import throughline.state.Names;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * The built-in exchange simulator: a price-time book for each instrument with its phases, stop orders beside it, and
 * behind it the street. A market order is worked as a limit at the worst price it was accepted at. One fact is never
 * cut: all of an order's matching is one step. What the state says is left of an instrument is its work: the end of a
 * call, a crossed book, stop orders whose price has come. For the machine's thread.
 *
 * <p>Books are made from the orders when they are first asked for, and kept from then on: so a replay, which decides
 * nothing, changes the orders alone.
 */
public final class Xsim implements Venue {
    private final Market market;
    private final Orders orders;
    private final Books books;
    private final Phases phases;
    private final LastPrices last = new LastPrices();
    private final Trades trades;
    private final Incoming incoming;
    private final Uncrossing uncrossing;
    private final BitSet due = new BitSet(1024);
    private final OrderPlacedEncoder placed = new OrderPlacedEncoder();
    private final OrderReplacedEncoder replaced = new OrderReplacedEncoder();
    private final OrderTriggeredEncoder triggered = new OrderTriggeredEncoder();
    private final TradeExecutedDecoder tradeExecuted = new TradeExecutedDecoder();
    private final PriceStatedDecoder priceStated = new PriceStatedDecoder();
    private final MarketPhaseSetDecoder phaseSet = new MarketPhaseSetDecoder();
    private final AuctionUncrossingDecoder auctionUncrossing = new AuctionUncrossingDecoder();
    private final AuctionUncrossedDecoder auctionUncrossed = new AuctionUncrossedDecoder();
    private final SessionOpenedDecoder sessionOpened = new SessionOpenedDecoder();
    private boolean hasBooks;
    private int businessDate;

    /** An exchange with empty books. */
    public Xsim(Market market) {
        this.market = market;
        this.orders = market.orders();
        books = new Books(orders, market.expectedOrders());
        phases = new Phases(books);
        trades = new Trades(market);
        SelfTrade selfTrade = new SelfTrade(market);
        incoming = new Incoming(market, books, last, selfTrade, trades);
        uncrossing = new Uncrossing(market, books, phases, last, selfTrade, trades);
    }

    @Override
    public long readAhead(int instrumentId) {
        return hasBooks && books.isListed(instrumentId) ? books.readAhead(instrumentId) + last.seq(instrumentId) : 0;
    }

    @Override
    public void place(int row, OrderAcceptedDecoder order, int date, Step step) {
        trades.begin(step, date);
        long stop = order.stopPriceE8();
        long left = orders.isSuspended(row) ? orders.leaves(row) : order.quantity();
        step.add(placed, orders.id(row)).accountId(order.accountId()).instrumentId(order.instrumentId())
            .quantity(order.quantity()).leavesQty(left)
            .workingPriceE8(order.worstPriceE8()).stopPriceE8(stop).side(order.side());
        if (stop == 0 || hasCome(row, stop)) {
            trigger(row, stop, order.worstPriceE8(), left, step);
            incoming.as(order.selfTradeGroup(), order.selfTradeMode());
            enter(row, left, order.worstPriceE8(), true, step);
        }
    }

    private boolean hasCome(int row, long stopPriceE8) {
        int instrument = orders.instrument(row);
        return books().isContinuous(instrument) && last.hasReached(instrument, orders.buys(row), stopPriceE8);
    }

    private void trigger(int row, long stopPriceE8, long workingPriceE8, long leaves, Step step) {
        if (stopPriceE8 != 0) {
            int instrument = orders.instrument(row);
            step.add(triggered, orders.id(row)).lastPriceE8(last.priceE8(instrument)).workingPriceE8(workingPriceE8)
                .leavesQty(leaves).accountId(orders.account(row)).instrumentId(instrument).side(orders.side(row));
        }
    }

    /** Into the book, by way of what it trades; one that rests waits its turn where the book is at work itself. */
    private void enter(int row, long leaves, long worstPriceE8, boolean meetsStreet, Step step) {
        int instrument = orders.instrument(row);
        if (books().isContinuous(instrument)) {
            if (!orders.rests(row) || !books.isCrossed(instrument)) {
                incoming.trade(row, leaves, worstPriceE8, meetsStreet, step);
            }
        } else if (!orders.rests(row)) {
            trades.cancel(row, orders.cum(row), leaves, EndReason.MARKET_NOT_OPEN);
        }
    }

    @Override
    public void replace(int row, ReplaceAcceptedDecoder order, int date, Step step) {
        trades.begin(step, date);
        long cum = orders.cum(row);
        long stop = orders.stopPriceE8(row) == 0 ? 0 : order.stopPriceE8();
        boolean samePrices = order.worstPriceE8() == orders.workingPriceE8(row) && stop == orders.stopPriceE8(row);
        boolean keeps = samePrices && order.quantity() - cum <= orders.leaves(row);
        int name = orders.nextClOrdId(row);
        Names names = orders.names();
        step.add(replaced, orders.id(row)).requestSeq(order.requestSeq()).quantity(order.quantity()).cumQty(cum)
            .leavesQty(order.quantity() - cum).priceE8(order.priceE8()).workingPriceE8(order.worstPriceE8())
            .stopPriceE8(stop).accountId(orders.account(row)).instrumentId(orders.instrument(row))
            .side(orders.side(row)).keepsPriority((short) (keeps ? 1 : 0))
            .putClOrdId(names.bytes(), names.start(name), names.length(name));
        if (!keeps && (stop == 0 || hasCome(row, stop))) {
            trigger(row, stop, order.worstPriceE8(), order.quantity() - cum, step);
            incoming.as(row);
            enter(row, order.quantity() - cum, order.worstPriceE8(), !samePrices, step);
        }
    }

    @Override
    public void open(Step step) {
        phases.schedule(MarketPhase.OPENING_AUCTION, market.settings().openingNs(), step);
    }

    @Override
    public void close(Step step) {
        phases.schedule(MarketPhase.CLOSING_AUCTION, market.settings().closingNs(), step);
    }

    @Override
    public boolean isReadyToClose() {
        return hasNothingDue() && !phases.isClosing();
    }

    @Override
    public void listed(int instrumentId) {
        if (hasBooks) {
            books.listed(instrumentId);
        }
        phases.listed(instrumentId);
        last.listed(instrumentId);
    }

    @Override
    public void placed(int row) {
        if (hasBooks) {
            books.add(row);
            look(orders.instrument(row));
        }
    }

    @Override
    public void replacing(int row) {
        // where it stands is known by its row, so that nothing need be done before it changes
    }

    @Override
    public void replaced(int row, boolean keepsPriority) {
        if (hasBooks && !keepsPriority) {
            books.remove(row);
            books.add(row);
        }
        look(orders.instrument(row));
    }

    @Override
    public void suspended(int row) {
        ended(row);
    }

    @Override
    public void ended(int row) {
        if (hasBooks && books.isListed(orders.instrument(row))) {
            books.remove(row);
            look(orders.instrument(row));
        }
    }

    /** Notes whether the state leaves work of an instrument; after each change of it. */
    private void look(int instrument) {
        if (hasBooks) {
            due.set(instrument, books.hasWork(instrument, last));
        }
    }

    @Override
    public void apply(JournalRecord record) {
        switch (record.templateId()) {
            case TradeExecutedDecoder.TEMPLATE_ID -> applyTrade(record);
            case PriceStatedDecoder.TEMPLATE_ID -> applyPrice(record);
            case OrderTriggeredDecoder.TEMPLATE_ID -> replaced(orders.find(record.orderId()), false);
            case MarketPhaseSetDecoder.TEMPLATE_ID -> {
                books(); // a call that ends asks whether a book is crossed
                phases.set(wrap(phaseSet, record), record.seq());
                lookAtAll();
            }
            case AuctionUncrossingDecoder.TEMPLATE_ID ->
                phases.uncrossing(wrap(auctionUncrossing, record), record.seq());
            case AuctionUncrossedDecoder.TEMPLATE_ID -> {
                phases.uncrossed(wrap(auctionUncrossed, record));
                look(auctionUncrossed.instrumentId());
            }
            case SessionOpenedDecoder.TEMPLATE_ID -> {
                businessDate = wrap(sessionOpened, record).businessDate();
                phases.opened();
                lookAtAll();
            }
            case SessionClosingDecoder.TEMPLATE_ID -> {
                phases.closing();
                lookAtAll();
            }
            default -> { }
        }
    }

    private static <D extends org.agrona.sbe.MessageDecoderFlyweight> D wrap(D decoder, JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        return decoder;
    }

    private void applyTrade(JournalRecord record) {
        wrap(tradeExecuted, record);
        if (tradeExecuted.elsewhere() == 0 && tradeExecuted.matchId() == record.seq()) {
            int instrument = tradeExecuted.instrumentId();
            last.traded(instrument, tradeExecuted.priceE8(), record.seq());
            if (!hasBooks || books.isCallEnding(instrument)) {
                phases.traded(instrument, tradeExecuted.quantity());
            }
            look(instrument);
        }
    }

    private void applyPrice(JournalRecord record) {
        wrap(priceStated, record);
        int instrument = priceStated.instrumentId();
        if (market.instruments().isKnown(instrument)) {
            last.stated(instrument, priceStated.priceE8(), priceStated.kind(), record.seq());
            look(instrument);
        }
    }

    private void lookAtAll() {
        for (int instrument = 1; instrument < books.end(); instrument++) {
            if (books.isListed(instrument)) {
                look(instrument);
            }
        }
    }

    /** Its books; made at the first call. */
    Books books() {
        if (!hasBooks) {
            make();
        }
        return books;
    }

    private void make() {
        books.clear();
        for (int instrument = 1; instrument < market.instruments().end(); instrument++) {
            if (market.instruments().isKnown(instrument)) {
                books.listed(instrument);
                phases.tell(instrument);
            }
        }
        books.fill();
        hasBooks = true;
        due.clear();
        lookAtAll();
    }

    private boolean hasNothingDue() {
        books();
        return due.isEmpty();
    }

    /** Its phases, to be looked at. */
    Phases phases() {
        return phases;
    }

    /** Its last prices, to be looked at. */
    LastPrices last() {
        return last;
    }

    @Override
    public MarketPhase phase(int instrumentId) {
        return phases.phase(instrumentId);
    }

    @Override
    public long phaseUntilNs(int instrumentId) {
        return phases.untilNs(instrumentId);
    }

    @Override
    public long lastPriceE8(int instrumentId) {
        return last.priceE8(instrumentId);
    }

    @Override
    public void replayed() {
        books();
    }

    @Override
    public long workSeq() {
        if (hasNothingDue()) {
            return 0;
        }
        int instrument = due.nextSetBit(0);
        if (phases.isCallEnding(instrument)) {
            return phases.callSeq(instrument);
        }
        return books.isCrossed(instrument) ? orders.placedSeq(books.younger(instrument)) : last.seq(instrument);
    }

    @Override
    public void work(Step step) {
        trades.begin(step, businessDate);
        int instrument = due.nextSetBit(0);
        if (phases.isCallEnding(instrument)) {
            uncrossing.work(instrument, step);
        } else if (books.isCrossed(instrument)) {
            int row = books.younger(instrument);
            incoming.as(row).trade(row, orders.leaves(row), orders.workingPriceE8(row), false, step);
        } else {
            int row = books.firstReached(instrument, last);
            trigger(row, orders.stopPriceE8(row), orders.workingPriceE8(row), orders.leaves(row), step);
            incoming.as(row).trade(row, orders.leaves(row), orders.workingPriceE8(row), true, step);
        }
    }

    @Override
    public long deadlineNs() {
        return phases.deadlineNs();
    }

    @Override
    public void tick(Step step) {
        phases.tick(step);
    }

    @Override
    public void save(StateSink sink) {
        sink.putLong(businessDate);
        last.save(sink);
        phases.save(sink);
    }

    @Override
    public void load(StateSource source) {
        businessDate = (int) source.getLong();
        last.load(source);
        phases.load(source);
    }

    @Override
    public void rebuild() {
        hasBooks = false;
    }
}
