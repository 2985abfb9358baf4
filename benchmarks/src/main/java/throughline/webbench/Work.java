package throughline.webbench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What each process had of the processors since the last look, in shares of one. One thread. */
final class Work {
    private final Map<String, Supplier<Stream<ProcessHandle>>> parts = new LinkedHashMap<>();
    private final Map<String, Long> before = new LinkedHashMap<>();
    private long beforeNs;

    /** Watches a part, which may be several processes. */
    void watch(String name, Supplier<Stream<ProcessHandle>> processes) {
        parts.put(name, processes);
    }

    /** Begins to count. */
    void begin() {
        beforeNs = System.nanoTime();
        parts.forEach((name, processes) -> before.put(name, cpuNs(processes.get())));
    }

    /** Each part's share since {@link #begin}. */
    Map<String, Double> shares() {
        double took = System.nanoTime() - beforeNs;
        Map<String, Double> shares = new LinkedHashMap<>();
        parts.forEach((name, processes) ->
            shares.put(name, (cpuNs(processes.get()) - before.get(name)) / took));
        return shares;
    }

    /** Each part's mean over several rounds. */
    static Map<String, Double> mean(List<Map<String, Double>> rounds) {
        Map<String, Double> mean = new LinkedHashMap<>();
        rounds.forEach(round -> round.forEach((name, share) -> mean.merge(name, share / rounds.size(), Double::sum)));
        return mean;
    }

    private static long cpuNs(Stream<ProcessHandle> processes) {
        return processes.mapToLong(process -> process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos()).sum();
    }
}
