package throughline.play;

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

/** Counts what a play of orders led to. Written by the sender's event loop, read by any thread. */
public final class PlaySummary extends Summary<OrderRequest> {
    private static final int PERMILLE = 1_000;
    private static final long LONGEST_NS = TimeUnit.HOURS.toNanos(1);
    private static final long NS_PER_US = 1_000;

    private final BiConsumer<OrderLine, JsonObject> onOrder;
    private final Histogram decisions = new Histogram(LONGEST_NS, 3);
    private final Map<String, Long> rejected = new TreeMap<>();
    private final Map<String, Long> amended = new TreeMap<>();
    private long orders;
    private long accepted;
    private long firstOrderId = Long.MAX_VALUE;
    private long lastOrderId;
    private long executions;
    private BigDecimal quantity = BigDecimal.ZERO;
    private BigDecimal notional = BigDecimal.ZERO;

    /**
     * An empty summary.
     *
     * @param onOrder hears of each order that was captured, with its answer; on the event loop
     */
    public PlaySummary(Progress progress, BiConsumer<OrderLine, JsonObject> onOrder) {
        super(progress);
        this.onOrder = onOrder;
    }

    @Override
    void count(OrderRequest request, int status, JsonObject answer, long waitedNs) {
        if (!request.isNew()) {
            String action = request.line().action().name().toLowerCase(Locale.ROOT);
            add(amended, action + " " + request.outcome(status, answer));
            return;
        }
        orders++;
        decisions.recordValue(Math.min(waitedNs, LONGEST_NS));
        if (status >= FIRST_ERROR) {
            refused(request, status, answer);
            return;
        }
        long orderId = Long.parseLong(String.valueOf(answer.getValue("orderId")));
        firstOrderId = Math.min(firstOrderId, orderId);
        lastOrderId = Math.max(lastOrderId, orderId);
        onOrder.accept(request.line(), answer);
        if ("rejected".equals(answer.getString("status"))) {
            String code = code(answer, "reason");
            add(rejected, code.isEmpty() ? "no reason told" : code);
        } else {
            accepted++;
        }
    }

    /** Counts what was executed of the run's orders, as it is read behind it. */
    public synchronized void execution(BigDecimal executed, BigDecimal price) {
        executions++;
        quantity = quantity.add(executed);
        notional = notional.add(executed.multiply(price));
    }

    /** Whether the id is of an order between the run's first and last. */
    public synchronized boolean covers(long orderId) {
        return orderId >= firstOrderId && orderId <= lastOrderId;
    }

    /** 0: no order was captured. */
    public synchronized long firstOrderId() {
        return lastOrderId == 0 ? 0 : firstOrderId;
    }

    /** Orders of the run that risk took. */
    public synchronized long accepted() {
        return accepted;
    }

    /** Prints one count a line. */
    public synchronized void print(PrintStream out) {
        line(out, "sent", orders);
        line(out, "accepted", accepted);
        lines(out, "rejected", rejected);
        printRefused(out);
        amended.forEach((what, count) -> line(out, what, count));
        printTroubles(out);
        line(out, "executions", executions);
        line(out, "quantity", text(quantity));
        line(out, "notional", text(notional));
        line(out, "p50", latency(500));
        line(out, "p99", latency(990));
        line(out, "p99.9", latency(999));
        out.println("(order to decision, from first sending; executions, quantity and notional from"
            + " GET /v1/executions, one side a match, of the orders " + firstOrderId() + " to " + lastOrderId + ")");
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
