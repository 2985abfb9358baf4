package throughline.trade;

import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import throughline.message.OrderCapacity;
import throughline.message.Side;
import throughline.message.TradeClearedDecoder;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;
import throughline.state.Texts;

/**
 * The open day's trades in order of their clearing, each known by its execution, with what its entries posted: so that
 * a bust can take back exactly that. Money is in minor units. One thread.
 */
public final class TradeList implements State {
    private static final int EXECUTION = 0;
    private static final int HASH = 1;
    private static final int ORDER = 2;
    private static final int TIME = 3;
    private static final int QUANTITY = 4;
    private static final int PRICE = 5;
    /** Account and instrument. */
    private static final int PLACE = 6;
    /** Contra party and trade date. */
    private static final int DATE = 7;
    private static final int FLAGS = 8;
    /** Strategy and decision maker. */
    private static final int TEXTS = 9;
    private static final int ENTRY = 10;
    private static final int FEE_ENTRY = 11;
    private static final int VALUE = 12;
    private static final int OWNED = 13;
    private static final int SOLD = 14;
    private static final int RESULT = 15;
    private static final int CHARGES = 16;
    private static final int COLUMNS = CHARGES + Fees.KINDS.length;
    private static final int SIDE_BITS = 0xFF;
    private static final int ELSEWHERE_AT = 8;
    private static final int CAPACITY_AT = 16;
    private static final int STATUS_AT = 24;
    private static final Status[] STATUSES = Status.values();

    private final Table rows = new Table(COLUMNS, 1 << 12);
    private final Texts texts = new Texts(64, 1 << 12);
    private final Long2LongHashMap rowByExecution = new Long2LongHashMap(Table.NONE);
    private long closedUpTo;
    private long correctedExecution;
    private long correctedQuantity;
    private long correctedPriceE8;

    /** What has become of a trade in the books. */
    public enum Status {
        /** It could not be booked: there is an exception. */
        UNBOOKED,
        /** As it was cleared. */
        BOOKED,
        /** Reversed: it never was. */
        BUSTED,
        /** Reversed, and booked as it was in truth. */
        CORRECTED
    }

    public void add(long orderId, long timeNs, long contentHash, TradeClearedDecoder trade) {
        int row = rows.add();
        rows.set(row, EXECUTION, trade.executionId());
        rows.set(row, HASH, contentHash);
        rows.set(row, ORDER, orderId);
        rows.set(row, TIME, timeNs);
        rows.set(row, QUANTITY, trade.quantity());
        rows.set(row, PRICE, trade.priceE8());
        rows.set(row, PLACE, pair(trade.accountId(), trade.instrumentId()));
        rows.set(row, DATE, pair(trade.contraPartyId(), trade.tradeDate()));
        rows.set(row, FLAGS, trade.sideRaw() | (trade.elsewhere() == 0 ? 0L : 1L) << ELSEWHERE_AT
            | (long) trade.capacityRaw() << CAPACITY_AT);
        int strategy = text(trade.buffer(), trade.limit(), trade.strategyLength());
        trade.skipStrategy();
        rows.set(row, TEXTS, pair(strategy, text(trade.buffer(), trade.limit(), trade.decisionMakerLength())));
        rowByExecution.put(trade.executionId(), row);
    }

    private int text(DirectBuffer buffer, int limit, int length) {
        return texts.intern(buffer, limit + TradeClearedDecoder.strategyHeaderLength(), length);
    }

    private static long pair(int high, int low) {
        return (long) high << 32 | low & 0xFFFF_FFFFL;
    }

    /** Takes up what an execution is to be once it is booked anew. */
    public void correcting(long executionId, long quantity, long priceE8) {
        correctedExecution = executionId;
        correctedQuantity = quantity;
        correctedPriceE8 = priceE8;
    }

    /** Takes up that an entry books a trade; its amounts follow. */
    public void booked(int row, long entryId) {
        boolean anew = status(row) == Status.BUSTED;
        if (anew && correctedExecution == executionId(row)) {
            rows.set(row, QUANTITY, correctedQuantity);
            rows.set(row, PRICE, correctedPriceE8);
        }
        for (int column = FEE_ENTRY; column < COLUMNS; column++) {
            rows.set(row, column, 0);
        }
        rows.set(row, ENTRY, entryId);
        become(row, anew ? Status.CORRECTED : Status.BOOKED);
    }

    /** Takes up that an entry books its fees. */
    public void feeBooked(int row, long entryId) {
        rows.set(row, FEE_ENTRY, entryId);
    }

    /** Takes up that its entries were reversed. */
    public void reversed(int row) {
        rows.set(row, ENTRY, 0);
        rows.set(row, FEE_ENTRY, 0);
        become(row, Status.BUSTED);
    }

    private void become(int row, Status status) {
        rows.set(row, FLAGS, rows.get(row, FLAGS) & (1L << STATUS_AT) - 1 | (long) status.ordinal() << STATUS_AT);
    }

    public void valued(int row, long valueMinor) {
        rows.set(row, VALUE, valueMinor);
    }

    public void owned(int row, long amountMinor) {
        rows.set(row, OWNED, amountMinor);
    }

    public void sold(int row, long amountMinor) {
        rows.set(row, SOLD, amountMinor);
    }

