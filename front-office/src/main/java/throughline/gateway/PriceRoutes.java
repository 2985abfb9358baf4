package throughline.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import throughline.capture.FrontMachine;
import throughline.desk.Answer;
import throughline.desk.Body;
import throughline.desk.Decimal;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.message.PriceKind;
import throughline.message.PriceStatedEncoder;
import throughline.office.Draft;
import throughline.reference.Instruments;
import throughline.reference.Users;

/** {@code /v1/prices}: reference prices, stated by risk and operations, read by everyone. Any event loop. */
final class PriceRoutes {
    private static final String PATH = "/v1/prices";
    private static final Set<PriceKind> KINDS = EnumSet.of(PriceKind.LAST, PriceKind.CLOSE);
    private static final List<String> COLUMNS = List.of("symbol", "price", "kind", "businessDate", "time");

    private final Desk<FrontMachine> desk;

    PriceRoutes(Desk<FrontMachine> desk) {
        this.desk = desk;
    }

    void addTo(DeskServer<FrontMachine> server) {
        server.route(HttpMethod.POST, PATH, Users.RISK | Users.OPERATIONS, this::state)
            .list(PATH, Person.ANYONE, COLUMNS, PriceRoutes::next);
    }

    private Future<Answer> state(Request request) {
        Body body = request.body();
        String symbol = body.ascii("symbol", Request.MAX_NAME);
        Decimal price = body.decimal("price");
        PriceKind kind = body.choiceOr("kind", PriceKind.class, KINDS, PriceKind.LAST);
        String source = body.asciiOrNull("source", Request.MAX_NAME);
        body.end();
        long priceE8 = price.e8();
        return desk.read(state -> known(state, symbol)).compose(instrument -> {
            Draft draft = Desk.draft();
            draft.begin(new PriceStatedEncoder(), request.actor(), 0).instrumentId(instrument).priceE8(priceE8)
                .bodyHash(request.bodyHash()).kind(kind).requestKey(request.key())
                .source(source == null ? "" : source);
            return desk.submit(draft, false, (state, reply, last) ->
                Answer.json(reply.status(201), item(state.instruments(), instrument)));
        });
    }

    private static int known(FrontMachine state, String symbol) {
        int instrument = state.instruments().find(symbol);
        if (instrument == 0) {
            throw Problem.notFound("There is no instrument '" + symbol + "'.");
        }
        return instrument;
    }

    private static Listing.Row next(FrontMachine state, Person person, long after) {
        Instruments instruments = state.instruments();
        for (int id = Listing.behind(after, 1); id < instruments.end(); id++) {
            if (instruments.isKnown(id) && instruments.priceE8(id) != 0) {
                return new Listing.Row(id, item(instruments, id));
            }
        }
        return null;
    }

    static JsonObject item(Instruments instruments, int id) {
        return new JsonObject().put("symbol", instruments.symbol(id))
            .put("price", Decimal.textE8(instruments.priceE8(id)))
            .put("kind", OrderView.lower(instruments.priceKind(id)))
            .put("businessDate", Answer.date(instruments.priceDate(id)))
            .put("time", Answer.time(instruments.priceTimeNs(id)));
    }
}
