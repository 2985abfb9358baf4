package throughline.trade;

import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.firm.Deed;
import throughline.firm.FirmState;
import throughline.firm.Refusal;
import throughline.message.AccountKind;
import throughline.message.FeeDefinedEncoder;
import throughline.message.FeeProposedDecoder;
import throughline.message.FeeProposedEncoder;
import throughline.message.JournalRecord;
import throughline.office.Step;

/**
 * A row of a fee table that one person proposes and another approves; in the place of the row with its key, if there is
 * one. It charges what is traded from then on; what was charged before stays until it is re-billed. One thread.
 */
public final class FeeProposals implements Deed {
    private final FirmState firm;
    private final FeeProposedDecoder proposal = new FeeProposedDecoder();
    private final FeeProposedEncoder encoder = new FeeProposedEncoder();
    private final FeeDefinedEncoder defined = new FeeDefinedEncoder();
    private JournalRecord record;
    private int keyAt;
    private int keyLength;
    private boolean rising;

    /** Proposals for a firm's accounts. */
    public FeeProposals(FirmState firm) {
        this.firm = firm;
    }

    @Override
    public MessageEncoderFlyweight encoder() {
        return encoder;
    }

    @Override
    public void read(JournalRecord proposed) {
        record = proposed;
        wrap();
        rising = true;
        long last = 0;
        for (FeeProposedDecoder.TiersDecoder tiers = proposal.tiers(); tiers.hasNext();) {
            tiers.next();
            rising &= tiers.from() > last && tiers.ratePerNotionalE8() >= 0 && tiers.ratePerUnitE8() >= 0;
            last = tiers.from();
        }
        keyAt = proposal.limit() + FeeProposedDecoder.requestKeyHeaderLength();
        keyLength = proposal.requestKeyLength();
    }

    private void wrap() {
        proposal.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
    }

    @Override
    public long bodyHash() {
        return proposal.bodyHash();
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
        int account = proposal.accountId();
        if (account != 0 && !firm.accounts.isKnown(account)) {
            return Refusal.UNKNOWN_REFERENCE;
        }
        int kind = proposal.accountKindRaw();
        boolean ofItsKind = account == 0 || kind == AccountKind.NULL_VAL.value()
            || firm.accounts.kind(account).value() == kind;
        boolean dated = proposal.toDate() == FeeProposedDecoder.toDateNullValue()
            || proposal.toDate() >= proposal.fromDate();
        boolean bounded = proposal.maximumMinor() == FeeProposedDecoder.maximumMinorNullValue()
            || proposal.maximumMinor() >= proposal.minimumMinor();
        boolean positive = proposal.ratePerNotionalE8() >= 0 && proposal.ratePerUnitE8() >= 0
            && proposal.perOrderMinor() >= 0 && proposal.minimumMinor() >= 0 && proposal.aboveMinor() >= 0;
        return ofItsKind && dated && bounded && positive && rising ? Refusal.NONE : Refusal.CONTRADICTION;
    }

    @Override
    public void write(long id, Step step) {
        wrap();
        step.add(defined, 0).fromDate(proposal.fromDate()).toDate(proposal.toDate())
            .ratePerNotionalE8(proposal.ratePerNotionalE8()).ratePerUnitE8(proposal.ratePerUnitE8())
            .perOrderMinor(proposal.perOrderMinor()).minimumMinor(proposal.minimumMinor())
            .maximumMinor(proposal.maximumMinor()).kind(proposal.kind()).accountKind(proposal.accountKind())
            .sides(proposal.sides()).roundsUp(proposal.roundsUp()).chargeDate(proposal.chargeDate())
            .tierBy(proposal.tierBy()).currency(proposal.currency()).accountId(proposal.accountId())
            .aboveMinor(proposal.aboveMinor());
        FeeProposedDecoder.TiersDecoder tiers = proposal.tiers();
        FeeDefinedEncoder.TiersEncoder group = defined.tiersCount(tiers.count());
        while (tiers.hasNext()) {
            tiers.next();
            group.next().from(tiers.from()).ratePerNotionalE8(tiers.ratePerNotionalE8())
                .ratePerUnitE8(tiers.ratePerUnitE8());
        }
    }
}
