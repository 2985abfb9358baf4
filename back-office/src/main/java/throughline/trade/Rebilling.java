package throughline.trade;

import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.agrona.collections.LongHashSet;
import throughline.firm.Deed;
import throughline.firm.FirmState;
import throughline.message.AccountKind;
import throughline.message.ExceptionCode;
import throughline.message.JournalRecord;
import throughline.message.OrderRebilledDecoder;
import throughline.message.OrderRebilledEncoder;
import throughline.message.RebillingBegunDecoder;
import throughline.message.RebillingEndedDecoder;
import throughline.message.RebillingEndedEncoder;
import throughline.message.Side;
import throughline.office.Outcome;
import throughline.office.Step;
import throughline.settlement.AccountMoney;
import throughline.settlement.Obligations;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * Charges orders of closed days again, by the fee tables of now: the difference to what each was charged, once in a
 * re-billing. What an order traded and was charged is read from the books and comes with the draft; the amounts are
 * computed here. An order that is charged what it should be changes nothing. One thread.
 */
public final class Rebilling implements State {
    private static final int ID = 0;
    private static final int ENTRIES = 1;
    private static final int FROM = 2;
    private static final int TO = 3;
    private static final int ACCOUNT = 4;
    private static final int BEGUN_NS = 5;
    private static final int ENDED_NS = 6;
    private static final int ORDERS = 7;
    private static final int COLUMNS = 8;

    private final FirmState firm;
    private final Fees fees;
    private final AccountMoney money;
    private final BooleanSupplier closes;
    private final TradeEntries entries;
    private final Table rows = new Table(COLUMNS, 16);
    private final Table done = new Table(1, 1 << 10);
    private final LongHashSet doneKeys = new LongHashSet();
    private final RebillingBegunDecoder begun = new RebillingBegunDecoder();
    private final RebillingEndedDecoder ended = new RebillingEndedDecoder();
    private final RebillingEndedEncoder endedEncoder = new RebillingEndedEncoder();
    private final OrderRebilledDecoder order = new OrderRebilledDecoder();
    private final OrderRebilledEncoder orderEncoder = new OrderRebilledEncoder();

    /**
     * Nothing re-billed yet.
     *
     * @param closes whether the office is at the close of a day, whose sweep may be done already
     */
    public Rebilling(FirmState firm, Fees fees, AccountMoney money, BooleanSupplier closes) {
        this.firm = firm;
        this.fees = fees;
        this.money = money;
        this.closes = closes;
        entries = new TradeEntries(firm);
    }

    /** What two people do about fees: define a row, and charge a span of days again. */
    public List<Deed> deeds() {
        return List.of(new FeeProposals(firm), new RebillingProposals(firm, this));
    }

    /** Decides on the draft of an {@code OrderRebilled} or a {@code RebillingEnded}, asked for by the office itself. */
    public void command(JournalRecord draft, Step step) {
        if (step.actor() != 0) {
            step.answer(Outcome.FORBIDDEN, 0);
        } else if (draft.templateId() == RebillingEndedDecoder.TEMPLATE_ID) {
            end(draft, step);
        } else {
            rebill(draft, step);
        }
    }

    private void rebill(JournalRecord draft, Step step) {
        decode(draft);
        if (closes.getAsBoolean()) {
            step.answer(Outcome.NOT_READY, 0);
        } else if (!isRunning() || order.rebillingId() != id(last()) || !isInSpan()) {
            step.answer(Outcome.WRONG_STATE, 0);
        } else if (doneKeys.contains(Obligations.key(draft.orderId(), order.tradeDate()))) {
            step.answer(Outcome.REPEATED, 0);
        } else {
            charge(draft, step);
        }
    }

    private void decode(JournalRecord record) {
        order.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
    }

    private boolean isInSpan() {
        int account = order.accountId();
        return order.tradeDate() >= fromDate(last()) && order.tradeDate() <= toDate(last())
            && (accountId(last()) == 0 || accountId(last()) == account) && firm.accounts.isKnown(account)
            && firm.accounts.kind(account) != AccountKind.OUTSIDE && firm.instruments.isKnown(order.instrumentId());
    }

