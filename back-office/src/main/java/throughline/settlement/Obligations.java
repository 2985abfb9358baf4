package throughline.settlement;

import java.util.function.IntPredicate;
import org.agrona.collections.Long2LongHashMap;
import throughline.message.InstructionSentDecoder;
import throughline.message.JournalRecord;
import throughline.message.ObligationStatedDecoder;
import throughline.message.ObligationStatedEncoder;
import throughline.message.ObligationStatus;
import throughline.message.SettlementStatus;
import throughline.message.Side;
import throughline.office.Step;
import throughline.reference.Money;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;
import throughline.state.Texts;

/**
 * What is owed to and by the CCP, one row for each order and trade date, with the one instruction that settles it,
 * alone or with others. Rows are in order of first statement, and so of their ids; what has settled leaves with its
 * instruction at the close of the fifth business day after, and the rows behind it move up. Money is in minor units.
 * One thread.
 */
public final class Obligations implements State {
    private static final int ID = 0;
    private static final int ORDER = 1;
    private static final int QUANTITY = 2;
    private static final int AMOUNT = 3;
    private static final int CLIENT = 4;
    private static final int SETTLED_QUANTITY = 5;
    private static final int SETTLED = 6;
    private static final int CLIENT_SETTLED = 7;
    private static final int ACCOUNT = 8;
    private static final int INSTRUMENT = 9;
    private static final int PARTY = 10;
    private static final int TRADE_DATE = 11;
    private static final int SETTLEMENT_DATE = 12;
    private static final int CURRENCY = 13;
    private static final int SIDE = 14;
    private static final int STATUS = 15;
    private static final int FAILED_QUANTITY = 16;
    private static final int FAILED = 17;
    private static final int INSTRUCTION = 18;
    private static final int ADVISED = 19;
    private static final int REASON = 20;
    /** Closes that it has been settled for. */
    private static final int CLOSES = 21;
    private static final int COLUMNS = 22;
    private static final int DATE_BITS = 17;
    /** The close of the day it settled, and five more. */
    private static final int MOST_CLOSES = 5;

    private final Table rows = new Table(COLUMNS, 1 << 12);
    private final Texts reasons = new Texts(16, 256);
    private final Long2LongHashMap rowById = new Long2LongHashMap(Table.NONE);
    private final Long2LongHashMap openByKey = new Long2LongHashMap(Table.NONE);
    private final Long2LongHashMap rowByInstruction = new Long2LongHashMap(Table.NONE);
    private final NetSets nets = new NetSets();
    private final WaitingLegs waiting = new WaitingLegs();
    private final Margins margins = new Margins();
    private final AccountMoney money;
    private final IntPredicate isClient;
    private final ObligationStatedDecoder stated = new ObligationStatedDecoder();
    private final InstructionSentDecoder sent = new InstructionSentDecoder();

    /**
     * None yet.
     *
     * @param isClient whether an account is a client's
     */
    public Obligations(AccountMoney money, IntPredicate isClient) {
        this.money = money;
        this.isClient = isClient;
    }

    public void apply(JournalRecord record) {
        stated.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = (int) rowById.get(stated.obligationId());
        if (row == Table.NONE) {
            row = rows.add();
            rows.set(row, ID, stated.obligationId());
            rows.set(row, ORDER, record.orderId());
            rows.set(row, ACCOUNT, stated.accountId());
            rows.set(row, INSTRUMENT, stated.instrumentId());
            rows.set(row, PARTY, stated.partyId());
            rows.set(row, TRADE_DATE, stated.tradeDate());
            rows.set(row, SETTLEMENT_DATE, stated.settlementDate());
            rows.set(row, CURRENCY, stated.currency());
            rows.set(row, SIDE, stated.sideRaw());
            rowById.put(stated.obligationId(), row);
        } else {
            money.count(this, row, -1);
            margins.add(currency(row), -margin(row));
        }
        rows.set(row, QUANTITY, stated.quantity());
        rows.set(row, AMOUNT, stated.amountMinor());
        rows.set(row, CLIENT, stated.clientMinor());
        rows.set(row, SETTLED_QUANTITY, stated.settledQuantity());
        rows.set(row, SETTLED, stated.settledMinor());
        rows.set(row, CLIENT_SETTLED, stated.clientSettledMinor());
        rows.set(row, STATUS, stated.statusRaw());
        money.count(this, row, 1);
        margins.add(currency(row), margin(row));
        index(row);
    }

