package throughline.ledgerdesk;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import throughline.back.BackMachine;
import throughline.desk.Answer;
import throughline.desk.Body;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Request;
import throughline.firm.Exceptions;
import throughline.message.ExceptionResolvedEncoder;
import throughline.office.Draft;
import throughline.reference.Users;
import throughline.report.Names;

/** {@code /v1/exceptions}: what could not be booked or settled as it came, and what people say of each: by id. */
final class ExceptionRoutes {
    private final Desk<BackMachine> desk;

    ExceptionRoutes(DeskServer<BackMachine> server) {
        desk = server.desk();
        server.list("/v1/exceptions", LedgerDesk.STAFF, List.of("exceptionId", "raisedAt", "code", "text", "sourceId",
            "orderId", "causeJournal", "causeSeq", "status", "resolvedBy", "resolvedAt", "comment"),
            (state, person, after) -> {
                int row = Listing.behind(after, 0);
                return row < state.exceptions().count() ? new Listing.Row(row, view(state, row)) : null;
            }).route(HttpMethod.POST, "/v1/exceptions", Users.OPERATIONS, this::resolveNamed)
            .route(HttpMethod.POST, "/v1/exceptions/:id/resolve", Users.OPERATIONS, this::resolve);
    }

    private static JsonObject view(BackMachine state, int row) {
        Exceptions all = state.exceptions();
        JsonObject view = new JsonObject().put("exceptionId", Long.toString(all.seq(row)))
            .put("raisedAt", Answer.time(all.timeNs(row))).put("code", all.code(row).name())
            .put("text", all.text(row)).put("sourceId", Long.toString(all.sourceId(row)))
            .put("orderId", Long.toString(all.orderId(row))).put("causeJournal", Names.journal(all.causeJournal(row)))
            .put("causeSeq", all.causeSeq(row)).put("status", all.isResolved(row) ? "resolved" : "open")
            .put("resolvedBy", all.isResolved(row) ? state.users().name(all.resolvedBy(row)) : "")
            .put("comment", all.comment(row));
        return all.isResolved(row) ? view.put("resolvedAt", Answer.time(all.resolvedNs(row))) : view;
    }

    private Future<Answer> resolve(Request request) {
        long id = request.id("id");
        Body body = request.body();
        String comment = body.text("comment", ApprovalRoutes.MAX_REASON);
        body.end();
        return resolve(request, id, comment);
    }

    private Future<Answer> resolveNamed(Request request) {
        Body body = request.body();
        long id = body.whole("exceptionId", 1, Long.MAX_VALUE);
        String comment = body.text("comment", ApprovalRoutes.MAX_REASON);
        body.end();
        return resolve(request, id, comment);
    }

    private Future<Answer> resolve(Request request, long id, String comment) {
        Draft draft = Desk.draft();
        draft.begin(new ExceptionResolvedEncoder(), request.actor(), 0).exceptionSeq(id).bodyHash(request.bodyHash())
            .requestKey(request.key()).comment(comment);
        return desk.submit(draft, false, (state, reply, last) -> {
            ApprovalRoutes.refuse(reply);
            return Answer.json(reply.status(200), view(state, state.exceptions().find(id)));
        });
    }
}