    private void charge(JournalRecord draft, Step step) {
        try {
            long[] differences = differences();
            if (Arrays.stream(differences).allMatch(difference -> difference == 0)) {
                step.answer(Outcome.REPEATED, 0);
                return;
            }
            int currency = firm.instruments.currency(order.instrumentId());
            entries.of(draft.orderId(), order, currency);
            money.begin(order.accountId());
            long rise = entries.rebill(differences);
            if (rise != 0) {
                money.credit(currency, rise);
            }
        } catch (ArithmeticException e) {
            step.answer(Outcome.RECORDED, step.nextSeq());
            firm.exceptions.raise(step, draft.orderId(), order.rebillingId(), ExceptionCode.OVERFLOW,
                "re-billed, an amount or a balance does not fit");
            return;
        }
        step.answer(Outcome.RECORDED, step.nextSeq());
        step.adopt(orderEncoder, draft, draft.orderId());
        firm.booking.write(step);
        money.write(step);
    }

    private long[] differences() {
        int account = order.accountId();
        int instrument = order.instrumentId();
        Fees.Payer payer = new Fees.Payer(firm.accounts.kind(account), account, firm.instruments.currency(instrument),
            order.side() != Side.BUY, firm.instruments.quantityScale(instrument));
        long[] differences = fees.targets(payer, order.tradeDate(), order.settlementDate(), order.quantity(),
            order.notionalMinor());
        for (OrderRebilledDecoder.ChargesDecoder charges = order.charges(); charges.hasNext();) {
            charges.next();
            int kind = Arrays.asList(Fees.KINDS).indexOf(charges.kind());
            differences[kind] = Math.subtractExact(differences[kind], charges.chargedMinor());
        }
        return differences;
    }

    private void end(JournalRecord draft, Step step) {
        ended.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        if (!isRunning() || ended.rebillingId() != id(last())) {
            step.answer(Outcome.REPEATED, 0);
        } else {
            step.answer(Outcome.RECORDED, step.nextSeq());
            step.add(endedEncoder, 0).rebillingId(id(last())).orders(done.end());
        }
    }

    /** Takes up a record of any of its kinds. */
    public void apply(JournalRecord record) {
        switch (record.templateId()) {
            case RebillingBegunDecoder.TEMPLATE_ID -> begin(record);
            case OrderRebilledDecoder.TEMPLATE_ID -> rebilled(record);
            default -> {
                rows.set(last(), ENDED_NS, record.timeNs());
                done.clear();
                doneKeys.clear();
            }
        }
    }

    private void begin(JournalRecord record) {
        begun.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = rows.add();
        rows.set(row, ID, begun.rebillingId());
        rows.set(row, ENTRIES, begun.entries());
        rows.set(row, FROM, begun.fromDate());
        rows.set(row, TO, begun.toDate());
        rows.set(row, ACCOUNT, begun.accountId());
        rows.set(row, BEGUN_NS, record.timeNs());
    }

    private void rebilled(JournalRecord record) {
        decode(record);
        long key = Obligations.key(record.orderId(), order.tradeDate());
        done.set(done.add(), 0, key);
        doneKeys.add(key);
        rows.increase(last(), ORDERS, 1);
    }

    private int last() {
        return rows.end() - 1;
    }

    /** Whether one is not done yet: it is the last. */
    public boolean isRunning() {
        return rows.end() > 0 && endedNs(last()) == 0;
    }

    /** How many there were; their rows run from 0. */
    public int count() {
        return rows.end();
    }

    /** Seq of its proposal. */
    public long id(int row) {
        return rows.get(row, ID);
    }

    /** Entries in the chain when it began: what was charged is read as of these or later. */
    public long entries(int row) {
        return rows.get(row, ENTRIES);
    }

    /** First trade date, epoch days. */
    public int fromDate(int row) {
        return (int) rows.get(row, FROM);
    }

    /** Last trade date, epoch days. */
    public int toDate(int row) {
        return (int) rows.get(row, TO);
    }

    /** Whose orders; 0: all. */
    public int accountId(int row) {
        return (int) rows.get(row, ACCOUNT);
    }

    /** Epoch nanoseconds of its approval. */
    public long begunNs(int row) {
        return rows.get(row, BEGUN_NS);
    }

    /** Epoch nanoseconds of its end; 0: it runs. */
    public long endedNs(int row) {
        return rows.get(row, ENDED_NS);
    }

    /** Orders' trade dates that were charged otherwise. */
    public long orders(int row) {
        return rows.get(row, ORDERS);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        done.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        done.load(source);
        doneKeys.clear();
        for (int row = 0; row < done.end(); row++) {
            doneKeys.add(done.get(row, 0));
        }
    }
}
