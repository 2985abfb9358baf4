package throughline.ledgerdesk;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import throughline.back.BackMachine;
import throughline.desk.Answer;
import throughline.desk.Body;
import throughline.desk.Decimal;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.message.AccrualKind;
import throughline.message.AccrualProposedEncoder;
import throughline.message.CashMovementKind;
import throughline.message.CashMovementProposedDecoder;
import throughline.message.CashMovementProposedEncoder;
import throughline.message.JournalRecord;
import throughline.message.SecurityMovementKind;
import throughline.message.SecurityMovementProposedDecoder;
import throughline.message.SecurityMovementProposedEncoder;
import throughline.movement.Accruals;
import throughline.office.Draft;
import throughline.reference.Money;
import throughline.reference.Users;
import throughline.state.Table;

/**
 * Movements of cash and securities and accruals over REST: what one person proposes, and what became of each. Names
 * become numbers on the desk's thread, where the draft is written.
 */
final class MovementRoutes {
    private static final Set<CashMovementKind> CASH =
        EnumSet.complementOf(EnumSet.of(CashMovementKind.NULL_VAL, CashMovementKind.SBE_UNKNOWN));
    private static final Set<SecurityMovementKind> SECURITY =
        EnumSet.complementOf(EnumSet.of(SecurityMovementKind.NULL_VAL, SecurityMovementKind.SBE_UNKNOWN));
    private static final Set<AccrualKind> ACCRUALS =
        EnumSet.of(AccrualKind.INTEREST_OWED, AccrualKind.INTEREST_EARNED);
    private static final int E8 = 8;

    private final Desk<BackMachine> desk;

    MovementRoutes(DeskServer<BackMachine> server) {
        desk = server.desk();
        server.route(HttpMethod.POST, "/v1/cash-movements", Users.OPERATIONS, this::cash)
            .route(HttpMethod.POST, "/v1/security-movements", Users.OPERATIONS, this::security)
            .route(HttpMethod.POST, "/v1/accruals", Users.OPERATIONS, this::accrual)
            .route(HttpMethod.POST, "/v1/accruals/:id/end", Users.OPERATIONS, this::endAccrual)
            .list("/v1/cash-movements", LedgerDesk.STAFF, List.of("id", "kind", "status", "account", "party",
                "currency", "amount", "againstCurrency", "against", "chart", "relatesTo", "valueDate", "reason",
                "requestedBy", "requestedAt", "entryId", "endedBy"), (state, person, after) ->
                proposals(state, after, CashMovementProposedDecoder.TEMPLATE_ID))
            .list("/v1/security-movements", LedgerDesk.STAFF, List.of("id", "kind", "status", "account", "party",
                "symbol", "quantity", "amount", "currency", "feeRate", "relatesTo", "valueDate", "reason",
                "requestedBy", "requestedAt", "entryId", "endedBy"), (state, person, after) ->
                proposals(state, after, SecurityMovementProposedDecoder.TEMPLATE_ID))
            .list("/v1/accruals", LedgerDesk.STAFF, List.of("id", "kind", "status", "account", "party", "currency",
                "principal", "rate", "dayBasis", "fromDate", "toDate", "ends", "accrued", "paid"),
                MovementViews::accruals);
    }

    private static Listing.Row proposals(BackMachine state, long after, int templateId) {
        int row = Listing.behind(after, 0);
        while (row < state.approvals().count() && state.approvals().templateId(row) != templateId) {
            row++;
        }
        return row < state.approvals().count() ? new Listing.Row(row, MovementViews.movement(state, row)) : null;
    }

    private Future<Answer> propose(Function<BackMachine, Draft> writer) {
        return desk.read(writer).compose(draft ->
            desk.submit(draft, false, (state, reply, last) -> ApprovalRoutes.proposed(state, reply)));
    }

    /** Who asks, and under which key and hash; taken from a request before the desk's thread writes the draft. */
    private record Asker(int actor, long hash, String key) {
        static Asker of(Request request) {
            return new Asker(request.actor(), request.bodyHash(), request.key());
        }
    }

