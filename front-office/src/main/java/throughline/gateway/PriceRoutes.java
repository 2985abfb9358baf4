package throughline.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
import throughline.message.RateStatedEncoder;
import throughline.office.Draft;
import throughline.reference.Instruments;
import throughline.reference.Rates;
import throughline.reference.Users;

/**
 * {@code /v1/prices}: reference prices and currencies' rates, stated by risk and operations, one or a list of which
 * each is taken or refused alone; read by everyone. Any event loop.
 */
final class PriceRoutes {
    private static final String PATH = "/v1/prices";
    private static final int MOST = 500;
    /** Ids in the list of what are rates, behind all instruments'. */
    private static final long FIRST_RATE = 1L << 32;
    private static final int MAX_BODY = 256 * 1024;
    private static final Set<PriceKind> KINDS = EnumSet.of(PriceKind.LAST, PriceKind.CLOSE, PriceKind.FX);
    private static final List<String> COLUMNS =
        List.of("symbol", "price", "kind", "source", "businessDate", "time", "ageMs", "stale");

    private final Desk<FrontMachine> desk;
    private final int baseCurrency;

    /** A price as somebody states it. */
    private record Wish(String symbol, Decimal price, PriceKind kind, String source, CurrencyPair pair) {
        static Wish read(Body body, int baseCurrency) {
            String symbol = body.ascii("symbol", Request.MAX_NAME);
            Decimal price = body.price("price");
            PriceKind kind = body.choiceOr("kind", PriceKind.class, KINDS, PriceKind.LAST);
            CurrencyPair pair = kind == PriceKind.FX && symbol != null ? pair(body, symbol, baseCurrency) : null;
            return new Wish(symbol, price, kind, OrderWish.text(body, "source", Instruments.MAX_SOURCE), pair);
        }

        private static CurrencyPair pair(Body body, String symbol, int baseCurrency) {
            CurrencyPair pair = CurrencyPair.parse(symbol);
            String base = CurrencyPair.code(baseCurrency);
            if (pair == null) {
                return body.fault("symbol", "must be two currencies of ISO 4217, as in EUR" + base);
            }
            return pair.quote() == baseCurrency && pair.currency() != baseCurrency ? pair
                : body.fault("symbol", "must be another currency against the base currency, as in EUR" + base);
        }
    }

    PriceRoutes(Desk<FrontMachine> desk, int baseCurrency) {
        this.desk = desk;
        this.baseCurrency = baseCurrency;
    }

    void addTo(DeskServer<FrontMachine> server) {
        server.route(HttpMethod.POST, PATH, Users.RISK | Users.OPERATIONS, MAX_BODY, this::state)
            .list(PATH, Person.ANYONE, COLUMNS, PriceRoutes::next);
    }

    private Future<Answer> state(Request request) {
        Body body = request.body();
        if (body.has("prices")) {
            List<Wish> wishes = body.objects("prices", MOST).stream()
                .map(one -> Wish.read(one, baseCurrency)).toList();
            body.end();
            return stateAll(request, wishes);
        }
        Wish wish = Wish.read(body, baseCurrency);
        body.end();
        return state(request, wish, request.key())
            .map(stated -> Answer.json(stated.getInteger("status"), stated.getJsonObject("price")));
    }

    /**
     * The first of a known symbol has the list's key, and where that was used for something else nothing of the list
     * is taken. The others have keys that no client can give, so that a repeat of the list is one of each.
     */
    private Future<Answer> stateAll(Request request, List<Wish> wishes) {
        String key = request.key();
        return desk.read(state -> first(state, wishes)).compose(first -> {
            Future<JsonObject> leader = state(request, wishes.get(first), key)
                .recover(failure -> failure instanceof Problem problem && problem.status() == 409
                    ? Future.failedFuture(failure) : refused(wishes.get(first), failure));
            return leader.compose(led -> stateRest(request, wishes, first, leader, key));
        });
    }

    /** The first of a known symbol, or of any if there is none. */
    private static int first(FrontMachine state, List<Wish> wishes) {
        for (int i = 0; i < wishes.size(); i++) {
            if (wishes.get(i).pair() != null || state.instruments().find(wishes.get(i).symbol()) != 0) {
                return i;
            }
        }
        return 0;
    }

