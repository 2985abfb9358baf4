package throughline.close;

import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.firm.ClosingWork;
import throughline.firm.FirmState;
import throughline.ledger.Chart;
import throughline.ledger.EntryChain;
import throughline.ledger.LedgerAccounts;
import throughline.message.DayClosedDecoder;
import throughline.message.DayClosedEncoder;
import throughline.message.DayClosingDecoder;
import throughline.message.DayClosingEncoder;
import throughline.message.DayOpeningDecoder;
import throughline.message.DayOpeningEncoder;
import throughline.message.DayProvedEncoder;
import throughline.message.ExceptionCode;
import throughline.message.InstructionSentEncoder;
import throughline.message.JournalRecord;
import throughline.message.ObligationStatedEncoder;
import throughline.message.ObligationStatus;
import throughline.message.PositionDefinedDecoder;
import throughline.message.PositionDefinedEncoder;
import throughline.message.RiskDayClosedDecoder;
import throughline.office.Outcome;
import throughline.office.Step;
import throughline.settlement.AccountMoney;
import throughline.settlement.Obligations;
import throughline.settlement.Settling;
import throughline.state.State;
import throughline.state.StateHash;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * Opens the first business day and closes each: asked for, then, once risk has closed, in slices: client legs that can
 * settle by now, an instruction for each new obligation, the positions and the money the next day begins with, the
 * sweep, the proofs, and the seal. Closing settles nothing at the street. One thread.
 */
public final class Days implements State {
    /** Records that one more instruction adds to a slice. */
    private static final int INSTRUCTION_RECORDS = 2;

    private final FirmState firm;
    private final Obligations obligations;
    private final Settling settling;
    private final Sweep sweep;
    private final AccountMoney money;
    private final List<ClosingWork> closingWork;
    private final DayOpeningDecoder opening = new DayOpeningDecoder();
    private final DayOpeningEncoder dayOpening = new DayOpeningEncoder();
    private final DayClosingDecoder closing = new DayClosingDecoder();
    private final DayClosingEncoder dayClosing = new DayClosingEncoder();
    private final DayProvedEncoder dayProved = new DayProvedEncoder();
    private final DayClosedDecoder closed = new DayClosedDecoder();
    private final DayClosedEncoder dayClosed = new DayClosedEncoder();
    private final RiskDayClosedDecoder riskDayClosed = new RiskDayClosedDecoder();
    private final InstructionSentEncoder instructionSent = new InstructionSentEncoder();
    private final ObligationStatedEncoder obligationStated = new ObligationStatedEncoder();
    private final PositionDefinedDecoder position = new PositionDefinedDecoder();
    private final PositionDefinedEncoder positionDefined = new PositionDefinedEncoder();
    private final DayList list = new DayList();
    private final UnsafeBuffer head = new UnsafeBuffer(new byte[EntryChain.HEAD_LENGTH]);
    private long closingSeq;
    private long provedSeq;
    private long lastClosingSeq;
    private int nextObligation;
    private int nextPosition = 1;

    public Days(FirmState firm, Obligations obligations, Settling settling, Sweep sweep, AccountMoney money,
        List<ClosingWork> closingWork) {
        this.firm = firm;
        this.closingWork = closingWork;
        this.obligations = obligations;
        this.settling = settling;
        this.sweep = sweep;
        this.money = money;
    }

    public DayList list() {
        return list;
    }

    public boolean isClosing() {
        return closingSeq != 0;
    }

    /** Seq of the record that names the work left; 0: none. */
    public long workSeq() {
        return provedSeq;
    }

    /** Decides on the first day's opening; count and hash are of what was imported. */
    public void open(JournalRecord draft, Step step, int imported) {
        opening.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        int date = opening.businessDate();
        boolean known = firm.isOpen() && list.count() > 0 && list.date(0) == date;
        if (step.actor() != 0) {
            step.answer(Outcome.FORBIDDEN, 0);
        } else if (known) {
            step.answer(Outcome.REPEATED, 0);
        } else if (firm.isOpen() || !firm.calendar.isBusinessDate(date)
            || firm.ledger.openDate() != 0 && firm.ledger.openDate() != date) {
            step.answer(Outcome.WRONG_STATE, 0);
        } else {
            step.answer(Outcome.RECORDED, step.nextSeq());
            step.adopt(dayOpening, draft, 0).count(imported).hash(StateHash.of(firm));
        }
    }

    public void applyOpening(JournalRecord record) {
        opening.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        firm.openDay(opening.businessDate());
        list.opened(opening.businessDate(), record.seq());
    }

    public void close(JournalRecord draft, Step step) {
        closing.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        int date = closing.businessDate();
        long hash = closing.bodyHash();
        int keyAt = closing.limit() + DayClosingDecoder.requestKeyHeaderLength();
        int request = firm.requests.find(step.actor(), closing.buffer(), keyAt, closing.requestKeyLength());
        if (!firm.mayOperate(step.actor())) {
            step.answer(Outcome.FORBIDDEN, 0);
        } else if (!firm.isOpen()) {
            step.answer(Outcome.NOT_READY, 0);
        } else if (request != Table.NONE && firm.requests.bodyHash(request) != hash) {
            step.answer(Outcome.CONFLICT, firm.requests.seq(request));
        } else if (date == firm.ledger.openDate() && isClosing()) {
            step.answer(Outcome.REPEATED, closingSeq);
        } else if (list.isLastClosed(date)) {
            step.answer(Outcome.REPEATED, lastClosingSeq);
        } else if (date != firm.ledger.openDate()) {
            step.answer(Outcome.WRONG_STATE, 0);
        } else {
            step.answer(Outcome.RECORDED, step.nextSeq());
            step.adopt(dayClosing, draft, 0);
        }
    }

