package throughline.peerbench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** One instrument's price-time book as plainly as it can be written, to know what a flow will do. One thread. */
final class FlowBook {
    /** Of each side by price, best first: numbers of orders, in order of arrival, with what is left of them. */
    private final NavigableMap<Integer, Map<Integer, Integer>> buys = new TreeMap<>((a, b) -> Integer.compare(b, a));
    private final NavigableMap<Integer, Map<Integer, Integer>> sells = new TreeMap<>();

    /** The best price of a side; 0: it is empty. */
    int best(boolean ofBuys) {
        NavigableMap<Integer, ?> side = ofBuys ? buys : sells;
        return side.isEmpty() ? 0 : side.firstKey();
    }

    /** Whether an order at a price would meet one of the same account. */
    boolean meetsOwn(Flow flow, int account, boolean buying, int price) {
        return (buying ? sells : buys).headMap(price, true).values().stream()
            .anyMatch(level -> level.keySet().stream().anyMatch(order -> flow.account[order] == account));
    }

    /** Matches and lets the rest rest; true when something rests. */
    boolean place(Flow flow, int order, Tally tally, IntConsumer filled) {
        boolean buying = flow.buys[order];
        int left = flow.quantity[order];
        NavigableMap<Integer, Map<Integer, Integer>> others = buying ? sells : buys;
        var levels = others.headMap(flow.price[order], true).values().iterator();
        while (left > 0 && levels.hasNext()) {
            Map<Integer, Integer> level = levels.next();
            left = match(level, left, tally, filled);
            if (level.isEmpty()) {
                levels.remove();
            }
        }
        if (left > 0) {
            (buying ? buys : sells).computeIfAbsent(flow.price[order], price -> new LinkedHashMap<>())
                .put(order, left);
        }
        return left > 0;
    }

    private static int match(Map<Integer, Integer> level, int wanted, Tally tally, IntConsumer filled) {
        int left = wanted;
        var resting = level.entrySet().iterator();
        while (left > 0 && resting.hasNext()) {
            Map.Entry<Integer, Integer> next = resting.next();
            int traded = Math.min(left, next.getValue());
            tally.traded(traded);
            left -= traded;
            if (traded == next.getValue()) {
                filled.accept(next.getKey());
                resting.remove();
            } else {
                next.setValue(next.getValue() - traded);
            }
        }
        return left;
    }

    void cancel(Flow flow, int order) {
        NavigableMap<Integer, Map<Integer, Integer>> side = flow.buys[order] ? buys : sells;
        Map<Integer, Integer> level = side.get(flow.price[order]);
        level.remove(order);
        if (level.isEmpty()) {
            side.remove(flow.price[order]);
        }
    }
}
