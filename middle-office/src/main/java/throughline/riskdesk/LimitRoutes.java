package throughline.riskdesk;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import throughline.desk.Answer;
import throughline.desk.Body;
import throughline.desk.Decimal;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.message.LimitChangeRequestedEncoder;
import throughline.message.Metric;
import throughline.office.Draft;
import throughline.office.Outcome;
import throughline.reference.Users;
import throughline.limit.LimitChanges;
import throughline.limit.Limits;
import throughline.limit.Versions;
import throughline.reference.Scope;
import throughline.risk.MiddleMachine;
import throughline.state.Table;

/**
 * {@code /v1/limits}: what stands, and how it is changed. A tightening answers 200, a loosening 202 with the approval's
 * id. Event loops; the state is read on the desk's thread.
 */
final class LimitRoutes {
    static final int READERS = Users.RISK | Users.AUDITOR;
    static final int MAX_REASON = 500;

    private static final long NANOS = 1_000_000_000L;
    private static final List<String> COLUMNS = List.of("scope", "metric", "value", "until", "then");
    private static final List<String> VERSION_COLUMNS = List.of("id", "from", "oldValue", "value", "until",
        "requestedBy", "approvedBy", "requestedAt", "reason");

    private final Desk<MiddleMachine> desk;

    LimitRoutes(Desk<MiddleMachine> desk) {
        this.desk = desk;
    }

    void addTo(DeskServer<MiddleMachine> server) {
        server.list("/v1/limits", READERS, COLUMNS, LimitRoutes::next);
        for (String path : List.of("/v1/limits/:scope/:metric", "/v1/limits/:account/:instrument/:metric")) {
            server.route(HttpMethod.GET, path + "/versions", READERS, this::versions);
        }
        for (String path : List.of("/v1/limits/:scope/:metric", "/v1/limits/:account/:instrument/:metric")) {
            server.route(HttpMethod.GET, path, READERS, this::get)
                .route(HttpMethod.PUT, path, Users.RISK, this::put)
                .route(HttpMethod.DELETE, path, Users.RISK, this::delete);
        }
    }

    private static Listing.Row next(MiddleMachine state, Person person, long after) {
        int metrics = ScopeText.METRICS.size();
        for (long id = after + 1; id < (long) state.limits().end() * metrics; id++) {
            long scope = state.limits().key((int) (id / metrics));
            Metric metric = ScopeText.METRICS.get((int) (id % metrics));
            if (state.limits().value(scope, metric) != Limits.NONE) {
                return new Listing.Row(id, item(state, scope, metric));
            }
        }
        return null;
    }

    /** A limit that stands, and what time will do to it. */
    static JsonObject item(MiddleMachine state, long scope, Metric metric) {
        JsonObject item = new JsonObject().put("scope", ScopeText.of(state, scope))
            .put("metric", ScopeText.of(metric))
            .put("value", ScopeText.value(metric, state.limits().value(scope, metric)));
        LimitChanges changes = state.limitChanges();
        for (int row = 0; row < changes.end(); row++) {
            if (changes.isLive(row) && changes.key(row) == scope && changes.metric(row) == metric) {
                item.put("until", until(changes.when(row))).put("then", ScopeText.value(metric, changes.value(row)));
            }
        }
        return item;
    }

    /** When a limit changes, as the outside writes it. */
    static String until(long when) {
        return when == LimitChanges.DAY_END ? "day_end" : when == LimitChanges.PERMANENT ? "next_day"
            : Answer.time(when);
    }

    static String scope(Request request) {
        return request.pathPart("scope") != null ? request.pathPart("scope")
            : request.pathPart("account") + "/" + request.pathPart("instrument");
    }

    private Future<Answer> get(Request request) {
        Metric metric = ScopeText.metric(request.pathPart("metric"));
        String scope = scope(request);
        return desk.read(state -> {
            long key = ScopeText.parse(state, scope);
            if (state.limits().value(key, metric) == Limits.NONE) {
                throw Problem.notFound("No such limit is set.");
            }
            return Answer.ok(item(state, key, metric));
        });
    }

    /** How a limit came to be what it is, oldest first. */
    private Future<Answer> versions(Request request) {
        Metric metric = ScopeText.metric(request.pathPart("metric"));
        String scope = scope(request);
        return desk.read(state -> ScopeText.parse(state, scope)).compose(key ->
            new Listing<MiddleMachine>(desk, VERSION_COLUMNS, (state, person, after) -> {
                Versions versions = state.versions();
                for (long number = Math.max(after + 1, versions.first()); number < versions.count(); number++) {
                    if (versions.key(number) == key && versions.metric(number) == metric) {
                        return new Listing.Row(number, version(state, number));
                    }
                }
                return null;
            }).answer(request));
    }

