package throughline.movement;

import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.firm.Deed;
import throughline.firm.FirmState;
import throughline.firm.Refusal;
import throughline.message.AccountKind;
import throughline.message.AccrualDefinedEncoder;
import throughline.message.AccrualKind;
import throughline.message.AccrualProposedDecoder;
import throughline.message.AccrualProposedEncoder;
import throughline.message.JournalRecord;
import throughline.office.Step;

/** Lets something grow day by day from here: interest owed or earned, or a fee. One thread. */
final class AccrualDeed implements Deed {
    private static final int BANKERS_YEAR = 360;
    private static final int CALENDAR_YEAR = 365;

    private final References references;
    private final AccrualProposedDecoder accrual = new AccrualProposedDecoder();
    private final AccrualProposedEncoder encoder = new AccrualProposedEncoder();
    private final AccrualDefinedEncoder defined = new AccrualDefinedEncoder();

    AccrualDeed(FirmState firm) {
        references = new References(firm);
    }

    @Override
    public int templateId() {
        return AccrualProposedDecoder.TEMPLATE_ID;
    }

    @Override
    public MessageEncoderFlyweight encoder() {
        return encoder;
    }

    @Override
    public void read(JournalRecord record) {
        accrual.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
    }

    @Override
    public long bodyHash() {
        return accrual.bodyHash();
    }

    @Override
    public int keyAt() {
        return accrual.limit() + AccrualProposedDecoder.requestKeyHeaderLength();
    }

    @Override
    public int keyLength() {
        return accrual.requestKeyLength();
    }

    @Override
    public Refusal prepare() {
        if (!references.isCurrency(accrual.currency()) || !references.isPartyOrNone(accrual.partyId())) {
            return Refusal.UNKNOWN_REFERENCE;
        }
        boolean ends = accrual.toDate() != AccrualProposedDecoder.toDateNullValue();
        int basis = accrual.dayBasis();
        if (accrual.principalMinor() <= 0 || accrual.rateE8() <= 0 || accrual.kind() == AccrualKind.NULL_VAL
            || basis != BANKERS_YEAR && basis != CALENDAR_YEAR || ends && accrual.toDate() < accrual.fromDate()) {
            return Refusal.CONTRADICTION;
        }
        Accruals.requireFits(accrual.principalMinor(), accrual.rateE8(), basis);
        return references.account(accrual.accountId(), AccountKind.PRINCIPAL);
    }

    @Override
    public void write(long id, Step step) {
        step.add(defined, 0).accrualId(id).principalMinor(accrual.principalMinor()).rateE8(accrual.rateE8())
            .accountId(accrual.accountId()).partyId(accrual.partyId()).fromDate(accrual.fromDate())
            .toDate(accrual.toDate()).currency(accrual.currency()).dayBasis(accrual.dayBasis()).kind(accrual.kind());
    }
}
