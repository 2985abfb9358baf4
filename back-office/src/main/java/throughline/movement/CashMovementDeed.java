package throughline.movement;

import static throughline.movement.References.repeats;

import java.util.function.BooleanSupplier;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.firm.Deed;
import throughline.firm.FirmState;
import throughline.firm.Refusal;
import throughline.ledger.Booking;
import throughline.ledger.Chart;
import throughline.message.AccountKind;
import throughline.message.Capacity;
import throughline.message.CashMovementKind;
import throughline.message.CashMovementProposedDecoder;
import throughline.message.CashMovementProposedEncoder;
import throughline.message.EntryKind;
import throughline.message.JournalRecord;
import throughline.office.Step;
import throughline.settlement.AccountMoney;
import throughline.settlement.Obligations;
import throughline.state.Table;

/**
 * Movements of money: clients' deposits and withdrawals, capital, what is paid of fees and of what has accrued, bank
 * charges, and FX deals with their settlement. One entry each. A client's change is told to the other offices in the
 * same step. What a client's legs wait for is not there to withdraw. One thread.
 */
final class CashMovementDeed implements Deed {
    private static final int FIRST_PAYABLE = Chart.EXCHANGE_FEES_PAYABLE.number();
    private static final int LAST_PAYABLE = Chart.TAX_PAYABLE.number();

    private final FirmState firm;
    private final AccountMoney money;
    private final BookedMovements booked;
    private final Accruals accruals;
    private final Obligations obligations;
    private final BooleanSupplier isSealing;
    private final References references;
    private final Cover cover;
    private final KindTexts texts = new KindTexts(CashMovementKind.values());
    private final CashMovementProposedDecoder movement = new CashMovementProposedDecoder();
    private final CashMovementProposedDecoder deal = new CashMovementProposedDecoder();
    private final CashMovementProposedEncoder encoder = new CashMovementProposedEncoder();
    private final JournalRecord proposal = new JournalRecord();

    CashMovementDeed(FirmState firm, Obligations obligations, AccountMoney money, BookedMovements booked,
        Accruals accruals, BooleanSupplier isSealing) {
        this.firm = firm;
        this.obligations = obligations;
        this.money = money;
        this.booked = booked;
        this.accruals = accruals;
        this.isSealing = isSealing;
        references = new References(firm);
        cover = new Cover(firm);
    }

    @Override
    public MessageEncoderFlyweight encoder() {
        return encoder;
    }

    @Override
    public void read(JournalRecord record) {
        movement.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
    }

    @Override
    public long bodyHash() {
        return movement.bodyHash();
    }

    @Override
    public int keyAt() {
        return movement.limit() + CashMovementProposedDecoder.requestKeyHeaderLength();
    }

    @Override
    public int keyLength() {
        return movement.requestKeyLength();
    }

    @Override
    public Refusal prepare() {
        if (isSealing.getAsBoolean()) {
            return Refusal.DAY_CLOSED;
        }
        boolean settles = movement.kind() == CashMovementKind.FX_SETTLED && movement.currency() == 0;
        boolean known = (settles || references.isCurrency(movement.currency()))
            && references.isAccountOrNone(movement.accountId()) && references.isPartyOrNone(movement.partyId());
        Refusal refusal = known ? refusal() : Refusal.UNKNOWN_REFERENCE;
        if (refusal != Refusal.NONE) {
            return refusal;
        }
        book(0);
        return movement.kind() == CashMovementKind.WITHDRAWAL ? cover.credit(movement.accountId(),
            movement.currency(),
            obligations.waiting().awaited(obligations, movement.accountId(), movement.currency())) : Refusal.NONE;
    }

    private Refusal refusal() {
        if (movement.amountMinor() <= 0 && movement.kind() != CashMovementKind.FX_SETTLED) {
            return Refusal.CONTRADICTION;
        }
        return switch (movement.kind()) {
            case DEPOSIT, WITHDRAWAL -> references.account(movement.accountId(), AccountKind.CLIENT);
            case CAPITAL_IN, CAPITAL_OUT -> references.account(movement.accountId(), AccountKind.PRINCIPAL);
            case BANK_CHARGE -> movement.accountId() == 0 ? Refusal.NONE
                : references.account(movement.accountId(), AccountKind.PRINCIPAL);
            case FEES_PAID -> fees();
            case FX_DEAL -> newDeal();
            case FX_SETTLED -> settledDeal();
            case ACCRUAL_SETTLED -> accrual();
            default -> Refusal.CONTRADICTION;
        };
    }

    /** Never more is paid than is owed. What has accrued is paid as that, lest it be paid twice. */
    private Refusal fees() {
        Chart chart = Chart.find(movement.chartNumber());
        if (chart == null || chart.number() < FIRST_PAYABLE || chart.number() > LAST_PAYABLE) {
            return Refusal.CONTRADICTION;
        }
        long owed = -firm.booking.begin().balance(chart, movement.currency(), movement.accountId(),
            movement.partyId(), 0, Capacity.OWN);
        return movement.amountMinor() > owed ? Refusal.CONTRADICTION : Refusal.NONE;
    }

    private Refusal newDeal() {
        if (!references.isCurrency(movement.againstCurrency()) || !references.isParty(movement.partyId())) {
            return Refusal.UNKNOWN_REFERENCE;
        }
        return movement.againstMinor() <= 0 || movement.againstCurrency() == movement.currency()
            ? Refusal.CONTRADICTION : references.account(movement.accountId(), AccountKind.PRINCIPAL);
    }

