package throughline.play;

import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** Counts what a play of prices led to. Written by the sender's event loop, read by any thread. */
public final class PriceSummary extends Summary<PriceRequest> {
    private static final int CREATED = 201;

    private final long startedNs = System.nanoTime();
    private long stated;
    private long known;
    private long lastNs = startedNs;

    /** An empty summary, of a play that begins now. */
    public PriceSummary(Progress progress) {
        super(progress);
    }

    @Override
    void count(PriceRequest request, int status, JsonObject answer, long waitedNs) {
        lastNs = System.nanoTime();
        if (status >= FIRST_ERROR) {
            refused(request, status, answer);
        } else if (status == CREATED) {
            stated++;
        } else {
            known++;
        }
    }

    /** Prints one count a line. */
    public synchronized void print(PrintStream out) {
        line(out, "sent", answeredSoFar());
        line(out, "stated", stated);
        line(out, "stated before", known);
        printRefused(out);
        printTroubles(out);
        long elapsedMs = Math.max(1, TimeUnit.NANOSECONDS.toMillis(lastNs - startedNs));
        line(out, "rate", answeredSoFar() * TimeUnit.SECONDS.toMillis(1) / elapsedMs + "/s");
    }
}