    private Future<Answer> stateRest(Request request, List<Wish> wishes, int first, Future<JsonObject> leader,
        String key) {
        List<Future<JsonObject>> stated = new ArrayList<>();
        for (Wish wish : wishes) {
            stated.add(stated.size() == first ? leader
                : state(request, wish, key + " " + stated.size()).recover(failure -> refused(wish, failure)));
        }
        return Future.join(stated).map(all -> {
            JsonArray items = new JsonArray();
            stated.forEach(one -> items.add(one.result()));
            if (stated.stream().allMatch(one -> one.result().getInteger("status") == 503)) {
                throw Problem.unavailable(items.getJsonObject(0).getString("code"),
                    items.getJsonObject(0).getString("detail"));
            }
            return Answer.ok(new JsonObject().put("items", items));
        });
    }

    private static Future<JsonObject> refused(Wish wish, Throwable failure) {
        return failure instanceof Problem problem ? Future.succeededFuture(new JsonObject()
            .put("status", problem.status()).put("symbol", wish.symbol()).put("code", problem.code())
            .put("detail", problem.getMessage())) : Future.failedFuture(failure);
    }

    private Future<JsonObject> state(Request request, Wish wish, String key) {
        return wish.pair() == null ? price(request, wish, key) : rate(request, wish, key);
    }

    private Future<JsonObject> rate(Request request, Wish wish, String key) {
        CurrencyPair pair = wish.pair();
        Draft draft = Desk.draft();
        draft.begin(new RateStatedEncoder(), request.actor(), 0).currency(pair.currency()).quoteCurrency(pair.quote())
            .rateE8(wish.price().e8()).bodyHash(request.bodyHash()).requestKey(key).source(wish.source());
        return desk.submit(draft, false, (state, reply, last) -> new JsonObject()
            .put("status", reply.status(201)).put("price", rate(state, state.rates().row(pair.currency()))));
    }

    private Future<JsonObject> price(Request request, Wish wish, String key) {
        long priceE8 = wish.price().e8();
        return desk.read(state -> known(state, wish.symbol())).compose(instrument -> {
            Draft draft = Desk.draft();
            draft.begin(new PriceStatedEncoder(), request.actor(), 0).instrumentId(instrument).priceE8(priceE8)
                .bodyHash(request.bodyHash()).kind(wish.kind()).requestKey(key).source(wish.source());
            return desk.submit(draft, false, (state, reply, last) -> new JsonObject()
                .put("status", reply.status(201)).put("price", item(state, instrument)));
        });
    }

    /**
     * Id of a symbol.
     *
     * @throws Problem 404
     */
    static int known(FrontMachine state, String symbol) {
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
                return new Listing.Row(id, item(state, id));
            }
        }
        int rate = Listing.behind(Math.max(after - FIRST_RATE, -1), 0);
        return rate < state.rates().end() ? new Listing.Row(FIRST_RATE + rate, rate(state, rate)) : null;
    }

    /** A rate, by its row, as {@link #item}. */
    static JsonObject rate(FrontMachine state, int row) {
        Rates rates = state.rates();
        JsonObject item = new JsonObject()
            .put("symbol", new CurrencyPair(rates.currency(row), state.settings().baseCurrency()).symbol())
            .put("price", Decimal.textE8(rates.rateE8(row))).put("kind", OrderView.lower(PriceKind.FX));
        OrderView.put(item, "source", rates.source(row));
        return aged(item, state, rates.date(row), rates.timeNs(row));
    }

    /** Its age is by this machine's clock as it is shown; it is stale when it is of another business date. */
    static JsonObject item(FrontMachine state, int id) {
        Instruments instruments = state.instruments();
        JsonObject item = new JsonObject().put("symbol", instruments.symbol(id))
            .put("price", Decimal.textE8(instruments.priceE8(id)))
            .put("kind", OrderView.lower(instruments.priceKind(id)));
        OrderView.put(item, "source", instruments.priceSource(id));
        return aged(item, state, instruments.priceDate(id), instruments.priceTimeNs(id));
    }

    private static JsonObject aged(JsonObject item, FrontMachine state, int date, long timeNs) {
        long nowNs = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
        return item.put("businessDate", Answer.date(date)).put("time", Answer.time(timeNs))
            .put("ageMs", Math.max(0, nowNs - timeNs) / 1_000_000)
            .put("stale", date != state.session().businessDate());
    }
}
