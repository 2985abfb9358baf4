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
import throughline.message.EntryKind;
import throughline.message.JournalRecord;
import throughline.message.SecurityMovementKind;
import throughline.message.SecurityMovementProposedDecoder;
import throughline.message.SecurityMovementProposedEncoder;
import throughline.office.Step;

/**
 * Movements of securities: free of payment in and out, of clients and of own books, with their lots; borrowed and lent
 * against collateral, and returned. One entry each. Own securities come in as capital at the cost given and go out as a
 * distribution at the cost the book's method relieves; a short book does neither. One thread.
 */
final class SecurityMovementDeed implements Deed {
    private final FirmState firm;
    private final BookedMovements booked;
    private final BooleanSupplier isSealing;
    private final References references;
    private final Cover cover;
    private final SecurityFollowers followers;
    private final KindTexts texts = new KindTexts(SecurityMovementKind.values());
    private final SecurityMovementProposedDecoder movement = new SecurityMovementProposedDecoder();
    private final SecurityMovementProposedDecoder first = new SecurityMovementProposedDecoder();
    private final SecurityMovementProposedEncoder encoder = new SecurityMovementProposedEncoder();
    private final JournalRecord proposal = new JournalRecord();

    SecurityMovementDeed(FirmState firm, BookedMovements booked, SecurityFollowers followers,
        BooleanSupplier isSealing) {
        this.firm = firm;
        this.booked = booked;
        this.followers = followers;
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
        return movement.limit() + SecurityMovementProposedDecoder.requestKeyHeaderLength();
    }

    @Override
    public int keyLength() {
        return movement.requestKeyLength();
    }

    static boolean isReturn(SecurityMovementKind kind) {
        return kind == SecurityMovementKind.BORROW_RETURNED || kind == SecurityMovementKind.LOAN_RETURNED;
    }

    @Override
    public Refusal prepare() {
        if (isSealing.getAsBoolean()) {
            return Refusal.DAY_CLOSED;
        }
        SecurityMovementKind kind = movement.kind();
        Refusal refusal = isReturn(kind) ? returned() : refusal();
        if (refusal != Refusal.NONE) {
            return refusal;
        }
        book(0);
        return switch (kind) {
            case RECEIVED, BORROWED -> cover.comesIn(movement.instrumentId(), movement.quantity());
            case DELIVERED -> isClient() ? cover.client(movement.accountId(), movement.instrumentId())
                : cover.depot(movement.instrumentId(), Capacity.OWN);
            case BORROW_RETURNED -> cover.depot(first.instrumentId(), Capacity.OWN);
            case LENT -> cover.lent(movement.accountId(), movement.instrumentId());
            default -> Refusal.NONE;
        };
    }

    private boolean isClient() {
        return firm.accounts.kind(movement.accountId()) == AccountKind.CLIENT;
    }

    private Refusal refusal() {
        if (!references.isAccount(movement.accountId()) || !references.isInstrument(movement.instrumentId())
            || !references.isPartyOrNone(movement.partyId())) {
            return Refusal.UNKNOWN_REFERENCE;
        }
        if (movement.quantity() <= 0 || movement.amountMinor() < 0 || movement.feeRateE8() < 0) {
            return Refusal.CONTRADICTION;
        }
        return switch (movement.kind()) {
            case RECEIVED, DELIVERED -> free();
            case BORROWED, LENT -> against();
            default -> Refusal.CONTRADICTION;
        };
    }

    /** Free of payment: a cost is given for what an own book receives, and for nothing else. */
    private Refusal free() {
        boolean received = movement.kind() == SecurityMovementKind.RECEIVED;
        boolean own = firm.accounts.kind(movement.accountId()) == AccountKind.PRINCIPAL;
        if (movement.feeRateE8() != 0 || movement.amountMinor() != 0 && !(own && received) || !own && !isClient()) {
            return Refusal.CONTRADICTION;
        }
        long held = firm.ledger.lots().held(movement.accountId(), movement.instrumentId());
        return own && held < (received ? 0 : movement.quantity()) ? Refusal.SHORT_OF_SECURITIES : Refusal.NONE;
    }

    /** Against collateral, which the fee is on. */
    private Refusal against() {
        if (!references.isParty(movement.partyId())) {
            return Refusal.UNKNOWN_REFERENCE;
        }
        if (movement.feeRateE8() > 0) {
            if (movement.amountMinor() == 0) {
                return Refusal.CONTRADICTION;
            }
            Accruals.requireFits(movement.amountMinor(), movement.feeRateE8(), SecurityFollowers.DAY_BASIS);
        }
        return references.account(movement.accountId(), AccountKind.PRINCIPAL);
    }

