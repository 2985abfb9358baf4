package throughline.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import throughline.message.JournalRecord;
import throughline.message.OrderCapacity;
import throughline.message.Side;
import throughline.message.TradeClearedDecoder;
import throughline.message.TradeKind;

/** An order's executions as they hold: busted ones left out, corrected ones as they were in truth. Immutable. */
public final class Executions {
    /** One of them: quantity in its instrument's scale, price x 10^-8, time in epoch nanoseconds, of its clearing. */
    public record Execution(long executionId, long timeNs, long quantity, long priceE8, int instrumentId, Side side,
                            OrderCapacity capacity) {
    }

    private final List<Execution> executions;

    private Executions(List<Execution> executions) {
        this.executions = List.copyOf(executions);
    }

    /**
     * Those of a trade date.
     *
     * @param records an order's records of the middle journal in order; those that are no {@code TradeCleared} are
     *     passed over
     * @param tradeDate epoch day
     */
    public static Executions of(List<JournalRecord> records, int tradeDate) {
        Map<Long, Execution> standing = new LinkedHashMap<>();
        TradeClearedDecoder trade = new TradeClearedDecoder();
        for (JournalRecord record : records) {
            if (record.templateId() != TradeClearedDecoder.TEMPLATE_ID) {
                continue;
            }
            trade.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            Execution before = standing.get(trade.executionId());
            if (trade.tradeDate() == tradeDate && trade.kind() == TradeKind.BUST) {
                standing.remove(trade.executionId());
            } else if (trade.tradeDate() == tradeDate) {
                standing.put(trade.executionId(), new Execution(trade.executionId(),
                    before == null ? record.timeNs() : before.timeNs(), trade.quantity(), trade.priceE8(),
                    trade.instrumentId(), trade.side(), trade.capacity()));
            }
        }
        return new Executions(new ArrayList<>(standing.values()));
    }

    /** In the order of their first clearing. */
    List<Execution> all() {
        return executions;
    }

    long quantity() {
        return executions.stream().mapToLong(Execution::quantity).reduce(0, Math::addExact);
    }
}
