package throughline.movement;

import java.util.function.BooleanSupplier;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.firm.Deed;
import throughline.firm.FirmState;
import throughline.firm.Refusal;
import throughline.ledger.Chart;
import throughline.message.Capacity;
import throughline.message.EntryKind;
import throughline.message.EntryProposedDecoder;
import throughline.message.EntryProposedEncoder;
import throughline.message.JournalRecord;
import throughline.message.UnitKind;
import throughline.office.Step;

/**
 * Entries by hand, into the open day or the reopened one, never into accounts that follow from other records; and
 * reversals of what people booked. One thread.
 */
final class EntryDeed implements Deed {
    private final FirmState firm;
    private final BooleanSupplier isSealing;
    private final References references;
    private final EntryReversal reversal;
    private final EntryProposedDecoder entry = new EntryProposedDecoder();
    private final EntryProposedEncoder encoder = new EntryProposedEncoder();
    private byte[] text = {};
    private int keyAt;
    private int keyLength;
    private int postings;

    EntryDeed(FirmState firm, EntryReversal reversal, BooleanSupplier isSealing) {
        this.firm = firm;
        this.reversal = reversal;
        this.isSealing = isSealing;
        references = new References(firm);
    }

    @Override
    public MessageEncoderFlyweight encoder() {
        return encoder;
    }

    @Override
    public void read(JournalRecord record) {
        entry.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        EntryProposedDecoder.PostingsDecoder lines = entry.postings();
        postings = lines.count();
        while (lines.hasNext()) {
            lines.next();
        }
        text = new byte[entry.textLength()];
        entry.getText(text, 0, text.length);
        keyAt = entry.limit() + EntryProposedDecoder.requestKeyHeaderLength();
        keyLength = entry.requestKeyLength();
    }

    private EntryProposedDecoder.PostingsDecoder lines() {
        entry.sbeRewind();
        return entry.postings();
    }

    @Override
    public long bodyHash() {
        return entry.bodyHash();
    }

    @Override
    public int keyAt() {
        return keyAt;
    }

    @Override
    public int keyLength() {
        return keyLength;
    }

    @Override
    public Refusal prepare() {
        if (isSealing.getAsBoolean()) {
            return Refusal.DAY_CLOSED;
        }
        if (entry.reverses() != 0) {
            entry.sbeRewind();
            return reversal.prepare(entry);
        }
        int date = entry.accountingDate();
        if (date != firm.ledger.openDate() && (date == 0 || date != firm.ledger.reopenedDate())) {
            return Refusal.DAY_CLOSED;
        }
        Refusal refusal = refusal();
        if (refusal == Refusal.NONE) {
            book(0);
        }
        return refusal;
    }

    private Refusal refusal() {
        for (EntryProposedDecoder.PostingsDecoder line = lines(); line.hasNext();) {
            Refusal refusal = refusal(line.next());
            if (refusal != Refusal.NONE) {
                return refusal;
            }
        }
        return postings < 2 || !isBalanced() ? Refusal.UNBALANCED : Refusal.NONE;
    }

    private Refusal refusal(EntryProposedDecoder.PostingsDecoder line) {
        Chart chart = Chart.find(line.chartNumber());
        if (chart == null) {
            return Refusal.UNKNOWN_REFERENCE;
        }
        if (chart.isControlled()) {
            return Refusal.CONTROLLED_ACCOUNT;
        }
        boolean known = chart.unitKind() == UnitKind.MONEY && references.isCurrency(line.unit())
            && references.isAccountOrNone(line.accountId()) && references.isPartyOrNone(line.partyId())
            && (line.instrumentId() == 0 || references.isInstrument(line.instrumentId()));
        return !known ? Refusal.UNKNOWN_REFERENCE : line.amount() == 0 ? Refusal.UNBALANCED : Refusal.NONE;
    }

    private boolean isBalanced() {
        long[] units = new long[postings];
        long[] amounts = new long[postings];
        EntryProposedDecoder.PostingsDecoder lines = lines();
        for (int at = 0; at < postings; at++) {
            lines.next();
            units[at] = lines.unit();
            amounts[at] = lines.amount();
        }
        for (int at = 0; at < postings; at++) {
            long sum = 0;
            for (int other = 0; other < postings; other++) {
                sum = Math.addExact(sum, units[other] == units[at] ? amounts[other] : 0);
            }
            if (sum != 0) {
                return false;
            }
        }
        return true;
    }

    /** Cash has one account a currency, the bank's, whatever else the posting says. */
    private void book(long id) {
        firm.booking.begin().into(entry.accountingDate())
            .entry(EntryKind.MANUAL, 0, id, entry.tradeDate(), entry.valueDate(), text);
        for (EntryProposedDecoder.PostingsDecoder line = lines(); line.hasNext();) {
            line.next();
            Chart chart = Chart.of(line.chartNumber());
            boolean cash = chart == Chart.CASH;
            firm.booking.post(chart, line.unit(), cash ? 0 : line.accountId(), cash ? firm.bank() : line.partyId(),
                cash ? 0 : line.instrumentId(), cash ? Capacity.OWN : line.capacity(), line.amount());
        }
    }

    @Override
    public void write(long id, Step step) {
        if (entry.reverses() != 0) {
            entry.sbeRewind();
            reversal.write(entry, id, text, step);
            return;
        }
        book(id);
        firm.booking.write(step);
    }
}