    private static JsonObject version(MiddleMachine state, long number) {
        Versions versions = state.versions();
        Metric metric = versions.metric(number);
        JsonObject item = new JsonObject().put("id", Long.toString(versions.seq(number)))
            .put("from", Answer.time(versions.timeNs(number)))
            .put("oldValue", ScopeText.value(metric, versions.oldValue(number)))
            .put("value", ScopeText.value(metric, versions.value(number)));
        if (versions.until(number) != LimitChanges.PERMANENT) {
            item.put("until", until(versions.until(number)));
        }
        int reason = state.reasons().row(versions.request(number));
        if (versions.requestedBy(number) != 0) {
            item.put("requestedBy", state.users().name(versions.requestedBy(number)));
        }
        if (versions.approvedBy(number) != 0) {
            item.put("approvedBy", state.users().name(versions.approvedBy(number)));
        }
        return reason == Table.NONE ? item : item.put("requestedAt", Answer.time(state.reasons().timeNs(reason)))
            .put("reason", state.reasons().text(reason));
    }

    private Future<Answer> put(Request request) {
        Metric metric = ScopeText.metric(request.pathPart("metric"));
        Body body = request.body();
        boolean off = Limits.mayBeOff(metric) && body.has("value")
            && ScopeText.OFF.equals(Body.parse(request.bytes()).asciiOrNull("value", MAX_REASON));
        Decimal value = off ? null : body.decimalFromZero("value");
        String reason = body.text("reason", MAX_REASON);
        String until = body.asciiOrNull("until", MAX_REASON);
        body.end();
        return change(request, metric, off ? Limits.OFF : ScopeText.bound(metric, value), reason, until);
    }

    private Future<Answer> delete(Request request) {
        Metric metric = ScopeText.metric(request.pathPart("metric"));
        String reason = "";
        String until = null;
        if (request.bytes().length > 0) {
            Body body = request.body();
            reason = body.has("reason") ? body.text("reason", MAX_REASON) : "";
            until = body.asciiOrNull("until", MAX_REASON);
            body.end();
        }
        return change(request, metric, Limits.NONE, reason, until);
    }

    private Future<Answer> change(Request request, Metric metric, long value, String reason, String until) {
        String scope = scope(request);
        return desk.read(state -> new Wish(state, scope, metric, value, untilNs(state, until)))
            .compose(wish -> {
                Draft draft = Desk.draft();
                draft.begin(new LimitChangeRequestedEncoder(), request.actor(), 0).value(value)
                    .until(wish.until).bodyHash(request.bodyHash()).scope(wish.scope).metric(metric)
                    .scopeName(wish.name).requestKey(request.key()).reason(reason);
                return desk.submit(draft, false, (state, reply, last) -> {
                    if (reply.outcome() == Outcome.WRONG_STATE) {
                        throw new Problem(409, "WRONG_STATE", "The time it is to hold until has passed.");
                    }
                    if (reply.outcome() == Outcome.NOT_FOUND) {
                        throw Problem.notFound("No such limit is set.");
                    }
                    return ApprovalRoutes.answer(state, reply, item(state, ScopeText.parse(state, wish.name), metric));
                });
            });
    }

    /** What someone asks for, in the state's terms. */
    private static final class Wish {
        private final long scope;
        private final String name;
        private final long until;

        /** Checks what needs no decision: that such a limit can be set there at all. */
        Wish(MiddleMachine state, String text, Metric metric, long value, long until) {
            scope = ScopeText.parse(state, text);
            name = ScopeText.of(state, scope, text);
            this.until = until;
            if (!Limits.isAllowedAt(Scope.kind(scope), metric)) {
                throw Problem.badInput("", ScopeText.of(metric) + " is not limited at '" + text + "' but at "
                    + ScopeText.allowed(metric));
            }
            if (!Limits.isAllowed(scope, metric, value)) {
                throw Problem.badInput("/value", ScopeText.range(metric));
            }
        }
    }

    /** A time, a date (to its end), {@code permanent}, or nothing: to the end of the business day. */
    private static long untilNs(MiddleMachine state, String until) {
        if (until == null) {
            return LimitChanges.DAY_END;
        }
        if (until.equals("permanent")) {
            return LimitChanges.PERMANENT;
        }
        try {
            if (until.length() == "2000-01-01".length()) {
                LocalDate date = LocalDate.parse(until);
                return date.toEpochDay() == state.day().openDate() ? LimitChanges.DAY_END
                    : Math.multiplyExact(date.plusDays(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC), NANOS);
            }
            Instant time = Instant.parse(until);
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            throw Problem.badInput("/until", "must be a time, a date, or \"permanent\": " + e.getMessage());
        }
    }
}
