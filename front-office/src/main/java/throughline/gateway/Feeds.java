package throughline.gateway;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import throughline.capture.FrontMachine;
import throughline.blotter.Orders;
import throughline.blotter.Positions;
import throughline.desk.Channel;
import throughline.desk.DeskServer;
import throughline.desk.Person;
import throughline.message.JournalRecord;
import throughline.message.PriceStatedDecoder;
import throughline.message.RateStatedDecoder;
import throughline.message.SessionOpenedDecoder;
import throughline.message.TradeBustedDecoder;
import throughline.message.TradeCorrectedDecoder;
import throughline.message.TradeExecutedDecoder;
import throughline.state.Table;

/**
 * What {@code /v1/stream} tells of the front: open orders and every change of an order, each execution with its bust
 * and corrections, positions, prices. A subscriber sees their desk's accounts. On the desk's thread.
 */
final class Feeds {
    private final Channel<FrontMachine> orders = new Channel<>("orders", Person.ANYONE, Feeds::openOrders);
    private final Channel<FrontMachine> executions = Channel.ofRows("executions", Person.ANYONE, ExecutionView::next);
    private final Channel<FrontMachine> positions = new Channel<>("positions", Person.ANYONE, Feeds::held);
    private final Channel<FrontMachine> prices = new Channel<>("prices", Person.ANYONE, Feeds::priced);
    private final TradeBustedDecoder busted = new TradeBustedDecoder();
    private final TradeCorrectedDecoder corrected = new TradeCorrectedDecoder();
    private final PriceStatedDecoder price = new PriceStatedDecoder();
    private final RateStatedDecoder rate = new RateStatedDecoder();

    void addTo(DeskServer<FrontMachine> server) {
        server.channel(orders).channel(executions).channel(positions).channel(prices);
        server.desk().listen(this::applied);
    }

    private void applied(FrontMachine state, JournalRecord record) {
        int row = record.orderId() == 0 || !orders.isHeard() ? Orders.NONE : state.orders().find(record.orderId());
        if (row != Orders.NONE) {
            orders.publish(Long.toString(record.orderId()), () -> OrderView.of(state, row),
                person -> OrderView.isFor(person, state, row));
        }
        switch (record.templateId()) {
            case TradeExecutedDecoder.TEMPLATE_ID -> executed(state, record, record.seq(), false);
            case TradeBustedDecoder.TEMPLATE_ID -> executed(state, record, busted.wrap(record.buffer(), record.body(),
                record.blockLength(), record.version()).executionId(), true);
            case TradeCorrectedDecoder.TEMPLATE_ID -> executed(state, record, corrected.wrap(record.buffer(),
                record.body(), record.blockLength(), record.version()).executionId(), true);
            case SessionOpenedDecoder.TEMPLATE_ID -> executions.forget(record.seq());
            case PriceStatedDecoder.TEMPLATE_ID -> stated(state, record);
            case RateStatedDecoder.TEMPLATE_ID -> rated(state, record);
            default -> { }
        }
    }

    /** An execution was made, busted or corrected; the street's, which have no order, are nobody's. */
    private void executed(FrontMachine state, JournalRecord record, long executionId, boolean again) {
        if (record.orderId() == 0 || !executions.isHeard() && !positions.isHeard()) {
            return;
        }
        int row = ExecutionView.row(state, executionId);
        int account = state.blotter().executions().account(row);
        int instrument = state.blotter().executions().instrument(row);
        String key = Long.toString(executionId);
        Predicate<Person> sees = person -> ExecutionView.isFor(person, state, row);
        if (again) {
            executions.amend(key, () -> ExecutionView.of(state, row), sees);
        } else {
            executions.publish(key, () -> ExecutionView.of(state, row), sees);
        }
        int position = state.blotter().positions().find(account, instrument);
        positions.publish(state.accounts().name(account) + "/" + state.instruments().symbol(instrument),
            () -> Lists.position(state, position), sees);
    }

    private void stated(FrontMachine state, JournalRecord record) {
        int instrument = price.wrap(record.buffer(), record.body(), record.blockLength(), record.version())
            .instrumentId();
        prices.publish(state.instruments().symbol(instrument), () -> PriceRoutes.item(state, instrument));
    }

    private void rated(FrontMachine state, JournalRecord record) {
        int currency = rate.wrap(record.buffer(), record.body(), record.blockLength(), record.version()).currency();
        int row = state.rates().row(currency);
        if (row != Table.NONE) {
            JsonObject item = PriceRoutes.rate(state, row);
            prices.publish(item.getString("symbol"), () -> item);
        }
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
                items.add(PriceRoutes.item(state, id));
            }
        }
        for (int row = 0; row < state.rates().end(); row++) {
            items.add(PriceRoutes.rate(state, row));
        }
        return items;
    }
}
