package throughline.back;

import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import throughline.firm.FirmState;
import throughline.ledger.Chart;
import throughline.message.AccountDefinedDecoder;
import throughline.message.AccountDefinedEncoder;
import throughline.message.AccountKind;
import throughline.message.Capacity;
import throughline.message.CashImportedDecoder;
import throughline.message.CashImportedEncoder;
import throughline.message.EntryKind;
import throughline.message.FeeDefinedEncoder;
import throughline.message.HoldingImportedDecoder;
import throughline.message.HoldingImportedEncoder;
import throughline.message.InstrumentDefinedDecoder;
import throughline.message.InstrumentDefinedEncoder;
import throughline.message.JournalRecord;
import throughline.message.PartyDefinedDecoder;
import throughline.message.PartyDefinedEncoder;
import throughline.message.PositionDefinedEncoder;
import throughline.message.PriceDefinedDecoder;
import throughline.message.PriceDefinedEncoder;
import throughline.message.TickTableDefinedDecoder;
import throughline.message.TickTableDefinedEncoder;
import throughline.office.Outcome;
import throughline.office.Step;
import throughline.reference.FeeTable;
import throughline.settlement.AccountMoney;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Texts;

/**
 * Takes the reference data and the opening entries of the first start, one draft at a time, by the office itself and
 * only until the first day opens. Each draft may come again: it is then known by its id or key and changes nothing. The
 * first price names the business date that the opening entries are of. One thread.
 */
final class ReferenceImport implements State {
    private static final byte[] CAPITAL = "capital".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DEPOSIT = "client deposit".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HOLDING = "opening holding".getBytes(StandardCharsets.US_ASCII);

    private final FirmState firm;
    private final AccountMoney money;
    private final FeeTable fees;
    private final Texts lines = new Texts(1 << 10, 1 << 14);
    private final PartyDefinedDecoder party = new PartyDefinedDecoder();
    private final PartyDefinedEncoder partyDefined = new PartyDefinedEncoder();
    private final TickTableDefinedDecoder tickTable = new TickTableDefinedDecoder();
    private final TickTableDefinedEncoder tickTableDefined = new TickTableDefinedEncoder();
    private final InstrumentDefinedDecoder instrument = new InstrumentDefinedDecoder();
    private final InstrumentDefinedEncoder instrumentDefined = new InstrumentDefinedEncoder();
    private final AccountDefinedDecoder account = new AccountDefinedDecoder();
    private final AccountDefinedEncoder accountDefined = new AccountDefinedEncoder();
    private final FeeDefinedEncoder feeDefined = new FeeDefinedEncoder();
    private final PriceDefinedDecoder price = new PriceDefinedDecoder();
    private final PriceDefinedEncoder priceDefined = new PriceDefinedEncoder();
    private final CashImportedDecoder cash = new CashImportedDecoder();
    private final CashImportedEncoder cashImported = new CashImportedEncoder();
    private final HoldingImportedDecoder holding = new HoldingImportedDecoder();
    private final HoldingImportedEncoder holdingImported = new HoldingImportedEncoder();
    private final PositionDefinedEncoder positionDefined = new PositionDefinedEncoder();

    ReferenceImport(FirmState firm, FeeTable fees, AccountMoney money) {
        this.firm = firm;
        this.money = money;
        this.fees = fees;
    }

    /** Decides on a draft of any of its kinds. */
    void command(JournalRecord draft, Step step) {
        if (step.actor() != 0) {
            step.answer(Outcome.FORBIDDEN, 0);
            return;
        }
        switch (draft.templateId()) {
            case PartyDefinedDecoder.TEMPLATE_ID -> party(draft, step);
            case TickTableDefinedDecoder.TEMPLATE_ID -> tickTable(draft, step);
            case InstrumentDefinedDecoder.TEMPLATE_ID -> instrument(draft, step);
            case AccountDefinedDecoder.TEMPLATE_ID -> account(draft, step);
            case FeeDefinedEncoder.TEMPLATE_ID -> fee(draft, step);
            case PriceDefinedDecoder.TEMPLATE_ID -> price(draft, step);
            case CashImportedDecoder.TEMPLATE_ID -> cash(draft, step);
            default -> holding(draft, step);
        }
    }

