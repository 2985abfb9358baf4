package throughline.risk;

import java.util.Map;
import org.agrona.DirectBuffer;
import throughline.journal.RecordCursor;
import throughline.limit.Limits;
import throughline.message.JournalRecord;
import throughline.message.Metric;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderRejectedDecoder;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.ReplaceRejectedDecoder;
import throughline.reference.Measure;

/**
 * What the office decided, as the page words it: {@code accepted}, {@code accepted, warned SCOPE METRIC limit N
 * observed N}, or {@code CODE SCOPE METRIC limit N observed N}, without METRIC where none was tested.
 */
final class PageVerdict {
    private static final String[] OF_PARTS = {"PRICE_COLLAR", "POSITION_LIMIT", "MESSAGE_RATE", "WINDOW_VALUE",
        "SOFT_LIMIT"};
    private static final String ORDER = "order:";

    private final MiddleOfficeRig rig;
    private final Map<Long, String> orderNames;

    /** Orders are called by the names that {@code orderNames} has of their ids. */
    PageVerdict(MiddleOfficeRig rig, Map<Long, String> orderNames) {
        this.rig = rig;
        this.orderNames = orderNames;
    }

    /** The last decision on an order. */
    String ofOrder(long orderId) {
        return last(orderId, 0);
    }

    /** The decision on a request to amend. */
    String ofRequest(long request) {
        return last(0, request);
    }

    private String last(long orderId, long request) {
        String found = "nothing";
        RecordCursor cursor = new RecordCursor("middle", rig.middle);
        while (cursor.next()) {
            JournalRecord record = cursor.record();
            if (request == 0 ? record.orderId() == orderId : record.causeSeq() == request) {
                found = decision(record, found);
            }
        }
        return found;
    }

    private String decision(JournalRecord record, String otherwise) {
        DirectBuffer buffer = record.buffer();
        switch (record.templateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID -> {
                OrderAcceptedDecoder a = new OrderAcceptedDecoder();
                a.wrap(buffer, record.body(), record.blockLength(), record.version());
                a.skipStrategy();
                a.skipDecisionMaker();
                a.skipSession();
                a.skipParentId();
                a.skipLocate();
                return accepted(a.warnedMetric(), a.warnedScope(), a.warnedBound(), a.warnedObserved());
            }
            case ReplaceAcceptedDecoder.TEMPLATE_ID -> {
                ReplaceAcceptedDecoder a = new ReplaceAcceptedDecoder();
                a.wrap(buffer, record.body(), record.blockLength(), record.version());
                return accepted(a.warnedMetric(), a.warnedScope(), a.warnedBound(), a.warnedObserved());
            }
            case OrderRejectedDecoder.TEMPLATE_ID -> {
                OrderRejectedDecoder r = new OrderRejectedDecoder();
                r.wrap(buffer, record.body(), record.blockLength(), record.version());
                return r.code().name() + " " + what(r.scopeName(), r.metric(), r.bound(), r.observed());
            }
            case ReplaceRejectedDecoder.TEMPLATE_ID -> {
                ReplaceRejectedDecoder r = new ReplaceRejectedDecoder();
                r.wrap(buffer, record.body(), record.blockLength(), record.version());
                return r.code().name() + " " + what(r.scopeName(), r.metric(), r.bound(), r.observed());
            }
            default -> {
                return otherwise;
            }
        }
    }

    private String accepted(Metric metric, String scope, long bound, long observed) {
        return metric == Metric.NONE ? "accepted" : "accepted, warned " + what(scope, metric, bound, observed);
    }

    private String what(String scope, Metric metric, long bound, long observed) {
        return named(scope) + (metric == Metric.NONE ? "" : " " + text(metric)) + " limit " + number(metric, bound)
            + " observed " + number(metric, observed);
    }

    private String named(String scope) {
        return scope.startsWith(ORDER)
            ? ORDER + orderNames.getOrDefault(Long.parseLong(scope.substring(ORDER.length())), "?") : scope;
    }

    private static String number(Metric metric, long value) {
        return value == Limits.NONE ? "none" : Measure.of(metric).text(value);
    }

    /** A metric as the outside writes it: METRIC, or METRIC.PART. */
    static String text(Metric metric) {
        for (String whole : OF_PARTS) {
            if (metric.name().startsWith(whole + "_")) {
                return whole + "." + metric.name().substring(whole.length() + 1);
            }
        }
        return metric.name();
    }

    /** The metric of a text. */
    static Metric metric(String text) {
        return Metric.valueOf(text.replace('.', '_'));
    }
}
