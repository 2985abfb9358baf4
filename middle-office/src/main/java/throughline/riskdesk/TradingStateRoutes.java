package throughline.riskdesk;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.message.ClockTickedDecoder;
import throughline.message.JournalRecord;
import throughline.message.ScopeKind;
import throughline.message.TradingState;
import throughline.message.TradingStateRequestedEncoder;
import throughline.message.TradingStateSetDecoder;
import throughline.office.Draft;
import throughline.office.Outcome;
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
    private static final List<String> COLUMNS = List.of("scope", "state", "reason", "why", "by",
        "approvedBy", "since", "alarm", "clearing", "cleared");
    private static final long ALARM_NS = 1_000_000_000L;

    private final Desk<MiddleMachine> desk;
    private final Set<Long> beingCleared = new LinkedHashSet<>();
    private final Set<Long> alarmed = new HashSet<>();
    private boolean tookUp;
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
            server.route(HttpMethod.GET, path + "/preview", LimitRoutes.READERS, this::preview);
        }
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
        item.put("since", Answer.time(states.setNs(row)))
            .put("reason", states.reason(row).name().toLowerCase(Locale.ROOT));
        String why = state.reasons().textOf(states.request(row));
        if (!why.isEmpty()) {
            item.put("why", why);
        }
        if (states.requestedBy(row) != 0) {
            item.put("by", state.users().name(states.requestedBy(row)));
        }
        if (states.approvedBy(row) != 0) {
            item.put("approvedBy", state.users().name(states.approvedBy(row)));
        }
        return states.state(scope) == TradingState.ACTIVE ? item : clearing(state, scope, row, item);
    }

    /** What the front has told of ending what worked there; longer than a second is an alarm. */
    private static JsonObject clearing(MiddleMachine state, long scope, int row, JsonObject item) {
        TradingStates states = state.tradingStates();
        JsonObject told = new JsonObject().put("canceled", states.canceled(row))
            .put("filledMeanwhile", states.filled(row));
        if (!states.isClearing(row)) {
            return item.put("cleared", told);
        }
        if (isAlarming(state, row)) {
            item.put("alarm", true);
        }
        return item.put("clearing", told.put("left", state.exposures().holds().countIn(scope)));
    }

    private static boolean isAlarming(MiddleMachine state, int row) {
        return state.tradingStates().isClearing(row)
            && state.day().lastTimeNs() - state.tradingStates().setNs(row) > ALARM_NS;
    }

    private void applied(MiddleMachine state, JournalRecord record) {
        if (record.templateId() == TradingStateSetDecoder.TEMPLATE_ID) {
            set.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            long scope = set.scope();
            alarmed.remove(scope);
            if (set.state() != TradingState.ACTIVE) {
                beingCleared.add(scope);
            }
            publish(state, scope);
        } else if (record.templateId() == ClockTickedDecoder.TEMPLATE_ID) {
            takeUp(state.tradingStates());
            for (long scope : List.copyOf(beingCleared)) {
                follow(state, scope);
            }
        }
    }

    /** Once: what was being cleared when this desk began. */
    private void takeUp(TradingStates states) {
        for (int row = 0; !tookUp && row < states.end(); row++) {
            if (states.isClearing(row)) {
                beingCleared.add(states.key(row));
            }
        }
        tookUp = true;
    }

    /** Tells, at a tick, that a scope is cleared, and once that it should be by now. */
    private void follow(MiddleMachine state, long scope) {
        int row = state.tradingStates().row(scope);
        if (!state.tradingStates().isClearing(row)) {
            beingCleared.remove(scope);
            publish(state, scope);
        } else if (isAlarming(state, row) && alarmed.add(scope)) {
            publish(state, scope);
        }
    }

    private void publish(MiddleMachine state, long scope) {
        channel.publish(ScopeText.of(state, scope), () -> item(state, scope));
    }

    private Future<Answer> get(Request request) {
        String scope = LimitRoutes.scope(request);
        return desk.read(state -> {
            long known = ScopeText.parse(state, scope);
            return Answer.ok(item(state, known).put("scope", ScopeText.of(state, known, scope)));
        });
    }

    private Future<Answer> put(Request request) {
        Body body = request.body();
        TradingState wanted = body.choice("state", TradingState.class, STATES);
        String reason = body.text("reason", LimitRoutes.MAX_REASON);
        body.end();
        String scope = LimitRoutes.scope(request);
        return desk.read(state -> new Wish(state, scope)).compose(wish -> {
            Draft draft = Desk.draft();
            draft.begin(new TradingStateRequestedEncoder(), request.actor(), 0).bodyHash(request.bodyHash())
                .scope(wish.scope).state(wanted).scopeName(wish.name).requestKey(request.key()).reason(reason);
            return desk.submit(draft, wanted != TradingState.ACTIVE, (state, reply, last) -> {
                if (reply.outcome() == Outcome.WRONG_STATE) {
                    throw new Problem(409, "WRONG_STATE",
                        "What is halted is first set to reduce_only, and from there to active.");
                }
                if (reply.outcome() == Outcome.NOT_FOUND && Scope.kind(wish.scope) == ScopeKind.ORDER) {
                    throw notWorking(wish.name);
                }
                return ApprovalRoutes.answer(state, reply, item(state, ScopeText.parse(state, wish.name)));
            });
        });
    }

    /** A scope someone wants another state of. */
    private static final class Wish {
        private final long scope;
        private final String name;

        Wish(MiddleMachine state, String text) {
            scope = ScopeText.parse(state, text);
            if (scope == Scope.BASKET) {
                throw Problem.badInput("", "a basket has no trading state");
            }
            name = ScopeText.of(state, scope, text);
        }
    }

    /** An order that has ended has no state to set; a repeat is answered all the same, so the office tells. */
    private static boolean isThere(MiddleMachine state, long scope) {
        return Scope.kind(scope) != ScopeKind.ORDER
            || state.exposures().holds().row(Scope.orderId(scope)) != Table.NONE;
    }

    private static Problem notWorking(String scope) {
        return Problem.notFound("There is no working " + scope.replace(':', ' ') + ".");
    }

    /** What a state would end, were it set now. */
    private Future<Answer> preview(Request request) {
        request.onlyQueries("state");
        String wanted = request.query("state") == null ? "halted" : request.query("state");
        TradingState state = STATES.stream().filter(one -> one.name().toLowerCase(Locale.ROOT).equals(wanted))
            .findFirst().orElseThrow(() ->
                Problem.badInput("", "state must be one of active, halted, reduce_only"));
        String scope = LimitRoutes.scope(request);
        return desk.read(machine -> {
            Wish wish = new Wish(machine, scope);
            if (!isThere(machine, wish.scope)) {
                throw notWorking(scope);
            }
            return Answer.ok(new Preview(machine, wish.scope).of(state).put("scope", wish.name).put("state", wanted));
        });
    }
}
