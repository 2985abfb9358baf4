package throughline.venue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import throughline.message.MarketPhase;
import throughline.message.OrdType;
import throughline.message.SelfTradeMode;
import throughline.message.TimeInForce;

/**
 * The twin of {@link Xsim}, written to be seen right and not to be fast: of each instrument one list of its open orders
 * in the order in which they took their places, searched whenever something is to be known. It shares no code with the
 * exchange: prices are hundredths, and an event is a line of text.
 */
final class NaiveExchange {
    final List<NaiveBoard> boards = new ArrayList<>();
    final List<String> lines = new ArrayList<>();
    MarketPhase general = MarketPhase.CLOSED;
    long generalUntil;
    private final long streetBps;
    private final long streetSize;
    private final long openingNs;
    private final long closingNs;
    private final long interruptionNs;
    private boolean sessionOpen;
    private long places;
    private long traded;
    private long now;

    NaiveExchange(long streetBps, long streetSize, long openingNs, long closingNs, long interruptionNs) {
        this.streetBps = streetBps;
        this.streetSize = streetSize;
        this.openingNs = openingNs;
        this.closingNs = closingNs;
        this.interruptionNs = interruptionNs;
    }

    NaiveBoard board(int instrument) {
        return boards.get(instrument - 1);
    }

    NaiveOrder order(int instrument, long id) {
        return board(instrument).orders.stream().filter(o -> o.id == id).findFirst().orElseThrow();
    }

    void at(long timeNs) {
        now = timeNs;
    }

    void enter(NaiveOrder order) {
        lines.add("placed " + order.id + " " + order.leaves + "@" + order.price + " stop " + order.stop);
        takePlace(order);
        NaiveBoard board = board(order.instrument);
        if (!order.waits()) {
            meet(board, order, true);
        } else if (board.phase == MarketPhase.CONTINUOUS && board.hasCome(order)) {
            trigger(board, order);
            meet(board, order, true);
        }
        settle();
    }

    private void takePlace(NaiveOrder order) {
        NaiveBoard board = board(order.instrument);
        board.orders.remove(order);
        board.orders.add(order);
        order.place = ++places;
    }

    private void trigger(NaiveBoard board, NaiveOrder order) {
        lines.add("triggered " + order.id + " " + order.leaves + "@" + order.price + " by " + board.last);
        order.stop = 0;
        takePlace(order);
    }

    void replace(NaiveOrder order, long quantity, long price, long stop) {
        boolean keeps = price == order.price && quantity <= order.cum + order.leaves
            && (order.stop == 0 || stop == order.stop);
        boolean samePrice = price == order.price && (order.stop == 0 || stop == order.stop);
        order.leaves = quantity - order.cum;
        order.price = price;
        order.stop = order.stop == 0 ? 0 : stop;
        lines.add("replaced " + order.id + " " + order.cum + "+" + order.leaves + "@" + order.price + " stop "
            + order.stop + " keeps " + (keeps ? 1 : 0));
        NaiveBoard board = board(order.instrument);
        if (!keeps) {
            takePlace(order);
            if (!order.waits()) {
                meet(board, order, !samePrice);
            } else if (board.phase == MarketPhase.CONTINUOUS && board.hasCome(order)) {
                trigger(board, order);
                meet(board, order, true);
            }
        }
        settle();
    }

    void cancel(NaiveOrder order) {
        end(order, "BY_REQUEST");
        settle();
    }

    private void end(NaiveOrder order, String why) {
        lines.add("canceled " + order.id + " " + order.cum + "+" + order.leaves + " " + why);
        board(order.instrument).orders.remove(order);
    }

    void price(NaiveBoard board, long price, boolean isLast) {
        board.base = price;
        board.reference = price;
        board.last = isLast ? price : board.last;
        settle();
    }

