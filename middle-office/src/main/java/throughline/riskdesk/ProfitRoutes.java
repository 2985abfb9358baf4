package throughline.riskdesk;

import io.vertx.core.json.JsonObject;
import java.util.List;
import throughline.desk.Channel;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.exposure.Profit;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.risk.MiddleMachine;

/**
 * {@code /v1/profit} and the channel of that name: what the firm, its desks, accounts and strategies have earned on
 * this date, in the firm's currency, at worst, and the loss they are limited to. Desk's thread.
 */
final class ProfitRoutes {
    private static final List<String> COLUMNS =
        List.of("scope", "realised", "unrealised", "fees", "total", "worst", "limit", "incomplete");

    private final Channel<MiddleMachine> channel =
        new Channel<>("profit", Exposures.READERS, Listing.whole(ProfitRoutes::next));

    void addTo(DeskServer<MiddleMachine> server, Touched touched) {
        server.list("/v1/profit", Exposures.READERS, COLUMNS, ProfitRoutes::next).channel(channel);
        touched.tell(channel, this::publish);
    }

    private static Listing.Row next(MiddleMachine state, Person person, long after) {
        Profit profit = state.exposures().profit();
        for (int row = Listing.behind(after, 0); row < profit.end(); row++) {
            if (ExposureRows.sees(state, person, profit.holder(row))) {
                return new Listing.Row(row, item(state, profit.holder(row)));
            }
        }
        return null;
    }

    private static JsonObject item(MiddleMachine state, long holder) {
        Profit profit = state.exposures().profit();
        JsonObject item = new JsonObject().put("scope", ScopeText.of(state, holder));
        Positions.put(state, item, "realised", profit.realised(holder));
        Positions.put(state, item, "unrealised", profit.unrealised(holder));
        Positions.put(state, item, "fees", profit.fees(holder));
        Positions.put(state, item, "total", profit.profitMinor(holder));
        Positions.put(state, item, "worst", profit.worst(holder));
        long bound = state.limits().value(holder, Metric.DAILY_LOSS);
        item.put("limit", bound == Limits.NONE ? ScopeText.NONE : ScopeText.value(Metric.DAILY_LOSS, bound));
        return profit.isBroken(holder) ? item.put("incomplete", true) : item;
    }

    private void publish(MiddleMachine state, long scope) {
        if (state.exposures().profit().isHolder(scope)) {
            channel.publish(ScopeText.of(state, scope), () -> item(state, scope),
                person -> ExposureRows.sees(state, person, scope));
        }
    }
}
