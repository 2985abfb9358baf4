package throughline.venue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import throughline.message.MarketPhase;
import throughline.message.OrdType;
import throughline.message.SelfTradeMode;
import throughline.message.TimeInForce;

/**
 * The twin of {@link Xsim}, written to be seen right and not to be fast: of each instrument one list of its open orders
 * in the order in which they took their places, searched whenever something is to be known. It shares no code with the
 * exchange: prices are hundredths, and an event is a line of text. One level of the market is one object.
 */
final class NaiveExchange {
    /** One instrument. */
    static final class Board {
        final List<NaiveOrder> orders = new ArrayList<>();
        final int number;
        final long bandBps;
        MarketPhase phase = MarketPhase.CLOSED;
        MarketPhase next;
        long until;
        long last;
        long base;
        long reference;

        Board(int number, long bandBps, long close) {
            this.number = number;
            this.bandBps = bandBps;
            this.base = close;
            this.reference = close;
        }
    }

    private record Offer(NaiveOrder order, long quantity, long price) {
    }

    final List<Board> boards = new ArrayList<>();
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
    private long now;

    NaiveExchange(long streetBps, long streetSize, long openingNs, long closingNs, long interruptionNs) {
        this.streetBps = streetBps;
        this.streetSize = streetSize;
        this.openingNs = openingNs;
        this.closingNs = closingNs;
        this.interruptionNs = interruptionNs;
    }

    Board board(int instrument) {
        return boards.get(instrument - 1);
    }

    NaiveOrder order(int instrument, long id) {
        return board(instrument).orders.stream().filter(o -> o.id == id).findFirst().orElseThrow();
    }

    /** Accounts 5 and 6 are one group, all others one each; the number says the mode. */
    static int group(int account) {
        return account == 6 ? 5 : account;
    }

    static SelfTradeMode mode(int account) {
        return switch (account) {
            case 1, 5 -> SelfTradeMode.AGGRESSOR;
            case 2, 6 -> SelfTradeMode.PASSIVE;
            case 3 -> SelfTradeMode.BOTH;
            default -> SelfTradeMode.NONE;
        };
    }

    void at(long timeNs) {
        now = timeNs;
    }

    void enter(NaiveOrder order) {
        lines.add("placed " + order.id + " " + order.leaves + "@" + order.price + " stop " + order.stop);
        takePlace(order);
        Board board = board(order.instrument);
        if (!order.waits()) {
            meet(board, order, true);
        } else if (board.phase == MarketPhase.CONTINUOUS && hasCome(board, order)) {
            trigger(board, order);
            meet(board, order, true);
        }
        settle();
    }

    private void takePlace(NaiveOrder order) {
        Board board = board(order.instrument);
        board.orders.remove(order);
        board.orders.add(order);
        order.place = ++places;
    }

    private static boolean hasCome(Board board, NaiveOrder order) {
        return board.last != 0 && (order.buys() ? board.last >= order.stop : board.last <= order.stop);
    }