    private void meet(NaiveBoard board, NaiveOrder order, boolean street) {
        if (board.phase != MarketPhase.CONTINUOUS) {
            if (!order.mayRest()) {
                end(order, "MARKET_NOT_OPEN");
            }
            return;
        }
        List<NaiveOffer> offers = offers(board, order, street);
        if (order.until == TimeInForce.FOK && !NaiveOffer.fill(board, order, offers)) {
            end(order, "FILL_OR_KILL");
            return;
        }
        boolean ownMet = false;
        boolean bandMet = false;
        for (NaiveOffer offer : offers) {
            if (order.leaves == 0 || ownMet || bandMet) {
                break;
            }
            bandMet = !board.isWithinBand(offer.price());
            if (bandMet) {
                continue;
            }
            if (offer.isOwn(order)) {
                SelfTradeMode mode = order.mode();
                if (mode != SelfTradeMode.AGGRESSOR) {
                    end(offer.order(), "SELF_TRADE");
                }
                ownMet = mode != SelfTradeMode.PASSIVE;
            } else {
                trade(board, order, offer);
            }
        }
        // the band lies around the last price before the order came
        afterwards(board);
        if (bandMet) {
            board.begin(MarketPhase.INTERRUPTION, interruptionNs == 0 ? 0 : now + interruptionNs);
            lines.add("phase " + board.number + " INTERRUPTION PRICE_BAND until " + board.until);
        }
        if (order.leaves > 0 && (ownMet || !order.mayRest())) {
            boolean market = order.type == OrdType.MARKET || order.type == OrdType.STOP;
            end(order, ownMet ? "SELF_TRADE" : order.until == TimeInForce.IOC ? "IMMEDIATE_OR_CANCEL"
                : market ? "NO_LIQUIDITY" : "?");
        }
    }

    private void afterwards(NaiveBoard board) {
        if (traded != 0) {
            board.last = traded;
            board.base = traded;
            traded = 0;
        }
    }

    /** All that the order may trade with, in the order in which it would. */
    private List<NaiveOffer> offers(NaiveBoard board, NaiveOrder order, boolean street) {
        List<NaiveOffer> all = new ArrayList<>();
        for (NaiveOrder other : board.orders) {
            if (other.buys() != order.buys() && !other.waits() && other != order) {
                all.add(new NaiveOffer(other, other.leaves, other.price));
            }
        }
        if (street && streetSize > 0) {
            long quote = order.buys() ? -Math.floorDiv(-board.reference * (10_000 + streetBps), 10_000)
                : Math.floorDiv(board.reference * (10_000 - streetBps), 10_000);
            all.add(new NaiveOffer(null, streetSize, quote));
        }
        all.removeIf(offer -> order.buys() ? offer.price() > order.price : offer.price() < order.price);
        Comparator<NaiveOffer> byPrice = Comparator.comparingLong(NaiveOffer::price);
        all.sort(order.buys() ? byPrice : byPrice.reversed());
        return all;
    }

    private void trade(NaiveBoard board, NaiveOrder order, NaiveOffer offer) {
        long quantity = Math.min(order.leaves, offer.quantity());
        fill(order, quantity);
        String other;
        if (offer.order() == null) {
            other = "0 " + (order.buys() ? "SELL" : "BUY") + " " + quantity + "+0";
        } else {
            fill(offer.order(), quantity);
            other = offer.order().told();
        }
        lines.add("trade " + quantity + "@" + offer.price() + " " + order.told().replaceFirst(" ", "! ")
            + " / " + other);
        traded = offer.price();
    }

    private void fill(NaiveOrder order, long quantity) {
        order.cum += quantity;
        order.leaves -= quantity;
        if (order.leaves == 0) {
            board(order.instrument).orders.remove(order);
        }
    }

    /** A person sets a phase, of one instrument or, by 0, of all. */
    void phase(int instrument, MarketPhase phase, long until) {
        lines.add("phase " + instrument + " " + phase + " REQUEST until " + until);
        if (instrument == 0) {
            boards.forEach(board -> leaveFor(board, phase, 0));
            general = phase;
            generalUntil = until;
        } else {
            leaveFor(board(instrument), phase, until);
        }
        settle();
    }

    private void leaveFor(NaiveBoard board, MarketPhase phase, long until) {
        boolean callEnds = phase == MarketPhase.CONTINUOUS && board.phase != MarketPhase.CONTINUOUS
            || phase == MarketPhase.CLOSED && board.phase == MarketPhase.CLOSING_AUCTION;
        if (callEnds && board.isCrossed()) {
            board.next = phase;
            board.until = 0;
        } else {
            board.begin(phase, until);
        }
    }

    void open() {
        sessionOpen = true;
        session(MarketPhase.CONTINUOUS);
        if (openingNs > 0 && general != MarketPhase.HALTED) {
            schedule(0, MarketPhase.OPENING_AUCTION, now + openingNs);
        }
        settle();
    }

    void askToClose() {
        if (closingNs > 0 && general != MarketPhase.HALTED) {
            schedule(0, MarketPhase.CLOSING_AUCTION, now + closingNs);
        }
        settle();
    }