    /** What a client's settlements leave over: of a purchase what the client paid beyond what the street got. */
    private long margin(int row) {
        long over = isClient.test(accountId(row)) ? clientSettledMinor(row) - settledMinor(row) : 0;
        return isPurchase(row) ? over : -over;
    }

    /** What all clients' settlements so far have left over, by currency. */
    public Margins margins() {
        return margins;
    }

    /** A day ended: what settled five business days before leaves. */
    public void endDay() {
        for (int row = 0; row < rows.end(); row++) {
            rows.set(row, CLOSES, hasSettled(row) ? rows.get(row, CLOSES) + 1 : 0);
        }
        rows.keepOnly(row -> rows.get(row, CLOSES) <= MOST_CLOSES);
        indexAll();
        nets.endDay(id -> rowById.get(id) != Table.NONE);
    }

    private boolean hasSettled(int row) {
        return status(row) == ObligationStatus.SETTLED && amountMinor(row) == settledMinor(row)
            && clientMinor(row) == clientSettledMinor(row) && clientDue(row) == 0
            && failedQuantity(row) == 0 && failedMinor(row) == 0;
    }

    /** An order's trades of one date; exact below 2^46 orders. */
    public static long key(long orderId, int tradeDate) {
        return orderId << DATE_BITS | tradeDate;
    }

    private void index(int row) {
        long key = key(orderId(row), tradeDate(row));
        if (status(row) == ObligationStatus.OPEN) {
            openByKey.put(key, row);
        } else if (openByKey.get(key) == row) {
            openByKey.remove(key);
        }
        waiting.keep(accountId(row), row, clientDue(row) != 0);
    }

    public void instructed(JournalRecord record) {
        sent.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (sent.obligationId() != 0) {
            int row = byId(sent.obligationId());
            rows.set(row, INSTRUCTION, sent.instructionId());
            rowByInstruction.put(sent.instructionId(), row);
            return;
        }
        int set = nets.add(sent);
        for (InstructionSentDecoder.MembersDecoder members = sent.members(); members.hasNext();) {
            int row = byId(members.next().obligationId());
            nets.addMember(set, id(row), instructionId(row));
            rowByInstruction.remove(instructionId(row));
            rows.set(row, INSTRUCTION, sent.instructionId());
        }
    }

    /** Instructions that settle several obligations at once, and those they took the place of. */
    public NetSets nets() {
        return nets;
    }

    public void advised(int row, SettlementStatus status, org.agrona.DirectBuffer buffer, int offset, int length) {
        rows.set(row, ADVISED, status.value());
        rows.set(row, REASON, length == 0 ? 0 : reasons.intern(buffer, offset, length));
    }

    /** Takes up that a part was moved to the fails, or settled out of them when negative. */
    public void failed(int row, long quantity, long amountMinor) {
        money.count(this, row, -1);
        rows.increase(row, FAILED_QUANTITY, quantity);
        rows.increase(row, FAILED, amountMinor);
        money.count(this, row, 1);
    }

    /** Begins a statement of a row as it stands; the caller sets what changes. */
    public ObligationStatedEncoder state(Step step, ObligationStatedEncoder encoder, int row) {
        return step.add(encoder, orderId(row)).obligationId(id(row)).quantity(quantity(row))
            .amountMinor(amountMinor(row)).clientMinor(clientMinor(row)).settledQuantity(settledQuantity(row))
            .settledMinor(settledMinor(row)).clientSettledMinor(clientSettledMinor(row)).accountId(accountId(row))
            .instrumentId(instrumentId(row)).partyId(partyId(row)).tradeDate(tradeDate(row))
            .settlementDate(settlementDate(row)).currency(currency(row)).side(side(row)).status(status(row));
    }

    /** The row an order's trades of a date still add to; {@link Table#NONE}: none. */
    public int open(long orderId, int tradeDate) {
        return (int) openByKey.get(key(orderId, tradeDate));
    }

    /** Row of an instruction for one obligation; {@link Table#NONE}: not known, net, or superseded. */
    public int byInstruction(long instructionId) {
        return (int) rowByInstruction.get(instructionId);
    }

    /** Row of an obligation; {@link Table#NONE}: not known. */
    public int byId(long obligationId) {
        return (int) rowById.get(obligationId);
    }

