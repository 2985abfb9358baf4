package throughline.riskdesk;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import throughline.desk.Answer;
import throughline.desk.Body;
import throughline.desk.Channel;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.desk.Request;
import throughline.message.JournalRecord;
import throughline.message.TradingState;
import throughline.message.TradingStateRequestedEncoder;
import throughline.message.TradingStateSetDecoder;
import throughline.office.Draft;
import throughline.reference.Users;
import throughline.risk.MiddleMachine;
import throughline.limit.TradingStates;
import throughline.reference.Scope;
import throughline.state.Table;

/**
 * {@code /v1/trading-state}: halting, which takes one person and answers once it is recorded, and resuming, which takes
 * two; what the front tells of clearing the scope; the channel {@code trading-state}. Event loops; the state is read on
 * the desk's thread.
 */
final class TradingStateRoutes {
    private static final int READERS = Person.ANYONE;
    private static final Set<TradingState> STATES =
        EnumSet.of(TradingState.ACTIVE, TradingState.REDUCE_ONLY, TradingState.HALTED);
    private static final List<String> COLUMNS = List.of("scope", "state", "since", "clearing", "cleared");

    private final Desk<MiddleMachine> desk;
    private final TradingStateSetDecoder set = new TradingStateSetDecoder();
    private final Channel<MiddleMachine> channel = Channel.ofEvents("trading-state", READERS, (state, person) -> {
        List<JsonObject> items = new ArrayList<>();
        for (int row = 0; row < state.tradingStates().end(); row++) {
            items.add(item(state, state.tradingStates().key(row)));
        }
        return items;
    });

    TradingStateRoutes(Desk<MiddleMachine> desk) {
        this.desk = desk;
    }

    void addTo(DeskServer<MiddleMachine> server) {
        server.list("/v1/trading-state", READERS, COLUMNS, TradingStateRoutes::next);
        for (String path : List.of("/v1/trading-state/:scope", "/v1/trading-state/:account/:instrument")) {
            server.route(HttpMethod.GET, path, READERS, this::get).route(HttpMethod.PUT, path, Users.RISK, this::put);
        }
        server.channel(channel).desk().listen(this::applied);
    }

    private static Listing.Row next(MiddleMachine state, Person person, long after) {
        long id = after + 1;
        return id < state.tradingStates().end()
            ? new Listing.Row(id, item(state, state.tradingStates().key((int) id))) : null;
    }

    private static JsonObject item(MiddleMachine state, long scope) {
        TradingStates states = state.tradingStates();
        JsonObject item = new JsonObject().put("scope", ScopeText.of(state, scope))
            .put("state", states.state(scope).name().toLowerCase(Locale.ROOT));
        int row = states.row(scope);
        if (row == Table.NONE) {
            return item;
        }
        item.put("since", Answer.time(states.setNs(row)));
        if (states.state(scope) == TradingState.ACTIVE) {
            return item;
        }
        JsonObject told = new JsonObject().put("canceled", states.canceled(row))
            .put("filledMeanwhile", states.filled(row));
        return states.isClearing(row) ? item.put("clearing", told.put("left", state.exposures().holds().countIn(scope)))
            : item.put("cleared", told);
    }

    private void applied(MiddleMachine state, JournalRecord record) {
        if (record.templateId() == TradingStateSetDecoder.TEMPLATE_ID) {
            set.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            long scope = set.scope();
            channel.publish(ScopeText.of(state, scope), () -> item(state, scope));
        }
    }

    private Future<Answer> get(Request request) {
        String scope = LimitRoutes.scope(request);
        return desk.read(state -> Answer.ok(item(state, ScopeText.parse(state, scope))));
    }

    private Future<Answer> put(Request request) {
        Body body = request.body();
        TradingState wanted = body.choice("state", TradingState.class, STATES);
        String reason = body.text("reason", LimitRoutes.MAX_REASON);
        body.end();
        String scope = LimitRoutes.scope(request);
        return desk.read(state -> ScopeText.parse(state, scope)).compose(known -> {
            Draft draft = Desk.draft();
            draft.begin(new TradingStateRequestedEncoder(), request.actor(), 0).bodyHash(request.bodyHash())
                .scope(known).state(wanted).scopeName(scope).requestKey(request.key()).reason(reason);
            return desk.submit(draft, wanted != TradingState.ACTIVE,
                (state, reply, last) -> ApprovalRoutes.answer(state, reply, item(state, known)));
        });
    }
}
