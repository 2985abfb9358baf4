package throughline.trade;

import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.firm.Deed;
import throughline.firm.FirmState;
import throughline.firm.Refusal;
import throughline.message.JournalRecord;
import throughline.message.RebillingBegunEncoder;
import throughline.message.RebillingProposedDecoder;
import throughline.message.RebillingProposedEncoder;
import throughline.office.Step;

/** A re-billing of a span of closed days that one person proposes and another approves; one at a time. One thread. */
public final class RebillingProposals implements Deed {
    private final FirmState firm;
    private final Rebilling rebilling;
    private final RebillingProposedDecoder proposal = new RebillingProposedDecoder();
    private final RebillingProposedEncoder encoder = new RebillingProposedEncoder();
    private final RebillingBegunEncoder begun = new RebillingBegunEncoder();

    /** Proposals of what a re-billing is to do. */
    public RebillingProposals(FirmState firm, Rebilling rebilling) {
        this.firm = firm;
        this.rebilling = rebilling;
    }

    @Override
    public MessageEncoderFlyweight encoder() {
        return encoder;
    }

    @Override
    public void read(JournalRecord proposed) {
        proposal.wrap(proposed.buffer(), proposed.body(), proposed.blockLength(), proposed.version());
    }

    @Override
    public long bodyHash() {
        return proposal.bodyHash();
    }

    @Override
    public int keyAt() {
        return proposal.limit() + RebillingProposedDecoder.requestKeyHeaderLength();
    }

    @Override
    public int keyLength() {
        return proposal.requestKeyLength();
    }

    @Override
    public Refusal prepare() {
        int account = proposal.accountId();
        if (account != 0 && !firm.accounts.isKnown(account)) {
            return Refusal.UNKNOWN_REFERENCE;
        }
        if (proposal.fromDate() > proposal.toDate()) {
            return Refusal.CONTRADICTION;
        }
        if (proposal.toDate() >= firm.ledger.openDate()) {
            return Refusal.SPAN_NOT_CLOSED;
        }
        return rebilling.isRunning() ? Refusal.REBILLING_RUNS : Refusal.NONE;
    }

    @Override
    public void write(long id, Step step) {
        step.add(begun, 0).rebillingId(id).entries(firm.ledger.entries()).fromDate(proposal.fromDate())
            .toDate(proposal.toDate()).accountId(proposal.accountId());
    }
}
