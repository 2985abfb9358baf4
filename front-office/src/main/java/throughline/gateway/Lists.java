package throughline.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import throughline.capture.FrontMachine;
import throughline.blotter.Orders;
import throughline.blotter.Positions;
import throughline.capture.Session;
import throughline.desk.Answer;
import throughline.desk.Decimal;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.reference.Users;

/**
 * The lists of the business date: orders, executions, positions; and the session. Each sees their desk's accounts. And
 * what waits here for a second person, as every office says it: nothing that the front office does needs one.
 */
final class Lists {
    private static final List<String> APPROVAL_COLUMNS = List.of("id", "kind", "status", "reason", "requestedBy",
        "requestedAt", "decidedBy", "decidedAt", "comment");
    private static final List<String> POSITION_COLUMNS = List.of("account", "symbol", "quantity", "bought", "sold");

    private final Desk<FrontMachine> desk;
    private final Listing<FrontMachine> orders;
    private final EarlierOrders earlier;

    Lists(Desk<FrontMachine> desk, EarlierOrders earlier) {
        this.desk = desk;
        this.earlier = earlier;
        orders = new Listing<>(desk, OrderView.COLUMNS, Lists::nextOrder);
    }

    void addTo(DeskServer<FrontMachine> server) {
        server.route(HttpMethod.GET, "/v1/orders", Person.ANYONE, this::orders)
            .list("/v1/executions", Person.ANYONE, ExecutionView.COLUMNS, ExecutionView::next)
            .list("/v1/positions", Person.ANYONE, POSITION_COLUMNS, Lists::nextPosition)
            .list("/v1/approvals", Person.ANYONE, APPROVAL_COLUMNS, (state, person, after) -> null)
            .route(HttpMethod.POST, "/v1/approvals/:id", Users.RISK | Users.OPERATIONS, Lists::decide)
            .route(HttpMethod.GET, "/v1/session", Person.ANYONE, this::session);
    }

    private static Future<Answer> decide(Request request) {
        throw Problem.notFound("There is no approval " + request.id("id")
            + " here: what waits for a second person, waits at the middle or the back office.");
    }

    /** By clOrdId those of all business dates; else those of today. */
    private Future<Answer> orders(Request request) {
        String clOrdId = request.query("clOrdId");
        return clOrdId == null ? orders.answer(request) : earlier.called(request, clOrdId);
    }

    private static Listing.Row nextOrder(FrontMachine state, Person person, long after) {
        Orders orders = state.orders();
        for (int row = orders.rowAfter(after); row < orders.end(); row++) {
            if (orders.isLive(row) && OrderView.isFor(person, state, row)) {
                return new Listing.Row(orders.id(row), OrderView.of(state, row));
            }
        }
        return null;
    }

    private static Listing.Row nextPosition(FrontMachine state, Person person, long after) {
        Positions positions = state.blotter().positions();
        for (int row = Listing.behind(after, 0); row < positions.size(); row++) {
            if (person.mayUseDesk(state.accounts().deskId(positions.account(row)))) {
                return new Listing.Row(row, position(state, row));
            }
        }
        return null;
    }

    static JsonObject position(FrontMachine state, int row) {
        Positions positions = state.blotter().positions();
        int scale = state.instruments().quantityScale(positions.instrument(row));
        return new JsonObject().put("account", state.accounts().name(positions.account(row)))
            .put("symbol", state.instruments().symbol(positions.instrument(row)))
            .put("quantity", Decimal.text(positions.quantity(row), scale))
            .put("bought", Decimal.text(positions.bought(row), scale))
            .put("sold", Decimal.text(positions.sold(row), scale));
    }

    private Future<Answer> session(Request request) {
        return desk.read(state -> {
            Session session = state.session();
            return Answer.ok(new JsonObject().put("businessDate", Answer.date(session.businessDate()))
                .put("state", OrderView.lower(session.phase()))
                .put("pendingOrders", state.orders().pending())
                .put("workingOrders", state.orders().working()));
        });
    }
}
