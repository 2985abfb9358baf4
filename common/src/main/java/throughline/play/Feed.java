package throughline.play;

import java.io.IOException;

/** Hands a file's lines to a sender at their pace, and shows how far it is. One thread, once. */
public final class Feed<R extends Request> {
    private final Sender<R> sender;
    private final Summary<R> summary;
    private final Progress progress;
    private final Pace pace;
    private final boolean strict;
    private R next;
    private long nextNs;
    private boolean stopped;

    /** Where the lines come from. */
    public interface Lines {
        /** Gives one line to {@link Feed#line} or {@link Feed#badLine}; false, and nothing given, after the last. */
        boolean poll() throws IOException;

        /** How much of the file was read so far. */
        long bytesRead();
    }

    /**
     * A feed that has not begun.
     *
     * @param strict stop at the first bad line
     */
    public Feed(Sender<R> sender, Summary<R> summary, Progress progress, Pace pace, boolean strict) {
        this.sender = sender;
        this.summary = summary;
        this.progress = progress;
        this.pace = pace;
        this.strict = strict;
    }

    /** Takes a line right in form, and its time, nanoseconds since anything. */
    public void line(R request, long timeNs) {
        next = request;
        nextNs = timeNs;
    }

    /** Takes a line that is not, and why. */
    public void badLine(long number, String reason) {
        next = null;
        summary.badLine(number, reason);
    }

    /**
     * Sends all lines and waits for their answers; false when one got none, or a bad one stopped it.
     *
     * @param bytes how long the file is
     */
    public boolean sendAll(Lines lines, long bytes) throws IOException, InterruptedException {
        while (!stopped && lines.poll()) {
            if (next != null) {
                pace.await(nextNs);
                stopped = !sender.submit(next);
            }
            stopped |= strict && summary.hasBadLines();
            if (progress.isDue()) {
                progress.bar(lines.bytesRead(), bytes, summary.answeredSoFar(), "answered", summary.trouble());
            }
        }
        if (stopped && strict) {
            progress.say("stopped at a bad line (--strict)");
        }
        boolean all = sender.finish();
        progress.clear();
        return all && !stopped;
    }
}