    public void applyClosing(JournalRecord record) {
        closing.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        closingSeq = record.seq();
        list.closing(record.seq());
        long hash = closing.bodyHash();
        firm.requests.add(record.actor(), closing.buffer(),
            closing.limit() + DayClosingDecoder.requestKeyHeaderLength(), closing.requestKeyLength(), hash,
            record.seq());
    }

    public void decideRiskClosed(JournalRecord record, Step step) {
        riskDayClosed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int date = riskDayClosed.businessDate();
        if (!isClosing() || provedSeq != 0 || date != firm.ledger.openDate()) {
            firm.exceptions.raise(step, 0, record.seq(), ExceptionCode.CONTRADICTION,
                "risk closed a day that is not closing");
            return;
        }
        step.add(dayProved, 0).businessDate(date).baseCurrency(riskDayClosed.baseCurrency());
        RiskDayClosedDecoder.ClosingsDecoder prices = riskDayClosed.closings();
        DayProvedEncoder.ClosingsEncoder closings = dayProved.closingsCount(prices.count());
        while (prices.hasNext()) {
            prices.next();
            closings.next().instrumentId(prices.instrumentId()).priceE8(prices.priceE8());
        }
        RiskDayClosedDecoder.RatesDecoder said = riskDayClosed.rates();
        DayProvedEncoder.RatesEncoder rates = dayProved.ratesCount(said.count());
        while (said.hasNext()) {
            said.next();
            rates.next().currency(said.currency()).rateE8(said.rateE8());
        }
    }

    public void applyProved(JournalRecord record) {
        provedSeq = record.seq();
        nextPosition = 1;
        money.close(firm.ledger.openDate());
    }

    /** A slice of the close. */
    public void work(Step step) {
        int date = firm.ledger.openDate();
        for (int account = 1; account < firm.accounts.end(); account++) {
            if (settling.settleWaiting(step, account, date)) {
                return;
            }
        }
        for (ClosingWork one : closingWork) {
            if (one.write(step)) {
                return;
            }
        }
        instruct(step);
        positions(step);
        if (step.records() == 0) {
            money.writeAll(step);
        }
        if (step.records() > 0 || sweep.write(step)) {
            return;
        }
        firm.ledger.prove();
        firm.ledger.chain().copyHead(head, 0);
        step.add(dayClosed, 0).businessDate(date).nextDate(firm.calendar.nextBusinessDate(date))
            .entries(firm.ledger.entries()).putHead(head.byteArray(), 0, EntryChain.HEAD_LENGTH);
    }

    private void instruct(Step step) {
        for (int row = nextObligation; row < obligations.count()
            && step.records() + INSTRUCTION_RECORDS <= Step.MAX_SLICE; row++) {
            if (obligations.status(row) != ObligationStatus.OPEN) {
                continue;
            }
            long id = step.nextSeq();
            step.add(instructionSent, obligations.orderId(row)).instructionId(id).obligationId(obligations.id(row))
                .quantity(obligations.quantity(row)).amountMinor(obligations.amountMinor(row))
                .accountId(obligations.accountId(row)).instrumentId(obligations.instrumentId(row))
                .custodianId(firm.custodian()).settlementDate(obligations.settlementDate(row))
                .currency(obligations.currency(row)).side(obligations.side(row));
            obligations.state(step, obligationStated, row).status(ObligationStatus.INSTRUCTED);
        }
    }

    public void applyInstruction(long obligationId) {
        nextObligation = obligations.byId(obligationId) + 1;
    }

    private void positions(Step step) {
        LedgerAccounts accounts = firm.ledger.accounts();
        for (int id = nextPosition; id <= accounts.count() && step.records() < Step.MAX_SLICE; id++) {
            if (isPosition(accounts.chart(id)) && accounts.balance(id) != 0) {
                step.add(positionDefined, 0).accountId(accounts.book(id)).instrumentId(accounts.unit(id))
                    .quantity(accounts.balance(id));
            }
        }
    }

    private static boolean isPosition(int chart) {
        return chart == Chart.INVENTORY.number() || chart == Chart.CLIENT.number();
    }

    public void applyPosition(JournalRecord record) {
        if (provedSeq == 0) {
            return;
        }
        position.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        LedgerAccounts accounts = firm.ledger.accounts();
        int id = nextPosition;
        while (!isPosition(accounts.chart(id)) || accounts.book(id) != position.accountId()
            || accounts.unit(id) != position.instrumentId()) {
            id++;
        }
        nextPosition = id + 1;
    }

    /** Ends the day and opens the next one. */
    public void applyClosed(JournalRecord record) {
        closed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        list.closed(record.seq(), closed.entries());
        list.opened(closed.nextDate(), record.seq());
        firm.openDay(closed.nextDate());
        firm.requests.clear();
        lastClosingSeq = closingSeq;
        closingSeq = 0;
        provedSeq = 0;
        money.closed();
    }

    @Override
    public void save(StateSink sink) {
        list.save(sink);
        sink.putLong(closingSeq);
        sink.putLong(provedSeq);
        sink.putLong(lastClosingSeq);
        sink.putLong(nextObligation);
        sink.putLong(nextPosition);
    }

    @Override
    public void load(StateSource source) {
        list.load(source);
        closingSeq = source.getLong();
        provedSeq = source.getLong();
        lastClosingSeq = source.getLong();
        nextObligation = (int) source.getLong();
        nextPosition = (int) source.getLong();
    }
}
