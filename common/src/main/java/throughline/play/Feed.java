package throughline.play;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import throughline.files.LineFile;

/**
 * Hands a file's lines to the front office at their pace, and shows how far it is. One thread, once.
 *
 * @param <L> what a line of the file says
 * @param <R> what is asked of the front office for it
 */
public final class Feed<L, R extends Request> implements LineFile.Listener<L> {
    private static final long PATIENCE_NS = TimeUnit.MINUTES.toNanos(2);

    private final Summary<R> summary;
    private final Progress progress;
    private final Pace pace;
    private final boolean strict;
    private final Function<L, R> requests;
    private R next;
    private boolean stopped;

    /**
     * A feed that has not begun.
     *
     * @param strict stop at the first bad line
     * @param requests what to ask for a line
     */
    public Feed(Summary<R> summary, Progress progress, Pace pace, boolean strict, Function<L, R> requests) {
        this.summary = summary;
        this.progress = progress;
        this.pace = pace;
        this.strict = strict;
        this.requests = requests;
    }

    @Override
    public void onLine(L line) {
        next = requests.apply(line);
    }

    @Override
    public void onBadLine(long number, String reason) {
        next = null;
        summary.badLine(number, reason);
    }

    /**
     * Sends all lines and waits for their answers; false when one got none, or a bad one stopped it.
     *
     * @param bytes how long the file is
     * @param token signs in, each time anew
     */
    public boolean sendAll(LineFile<L> lines, long bytes, URI front, Supplier<String> token)
        throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            return sendAll(lines, bytes, new Sender<>(vertx, front, token, summary, PATIENCE_NS));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private boolean sendAll(LineFile<L> lines, long bytes, Sender<R> sender) throws IOException, InterruptedException {
        while (!stopped && lines.poll(this)) {
            if (next != null) {
                pace.await(next.lineNs());
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
