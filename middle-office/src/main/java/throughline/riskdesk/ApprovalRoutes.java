package throughline.riskdesk;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import throughline.desk.Answer;
import throughline.desk.Body;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.desk.Request;
import throughline.message.ApprovalDecidedEncoder;
import throughline.message.Decision;
import throughline.message.Metric;
import throughline.office.Draft;
import throughline.reference.Users;
import throughline.limit.Approvals;
import throughline.risk.MiddleMachine;
import throughline.state.Table;

/**
 * {@code /v1/approvals}: what waits for a second person, undecided first, and that person's decision. Event loops; the
 * state is read on the desk's thread.
 */
final class ApprovalRoutes {
    private static final long DECIDED = 1L << 32;
    private static final String[] STATUS = {"pending", "approved", "rejected"};
    private static final List<String> COLUMNS = List.of("id", "status", "scope", "metric", "value", "until", "state",
        "reason", "requestedBy", "requestedAt", "decidedBy", "decidedAt", "comment");

    private final Desk<MiddleMachine> desk;

    ApprovalRoutes(Desk<MiddleMachine> desk) {
        this.desk = desk;
    }

    void addTo(DeskServer<MiddleMachine> server) {
        server.list("/v1/approvals", LimitRoutes.READERS, COLUMNS, ApprovalRoutes::next)
            .route(HttpMethod.GET, "/v1/approvals/:id", LimitRoutes.READERS, this::get)
            .route(HttpMethod.POST, "/v1/approvals/:id", Users.RISK, this::decide);
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

    private static JsonObject item(MiddleMachine state, int row) {
        Approvals all = state.approvals();
        JsonObject item = new JsonObject().put("id", Long.toString(all.id(row))).put("status", STATUS[all.status(row)])
            .put("scope", ScopeText.of(state, all.key(row)));
        if (all.metric(row) == Metric.NONE) {
            item.put("state", all.state(row).name().toLowerCase(Locale.ROOT));
        } else {
            item.put("metric", ScopeText.of(all.metric(row))).put("value", ScopeText.value(all.metric(row), all.value(row)))
                .put("until", LimitRoutes.until(all.until(row)));
        }
        item.put("reason", all.reason(row)).put("requestedBy", state.users().name(all.requestedBy(row)))
            .put("requestedAt", Answer.time(all.requestedNs(row)));
        if (all.status(row) != Approvals.PENDING) {
            item.put("decidedBy", state.users().name(all.decidedBy(row)))
                .put("decidedAt", Answer.time(all.decidedNs(row))).put("comment", all.comment(row));
        }
        return item;
    }

    /** What a change led to, now: 200 with what stands, or 202 with the approval it waits for. */
    static Answer answer(MiddleMachine state, Desk.Reply reply, JsonObject standing) {
        int status = reply.status(200);
        int row = state.approvals().row(reply.reference());
        if (row == Table.NONE) {
            return Answer.json(status, standing);
        }
        boolean waits = state.approvals().status(row) == Approvals.PENDING;
        return Answer.json(waits ? 202 : 200, item(state, row));
    }

    private Future<Answer> get(Request request) {
        long id = request.id("id");
        return desk.read(state -> Answer.ok(item(state, row(state, id))));
    }

    private static int row(MiddleMachine state, long id) {
        int row = state.approvals().row(id);
        if (row == Table.NONE) {
            throw throughline.desk.Problem.notFound("There is no approval " + id + " of this business date.");
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
        return desk.submit(draft, false, (state, reply, last) ->
            Answer.json(reply.status(200), item(state, row(state, id))));
    }
}
