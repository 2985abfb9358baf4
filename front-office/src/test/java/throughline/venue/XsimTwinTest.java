package throughline.venue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.venue.VenueBench.STREET;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import throughline.message.MarketPhase;
import throughline.message.OrdType;
import throughline.message.PriceKind;
import throughline.message.SelfTradeMode;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.state.StateHash;

/**
 * The exchange and its naive twin under the same million commands: the same events after each, equal states after every
 * thousand, also when the books were just made anew from the orders. Repeat with -Dseed=N.
 */
class XsimTwinTest {
    private static final int COMMANDS = Integer.getInteger("commands", 1_000_000);
    private static final int INSTRUMENTS = 4;
    private static final int[] BANDS = {0, 0, 300, 120, 0};
    private static final int[] WIDTHS = {0, 8, 60, 150, 400};
    private static final long CENT_E8 = 1_000_000;
    private static final long MS = 1_000_000;
    private static final int CROWD = 100;
    private static final int DAY = 25_000;
    private static final String CONFIGURATION = "street=on\nstreet.account=STREET\nstreet.bps=100\nstreet.size=40\n"
        + "xsim.opening.ms=40\nxsim.closing.ms=30\nxsim.interruption.ms=20\n";

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final VenueEvents events = new VenueEvents();
    private final VenueBench bench = new VenueBench(CONFIGURATION, 40_000, new throughline.capture.FlatJournal(0),
        events);
    private final NaiveExchange twin = new NaiveExchange(100, 40, 40 * MS, 30 * MS, 20 * MS);
    private final long[] middle = {0, 10_000, 5_000, 20_000, 50_000};
    private final Map<String, Integer> seen = new HashMap<>();
    private final StateHash all = new StateHash();
    private final StateHash twinAll = new StateHash();

    @Test
    void equalsItsNaiveTwin() {
        System.out.println("XsimTwinTest -Dseed=" + seed);
        prepare();
        for (int number = 1; number <= COMMANDS; number++) {
            if (number % DAY == 0) {
                newDay();
            } else {
                command();
            }
            compare(number);
            if (number % 1_000 == 0) {
                assertEquals(twinState(), state(), "state after command " + number + " of -Dseed=" + seed);
                bench.machine.xsim.rebuild();
                assertEquals(twinState(), state(), "books made anew, command " + number + " of -Dseed=" + seed);
            }
        }
        assertEquals(twinAll.value(), all.value(), "hash of all events, -Dseed=" + seed);
        System.out.println(seen + ", hash " + Long.toHexString(all.value()));
        for (String kind : List.of("trade", "triggered", "replaced", "uncrossing", "PRICE_BAND", "SELF_TRADE",
            "FILL_OR_KILL", "MARKET_NOT_OPEN", "IMMEDIATE_OR_CANCEL", "NO_LIQUIDITY", "CLOSING_AUCTION", "1")) {
            assertTrue(seen.getOrDefault(kind, 0) >= Math.min(COMMANDS / 25_000, 300),
                "too little of " + kind + ": " + seen);
        }
    }

    private void prepare() {
        for (int account = 1; account <= 7; account++) {
            bench.account(account, account == 7 ? 0 : NaiveOrder.group(account), NaiveOrder.mode(account));
        }
        bench.account(STREET, 0, SelfTradeMode.NONE);
        for (int instrument = 1; instrument <= INSTRUMENTS; instrument++) {
            bench.instrument(instrument, CENT_E8, BANDS[instrument], middle[instrument] * CENT_E8);
            twin.boards.add(new NaiveBoard(instrument, BANDS[instrument], middle[instrument]));
        }
        twin.at(bench.nowNs());
        bench.open();
        twin.open();
    }

    private void command() {
        int instrument = 1 + random.nextInt(INSTRUMENTS);
        NaiveBoard board = twin.board(instrument);
        int kind = random.nextInt(1_000);
        if (random.nextInt(4) == 0) {
            middle[instrument] = Math.max(1_000, middle[instrument] + random.nextInt(3) - 1);
        }
        if (board.orders.size() > CROWD || kind < 330) {
            cancel(board);
        } else if (kind < 450) {
            replace(board);
        } else if (kind < 462) {
            price(board);
        } else if (kind < 466) {
            phase(instrument);
        } else if (kind < 500) {
            advance(random.nextLong(40 * MS));
        } else {
            enter(board);
        }
    }

