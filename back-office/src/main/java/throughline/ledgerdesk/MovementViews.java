package throughline.ledgerdesk;

import io.vertx.core.json.JsonObject;
import throughline.back.BackMachine;
import throughline.desk.Answer;
import throughline.desk.Decimal;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.firm.Approvals;
import throughline.message.AccrualKind;
import throughline.message.AccrualProposedDecoder;
import throughline.message.CashMovementProposedDecoder;
import throughline.message.Decision;
import throughline.message.EntryProposedDecoder;
import throughline.message.FeeProposedDecoder;
import throughline.message.JournalRecord;
import throughline.message.SecurityMovementProposedDecoder;
import throughline.movement.Accruals;
import throughline.movement.BookedMovements;
import throughline.report.Names;

/** What people see of movements and accruals, as JSON. On the desk's thread. */
final class MovementViews {
    private static final long DEFINED = 1L << 32;

    private MovementViews() {
    }

    /** A movement of a row of the approvals, with what became of it. */
    static JsonObject movement(BackMachine state, int row) {
        Approvals all = state.approvals();
        JournalRecord record = all.proposal(row, new JournalRecord());
        boolean cash = record.templateId() == CashMovementProposedDecoder.TEMPLATE_ID;
        JsonObject view = cash ? cash(state, record) : security(state, record);
        BookedMovements booked = state.movements().booked();
        long id = all.id(row);
        return view.put("id", Long.toString(id)).put("status", status(all.decision(row), booked, id))
            .put("requestedBy", state.users().name(all.askedBy(row))).put("requestedAt", Answer.time(all.timeNs(row)))
            .put("entryId", Long.toString(booked.entryId(id))).put("endedBy", Long.toString(booked.endedBy(id)));
    }

    private static String status(Decision decision, BookedMovements booked, long id) {
        if (decision != Decision.APPROVE) {
            return ApprovalRoutes.status(decision);
        }
        return booked.reversedBy(id) != 0 ? "reversed" : booked.endedBy(id) != 0 ? "settled" : "booked";
    }

    /** What is proposed, as people read it; null: its record tells it. */
    static JsonObject proposal(BackMachine state, JournalRecord record) {
        JsonObject view = switch (record.templateId()) {
            case CashMovementProposedDecoder.TEMPLATE_ID -> cash(state, record);
            case SecurityMovementProposedDecoder.TEMPLATE_ID -> security(state, record);
            case AccrualProposedDecoder.TEMPLATE_ID -> accrual(state, record);
            case EntryProposedDecoder.TEMPLATE_ID -> EntryView.of(state, record);
            case FeeProposedDecoder.TEMPLATE_ID -> FeeView.proposed(state, record);
            default -> null;
        };
        if (view != null) {
            view.remove("reason");
        }
        return view;
    }

    private static JsonObject cash(BackMachine state, JournalRecord record) {
        CashMovementProposedDecoder cash = new CashMovementProposedDecoder();
        cash.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        boolean against = cash.againstCurrency() != 0;
        JsonObject view = new JsonObject().put("kind", Names.lower(cash.kind()))
            .put("account", Names.account(state, cash.accountId())).put("party", Names.party(state, cash.partyId()))
            .put("currency", Names.currency(cash.currency())).put("amount", Names.money(cash.amountMinor(),
                cash.currency())).put("againstCurrency", against ? Names.currency(cash.againstCurrency()) : "")
            .put("against", against ? Names.money(cash.againstMinor(), cash.againstCurrency()) : "")
            .put("chart", cash.chartNumber()).put("relatesTo", Long.toString(cash.relatesTo()))
            .put("valueDate", Answer.date(cash.valueDate()));
        cash.skipRequestKey();
        return view.put("reason", cash.reason());
    }

    private static JsonObject security(BackMachine state, JournalRecord record) {
        SecurityMovementProposedDecoder security = new SecurityMovementProposedDecoder();
        security.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int instrument = security.instrumentId();
        int currency = instrument == 0 ? 0 : state.instruments().currency(instrument);
        JsonObject view = new JsonObject().put("kind", Names.lower(security.kind()))
            .put("account", Names.account(state, security.accountId()))
            .put("party", Names.party(state, security.partyId())).put("symbol", Names.symbol(state, instrument))
            .put("quantity", instrument == 0 ? "0" : Names.quantity(state, security.quantity(), instrument))
            .put("currency", instrument == 0 ? "" : Names.currency(currency))
            .put("amount", instrument == 0 ? "0" : Names.money(security.amountMinor(), currency))
            .put("feeRate", Decimal.textE8(security.feeRateE8())).put("relatesTo", Long.toString(security.relatesTo()))
            .put("valueDate", Answer.date(security.valueDate()));
        security.skipRequestKey();
        return view.put("reason", security.reason());
    }

    private static JsonObject accrual(BackMachine state, JournalRecord record) {
        AccrualProposedDecoder one = new AccrualProposedDecoder();
        one.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        boolean ends = one.toDate() != AccrualProposedDecoder.toDateNullValue();
        return accrual(one.kind(), Names.account(state, one.accountId()), Names.party(state, one.partyId()),
            one.currency(), one.principalMinor(), one.rateE8(), one.dayBasis())
            .put("fromDate", Answer.date(one.fromDate())).put("toDate", ends ? Answer.date(one.toDate()) : "")
            .put("ends", one.endsAccrual() == 0 ? "" : Long.toString(one.endsAccrual()));
    }

    private static JsonObject accrual(AccrualKind kind, String account, String party, int currency, long principalMinor,
        long rateE8, int dayBasis) {
        return new JsonObject().put("kind", Names.lower(kind)).put("account", account).put("party", party)
            .put("currency", Names.currency(currency)).put("principal", Names.money(principalMinor, currency))
            .put("rate", Decimal.textE8(rateE8)).put("dayBasis", dayBasis);
    }

    /** First the proposals that are not approved, then all that grows, fees of borrowings and loans among it. */
    static Listing.Row accruals(BackMachine state, Person person, long after) {
        Approvals all = state.approvals();
        for (int row = Listing.behind(Math.min(after, DEFINED - 1), 0); row < all.count(); row++) {
            if (all.templateId(row) == AccrualProposedDecoder.TEMPLATE_ID && all.decision(row) != Decision.APPROVE) {
                return new Listing.Row(row, accrual(state, all.proposal(row, new JournalRecord()))
                    .put("id", Long.toString(all.id(row))).put("status", ApprovalRoutes.status(all.decision(row)))
                    .put("accrued", "0").put("paid", "0"));
            }
        }
        long id = Math.max(DEFINED, after + 1);
        int row = (int) Math.min(id - DEFINED, Integer.MAX_VALUE);
        return row < state.movements().accruals().count() ? new Listing.Row(id, growing(state, row)) : null;
    }

    private static JsonObject growing(BackMachine state, int row) {
        Accruals all = state.movements().accruals();
        boolean ended = all.hasEnd(row) && all.toDate(row) < state.businessDate();
        return accrual(all.kind(row), Names.account(state, all.book(row)), Names.party(state, all.party(row)),
            all.currency(row), all.principalMinor(row), all.rateE8(row), all.dayBasis(row))
            .put("id", Long.toString(all.id(row))).put("status", ended ? "ended" : "accruing")
            .put("fromDate", Answer.date(all.fromDate(row)))
            .put("toDate", all.hasEnd(row) ? Answer.date(all.toDate(row)) : "")
            .put("ends", "").put("accrued", Names.money(all.accruedMinor(row), all.currency(row)))
            .put("paid", Names.money(all.paidMinor(row), all.currency(row)));
    }
}