    public void result(int row, long amountMinor) {
        rows.set(row, RESULT, amountMinor);
    }

    public void charged(int row, int kind, long amountMinor) {
        rows.increase(row, CHARGES + kind, amountMinor);
    }

    /** Forgets the day's trades; their executions stay known to be closed. */
    public void endDay() {
        for (int row = 0; row < rows.end(); row++) {
            closedUpTo = Math.max(closedUpTo, executionId(row));
        }
        rows.clear();
        texts.clear();
        rowByExecution.clear();
        correcting(0, 0, 0);
    }

    public int find(long executionId) {
        return (int) rowByExecution.get(executionId);
    }

    /** Whether it is of the same order, account, instrument, party, date and side as a row. */
    public boolean isSame(int row, long orderId, TradeClearedDecoder trade) {
        return orderId(row) == orderId && rows.get(row, PLACE) == pair(trade.accountId(), trade.instrumentId())
            && rows.get(row, DATE) == pair(trade.contraPartyId(), trade.tradeDate())
            && (rows.get(row, FLAGS) & SIDE_BITS) == trade.sideRaw();
    }

    /** Highest execution of the days before. */
    public long closedUpTo() {
        return closedUpTo;
    }

    /** Of what it was at its first clearing. */
    public long contentHash(int row) {
        return rows.get(row, HASH);
    }

    /** Entry that books it; 0: none stands. */
    public long entryId(int row) {
        return rows.get(row, ENTRY);
    }

    /** Entry that books its fees where it is one of its own; 0: none stands. */
    public long feeEntryId(int row) {
        return rows.get(row, FEE_ENTRY);
    }

    /** What the street pays or gets for it, positive. */
    public long valueMinor(int row) {
        return rows.get(row, VALUE);
    }

    /** What its entry posted to securities owned. */
    public long ownedMinor(int row) {
        return rows.get(row, OWNED);
    }

    /** What its entry posted to securities sold and not yet purchased. */
    public long soldMinor(int row) {
        return rows.get(row, SOLD);
    }

    /** What its entry posted to the trading result. */
    public long resultMinor(int row) {
        return rows.get(row, RESULT);
    }

    /** What its entries charged, by kind of fee. */
    public long chargedMinor(int row, int kind) {
        return rows.get(row, CHARGES + kind);
    }

    /** How many there are; their rows run from 0. */
    public int count() {
        return rows.end();
    }

    /** Seq of the execution in the front journal. */
    public long executionId(int row) {
        return rows.get(row, EXECUTION);
    }

    /** The order it is of, or the report of a trade done elsewhere. */
    public long orderId(int row) {
        return rows.get(row, ORDER);
    }

    /** Epoch nanoseconds of its clearing. */
    public long timeNs(int row) {
        return rows.get(row, TIME);
    }

    /** In the instrument's quantity scale; once corrected, what it was in truth. */
    public long quantity(int row) {
        return rows.get(row, QUANTITY);
    }

    /** x 10^-8; once corrected, what it was in truth. */
    public long priceE8(int row) {
        return rows.get(row, PRICE);
    }

    /** Account that traded. */
    public int accountId(int row) {
        return (int) (rows.get(row, PLACE) >> 32);
    }

    /** What was traded. */
    public int instrumentId(int row) {
        return (int) rows.get(row, PLACE);
    }

    /** Epoch days. */
    public int tradeDate(int row) {
        return (int) rows.get(row, DATE);
    }

    /** Side of the order. */
    public Side side(int row) {
        return Side.get((short) (rows.get(row, FLAGS) & SIDE_BITS));
    }

    /** Whether it was done elsewhere, and not at the built-in venue. */
    public boolean isElsewhere(int row) {
        return (rows.get(row, FLAGS) >> ELSEWHERE_AT & 1) != 0;
    }

    /** In which capacity the firm traded. */
    public OrderCapacity capacity(int row) {
        return OrderCapacity.get((short) (rows.get(row, FLAGS) >> CAPACITY_AT & 0xFF));
    }

    /** What has become of it. */
    public Status status(int row) {
        return STATUSES[(int) (rows.get(row, FLAGS) >> STATUS_AT)];
    }

    /** Strategy it was part of; empty: none. Allocates. */
    public String strategy(int row) {
        return texts.text((int) (rows.get(row, TEXTS) >> 32));
    }

    /** Person or algorithm who decided; empty: the user. Allocates. */
    public String decisionMaker(int row) {
        return texts.text((int) rows.get(row, TEXTS));
    }

    @Override
    public void save(StateSink sink) {
        sink.putLong(closedUpTo);
        sink.putLong(correctedExecution);
        sink.putLong(correctedQuantity);
        sink.putLong(correctedPriceE8);
        rows.save(sink);
        texts.save(sink);
    }

    @Override
    public void load(StateSource source) {
        closedUpTo = source.getLong();
        correctedExecution = source.getLong();
        correctedQuantity = source.getLong();
        correctedPriceE8 = source.getLong();
        rows.load(source);
        texts.load(source);
        rowByExecution.clear();
        for (int row = 0; row < rows.end(); row++) {
            rowByExecution.put(executionId(row), row);
        }
    }
}