    private void cancel(NaiveBoard board) {
        if (!board.orders.isEmpty()) {
            NaiveOrder order = board.orders.get(random.nextInt(board.orders.size()));
            bench.cancel(order.id);
            twin.cancel(order);
        }
    }

    private void replace(NaiveBoard board) {
        if (board.orders.isEmpty()) {
            return;
        }
        NaiveOrder order = board.orders.get(random.nextInt(board.orders.size()));
        boolean samePrice = random.nextBoolean();
        long quantity = order.cum + (samePrice && random.nextBoolean() ? 1 + random.nextLong(order.leaves)
            : 1 + random.nextInt(60));
        long price = samePrice ? order.price : near(board.number, order.buys());
        long stop = !order.waits() || random.nextBoolean() ? order.stop : stop(board.number, order.buys());
        bench.replace(order.id, quantity, price * CENT_E8, stop * CENT_E8);
        twin.replace(order, quantity, price, stop);
    }

    private void price(NaiveBoard board) {
        long far = random.nextInt(3) == 0 ? middle[board.number] / 20 : WIDTHS[board.number];
        long price = middle[board.number] + random.nextLong(far) - far / 2;
        boolean isLast = random.nextInt(4) > 0;
        bench.price(board.number, price * CENT_E8, isLast ? PriceKind.LAST : PriceKind.CLOSE);
        twin.price(board, price, isLast);
    }

    private void phase(int instrument) {
        int kind = random.nextInt(10);
        int of = random.nextInt(6) == 0 ? 0 : instrument;
        if (kind < 5) {
            phase(of, MarketPhase.CONTINUOUS, 0);
        } else if (kind < 6) {
            phase(instrument, MarketPhase.CLOSED, 0);
        } else {
            phase(of, MarketPhase.values()[1 + random.nextInt(5)], bench.nowNs() + 1 + random.nextLong(50 * MS));
        }
    }

    private void phase(int instrument, MarketPhase phase, long until) {
        long end = phase == MarketPhase.CONTINUOUS || phase == MarketPhase.CLOSED ? 0 : until;
        bench.phase(instrument, phase, end);
        twin.phase(instrument, phase, end);
    }

    /** Time passes, from one deadline to the next. */
    private void advance(long byNs) {
        long end = bench.nowNs() + byNs;
        long next = Math.min(end, bench.machine.deadlineNs());
        while (bench.nowNs() < end) {
            twin.at(next);
            bench.advance(next - bench.nowNs());
            twin.settle();
            next = Math.min(end, bench.machine.deadlineNs());
        }
    }

    private void newDay() {
        bench.askToClose();
        twin.askToClose();
        advance(1 + 30 * MS);
        assertTrue(bench.machine.xsim.isReadyToClose(), "-Dseed=" + seed);
        bench.close();
        twin.close();
        bench.open();
        twin.open();
    }

    private void enter(NaiveBoard board) {
        int kind = random.nextInt(100);
        OrdType type = kind < 70 ? OrdType.LIMIT : kind < 80 ? OrdType.MARKET
            : kind < 90 ? OrdType.STOP : OrdType.STOP_LIMIT;
        TimeInForce until = random.nextInt(4) > 0 ? TimeInForce.DAY
            : List.of(TimeInForce.IOC, TimeInForce.FOK, TimeInForce.GTC).get(random.nextInt(3));
        Side side = random.nextBoolean() ? Side.BUY : random.nextBoolean() ? Side.SELL : Side.SELL_SHORT;
        boolean buys = side == Side.BUY;
        boolean stops = type == OrdType.STOP || type == OrdType.STOP_LIMIT;
        boolean market = type == OrdType.MARKET || type == OrdType.STOP;
        long price = market ? middle[board.number] + (buys ? 1 : -1) * middle[board.number] / 10
            : near(board.number, buys);
        long stop = stops ? stop(board.number, buys) : 0;
        long quantity = 1 + random.nextInt(random.nextInt(10) == 0 ? 400 : 40);
        int account = 1 + random.nextInt(7);
        long id = bench.enter(new VenueBench.Entry(account, board.number, side, type, until, quantity,
            price * CENT_E8, stop * CENT_E8));
        twin.enter(new NaiveOrder(id, account, board.number, side, type, until, quantity, price, stop));
    }

