package throughline.riskbench;

import java.util.Arrays;
import java.util.SplittableRandom;
import throughline.message.JournalRecord;
import throughline.message.OrderCapturedDecoder;

/**
 * The least that a risk check can be: an order read from its record and held against sixteen numbers, one a control,
 * that lie side by side in one row for each pair of account and instrument. What a check takes is told as a ratio to
 * this, on the same orders in the same run. One thread.
 */
final class BareCheck {
    private static final int INSTRUMENTS = 500;
    private static final int CONTROLS = 16;
    private static final int ORDERS = 1 << 16;

    private final long[] rows = new long[RiskBenchmark.ACCOUNTS * INSTRUMENTS * CONTROLS];
    private final RiskFirm.Orders orders =
        new RiskFirm.Orders(ORDERS, RiskBenchmark.ACCOUNTS, INSTRUMENTS, new SplittableRandom(20261122));
    private final OrderCapturedDecoder captured = new OrderCapturedDecoder();
    private int next;

    BareCheck() {
        Arrays.fill(rows, Long.MAX_VALUE);
    }

    /** Holds the next order against its row; throws when a number of it is exceeded, which none is. */
    void check() {
        JournalRecord record = orders.get(next);
        next = next + 1 & ORDERS - 1;
        captured.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = ((captured.accountId() - 1) * INSTRUMENTS + captured.instrumentId() - 1) * CONTROLS;
        long value = captured.quantity() * captured.price() * (captured.sideRaw() + captured.ordTypeRaw());
        int exceeded = 0;
        for (int control = 0; control < CONTROLS; control++) {
            exceeded += value + control > rows[row + control] ? 1 : 0;
        }
        if (exceeded > 0) {
            throw new IllegalStateException("order " + next + " exceeds " + exceeded + " numbers");
        }
    }
}
