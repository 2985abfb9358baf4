package throughline.twin;

import java.math.BigDecimal;
import throughline.message.JournalRecord;
import throughline.message.LimitSetDecoder;
import throughline.message.MarksMovedDecoder;
import throughline.message.Metric;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderRejectedDecoder;
import throughline.message.OverrideGrantedDecoder;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.ReplaceRejectedDecoder;
import throughline.message.RestrictionSetDecoder;
import throughline.message.RiskDayOpenedDecoder;
import throughline.message.ScopeKind;
import throughline.message.ScopeNamedDecoder;
import throughline.message.Side;
import throughline.message.TradingState;
import throughline.message.TradingStateSetDecoder;
import throughline.reference.Scope;

/** What the office's own records change beside its decisions, and those decisions as {@link Answer#text} puts them. */
final class OwnReader {
    private final Twin twin;
    private final FrontReader front;

    OwnReader(Twin twin, FrontReader front) {
        this.twin = twin;
        this.front = front;
    }

    /** Governance, days and marks. */
    void read(JournalRecord record) {
        switch (Template.of(record)) {
            case LIMIT_SET -> {
                LimitSetDecoder d = new LimitSetDecoder();
                d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                twin.bounds.set(d.scope(), d.metric(), d.value());
                if (d.value() == LimitSetDecoder.valueNullValue()) {
                    twin.bounds.uses.removed(d.scope(), d.metric());
                }
            }
            case TRADING_STATE_SET -> {
                TradingStateSetDecoder d = new TradingStateSetDecoder();
                d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                state(d.scope(), d.state());
            }
            case RESTRICTION_SET -> restriction(record);
            case OVERRIDE_GRANTED -> override(record);
            case RISK_DAY_OPENED -> {
                RiskDayOpenedDecoder d = new RiskDayOpenedDecoder();
                d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                dayOpened(d.businessDate());
            }
            case RISK_DAY_CLOSED -> twin.firm.isOpen = false;
            case MARKS_MOVED -> marks(record);
            case SCOPE_NAMED -> {
                ScopeNamedDecoder d = new ScopeNamedDecoder();
                d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                boolean strategy = Scope.kind(d.scope()) == ScopeKind.STRATEGY;
                String text = d.scopeName();
                Firm.take(strategy ? twin.firm.strategies : twin.firm.sessions,
                    text.substring(text.indexOf(':') + 1));
            }
            default -> {
                // ticks, requests, alarms and cleared trades change nothing here
            }
        }
    }

    /** A strategy is enabled again by its state alone. */
    void state(long scope, TradingState state) {
        twin.bounds.states.put(scope, state);
        if (Scope.kind(scope) == ScopeKind.STRATEGY && state != TradingState.HALTED) {
            Flow.Repeats repeats = twin.flow.repeats(Scope.id(scope));
            repeats.executed = false;
            repeats.count = 0;
        }
    }

    void dayOpened(int date) {
        twin.firm.openDate = date;
        twin.firm.isOpen = true;
        twin.books.dayOpened();
        twin.dues.dayOpened();
    }

    private void restriction(JournalRecord record) {
        RestrictionSetDecoder d = new RestrictionSetDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (d.removes() != 0) {
            twin.bounds.restrictions.remove(d.restrictionId());
            return;
        }
        d.skipScopeName();
        int to = d.toDate() == RestrictionSetDecoder.toDateNullValue() ? Integer.MAX_VALUE : d.toDate();
        Side side = d.side() == Side.NULL_VAL ? null : d.side();
        twin.bounds.restrictions.put(d.restrictionId(),
            new Bounds.Restriction(d.scope(), d.instrumentId(), d.issuer(), d.fromDate(), to, side));
    }

    private void override(JournalRecord record) {
        OverrideGrantedDecoder d = new OverrideGrantedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int scale = twin.firm.instruments.get(d.instrumentId()).scale();
        twin.bounds.overrides.put(d.overrideId(), new Bounds.Override(d.overrideId(), d.accountId(),
            d.instrumentId(), d.side(), BigDecimal.valueOf(d.quantity(), scale), d.until()));
    }

    private void marks(JournalRecord record) {
        MarksMovedDecoder d = new MarksMovedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        BigDecimal price = BigDecimal.valueOf(d.priceE8(), 8);
        BigDecimal rate = BigDecimal.valueOf(d.rateE8(), 8);
        if (d.isLast() != 0) {
            twin.totals.waiting.remove(d.instrumentId());
        }
        for (MarksMovedDecoder.HoldingsDecoder holding : d.holdings()) {
            twin.books.mark(holding.holding(), price, rate);
            front.moved.add(Scope.holder(holding.holding()));
        }
    }

    /** Whether a record is a decision on an order. */
    static boolean isDecision(JournalRecord record) {
        return switch (Template.of(record)) {
            case ORDER_ACCEPTED, ORDER_REJECTED, REPLACE_ACCEPTED, REPLACE_REJECTED -> true;
            default -> false;
        };
    }

    static String decision(JournalRecord record) {
        return switch (Template.of(record)) {
            case ORDER_ACCEPTED -> accepted(record);
            case ORDER_REJECTED -> rejected(record);
            case REPLACE_ACCEPTED -> replaceAccepted(record);
            default -> replaceRejected(record);
        };
    }

    private static String accepted(JournalRecord record) {
        OrderAcceptedDecoder d = new OrderAcceptedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        d.skipStrategy();
        d.skipDecisionMaker();
        d.skipSession();
        d.skipParentId();
        d.skipLocate();
        return text(d.leavesQty(), d.priceE8(), d.worstPriceE8(), d.valueMinor(), d.baseMinor(), d.feesMinor(),
            d.reducing(), d.overrideId())
            + warned(d.warnedMetric(), d.warnedScope(), d.warnedBound(), d.warnedObserved());
    }

    private static String warned(Metric metric, String scope, long bound, long observed) {
        return " warned=" + metric + (metric == Metric.NONE ? "" : " " + scope + " " + bound + " " + observed);
    }

    private static String text(long leaves, long price, long worst, long value, long base, long fees, int reducing,
        long override) {
        return "accepted leaves=" + leaves + " price=" + price + " worst=" + worst + " value=" + value + " base="
            + base + " fees=" + fees + " reducing=" + reducing + " override=" + override;
    }

    private static String replaceAccepted(JournalRecord record) {
        ReplaceAcceptedDecoder d = new ReplaceAcceptedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        return text(d.leavesQty(), d.priceE8(), d.worstPriceE8(), d.valueMinor(), d.baseMinor(), d.feesMinor(),
            d.reducing(), d.overrideId())
            + warned(d.warnedMetric(), d.warnedScope(), d.warnedBound(), d.warnedObserved());
    }

    private static String text(Object code, Object metric, long scope, long bound, long observed, int token) {
        return code + " " + metric + " " + Scope.kind(scope) + ":" + (scope & (1L << 56) - 1) + " bound=" + bound
            + " observed=" + observed + " token=" + token;
    }

    private static String rejected(JournalRecord record) {
        OrderRejectedDecoder d = new OrderRejectedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        return text(d.code(), d.metric(), d.scope(), d.bound(), d.observed(), d.tokenTaken());
    }

    private static String replaceRejected(JournalRecord record) {
        ReplaceRejectedDecoder d = new ReplaceRejectedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        return text(d.code(), d.metric(), d.scope(), d.bound(), d.observed(), d.tokenTaken());
    }
}