    /** Answers whether a draft goes on: it is new, its references are known, and nothing has opened yet. */
    private boolean goesOn(Step step, boolean known, boolean fits) {
        if (known) {
            step.answer(Outcome.REPEATED, 0);
        } else if (firm.isOpen() || !fits) {
            step.answer(Outcome.WRONG_STATE, 0);
        } else {
            step.answer(Outcome.RECORDED, step.nextSeq());
            return true;
        }
        return false;
    }

    private static boolean isNext(int id, int end) {
        return id == Math.max(1, end);
    }

    private void party(JournalRecord draft, Step step) {
        party.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        int id = party.partyId();
        if (goesOn(step, firm.parties.isKnown(id), isNext(id, firm.parties.end()))) {
            step.adopt(partyDefined, draft, 0);
        }
    }

    private void tickTable(JournalRecord draft, Step step) {
        tickTable.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        int table = tickTable.tickTable();
        if (goesOn(step, firm.ticks.isKnown(table), table > 0 && tickTable.ticks().count() > 0)) {
            step.adopt(tickTableDefined, draft, 0);
        }
    }

    private void instrument(JournalRecord draft, Step step) {
        instrument.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        int id = instrument.instrumentId();
        int table = instrument.tickTable();
        boolean fits = isNext(id, firm.instruments.end()) && (table == 0 || firm.ticks.isKnown(table));
        if (goesOn(step, firm.instruments.isKnown(id), fits)) {
            step.adopt(instrumentDefined, draft, 0);
        }
    }

    private void account(JournalRecord draft, Step step) {
        account.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        int id = account.accountId();
        boolean fits = isNext(id, firm.accounts.end()) && firm.parties.isKnown(account.partyId());
        if (goesOn(step, firm.accounts.isKnown(id), fits)) {
            step.adopt(accountDefined, draft, 0);
        }
    }

    private void fee(JournalRecord draft, Step step) {
        if (goesOn(step, fees.has(draft), true)) {
            step.adopt(feeDefined, draft, 0);
        }
    }

    private void price(JournalRecord draft, Step step) {
        price.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        int id = price.instrumentId();
        int date = price.businessDate();
        boolean fits = firm.instruments.isKnown(id) && price.priceE8() > 0 && firm.calendar.isBusinessDate(date)
            && (firm.ledger.openDate() == 0 || firm.ledger.openDate() == date);
        if (goesOn(step, fits && firm.instruments.priceE8(id) != 0, fits)) {
            step.adopt(priceDefined, draft, 0);
        }
    }

    private void cash(JournalRecord draft, Step step) {
        cash.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        boolean fits = mayOpen(cash.accountId()) && cash.amountMinor() > 0;
        if (!goesOn(step, isKnownCashLine(), fits)) {
            return;
        }
        long line = step.nextSeq();
        int account = cash.accountId();
        int currency = cash.currency();
        long amount = cash.amountMinor();
        boolean client = firm.accounts.kind(account) == AccountKind.CLIENT;
        int date = firm.ledger.openDate();
        step.adopt(cashImported, draft, 0);
        firm.booking.begin().entry(EntryKind.OPENING, 0, line, date, date, client ? DEPOSIT : CAPITAL);
        money.begin(account);
        if (client) {
            money.credit(currency, amount);
            firm.booking.post(Chart.CLIENT_MONEY, currency, 0, firm.bank(), 0, Capacity.CLIENT, amount)
                .post(Chart.CLIENT_CREDIT, currency, account, firm.accounts.partyId(account), 0, Capacity.CLIENT,
                    -amount);
        } else {
            firm.booking.post(Chart.CASH, currency, 0, firm.bank(), 0, Capacity.OWN, amount)
                .post(Chart.CAPITAL, currency, account, 0, 0, Capacity.OWN, -amount);
        }
        firm.booking.write(step);
        money.write(step);
    }