    /** A borrowing or a loan goes back whole; what the return repeats of it must be the same. */
    private Refusal returned() {
        JournalRecord record = firm.approvals.proposal(movement.relatesTo(),
            SecurityMovementProposedDecoder.TEMPLATE_ID, proposal);
        if (record == null || booked.entryId(movement.relatesTo()) == 0) {
            return Refusal.UNKNOWN_REFERENCE;
        }
        first.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        boolean borrowed = movement.kind() == SecurityMovementKind.BORROW_RETURNED;
        if (first.kind() != (borrowed ? SecurityMovementKind.BORROWED : SecurityMovementKind.LENT)) {
            return Refusal.CONTRADICTION;
        }
        if (!booked.isOpen(movement.relatesTo())) {
            return Refusal.ALREADY_DONE;
        }
        boolean fits = repeats(movement.quantity(), first.quantity())
            && repeats(movement.amountMinor(), first.amountMinor())
            && repeats(movement.accountId(), first.accountId())
            && repeats(movement.partyId(), first.partyId())
            && repeats(movement.instrumentId(), first.instrumentId())
            && movement.feeRateE8() == 0 && movement.valueDate() >= first.valueDate();
        return fits ? Refusal.NONE : Refusal.CONTRADICTION;
    }

    @Override
    public void write(long id, Step step) {
        book(id);
        firm.booking.write(step);
        switch (movement.kind()) {
            case RECEIVED -> followers.position(step, movement.accountId(), movement.instrumentId(),
                movement.quantity());
            case DELIVERED -> followers.position(step, movement.accountId(), movement.instrumentId(),
                -movement.quantity());
            case BORROWED, LENT -> followers.beginFee(step, id,
                firm.instruments.currency(movement.instrumentId()), movement);
            default -> followers.endFee(step, movement.relatesTo(), movement.valueDate() - 1);
        }
    }

    private void book(long id) {
        SecurityMovementKind kind = movement.kind();
        Booking booking = firm.booking.begin().entry(EntryKind.SECURITY_MOVEMENT, 0, id, firm.ledger.openDate(),
            movement.valueDate(), texts.of(kind));
        switch (kind) {
            case RECEIVED -> free(booking, 1);
            case DELIVERED -> free(booking, -1);
            case BORROWED -> borrowed(booking, movement, 1);
            case BORROW_RETURNED -> borrowed(booking, first, -1);
            case LENT -> lent(booking, movement, 1);
            default -> lent(booking, first, -1);
        }
    }

    private void free(Booking booking, int sign) {
        int account = movement.accountId();
        int instrument = movement.instrumentId();
        long quantity = sign * movement.quantity();
        if (isClient()) {
            booking.post(Chart.CLIENT, instrument, account, firm.accounts.partyId(account), 0, Capacity.CLIENT,
                quantity);
            depot(booking, instrument, Capacity.CLIENT, -quantity);
            return;
        }
        int currency = firm.instruments.currency(instrument);
        long cost = sign > 0 ? movement.amountMinor()
            : -firm.ledger.lots().foresee(account, instrument, quantity, 0).relieved();
        booking.post(Chart.SECURITIES_OWNED, currency, account, 0, instrument, Capacity.OWN, cost)
            .post(sign > 0 ? Chart.CAPITAL : Chart.DISTRIBUTIONS, currency, account, 0, 0, Capacity.OWN, -cost)
            .post(Chart.INVENTORY, instrument, account, 0, 0, Capacity.OWN, quantity);
        depot(booking, instrument, Capacity.OWN, -quantity);
    }

    private void depot(Booking booking, int instrument, Capacity capacity, long amount) {
        booking.post(Chart.DEPOT, instrument, 0, firm.custodian(), 0, capacity, amount);
    }

    private void borrowed(Booking booking, SecurityMovementProposedDecoder of, int sign) {
        collateral(booking, Chart.BORROW_COLLATERAL, of, sign * of.amountMinor());
        booking.post(Chart.BORROWED, of.instrumentId(), of.accountId(), of.partyId(), 0, Capacity.OWN,
            sign * of.quantity());
        depot(booking, of.instrumentId(), Capacity.OWN, -sign * of.quantity());
    }

    private void lent(Booking booking, SecurityMovementProposedDecoder of, int sign) {
        collateral(booking, Chart.LOAN_COLLATERAL, of, -sign * of.amountMinor());
        depot(booking, of.instrumentId(), Capacity.OWN, sign * of.quantity());
        booking.post(Chart.LENT, of.instrumentId(), of.accountId(), of.partyId(), 0, Capacity.OWN,
            -sign * of.quantity());
    }

    private void collateral(Booking booking, Chart chart, SecurityMovementProposedDecoder of, long amount) {
        int currency = firm.instruments.currency(of.instrumentId());
        booking.post(chart, currency, of.accountId(), of.partyId(), 0, Capacity.OWN, amount)
            .post(Chart.CASH, currency, 0, firm.bank(), 0, Capacity.OWN, -amount);
    }
}
