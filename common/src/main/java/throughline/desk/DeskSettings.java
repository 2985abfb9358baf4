package throughline.desk;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import throughline.office.DataDirectory;

/**
 * What an office's process is told on its command line: {@code --data DIR --port N}, {@code --host 127.0.0.1},
 * {@code --idle backoff|spin}, {@code --snapshot-every RECORDS}, {@code --disk-reserve BYTES}, and what the office
 * itself understands besides.
 *
 * @param options all of them by name, without the dashes
 */
public record DeskSettings(Map<String, String> options) {
    private static final long MIN_PARK_NS = TimeUnit.MICROSECONDS.toNanos(1);
    private static final long MAX_PARK_NS = TimeUnit.MICROSECONDS.toNanos(100);
    /** As many as are applied again in about a second; a snapshot costs what the state is large, not what is new. */
    private static final long SNAPSHOT_EVERY = 1_000_000;
    private static final long DISK_RESERVE = 1L << 30;
    private static final int SPINS = 10;
    private static final int YIELDS = 5;

    /** Settings of their own map. */
    public DeskSettings {
        options = Map.copyOf(options);
    }

    /**
     * Reads a command line.
     *
     * @param port to listen on unless it says otherwise
     * @throws IllegalArgumentException when it is not made of {@code --name value}
     */
    public static DeskSettings parse(String[] arguments, int port) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("port", Integer.toString(port));
        for (int i = 0; i < arguments.length; i += 2) {
            if (!arguments[i].startsWith("--") || i + 1 == arguments.length) {
                throw new IllegalArgumentException("not understood: " + arguments[i] + "; take --data DIR --port N …");
            }
            options.put(arguments[i].substring(2), arguments[i + 1]);
        }
        return new DeskSettings(options);
    }

    /** An option; empty text: not given. */
    public String option(String name) {
        return options.getOrDefault(name, "");
    }

    /** Where the firm's files lie. */
    public DataDirectory data() {
        return new DataDirectory(Path.of(options.getOrDefault("data", "data")).toAbsolutePath().normalize());
    }

    /** Address to listen on. */
    public String host() {
        return options.getOrDefault("host", "127.0.0.1");
    }

    /** Port of the web server; management is 100 above. */
    public int port() {
        return Integer.parseInt(option("port"));
    }

    /** Own records from one snapshot to the next. */
    long snapshotEvery() {
        return number("snapshot-every", SNAPSHOT_EVERY);
    }

    /** Bytes of the disk that stay free. */
    long diskReserve() {
        return number("disk-reserve", DISK_RESERVE);
    }

    private long number(String name, long otherwise) {
        return options.containsKey(name) ? Long.parseLong(option(name)) : otherwise;
    }

    /** What a thread does while there is nothing to do; one for each thread. */
    IdleStrategy idle() {
        return option("idle").equals("spin") ? BusySpinIdleStrategy.INSTANCE
            : new Tiring();
    }

    /**
     * Backs off to parks of 100 us while there was work a moment ago, and of 1 ms after that: three idle offices must
     * not wear out two processors. One thread's.
     */
    private static final class Tiring implements IdleStrategy {
        private static final long AWAKE_NS = TimeUnit.MILLISECONDS.toNanos(20);
        private static final long SLEEP_NS = TimeUnit.MILLISECONDS.toNanos(1);

        private final BackoffIdleStrategy awake =
            new BackoffIdleStrategy(SPINS, YIELDS, MIN_PARK_NS, MAX_PARK_NS);
        private long lastWorkNs = System.nanoTime();

        @Override
        public void idle(int workCount) {
            if (workCount > 0) {
                reset();
            } else {
                idle();
            }
        }

        @Override
        public void idle() {
            if (System.nanoTime() - lastWorkNs < AWAKE_NS) {
                awake.idle();
            } else {
                LockSupport.parkNanos(SLEEP_NS);
            }
        }

        @Override
        public void reset() {
            lastWorkNs = System.nanoTime();
            awake.reset();
        }

        @Override
        public String alias() {
            return "tiring";
        }
    }
}
