package throughline.proof;

import java.util.TreeSet;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongLongConsumer;

/** Sums by key; a key never added to is 0. */
final class Sums {
    private static final long ABSENT = Long.MIN_VALUE;

    private final Long2LongHashMap sums = new Long2LongHashMap(ABSENT);

    void add(long key, long amount) {
        sums.put(key, Math.addExact(get(key), amount));
    }

    void set(long key, long amount) {
        sums.put(key, amount);
    }

    long get(long key) {
        long sum = sums.get(key);
        return sum == ABSENT ? 0 : sum;
    }

    boolean has(long key) {
        return sums.containsKey(key);
    }

    void forEach(LongLongConsumer consumer) {
        sums.forEachLong(consumer);
    }

    TreeSet<Long> keys() {
        return new TreeSet<>(sums.keySet());
    }

    void clear() {
        sums.clear();
    }
}
