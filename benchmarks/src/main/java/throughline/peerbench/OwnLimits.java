package throughline.peerbench;

import java.util.function.Consumer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.limit.Limits;
import throughline.message.LimitSetEncoder;
import throughline.message.LimitsImportedEncoder;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.reference.Measure;
import throughline.reference.Scope;
import throughline.risk.MiddleMachine;

/** Every limit there is at every scope it may stand at, so wide that nothing in a flow breaks it. One thread. */
final class OwnLimits {
    private static final long E8 = 100_000_000L;

    private final MiddleMachine middle;
    private final Pen pen;

    /** Writes a record of the middle office's own. */
    interface Pen {
        <E extends MessageEncoderFlyweight> void write(E encoder, Consumer<E> fields);
    }

    OwnLimits(MiddleMachine middle, Pen pen) {
        this.middle = middle;
        this.pen = pen;
    }

    void setAll() {
        for (Metric metric : Metric.values()) {
            for (int width = 0; Measure.of(metric) != Measure.NONE && width < Scope.COUNT; width++) {
                set(Scope.kindAt(width), metric);
            }
        }
        set(Scope.BASKET, Metric.MAX_ORDER_VALUE);
        pen.write(new LimitsImportedEncoder(), e -> e.count(1));
    }

    private void set(ScopeKind kind, Metric metric) {
        if (!Limits.isAllowedAt(kind, metric)) {
            return;
        }
        switch (kind) {
            case FIRM -> set(Scope.FIRM, metric);
            case DESK -> each(kind, OwnFirm.DESKS, metric);
            case TRADER, SESSION -> each(kind, OwnFirm.TRADERS, metric);
            case ACCOUNT, CLIENT, GROUP -> each(kind, Flow.ACCOUNTS, metric);
            case INSTRUMENT -> {
                for (int id = 1; id <= Flow.INSTRUMENTS; id++) {
                    set(Scope.instrument(id), metric);
                }
            }
            case SECTOR -> {
                for (int id = 1; id <= OwnFirm.SECTORS; id++) {
                    set(Scope.of(kind, middle.instruments().sectorId(id)), metric);
                }
            }
            default -> { }
        }
    }

    private void each(ScopeKind kind, int count, Metric metric) {
        for (int id = 1; id <= count; id++) {
            set(Scope.of(kind, id), metric);
        }
    }

    private void set(long scope, Metric metric) {
        pen.write(new LimitSetEncoder(), e -> e.value(wide(metric)).scope(scope).metric(metric).scopeName(""));
    }

    private static long wide(Metric metric) {
        return switch (metric) {
            case PRICE_COLLAR_FAR, PRICE_COLLAR_NEAR -> 10 * E8;
            case PRICE_COLLAR_AGE -> 0;
            case DUPLICATE_ORDER, WINDOW_VALUE_SECONDS -> E8;
            case SOFT_LIMIT_WARNING -> 80 * E8;
            case SOFT_LIMIT_REFUSAL -> 95 * E8;
            case CONCENTRATION -> 100 * E8;
            case MARK_AGE -> 60_000 * E8;
            case MESSAGE_RATE_RATE, MESSAGE_RATE_BURST, MESSAGE_RATE_CEILING, OPEN_ORDERS, REPEATED_EXECUTION ->
                1_000_000_000L * E8;
            default -> Long.MAX_VALUE / 4;
        };
    }
}
