package throughline.worked;

import throughline.message.AccrualKind;
import throughline.message.AccrualProposedEncoder;
import throughline.message.CashMovementKind;
import throughline.message.CashMovementProposedEncoder;
import throughline.message.SecurityMovementKind;
import throughline.message.SecurityMovementProposedEncoder;
import throughline.office.Draft;

/** What two of the operations staff let money and securities do: one proposes, another approves. */
final class Proposals {
    private static final int YEAR = 360;

    private final WorkedFirm firm;
    private int keys;

    Proposals(WorkedFirm firm) {
        this.firm = firm;
    }

    private String key() {
        return "p" + ++keys;
    }

    private int account(String name) {
        return WorkedReference.ACCOUNTS.indexOf(name) + 1;
    }

    private CashMovementProposedEncoder cash(Draft draft, CashMovementKind kind) {
        return draft.begin(new CashMovementProposedEncoder(), WorkedReference.OPS_1, 0).kind(kind).bodyHash(1)
            .valueDate((int) firm.date().toEpochDay());
    }

    private void end(CashMovementProposedEncoder encoder) {
        encoder.requestKey(key()).reason("as agreed");
    }

    long cash(CashMovementKind kind, String account, int currency, long amountMinor) {
        return firm.together(draft -> end(cash(draft, kind).accountId(account(account)).currency(currency)
            .amountMinor(amountMinor)));
    }

    long feesPaid(int chart, int currency, long amountMinor) {
        return firm.together(draft -> end(cash(draft, CashMovementKind.FEES_PAID).chartNumber(chart)
            .currency(currency).amountMinor(amountMinor)));
    }

    long fxDeal(String account, int bought, long boughtMinor, long soldMinor) {
        return firm.together(draft -> end(cash(draft, CashMovementKind.FX_DEAL).accountId(account(account))
            .partyId(WorkedReference.DEALER).currency(bought).amountMinor(boughtMinor)
            .againstCurrency(WorkedReference.USD).againstMinor(soldMinor)));
    }

    long fxSettled(long deal) {
        return firm.together(draft -> end(cash(draft, CashMovementKind.FX_SETTLED).relatesTo(deal)));
    }

    long accrualPaid(long accrual, long amountMinor) {
        return firm.together(draft -> end(cash(draft, CashMovementKind.ACCRUAL_SETTLED).relatesTo(accrual)
            .currency(WorkedReference.USD).amountMinor(amountMinor)));
    }

    long moved(SecurityMovementKind kind, String account, String symbol, long quantity, long amountMinor,
        long feeRateE8) {
        return firm.together(draft -> draft.begin(new SecurityMovementProposedEncoder(), WorkedReference.OPS_1, 0)
            .kind(kind).bodyHash(1).accountId(account(account)).partyId(WorkedReference.LENDER)
            .instrumentId(WorkedReference.SYMBOLS.indexOf(symbol) + 1).quantity(quantity).amountMinor(amountMinor)
            .feeRateE8(feeRateE8).valueDate((int) firm.date().toEpochDay()).requestKey(key()).reason("as agreed"));
    }

    long returned(long borrowing) {
        return firm.together(draft -> draft.begin(new SecurityMovementProposedEncoder(), WorkedReference.OPS_1, 0)
            .kind(SecurityMovementKind.BORROW_RETURNED).bodyHash(1).relatesTo(borrowing)
            .valueDate((int) firm.date().toEpochDay()).requestKey(key()).reason("as agreed"));
    }

    long accrual(AccrualKind kind, String account, long principalMinor, long rateE8) {
        return firm.together(draft -> draft.begin(new AccrualProposedEncoder(), WorkedReference.OPS_1, 0).kind(kind)
            .bodyHash(1).accountId(account(account)).partyId(WorkedReference.DEALER).principalMinor(principalMinor)
            .rateE8(rateE8).fromDate((int) firm.date().toEpochDay()).toDate(AccrualProposedEncoder.toDateNullValue())
            .currency(WorkedReference.USD).dayBasis(YEAR).requestKey(key()).reason("as agreed"));
    }
}