    void close() {
        sessionOpen = false;
        session(MarketPhase.CLOSED);
        boards.forEach(board -> board.orders.clear());
    }

    private void session(MarketPhase phase) {
        if (general != MarketPhase.HALTED) {
            general = phase;
            generalUntil = 0;
        }
        for (NaiveBoard board : boards) {
            if (board.phase != MarketPhase.HALTED) {
                board.begin(phase, 0);
            }
        }
    }

    private void schedule(int instrument, MarketPhase phase, long until) {
        lines.add("phase " + instrument + " " + phase + " SCHEDULE until " + until);
        if (instrument != 0) {
            leaveFor(board(instrument), phase, until);
            return;
        }
        for (NaiveBoard board : boards) {
            boolean own = board.until != 0 || board.phase != general;
            boolean toClose = phase == MarketPhase.CLOSING_AUCTION || phase == MarketPhase.CLOSED;
            if (!own || toClose && board.phase != MarketPhase.HALTED) {
                leaveFor(board, phase, 0);
            }
        }
        general = phase;
        generalUntil = until;
    }

    /** Time has passed, or something happened: all that follows from it. */
    void settle() {
        boolean more = true;
        while (more) {
            more = false;
            for (NaiveBoard board : boards) {
                while (work(board)) {
                    more = true;
                }
            }
            if (generalUntil != 0 && generalUntil <= now) {
                schedule(0, sessionOpen && general != MarketPhase.CLOSING_AUCTION ? MarketPhase.CONTINUOUS
                    : MarketPhase.CLOSED, 0);
                more = true;
            } else {
                more |= endPhases();
            }
        }
    }

    private boolean endPhases() {
        boolean any = false;
        for (NaiveBoard board : boards) {
            if (board.until != 0 && board.until <= now) {
                schedule(board.number,
                    board.phase == MarketPhase.CLOSING_AUCTION ? MarketPhase.CLOSED : general, 0);
                any = true;
            }
        }
        return any;
    }

    private boolean work(NaiveBoard board) {
        if (board.next != null) {
            uncross(board);
            return true;
        }
        if (board.phase != MarketPhase.CONTINUOUS) {
            return false;
        }
        NaiveOrder buy = board.firstToTrigger(true);
        NaiveOrder sell = board.firstToTrigger(false);
        NaiveOrder first = buy == null || sell != null && sell.place < buy.place ? sell : buy;
        if (first == null) {
            return false;
        }
        trigger(board, first);
        meet(board, first, true);
        return true;
    }

    private void uncross(NaiveBoard board) {
        long price = 0;
        long all = 0;
        while (board.isCrossed()) {
            price = board.auctionPrice();
            long over = board.volume(true, price) - board.volume(false, price);
            lines.add("uncrossing " + board.number + " "
                + Math.min(board.volume(true, price), board.volume(false, price)) + "@" + price + " over " + over
                + " then " + board.next);
            all += tradeAt(board, price);
        }
        lines.add("uncrossed " + board.number + " " + all + "@" + price + " then " + board.next);
        board.begin(board.next, 0);
    }

    private long tradeAt(NaiveBoard board, long price) {
        long all = 0;
        NaiveOrder buy = board.best(true);
        NaiveOrder sell = board.best(false);
        while (buy != null && sell != null && buy.price >= price && sell.price <= price) {
            NaiveOrder younger = buy.place > sell.place ? buy : sell;
            NaiveOrder older = younger == buy ? sell : buy;
            SelfTradeMode mode = younger.mode();
            if (buy.group() == sell.group() && mode != SelfTradeMode.NONE) {
                boolean endsYounger = mode != SelfTradeMode.PASSIVE;
                boolean endsOlder = mode != SelfTradeMode.AGGRESSOR;
                for (NaiveOrder order : List.of(buy, sell)) {
                    if (order == younger && endsYounger || order == older && endsOlder) {
                        end(order, "SELF_TRADE");
                    }
                }
            } else {
                long quantity = Math.min(buy.leaves, sell.leaves);
                fill(buy, quantity);
                fill(sell, quantity);
                lines.add("trade " + quantity + "@" + price + " " + buy.told() + " / " + sell.told());
                all += quantity;
                board.last = price;
                board.base = price;
            }
            buy = board.best(true);
            sell = board.best(false);
        }
        return all;
    }

    /** All since the last call. */
    List<String> take() {
        List<String> all = List.copyOf(lines);
        lines.clear();
        return all;
    }
}
