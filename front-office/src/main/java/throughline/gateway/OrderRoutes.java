package throughline.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.TreeMap;
import throughline.blotter.Orders;
import throughline.capture.FrontMachine;
import throughline.desk.Answer;
import throughline.desk.Body;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Person;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.message.OrderCapturedEncoder;
import throughline.office.Draft;
import throughline.office.Outcome;
import throughline.reference.Users;

/**
 * {@code /v1/orders}: new and look up. A new order answers once risk has decided, at the latest after two seconds with
 * {@code pending_new}. Any event loop.
 */
final class OrderRoutes {
    static final String PATH = "/v1/orders";

    private final Desk<FrontMachine> desk;
    private final EarlierOrders earlier;

    OrderRoutes(Desk<FrontMachine> desk, EarlierOrders earlier) {
        this.desk = desk;
        this.earlier = earlier;
    }

    void addTo(DeskServer<FrontMachine> server) {
        server.route(HttpMethod.POST, PATH, Users.TRADER, this::enter)
            .route(HttpMethod.GET, PATH + "/:id", Person.ANYONE, this::show);
    }

    private Future<Answer> enter(Request request) {
        Body body = request.body();
        OrderWish wish = OrderWish.read(body);
        body.end();
        Draft draft = Desk.draft();
        wish.encode(draft.begin(new OrderCapturedEncoder(), request.actor(), 0));
        Future<Answer> answer = desk.submit(draft, false, OrderRoutes::entered);
        return answer.failed() ? repeated(request.actor(), wish, answer) : answer;
    }

    /** Back pressure refuses what is new: of an order that stands already its present state is told. */
    private Future<Answer> repeated(int user, OrderWish wish, Future<Answer> refusal) {
        return desk.read(state -> {
            int row = state.orders().find(user, wish.clOrdId());
            return row == Orders.NONE ? null : again(state, row, wish.hash());
        }).compose(answer -> answer == null ? refusal : Future.succeededFuture(answer), failure ->
            failure instanceof Problem problem && problem.status() == 409 ? Future.failedFuture(problem) : refusal);
    }

    private static Answer again(FrontMachine state, int row, long bodyHash) {
        boolean same = state.orders().bodyHash(row) == bodyHash;
        long id = state.orders().id(row);
        return entered(state, new Desk.Reply(same ? Outcome.REPEATED : Outcome.CONFLICT, id, 0), true);
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
        return Answer.json(status, OrderView.text(state, row)).with("Location", PATH + "/" + reply.reference());
    }

    private Future<Answer> show(Request request) {
        long id = request.id("id");
        Person person = request.person();
        return desk.read(state -> state.orders().find(id) == Orders.NONE ? null
            : Answer.ok(OrderView.of(state, visible(state, person, id))))
            .compose(answer -> answer == null ? earlier.show(person, id) : Future.succeededFuture(answer));
    }

    /**
     * Row of an order that they may see.
     *
     * @throws Problem 404 or 403
     */
    static int visible(FrontMachine state, Person person, long id) {
        int row = state.orders().find(id);
        if (row == Orders.NONE) {
            throw Problem.notFound("There is no order " + id + " of this business date.");
        }
        if (!OrderView.isFor(person, state, row)) {
            throw Problem.forbidden("This order is of an account of another desk.");
        }
        return row;
    }

    /**
     * Those of today of a clOrdId that they may see, newest first. There may be older ones behind them.
     *
     * @return null when there are none
     */
    static JsonObject called(FrontMachine state, Person person, String clOrdId) {
        TreeMap<Long, JsonObject> found = new TreeMap<>();
        for (int user = 1; user < state.users().end(); user++) {
            int row = state.orders().find(user, clOrdId);
            if (row != Orders.NONE && (user == person.id() || OrderView.isFor(person, state, row))) {
                found.put(state.orders().id(row), OrderView.of(state, row));
            }
        }
        return found.isEmpty() ? null : new JsonObject()
            .put("items", new JsonArray(List.copyOf(found.descendingMap().values())))
            .put("next", Long.toString(found.firstKey()));
    }
}