    /** A movement of cash, before its names are known. */
    private record Cash(CashMovementKind kind, String account, String party, int currency, Decimal amount,
        int againstCurrency, Decimal against, int chart, long relatesTo, int valueDate, String reason) {
    }

    private Future<Answer> cash(Request request) {
        Body body = request.body();
        CashMovementKind kind = body.choice("kind", CashMovementKind.class, CASH);
        boolean deal = kind == CashMovementKind.FX_DEAL;
        boolean settles = kind == CashMovementKind.FX_SETTLED;
        boolean relates = settles || kind == CashMovementKind.ACCRUAL_SETTLED;
        Cash cash = new Cash(kind, Given.name(body, "account"), Given.name(body, "party"),
            Given.currency(body, "currency", !relates), settles ? null : body.decimal("amount"),
            deal ? Given.currency(body, "againstCurrency", true) : 0, deal ? body.decimal("against") : null,
            kind == CashMovementKind.FEES_PAID ? (int) body.whole("chart", 1, 9_999) : 0,
            relates ? body.whole("relatesTo", 1, Long.MAX_VALUE) : 0, Given.date(body, "valueDate", Integer.MIN_VALUE),
            body.text("reason", ApprovalRoutes.MAX_REASON));
        body.end();
        Asker asker = Asker.of(request);
        return propose(state -> write(state, cash, asker));
    }

    private static Draft write(BackMachine state, Cash cash, Asker asker) {
        int currency = cash.currency() == 0 ? related(state, cash) : cash.currency();
        Draft draft = new Draft();
        draft.begin(new CashMovementProposedEncoder(), asker.actor(), 0).kind(cash.kind())
            .accountId(Given.account(state, "/account", cash.account()))
            .partyId(Given.party(state, "/party", cash.party())).currency(currency)
            .amountMinor(Given.scaled("/amount", cash.amount(), scale(currency)))
            .againstCurrency(cash.againstCurrency())
            .againstMinor(Given.scaled("/against", cash.against(), scale(cash.againstCurrency())))
            .chartNumber(cash.chart()).relatesTo(cash.relatesTo()).valueDate(date(state, cash.valueDate()))
            .bodyHash(asker.hash()).requestKey(asker.key()).reason(cash.reason());
        return draft;
    }

    private static int scale(int currency) {
        return Money.isCurrency(currency) ? Money.scale(currency) : 0;
    }

    private static int date(BackMachine state, int given) {
        return given == Integer.MIN_VALUE ? state.businessDate() : given;
    }

    /** Currency of what is settled; 0: there is no such thing. */
    private static int related(BackMachine state, Cash cash) {
        int accrual = state.movements().accruals().find(cash.relatesTo());
        if (cash.kind() == CashMovementKind.ACCRUAL_SETTLED) {
            return accrual == Table.NONE ? 0 : state.movements().accruals().currency(accrual);
        }
        int row = state.approvals().find(cash.relatesTo());
        if (row == Table.NONE || state.approvals().templateId(row) != CashMovementProposedDecoder.TEMPLATE_ID) {
            return 0;
        }
        JournalRecord record = state.approvals().proposal(row, new JournalRecord());
        return new CashMovementProposedDecoder().wrap(record.buffer(), record.body(), record.blockLength(),
            record.version()).currency();
    }

    /** A movement of securities, before its names are known. */
    private record Security(SecurityMovementKind kind, String account, String party, String symbol, Decimal quantity,
        Decimal amount, Decimal feeRate, long relatesTo, int valueDate, String reason) {
    }

    private Future<Answer> security(Request request) {
        Body body = request.body();
        SecurityMovementKind kind = body.choice("kind", SecurityMovementKind.class, SECURITY);
        boolean returns = kind == SecurityMovementKind.BORROW_RETURNED || kind == SecurityMovementKind.LOAN_RETURNED;
        Security security = new Security(kind, returns ? null : body.ascii("account", Request.MAX_NAME),
            Given.name(body, "party"), returns ? null : body.ascii("symbol", Request.MAX_NAME),
            returns ? null : body.decimal("quantity"),
            !returns && body.has("amount") ? body.decimalFromZero("amount") : null,
            !returns && body.has("feeRate") ? body.decimalFromZero("feeRate") : null,
            returns ? body.whole("relatesTo", 1, Long.MAX_VALUE) : 0, Given.date(body, "valueDate", Integer.MIN_VALUE),
            body.text("reason", ApprovalRoutes.MAX_REASON));
        body.end();
        Asker asker = Asker.of(request);
        return propose(state -> write(state, security, asker));
    }

