package throughline.close;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.firm.ClosingWork;
import throughline.firm.Deed;
import throughline.firm.FirmState;
import throughline.firm.Refusal;
import throughline.ledger.EntryChain;
import throughline.message.DayClosedDecoder;
import throughline.message.DayClosedEncoder;
import throughline.message.DayClosingDecoder;
import throughline.message.DayClosingEncoder;
import throughline.message.DayOpeningDecoder;
import throughline.message.DayOpeningEncoder;
import throughline.message.DayProvedEncoder;
import throughline.message.DayReopenedDecoder;
import throughline.message.DayResealedDecoder;
import throughline.message.DayResealedEncoder;
import throughline.message.ExceptionCode;
import throughline.message.JournalRecord;
import throughline.message.RiskDayClosedDecoder;
import throughline.office.Outcome;
import throughline.office.Step;
import throughline.settlement.AccountMoney;
import throughline.settlement.Obligations;
import throughline.state.State;
import throughline.state.StateHash;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * Opens the first business day and closes each: asked for, then, once risk has closed, in slices: the works of the
 * close in their order, then the proofs and the seal. Closing settles nothing at the street. A day that two people
 * reopened is proved and sealed again. One thread.
 */
public final class Days implements State {
    private final FirmState firm;
    private final AccountMoney money;
    private final ClosingPrices prices = new ClosingPrices();
    private final PositionStatements positions;
    private final Sweep sweep;
    private final List<ClosingWork> works = new ArrayList<>();
    private final Findings findings;
    private final DayOpeningDecoder opening = new DayOpeningDecoder();
    private final DayOpeningEncoder dayOpening = new DayOpeningEncoder();
    private final DayClosingDecoder closing = new DayClosingDecoder();
    private final DayClosingEncoder dayClosing = new DayClosingEncoder();
    private final DayProvedEncoder dayProved = new DayProvedEncoder();
    private final DayClosedDecoder closed = new DayClosedDecoder();
    private final DayClosedEncoder dayClosed = new DayClosedEncoder();
    private final DayReopenedDecoder reopened = new DayReopenedDecoder();
    private final DayResealedDecoder resealed = new DayResealedDecoder();
    private final DayResealedEncoder dayResealed = new DayResealedEncoder();
    private final RiskDayClosedDecoder riskDayClosed = new RiskDayClosedDecoder();
    private final DayList list = new DayList();
    private final SignOffs signOffs;
    private final UnsafeBuffer head = new UnsafeBuffer(new byte[EntryChain.HEAD_LENGTH]);
    private long closingSeq;
    private long provedSeq;
    private long lastClosingSeq;

    /**
     * No day yet.
     *
     * @param first works of a close, in their order: before its marks, its instructions, what it states for the next
     *     day, and its sweep
     */
    public Days(FirmState firm, Obligations obligations, AccountMoney money, Sweep sweep, List<ClosingWork> first) {
        this.firm = firm;
        this.money = money;
        this.sweep = sweep;
        works.addAll(first);
        works.add(new Marks(firm, prices));
        works.add(new Revaluation(firm, prices));
        works.add(new Instructing(firm, obligations));
        positions = new PositionStatements(firm);
        findings = new Findings(firm, obligations, prices, sweep);
        signOffs = new SignOffs(firm, list);
    }

    /** How two people open the last closed day again. */
    public Deed reopening() {
        return new Reopening(firm, list);
    }

    public DayList list() {
        return list;
    }

