package throughline.gateway;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import throughline.capture.FrontMachine;
import throughline.blotter.Orders;
import throughline.blotter.Positions;
import throughline.desk.Channel;
import throughline.desk.DeskServer;
import throughline.desk.Person;
import throughline.message.JournalRecord;
import throughline.message.PriceStatedDecoder;
import throughline.message.SessionOpenedDecoder;
import throughline.message.TradeExecutedDecoder;

/**
 * What {@code /v1/stream} tells of the front: open orders and every change of an order, each execution, positions,
 * prices. A subscriber sees their desk's accounts. On the desk's thread.
 */
final class Feeds {
    private final Channel<FrontMachine> orders = new Channel<>("orders", Person.ANYONE, Feeds::openOrders);
    private final Channel<FrontMachine> executions = Channel.ofRows("executions", Person.ANYONE, Lists::nextExecution);
    private final Channel<FrontMachine> positions = new Channel<>("positions", Person.ANYONE, Feeds::held);
    private final Channel<FrontMachine> prices = new Channel<>("prices", Person.ANYONE, Feeds::priced);
    private final TradeExecutedDecoder trade = new TradeExecutedDecoder();
    private final PriceStatedDecoder price = new PriceStatedDecoder();

    void addTo(DeskServer<FrontMachine> server) {
        server.channel(orders).channel(executions).channel(positions).channel(prices);
        server.desk().listen(this::applied);
    }

    private void applied(FrontMachine state, JournalRecord record) {
        int row = record.orderId() == 0 ? Orders.NONE : state.orders().find(record.orderId());
        if (row != Orders.NONE) {
            orders.publish(Long.toString(record.orderId()), () -> OrderView.of(state, row),
                person -> OrderView.isFor(person, state, row));
        }
        if (record.templateId() == TradeExecutedDecoder.TEMPLATE_ID && row != Orders.NONE) {
            executed(state, record, row);
        } else if (record.templateId() == SessionOpenedDecoder.TEMPLATE_ID) {
            executions.forget(record.seq());
        } else if (record.templateId() == PriceStatedDecoder.TEMPLATE_ID) {
            price.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            int instrument = price.instrumentId();
            prices.publish(state.instruments().symbol(instrument),
                () -> PriceRoutes.item(state.instruments(), instrument));
        }
    }

    private void executed(FrontMachine state, JournalRecord record, int row) {
        trade.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        executions.publish(Long.toString(record.seq()),
            () -> Lists.execution(state, state.blotter().executions().size() - 1),
                person -> OrderView.isFor(person, state, row));
        int position = state.blotter().positions().find(trade.accountId(), trade.instrumentId());
        positions.publish(state.accounts().name(trade.accountId()) + "/"
            + state.instruments().symbol(trade.instrumentId()), () -> Lists.position(state, position),
            person -> OrderView.isFor(person, state, row));
    }

    private static List<JsonObject> openOrders(FrontMachine state, Person person) {
        List<JsonObject> items = new ArrayList<>();
        for (int row = state.orders().firstOpen(); row != Orders.NONE; row = state.orders().nextOpen(row)) {
            if (OrderView.isFor(person, state, row)) {
                items.add(OrderView.of(state, row));
            }
        }
        return items;
    }

    private static List<JsonObject> held(FrontMachine state, Person person) {
        Positions all = state.blotter().positions();
        List<JsonObject> items = new ArrayList<>();
        for (int row = 0; row < all.size(); row++) {
            if (person.mayUseDesk(state.accounts().deskId(all.account(row)))) {
                items.add(Lists.position(state, row));
            }
        }
        return items;
    }

    private static List<JsonObject> priced(FrontMachine state, Person person) {
        List<JsonObject> items = new ArrayList<>();
        for (int id = 1; id < state.instruments().end(); id++) {
            if (state.instruments().isKnown(id) && state.instruments().priceE8(id) != 0) {
                items.add(PriceRoutes.item(state.instruments(), id));
            }
        }
        return items;
    }
}
