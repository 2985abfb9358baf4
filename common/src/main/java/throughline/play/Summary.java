package throughline.play;

import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;

/** Counts the answers to a file's lines, and what went wrong. Written by the event loop, read by any thread. */
public abstract sealed class Summary<R extends Request> implements Sender.Answers<R>
    permits PlaySummary, PriceSummary {
    static final int FIRST_ERROR = 400;

    private static final int MOST_TOLD = 20;

    private final Progress progress;
    private final Map<String, Long> refused = new TreeMap<>();
    private final Map<String, Long> repeats = new TreeMap<>();
    private long answered;
    private long lost;
    private long told;
    private long unanswered;
    private long badLines;
    private boolean badInForm;

    Summary(Progress progress) {
        this.progress = progress;
    }

    @Override
    public final synchronized void answered(R request, int status, JsonObject answer, long waitedNs) {
        answered++;
        badInForm |= status == FIRST_ERROR;
        count(request, status, answer, waitedNs);
    }

    /** Counts an answer; called by one thread at a time. */
    abstract void count(R request, int status, JsonObject answer, long waitedNs);

    final void refused(R request, int status, JsonObject answer) {
        String why = why(status, answer);
        add(refused, why);
        Object detail = answer.getValue("errors", answer.getValue("detail", ""));
        tell("line " + request.lineNumber() + ": refused, " + why + " " + detail);
    }

    /** Status and code; what was refused by risk has risk's code. */
    static String why(int status, JsonObject answer) {
        String code = code(answer, "reason");
        return (status + " " + (code.isEmpty() ? answer.getString("code", "") : code)).strip();
    }

    /** The code of a reason that an answer gives; empty: it gives none. */
    static String code(JsonObject answer, String name) {
        return answer.getValue(name) instanceof JsonObject reason ? reason.getString("code", "") : "";
    }

    static void add(Map<String, Long> counts, String what) {
        counts.merge(what, 1L, Long::sum);
    }

    private void tell(String text) {
        told++;
        if (told <= MOST_TOLD) {
            progress.say(text);
        } else if (told == MOST_TOLD + 1) {
            progress.say("further lines are counted only");
        }
    }

    @Override
    public final synchronized void repeating(R request, String why) {
        add(repeats, why);
    }

    @Override
    public final synchronized void lost(String why) {
        if (lost++ == 0) {
            progress.say("no connection to the front office (" + why + "): trying again");
        }
    }

    @Override
    public final synchronized void unanswered(R request, String why) {
        unanswered++;
        tell("line " + request.lineNumber() + ": no answer, " + why);
    }

    /** Counts a line that is not right in form and is not sent. */
    final synchronized void badLine(long number, String why) {
        badLines++;
        tell("line " + number + ": " + why);
    }

    /** Lines that have their answer. */
    public final synchronized long answeredSoFar() {
        return answered;
    }

    /** For the progress line: what holds it up, if anything. */
    final synchronized String trouble() {
        return repeats.isEmpty() ? "" : " · repeated " + sum(repeats);
    }

    /** Whether a line was not right in form, here or for the front office. */
    final synchronized boolean hasBadLines() {
        return badLines > 0 || badInForm;
    }

    final void printRefused(PrintStream out) {
        lines(out, "refused", refused);
    }

    final void printTroubles(PrintStream out) {
        line(out, "bad lines", badLines);
        line(out, "unanswered", unanswered);
        lines(out, "repeated", repeats);
    }

    /** A sum, and below it what it is made of. */
    static void lines(PrintStream out, String what, Map<String, Long> counts) {
        line(out, what, sum(counts));
        counts.forEach((part, count) -> line(out, "  " + part, count));
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    static void line(PrintStream out, String what, Object value) {
        out.printf("%-26s %s%n", what, value);
    }
}
