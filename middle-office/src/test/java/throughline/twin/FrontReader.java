package throughline.twin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import throughline.message.AccountKind;
import throughline.message.JournalRecord;
import throughline.message.OrderReplacedDecoder;
import throughline.message.PositionMoveStatedDecoder;
import throughline.message.PositionStatedDecoder;
import throughline.message.PriceStatedDecoder;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TradeBustedDecoder;
import throughline.message.TradeCorrectedDecoder;
import throughline.message.TradeExecutedDecoder;
import throughline.reference.Scope;

/** What the front's records change, and which of them ask for judgement. */
final class FrontReader {
    private final Twin twin;
    /** Orders that wait for their judgement; more than one: a basket's members. */
    final List<Asked> asked = new ArrayList<>();
    /** Scopes whose profit and loss moved. */
    final Set<Long> moved = new LinkedHashSet<>();
    /** Holdings of which the ledger states another position than was held. */
    final Set<Long> drifted = new LinkedHashSet<>();
    private long expected;
    int sessionDate;
    boolean sessionOpen;

    FrontReader(Twin twin) {
        this.twin = twin;
    }

    /** Whether all is read that is to be judged together. */
    boolean isComplete() {
        return !asked.isEmpty() && asked.size() >= expected;
    }

    void read(JournalRecord record) {
        twin.lastTimeNs = Math.max(twin.lastTimeNs, record.timeNs());
        switch (Template.of(record)) {
            case INSTRUMENT_STATED -> twin.firm.instrument(record);
            case ACCOUNT_STATED -> twin.firm.account(record);
            case USER_STATED -> twin.firm.user(record);
            case PARTY_STATED -> twin.firm.party(record);
            case FEE_STATED -> twin.fees.state(record);
            case RATE_STATED -> rate(record);
            case PRICE_STATED -> price(record);
            case CASH_STATED -> twin.dues.cash(record);
            case UNSETTLED_STATED -> twin.dues.unsettled(record);
            case POSITION_STATED -> position(record);
            case POSITION_MOVE_STATED -> positionMoved(record);
            case SESSION_OPENED -> {
                sessionDate = Template.sessionDate(record);
                sessionOpen = true;
            }
            case SESSION_CLOSED -> sessionOpen = false;
            case BASKET_CAPTURED -> expected = Template.members(record);
            case ORDER_CAPTURED -> {
                Asked order = Asked.captured(record);
                Firm.take(twin.firm.strategies, order.strategy());
                Firm.take(twin.firm.sessions, order.session());
                expected = order.basket() == 0 ? 1 : expected;
                asked.add(order);
            }
            case REPLACE_REQUESTED -> {
                expected = 1;
                asked.add(Asked.replaced(record, scale(record.orderId())));
            }
            case ORDER_RESTATED -> {
                expected = 1;
                asked.add(Asked.restated(record, scale(record.orderId())));
            }
            case CANCEL_REQUESTED, MASS_CANCEL_REQUESTED -> {
                if (record.actor() != 0) {
                    twin.flow.cancel(record.actor(), twin.firm.sessionOf(record.actor()), twin.lastTimeNs);
                }
            }
            case ORDER_CANCELED, ORDER_EXPIRED, ORDER_DECLINED -> twin.books.remove(record.orderId());
            case ORDER_TRIGGERED -> twin.books.holds.get(record.orderId()).triggered = true;
            case ORDER_REPLACED -> replaced(record);
            case REPLACE_REFUSED -> refused(record.orderId());
            case TRADE_EXECUTED -> executed(record);
            case TRADE_BUSTED -> busted(record);
            case TRADE_CORRECTED -> corrected(record);
            default -> {
                // the others change nothing that risk counts
            }
        }
    }

    private int scale(long orderId) {
        return twin.firm.instruments.get(twin.books.holds.get(orderId).asked.instrument()).scale();
    }

    private void rate(JournalRecord record) {
        int currency = twin.firm.rate(record);
        twin.firm.instruments.values().stream().filter(i -> i.currency() == currency)
            .forEach(i -> await(i.id(), record.timeNs()));
    }

    private void price(JournalRecord record) {
        twin.firm.price(record);
        PriceStatedDecoder d = new PriceStatedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        await(d.instrumentId(), record.timeNs());
    }

    private void await(int instrument, long timeNs) {
        if (twin.books.isMarkedOtherwise(instrument)) {
            twin.totals.waiting.putIfAbsent(instrument, timeNs);
        }
    }

    private boolean isStreet(int account) {
        return twin.firm.accounts.get(account).kind() == AccountKind.OUTSIDE;
    }

    private BigDecimal quantity(int instrument, long raw) {
        return BigDecimal.valueOf(raw, twin.firm.instruments.get(instrument).scale());
    }

    private void position(JournalRecord record) {
        PositionStatedDecoder d = new PositionStatedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int account = d.accountId();
        if (!isStreet(account)) {
            boolean other = twin.books.state(account, d.instrumentId(), quantity(d.instrumentId(), d.quantity()));
            if (other && twin.firm.openDate != 0) {
                drifted.add(Scope.pair(account, d.instrumentId()));
            }
            moved.addAll(twin.books.holders(account));
        }
    }

