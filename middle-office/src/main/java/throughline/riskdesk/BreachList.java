package throughline.riskdesk;

import io.vertx.core.json.JsonObject;
import java.util.List;
import throughline.desk.Answer;
import throughline.desk.Channel;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.limit.Breaches;
import throughline.message.JournalRecord;
import throughline.message.OrderRejectedDecoder;
import throughline.message.ReplaceRejectedDecoder;
import throughline.message.RiskDayOpenedDecoder;
import throughline.reference.Scope;
import throughline.risk.MiddleMachine;

/** {@code /v1/breaches} and the channel of that name: the day's rejections by a limit, oldest first. Desk's thread. */
final class BreachList {
    private static final List<String> COLUMNS = List.of("id", "time", "orderId", "account", "symbol", "code", "scope",
        "metric", "limit", "observed");

    private final Channel<MiddleMachine> channel =
        Channel.ofRows("breaches", LimitRoutes.READERS, BreachList::nextById);
    private long told;

    void addTo(DeskServer<MiddleMachine> server) {
        server.list("/v1/breaches", LimitRoutes.READERS, COLUMNS, BreachList::next).channel(channel).desk()
            .listen(this::applied);
    }

    private static Listing.Row next(MiddleMachine state, Person person, long after) {
        long number = Math.max(after + 1, state.breaches().first());
        return number < state.breaches().count() ? new Listing.Row(number, item(state, number)) : null;
    }

    /** As {@link #next}, but by ids, which grow from day to day. */
    private static Listing.Row nextById(MiddleMachine state, Person person, long after) {
        Breaches breaches = state.breaches();
        long low = breaches.first();
        long high = breaches.count();
        while (low < high) {
            long middle = low + high >>> 1;
            if (breaches.seq(middle) <= after) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < breaches.count() ? new Listing.Row(breaches.seq(low), item(state, low)) : null;
    }

    private static JsonObject item(MiddleMachine state, long number) {
        Breaches breaches = state.breaches();
        int account = Scope.accountId(breaches.orderScope(number));
        int instrument = Scope.instrumentId(breaches.orderScope(number));
        return new JsonObject().put("id", Long.toString(breaches.seq(number)))
            .put("time", Answer.time(breaches.timeNs(number)))
            .put("orderId", Long.toString(breaches.orderId(number)))
            .put("account", state.accounts().name(account)).put("symbol", state.instruments().symbol(instrument))
            .put("code", breaches.code(number).name()).put("scope", ScopeText.of(state, breaches.scope(number)))
            .put("metric", ScopeText.of(breaches.metric(number)))
            .put("limit", ScopeText.value(breaches.metric(number), breaches.bound(number)))
            .put("observed", ScopeText.value(breaches.metric(number), breaches.observed(number)));
    }

    private void applied(MiddleMachine state, JournalRecord record) {
        Breaches breaches = state.breaches();
        long count = breaches.count();
        boolean rejects = record.templateId() == OrderRejectedDecoder.TEMPLATE_ID
            || record.templateId() == ReplaceRejectedDecoder.TEMPLATE_ID;
        boolean isNew = rejects && count > 0 && breaches.seq(count - 1) == record.seq() && record.seq() > told;
        if (isNew) {
            told = record.seq();
            channel.publish(Long.toString(record.seq()), () -> item(state, count - 1));
            if (breaches.first() > 0) {
                channel.forget(breaches.seq(breaches.first()) - 1);
            }
        } else if (record.templateId() == RiskDayOpenedDecoder.TEMPLATE_ID) {
            channel.forget(record.seq());
        }
    }
}