    private static Draft write(BackMachine state, Security security, Asker asker) {
        int instrument = Given.symbol(state, "/symbol", security.symbol());
        int scale = instrument == 0 ? 0 : state.instruments().quantityScale(instrument);
        int money = instrument == 0 ? 0 : Money.scale(state.instruments().currency(instrument));
        Draft draft = new Draft();
        draft.begin(new SecurityMovementProposedEncoder(), asker.actor(), 0).kind(security.kind())
            .instrumentId(instrument).accountId(Given.account(state, "/account", security.account()))
            .partyId(Given.party(state, "/party", security.party()))
            .quantity(Given.scaled("/quantity", security.quantity(), scale))
            .amountMinor(Given.scaled("/amount", security.amount(), money))
            .feeRateE8(Given.scaled("/feeRate", security.feeRate(), E8)).relatesTo(security.relatesTo())
            .valueDate(date(state, security.valueDate())).bodyHash(asker.hash()).requestKey(asker.key())
            .reason(security.reason());
        return draft;
    }

    private Future<Answer> accrual(Request request) {
        Body body = request.body();
        AccrualKind kind = body.choice("kind", AccrualKind.class, ACCRUALS);
        String account = body.ascii("account", Request.MAX_NAME);
        String party = Given.name(body, "party");
        int currency = Given.currency(body, "currency", true);
        Decimal principal = body.decimal("principal");
        Decimal rate = body.decimal("rate");
        long basis = body.whole("dayBasis", 360, 365);
        int from = Given.date(body, "fromDate", Integer.MIN_VALUE);
        int to = Given.date(body, "toDate", AccrualProposedEncoder.toDateNullValue());
        String reason = body.text("reason", ApprovalRoutes.MAX_REASON);
        body.end();
        if (basis != 360 && basis != 365) {
            throw Problem.badInput("/dayBasis", "must be 360 or 365");
        }
        Asker asker = Asker.of(request);
        return propose(state -> {
            Draft draft = new Draft();
            draft.begin(new AccrualProposedEncoder(), asker.actor(), 0).kind(kind).currency(currency)
                .accountId(Given.account(state, "/account", account)).partyId(Given.party(state, "/party", party))
                .principalMinor(Given.scaled("/principal", principal, Money.scale(currency)))
                .rateE8(Given.scaled("/rate", rate, E8)).dayBasis((int) basis).fromDate(date(state, from)).toDate(to)
                .bodyHash(asker.hash()).requestKey(asker.key()).reason(reason);
            return draft;
        });
    }

    /** Interest grows up to a last day; the proposal repeats what it ends. */
    private Future<Answer> endAccrual(Request request) {
        long id = request.id("id");
        Body body = request.body();
        int to = Given.date(body, "toDate", AccrualProposedEncoder.toDateNullValue());
        String reason = body.text("reason", ApprovalRoutes.MAX_REASON);
        if (to == AccrualProposedEncoder.toDateNullValue()) {
            body.fault("toDate", "is missing: the last day that counts");
        }
        body.end();
        Asker asker = Asker.of(request);
        return propose(state -> {
            Accruals all = state.movements().accruals();
            int row = all.find(id);
            if (row == Table.NONE) {
                throw Problem.notFound("There is no accrual " + id + ".");
            }
            Draft draft = new Draft();
            draft.begin(new AccrualProposedEncoder(), asker.actor(), 0).endsAccrual(id).kind(all.kind(row))
                .currency(all.currency(row)).accountId(all.book(row)).partyId(all.party(row))
                .principalMinor(all.principalMinor(row)).rateE8(all.rateE8(row)).dayBasis(all.dayBasis(row))
                .fromDate(all.fromDate(row)).toDate(to).bodyHash(asker.hash()).requestKey(asker.key()).reason(reason);
            return draft;
        });
    }
}