    /** The first row whose id is beyond one; the count: there is none. */
    public int after(long obligationId) {
        int low = 0;
        int high = rows.end();
        while (low < high) {
            int middle = low + high >>> 1;
            if (id(middle) <= obligationId) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** What of the client's leg is due by now and not settled: of a purchase what the client pays, else gets. */
    public long clientDue(int row) {
        return clientDue(row, settledQuantity(row));
    }

    /** As {@link #clientDue(int)}, were so much settled; parts are rounded so that they add up to the whole. */
    public long clientDue(int row, long settledQuantity) {
        if (quantity(row) == 0) {
            return -clientSettledMinor(row);
        }
        long whole = clientMinor(row);
        long target = Money.product(Math.abs(whole), settledQuantity, quantity(row), false);
        return Long.signum(whole) * target - clientSettledMinor(row);
    }

    /** Client legs that wait for money. */
    public WaitingLegs waiting() {
        return waiting;
    }

    /** How many there are; their rows run from 0. */
    public int count() {
        return rows.end();
    }

    /** Seq of its first statement. */
    public long id(int row) {
        return rows.get(row, ID);
    }

    /** The order it is of. */
    public long orderId(int row) {
        return rows.get(row, ORDER);
    }

    /** What is to be received or delivered. */
    public long quantity(int row) {
        return rows.get(row, QUANTITY);
    }

    /** What the street pays or gets, positive. */
    public long amountMinor(int row) {
        return rows.get(row, AMOUNT);
    }

    /** What the client pays or gets, with fees; 0: own account. */
    public long clientMinor(int row) {
        return rows.get(row, CLIENT);
    }

    /** What was received or delivered. */
    public long settledQuantity(int row) {
        return rows.get(row, SETTLED_QUANTITY);
    }

    /** What the street paid or got. */
    public long settledMinor(int row) {
        return rows.get(row, SETTLED);
    }

    /** What is still to be received or delivered. */
    public long openQuantity(int row) {
        return quantity(row) - settledQuantity(row);
    }

    /** What the street is still to pay or get, positive. */
    public long openMinor(int row) {
        return amountMinor(row) - settledMinor(row);
    }

    /** What the client paid or got. */
    public long clientSettledMinor(int row) {
        return rows.get(row, CLIENT_SETTLED);
    }

    /** Account that traded. */
    public int accountId(int row) {
        return (int) rows.get(row, ACCOUNT);
    }

    /** What was traded. */
    public int instrumentId(int row) {
        return (int) rows.get(row, INSTRUMENT);
    }

    /** The CCP. */
    public int partyId(int row) {
        return (int) rows.get(row, PARTY);
    }

    /** Epoch days. */
    public int tradeDate(int row) {
        return (int) rows.get(row, TRADE_DATE);
    }

    /** Epoch days. */
    public int settlementDate(int row) {
        return (int) rows.get(row, SETTLEMENT_DATE);
    }

    /** ISO 4217 number. */
    public int currency(int row) {
        return (int) rows.get(row, CURRENCY);
    }

    /** Side of the trades. */
    public Side side(int row) {
        return Side.get((short) rows.get(row, SIDE));
    }

    /** Whether it receives against payment. */
    public boolean isPurchase(int row) {
        return rows.get(row, SIDE) == Side.BUY.value();
    }

    /** How far it is. */
    public ObligationStatus status(int row) {
        return ObligationStatus.get((short) rows.get(row, STATUS));
    }

    /** Part of the quantity that stands among the fails. */
    public long failedQuantity(int row) {
        return rows.get(row, FAILED_QUANTITY);
    }

    /** Part of the amount that stands among the fails. */
    public long failedMinor(int row) {
        return rows.get(row, FAILED);
    }

    /** Its instruction; 0: not instructed. */
    public long instructionId(int row) {
        return rows.get(row, INSTRUCTION);
    }

    /** Status the custodian advised last; null: none. */
    public SettlementStatus advised(int row) {
        return rows.get(row, ADVISED) == 0 ? null : SettlementStatus.get((short) rows.get(row, ADVISED));
    }

    /** Reason code advised last; empty: none. Allocates. */
    public String reason(int row) {
        return rows.get(row, REASON) == 0 ? "" : reasons.text((int) rows.get(row, REASON));
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        reasons.save(sink);
        margins.save(sink);
        nets.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        reasons.load(source);
        margins.load(source);
        nets.load(source);
        indexAll();
    }

    private void indexAll() {
        rowById.clear();
        openByKey.clear();
        rowByInstruction.clear();
        waiting.clear();
        for (int row = 0; row < rows.end(); row++) {
            rowById.put(id(row), row);
            if (instructionId(row) != 0 && !nets.knows(instructionId(row))) {
                rowByInstruction.put(instructionId(row), row);
            }
            index(row);
        }
    }
}
