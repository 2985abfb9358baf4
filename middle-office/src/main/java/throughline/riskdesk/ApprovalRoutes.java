package throughline.riskdesk;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import throughline.desk.Answer;
import throughline.desk.Body;
import throughline.desk.Channel;
import throughline.desk.Decimal;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.limit.Approvals;
import throughline.message.ApprovalDecidedDecoder;
import throughline.message.ApprovalDecidedEncoder;
import throughline.message.Decision;
import throughline.message.JournalRecord;
import throughline.message.LimitChangeRequestedDecoder;
import throughline.message.OverrideRequestedDecoder;
import throughline.message.RestrictionRequestedDecoder;
import throughline.message.Side;
import throughline.message.TradingStateRequestedDecoder;
import throughline.office.Draft;
import throughline.office.Outcome;
import throughline.reference.Scope;
import throughline.reference.Users;
import throughline.risk.MiddleMachine;
import throughline.state.Table;

/**
 * {@code /v1/approvals} and the channel of that name: what waits for a second person, undecided first, and that
 * person's decision. Event loops; the state is read on the desk's thread.
 */
final class ApprovalRoutes {
    private static final long DECIDED = 1L << 32;
    private static final String[] STATUS = {"pending", "approved", "rejected"};
    private static final String[] KIND = {"limit", "trading_state", "restriction", "override"};
    private static final List<String> COLUMNS = List.of("id", "kind", "status", "scope", "metric", "value", "until",
        "state", "restrictionId", "symbol", "issuer", "side", "quantity", "reason", "requestedBy", "requestedAt",
        "decidedBy", "decidedAt", "comment");

    private final Desk<MiddleMachine> desk;
    private final ApprovalDecidedDecoder decided = new ApprovalDecidedDecoder();
    private final Channel<MiddleMachine> channel =
        Channel.ofEvents("approvals", LimitRoutes.READERS, Listing.whole(ApprovalRoutes::next));

    ApprovalRoutes(Desk<MiddleMachine> desk) {
        this.desk = desk;
    }

    void addTo(DeskServer<MiddleMachine> server) {
        server.list("/v1/approvals", LimitRoutes.READERS, COLUMNS, ApprovalRoutes::next)
            .route(HttpMethod.GET, "/v1/approvals/:id", LimitRoutes.READERS, this::get)
            .route(HttpMethod.POST, "/v1/approvals/:id", Users.RISK, this::decide)
            .channel(channel).desk().listen(this::applied);
    }

    private static Listing.Row next(MiddleMachine state, Person person, long after) {
        Approvals all = state.approvals();
        for (long id = after + 1; id < all.end(); id++) {
            if (all.isLive((int) id) && all.status((int) id) == Approvals.PENDING) {
                return new Listing.Row(id, item(state, (int) id));
            }
        }
        for (long id = Math.max(DECIDED, after + 1); id < DECIDED + all.end(); id++) {
            int row = (int) (id - DECIDED);
            if (all.isLive(row) && all.status(row) != Approvals.PENDING) {
                return new Listing.Row(id, item(state, row));
            }
        }
        return null;
    }

    /** An approval as the outside sees it. */
    static JsonObject item(MiddleMachine state, int row) {
        Approvals all = state.approvals();
        JsonObject item = new JsonObject().put("id", Long.toString(all.id(row))).put("kind", KIND[all.kind(row)])
            .put("status", STATUS[all.status(row)]).put("scope", ScopeText.of(state, all.key(row)));
        switch (all.kind(row)) {
            case Approvals.LIMIT -> item.put("metric", ScopeText.of(all.metric(row)))
                .put("value", ScopeText.value(all.metric(row), all.value(row)))
                .put("until", LimitRoutes.until(all.until(row)));
            case Approvals.STATE_OF -> item.put("state", all.state(row).name().toLowerCase(Locale.ROOT));
            case Approvals.RESTRICTION -> {
                item.put("restrictionId", Long.toString(all.value(row))).put("side", side(all.side(row)));
                if (all.instrumentId(row) == 0) {
                    item.put("issuer", all.issuer(row));
                } else {
                    item.put("symbol", state.instruments().symbol(all.instrumentId(row)));
                }
            }
            default -> item.put("symbol", state.instruments().symbol(all.instrumentId(row)))
                .put("side", side(all.side(row))).put("quantity", Decimal.text(all.value(row),
                    state.instruments().quantityScale(Scope.instrumentId(all.key(row)))))
                .put("until", Answer.time(all.until(row)));
        }
        item.put("reason", all.reason(row)).put("requestedBy", state.users().name(all.requestedBy(row)))
            .put("requestedAt", Answer.time(all.requestedNs(row)));
        if (all.status(row) != Approvals.PENDING) {
            item.put("decidedBy", state.users().name(all.decidedBy(row)))
                .put("decidedAt", Answer.time(all.decidedNs(row))).put("comment", all.comment(row));
        }
        return item;
    }

