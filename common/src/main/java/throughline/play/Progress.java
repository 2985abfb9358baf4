package throughline.play;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Says on stderr what a verb is at: one line drawn over and over on a terminal, else a plain line every few seconds.
 * Not thread-safe.
 */
public final class Progress {
    private static final long TERMINAL_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PLAIN_INTERVAL_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long SAME_INTERVAL_NS = TimeUnit.SECONDS.toNanos(30);
    private static final int BAR_WIDTH = 24;
    private static final int PERCENT = 100;
    private static final long NS_PER_S = TimeUnit.SECONDS.toNanos(1);
    private static final int MINUTE = 60;

    private final PrintStream err;
    private final boolean terminal;
    private final long startedNs = System.nanoTime();
    private long shownNs;
    private boolean shown;
    private int width;
    private String last = "";

    /** Draws over one line only where stderr is a terminal. */
    public Progress(PrintStream err) {
        this(err, stderrIsTerminal());
    }

    /** As it is told what the stream is. */
    public Progress(PrintStream err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    private static boolean stderrIsTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Shows what is waited for, at once when it changes, and now and then while it does not. */
    public void waiting(String what) {
        if (!what.equals(last) || System.nanoTime() - shownNs >= SAME_INTERVAL_NS) {
            last = what;
            show(what);
        }
    }

    /** Whether enough time has gone by to show something new. */
    public boolean isDue() {
        return !shown || System.nanoTime() - shownNs >= (terminal ? TERMINAL_INTERVAL_NS : PLAIN_INTERVAL_NS);
    }

    /**
     * Shows how far the work is.
     *
     * @param done of {@code total}, in any unit
     * @param count how many things were done, for the rate
     */
    public void bar(long done, long total, long count, String things, String more) {
        long elapsedNs = Math.max(1, System.nanoTime() - startedNs);
        show(barText(done, total, count, things, elapsedNs) + more);
    }

    static String barText(long done, long total, long count, String things, long elapsedNs) {
        long whole = Math.max(1, total);
        long part = Math.min(done, whole);
        int filled = (int) (part * BAR_WIDTH / whole);
        long rate = count * TimeUnit.SECONDS.toMillis(1) / Math.max(1, TimeUnit.NANOSECONDS.toMillis(elapsedNs));
        boolean tooEarly = part < whole / PERCENT || part == 0 || elapsedNs < NS_PER_S;
        String left = tooEarly ? "" : ", " + duration(elapsedNs / part * (whole - part) / NS_PER_S) + " left";
        return "[" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "] " + part * PERCENT / whole + " % · "
            + count + " " + things + " · " + rate + "/s" + left;
    }

    private static String duration(long seconds) {
        return seconds < MINUTE ? seconds + " s" : seconds / MINUTE + " min " + seconds % MINUTE + " s";
    }

    private void show(String text) {
        shown = true;
        shownNs = System.nanoTime();
        if (!terminal) {
            err.println(text);
            return;
        }
        err.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
        err.flush();
        width = text.length();
    }

    /** Says something that stays. */
    public void say(String text) {
        clear();
        err.println(text);
    }

    /** Ends the line that is drawn over. */
    public void clear() {
        if (terminal && width > 0) {
            err.print("\r" + " ".repeat(width) + "\r");
            err.flush();
            width = 0;
        }
        last = "";
    }
}
