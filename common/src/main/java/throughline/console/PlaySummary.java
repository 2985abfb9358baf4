package throughline.console;

import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import throughline.files.OrderLine;

/** Counts what a play led to. Written by the sender's event loop, read by any thread. Latencies in nanoseconds. */
final class PlaySummary implements OrderSender.Answers {
    private static final int MOST_TOLD = 20;
    private static final int FIRST_ERROR = 400;
    private static final int PERMILLE = 1_000;
    private static final long LONGEST_NS = TimeUnit.HOURS.toNanos(1);
    private static final long NS_PER_US = 1_000;

    private final Progress progress;
    private final BiConsumer<OrderLine, JsonObject> onOrder;
    private final Histogram decisions = new Histogram(LONGEST_NS, 3);
    private final Map<String, Long> rejected = new TreeMap<>();
    private final Map<String, Long> refused = new TreeMap<>();
    private final Map<String, Long> amended = new TreeMap<>();
    private final Map<String, Long> repeats = new TreeMap<>();
    private long answered;
    private long orders;
    private long accepted;
    private long lost;
    private long told;
    private long unanswered;
    private long badLines;
    private long firstOrderId = Long.MAX_VALUE;
    private long lastOrderId;
    private long executions;
    private BigDecimal quantity = BigDecimal.ZERO;
    private BigDecimal notional = BigDecimal.ZERO;
    private boolean badInForm;

    /**
     * An empty summary.
     *
     * @param onOrder hears of each order that was captured, with its answer; on the event loop
     */
    PlaySummary(Progress progress, BiConsumer<OrderLine, JsonObject> onOrder) {
        this.progress = progress;
        this.onOrder = onOrder;
    }

    @Override
    public synchronized void answered(OrderLine line, int status, JsonObject answer, long waitedNs) {
        answered++;
        if (line.action() != OrderLine.Action.NEW) {
            count(amended, line.action().name().toLowerCase(Locale.ROOT) + " "
                + (status >= FIRST_ERROR ? status + " " + answer.getString("code", "") : "done").strip());
            return;
        }
        orders++;
        decisions.recordValue(Math.min(waitedNs, LONGEST_NS));
        if (status >= FIRST_ERROR) {
            String why = (status + " " + answer.getString("code", "")).strip();
            badInForm |= status == FIRST_ERROR;
            count(refused, why);
            tell("line " + line.lineNumber() + ": refused, " + why + " " + detail(answer));
            return;
        }
        long orderId = Long.parseLong(String.valueOf(answer.getValue("orderId")));
        firstOrderId = Math.min(firstOrderId, orderId);
        lastOrderId = Math.max(lastOrderId, orderId);
        onOrder.accept(line, answer);
        if ("rejected".equals(answer.getString("status"))) {
            count(rejected, answer.getJsonObject("reason", new JsonObject()).getString("code", "no reason told"));
        } else {
            accepted++;
        }
    }

    private static String detail(JsonObject answer) {
        Object detail = answer.getValue("errors", answer.getValue("detail", ""));
        return detail.toString();
    }

    private static void count(Map<String, Long> counts, String what) {
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
    public synchronized void repeating(OrderLine line, String why) {
        count(repeats, why);
    }

    @Override
    public synchronized void lost(String why) {
        if (lost++ == 0) {
            progress.say("no connection to the front office (" + why + "): trying again");
        }
    }

    @Override
    public synchronized void unanswered(OrderLine line, String why) {
        unanswered++;
        tell("line " + line.lineNumber() + ": no answer, " + why);
    }

    synchronized void badLine(long number, String why) {
        badLines++;
        tell("line " + number + ": " + why);
    }

    synchronized void execution(BigDecimal executed, BigDecimal price) {
        executions++;
        quantity = quantity.add(executed);
        notional = notional.add(executed.multiply(price));
    }

    /** Whether the id is of an order between the run's first and last. */
    synchronized boolean covers(long orderId) {
        return orderId >= firstOrderId && orderId <= lastOrderId;
    }

    /** 0: no order was captured. */
    synchronized long firstOrderId() {
        return lastOrderId == 0 ? 0 : firstOrderId;
    }

    synchronized long answeredSoFar() {
        return answered;
    }

    /** For the progress line: what holds it up, if anything. */
    synchronized String trouble() {
        return repeats.isEmpty() ? "" : " · repeated " + repeats.values().stream().mapToLong(Long::longValue).sum();
    }

    synchronized boolean hasBadLines() {
        return badLines > 0 || badInForm;
    }

    synchronized Map<String, Long> rejected() {
        return new TreeMap<>(rejected);
    }

    synchronized long accepted() {
        return accepted;
    }

    synchronized void print(PrintStream out) {
        line(out, "sent", orders);
        line(out, "accepted", accepted);
        line(out, "rejected", sum(rejected));
        rejected.forEach((code, count) -> line(out, "  " + code, count));
        line(out, "refused", sum(refused));
        refused.forEach((why, count) -> line(out, "  " + why, count));
        amended.forEach((what, count) -> line(out, what, count));
        line(out, "bad lines", badLines);
        line(out, "unanswered", unanswered);
        line(out, "repeated", sum(repeats));
        repeats.forEach((why, count) -> line(out, "  " + why, count));
        line(out, "executions", executions);
        line(out, "quantity", text(quantity));
        line(out, "notional", text(notional));
        line(out, "p50", latency(500));
        line(out, "p99", latency(990));
        line(out, "p99.9", latency(999));
        out.println("(order to decision, from first sending; executions, quantity and notional from"
            + " GET /v1/executions, one side a match, of the orders " + firstOrderId() + " to " + lastOrderId + ")");
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void line(PrintStream out, String what, Object value) {
        out.printf("%-26s %s%n", what, value);
    }

    private static String text(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private String latency(int permille) {
        long us = valueAt(decisions, permille) / NS_PER_US;
        return us / PERMILLE + "." + String.format("%03d", us % PERMILLE) + " ms";
    }

    /** The least value that so many of a thousand do not exceed; 0 when there is none. */
    static long valueAt(Histogram histogram, int permille) {
        long wanted = (histogram.getTotalCount() * permille + PERMILLE - 1) / PERMILLE;
        for (HistogramIterationValue value : histogram.recordedValues()) {
            if (value.getTotalCountToThisValue() >= wanted) {
                return value.getValueIteratedTo();
            }
        }
        return 0;
    }
}
