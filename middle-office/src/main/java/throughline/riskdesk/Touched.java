package throughline.riskdesk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import throughline.desk.Channel;
import throughline.exposure.Holdings;
import throughline.exposure.Holds;
import throughline.message.ClockTickedDecoder;
import throughline.message.JournalRecord;
import throughline.message.LimitSetDecoder;
import throughline.message.MarksMovedDecoder;
import throughline.message.Metric;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.RiskDayOpenedDecoder;
import throughline.message.ScopeKind;
import throughline.message.TradeClearedDecoder;
import throughline.reference.Scope;
import throughline.risk.MiddleMachine;
import throughline.state.Table;

/**
 * Which scopes' numbers the office's records have moved, told to the channels a moment later, each scope once however
 * often it moved. What the front ends without a record here is seen at a tick, for the scopes that moved last. While
 * nobody listens only the last orders are kept, whose scopes are looked at once somebody does. Desk's thread.
 */
final class Touched {
    private static final long MOMENT_NS = 100_000_000L;
    private static final int REMEMBERED = 1_000;
    private static final int UNHEARD = 128;
    private static final int FIELDS = 3;

    private final OrderAcceptedDecoder accepted = new OrderAcceptedDecoder();
    private final ReplaceAcceptedDecoder amended = new ReplaceAcceptedDecoder();
    private final TradeClearedDecoder cleared = new TradeClearedDecoder();
    private final MarksMovedDecoder marks = new MarksMovedDecoder();
    private final LimitSetDecoder limit = new LimitSetDecoder();
    private final Set<Long> moved = new LinkedHashSet<>();
    private final List<Told> channels = new ArrayList<>();
    /** Order, account and instrument of the last that moved something unheard, in a ring. */
    private final long[] unheard = new long[UNHEARD * FIELDS];
    private int unheardEnd;
    /** The scopes touched last, the one touched longest ago first. */
    private final Map<Long, Long> remembered = new LinkedHashMap<>();
    private long toldNs;

    /** Is told of a scope whose numbers moved. */
    interface Channeled {
        /** A holding's, or another scope's. */
        void moved(MiddleMachine state, long scope);
    }

    /** A channel and what publishes in it. */
    private record Told(Channel<MiddleMachine> channel, Channeled publisher) {
    }

    /** Adds a channel that is told while somebody listens. */
    void tell(Channel<MiddleMachine> channel, Channeled publisher) {
        channels.add(new Told(channel, publisher));
    }

    /** A record of the office's own was applied. */
    void applied(MiddleMachine state, JournalRecord record) {
        boolean heard = isHeard();
        if (heard && unheardEnd > 0) {
            hear(state);
        }
        switch (record.templateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID -> {
                accepted.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                moved(state, heard, record.orderId(), accepted.accountId(), accepted.instrumentId());
            }
            case ReplaceAcceptedDecoder.TEMPLATE_ID -> {
                amended.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                moved(state, heard, record.orderId(), amended.accountId(), amended.instrumentId());
            }
            case TradeClearedDecoder.TEMPLATE_ID -> {
                cleared.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                moved(state, heard, record.orderId(), cleared.accountId(), cleared.instrumentId());
            }
            case MarksMovedDecoder.TEMPLATE_ID -> marked(record);
            case LimitSetDecoder.TEMPLATE_ID -> {
                limit.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                moved.add(limit.scope());
            }
            case RiskDayOpenedDecoder.TEMPLATE_ID -> {
                for (int row = 0; row < state.exposures().profit().end(); row++) {
                    moved.add(state.exposures().profit().holder(row));
                }
            }
            default -> {
                // all else moves no number
            }
        }
        if (!heard) {
            moved.clear();
        }
        boolean tick = record.templateId() == ClockTickedDecoder.TEMPLATE_ID;
        if (heard && tick) {
            lookAgain(state);
        }
        if (!moved.isEmpty() && (tick || record.timeNs() - toldNs >= MOMENT_NS)) {
            toldNs = record.timeNs();
            tellAll(state);
        }
    }

    private void moved(MiddleMachine state, boolean heard, long orderId, int account, int instrument) {
        if (heard) {
            touch(state, orderId, account, instrument);
            return;
        }
        int at = unheardEnd % UNHEARD * FIELDS;
        unheard[at] = orderId;
        unheard[at + 1] = account;
        unheard[at + 2] = instrument;
        unheardEnd = unheardEnd + 1 == 2 * UNHEARD ? UNHEARD : unheardEnd + 1;
    }

    /** Somebody listens again: takes up the scopes of the last orders, whatever their numbers are now. */
    private void hear(MiddleMachine state) {
        for (int i = Math.max(0, unheardEnd - UNHEARD); i < unheardEnd; i++) {
            int at = i % UNHEARD * FIELDS;
            touch(state, unheard[at], (int) unheard[at + 1], (int) unheard[at + 2]);
        }
        unheardEnd = 0;
    }

    private void touch(MiddleMachine state, long orderId, int account, int instrument) {
        Holds holds = state.exposures().holds();
        int hold = holds.row(orderId);
        int desk = state.accounts().deskId(account);
        moved.add(Scope.pair(account, instrument));
        moved.add(Scope.of(ScopeKind.DESK, desk, instrument));
        moved.add(Scope.of(ScopeKind.FIRM, 0, instrument));
        moved.add(Scope.FIRM);
        moved.add(Scope.of(ScopeKind.DESK, desk));
        moved.add(Scope.of(ScopeKind.ACCOUNT, account));
        moved.add(Scope.of(ScopeKind.CLIENT, state.accounts().partyId(account)));
        moved.add(Scope.instrument(instrument));
        for (int width = 0; hold != Table.NONE && width < Scope.COUNT; width++) {
            moved.add(holds.scope(hold, width));
        }
        moved.remove(Scope.NONE);
    }

    private void marked(JournalRecord record) {
        marks.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        for (MarksMovedDecoder.HoldingsDecoder one : marks.holdings()) {
            moved.add(one.holding());
            moved.add(Scope.holder(one.holding()));
        }
    }

    private void lookAgain(MiddleMachine state) {
        remembered.forEach((scope, numbers) -> {
            if (numbers(state, scope) != numbers) {
                moved.add(scope);
            }
        });
    }

    private boolean isHeard() {
        for (Told told : channels) {
            if (told.channel().isHeard()) {
                return true;
            }
        }
        return false;
    }

    private void tellAll(MiddleMachine state) {
        for (long scope : moved) {
            remembered.remove(scope);
            remembered.put(scope, numbers(state, scope));
            if (remembered.size() > REMEMBERED) {
                remembered.remove(remembered.keySet().iterator().next());
            }
            for (Told told : channels) {
                if (told.channel().isHeard()) {
                    told.publisher().moved(state, scope);
                }
            }
        }
        moved.clear();
    }

    /** A number that is another when one of a scope's is. */
    private static long numbers(MiddleMachine state, long scope) {
        if (Usage.isHolding(scope)) {
            Holdings holdings = state.exposures().holdings();
            int row = holdings.row(scope);
            return row == Table.NONE ? 0 : 31 * (31 * (31 * holdings.position(row) + holdings.buys(row))
                + holdings.sells(row)) + holdings.markE8(row);
        }
        long numbers = 0;
        for (Metric metric : ScopeText.METRICS) {
            boolean cheap = Usage.isOf(metric) && metric != Metric.CONCENTRATION && metric != Metric.MARK_AGE;
            numbers = cheap ? 31 * numbers + Usage.total(state, scope, metric) : numbers;
        }
        return numbers;
    }
}