    /** Who answers for which day. */
    public SignOffs signOffs() {
        return signOffs;
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

    /** Decides on the close of the open day, or of one that was reopened. */
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
        } else if (request != Table.NONE) {
            step.answer(Outcome.REPEATED, firm.requests.seq(request));
        } else if (date == firm.ledger.openDate() && isClosing()) {
            step.answer(Outcome.REPEATED, closingSeq);
        } else if (date != 0 && date == firm.ledger.reopenedDate()) {
            reseal(step, date, hash, draft.buffer(), keyAt, closing.requestKeyLength());
        } else if (list.isLastClosed(date)) {
            step.answer(Outcome.REPEATED, lastClosingSeq);
        } else if (date != firm.ledger.openDate()) {
            step.answer(Outcome.WRONG_STATE, 0);
        } else if (firm.ledger.reopenedDate() != 0) {
            Refusal.DAY_REOPENED.answer(step);
        } else {
            step.answer(Outcome.RECORDED, step.nextSeq());
            step.adopt(dayClosing, draft, 0);
        }
    }

    /** Decides on the close of a reopened day by the record that it leads to, as whoever decides anew has it. */
    public void closeAgain(JournalRecord draft, Step step) {
        resealed.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        int date = resealed.businessDate();
        int keyAt = resealed.limit() + DayResealedDecoder.requestKeyHeaderLength();
        if (!firm.mayOperate(step.actor())) {
            step.answer(Outcome.FORBIDDEN, 0);
        } else if (firm.requests.answersRepeat(step, draft.buffer(), keyAt, resealed.requestKeyLength(),
            resealed.bodyHash())) {
            return;
        } else if (date == 0 || date != firm.ledger.reopenedDate()) {
            step.answer(Outcome.WRONG_STATE, 0);
        } else {
            reseal(step, date, resealed.bodyHash(), draft.buffer(), keyAt, resealed.requestKeyLength());
        }
    }

    private void reseal(Step step, int date, long hash, DirectBuffer key, int keyAt, int keyLength) {
        step.answer(Outcome.RECORDED, step.nextSeq());
        firm.ledger.prove();
        firm.ledger.chain().copyHead(head, 0);
        step.add(dayResealed, 0).businessDate(date).entries(firm.ledger.entries()).bodyHash(hash)
            .putHead(head.byteArray(), 0, EntryChain.HEAD_LENGTH)
            .putRequestKey(key, keyAt, keyLength);
    }

    /** Two people reopened a day: its sign-off lapses. */
    public void applyReopened(JournalRecord record) {
        reopened.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = list.find(reopened.businessDate());
        firm.ledger.reopen(reopened.businessDate());
        list.reopened(row, record.seq());
        signOffs.lapse(row);
    }

    /** A reopened day was closed again. */
    public void applyResealed(JournalRecord record) {
        resealed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int at = record.body() + DayResealedDecoder.headEncodingOffset();
        firm.ledger.reopen(0);
        list.resealed(list.find(resealed.businessDate()), record.seq(), resealed.entries(), record.buffer(), at);
        firm.requests.add(record.actor(), record.buffer(),
            resealed.limit() + DayResealedDecoder.requestKeyHeaderLength(), resealed.requestKeyLength(),
            resealed.bodyHash(), record.seq());
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
        prices.apply(record);
        works.forEach(ClosingWork::begin);
        positions.begin();
        money.close(firm.ledger.openDate());
    }

    /** A slice of the close. */
    public void work(Step step) {
        for (int i = 0; i < works.size(); i++) {
            if (works.get(i).write(step)) {
                return;
            }
        }
        if (positions.write(step)) {
            return;
        }
        money.writeAll(step);
        if (step.records() > 0 || sweep.write(step)) {
            return;
        }
        int date = firm.ledger.openDate();
        firm.ledger.prove();
        firm.ledger.chain().copyHead(head, 0);
        step.add(dayClosed, 0).businessDate(date).nextDate(firm.calendar.nextBusinessDate(date))
            .entries(firm.ledger.entries()).putHead(head.byteArray(), 0, EntryChain.HEAD_LENGTH);
    }

    public void applyPosition(JournalRecord record) {
        if (provedSeq != 0) {
            positions.apply(record);
        }
    }

    /** Ends the day and opens the next one. */
    public void applyClosed(JournalRecord record) {
        closed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        findings.tell(list);
        list.closed(record.seq(), closed.entries(), record.buffer(),
            record.body() + DayClosedDecoder.headEncodingOffset());
        list.opened(closed.nextDate(), record.seq());
        firm.openDay(closed.nextDate());
        firm.requests.clear();
        firm.exceptions.endDay();
        sweep.endDay();
        money.closed();
        lastClosingSeq = closingSeq;
        closingSeq = 0;
        provedSeq = 0;
    }

    @Override
    public void save(StateSink sink) {
        list.save(sink);
        signOffs.save(sink);
        prices.save(sink);
        positions.save(sink);
        sink.putLong(closingSeq);
        sink.putLong(provedSeq);
        sink.putLong(lastClosingSeq);
    }

    @Override
    public void load(StateSource source) {
        list.load(source);
        signOffs.load(source);
        prices.load(source);
        works.forEach(ClosingWork::begin);
        positions.load(source);
        closingSeq = source.getLong();
        provedSeq = source.getLong();
        lastClosingSeq = source.getLong();
    }
}
