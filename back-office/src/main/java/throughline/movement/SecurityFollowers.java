package throughline.movement;

import throughline.message.AccrualDefinedEncoder;
import throughline.message.AccrualKind;
import throughline.message.PositionMovedEncoder;
import throughline.message.SecurityMovementKind;
import throughline.message.SecurityMovementProposedDecoder;
import throughline.office.Step;
import throughline.state.Table;

/** What follows in the step from a movement of securities: the fee that begins or ends, and what risk is told. */
final class SecurityFollowers {
    /** Days of the year that fees on collateral are reckoned by. */
    static final int DAY_BASIS = 360;

    private final Accruals accruals;
    private final AccrualDefinedEncoder defined = new AccrualDefinedEncoder();
    private final PositionMovedEncoder moved = new PositionMovedEncoder();

    SecurityFollowers(Accruals accruals) {
        this.accruals = accruals;
    }

    /**
     * Tells the other offices that a position moved free of payment.
     *
     * @param quantity + came in, - went out
     */
    void position(Step step, int account, int instrument, long quantity) {
        step.add(moved, 0).accountId(account).instrumentId(instrument).quantity(quantity);
    }

    /** The fee on a borrowing's or a loan's collateral, if there is one, grows from the value date. */
    void beginFee(Step step, long id, int currency, SecurityMovementProposedDecoder movement) {
        if (movement.feeRateE8() > 0) {
            step.add(defined, 0).accrualId(id).principalMinor(movement.amountMinor()).rateE8(movement.feeRateE8())
                .accountId(movement.accountId()).partyId(movement.partyId()).fromDate(movement.valueDate())
                .toDate(AccrualDefinedEncoder.toDateNullValue()).currency(currency).dayBasis(DAY_BASIS)
                .kind(movement.kind() == SecurityMovementKind.BORROWED
                    ? AccrualKind.BORROW_FEE : AccrualKind.LENDING_FEE);
        }
    }

    /** What grows under an id, if there is anything, grows up to a last day. */
    void endFee(Step step, long id, int lastDate) {
        int row = accruals.find(id);
        if (row != Table.NONE) {
            step.add(defined, 0).accrualId(id).principalMinor(accruals.principalMinor(row))
                .rateE8(accruals.rateE8(row)).accountId(accruals.book(row)).partyId(accruals.party(row))
                .fromDate(accruals.fromDate(row)).toDate(lastDate).currency(accruals.currency(row))
                .dayBasis(accruals.dayBasis(row)).kind(accruals.kind(row));
        }
    }

    /** The movement was reversed: its fee never was, or what it had ended goes on. */
    void reversed(Step step, long id, SecurityMovementProposedDecoder movement) {
        if (SecurityMovementDeed.isReturn(movement.kind())) {
            endFee(step, movement.relatesTo(), AccrualDefinedEncoder.toDateNullValue());
        } else {
            endFee(step, id, movement.valueDate() - 1);
        }
    }
}
