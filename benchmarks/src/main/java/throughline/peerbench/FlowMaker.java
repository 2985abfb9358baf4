package throughline.peerbench;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Makes a flow from a seed: books of so many orders in all, kept about as full by orders that rest, orders that cross
 * and cancels of orders at random. No order meets another of its account and none is like another, so that no control
 * has reason to refuse. One thread.
 */
final class FlowMaker {
    private static final int HUNDRED = 100;
    private static final int CROSS = 15;
    private static final int CANCEL_WHEN_FULL = 45;
    private static final int CANCEL_WHEN_NOT = 30;
    private static final int MOST_QUANTITY = 100;
    private static final int WIDTH = 40;
    private static final int REACH = 3;
    private static final int ORDERS_A_BOOK = 100;

    private final SplittableRandom random;
    private final Flow flow;
    private final FlowBook[] books;
    private final int[] resting;
    private final int[] placeOf;
    private final Set<Long> used = new HashSet<>();
    private final Tally tally = new Tally();
    private int rests;

    private FlowMaker(long seed, int prefilled, int commands) {
        random = new SplittableRandom(seed);
        flow = new Flow(prefilled + commands, prefilled, tally);
        books = IntStream.rangeClosed(0, Flow.INSTRUMENTS).mapToObj(i -> new FlowBook()).toArray(FlowBook[]::new);
        resting = new int[flow.count()];
        placeOf = new int[flow.count()];
    }

    /** A flow of so many commands behind the filling. */
    static Flow make(long seed, int commands) {
        int prefilled = ORDERS_A_BOOK * Flow.INSTRUMENTS;
        FlowMaker maker = new FlowMaker(seed, prefilled, commands);
        for (int command = 0; command < prefilled; command++) {
            maker.order(command, false);
        }
        maker.tally.clear();
        for (int command = prefilled; command < maker.flow.count(); command++) {
            maker.next(command);
        }
        return maker.flow;
    }

    private void next(int command) {
        int dice = random.nextInt(HUNDRED);
        int cancels = rests >= flow.prefilled ? CANCEL_WHEN_FULL : CANCEL_WHEN_NOT;
        if (dice < cancels) {
            cancel(command, resting[random.nextInt(rests)]);
        } else {
            order(command, dice < cancels + CROSS);
        }
    }

    private void cancel(int command, int order) {
        flow.cancels[command] = order;
        flow.instrument[command] = flow.instrument[order];
        flow.account[command] = flow.account[order];
        books[flow.instrument[order]].cancel(flow, order);
        ended(order);
    }

    private void order(int command, boolean crosses) {
        do {
            draw(command, crosses);
        } while (books[flow.instrument[command]].meetsOwn(flow, flow.account[command], flow.buys[command],
            flow.price[command]) || !used.add(likeness(command)));
        flow.cancels[command] = Flow.NEW;
        if (books[flow.instrument[command]].place(flow, command, tally, this::ended)) {
            placeOf[command] = rests;
            resting[rests++] = command;
        }
    }

    private void draw(int command, boolean crosses) {
        flow.instrument[command] = 1 + random.nextInt(Flow.INSTRUMENTS);
        flow.account[command] = 1 + random.nextInt(Flow.ACCOUNTS);
        flow.buys[command] = random.nextBoolean();
        flow.quantity[command] = 1 + random.nextInt(MOST_QUANTITY);
        int away = 1 + random.nextInt(WIDTH) * random.nextInt(WIDTH) / WIDTH;
        int sign = flow.buys[command] ? 1 : -1;
        int other = books[flow.instrument[command]].best(!flow.buys[command]);
        flow.price[command] = crosses && other != 0 ? other + sign * random.nextInt(REACH)
            : Flow.REFERENCE - sign * away;
    }

    private long likeness(int command) {
        long key = flow.account[command];
        key = key * (Flow.INSTRUMENTS + 1) + flow.instrument[command];
        key = key * 2 * Flow.REFERENCE + flow.price[command];
        return (key * (MOST_QUANTITY + 1) + flow.quantity[command]) * 2 + (flow.buys[command] ? 1 : 0);
    }

    private void ended(int order) {
        int last = resting[--rests];
        resting[placeOf[order]] = last;
        placeOf[last] = placeOf[order];
    }
}
