package throughline.venue;

import throughline.blotter.Market;
import throughline.blotter.Orders;
import throughline.message.AuctionUncrossedEncoder;
import throughline.message.AuctionUncrossingEncoder;
import throughline.message.EndReason;
import throughline.message.SelfTradeMode;
import throughline.office.Step;

/**
 * The end of a call: one price for the crossed book of an instrument, then its matches at it in slices, in price-time
 * priority, then the next phase. The price is the one at which most trades, of those the one that leaves least over,
 * then the nearest to the last price, then the lowest; those looked at are the orders' limits and the last price if it
 * is on the tick. The street takes no part.
 *
 * <p>Of two orders that must not trade with one another the younger counts as the aggressor. If such ends leave a book
 * that is still crossed, it is priced anew. Decides only. One thread.
 */
final class Uncrossing {
    /** A match and the record that ends the work. */
    private static final int ROOM = 3;

    private final Market market;
    private final Orders orders;
    private final Books books;
    private final Phases phases;
    private final LastPrices last;
    private final SelfTrade selfTrade;
    private final Trades trades;
    private final Curve demand = new Curve(true);
    private final Curve supply = new Curve(false);
    private final AuctionUncrossingEncoder uncrossing = new AuctionUncrossingEncoder();
    private final AuctionUncrossedEncoder uncrossed = new AuctionUncrossedEncoder();
    private long priceE8;
    private long quantity;
    private long imbalance;
    private long distance;

    Uncrossing(Market market, Books books, Phases phases, LastPrices last, SelfTrade selfTrade, Trades trades) {
        this.market = market;
        this.orders = market.orders();
        this.books = books;
        this.phases = phases;
        this.last = last;
        this.selfTrade = selfTrade;
        this.trades = trades;
    }

    /** Does a slice of it; writes at least one record. */
    void work(int instrument, Step step) {
        Book book = books.resting(instrument);
        long price = phases.uncrossingPriceE8(instrument);
        if (phases.isUncrossing(instrument) && isCrossedAt(book, book.best(true), book.best(false), price)) {
            match(instrument, book, price, step);
        } else if (books.isCrossed(instrument)) {
            findPrice(instrument, book);
            step.add(uncrossing, 0).priceE8(priceE8).quantity(quantity).imbalance(imbalance).instrumentId(instrument)
                .phase(phases.next(instrument));
        } else {
            end(instrument, phases.isUncrossing(instrument) ? price : 0, 0, step);
        }
    }

    private static boolean isCrossedAt(Book book, int buy, int sell, long priceE8) {
        return buy != Book.NONE && sell != Book.NONE && book.priceE8(buy) >= priceE8 && book.priceE8(sell) <= priceE8;
    }

    private void end(int instrument, long price, long traded, Step step) {
        step.add(uncrossed, 0).priceE8(price).quantity(phases.uncrossedQuantity(instrument) + traded)
            .instrumentId(instrument).phase(phases.next(instrument));
    }

    private void findPrice(int instrument, Book book) {
        demand.draw(book, orders);
        supply.draw(book, orders);
        quantity = 0;
        long near = last.baseE8(instrument);
        for (int level = 0; level < demand.levels(); level++) {
            consider(demand.priceE8(level), near);
        }
        for (int level = 0; level < supply.levels(); level++) {
            consider(supply.priceE8(level), near);
        }
        if (near > book.bestPriceE8(false) && near < book.bestPriceE8(true) && near % tickE8(instrument, near) == 0) {
            consider(near, near);
        }
    }

    private long tickE8(int instrument, long atPriceE8) {
        return Math.max(1, market.ticks().tickE8(market.instruments().tickTable(instrument), atPriceE8,
            market.instruments().tickE8(instrument)));
    }

    private void consider(long price, long near) {
        long bought = demand.at(price);
        long sold = supply.at(price);
        long over = bought - sold;
        long away = near == 0 ? 0 : Math.abs(price - near);
        if (isBetter(Math.min(bought, sold), Math.abs(over), away, price)) {
            priceE8 = price;
            quantity = Math.min(bought, sold);
            imbalance = over;
            distance = away;
        }
    }

    private boolean isBetter(long trades, long over, long away, long price) {
        if (trades != quantity) {
            return trades > quantity;
        }
        if (over != Math.abs(imbalance)) {
            return over < Math.abs(imbalance);
        }
        return away != distance ? away < distance : price < priceE8;
    }

    private void match(int instrument, Book book, long price, Step step) {
        int buy = book.best(true);
        int sell = book.best(false);
        long bought = 0;
        long sold = 0;
        long traded = 0;
        while (isCrossedAt(book, buy, sell, price) && step.records() + ROOM <= Step.MAX_SLICE) {
            long buyLeaves = orders.leaves(buy) - bought;
            long sellLeaves = orders.leaves(sell) - sold;
            long both = Math.min(buyLeaves, sellLeaves);
            boolean own = isOwn(buy, sell);
            boolean buyEnds = own ? ends(buy, sell) : buyLeaves == both;
            boolean sellEnds = own ? ends(sell, buy) : sellLeaves == both;
            if (own) {
                cancel(buy, buyEnds, bought);
                cancel(sell, sellEnds, sold);
            } else {
                bought += both;
                sold += both;
                traded += both;
                trades.match(both, price);
                trades.side(buy, orders.cum(buy) + bought, buyLeaves - both, false);
                trades.side(sell, orders.cum(sell) + sold, sellLeaves - both, false);
            }
            bought = buyEnds ? 0 : bought;
            sold = sellEnds ? 0 : sold;
            buy = buyEnds ? book.after(buy, true) : buy;
            sell = sellEnds ? book.after(sell, false) : sell;
        }
        boolean crossed = buy != Book.NONE && sell != Book.NONE && book.priceE8(buy) >= book.priceE8(sell);
        if (!crossed) {
            end(instrument, price, traded, step);
        }
    }

    private boolean isOwn(int buy, int sell) {
        int group = selfTrade.group(buy);
        return group != 0 && group == selfTrade.group(sell) && mode(buy, sell) != SelfTradeMode.NONE;
    }

    /** What the younger one's account says. */
    private SelfTradeMode mode(int row, int other) {
        return selfTrade.mode(orders.placedSeq(row) > orders.placedSeq(other) ? row : other);
    }

    private boolean ends(int row, int against) {
        SelfTradeMode mode = mode(row, against);
        return orders.placedSeq(row) > orders.placedSeq(against) ? SelfTrade.endsAggressor(mode)
            : SelfTrade.endsPassive(mode);
    }

    private void cancel(int row, boolean ends, long executedHere) {
        if (ends) {
            trades.cancel(row, orders.cum(row) + executedHere, orders.leaves(row) - executedHere,
                EndReason.SELF_TRADE);
        }
    }
}
