package throughline.riskdesk;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import throughline.desk.Channel;
import throughline.desk.Decimal;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.message.JournalRecord;
import throughline.message.Metric;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.TradeClearedDecoder;
import throughline.reference.Users;
import throughline.exposure.Holdings;
import throughline.limit.Limits;
import throughline.reference.Scope;
import throughline.risk.MiddleMachine;
import throughline.state.Table;

/**
 * {@code /v1/exposures} and the channel of that name: for each account's instrument, and each of the firm's, what is
 * used, what works, what both come to, and how much of the tightest position limit that is. Two items a holding, one a
 * side. Desk's thread.
 */
final class Exposures {
    private static final int READERS = Users.RISK | Users.AUDITOR | Users.TRADER | Users.OPERATIONS;
    private static final int SIDES = 2;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final List<String> COLUMNS = List.of("scope", "metric", "used", "working", "projected", "limit",
        "headRoom", "utilisation");

    private final OrderAcceptedDecoder accepted = new OrderAcceptedDecoder();
    private final ReplaceAcceptedDecoder amended = new ReplaceAcceptedDecoder();
    private final TradeClearedDecoder cleared = new TradeClearedDecoder();
    private final Channel<MiddleMachine> channel = new Channel<>("exposures", READERS, (state, person) -> {
        List<JsonObject> items = new ArrayList<>();
        Listing.Row row = next(state, person, -1);
        while (row != null) {
            items.add(row.item());
            row = next(state, person, row.id());
        }
        return items;
    });

    void addTo(DeskServer<MiddleMachine> server) {
        server.list("/v1/exposures", READERS, COLUMNS, Exposures::next).channel(channel).desk().listen(this::applied);
    }

    private static Listing.Row next(MiddleMachine state, Person person, long after) {
        Holdings holdings = state.exposures().holdings();
        for (long id = after + 1; id < (long) holdings.end() * SIDES; id++) {
            int row = (int) (id / SIDES);
            boolean any = holdings.position(row) != 0 || holdings.buys(row) != 0 || holdings.sells(row) != 0;
            if (any && sees(state, person, holdings.key(row))) {
                return new Listing.Row(id, item(state, row, id % SIDES == 0));
            }
        }
        return null;
    }

    private static boolean sees(MiddleMachine state, Person person, long scope) {
        int account = Scope.accountId(scope);
        return account == 0 || person.mayUseDesk(state.accounts().deskId(account));
    }

    private static JsonObject item(MiddleMachine state, int row, boolean isLong) {
        Holdings holdings = state.exposures().holdings();
        long key = holdings.key(row);
        int scale = state.instruments().quantityScale(Scope.instrumentId(key));
        BigDecimal position = BigDecimal.valueOf(holdings.position(row), scale);
        BigDecimal working = BigDecimal.valueOf(isLong ? holdings.buys(row) : holdings.sells(row), scale);
        BigDecimal used = isLong ? position : position.negate();
        BigDecimal projected = used.add(working);
        Metric metric = isLong ? Metric.POSITION_LIMIT_LONG : Metric.POSITION_LIMIT_SHORT;
        long limitE8 = tightest(state.limits(), key, metric);
        JsonObject item = new JsonObject().put("scope", ScopeText.of(state, key)).put("metric", ScopeText.of(metric))
            .put("used", text(used)).put("working", text(working)).put("projected", text(projected))
            .put("limit", ScopeText.value(metric, limitE8));
        if (limitE8 != Limits.NONE) {
            BigDecimal limit = BigDecimal.valueOf(limitE8, Decimal.MAX_DECIMALS);
            item.put("headRoom", text(limit.subtract(projected)));
            if (limit.signum() > 0) {
                item.put("utilisation", text(projected.max(BigDecimal.ZERO).multiply(HUNDRED)
                    .divide(limit, 2, RoundingMode.UP)));
            }
        }
        return item;
    }

    private static String text(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /** Of the limits that test this holding: an account's and its instrument's, or the firm's and the instrument's. */
    private static long tightest(Limits limits, long key, Metric metric) {
        long narrow = limits.value(key, metric);
        long wide = limits.value(Scope.holder(key), metric);
        return narrow == Limits.NONE ? wide : wide == Limits.NONE ? narrow : Math.min(narrow, wide);
    }

    private void applied(MiddleMachine state, JournalRecord record) {
        if (record.templateId() == OrderAcceptedDecoder.TEMPLATE_ID) {
            accepted.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            publish(state, accepted.accountId(), accepted.instrumentId());
        } else if (record.templateId() == ReplaceAcceptedDecoder.TEMPLATE_ID) {
            amended.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            publish(state, amended.accountId(), amended.instrumentId());
        } else if (record.templateId() == TradeClearedDecoder.TEMPLATE_ID) {
            cleared.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            publish(state, cleared.accountId(), cleared.instrumentId());
        }
    }

    private void publish(MiddleMachine state, int account, int instrument) {
        int row = state.exposures().holdings().row(Scope.pair(account, instrument));
        for (int side = 0; row != Table.NONE && side < SIDES; side++) {
            boolean isLong = side == 0;
            channel.publish(account + ":" + instrument + ":" + (isLong ? "long" : "short"),
                () -> item(state, row, isLong), person -> sees(state, person, Scope.pair(account, instrument)));
        }
    }
}
