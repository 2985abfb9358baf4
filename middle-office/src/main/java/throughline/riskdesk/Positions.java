package throughline.riskdesk;

import io.vertx.core.json.JsonObject;
import java.util.List;
import throughline.desk.Channel;
import throughline.desk.Decimal;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.exposure.Holdings;
import throughline.exposure.Worth;
import throughline.message.ScopeKind;
import throughline.reference.Measure;
import throughline.reference.Scope;
import throughline.risk.MiddleMachine;
import throughline.state.Table;

/**
 * {@code /v1/positions} and the channel of that name: what each account holds of each instrument, at its mark, and what
 * it has earned on this date, in the firm's currency. Desk's thread.
 */
final class Positions {
    private static final long NS_PER_MS = 1_000_000;
    private static final List<String> COLUMNS = List.of("account", "symbol", "position", "buys", "sells", "mark",
        "markAge", "value", "realised", "unrealised", "fees", "total");

    private final Channel<MiddleMachine> channel =
        new Channel<>("positions", Exposures.READERS, Listing.whole(Positions::next));

    void addTo(DeskServer<MiddleMachine> server, Touched touched) {
        server.list("/v1/positions", Exposures.READERS, COLUMNS, Positions::next).channel(channel);
        touched.tell(channel, this::publish);
    }

    private static Listing.Row next(MiddleMachine state, Person person, long after) {
        Holdings holdings = state.exposures().holdings();
        for (int row = Listing.behind(after, 0); row < holdings.end(); row++) {
            if (isShown(state, row) && ExposureRows.sees(state, person, holdings.key(row))) {
                return new Listing.Row(row, item(state, row));
            }
        }
        return null;
    }

    /** Nothing held, nothing working, nothing earned: there is nothing to show. */
    private static boolean isShown(MiddleMachine state, int row) {
        Holdings holdings = state.exposures().holdings();
        return Scope.kind(holdings.key(row)) == ScopeKind.ACCOUNT_INSTRUMENT
            && (holdings.position(row) != 0 || holdings.buys(row) != 0 || holdings.sells(row) != 0
            || holdings.worth().profitMinor(row) != 0 || holdings.dayFees(row) != 0);
    }

    private static JsonObject item(MiddleMachine state, int row) {
        Holdings holdings = state.exposures().holdings();
        Worth worth = holdings.worth();
        long key = holdings.key(row);
        int instrument = Scope.instrumentId(key);
        int scale = state.instruments().quantityScale(instrument);
        JsonObject item = new JsonObject().put("account", state.accounts().name(Scope.accountId(key)))
            .put("symbol", state.instruments().symbol(instrument))
            .put("position", Decimal.text(holdings.position(row), scale))
            .put("buys", Decimal.text(holdings.buys(row), scale))
            .put("sells", Decimal.text(holdings.sells(row), scale));
        if (holdings.markE8(row) != 0) {
            item.put("mark", Decimal.textE8(holdings.markE8(row))).put("markAge", ageMs(state, instrument));
        }
        put(state, item, "value", worth.valueMinor(row));
        put(state, item, "realised", holdings.realisedMinor(row));
        put(state, item, "unrealised", holdings.unrealisedMinor(row));
        put(state, item, "fees", holdings.dayFees(row));
        put(state, item, "total", worth.profitMinor(row));
        return item;
    }

    /** For how long, in milliseconds, a newer price has waited for the mark to take it up. */
    private static long ageMs(MiddleMachine state, int instrument) {
        boolean waits = state.exposures().holdings().marks().isWaiting(instrument);
        return waits ? (state.day().lastTimeNs() - state.instruments().priceTimeNs(instrument)) / NS_PER_MS : 0;
    }

    /** An amount of the base currency; one that cannot be told is left out. */
    static void put(MiddleMachine state, JsonObject item, String name, long baseMinor) {
        long amount = Usage.money(state, baseMinor);
        if (amount != Usage.UNKNOWN) {
            item.put(name, Measure.MONEY.text(amount));
        }
    }

    private void publish(MiddleMachine state, long scope) {
        int row = Scope.kind(scope) == ScopeKind.ACCOUNT_INSTRUMENT ? state.exposures().holdings().row(scope)
            : Table.NONE;
        if (row != Table.NONE) {
            channel.publish(ScopeText.of(state, scope), () -> item(state, row),
                person -> ExposureRows.sees(state, person, scope));
        }
    }
}
