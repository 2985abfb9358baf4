package throughline.linebench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import throughline.live.Scratch;

/**
 * What an order costs after many records, against the first of them; in a process of its own, for it wants more memory
 * than the bench verb has: {@code DIR RECORDS SEED}. Everything an order does in {@link PathRig} it does here, beside
 * bare queues that grow as the journals do; the day stays open, and the front makes room for no more orders than it
 * does in life. The code is warm from other firms before the first record.
 */
public final class GrowthRig {
    private static final int WINDOW = 16_000;
    /** The second, so that no code is new because a firm begins. */
    private static final int WARM_FIRMS = 2;
    private static final int WARM_WINDOWS = 20;
    private static final int ORDERS_A_DAY = 1 << 17;
    private static final long TELL_EVERY = 1_000_000;
    private static final int MOST = 1_000_000;

    private GrowthRig() {
    }

    /** Prints two numbers, early and late: the median over windows of the line's cost, and its ratio to bare. */
    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        long records = Long.parseLong(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        for (int i = 0; i < WARM_FIRMS; i++) {
            warmUp(data.resolve("other"), seed + 1 + i);
        }
        long part = Math.min(MOST, records / 4);
        try (LineFirm firm = firm(data, seed); PathRig rig = new PathRig(data, firm)) {
            print("early", windows(firm, rig, firm.records() + part));
            windows(firm, rig, records);
            print("late", windows(firm, rig, firm.records() + part));
        }
    }

    private static void warmUp(Path data, long seed) throws IOException {
        try (LineFirm firm = firm(data, seed); PathRig rig = new PathRig(data, firm)) {
            for (int i = 0; i < WARM_WINDOWS; i++) {
                rig.round(WINDOW);
            }
        }
        Scratch.delete(data);
    }

    private static LineFirm firm(Path data, long seed) {
        return new LineFirm(data.resolve("firm"), LineSize.SAMPLE, seed, ORDERS_A_DAY, false);
    }

    private static List<PathRig.Round> windows(LineFirm firm, PathRig rig, long until) {
        List<PathRig.Round> seen = new ArrayList<>();
        long tell = firm.records() + TELL_EVERY;
        while (firm.records() < until) {
            PathRig.Round round = rig.round(WINDOW);
            seen.add(round);
            if (firm.records() >= tell) {
                tell += TELL_EVERY;
                System.err.println(String.format(Locale.ROOT, "growth: %,d records, %.0f ns an order, bare %.0f ns",
                    firm.records(), round.lineNs(), round.bareNs()));
            }
        }
        return seen;
    }

    private static void print(String when, List<PathRig.Round> windows) {
        double[] ns = windows.stream().mapToDouble(PathRig.Round::lineNs).sorted().toArray();
        double[] ratios = windows.stream().mapToDouble(PathRig.Round::ratio).sorted().toArray();
        System.err.println(String.format(Locale.ROOT, "growth: %s, %d windows of %,d orders: median %.0f ns, ratio to"
            + " bare %.3f (%.2f to %.2f)", when, ns.length, WINDOW, ns[ns.length / 2], ratios[ratios.length / 2],
            ratios[0], ratios[ratios.length - 1]));
        System.out.println(ns[ns.length / 2] + " " + ratios[ratios.length / 2]);
    }
}