    /** A side as the outside writes it. */
    static String side(Side side) {
        return side == Side.NULL_VAL ? "any" : side.name().toLowerCase(Locale.ROOT);
    }

    private void applied(MiddleMachine state, JournalRecord record) {
        switch (record.templateId()) {
            case LimitChangeRequestedDecoder.TEMPLATE_ID, TradingStateRequestedDecoder.TEMPLATE_ID,
                RestrictionRequestedDecoder.TEMPLATE_ID, OverrideRequestedDecoder.TEMPLATE_ID ->
                publish(state, record.seq());
            case ApprovalDecidedDecoder.TEMPLATE_ID -> {
                decided.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                publish(state, decided.approvalId());
            }
            default -> {
                // all else changes no approval
            }
        }
    }

    /** A request that held at once is none. */
    private void publish(MiddleMachine state, long id) {
        int row = state.approvals().row(id);
        if (row != Table.NONE) {
            channel.publish(Long.toString(id), () -> item(state, row));
        }
    }

    /** What a change led to, now: 200 with what stands, or 202 with the approval it waits for; 200 for a repeat. */
    static Answer answer(MiddleMachine state, Desk.Reply reply, JsonObject standing) {
        int status = reply.status(200);
        int row = state.approvals().row(reply.reference());
        if (row == Table.NONE) {
            return Answer.json(status, standing);
        }
        boolean waits = state.approvals().status(row) == Approvals.PENDING;
        return Answer.json(waits ? status : 200, item(state, row));
    }

    private Future<Answer> get(Request request) {
        long id = request.id("id");
        return desk.read(state -> Answer.ok(item(state, row(state, id))));
    }

    private static int row(MiddleMachine state, long id) {
        int row = state.approvals().row(id);
        if (row == Table.NONE) {
            throw Problem.notFound("There is no approval " + id + " of this business date.");
        }
        return row;
    }

    private Future<Answer> decide(Request request) {
        long id = request.id("id");
        Body body = request.body();
        Decision decision = body.choice("decision", Decision.class, Set.of(Decision.APPROVE, Decision.REJECT));
        String comment = body.has("comment") ? body.text("comment", LimitRoutes.MAX_REASON) : "";
        body.end();
        Draft draft = Desk.draft();
        draft.begin(new ApprovalDecidedEncoder(), request.actor(), 0).approvalId(id).bodyHash(request.bodyHash())
            .decision(decision).requestKey(request.key()).comment(comment);
        return desk.submit(draft, false, (state, reply, last) -> {
            refuse(state, reply.outcome(), request, id);
            return Answer.json(reply.status(200), item(state, row(state, id)));
        });
    }

    /** Says of a decision that is not taken why not, where that can be told better than by its outcome alone. */
    private static void refuse(MiddleMachine state, Outcome outcome, Request request, long id) {
        int row = state.approvals().row(id);
        if (outcome == Outcome.FORBIDDEN && row != Table.NONE
            && state.approvals().requestedBy(row) == request.actor()) {
            throw Problem.forbidden("Nobody decides on what they asked for themselves.").recorded();
        }
        if (outcome == Outcome.NOT_FOUND) {
            throw Problem.notFound("There is no approval " + id + " of this business date.");
        }
        if (outcome == Outcome.WRONG_STATE) {
            throw new Problem(409, "WRONG_STATE", state.approvals().status(row) == Approvals.PENDING
                ? "What it is about has changed or its time has passed since; it can only be rejected, and asked anew."
                : "It was decided before.");
        }
    }
}
