package throughline.gateway;

import io.vertx.core.json.JsonObject;
import java.util.List;
import throughline.blotter.Executions;
import throughline.blotter.Orders;
import throughline.capture.FrontMachine;
import throughline.desk.Answer;
import throughline.desk.Decimal;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.desk.Problem;
import throughline.message.OrderCapacity;

/** An execution as people see it, and who may see it. On the desk's thread. */
final class ExecutionView {
    /** Fields that lists filter by and CSV shows. */
    static final List<String> COLUMNS = List.of("executionId", "orderId", "clOrdId", "account", "symbol", "side",
        "quantity", "price", "status", "elsewhere", "matchId", "aggressor", "user", "capacity", "strategy",
        "decisionMaker", "contraParty", "tradeDate", "time");

    private ExecutionView() {
    }

    static boolean isFor(Person person, FrontMachine state, int row) {
        return person.mayUseDesk(state.accounts().deskId(state.blotter().executions().account(row)));
    }

    static Listing.Row next(FrontMachine state, Person person, long after) {
        Executions executions = state.blotter().executions();
        for (int row = executions.firstAfter(after); row < executions.size(); row++) {
            if (isFor(person, state, row)) {
                return new Listing.Row(executions.id(row), of(state, row));
            }
        }
        return null;
    }

    /**
     * Row of an execution by its id.
     *
     * @throws Problem 404
     */
    static int row(FrontMachine state, long id) {
        Executions executions = state.blotter().executions();
        int row = executions.find(id);
        if (row == Executions.NONE) {
            throw Problem.notFound("There is no execution " + id + " of this business date.");
        }
        return row;
    }

    static JsonObject of(FrontMachine state, int row) {
        Executions executions = state.blotter().executions();
        Orders orders = state.orders();
        int order = executions.isElsewhere(row) ? Orders.NONE : orders.find(executions.orderId(row));
        int instrument = executions.instrument(row);
        JsonObject item = new JsonObject()
            .put("executionId", Long.toString(executions.id(row)))
            .put("orderId", Long.toString(executions.orderId(row)));
        OrderView.put(item, "clOrdId", order == Orders.NONE ? "" : orders.clOrdId(order));
        item.put("account", state.accounts().name(executions.account(row)))
            .put("symbol", state.instruments().symbol(instrument))
            .put("side", OrderView.lower(executions.side(row)))
            .put("quantity", Decimal.text(executions.quantity(row), state.instruments().quantityScale(instrument)))
            .put("price", Decimal.textE8(executions.priceE8(row)))
            .put("status", executions.isBusted(row) ? "busted" : executions.isCorrected(row) ? "corrected" : "new")
            .put("elsewhere", executions.isElsewhere(row))
            .put("matchId", Long.toString(executions.matchId(row)))
            .put("aggressor", executions.isAggressor(row))
            .put("user", state.users().name(executions.user(row)));
        OrderView.put(item, "capacity", executions.capacity(row) == OrderCapacity.NONE ? ""
            : OrderView.lower(executions.capacity(row)));
        OrderView.put(item, "strategy", orders.texts().text(executions.strategy(row)));
        OrderView.put(item, "decisionMaker", orders.texts().text(executions.decisionMaker(row)));
        OrderView.put(item, "contraParty", executions.contraParty(row) == 0 ? ""
            : state.parties().name(executions.contraParty(row)));
        return item.put("tradeDate", Answer.date(state.session().businessDate()))
            .put("time", Answer.time(executions.timeNs(row)));
    }
}
