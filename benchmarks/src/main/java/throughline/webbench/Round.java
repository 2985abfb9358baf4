package throughline.webbench;

import java.util.concurrent.TimeUnit;

/**
 * What one round of load came to.
 *
 * @param orders that rest
 * @param tookNs from the first request to the last answer
 * @param p50Ns from a request to its answer
 * @param p99Ns from a request to its answer
 * @param wrong what was answered instead of an order that rests; empty: nothing else was
 */
record Round(long orders, long tookNs, long p50Ns, long p99Ns, String wrong) {
    private static final int FIELDS = 5;

    /** As one line. */
    String line() {
        return orders + " " + tookNs + " " + p50Ns + " " + p99Ns + " " + wrong.replaceAll("\\s+", " ");
    }

    /** Reads a {@link #line}. */
    static Round of(String line) {
        String[] words = line.split(" ", FIELDS);
        return new Round(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]),
            Long.parseLong(words[3]), words[4]);
    }

    double aSecond() {
        return (double) orders * TimeUnit.SECONDS.toNanos(1) / tookNs;
    }
}
