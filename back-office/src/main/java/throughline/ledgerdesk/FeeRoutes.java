package throughline.ledgerdesk;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import throughline.back.BackMachine;
import throughline.desk.Answer;
import throughline.desk.Body;
import throughline.desk.Decimal;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Request;
import throughline.message.AccountKind;
import throughline.message.ChargeDate;
import throughline.message.ChargedSides;
import throughline.message.FeeKind;
import throughline.message.FeeProposedEncoder;
import throughline.message.RebillingProposedEncoder;
import throughline.message.TierBy;
import throughline.office.Draft;
import throughline.reference.Users;
import throughline.report.Names;
import throughline.trade.Fees;
import throughline.trade.Rebilling;

/** Fee tables over REST, and re-billing by them: what one person proposes here another approves. */
final class FeeRoutes {
    private static final int MAX_TIERS = 100;
    private static final Set<FeeKind> KINDS = Set.of(Fees.KINDS);

    private final Desk<BackMachine> desk;

    private enum Sides { ALL, BUY, SELL }

    private enum Rounding { UP, HALF_UP }

    private record Tier(long from, long perNotionalE8, long perUnitE8) {
    }

    FeeRoutes(DeskServer<BackMachine> server) {
        desk = server.desk();
        server.route(HttpMethod.GET, "/v1/fees", LedgerDesk.STAFF, this::fees)
            .route(HttpMethod.POST, "/v1/fees", Users.OPERATIONS, this::proposeFee)
            .route(HttpMethod.POST, "/v1/fees/rebillings", Users.OPERATIONS, this::proposeRebilling)
            .list("/v1/fees/rebillings", LedgerDesk.STAFF, List.of("rebillingId", "from", "to", "account", "status",
                "orders", "begunAt", "endedAt"), (state, person, after) -> {
                    int row = Listing.behind(after, 0);
                    return row < state.rebilling().count() ? new Listing.Row(row, rebilling(state, row)) : null;
                });
    }

    private Future<Answer> fees(Request request) {
        Integer asOf = request.query("asOf") == null ? null : BookReading.date(request, "asOf", 0);
        return new Listing<BackMachine>(desk, FeeView.COLUMNS, Set.of("asOf"), (state, person, after) ->
            FeeView.next(state, after, asOf)).answer(request);
    }

    private static JsonObject rebilling(BackMachine state, int row) {
        Rebilling all = state.rebilling();
        boolean ended = all.endedNs(row) != 0;
        return new JsonObject().put("rebillingId", Long.toString(all.id(row)))
            .put("from", Answer.date(all.fromDate(row))).put("to", Answer.date(all.toDate(row)))
            .put("account", Names.account(state, all.accountId(row)))
            .put("status", ended ? "done" : "running").put("orders", all.orders(row))
            .put("begunAt", Answer.time(all.begunNs(row)))
            .put("endedAt", ended ? Answer.time(all.endedNs(row)) : "");
    }

    private Future<Answer> proposeRebilling(Request request) {
        Body body = request.body();
        int from = Given.date(body, "from");
        int to = Given.date(body, "to");
        String account = Given.name(body, "account");
        String reason = body.text("reason", ApprovalRoutes.MAX_REASON);
        body.end();
        String key = request.key();
        long hash = request.bodyHash();
        return desk.read(state -> Given.account(state, "/account", account)).compose(id -> {
            Draft draft = Desk.draft();
            draft.begin(new RebillingProposedEncoder(), request.actor(), 0).fromDate(from).toDate(to).accountId(id)
                .bodyHash(hash).requestKey(key).reason(reason);
            return propose(draft);
        });
    }

    private Future<Answer> propose(Draft draft) {
        return desk.submit(draft, false, (state, reply, last) -> ApprovalRoutes.proposed(state, reply));
    }

