package throughline.proof;

import java.io.PrintStream;

/** Says on a terminal or in a log what a long proof is at: a line that moves, or a line every few seconds. */
final class Progress {
    private static final long EVERY_NS = 500_000_000L;
    private static final long EVERY_LINE_NS = 5_000_000_000L;

    private final PrintStream err;
    private final boolean terminal = System.console() != null;
    private String what = "";
    private long startNs;
    private long saidNs;

    Progress(PrintStream err) {
        this.err = err;
    }

    void begin(String work) {
        done();
        what = work;
        startNs = System.nanoTime();
        saidNs = startNs;
        err.println("verify: " + work);
    }

    void at(long count) {
        long now = System.nanoTime();
        if (now - saidNs < (terminal ? EVERY_NS : EVERY_LINE_NS)) {
            return;
        }
        saidNs = now;
        long perSecond = count * 1_000_000_000L / Math.max(1, now - startNs);
        err.printf("%sverify: %s: %,d (%,d a second)%s", terminal ? "\r" : "", what, count, perSecond,
            terminal ? "" : "\n");
    }

    void done() {
        if (terminal && saidNs > startNs) {
            err.println();
        }
        saidNs = startNs;
    }
}
