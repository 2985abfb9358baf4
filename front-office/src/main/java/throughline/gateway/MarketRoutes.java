package throughline.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import throughline.blotter.Venue;
import throughline.capture.FrontMachine;
import throughline.desk.Answer;
import throughline.desk.Body;
import throughline.desk.Decimal;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.desk.Request;
import throughline.message.MarketPhase;
import throughline.message.MarketPhaseSetEncoder;
import throughline.message.PhaseReason;
import throughline.office.Draft;
import throughline.office.Outcome;
import throughline.reference.Users;

/**
 * {@code /v1/markets}: what XSIM's book of each instrument does with orders, its last price and when the phase ends;
 * risk and operations may set it. Any event loop.
 */
final class MarketRoutes {
    private static final String PATH = "/v1/markets";
    private static final int MAX_REASON = 200;
    private static final List<String> COLUMNS = List.of("symbol", "phase", "lastPrice", "changesAt");
    /** An auction that people call is an interruption: it lasts until they end it. */
    private static final Map<String, MarketPhase> PHASES = Map.of("auction", MarketPhase.INTERRUPTION,
        "continuous", MarketPhase.CONTINUOUS, "halted", MarketPhase.HALTED);

    private final Desk<FrontMachine> desk;

    MarketRoutes(Desk<FrontMachine> desk) {
        this.desk = desk;
    }

    void addTo(DeskServer<FrontMachine> server) {
        server.list(PATH, Person.ANYONE, COLUMNS, MarketRoutes::next)
            .route(HttpMethod.PUT, PATH + "/:symbol", Users.RISK | Users.OPERATIONS, this::set);
    }

    private static Listing.Row next(FrontMachine state, Person person, long after) {
        for (int id = Listing.behind(after, 1); id < state.instruments().end(); id++) {
            if (state.instruments().isKnown(id)) {
                return new Listing.Row(id, item(state, id));
            }
        }
        return null;
    }

    static JsonObject item(FrontMachine state, int instrument) {
        Venue venue = state.venue();
        JsonObject item = new JsonObject().put("symbol", state.instruments().symbol(instrument))
            .put("phase", OrderView.lower(venue.phase(instrument)));
        long last = venue.lastPriceE8(instrument);
        long until = venue.phaseUntilNs(instrument);
        OrderView.put(item, "lastPrice", last == 0 ? "" : Decimal.textE8(last));
        OrderView.put(item, "changesAt", until == 0 ? "" : Answer.time(until));
        return item;
    }

    private Future<Answer> set(Request request) {
        String symbol = request.pathPart("symbol");
        Body body = request.body();
        String given = body.ascii("phase", Request.MAX_NAME);
        MarketPhase phase = given == null ? null : PHASES.get(given);
        if (given != null && phase == null) {
            body.fault("phase", "must be one of auction, continuous, halted");
        }
        String reason = body.text("reason", MAX_REASON);
        body.end();
        return desk.read(state -> PriceRoutes.known(state, symbol)).compose(instrument -> {
            Draft draft = Desk.draft();
            draft.begin(new MarketPhaseSetEncoder(), request.actor(), 0).instrumentId(instrument).phase(phase)
                .reason(PhaseReason.REQUEST).bodyHash(request.bodyHash()).requestKey(request.key()).text(reason);
            return desk.submit(draft, phase == MarketPhase.HALTED, (state, reply, last) -> {
                int status = reply.status(200);
                boolean holds = reply.outcome() != Outcome.RECORDED || state.venue().phase(instrument) == phase;
                return Answer.json(holds ? status : 202, item(state, instrument));
            });
        });
    }
}
