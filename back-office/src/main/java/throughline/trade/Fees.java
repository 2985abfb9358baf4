package throughline.trade;

import org.agrona.collections.Long2LongHashMap;
import throughline.ledger.Chart;
import throughline.message.AccountKind;
import throughline.message.FeeKind;
import throughline.reference.FeeTable;
import throughline.reference.Money;
import throughline.settlement.Obligations;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * What orders are charged: per order and trade date, on the sum of its executions, so that forty executions of 30 cost
 * what one of 1,200 costs. A later execution is charged the difference to the target. One thread.
 */
public final class Fees implements State {
    /** Kinds of fee, by {@code FeeKind} value - 1. */
    public static final FeeKind[] KINDS =
        {FeeKind.COMMISSION, FeeKind.EXCHANGE, FeeKind.SEC_SECTION_31, FeeKind.TAF, FeeKind.SDRT, FeeKind.PTM_LEVY};

    /** Whose order is charged, and for what: the scale is that of the instrument's quantities. */
    record Payer(AccountKind kind, int accountId, int currency, boolean sale, int quantityScale) {
    }

    private static final int KEY = 0;
    private static final int FIRST_KIND = 1;

    private final Table charged = new Table(1 + KINDS.length, 1 << 10);
    private final Long2LongHashMap rowByKey = new Long2LongHashMap(Table.NONE);
    private final FeeTable table;
    private final long[] differences = new long[KINDS.length];

    public Fees(FeeTable table) {
        this.table = table;
    }

    /**
     * What an order's trades of a date are yet to be charged, by kind.
     *
     * @param of whose order it is
     * @param quantity of all of them so far; for 0 nothing is charged, no minimum either
     * @param notionalMinor of all of them so far
     * @return minor units; valid until the next call
     */
    long[] differences(long orderId, Payer of, int tradeDate, int settlementDate, long quantity, long notionalMinor) {
        targets(of, tradeDate, settlementDate, quantity, notionalMinor);
        int row = (int) rowByKey.get(Obligations.key(orderId, tradeDate));
        for (int i = 0; i < KINDS.length && row != Table.NONE; i++) {
            differences[i] = Math.subtractExact(differences[i], charged.get(row, FIRST_KIND + i));
        }
        return differences;
    }

    /**
     * What an order's trades of a date are charged in all by the tables of now, by kind.
     *
     * @return minor units; valid until the next call
     */
    long[] targets(Payer of, int tradeDate, int settlementDate, long quantity, long notionalMinor) {
        for (int i = 0; i < KINDS.length; i++) {
            boolean free = quantity == 0 || KINDS[i] == FeeKind.COMMISSION && of.kind() == AccountKind.PRINCIPAL;
            int fee = free ? Table.NONE : table.find(KINDS[i], of.kind(), of.accountId(), of.currency(), of.sale(),
                tradeDate, settlementDate);
            differences[i] = fee == Table.NONE ? 0
                : table.charge(fee, quantity, notionalMinor, of.quantityScale(), Money.scale(of.currency()));
        }
        return differences;
    }

    /** Which kind is charged to an account of the chart, by its place in {@link #KINDS}; -1: none. */
    public static int kind(Chart chart) {
        return switch (chart) {
            case COMMISSION_INCOME -> 0;
            case EXCHANGE_FEES_PAYABLE -> 1;
            case SECTION_31_PAYABLE -> 2;
            case TAF_PAYABLE -> 3;
            case SDRT_PAYABLE -> 4;
            case PTM_LEVY_PAYABLE -> 5;
            default -> -1;
        };
    }

    /** Takes up that an order's trades of a date were charged. */
    public void charged(long orderId, int tradeDate, int kind, long amountMinor) {
        long key = Obligations.key(orderId, tradeDate);
        int row = (int) rowByKey.get(key);
        if (row == Table.NONE) {
            row = charged.add();
            charged.set(row, KEY, key);
            rowByKey.put(key, row);
        }
        charged.increase(row, FIRST_KIND + kind, amountMinor);
    }

    /** Forgets what was charged: the day's executions are complete. */
    public void endDay() {
        charged.clear();
        rowByKey.clear();
    }

    @Override
    public void save(StateSink sink) {
        table.save(sink);
        charged.save(sink);
    }

    @Override
    public void load(StateSource source) {
        table.load(source);
        charged.load(source);
        rowByKey.clear();
        for (int row = 0; row < charged.end(); row++) {
            rowByKey.put(charged.get(row, KEY), row);
        }
    }
}
