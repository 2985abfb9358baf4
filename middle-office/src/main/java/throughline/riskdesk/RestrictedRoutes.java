package throughline.riskdesk;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import throughline.desk.Answer;
import throughline.desk.Body;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.limit.Restrictions;
import throughline.message.RestrictionRequestedEncoder;
import throughline.message.RestrictionSetDecoder;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.office.Draft;
import throughline.office.Outcome;
import throughline.reference.Scope;
import throughline.reference.Users;
import throughline.risk.MiddleMachine;
import throughline.state.Table;

/**
 * {@code /v1/restricted}: what may not be traded, whose, on which side, when, by whom. Putting something on the list
 * answers 200, taking it off 202 with the approval's id. Event loops; the state is read on the desk's thread.
 */
final class RestrictedRoutes {
    private static final int READERS = Users.RISK | Users.AUDITOR | Users.TRADER | Users.OPERATIONS;
    private static final int MAX_SCOPE = 80;
    private static final int MAX_ISSUER = 200;
    private static final int MAX_DATE = 10;
    private static final int NO_DATE = RestrictionSetDecoder.toDateNullValue();
    private static final Set<ScopeKind> KINDS = Set.of(ScopeKind.FIRM, ScopeKind.DESK, ScopeKind.CLIENT);
    private static final List<String> COLUMNS =
        List.of("id", "scope", "symbol", "issuer", "side", "from", "to", "reason", "by", "since");

    private final Desk<MiddleMachine> desk;

    /** Sides as the outside writes them. */
    private enum Which {
        BUY(Side.BUY), SELL(Side.SELL), SELL_SHORT(Side.SELL_SHORT), ANY(Side.NULL_VAL);

        private final Side side;

        Which(Side side) {
            this.side = side;
        }
    }

    RestrictedRoutes(Desk<MiddleMachine> desk) {
        this.desk = desk;
    }

    void addTo(DeskServer<MiddleMachine> server) {
        server.list("/v1/restricted", READERS, COLUMNS, RestrictedRoutes::next)
            .route(HttpMethod.PUT, "/v1/restricted", Users.RISK, this::put)
            .route(HttpMethod.DELETE, "/v1/restricted/:id", Users.RISK, this::delete);
    }

    private static Listing.Row next(MiddleMachine state, Person person, long after) {
        Restrictions all = state.restrictions();
        for (int row = Listing.behind(after, 0); row < all.end(); row++) {
            if (all.isLive(row)) {
                return new Listing.Row(row, item(state, row));
            }
        }
        return null;
    }

    private static JsonObject item(MiddleMachine state, int row) {
        Restrictions all = state.restrictions();
        JsonObject item = new JsonObject().put("id", Long.toString(all.id(row)))
            .put("scope", ScopeText.of(state, all.scope(row)));
        if (all.instrumentId(row) == 0) {
            item.put("issuer", all.issuer(row));
        } else {
            item.put("symbol", state.instruments().symbol(all.instrumentId(row)));
        }
        item.put("side", ApprovalRoutes.side(all.side(row))).put("from", Answer.date(all.fromDate(row)));
        if (all.toDate(row) != Integer.MAX_VALUE) {
            item.put("to", Answer.date(all.toDate(row)));
        }
        int reason = state.reasons().row(all.id(row));
        return reason == Table.NONE ? item : item.put("reason", state.reasons().text(reason))
            .put("by", state.users().name(state.reasons().by(reason)))
            .put("since", Answer.time(state.reasons().timeNs(reason)));
    }

    private Future<Answer> put(Request request) {
        Body body = request.body();
        String scope = body.ascii("scope", MAX_SCOPE);
        String symbol = body.asciiOrNull("symbol", Request.MAX_NAME);
        String issuer = body.has("issuer") ? body.text("issuer", MAX_ISSUER) : null;
        Which side = body.choice("side", Which.class, Set.of(Which.values()));
        LocalDate from = date(body, "from");
        LocalDate to = date(body, "to");
        String reason = body.text("reason", LimitRoutes.MAX_REASON);
        if ((symbol == null) == (issuer == null)) {
            body.fault("symbol", "is to be given, or issuer, but not both");
        }
        if (from != null && to != null && to.isBefore(from)) {
            body.fault("to", "must not be before from");
        }
        body.end();
        return desk.read(state -> new Wish(state, scope, symbol, issuer, from, to)).compose(wish -> {
            Draft draft = Desk.draft();
            draft.begin(new RestrictionRequestedEncoder(), request.actor(), 0).bodyHash(request.bodyHash())
                .scope(wish.scope).instrumentId(wish.instrument).fromDate(wish.from)
                .toDate(to == null ? NO_DATE : (int) to.toEpochDay()).side(side.side).scopeName(wish.name)
                .issuer(issuer == null ? "" : issuer).requestKey(request.key()).reason(reason);
            return desk.submit(draft, true, (state, reply, last) -> {
                int status = reply.status(200);
                int row = state.restrictions().row(reply.reference());
                if (row == Table.NONE) {
                    throw Problem.notFound("This restriction was taken off the list meanwhile.");
                }
                return Answer.json(status, item(state, row));
            });
        });
    }

    /** What is to be restricted, in the state's terms. */
    private static final class Wish {
        private final long scope;
        private final String name;
        private final int instrument;
        private final int from;

        Wish(MiddleMachine state, String text, String symbol, String issuer, LocalDate from, LocalDate to) {
            scope = ScopeText.parse(state, text);
            name = ScopeText.of(state, scope);
            if (!KINDS.contains(Scope.kind(scope))) {
                throw Problem.badInput("/scope", "must be firm, desk:NAME or client:NAME");
            }
            instrument = symbol == null ? 0 : state.instruments().find(symbol);
            if (symbol != null && instrument == 0) {
                throw Problem.notFound("There is no instrument '" + symbol + "'.");
            }
            if (issuer != null && state.instruments().issuer(issuer) == 0) {
                throw Problem.notFound("No instrument is of '" + issuer + "'.");
            }
            this.from = from == null ? state.day().openDate() : (int) from.toEpochDay();
            if (to != null && to.toEpochDay() < Math.max(this.from, state.day().openDate())) {
                throw Problem.badInput("/to", "must not be before the business date");
            }
        }
    }

    private static LocalDate date(Body body, String name) {
        String text = body.asciiOrNull(name, MAX_DATE);
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            return body.fault(name, "must be a date: " + e.getMessage());
        }
    }

    private Future<Answer> delete(Request request) {
        long id = request.id("id");
        Body body = request.body();
        String reason = body.text("reason", LimitRoutes.MAX_REASON);
        body.end();
        return desk.read(state -> {
            int row = state.restrictions().row(id);
            return row == Table.NONE ? new JsonObject() : item(state, row);
        }).compose(item -> {
            Draft draft = Desk.draft();
            draft.begin(new RestrictionRequestedEncoder(), request.actor(), 0).bodyHash(request.bodyHash())
                .restrictionId(id).scope(Scope.FIRM).removes((short) 1).scopeName(item.getString("scope", ""))
                .issuer(item.getString("issuer", "")).requestKey(request.key()).reason(reason);
            return desk.submit(draft, false, (state, reply, last) -> {
                if (reply.outcome() == Outcome.NOT_FOUND) {
                    throw Problem.notFound("There is no restriction " + id + ".");
                }
                return ApprovalRoutes.answer(state, reply, item);
            });
        });
    }
}
