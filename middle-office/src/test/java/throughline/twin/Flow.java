package throughline.twin;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.reference.Scope;

/** What passes over time: tokens, values by slots, equal orders, and orders after an own execution. */
final class Flow {
    private static final BigDecimal TOKEN = BigDecimal.valueOf(1_000_000_000L);
    private static final int SLOTS_BEFORE = 10;
    private static final BigDecimal E8 = BigDecimal.valueOf(100_000_000L);

    /** Level in 10^-9 tokens as of a time. */
    private record Level(BigDecimal level, long timeNs) {
    }

    /** Values by slot, each so long. */
    private static final class Window {
        long slotNs;
        final TreeMap<Long, BigDecimal> slots = new TreeMap<>();

        BigDecimal sum(long timeNs) {
            BigDecimal sum = BigDecimal.ZERO;
            for (BigDecimal value : slots.tailMap(slotNs == 0 ? 0 : timeNs / slotNs - SLOTS_BEFORE).values()) {
                sum = sum.add(value);
            }
            return sum;
        }
    }

    /** What two lookalikes have in common. */
    private record Same(int account, int instrument, Side side, BigDecimal total, BigDecimal price, OrdType type) {
        static Same of(Asked o) {
            return new Same(o.account(), o.instrument(), o.side(), o.total().stripTrailingZeros(),
                o.price().stripTrailingZeros(), o.type());
        }
    }

    /** A strategy since its last human act. */
    static final class Repeats {
        boolean executed;
        int count;
    }

    private final Bounds bounds;
    private final Map<Long, Level> levels = new HashMap<>();
    private final Map<Long, Window> windows = new HashMap<>();
    private final Map<Same, Long> youngest = new HashMap<>();
    private final Map<Integer, Repeats> repeats = new HashMap<>();

    Flow(Bounds bounds) {
        this.bounds = bounds;
    }

    /** The same, to go back to. */
    Flow copy() {
        Flow copy = new Flow(bounds);
        copy.restore(this);
        return copy;
    }

    /** Is as another was, but for the orders it remembers. */
    void restore(Flow other) {
        levels.clear();
        levels.putAll(other.levels);
        windows.clear();
        other.windows.forEach((scope, window) -> {
            Window same = new Window();
            same.slotNs = window.slotNs;
            same.slots.putAll(window.slots);
            windows.put(scope, same);
        });
        repeats.clear();
        other.repeats.forEach((strategy, of) -> {
            Repeats same = new Repeats();
            same.executed = of.executed;
            same.count = of.count;
            repeats.put(strategy, same);
        });
    }

    /** Scopes of a message that have a bucket, the widest first. */
    List<Long> buckets(int user, int session) {
        List<Long> found = new ArrayList<>();
        for (long scope : new long[] {Scope.FIRM, Scope.of(ScopeKind.TRADER, user),
            Scope.of(ScopeKind.SESSION, session)}) {
            if (exists(scope)) {
                found.add(scope);
            }
        }
        return found;
    }

    /** Whether a scope has a bucket. */
    boolean exists(long scope) {
        return bounds.at(scope, Metric.MESSAGE_RATE_RATE) != null
            && bounds.at(scope, Metric.MESSAGE_RATE_BURST) != null;
    }

    private static BigDecimal whole(long boundE8) {
        return BigDecimal.valueOf(boundE8).divideToIntegralValue(E8);
    }

    /** What a bucket holds at a time, in 10^-9 tokens. */
    BigDecimal level(long scope, long timeNs) {
        BigDecimal burst = whole(bounds.at(scope, Metric.MESSAGE_RATE_BURST)).multiply(TOKEN);
        Level last = levels.get(scope);
        if (last == null) {
            return burst;
        }
        BigDecimal refill = whole(bounds.at(scope, Metric.MESSAGE_RATE_RATE))
            .multiply(BigDecimal.valueOf(timeNs - last.timeNs));
        return last.level.add(refill).min(burst);
    }

    static boolean isEmpty(BigDecimal level) {
        return level.compareTo(TOKEN) < 0;
    }

    /** A new order or an amendment takes one token of each bucket. */
    void take(int user, int session, long timeNs) {
        for (long scope : buckets(user, session)) {
            levels.put(scope, new Level(level(scope, timeNs).subtract(TOKEN), timeNs));
        }
    }

    /** A cancel does too, down to the ceiling below nothing. */
    void cancel(int user, int session, long timeNs) {
        for (long scope : buckets(user, session)) {
            Long own = bounds.at(scope, Metric.MESSAGE_RATE_CEILING);
            Long ceiling = own != null ? own : bounds.at(Scope.FIRM, Metric.MESSAGE_RATE_CEILING);
            BigDecimal least = ceiling == null ? BigDecimal.ZERO : whole(ceiling).multiply(TOKEN).negate();
            levels.put(scope, new Level(level(scope, timeNs).subtract(TOKEN).max(least), timeNs));
        }
    }

    /** A tenth of the seconds x 10^-8 is as many nanoseconds; where none are set, as long as before, or a minute. */
    private long slotNs(long scope, Window window) {
        Long own = bounds.at(scope, Metric.WINDOW_VALUE_SECONDS);
        Long seconds = own != null ? own : bounds.at(Scope.FIRM, Metric.WINDOW_VALUE_SECONDS);
        return seconds != null ? seconds : window.slotNs != 0 ? window.slotNs : 6_000_000_000L;
    }

    /** What passed in a scope's window up to a time, in minor units of the base currency. */
    BigDecimal window(long scope, long timeNs) {
        Window window = windows.get(scope);
        return window == null ? BigDecimal.ZERO : window.sum(timeNs);
    }

    /** So much more passed. */
    void pass(long scope, BigDecimal minor, long timeNs) {
        Window window = windows.computeIfAbsent(scope, s -> new Window());
        long slotNs = slotNs(scope, window);
        BigDecimal carried = window.slotNs == slotNs ? BigDecimal.ZERO : window.sum(timeNs);
        if (window.slotNs != slotNs) {
            window.slots.clear();
            window.slotNs = slotNs;
        }
        window.slots.merge(timeNs / slotNs, minor.add(carried), BigDecimal::add);
        window.slots.headMap(timeNs / slotNs - SLOTS_BEFORE).clear();
    }

    /** Stamp of the youngest equal accepted order; null: there is none. */
    Long lookalike(Asked o) {
        return youngest.get(Same.of(o));
    }

    void remember(Asked o, long timeNs) {
        youngest.put(Same.of(o), timeNs);
    }

    Repeats repeats(int strategy) {
        return repeats.computeIfAbsent(strategy, s -> new Repeats());
    }
}