    private void trigger(Board board, NaiveOrder order) {
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
        Board board = board(order.instrument);
        if (!keeps) {
            takePlace(order);
            if (!order.waits()) {
                meet(board, order, !samePrice);
            } else if (board.phase == MarketPhase.CONTINUOUS && hasCome(board, order)) {
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

    void price(Board board, long price, boolean isLast) {
        board.base = price;
        board.reference = price;
        board.last = isLast ? price : board.last;
        settle();
    }

    private void meet(Board board, NaiveOrder order, boolean street) {
        if (board.phase != MarketPhase.CONTINUOUS) {
            if (!order.mayRest()) {
                end(order, "MARKET_NOT_OPEN");
            }
            return;
        }
        List<Offer> offers = offers(board, order, street);
        if (order.until == TimeInForce.FOK && !fillsWhole(board, order, offers)) {
            end(order, "FILL_OR_KILL");
            return;
        }
        boolean ownMet = false;
        boolean bandMet = false;
        for (Offer offer : offers) {
            if (order.leaves == 0 || ownMet || bandMet) {
                break;
            }
            bandMet = !isWithinBand(board, offer.price);
            if (bandMet) {
                continue;
            }
            if (isOwn(order, offer)) {
                SelfTradeMode mode = mode(order.account);
                if (mode != SelfTradeMode.AGGRESSOR) {
                    end(offer.order, "SELF_TRADE");
                }
                ownMet = mode != SelfTradeMode.PASSIVE;
            } else {
                trade(board, order, offer);
            }
        }
        // the band lies around the last price before the order came
        afterwards(board);
        if (bandMet) {
            setPhase(board, MarketPhase.INTERRUPTION, interruptionNs == 0 ? 0 : now + interruptionNs);
            lines.add("phase " + board.number + " INTERRUPTION PRICE_BAND until " + board.until);
        }
        if (order.leaves > 0 && (ownMet || !order.mayRest())) {
            boolean market = order.type == OrdType.MARKET || order.type == OrdType.STOP;
            end(order, ownMet ? "SELF_TRADE" : order.until == TimeInForce.IOC ? "IMMEDIATE_OR_CANCEL"
                : market ? "NO_LIQUIDITY" : "?");
        }
    }

    private long traded;

    private void afterwards(Board board) {
        if (traded != 0) {
            board.last = traded;
            board.base = traded;
            traded = 0;
        }
    }

    private static boolean isOwn(NaiveOrder order, Offer offer) {
        return offer.order != null && group(offer.order.account) == group(order.account)
            && mode(order.account) != SelfTradeMode.NONE;
    }

    /** All that the order may trade with, in the order in which it would. */
    private List<Offer> offers(Board board, NaiveOrder order, boolean street) {
        List<Offer> all = new ArrayList<>();
        for (NaiveOrder other : board.orders) {
            if (other.buys() != order.buys() && !other.waits() && other != order) {
                all.add(new Offer(other, other.leaves, other.price));
            }
        }
        if (street && streetSize > 0) {
            long quote = order.buys() ? -Math.floorDiv(-board.reference * (10_000 + streetBps), 10_000)
                : Math.floorDiv(board.reference * (10_000 - streetBps), 10_000);
            all.add(new Offer(null, streetSize, quote));
        }
        all.removeIf(offer -> order.buys() ? offer.price > order.price : offer.price < order.price);
        Comparator<Offer> byPrice = Comparator.comparingLong(Offer::price);
        all.sort(order.buys() ? byPrice : byPrice.reversed());
        return all;
    }

    private boolean fillsWhole(Board board, NaiveOrder order, List<Offer> offers) {
        long left = order.leaves;
        for (Offer offer : offers) {
            if (left > 0 && !isWithinBand(board, offer.price)) {
                return false;
            }
            boolean own = isOwn(order, offer);
            if (left > 0 && own && mode(order.account) != SelfTradeMode.PASSIVE) {
                return false;
            }
            left -= own ? 0 : Math.min(left, offer.quantity);
        }
        return left == 0;
    }

    private static boolean isWithinBand(Board board, long price) {
        return board.bandBps == 0 || Math.abs(price - board.base) * 10_000 <= board.base * board.bandBps;
    }

    private void trade(Board board, NaiveOrder order, Offer offer) {
        long quantity = Math.min(order.leaves, offer.quantity);
        fill(order, quantity);
        String other;
        if (offer.order == null) {
            other = "0 " + (order.buys() ? "SELL" : "BUY") + " " + quantity + "+0";
        } else {
            fill(offer.order, quantity);
            other = told(offer.order);
        }
        lines.add("trade " + quantity + "@" + offer.price + " " + told(order).replaceFirst(" ", "! ") + " / " + other);
        traded = offer.price;
    }

    private void fill(NaiveOrder order, long quantity) {
        order.cum += quantity;
        order.leaves -= quantity;
        if (order.leaves == 0) {
            board(order.instrument).orders.remove(order);
        }
    }

    private static String told(NaiveOrder order) {
        return order.id + " " + order.side + " " + order.cum + "+" + order.leaves;
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

    private void leaveFor(Board board, MarketPhase phase, long until) {
        boolean callEnds = phase == MarketPhase.CONTINUOUS && board.phase != MarketPhase.CONTINUOUS
            || phase == MarketPhase.CLOSED && board.phase == MarketPhase.CLOSING_AUCTION;
        if (callEnds && isCrossed(board)) {
            board.next = phase;
            board.until = 0;
        } else {
            setPhase(board, phase, until);
        }
    }

    private static void setPhase(Board board, MarketPhase phase, long until) {
        board.phase = phase;
        board.until = until;
        board.next = null;
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
        for (Board board : boards) {
            if (board.phase != MarketPhase.HALTED) {
                setPhase(board, phase, 0);
            }
        }
    }

    private void schedule(int instrument, MarketPhase phase, long until) {
        lines.add("phase " + instrument + " " + phase + " SCHEDULE until " + until);
        if (instrument != 0) {
            leaveFor(board(instrument), phase, until);
            return;
        }
        for (Board board : boards) {
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
            for (Board board : boards) {
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
        for (Board board : boards) {
            if (board.until != 0 && board.until <= now) {
                schedule(board.number,
                    board.phase == MarketPhase.CLOSING_AUCTION ? MarketPhase.CLOSED : general, 0);
                any = true;
            }
        }
        return any;
    }

    private boolean work(Board board) {
        if (board.next != null) {
            uncross(board);
            return true;
        }
        if (board.phase != MarketPhase.CONTINUOUS) {
            return false;
        }
        NaiveOrder buy = firstToTrigger(board, true);
        NaiveOrder sell = firstToTrigger(board, false);
        NaiveOrder first = buy == null || sell != null && sell.place < buy.place ? sell : buy;
        if (first == null) {
            return false;
        }
        trigger(board, first);
        meet(board, first, true);
        return true;
    }

    private static NaiveOrder firstToTrigger(Board board, boolean buys) {
        Comparator<NaiveOrder> byStop = Comparator.comparingLong(order -> order.stop);
        return board.orders.stream().filter(order -> order.waits() && order.buys() == buys && hasCome(board, order))
            .min(buys ? byStop : byStop.reversed()).orElse(null);
    }

    static NaiveOrder best(Board board, boolean buys) {
        NaiveOrder best = null;
        for (NaiveOrder order : board.orders) {
            if (order.buys() == buys && !order.waits()
                && (best == null || (buys ? order.price > best.price : order.price < best.price))) {
                best = order;
            }
        }
        return best;
    }

    private static boolean isCrossed(Board board) {
        NaiveOrder buy = best(board, true);
        NaiveOrder sell = best(board, false);
        return buy != null && sell != null && buy.price >= sell.price;
    }

    private void uncross(Board board) {
        long price = 0;
        long all = 0;
        while (isCrossed(board)) {
            price = auctionPrice(board);
            long over = volume(board, true, price) - volume(board, false, price);
            lines.add("uncrossing " + board.number + " "
                + Math.min(volume(board, true, price), volume(board, false, price)) + "@" + price + " over " + over
                + " then " + board.next);
            all += tradeAt(board, price);
        }
        lines.add("uncrossed " + board.number + " " + all + "@" + price + " then " + board.next);
        setPhase(board, board.next, 0);
    }

    private static long volume(Board board, boolean buys, long price) {
        return board.orders.stream().filter(order -> order.buys() == buys && !order.waits()
            && (buys ? order.price >= price : order.price <= price)).mapToLong(order -> order.leaves).sum();
    }

    private static long auctionPrice(Board board) {
        long low = best(board, false).price;
        long high = best(board, true).price;
        TreeSet<Long> prices = new TreeSet<>();
        board.orders.stream().filter(order -> !order.waits()).forEach(order -> prices.add(order.price));
        prices.add(board.base);
        prices.removeIf(price -> price < low || price > high);
        Comparator<Long> most = Comparator.comparingLong(
            price -> -Math.min(volume(board, true, price), volume(board, false, price)));
        return prices.stream().min(most
            .thenComparingLong(price -> Math.abs(volume(board, true, price) - volume(board, false, price)))
            .thenComparingLong(price -> Math.abs(price - board.base))
            .thenComparingLong(price -> price)).orElseThrow();
    }

    private long tradeAt(Board board, long price) {
        long all = 0;
        NaiveOrder buy = best(board, true);
        NaiveOrder sell = best(board, false);
        while (buy != null && sell != null && buy.price >= price && sell.price <= price) {
            NaiveOrder younger = buy.place > sell.place ? buy : sell;
            NaiveOrder older = younger == buy ? sell : buy;
            SelfTradeMode mode = mode(younger.account);
            if (group(buy.account) == group(sell.account) && mode != SelfTradeMode.NONE) {
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
                lines.add("trade " + quantity + "@" + price + " " + told(buy) + " / " + told(sell));
                all += quantity;
                board.last = price;
                board.base = price;
            }
            buy = best(board, true);
            sell = best(board, false);
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
