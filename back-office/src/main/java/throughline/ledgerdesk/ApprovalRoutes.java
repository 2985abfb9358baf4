package throughline.ledgerdesk;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import throughline.back.BackMachine;
import throughline.desk.Answer;
import throughline.desk.Body;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.firm.Approvals;
import throughline.firm.Refusal;
import throughline.lineage.RecordText;
import throughline.message.ApprovalDecidedEncoder;
import throughline.message.Decision;
import throughline.message.JournalRecord;
import throughline.office.Draft;
import throughline.office.Outcome;
import throughline.reference.Users;
import throughline.state.Table;

/**
 * {@code /v1/approvals}: what waits for a second person, undecided first, with what was proposed in full, and that
 * person's decision. Event loops; the state is read on the desk's thread.
 */
final class ApprovalRoutes {
    /** Longest reason or comment. */
    static final int MAX_REASON = 256;

    private static final long DECIDED = 1L << 32;
    private static final String PROPOSED = "Proposed";

    private final Desk<BackMachine> desk;
    /** On the desk's thread only. */
    private final RecordText records = new RecordText();

    ApprovalRoutes(DeskServer<BackMachine> server) {
        desk = server.desk();
        server.list("/v1/approvals", LedgerDesk.STAFF, List.of("id", "kind", "status", "proposal", "reason",
                "requestedBy", "requestedAt", "decidedBy", "decidedAt", "comment"), this::next)
            .route(HttpMethod.POST, "/v1/approvals/:id", Users.OPERATIONS, this::decide);
    }

    private Listing.Row next(BackMachine state, Person person, long after) {
        Approvals all = state.approvals();
        for (int row = Listing.behind(Math.min(after, DECIDED - 1), 0); row < all.count(); row++) {
            if (all.decision(row) == null) {
                return new Listing.Row(row, item(state, row));
            }
        }
        for (long id = Math.max(DECIDED, after + 1); id - DECIDED < all.count(); id++) {
            int row = (int) (id - DECIDED);
            if (all.decision(row) != null) {
                return new Listing.Row(id, item(state, row));
            }
        }
        return null;
    }

    /** What was decided of a proposal. */
    static String status(Decision decision) {
        return decision == null ? "pending" : decision == Decision.APPROVE ? "approved" : "rejected";
    }

    /** An approval as the outside sees it. */
    private JsonObject item(BackMachine state, int row) {
        Approvals all = state.approvals();
        JournalRecord record = all.proposal(row, new JournalRecord());
        JsonObject fields = records.json(record).getJsonObject("fields");
        fields.remove("bodyHash");
        fields.remove("requestKey");
        String reason = String.valueOf(fields.remove("reason"));
        JsonObject view = MovementViews.proposal(state, record);
        boolean decided = all.decision(row) != null;
        return new JsonObject().put("id", Long.toString(all.id(row))).put("kind", kind(record))
            .put("status", status(all.decision(row))).put("proposal", view == null ? fields : view)
            .put("reason", reason).put("requestedBy", state.users().name(all.askedBy(row)))
            .put("requestedAt", Answer.time(all.timeNs(row)))
            .put("decidedBy", decided ? state.users().name(all.decidedBy(row)) : "")
            .put("decidedAt", decided ? Answer.time(all.decidedNs(row)) : "").put("comment", all.comment(row));
    }

    /** The message's name in words: {@code cash_movement} of a {@code CashMovementProposed}. */
    private String kind(JournalRecord record) {
        String name = records.kind(record.templateId());
        String what = name.endsWith(PROPOSED) ? name.substring(0, name.length() - PROPOSED.length()) : name;
        return what.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    /** What a proposal led to: 202 with the approval it waits for, 200 for a repeat. */
    static Answer proposed(BackMachine state, Desk.Reply reply) {
        refuse(reply);
        int status = reply.status(202);
        int row = state.approvals().find(reply.reference());
        return Answer.json(status, new JsonObject().put("id", Long.toString(reply.reference()))
            .put("status", status(state.approvals().decision(row))));
    }

    /** Says of what people ask for why it cannot be done. */
    static void refuse(Desk.Reply reply) {
        if (reply.outcome() == Outcome.NOT_FOUND || reply.outcome() == Outcome.WRONG_STATE) {
            Refusal refusal = Refusal.of(reply.reference());
            throw reply.outcome() == Outcome.NOT_FOUND ? Problem.notFound(refusal.text())
                : new Problem(409, refusal.name(), refusal.text());
        }
    }

    private Future<Answer> decide(Request request) {
        long id = request.id("id");
        Body body = request.body();
        Decision decision = body.choice("decision", Decision.class, Set.of(Decision.APPROVE, Decision.REJECT));
        String comment = body.has("comment") ? body.text("comment", MAX_REASON) : "";
        body.end();
        Draft draft = Desk.draft();
        draft.begin(new ApprovalDecidedEncoder(), request.actor(), 0).approvalId(id).bodyHash(request.bodyHash())
            .decision(decision).requestKey(request.key()).comment(comment);
        int actor = request.actor();
        return desk.submit(draft, false, (state, reply, last) -> {
            int row = state.approvals().find(id);
            if (reply.outcome() == Outcome.FORBIDDEN && row != Table.NONE && state.approvals().askedBy(row) == actor) {
                throw Problem.forbidden("Nobody decides on what they asked for themselves.").recorded();
            }
            if (reply.outcome() == Outcome.CONFLICT && row != Table.NONE && state.approvals().decision(row) != null
                && reply.reference() == state.approvals().decidedSeq(row)) {
                throw new Problem(409, Refusal.ALREADY_DONE.name(), "It was decided before.");
            }
            refuse(reply);
            return Answer.json(reply.status(200), item(state, row));
        });
    }
}
