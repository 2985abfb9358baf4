package throughline.play;

import io.vertx.core.json.JsonObject;
import java.util.List;
import throughline.files.OrderLine;
import throughline.play.FrontConnection.Ask;
import throughline.play.FrontConnection.Reply;

/**
 * One line of a file on its way to its answer. Handed over to a {@link Sender}, it lives on that one's event loop.
 * Times in nanoseconds.
 */
public abstract sealed class Request permits OrderRequest, PriceRequest {
    private final long lineNumber;
    private final long lineNs;
    private long ordinal;
    private long firstSentNs;
    private long lastSentNs;
    private int failures;

    Request(long lineNumber, long lineNs) {
        this.lineNumber = lineNumber;
        this.lineNs = lineNs;
    }

    /** In its file, from 1. */
    final long lineNumber() {
        return lineNumber;
    }

    /** The time its line gives, since anything; {@link OrderLine#NO_TIME}: none. */
    final long lineNs() {
        return lineNs;
    }

    /** What to send; exactly the same again when it is repeated. */
    abstract Ask ask();

    /** What must be known before it can be sent; null: nothing more. */
    abstract Ask question();

    /** Takes the answer to the question; false: there is no such thing, and nothing to send. */
    abstract boolean told(JsonObject answer);

    /** What to ask, a while after this answer to it, because there is no decision yet; null: this is the decision. */
    abstract Ask again(Reply reply);

    /** What the line is about: no two that hold the same are on their way at once. */
    abstract List<String> holds();

    /** What must not be held by a line before it. */
    abstract List<String> waitsFor();

    /** Hears how it ended. */
    abstract void concluded(int status, JsonObject answer);

    /** Gives it its place among what is sent. */
    final void enter(long place) {
        ordinal = place;
    }

    final long ordinal() {
        return ordinal;
    }

    final void sent(long nowNs) {
        firstSentNs = firstSentNs == 0 ? nowNs : firstSentNs;
        lastSentNs = nowNs;
    }

    /** Since it was first sent: repeats and refusals for load are part of the wait. */
    final long waitedNs(long nowNs) {
        return nowNs - firstSentNs;
    }

    final long lastSentNs() {
        return lastSentNs;
    }

    /** Counts an answer that is none, such as 500. */
    final int failed() {
        return ++failures;
    }
}
