package throughline.movement;

import java.util.List;
import java.util.function.BooleanSupplier;
import throughline.firm.ClosingWork;
import throughline.firm.Deed;
import throughline.firm.FirmState;
import throughline.ledger.Chart;
import throughline.ledger.LedgerAccounts;
import throughline.message.CashMovementKind;
import throughline.message.CashMovementProposedDecoder;
import throughline.message.EntryBookedDecoder;
import throughline.message.EntryKind;
import throughline.message.JournalRecord;
import throughline.message.SecurityMovementProposedDecoder;
import throughline.settlement.AccountMoney;
import throughline.settlement.Obligations;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * All that people move: gives the deeds, and takes up from the entries what became of each movement. One thread.
 */
public final class Movements implements State {
    private final FirmState firm;
    private final BookedMovements booked = new BookedMovements();
    private final Accruals accruals;
    private final List<Deed> deeds;
    private final EntryBookedDecoder entry = new EntryBookedDecoder();
    private final CashMovementProposedDecoder cash = new CashMovementProposedDecoder();
    private final SecurityMovementProposedDecoder security = new SecurityMovementProposedDecoder();
    private final JournalRecord proposal = new JournalRecord();

    /**
     * Nothing has moved yet.
     *
     * @param isSealing whether a close is past the point where entries and positions may still change
     */
    public Movements(FirmState firm, Obligations obligations, AccountMoney money, BooleanSupplier isSealing) {
        this.firm = firm;
        accruals = new Accruals(firm);
        SecurityFollowers followers = new SecurityFollowers(accruals);
        deeds = List.of(new CashMovementDeed(firm, obligations, money, booked, accruals, isSealing),
            new SecurityMovementDeed(firm, booked, followers, isSealing),
            new EntryDeed(firm, new EntryReversal(firm, money, booked, followers), isSealing),
            new AccrualDeed(firm, accruals, followers));
    }

    /** What people may propose. */
    public List<Deed> deeds() {
        return deeds;
    }

    /** What a close books of what has grown. */
    public ClosingWork closingWork() {
        return accruals;
    }

    /** What grows day by day. */
    public Accruals accruals() {
        return accruals;
    }

    /** What became of movements. */
    public BookedMovements booked() {
        return booked;
    }

    /** Takes up an {@code AccrualDefined}. */
    public void define(JournalRecord record) {
        accruals.define(record);
    }

    /** Takes up an {@code EntryBooked}. */
    public void apply(JournalRecord record) {
        entry.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        switch (entry.kind()) {
            case ACCRUAL -> accruals.booked(entry);
            case MANUAL, CASH_MOVEMENT, FX, SECURITY_MOVEMENT -> book();
            case REVERSAL -> reverse();
            default -> { }
        }
    }

    /** An entry that moves a book's inventory has its own way back: the movement the other way. */
    private void book() {
        LedgerAccounts accounts = firm.ledger.accounts();
        long hash = EntryHash.of(entry, accounts);
        entry.sbeRewind();
        for (EntryBookedDecoder.PostingsDecoder line = entry.postings(); line.hasNext();) {
            line.next();
            if (accounts.chart(line.ledgerAccountId()) == Chart.INVENTORY.number()) {
                return;
            }
        }
        booked.add(entry.entryId(), entry.sourceId(), hash, entry.accountingDate(),
            entry.kind() == EntryKind.MANUAL);
        end(entry.sourceId(), entry.sourceId(), 1);
    }

    private void reverse() {
        int row = booked.byEntry(entry.reverses());
        if (row != Table.NONE) {
            booked.reversed(row, entry.entryId());
            end(booked.source(row), 0, -1);
        }
    }

    /** What a movement settles, returns or pays is so from here, or no longer. */
    private void end(long source, long by, int sign) {
        int row = firm.approvals.find(source);
        if (row == Table.NONE) {
            return;
        }
        JournalRecord record = firm.approvals.proposal(row, proposal);
        if (record.templateId() == CashMovementProposedDecoder.TEMPLATE_ID) {
            cash.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            if (cash.kind() == CashMovementKind.ACCRUAL_SETTLED) {
                accruals.paid(cash.relatesTo(), sign * cash.amountMinor());
            } else if (cash.kind() == CashMovementKind.FX_SETTLED) {
                booked.ended(cash.relatesTo(), by);
            }
        } else if (record.templateId() == SecurityMovementProposedDecoder.TEMPLATE_ID) {
            security.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            if (SecurityMovementDeed.isReturn(security.kind())) {
                booked.ended(security.relatesTo(), by);
            }
        }
    }

    @Override
    public void save(StateSink sink) {
        booked.save(sink);
        accruals.save(sink);
    }

    @Override
    public void load(StateSource source) {
        booked.load(source);
        accruals.load(source);
    }
}
