package throughline.bookstwin;

import java.math.BigDecimal;
import java.util.Map;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.message.AccrualKind;
import throughline.message.AccrualProposedEncoder;
import throughline.message.ApprovalDecidedEncoder;
import throughline.message.CashMovementProposedEncoder;
import throughline.message.Decision;
import throughline.message.EntryProposedEncoder;
import throughline.message.FeeProposedEncoder;
import throughline.message.RebillingProposedEncoder;
import throughline.message.ReopeningProposedEncoder;
import throughline.message.SecurityMovementProposedEncoder;
import throughline.office.Outcome;

/** What two people ask the office for, written as records. */
final class Proposals {
    private final TwinFirm firm;
    private int date;

    Proposals(TwinFirm firm) {
        this.firm = firm;
    }

    /** The date that is open for all that follows. */
    Proposals on(int open) {
        date = open;
        return this;
    }

    MessageEncoderFlyweight cash(TwinMovements.Cash what) {
        CashMovementProposedEncoder cash = new CashMovementProposedEncoder();
        firm.draft.begin(cash, World.OPS, 0).kind(what.kind()).accountId(what.account()).currency(what.currency())
            .amountMinor(what.amount()).partyId(what.party()).chartNumber(what.chart())
            .againstCurrency(what.againstCurrency()).againstMinor(what.against()).relatesTo(what.relatesTo())
            .valueDate(date).requestKey("").reason("as agreed");
        return cash;
    }

    MessageEncoderFlyweight paper(TwinMovements.Paper what) {
        SecurityMovementProposedEncoder paper = new SecurityMovementProposedEncoder();
        firm.draft.begin(paper, World.OPS, 0).kind(what.kind()).accountId(what.account()).partyId(what.party())
            .instrumentId(what.instrument()).quantity(what.quantity()).amountMinor(what.amount())
            .feeRateE8(what.feeRateE8()).relatesTo(what.relatesTo()).valueDate(what.valueDate()).requestKey("")
            .reason("as agreed");
        return paper;
    }

    MessageEncoderFlyweight accrual(TwinAccruals.Terms terms) {
        return accrual(0, terms, terms.to());
    }

    /** Something grows so up to a last day; or, which ends not 0, what grew before ends then. */
    MessageEncoderFlyweight accrual(long ends, TwinAccruals.Terms terms, int last) {
        AccrualProposedEncoder accrual = new AccrualProposedEncoder();
        firm.draft.begin(accrual, World.OPS, 0)
            .endsAccrual(ends).kind(kind(terms))
            .accountId(terms.account()).partyId(terms.party()).currency(terms.currency())
            .principalMinor(terms.principal()).rateE8(terms.rateE8()).dayBasis(terms.basis()).fromDate(terms.from())
            .toDate(last == Integer.MAX_VALUE ? AccrualProposedEncoder.toDateNullValue() : last)
            .requestKey("").reason("as agreed");
        return accrual;
    }

    private static AccrualKind kind(TwinAccruals.Terms terms) {
        if (terms.fee()) {
            return terms.earned() ? AccrualKind.LENDING_FEE : AccrualKind.BORROW_FEE;
        }
        return terms.earned() ? AccrualKind.INTEREST_EARNED : AccrualKind.INTEREST_OWED;
    }

    MessageEncoderFlyweight entry(int accountingDate, Map<Key, BigDecimal> lines) {
        EntryProposedEncoder entry = new EntryProposedEncoder();
        firm.draft.begin(entry, World.OPS, 0).reverses(0).accountingDate(accountingDate).tradeDate(accountingDate)
            .valueDate(accountingDate);
        EntryProposedEncoder.PostingsEncoder postings = entry.postingsCount(lines.size());
        lines.forEach((key, amount) -> line(postings, key, amount.longValueExact()));
        entry.text("by hand").requestKey("").reason("a correction");
        return entry;
    }

    private static void line(EntryProposedEncoder.PostingsEncoder postings, Key key, long amount) {
        postings.next().amount(amount).chartNumber(key.chart()).unit(key.unit()).accountId(key.book())
            .partyId(key.party()).instrumentId(key.instrument()).capacity(key.capacity());
    }

    MessageEncoderFlyweight reversal(TwinFirm.Entry of, int accountingDate) {
        EntryProposedEncoder entry = new EntryProposedEncoder();
        firm.draft.begin(entry, World.OPS, 0).reverses(of.id()).accountingDate(accountingDate).tradeDate(of.tradeDate())
            .valueDate(of.valueDate());
        EntryProposedEncoder.PostingsEncoder postings = entry.postingsCount(of.lines().size());
        of.lines().forEach(each -> line(postings, each.key(), each.amount()));
        entry.text("undone").requestKey("").reason("a mistake");
        return entry;
    }

    MessageEncoderFlyweight reopening(int day) {
        ReopeningProposedEncoder reopening = new ReopeningProposedEncoder();
        firm.draft.begin(reopening, World.OPS, 0).businessDate(day).requestKey("").reason("late invoices");
        return reopening;
    }

    MessageEncoderFlyweight rebilling(int from, int to, int account) {
        RebillingProposedEncoder rebilling = new RebillingProposedEncoder();
        firm.draft.begin(rebilling, World.OPS, 0).fromDate(from).toDate(to).accountId(account).requestKey("")
            .reason("a wrong tariff");
        return rebilling;
    }

    MessageEncoderFlyweight fee(FeeRow row) {
        FeeProposedEncoder fee = new FeeProposedEncoder();
        firm.draft.begin(fee, World.OPS, 0).kind(row.kind()).accountKind(row.accounts()).fromDate(row.from())
            .toDate(row.to() == 0 ? FeeProposedEncoder.toDateNullValue() : row.to())
            .ratePerNotionalE8(row.perNotional()).ratePerUnitE8(row.perUnit()).perOrderMinor(row.perOrder())
            .minimumMinor(row.minimum())
            .maximumMinor(row.maximum() < 0 ? FeeProposedEncoder.maximumMinorNullValue() : row.maximum())
            .sides(row.sides()).roundsUp((short) (row.roundsUp() ? 1 : 0)).chargeDate(row.dated())
            .tierBy(row.tierBy()).currency(row.currency()).accountId(row.account()).aboveMinor(row.above());
        FeeProposedEncoder.TiersEncoder tiers = fee.tiersCount(row.tiers().size());
        row.tiers().forEach(tier -> tiers.next().from(tier.from()).ratePerNotionalE8(tier.perNotional())
            .ratePerUnitE8(tier.perUnit()));
        fee.requestKey("").reason("a new tariff");
        return fee;
    }

    Outcome decide(int actor, long id, Decision decision) {
        ApprovalDecidedEncoder decided = new ApprovalDecidedEncoder();
        firm.draft.begin(decided, actor, 0).approvalId(id).decision(decision).requestKey("").comment("seen");
        return firm.send(decided);
    }
}
