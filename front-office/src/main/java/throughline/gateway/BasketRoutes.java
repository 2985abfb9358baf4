package throughline.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.util.List;
import throughline.blotter.Orders;
import throughline.capture.FrontMachine;
import throughline.desk.Answer;
import throughline.desk.Body;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Person;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.message.BasketCapturedEncoder;
import throughline.office.Draft;
import throughline.office.Outcome;
import throughline.reference.Users;
import throughline.state.StateHash;

/**
 * {@code /v1/baskets}: lists of orders that are captured and judged as a whole. The members' ids follow the basket's
 * number; its id is what its user calls it, and else that number. Any event loop.
 */
final class BasketRoutes {
    /** Most orders of a basket. */
    static final int MOST = 500;

    private static final String PATH = "/v1/baskets";
    private static final String NUMBER = "[1-9][0-9]{0,17}";
    private static final int MAX_BODY = 512 * 1024;

    private final Desk<FrontMachine> desk;

    BasketRoutes(Desk<FrontMachine> desk) {
        this.desk = desk;
    }

    void addTo(DeskServer<FrontMachine> server) {
        server.route(HttpMethod.POST, PATH, Users.TRADER, MAX_BODY, this::enter)
            .route(HttpMethod.GET, PATH + "/:id", Person.ANYONE, this::show);
    }

    private Future<Answer> enter(Request request) {
        Body body = request.body();
        String given = OrderWish.text(body, "basketId", Request.MAX_KEY);
        List<OrderWish> wishes = body.objects("orders", MOST).stream().map(OrderWish::read).toList();
        body.end();
        String key = given.isEmpty() && request.header("Idempotency-Key") != null ? request.key() : given;
        Draft draft = Desk.draft();
        BasketCapturedEncoder basket = draft.begin(new BasketCapturedEncoder(), request.actor(), 0)
            .bodyHash(hash(wishes));
        BasketCapturedEncoder.OrdersEncoder orders = basket.ordersCount(wishes.size());
        wishes.forEach(wish -> wish.encode(orders.next()));
        basket.requestKey(key);
        return desk.submit(draft, false, BasketRoutes::entered, reply -> reply.reference() + wishes.size());
    }

    /** The same for the same orders in the same order, however they were written. */
    private static long hash(List<OrderWish> wishes) {
        ByteBuffer hashes = ByteBuffer.allocate(wishes.size() * Long.BYTES);
        wishes.forEach(wish -> hashes.putLong(wish.hash()));
        return StateHash.of(hashes.array(), 0, hashes.capacity());
    }

    private static Answer entered(FrontMachine state, Desk.Reply reply, boolean last) {
        int status = reply.status(201);
        long basket = reply.reference();
        boolean waits = reply.outcome() == Outcome.RECORDED && isPending(state.orders(), basket);
        if (waits && !last) {
            return null;
        }
        return Answer.json(waits ? 202 : status, item(state, basket, null)).with("Location", PATH + "/" + basket);
    }

    private static boolean isPending(Orders orders, long basket) {
        for (long id = basket + 1; id <= basket + MOST; id++) {
            int row = member(orders, basket, id);
            if (row != Orders.NONE && orders.isPending(row)) {
                return true;
            }
        }
        return false;
    }

    private static int member(Orders orders, long basket, long id) {
        int row = orders.find(id);
        return row != Orders.NONE && orders.basketId(row) == basket ? row : Orders.NONE;
    }

    private Future<Answer> show(Request request) {
        String id = request.pathPart("id");
        Person person = request.person();
        return desk.read(state -> {
            long called = called(state, person, id);
            long basket = called == 0 ? request.id("id") : called;
            if (item(state, basket, null).getJsonArray("orders").isEmpty()) {
                throw Problem.notFound("There is no basket " + basket + " of this business date.");
            }
            JsonObject item = item(state, basket, person);
            if (item.getJsonArray("orders").isEmpty()) {
                throw Problem.forbidden("This basket is of accounts of another desk.");
            }
            return Answer.ok(item);
        });
    }

    /**
     * Number of the basket of that id, or of that number, that they may see: the newest of their own; else the one of
     * that number, which another's name does not hide; else the newest of others. 0: there is none.
     */
    private static long called(FrontMachine state, Person person, String id) {
        Orders orders = state.orders();
        long number = id.matches(NUMBER) ? Long.parseLong(id) : 0;
        long others = 0;
        long last = 0;
        boolean bears = false;
        for (int row = orders.end() - 1; row >= 0; row--) {
            long basket = orders.isLive(row) ? orders.basketId(row) : 0;
            bears = basket == last ? bears
                : basket != 0 && (basket == number || OrderView.basketId(orders, row).equals(id));
            last = basket;
            if (bears && orders.user(row) == person.id()) {
                return basket;
            }
            boolean isNearer = bears && (others == 0 || basket == number);
            others = isNearer && OrderView.isFor(person, state, row) ? basket : others;
        }
        return others;
    }

    /** A basket with those of its orders that a person may see; null: all of them. */
    private static JsonObject item(FrontMachine state, long basket, Person person) {
        JsonArray items = new JsonArray();
        String name = "";
        for (long id = basket + 1; id <= basket + MOST; id++) {
            int row = member(state.orders(), basket, id);
            if (row != Orders.NONE && (person == null || OrderView.isFor(person, state, row))) {
                items.add(OrderView.of(state, row));
                name = OrderView.basketId(state.orders(), row);
            }
        }
        return new JsonObject().put("basketId", name).put("orders", items);
    }
}