    private void positionMoved(JournalRecord record) {
        PositionMoveStatedDecoder d = new PositionMoveStatedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        twin.books.move(d.accountId(), d.instrumentId(), quantity(d.instrumentId(), d.quantity()));
        moved.addAll(twin.books.holders(d.accountId()));
    }

    private void replaced(JournalRecord record) {
        OrderReplacedDecoder d = new OrderReplacedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        Hold hold = twin.books.holds.get(record.orderId());
        if (hold == null) {
            return;
        }
        hold.amended();
        twin.books.changed(d.instrumentId());
        if (d.leavesQty() == 0) {
            twin.books.remove(record.orderId());
        }
    }

    private void refused(long orderId) {
        Hold hold = twin.books.holds.get(orderId);
        if (hold != null) {
            hold.refused();
            twin.books.changed(hold.asked.instrument());
        }
    }

    private void executed(JournalRecord record) {
        TradeExecutedDecoder d = new TradeExecutedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (isStreet(d.accountId())) {
            return;
        }
        boolean bought = d.side() == Side.BUY;
        BigDecimal quantity = quantity(d.instrumentId(), d.quantity());
        BigDecimal price = BigDecimal.valueOf(d.priceE8(), 8);
        int strategy = twin.firm.strategies.getOrDefault(d.strategy(), 0);
        Hold hold = twin.books.holds.get(record.orderId());
        BigDecimal fees = charge(hold, d.accountId(), d.instrumentId(), bought, quantity, price, d.tradeDate());
        if (hold != null) {
            hold.leaves = hold.leaves.subtract(quantity);
            hold.cum = hold.cum.add(quantity);
        }
        if (d.elsewhere() == 0 && strategy != 0) {
            twin.flow.repeats(strategy).executed = true;
        }
        count(d.accountId(), strategy, d.instrumentId(), bought, quantity, price, fees, false);
        if (d.leavesQty() == 0 && d.elsewhere() == 0) {
            twin.books.remove(record.orderId());
        }
    }

    /** What an execution is charged: the difference to what its order is charged in all for the date. */
    private BigDecimal charge(Hold hold, int account, int instrument, boolean bought, BigDecimal quantity,
        BigDecimal price, int date) {
        Firm.Instrument of = twin.firm.instruments.get(instrument);
        BigDecimal money = Firm.minor(of, quantity, price, RoundingMode.HALF_UP);
        BigDecimal allQuantity = hold == null ? quantity : hold.dayQuantity.add(quantity);
        BigDecimal allMoney = hold == null ? money : hold.dayMoney.add(money);
        BigDecimal target =
            twin.fees.target(twin.firm.accounts.get(account), of, !bought, allQuantity, allMoney, date);
        if (hold == null) {
            return target;
        }
        BigDecimal fees = target.subtract(hold.dayFees);
        hold.dayQuantity = allQuantity;
        hold.dayMoney = allMoney;
        hold.dayFees = target;
        return fees;
    }

    /** An execution counts, or one that never was no longer does. */
    private void count(int account, int strategy, int instrument, boolean bought, BigDecimal quantity,
        BigDecimal price, BigDecimal fees, boolean undone) {
        boolean gains = bought != undone;
        twin.books.execute(account, strategy, instrument, gains ? quantity : quantity.negate(), price, fees);
        twin.dues.execute(account, instrument, bought, quantity, price, fees, undone);
        moved.addAll(twin.books.holders(account));
        if (strategy != 0) {
            moved.add(Scope.of(ScopeKind.STRATEGY, strategy));
        }
    }

    private void restate(long orderId, BigDecimal by, int instrument) {
        Hold hold = twin.books.holds.get(orderId);
        if (hold != null) {
            hold.cum = hold.cum.add(by);
            twin.books.changed(instrument);
        }
    }

    private void busted(JournalRecord record) {
        TradeBustedDecoder d = new TradeBustedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (isStreet(d.accountId())) {
            return;
        }
        d.skipRequestKey();
        d.skipReason();
        int strategy = twin.firm.strategies.getOrDefault(d.strategy(), 0);
        BigDecimal quantity = quantity(d.instrumentId(), d.quantity());
        restate(record.orderId(), quantity.negate(), d.instrumentId());
        count(d.accountId(), strategy, d.instrumentId(), d.side() == Side.BUY, quantity,
            BigDecimal.valueOf(d.priceE8(), 8), BigDecimal.ZERO, true);
    }

    private void corrected(JournalRecord record) {
        TradeCorrectedDecoder d = new TradeCorrectedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (isStreet(d.accountId())) {
            return;
        }
        d.skipRequestKey();
        d.skipReason();
        int strategy = twin.firm.strategies.getOrDefault(d.strategy(), 0);
        boolean bought = d.side() == Side.BUY;
        BigDecimal old = quantity(d.instrumentId(), d.oldQuantity());
        BigDecimal now = quantity(d.instrumentId(), d.quantity());
        restate(record.orderId(), now.subtract(old), d.instrumentId());
        count(d.accountId(), strategy, d.instrumentId(), bought, old, BigDecimal.valueOf(d.oldPriceE8(), 8),
            BigDecimal.ZERO, true);
        count(d.accountId(), strategy, d.instrumentId(), bought, now, BigDecimal.valueOf(d.priceE8(), 8),
            BigDecimal.ZERO, false);
    }
}
