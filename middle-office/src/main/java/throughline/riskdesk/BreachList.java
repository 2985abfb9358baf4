package throughline.riskdesk;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
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
import throughline.limit.Breaches;
import throughline.message.BreachAcknowledgedDecoder;
import throughline.message.BreachAcknowledgedEncoder;
import throughline.message.JournalRecord;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.message.RiskDayOpenedDecoder;
import throughline.office.Draft;
import throughline.office.Outcome;
import throughline.reference.Scope;
import throughline.reference.Users;
import throughline.risk.MiddleMachine;

/**
 * {@code /v1/breaches} and the channel of that name: what the risk desk must see of the day, oldest first, and that it
 * was seen. Event loops; the state is read on the desk's thread.
 */
final class BreachList {
    private static final String[] KIND = {"rejection", "warning", "alert", "latch", "drift"};
    private static final List<String> COLUMNS = List.of("id", "time", "kind", "orderId", "account", "symbol", "code",
        "scope", "metric", "limit", "observed", "acknowledged", "acknowledgedBy", "acknowledgedAt", "comment");

    private final Desk<MiddleMachine> desk;
    private final BreachAcknowledgedDecoder seen = new BreachAcknowledgedDecoder();
    private final Channel<MiddleMachine> channel =
        Channel.ofRows("breaches", LimitRoutes.READERS, BreachList::nextById);
    private long told;

    BreachList(Desk<MiddleMachine> desk) {
        this.desk = desk;
    }

    void addTo(DeskServer<MiddleMachine> server) {
        server.list("/v1/breaches", LimitRoutes.READERS, COLUMNS, BreachList::next)
            .route(HttpMethod.POST, "/v1/breaches/:id/acknowledge", Users.RISK, this::acknowledge)
            .channel(channel).desk().listen(this::applied);
    }

    private static Listing.Row next(MiddleMachine state, Person person, long after) {
        long number = Math.max(after + 1, state.breaches().first());
        return number < state.breaches().count() ? new Listing.Row(number, item(state, number)) : null;
    }

    /** As {@link #next}, but by ids, which grow from day to day. */
    private static Listing.Row nextById(MiddleMachine state, Person person, long after) {
        Breaches breaches = state.breaches();
        long number = breaches.behind(after);
        return number < breaches.count() ? new Listing.Row(breaches.seq(number), item(state, number)) : null;
    }

    private static JsonObject item(MiddleMachine state, long number) {
        Breaches breaches = state.breaches();
        JsonObject item = new JsonObject().put("id", Long.toString(breaches.seq(number)))
            .put("time", Answer.time(breaches.timeNs(number))).put("kind", KIND[breaches.kind(number)]);
        if (breaches.orderId(number) != 0) {
            item.put("orderId", Long.toString(breaches.orderId(number)));
        }
        int account = Scope.accountId(breaches.orderScope(number));
        int instrument = Scope.instrumentId(breaches.orderScope(number));
        if (state.accounts().isKnown(account)) {
            item.put("account", state.accounts().name(account));
        }
        if (state.instruments().isKnown(instrument)) {
            item.put("symbol", state.instruments().symbol(instrument));
        }
        item.put("code", code(breaches, number))
            .put("scope", breaches.scope(number) == Scope.NONE ? breaches.scopeName(number)
                : ScopeText.of(state, breaches.scope(number)));
        measure(state, number, item);
        item.put("acknowledged", breaches.acknowledgedBy(number) != 0);
        return breaches.acknowledgedBy(number) == 0 ? item
            : item.put("acknowledgedBy", state.users().name(breaches.acknowledgedBy(number)))
                .put("acknowledgedAt", Answer.time(breaches.acknowledgedNs(number)))
                .put("comment", breaches.comment(number));
    }

    /** The control's code; for an alert, that of its metric's control. */
    private static String code(Breaches breaches, long number) {
        if (breaches.code(number) != RejectCode.NONE) {
            return breaches.code(number).name();
        }
        return breaches.metric(number) == Metric.NONE ? "DRIFT"
            : ScopeText.of(breaches.metric(number)).split("\\.")[0];
    }

    private static void measure(MiddleMachine state, long number, JsonObject item) {
        Breaches breaches = state.breaches();
        Metric metric = breaches.metric(number);
        if (metric != Metric.NONE) {
            item.put("metric", ScopeText.of(metric)).put("limit", ScopeText.value(metric, breaches.bound(number)))
                .put("observed", ScopeText.value(metric, breaches.observed(number)));
        } else if (breaches.kind(number) == Breaches.DRIFT) {
            int instrument = Scope.instrumentId(breaches.orderScope(number));
            int scale = state.instruments().isKnown(instrument) ? state.instruments().quantityScale(instrument) : 0;
            item.put("limit", Decimal.text(breaches.bound(number), scale))
                .put("observed", Decimal.text(breaches.observed(number), scale));
        }
    }

    private Future<Answer> acknowledge(Request request) {
        long id = request.id("id");
        Body body = request.body();
        String comment = body.text("comment", LimitRoutes.MAX_REASON);
        body.end();
        Draft draft = Desk.draft();
        draft.begin(new BreachAcknowledgedEncoder(), request.actor(), 0).breachId(id).bodyHash(request.bodyHash())
            .requestKey(request.key()).comment(comment);
        return desk.submit(draft, false, (state, reply, last) -> {
            if (reply.outcome() == Outcome.WRONG_STATE) {
                throw new Problem(409, "WRONG_STATE", "This breach was acknowledged before.");
            }
            int status = reply.status(200);
            long number = state.breaches().find(id);
            if (number < 0) {
                throw Problem.notFound("There is no breach " + id + " of this business date.");
            }
            return Answer.json(status, item(state, number));
        });
    }

    private void applied(MiddleMachine state, JournalRecord record) {
        Breaches breaches = state.breaches();
        long count = breaches.count();
        boolean isNew = count > 0 && breaches.seq(count - 1) == record.seq() && record.seq() > told;
        if (isNew) {
            told = record.seq();
            channel.publish(Long.toString(record.seq()), () -> item(state, count - 1));
            if (breaches.first() > 0) {
                channel.forget(breaches.seq(breaches.first()) - 1);
            }
        } else if (record.templateId() == BreachAcknowledgedDecoder.TEMPLATE_ID) {
            seen.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            long number = breaches.find(seen.breachId());
            if (number >= 0) {
                channel.amend(Long.toString(breaches.seq(number)), () -> item(state, number), person -> true);
            }
        } else if (record.templateId() == RiskDayOpenedDecoder.TEMPLATE_ID) {
            channel.forget(record.seq());
        }
    }
}
