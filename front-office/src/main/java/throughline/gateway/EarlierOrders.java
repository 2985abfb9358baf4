package throughline.gateway;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import throughline.blotter.Orders;
import throughline.blotter.PastOrders;
import throughline.capture.FrontMachine;
import throughline.desk.Answer;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.lineage.Past;
import throughline.reference.Accounts;

/**
 * Orders that ended on an earlier business date and that the state has forgotten, out of the journals: by id, and
 * together with those of today by what they were called. Read on the journals' own thread, shown on the desk's. Any
 * event loop.
 */
final class EarlierOrders {
    private static final String NAME = "clOrdId";
    private static final long PATIENCE_SECONDS = 2;

    private final DeskServer<FrontMachine> server;
    private final Desk<FrontMachine> desk;

    EarlierOrders(DeskServer<FrontMachine> server) {
        this.server = server;
        desk = server.desk();
    }

    /** An order that the state did not know; 404 when the journals do not either. */
    Future<Answer> show(Person person, long id) {
        return server.journals(of -> of.past(id)).compose(past -> desk.read(state -> {
            if (past == null) {
                throw Problem.notFound("There is no order " + id + ".");
            }
            JsonObject item = item(state, past, new PastOrders(state.accounts(), state.instruments()),
                (accounts, orders, row) -> OrderView.isFor(person, accounts, orders, row));
            if (item == null) {
                throw Problem.forbidden("This order is of an account of another desk.");
            }
            return Answer.ok(item);
        }));
    }

    /** Who may see an order at a row. */
    @FunctionalInterface
    private interface Right {
        boolean holds(Accounts accounts, Orders orders, int row);
    }

    /** An order as it is, or as it was when its last date ended; null: it is not for them to see. */
    private static JsonObject item(FrontMachine state, Past past, PastOrders made, Right right) {
        int known = state.orders().find(past.orderId());
        if (known != Orders.NONE) {
            return right.holds(state.accounts(), state.orders(), known) ? OrderView.of(state, known) : null;
        }
        int row = made.make(past.own(), past.decisions(), past.openings(), past.basketName());
        return right.holds(state.accounts(), made.blotter().orders(), row)
            ? OrderView.of(made.blotter(), state.users(), row) : null;
    }

    /**
     * Those of a clOrdId that they may see, newest first. When the journals are away or slow, those of today are told
     * none the less, with where to ask on.
     */
    Future<Answer> called(Request request, String clOrdId) {
        Person person = request.person();
        Future<Answer> all = listing(person, clOrdId).answer(request);
        return request.wantsCsv() || !onlyName(request) ? all : all.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .recover(away -> desk.read(state -> OrderRoutes.called(state, person, clOrdId))
                .compose(today -> today == null ? all : Future.succeededFuture(Answer.ok(today))));
    }

    private static boolean onlyName(Request request) {
        for (var query : request.queries()) {
            if (!query.getKey().equals(NAME)) {
                return false;
            }
        }
        return true;
    }

    /** Of as many orders at a time as the journals' thread reads at once: one may have thousands of records. */
    private Listing<FrontMachine> listing(Person person, String clOrdId) {
        return new Listing<>(desk, OrderView.COLUMNS, Set.of(NAME), after ->
            server.journals(of -> of.called(clOrdId, person.id(), after < 0 ? Long.MAX_VALUE : after))
                .map(EarlierOrders::rows));
    }

    /** What was read of them, and where to go on reading. */
    static Listing.Rows<FrontMachine> rows(List<Past> newestFirst) {
        PastOrders[] made = new PastOrders[1];
        return (state, person, after) -> {
            made[0] = made[0] == null ? new PastOrders(state.accounts(), state.instruments()) : made[0];
            return next(state, person, newestFirst, after, made[0]);
        };
    }

    /** The first behind an id, which is older, that they may see: what they entered themselves is among it. */
    private static Listing.Row next(FrontMachine state, Person person, List<Past> newestFirst, long after,
        PastOrders made) {
        Right right = (accounts, orders, row) -> orders.user(row) == person.id()
            || OrderView.isFor(person, accounts, orders, row);
        for (Past past : newestFirst) {
            boolean isBehind = after < 0 || past.orderId() < after;
            if (isBehind && !past.isRead()) {
                return new Listing.Row(past.orderId() + 1, null);
            }
            JsonObject item = isBehind ? item(state, past, made, right) : null;
            if (item != null) {
                return new Listing.Row(past.orderId(), item);
            }
        }
        return null;
    }
}