    private boolean mayOpen(int account) {
        return firm.ledger.openDate() != 0 && firm.accounts.isKnown(account)
            && firm.accounts.kind(account) != AccountKind.OUTSIDE;
    }

    private boolean isKnownCashLine() {
        return lines.find(cash.buffer(), cashLineAt(), cash.lineLength()) != 0;
    }

    private int cashLineAt() {
        return cash.limit() + CashImportedDecoder.lineHeaderLength();
    }

    private void holding(JournalRecord draft, Step step) {
        holding.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        int account = holding.accountId();
        int unit = holding.instrumentId();
        long quantity = holding.quantity();
        boolean fits = mayOpen(account) && firm.instruments.isKnown(unit) && quantity > 0 && holding.costMinor() >= 0;
        if (!goesOn(step, lines.find(holding.buffer(), holdingLineAt(), holding.lineLength()) != 0, fits)) {
            return;
        }
        long line = step.nextSeq();
        boolean client = firm.accounts.kind(account) == AccountKind.CLIENT;
        int date = firm.ledger.openDate();
        step.adopt(holdingImported, draft, 0);
        firm.booking.begin().entry(EntryKind.OPENING, 0, line, date, date, HOLDING);
        if (client) {
            firm.booking.post(Chart.CLIENT, unit, account, firm.accounts.partyId(account), 0, Capacity.CLIENT,
                quantity);
        } else {
            int currency = firm.instruments.currency(unit);
            firm.booking.post(Chart.SECURITIES_OWNED, currency, account, 0, unit, Capacity.OWN, holding.costMinor())
                .post(Chart.CAPITAL, currency, account, 0, 0, Capacity.OWN, -holding.costMinor())
                .post(Chart.INVENTORY, unit, account, 0, 0, Capacity.OWN, quantity);
        }
        firm.booking.post(Chart.DEPOT, unit, 0, firm.custodian(), 0, client ? Capacity.CLIENT : Capacity.OWN,
            -quantity).write(step);
        step.add(positionDefined, 0).accountId(account).instrumentId(unit).quantity(quantity);
    }

    private int holdingLineAt() {
        return holding.limit() + HoldingImportedDecoder.lineHeaderLength();
    }

    /** Takes up a record of any of its kinds. */
    void apply(JournalRecord record) {
        switch (record.templateId()) {
            case PartyDefinedDecoder.TEMPLATE_ID -> firm.parties.state(record);
            case TickTableDefinedDecoder.TEMPLATE_ID -> firm.ticks.state(record);
            case InstrumentDefinedDecoder.TEMPLATE_ID -> firm.instruments.state(record);
            case AccountDefinedDecoder.TEMPLATE_ID -> firm.accounts.state(record);
            case FeeDefinedEncoder.TEMPLATE_ID -> fees.define(record);
            case PriceDefinedDecoder.TEMPLATE_ID -> {
                price.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                firm.instruments.price(price.instrumentId(), price.priceE8(), price.kind(), price.businessDate(),
                    record.timeNs());
                firm.ledger.openDay(price.businessDate());
            }
            case CashImportedDecoder.TEMPLATE_ID -> {
                cash.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                remember(cash.buffer(), cashLineAt(), cash.lineLength());
            }
            default -> {
                holding.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                remember(holding.buffer(), holdingLineAt(), holding.lineLength());
            }
        }
    }

    private void remember(DirectBuffer buffer, int at, int length) {
        lines.intern(buffer, at, length);
    }

    @Override
    public void save(StateSink sink) {
        lines.save(sink);
    }

    @Override
    public void load(StateSource source) {
        lines.load(source);
    }
}
