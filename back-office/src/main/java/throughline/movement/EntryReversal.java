package throughline.movement;

import throughline.firm.FirmState;
import throughline.firm.Refusal;
import throughline.ledger.Booking;
import throughline.ledger.Chart;
import throughline.message.EntryProposedDecoder;
import throughline.message.JournalRecord;
import throughline.message.SecurityMovementKind;
import throughline.message.SecurityMovementProposedDecoder;
import throughline.office.Step;
import throughline.settlement.AccountMoney;
import throughline.state.Table;

/**
 * Negates an entry that people booked, posting by posting (L5). The proposal carries the entry's postings, and their
 * hash proves that they are what was booked. What the entry had changed beside the ledger goes back too. A deal or a
 * borrowing goes back only while it is open: first its settlement or return is reversed. One thread.
 */
final class EntryReversal {
    private final FirmState firm;
    private final AccountMoney money;
    private final BookedMovements booked;
    private final SecurityFollowers followers;
    private final Cover cover;
    private final SecurityMovementProposedDecoder movement = new SecurityMovementProposedDecoder();
    private final JournalRecord proposal = new JournalRecord();

    EntryReversal(FirmState firm, AccountMoney money, BookedMovements booked, SecurityFollowers followers) {
        this.firm = firm;
        this.money = money;
        this.booked = booked;
        this.followers = followers;
        cover = new Cover(firm);
    }

    /** Makes it ready; the proposal is at its beginning. */
    Refusal prepare(EntryProposedDecoder entry) {
        if (entry.reverses() < 0 || entry.reverses() > firm.ledger.entries()) {
            return Refusal.UNKNOWN_REFERENCE;
        }
        int row = booked.byEntry(entry.reverses());
        if (row == Table.NONE || !booked.isOpen(row)) {
            return Refusal.NOT_REVERSIBLE;
        }
        int date = entry.accountingDate();
        boolean takesByHand = date == firm.ledger.openDate() || date != 0 && date == firm.ledger.reopenedDate();
        if (!takesByHand || date != firm.ledger.openDate() && !booked.isByHand(row)) {
            return Refusal.DAY_CLOSED;
        }
        if (entry.accountingDate() < booked.date(row) || EntryHash.of(entry) != booked.hash(row)) {
            return Refusal.CONTRADICTION;
        }
        book(entry, 0, new byte[0]);
        return uncovered(entry);
    }

    private void book(EntryProposedDecoder entry, long id, byte[] text) {
        Booking booking = firm.booking.begin().into(entry.accountingDate())
            .reversal(entry.reverses(), 0, id, entry.tradeDate(), entry.valueDate(), text);
        entry.sbeRewind();
        boolean begun = false;
        for (EntryProposedDecoder.PostingsDecoder line = entry.postings(); line.hasNext();) {
            line.next();
            Chart chart = Chart.of(line.chartNumber());
            booking.post(chart, line.unit(), line.accountId(), line.partyId(), line.instrumentId(), line.capacity(),
                Math.negateExact(line.amount()));
            if (chart == Chart.CLIENT_CREDIT) {
                money.begin(line.accountId());
                money.credit(line.unit(), line.amount());
                begun = true;
            }
        }
        if (!begun) {
            money.begin(0);
        }
    }

    /** What the reversal takes away must be there. */
    private Refusal uncovered(EntryProposedDecoder entry) {
        entry.sbeRewind();
        Refusal refusal = Refusal.NONE;
        EntryProposedDecoder.PostingsDecoder line = entry.postings();
        while (line.hasNext() && refusal == Refusal.NONE) {
            line.next();
            boolean debit = line.amount() < 0;
            refusal = switch (Chart.of(line.chartNumber())) {
                case CLIENT_CREDIT -> debit ? cover.credit(line.accountId(), line.unit(), 0) : Refusal.NONE;
                case DEPOT -> debit ? cover.depot(line.unit(), line.capacity()) : Refusal.NONE;
                case CLIENT -> debit ? cover.comesIn(line.unit(), Math.negateExact(line.amount()))
                    : cover.client(line.accountId(), line.unit());
                default -> Refusal.NONE;
            };
        }
        return refusal;
    }

    /** Adds the records of what was prepared last; the proposal is at its beginning. */
    void write(EntryProposedDecoder entry, long id, byte[] text, Step step) {
        book(entry, id, text);
        firm.booking.write(step);
        money.write(step);
        long source = booked.source(booked.byEntry(entry.reverses()));
        JournalRecord record = firm.approvals.proposal(source, SecurityMovementProposedDecoder.TEMPLATE_ID, proposal);
        if (record != null) {
            movement.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            follow(source, step);
        }
    }

    private void follow(long source, Step step) {
        boolean received = movement.kind() == SecurityMovementKind.RECEIVED;
        if (received || movement.kind() == SecurityMovementKind.DELIVERED) {
            followers.position(step, movement.accountId(), movement.instrumentId(),
                received ? -movement.quantity() : movement.quantity());
        } else {
            followers.reversed(step, source, movement);
        }
    }
}