    /** A deal settles whole; what the settlement repeats of it must be the same. */
    private Refusal settledDeal() {
        JournalRecord record = firm.approvals.proposal(movement.relatesTo(),
            CashMovementProposedDecoder.TEMPLATE_ID, proposal);
        if (record == null || booked.entryId(movement.relatesTo()) == 0) {
            return Refusal.UNKNOWN_REFERENCE;
        }
        deal.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (deal.kind() != CashMovementKind.FX_DEAL) {
            return Refusal.CONTRADICTION;
        }
        if (!booked.isOpen(movement.relatesTo())) {
            return Refusal.ALREADY_DONE;
        }
        boolean fits = repeats(movement.amountMinor(), deal.amountMinor())
            && repeats(movement.againstMinor(), deal.againstMinor())
            && repeats(movement.accountId(), deal.accountId()) && repeats(movement.partyId(), deal.partyId())
            && repeats(movement.currency(), deal.currency())
            && repeats(movement.againstCurrency(), deal.againstCurrency());
        return fits ? Refusal.NONE : Refusal.CONTRADICTION;
    }

    private Refusal accrual() {
        int row = accruals.find(movement.relatesTo());
        if (row == Table.NONE) {
            return Refusal.UNKNOWN_REFERENCE;
        }
        long open = accruals.accruedMinor(row) - accruals.paidMinor(row);
        boolean fits = movement.currency() == accruals.currency(row) && movement.amountMinor() <= open
            && repeats(movement.accountId(), accruals.book(row)) && repeats(movement.partyId(), accruals.party(row));
        return open <= 0 ? Refusal.ALREADY_DONE : fits ? Refusal.NONE : Refusal.CONTRADICTION;
    }

    @Override
    public void write(long id, Step step) {
        book(id);
        firm.booking.write(step);
        money.write(step);
    }

    private void book(long id) {
        CashMovementKind kind = movement.kind();
        boolean fx = kind == CashMovementKind.FX_DEAL || kind == CashMovementKind.FX_SETTLED;
        money.begin(movement.accountId());
        Booking booking = firm.booking.begin().entry(fx ? EntryKind.FX : EntryKind.CASH_MOVEMENT, 0, id,
            firm.ledger.openDate(), movement.valueDate(), texts.of(kind));
        long amount = movement.amountMinor();
        int book = movement.accountId();
        switch (kind) {
            case DEPOSIT -> client(booking, amount);
            case WITHDRAWAL -> client(booking, -amount);
            case CAPITAL_IN -> cash(booking, amount).post(Chart.CAPITAL, movement.currency(), book, 0, 0,
                Capacity.OWN, -amount);
            case CAPITAL_OUT -> cash(booking, -amount).post(Chart.DISTRIBUTIONS, movement.currency(), book, 0, 0,
                Capacity.OWN, amount);
            case BANK_CHARGE -> cash(booking, -amount).post(Chart.BANK_CHARGES, movement.currency(), book, 0, 0,
                Capacity.OWN, amount);
            case FEES_PAID -> cash(booking, -amount).post(Chart.of(movement.chartNumber()), movement.currency(), book,
                movement.partyId(), 0, Capacity.OWN, amount);
            case FX_DEAL -> {
                deal(booking, movement.currency(), amount);
                deal(booking, movement.againstCurrency(), -movement.againstMinor());
            }
            case FX_SETTLED -> {
                settled(booking, deal.currency(), deal.amountMinor());
                settled(booking, deal.againstCurrency(), -deal.againstMinor());
            }
            default -> accrual(booking, amount);
        }
    }

    private void client(Booking booking, long amount) {
        int account = movement.accountId();
        money.credit(movement.currency(), amount);
        booking.post(Chart.CLIENT_MONEY, movement.currency(), 0, firm.bank(), 0, Capacity.CLIENT, amount)
            .post(Chart.CLIENT_CREDIT, movement.currency(), account, firm.accounts.partyId(account), 0,
                Capacity.CLIENT, -amount);
    }

    private Booking cash(Booking booking, long amount) {
        return booking.post(Chart.CASH, movement.currency(), 0, firm.bank(), 0, Capacity.OWN, amount);
    }

    /** One currency's side: + bought, - sold. */
    private void deal(Booking booking, int currency, long amount) {
        booking.post(Chart.STREET_CONTROL, currency, movement.accountId(), movement.partyId(), 0, Capacity.OWN, amount)
            .post(Chart.FX_POSITION, currency, movement.accountId(), 0, 0, Capacity.OWN, -amount);
    }

    /** One currency's side of a deal: + comes in, - goes out. */
    private void settled(Booking booking, int currency, long amount) {
        booking.post(Chart.CASH, currency, 0, firm.bank(), 0, Capacity.OWN, amount)
            .post(Chart.STREET_CONTROL, currency, deal.accountId(), deal.partyId(), 0, Capacity.OWN, -amount);
    }

    private void accrual(Booking booking, long amount) {
        int row = accruals.find(movement.relatesTo());
        boolean owed = Accruals.isOwed(accruals.kind(row));
        cash(booking, owed ? -amount : amount).post(owed ? Chart.INTEREST_PAYABLE : Chart.CLAIMS_RECEIVABLE,
            movement.currency(), accruals.book(row), 0, 0, Capacity.OWN, owed ? amount : -amount);
    }
}