    /** A limit mostly on the passive side of the middle. */
    private long near(int instrument, boolean buys) {
        int width = WIDTHS[instrument];
        int away = random.nextInt(width) - width / 4;
        return middle[instrument] + (buys ? -away : away);
    }

    /** A stop price mostly on the side where it has not come yet. */
    private long stop(int instrument, boolean buys) {
        int away = random.nextInt(WIDTHS[instrument]) - WIDTHS[instrument] / 8;
        return middle[instrument] + (buys ? away : -away);
    }

    private void compare(int number) {
        List<String> expected = twin.take();
        List<String> told = events.take();
        if (!expected.equals(told)) {
            assertEquals(String.join("\n", expected), String.join("\n", told),
                "command " + number + " of -Dseed=" + seed);
        }
        for (String line : told) {
            count(line);
            all.putLong(hash(line));
        }
        expected.forEach(line -> twinAll.putLong(hash(line)));
    }

    private static long hash(String line) {
        long hash = 0;
        for (int i = 0; i < line.length(); i++) {
            hash = hash * 1_000_003 + line.charAt(i);
        }
        return hash;
    }

    private void count(String line) {
        seen.merge(line.substring(0, line.indexOf(' ')), 1, Integer::sum);
        if (line.startsWith("canceled") || line.startsWith("replaced")) {
            seen.merge(line.substring(line.lastIndexOf(' ') + 1), 1, Integer::sum);
        } else if (line.startsWith("phase")) {
            String[] words = line.split(" ");
            seen.merge(words[2], 1, Integer::sum);
            seen.merge(words[3], 1, Integer::sum);
        }
    }

    private long state() {
        StateHash hash = new StateHash();
        Xsim xsim = bench.machine.xsim;
        hash.putLong(xsim.phases().general().value());
        for (int instrument = 1; instrument <= INSTRUMENTS; instrument++) {
            hash.putLong(xsim.phases().phase(instrument).value());
            hash.putLong(xsim.last().priceE8(instrument) / CENT_E8);
            hash.putLong(xsim.last().baseE8(instrument) / CENT_E8);
            for (boolean waiting : List.of(false, true)) {
                Book book = waiting ? xsim.books().stops(instrument) : xsim.books().resting(instrument);
                put(book, !waiting, hash);
                put(book, waiting, hash);
            }
        }
        return hash.value();
    }

    private void put(Book book, boolean side, StateHash hash) {
        hash.putLong(book.orders(side));
        for (int row = book.best(side); row != Book.NONE; row = book.after(row, side)) {
            hash.putLong(bench.machine.orders.id(row));
            hash.putLong(bench.machine.orders.cum(row));
            hash.putLong(bench.machine.orders.leaves(row));
            hash.putLong(bench.machine.orders.workingPriceE8(row) / CENT_E8);
        }
    }

    private long twinState() {
        StateHash hash = new StateHash();
        hash.putLong(twin.general.value());
        for (NaiveBoard board : twin.boards) {
            hash.putLong(board.phase.value());
            hash.putLong(board.last);
            hash.putLong(board.base);
            put(board, true, false, hash);
            put(board, false, false, hash);
            put(board, true, true, hash);
            put(board, false, true, hash);
        }
        return hash.value();
    }

    private static void put(NaiveBoard board, boolean buys, boolean waiting, StateHash hash) {
        List<NaiveOrder> side = new ArrayList<>(board.orders);
        side.removeIf(order -> order.buys() != buys || order.waits() != waiting);
        Comparator<NaiveOrder> dearestFirst = Comparator.comparingLong(order -> -(waiting ? order.stop : order.price));
        side.sort(buys != waiting ? dearestFirst : dearestFirst.reversed());
        hash.putLong(side.size());
        for (NaiveOrder order : side) {
            hash.putLong(order.id);
            hash.putLong(order.cum);
            hash.putLong(order.leaves);
            hash.putLong(order.price);
        }
    }
}
