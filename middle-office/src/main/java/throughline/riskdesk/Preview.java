package throughline.riskdesk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import throughline.exposure.Holds;
import throughline.limit.RiskDay;
import throughline.message.TradingState;
import throughline.reference.Measure;
import throughline.reference.Money;
import throughline.reference.Scope;
import throughline.risk.MiddleMachine;

/**
 * What a stricter trading state would end: how many working orders, of what value, of which accounts. Goes by the
 * front's rule: halted, all; reduce-only, all but the oldest that reduce a position, up to the position. Looks at all
 * holds, on the desk's thread.
 */
final class Preview {
    private static final int MOST_ACCOUNTS = 20;

    private final MiddleMachine state;
    private final Holds holds;
    private final long scope;
    private final Map<Integer, Sum> byAccount = new HashMap<>();
    private final Map<Long, Long> kept = new HashMap<>();
    private final Sum all = new Sum(0);

    /** What would end, of an account or in all. */
    private static final class Sum {
        private final int account;
        private long orders;
        private long baseMinor;

        Sum(int account) {
            this.account = account;
        }

        void add(long value) {
            orders++;
            baseMinor = baseMinor == Money.OVERFLOW || value == Money.OVERFLOW || baseMinor + value < 0
                ? Money.OVERFLOW : baseMinor + value;
        }

        /** A value that cannot be told, for want of a rate, is left out. */
        JsonObject item(RiskDay day) {
            JsonObject item = new JsonObject().put("orders", orders);
            boolean fits = baseMinor <= Long.MAX_VALUE / day.moneyUnit();
            return baseMinor == Money.OVERFLOW || !fits ? item
                : item.put("value", Measure.MONEY.text(baseMinor * day.moneyUnit()));
        }
    }

    Preview(MiddleMachine state, long scope) {
        this.state = state;
        this.holds = state.exposures().holds();
        this.scope = scope;
    }

    /** What the state would end. */
    JsonObject of(TradingState wanted) {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < holds.end(); row++) {
            if (holds.isLive(row) && wanted != TradingState.ACTIVE && holds.isIn(row, scope)) {
                rows.add(row);
            }
        }
        rows.sort(Comparator.comparingLong(holds::orderId));
        for (int row : rows) {
            if (wanted == TradingState.HALTED || !isKept(row)) {
                long value = state.rates().toBase(holds.valueMinor(row),
                    state.instruments().currency(holds.instrumentId(row)), state.day().currency());
                all.add(value);
                byAccount.computeIfAbsent(holds.accountId(row), Sum::new).add(value);
            }
        }
        JsonArray accounts = new JsonArray();
        byAccount.values().stream().sorted(Comparator.<Sum>comparingLong(sum -> -sum.orders)
            .thenComparingInt(sum -> sum.account)).limit(MOST_ACCOUNTS).forEach(sum ->
                accounts.add(sum.item(state.day()).put("account", state.accounts().name(sum.account))));
        return all.item(state.day()).put("accounts", accounts);
    }

    private boolean isKept(int row) {
        long pair = Scope.pair(holds.accountId(row), holds.instrumentId(row));
        long position = state.exposures().holdings().position(state.exposures().holdings().row(pair));
        boolean reduces = holds.sells(row) ? position > 0 : position < 0;
        long sum = kept.getOrDefault(pair, 0L) + holds.leaves(row);
        if (!reduces || sum > Math.abs(position)) {
            return false;
        }
        kept.put(pair, sum);
        return true;
    }
}