    private Future<Answer> proposeFee(Request request) {
        Body body = request.body();
        int currency = Given.currency(body, "currency", false);
        int scale = FeeView.scale(currency);
        FeeKind kind = given(body.choice("kind", FeeKind.class, KINDS), FeeKind.COMMISSION);
        Sides side = body.choiceOr("side", Sides.class, Set.of(Sides.values()), Sides.ALL);
        TierBy tierBy = given(body.choiceOr("tierBy", TierBy.class, Set.of(TierBy.NOTIONAL, TierBy.QUANTITY),
            TierBy.NOTIONAL), TierBy.NOTIONAL);
        FeeProposedEncoder fee = new FeeProposedEncoder();
        Draft draft = new Draft();
        String account = Given.name(body, "account");
        draft.begin(fee, request.actor(), 0).kind(kind).fromDate(Given.date(body, "fromDate"))
            .toDate(Given.date(body, "toDate", FeeProposedEncoder.toDateNullValue()))
            .ratePerNotionalE8(number(body, "ratePerNotional", Decimal.MAX_DECIMALS, 0))
            .ratePerUnitE8(number(body, "ratePerUnit", Decimal.MAX_DECIMALS, 0))
            .perOrderMinor(number(body, "perOrder", scale, 0)).minimumMinor(number(body, "minimum", scale, 0))
            .maximumMinor(number(body, "maximum", scale, FeeProposedEncoder.maximumMinorNullValue()))
            .accountKind(given(body.choiceOr("accountKind", AccountKind.class,
                Set.of(AccountKind.PRINCIPAL, AccountKind.CLIENT), AccountKind.NULL_VAL), AccountKind.NULL_VAL))
            .sides(side == Sides.BUY ? ChargedSides.BUYS : side == Sides.SELL ? ChargedSides.SELLS : ChargedSides.ALL)
            .roundsUp((short) (body.choiceOr("rounding", Rounding.class, Set.of(Rounding.values()),
                Rounding.HALF_UP) == Rounding.UP ? 1 : 0))
            .chargeDate(given(body.choiceOr("chargeDate", ChargeDate.class,
                Set.of(ChargeDate.TRADE, ChargeDate.SETTLEMENT), usual(kind)), ChargeDate.TRADE))
            .tierBy(tierBy).currency(currency)
            .aboveMinor(number(body, "above", scale, 0)).bodyHash(request.bodyHash());
        List<Tier> tiers = tiers(body, tierBy == TierBy.QUANTITY ? 0 : scale);
        String reason = body.text("reason", ApprovalRoutes.MAX_REASON);
        body.end();
        FeeProposedEncoder.TiersEncoder group = fee.tiersCount(tiers.size());
        tiers.forEach(tier -> group.next().from(tier.from()).ratePerNotionalE8(tier.perNotionalE8())
            .ratePerUnitE8(tier.perUnitE8()));
        fee.requestKey(request.key()).reason(reason);
        return desk.read(state -> Given.account(state, "/account", account)).compose(id -> {
            fee.accountId(id);
            return propose(draft);
        });
    }

    /** What was given; something else in the place of what is wrong, which the body tells of at its end. */
    private static <T> T given(T value, T wrong) {
        return value == null ? wrong : value;
    }

    private static ChargeDate usual(FeeKind kind) {
        return kind == FeeKind.SEC_SECTION_31 ? ChargeDate.SETTLEMENT : ChargeDate.TRADE;
    }

    private static long number(Body body, String name, int scale, long otherwise) {
        Decimal value = body.has(name) ? body.decimalFromZero(name) : null;
        if (value != null && !value.fits(scale)) {
            body.fault(name, "has more than " + scale + " decimals, or is too large");
            return 0;
        }
        return value == null ? otherwise : value.scaled(scale).longValueExact();
    }

    private static List<Tier> tiers(Body body, int fromScale) {
        List<Tier> tiers = new ArrayList<>();
        if (body.has("tiers")) {
            for (Body tier : body.objects("tiers", MAX_TIERS)) {
                tiers.add(new Tier(number(tier, "from", fromScale, 0),
                    number(tier, "ratePerNotional", Decimal.MAX_DECIMALS, 0),
                    number(tier, "ratePerUnit", Decimal.MAX_DECIMALS, 0)));
            }
        }
        return tiers;
    }
}
