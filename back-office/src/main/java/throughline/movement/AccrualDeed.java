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
import throughline.state.Table;

/**
 * Lets interest grow day by day from here, owed or earned; or says on which day it ends, also that of an end known
 * before. A fee ends with what it is for. One thread.
 */
final class AccrualDeed implements Deed {
    private static final int BANKERS_YEAR = 360;
    private static final int CALENDAR_YEAR = 365;

    private final Accruals accruals;
    private final SecurityFollowers followers;
    private final References references;
    private final AccrualProposedDecoder accrual = new AccrualProposedDecoder();
    private final AccrualProposedEncoder encoder = new AccrualProposedEncoder();
    private final AccrualDefinedEncoder defined = new AccrualDefinedEncoder();

    AccrualDeed(FirmState firm, Accruals accruals, SecurityFollowers followers) {
        this.accruals = accruals;
        this.followers = followers;
        references = new References(firm);
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
        return accrual.endsAccrual() == 0 ? begin() : end();
    }

    private Refusal begin() {
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

    /** All but the last day is repeated, so that who approves sees what ends; the day before the first: never was. */
    private Refusal end() {
        int row = accruals.find(accrual.endsAccrual());
        if (row == Table.NONE) {
            return Refusal.UNKNOWN_REFERENCE;
        }
        AccrualKind kind = accruals.kind(row);
        boolean same = accrual.kind() == kind && accrual.accountId() == accruals.book(row)
            && accrual.partyId() == accruals.party(row) && accrual.currency() == accruals.currency(row)
            && accrual.principalMinor() == accruals.principalMinor(row) && accrual.rateE8() == accruals.rateE8(row)
            && accrual.dayBasis() == accruals.dayBasis(row) && accrual.fromDate() == accruals.fromDate(row);
        boolean ends = (kind == AccrualKind.INTEREST_OWED || kind == AccrualKind.INTEREST_EARNED)
            && accrual.toDate() != AccrualProposedDecoder.toDateNullValue()
            && accrual.toDate() >= accrual.fromDate() - 1;
        return same && ends ? Refusal.NONE : Refusal.CONTRADICTION;
    }

    @Override
    public void write(long id, Step step) {
        if (accrual.endsAccrual() != 0) {
            followers.endFee(step, accrual.endsAccrual(), accrual.toDate());
            return;
        }
        step.add(defined, 0).accrualId(id).principalMinor(accrual.principalMinor()).rateE8(accrual.rateE8())
            .accountId(accrual.accountId()).partyId(accrual.partyId()).fromDate(accrual.fromDate())
            .toDate(accrual.toDate()).currency(accrual.currency()).dayBasis(accrual.dayBasis()).kind(accrual.kind());
    }
}
