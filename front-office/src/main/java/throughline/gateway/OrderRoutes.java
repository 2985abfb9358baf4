package throughline.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import throughline.capture.FrontMachine;
import throughline.blotter.Orders;
import throughline.desk.Answer;
import throughline.desk.Body;
import throughline.desk.Decimal;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Person;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.message.CancelRequestedEncoder;
import throughline.message.OrdType;
import throughline.message.OrderCapturedEncoder;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.office.Draft;
import throughline.office.Outcome;
import throughline.reference.Users;
import throughline.state.StateHash;

/**
 * {@code /v1/orders}: new, look up, cancel. A new order answers once risk has decided, at the latest after two seconds
 * with {@code pending_new}. Any event loop.
 */
final class OrderRoutes {
    private static final String PATH = "/v1/orders";
    private static final Set<Side> SIDES = EnumSet.of(Side.BUY, Side.SELL, Side.SELL_SHORT);
    private static final Set<OrdType> TYPES = EnumSet.of(OrdType.LIMIT, OrdType.MARKET);
    private static final Set<TimeInForce> TIMES =
        EnumSet.of(TimeInForce.DAY, TimeInForce.IOC, TimeInForce.FOK, TimeInForce.GTC);

    private final Desk<FrontMachine> desk;

    /** What was asked for. */
    private record Wish(String clOrdId, String account, String symbol, Side side, OrdType type, TimeInForce until,
        Decimal quantity, Decimal price) {
        /** The same for the same order, however it was written. */
        long hash() {
            byte[] bytes = String.join("\n", clOrdId, account, symbol, side.name(), type.name(), until.name(),
                quantity.toString(), price.toString()).getBytes(StandardCharsets.US_ASCII);
            return StateHash.of(bytes, 0, bytes.length);
        }
    }

    OrderRoutes(Desk<FrontMachine> desk) {
        this.desk = desk;
    }

    void addTo(DeskServer<FrontMachine> server) {
        server.route(HttpMethod.POST, PATH, Users.TRADER, this::enter)
            .route(HttpMethod.GET, PATH + "/:id", Person.ANYONE, this::show)
            .route(HttpMethod.DELETE, PATH + "/:id", Users.TRADER | Users.RISK, this::cancel)
            .route(HttpMethod.PATCH, PATH + "/:id", Users.TRADER, this::replace);
    }

    private Future<Answer> enter(Request request) {
        Wish wish = read(request.body());
        Draft draft = Desk.draft();
        draft.begin(new OrderCapturedEncoder(), request.actor(), 0).quantity(wish.quantity().mantissa())
            .quantityDecimals((short) wish.quantity().decimals()).price(wish.price().mantissa())
            .priceDecimals((short) wish.price().decimals()).bodyHash(wish.hash()).side(wish.side())
            .ordType(wish.type()).timeInForce(wish.until()).clOrdId(wish.clOrdId()).accountName(wish.account())
            .symbol(wish.symbol()).strategy("").decisionMaker("").session("").parentId("").locate("");
        return desk.submit(draft, false, OrderRoutes::entered);
    }

    private static Wish read(Body body) {
        String clOrdId = body.ascii("clOrdId", Request.MAX_KEY);
        String account = body.ascii("account", Request.MAX_NAME);
        String symbol = body.ascii("symbol", Request.MAX_NAME);
        Side side = body.choice("side", Side.class, SIDES);
        OrdType type = body.choice("type", OrdType.class, TYPES);
        TimeInForce until = body.choiceOr("timeInForce", TimeInForce.class, TIMES, TimeInForce.DAY);
        Decimal quantity = body.decimal("quantity");
        Decimal price = type == OrdType.LIMIT ? body.decimal("price") : body.decimalOrNull("price");
        if (type == OrdType.MARKET && price != null) {
            body.fault("price", "must not be given for a market order");
        }
        body.end();
        return new Wish(clOrdId, account, symbol, side, type, until, quantity,
            price == null ? new Decimal(0, 0) : price);
    }

    private static Answer entered(FrontMachine state, Desk.Reply reply, boolean last) {
        int status = reply.status(201);
        int row = state.orders().find(reply.reference());
        boolean pending = state.orders().isPending(row);
        if (pending && reply.outcome() == Outcome.RECORDED) {
            if (!last) {
                return null;
            }
            status = 202;
        }
        return Answer.json(status, OrderView.of(state, row)).with("Location", PATH + "/" + reply.reference());
    }

    private Future<Answer> show(Request request) {
        long id = request.id("id");
        Person person = request.person();
        return desk.read(state -> {
            int row = state.orders().find(id);
            if (row == Orders.NONE) {
                throw Problem.notFound("There is no order " + id + " of this business date.");
            }
            if (!OrderView.isFor(person, state, row)) {
                throw Problem.forbidden("This order is of an account of another desk.");
            }
            return Answer.ok(OrderView.of(state, row));
        });
    }

    /** Those of a clOrdId: one's own, or else what others call so. */
    static Answer called(FrontMachine state, Person person, String clOrdId) {
        JsonArray items = new JsonArray();
        int own = state.orders().find(person.id(), clOrdId);
        if (own != Orders.NONE) {
            items.add(OrderView.of(state, own));
        }
        for (int user = 1; own == Orders.NONE && user < state.users().end(); user++) {
            int row = state.orders().find(user, clOrdId);
            if (row != Orders.NONE && OrderView.isFor(person, state, row)) {
                items.add(OrderView.of(state, row));
            }
        }
        return Answer.ok(new JsonObject().put("items", items).putNull("next"));
    }

    private Future<Answer> cancel(Request request) {
        long id = request.id("id");
        if (request.bytes().length > 0) {
            request.body().end();
        }
        Draft draft = Desk.draft();
        draft.begin(new CancelRequestedEncoder(), request.actor(), id).bodyHash(request.bodyHash())
            .requestKey(request.key());
        return desk.submit(draft, true, (state, reply, last) -> {
            reply.status(200);
            int row = state.orders().find(id);
            boolean open = state.orders().isOpen(row);
            if (open && !last && reply.outcome() == Outcome.RECORDED) {
                return null;
            }
            return Answer.json(open ? 202 : 200, OrderView.of(state, row)).with("Location", PATH + "/" + id);
        });
    }

    private Future<Answer> replace(Request request) {
        throw new Problem(501, "NOT_YET", "Replacing an order comes later: cancel it and send a new one.");
    }
}
