package throughline.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import throughline.blotter.Executions;
import throughline.capture.FrontMachine;
import throughline.desk.Answer;
import throughline.desk.Body;
import throughline.desk.Decimal;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.message.OrderCapacity;
import throughline.message.Side;
import throughline.message.TradeBustedEncoder;
import throughline.message.TradeCorrectedEncoder;
import throughline.message.TradeReportedEncoder;
import throughline.office.Draft;
import throughline.office.Outcome;
import throughline.reference.Users;

/**
 * {@code /v1/trades}: a trade done elsewhere is captured for risk and settlement; an execution, wherever it was done,
 * is busted or corrected. Any event loop.
 */
final class TradeRoutes {
    private static final String PATH = "/v1/trades";
    private static final int MAX_REASON = 200;

    private final Desk<FrontMachine> desk;

    /** A trade done elsewhere as somebody reports it; an empty text: not given. */
    private record Report(String account, String symbol, Side side, Decimal quantity, Decimal price, String party,
        String source, long executedAtNs, OrderCapacity capacity, String strategy, String decisionMaker) {
        static Report read(Body body) {
            return new Report(body.ascii("account", Request.MAX_NAME), body.ascii("symbol", Request.MAX_NAME),
                body.choice("side", Side.class, OrderWish.SIDES), body.decimal("quantity"), body.price("price"),
                OrderWish.text(body, "contraParty", Request.MAX_NAME),
                OrderWish.text(body, "source", Request.MAX_NAME), time(body, "executedAt"),
                body.choiceOr("capacity", OrderCapacity.class, OrderWish.CAPACITIES, OrderCapacity.NONE),
                OrderWish.text(body, "strategy", Request.MAX_NAME),
                OrderWish.text(body, "decisionMaker", Request.MAX_NAME));
        }

        /** Epoch nanoseconds of a time that need not be there; 0: it is not. */
        private static long time(Body body, String name) {
            String text = body.asciiOrNull(name, Request.MAX_NAME);
            if (text == null) {
                return 0;
            }
            try {
                long ns = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.parse(text));
                if (ns > 0) {
                    return ns;
                }
            } catch (DateTimeException | ArithmeticException e) {
                body.fault(name, "must be a time in UTC such as 2024-10-04T14:30:00Z: " + e.getMessage());
                return 0;
            }
            body.fault(name, "must be after 1970");
            return 0;
        }

        void encode(TradeReportedEncoder trade, int partyId, long bodyHash, String key) {
            trade.quantity(quantity.mantissa()).quantityDecimals((short) quantity.decimals())
                .price(price.mantissa()).priceDecimals((short) price.decimals()).bodyHash(bodyHash)
                .executedAt(executedAtNs).contraPartyId(partyId).side(side).capacity(capacity)
                .requestKey(key).accountName(account).symbol(symbol).source(source).strategy(strategy)
                .decisionMaker(decisionMaker);
        }
    }

    TradeRoutes(Desk<FrontMachine> desk) {
        this.desk = desk;
    }

    void addTo(DeskServer<FrontMachine> server) {
        server.route(HttpMethod.POST, PATH, Users.TRADER | Users.OPERATIONS, this::report)
            .route(HttpMethod.POST, PATH + "/:id/bust", Users.OPERATIONS | Users.RISK, this::bust)
            .route(HttpMethod.POST, PATH + "/:id/correct", Users.OPERATIONS | Users.RISK, this::correct);
    }

    private Future<Answer> report(Request request) {
        Body body = request.body();
        Report report = Report.read(body);
        body.end();
        return desk.read(state -> {
            checkQuantity(state, state.instruments().find(report.symbol()), report.quantity());
            return party(state, report.party());
        }).compose(party -> {
            Draft draft = Desk.draft();
            report.encode(draft.begin(new TradeReportedEncoder(), request.actor(), 0), party, request.bodyHash(),
                request.key());
            return desk.submit(draft, false, (state, reply, last) -> {
                int status = reply.status(201);
                int row = ExecutionView.row(state, reply.reference() + 1);
                return Answer.json(status, ExecutionView.of(state, row));
            });
        });
    }

    /** An instrument that is not known the office refuses itself. */
    private static void checkQuantity(FrontMachine state, int instrument, Decimal quantity) {
        if (instrument == 0) {
            return;
        }
        int scale = state.instruments().quantityScale(instrument);
        if (!quantity.fits(scale)) {
            throw Problem.badInput("/quantity", "must be a quantity of this instrument, with " + scale
                + " decimals at most");
        }
    }

    private static int party(FrontMachine state, String name) {
        int party = name.isEmpty() ? 0 : state.parties().find(name);
        if (party == 0 && !name.isEmpty()) {
            throw Problem.notFound("There is no party '" + name + "'.");
        }
        return party;
    }

    private Future<Answer> bust(Request request) {
        long id = request.id("id");
        Body body = request.body();
        String reason = body.text("reason", MAX_REASON);
        body.end();
        Draft draft = Desk.draft();
        draft.begin(new TradeBustedEncoder(), request.actor(), 0).executionId(id).bodyHash(request.bodyHash())
            .requestKey(request.key()).reason(reason).strategy("").decisionMaker("");
        return desk.submit(draft, false, (state, reply, last) -> changed(state, id, reply));
    }

    private Future<Answer> correct(Request request) {
        long id = request.id("id");
        Body body = request.body();
        Decimal quantity = body.decimal("quantity");
        Decimal price = body.price("price");
        String reason = body.text("reason", MAX_REASON);
        body.end();
        long priceE8 = price.e8();
        return desk.read(state -> scaled(state, id, quantity)).compose(scaled -> {
            Draft draft = Desk.draft();
            draft.begin(new TradeCorrectedEncoder(), request.actor(), 0).executionId(id).quantity(scaled)
                .priceE8(priceE8).bodyHash(request.bodyHash()).requestKey(request.key()).reason(reason).strategy("")
                .decisionMaker("");
            return desk.submit(draft, false, (state, reply, last) -> changed(state, id, reply));
        });
    }

    /** In the instrument's scale; 0 for an execution that is not known here, which the office refuses itself. */
    private static long scaled(FrontMachine state, long id, Decimal quantity) {
        Executions executions = state.blotter().executions();
        int row = executions.find(id);
        if (row == Executions.NONE) {
            return 0;
        }
        int instrument = executions.instrument(row);
        checkQuantity(state, instrument, quantity);
        return quantity.scaled(state.instruments().quantityScale(instrument)).longValueExact();
    }

    private static Answer changed(FrontMachine state, long id, Desk.Reply reply) {
        if (reply.outcome() == Outcome.TOO_LATE) {
            throw new Problem(409, "TOO_LATE", "Executions are busted or corrected on their own business date only.");
        }
        int status = reply.status(200);
        return Answer.json(status, ExecutionView.of(state, ExecutionView.row(state, id)));
    }
}
