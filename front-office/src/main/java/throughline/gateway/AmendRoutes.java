package throughline.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import throughline.blotter.Orders;
import throughline.capture.FrontMachine;
import throughline.desk.Answer;
import throughline.desk.Body;
import throughline.desk.Decimal;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Person;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.message.CancelRequestedEncoder;
import throughline.message.EndReason;
import throughline.message.MassCancelRequestedEncoder;
import throughline.message.ReplaceRequestedEncoder;
import throughline.message.Side;
import throughline.office.Draft;
import throughline.office.Outcome;
import throughline.reference.Users;

/**
 * What may be asked of orders that stand: replace one, cancel one, cancel all of a scope. Cancels are urgent: they are
 * taken whatever the load. Any event loop.
 */
final class AmendRoutes {
    private static final String ONE = OrderRoutes.PATH + "/:id";
    private static final long AGAIN_MS = 1_000;

    private final Desk<FrontMachine> desk;
    private final EarlierOrders earlier;

    AmendRoutes(Desk<FrontMachine> desk, EarlierOrders earlier) {
        this.desk = desk;
        this.earlier = earlier;
    }

    void addTo(DeskServer<FrontMachine> server) {
        server.route(HttpMethod.PATCH, ONE, Users.TRADER, this::replace)
            .route(HttpMethod.DELETE, ONE, Users.TRADER | Users.RISK, this::cancel)
            .route(HttpMethod.POST, OrderRoutes.PATH + "/cancel", Users.TRADER | Users.RISK, this::cancelAll)
            .onDisconnect(Users.TRADER, this::cancelOf);
    }

    /** Cancels the day orders of somebody whose stream is lost, who asked for that; tries again until it is done. */
    private void cancelOf(Person person) {
        Draft draft = Desk.draft();
        draft.begin(new MassCancelRequestedEncoder(), person.id(), 0).userId(person.id()).side(Side.NULL_VAL)
            .dayOnly((short) 1).reason(EndReason.DISCONNECTED).requestKey(Request.newKey()).accountName("").symbol("");
        desk.submit(draft, true).onFailure(failure ->
            Vertx.currentContext().owner().setTimer(AGAIN_MS, timer -> cancelOf(person)));
    }

    private Future<Answer> replace(Request request) {
        long id = request.id("id");
        Body body = request.body();
        Decimal quantity = body.decimalOrNull("quantity");
        Decimal price = body.decimalOrNull("price");
        Decimal stopPrice = body.decimalOrNull("stopPrice");
        String clOrdId = OrderWish.text(body, "clOrdId", Request.MAX_KEY);
        body.end();
        if (quantity == null && price == null && stopPrice == null) {
            throw Problem.badInput("", "has nothing to change: give quantity, price or stopPrice");
        }
        Draft draft = Desk.draft();
        draft.begin(new ReplaceRequestedEncoder(), request.actor(), id)
            .quantity(mantissa(quantity, ReplaceRequestedEncoder.quantityNullValue()))
            .quantityDecimals(decimals(quantity))
            .price(mantissa(price, ReplaceRequestedEncoder.priceNullValue())).priceDecimals(decimals(price))
            .stopPrice(mantissa(stopPrice, ReplaceRequestedEncoder.stopPriceNullValue()))
            .stopPriceDecimals(decimals(stopPrice))
            .bodyHash(request.bodyHash()).clOrdId(clOrdId).requestKey(request.key());
        return unlessEnded(request.person(), id,
            desk.submit(draft, false, (state, reply, last) -> replaced(state, id, reply, last), reply -> id));
    }

    /** One that the office has forgotten ended on an earlier business date. */
    private Future<Answer> unlessEnded(Person person, long id, Future<Answer> answer) {
        return answer.recover(failure -> failure instanceof Problem problem && problem.status() == 404
            ? earlier.show(person, id).compose(known -> Future.failedFuture(
                new Problem(409, "TOO_LATE_TO_CANCEL", "The order ended on an earlier business date.")))
            : Future.failedFuture(failure));
    }

    private static long mantissa(Decimal given, long otherwise) {
        return given == null ? otherwise : given.mantissa();
    }

    private static short decimals(Decimal given) {
        return (short) (given == null ? 0 : given.decimals());
    }

    private static Answer replaced(FrontMachine state, long id, Desk.Reply reply, boolean last) {
        reply.status(200);
        Orders orders = state.orders();
        int row = known(orders, id);
        boolean pending = orders.isReplacePending(row);
        if (pending && !last && reply.outcome() == Outcome.RECORDED) {
            return null;
        }
        if (!pending && reply.outcome() == Outcome.RECORDED) {
            Reasons.checkReplaced(state, row);
        }
        return Answer.json(status(pending, reply), OrderView.of(state, row))
            .with("Location", OrderRoutes.PATH + "/" + id);
    }

    /** 202 for what is not done yet; a repeat is told 200 and how it stands. */
    private static int status(boolean pending, Desk.Reply reply) {
        return pending && reply.outcome() == Outcome.RECORDED ? 202 : 200;
    }

    /** The order, unless it ended and a new business date began before the answer was made. */
    private static int known(Orders orders, long id) {
        int row = orders.find(id);
        if (row == Orders.NONE) {
            throw new Problem(504, "UNKNOWN", "Its business date has ended: its lineage tells what became of it.");
        }
        return row;
    }

    private Future<Answer> cancel(Request request) {
        long id = request.id("id");
        if (request.bytes().length > 0) {
            request.body().end();
        }
        Draft draft = Desk.draft();
        draft.begin(new CancelRequestedEncoder(), request.actor(), id).bodyHash(request.bodyHash())
            .requestKey(request.key());
        return unlessEnded(request.person(), id, desk.submit(draft, true, (state, reply, last) -> {
            reply.status(200);
            int row = known(state.orders(), id);
            boolean open = state.orders().isOpen(row);
            if (open && !last && reply.outcome() == Outcome.RECORDED) {
                return null;
            }
            boolean repeats = reply.outcome() == Outcome.REPEATED && request.header("Idempotency-Key") != null;
            return Answer.json(open && !repeats ? 202 : 200, OrderView.of(state, row))
                .with("Location", OrderRoutes.PATH + "/" + id);
        }, reply -> id));
    }

    /** No account, symbol or side means any: an empty body cancels all that are theirs to cancel. */
    private Future<Answer> cancelAll(Request request) {
        Body body = request.bytes().length == 0 ? Body.parse(new byte[] {'{', '}'}) : request.body();
        String account = OrderWish.text(body, "account", Request.MAX_NAME);
        String symbol = OrderWish.text(body, "symbol", Request.MAX_NAME);
        Side side = body.choiceOr("side", Side.class, OrderWish.SIDES, Side.NULL_VAL);
        body.end();
        Draft draft = Desk.draft();
        draft.begin(new MassCancelRequestedEncoder(), request.actor(), 0).bodyHash(request.bodyHash()).side(side)
            .reason(EndReason.BY_REQUEST).requestKey(request.key()).accountName(account).symbol(symbol);
        return desk.submit(draft, true, AmendRoutes::canceled);
    }

    private static Answer canceled(FrontMachine state, Desk.Reply reply, boolean last) {
        reply.status(200);
        long request = reply.reference();
        boolean done = state.clearing().isDone(request);
        if (!done && !last && reply.outcome() == Outcome.RECORDED) {
            return null;
        }
        return Answer.json(status(!done, reply), new JsonObject().put("requestId", Long.toString(request))
            .put("canceled", state.clearing().canceled(request)));
    }
}
