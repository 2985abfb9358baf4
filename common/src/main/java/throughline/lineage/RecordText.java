package throughline.lineage;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.Metric;
import throughline.message.RecordSchema;
import throughline.message.RecordSchema.Field;
import throughline.message.RecordSchema.Layout;
import throughline.message.RecordSchema.Type;
import throughline.message.ScopeKind;
import throughline.office.DataDirectory;
import throughline.reference.Bounds;
import throughline.reference.Decimals;
import throughline.reference.Measure;
import throughline.reference.Scope;

/**
 * Any record of any journal as text or JSON, by the schema it was written with. Names that say a unit are turned into
 * it: {@code priceE8} becomes the decimal {@code price}, {@code tradeDate} a date, a time an instant; a limit's bound
 * becomes the decimal its metric makes it, a scope the kind and ids it is. Not thread-safe.
 */
public final class RecordText {
    private static final int E8 = 8;
    private static final String HEADER = "header";
    private static final String DECIMALS = "Decimals";
    private static final String OFF = "off";
    private static final Map<String, String> METRIC_OF = Map.of("bound", "metric", "observed", "metric", "value",
        "metric", "oldValue", "metric", "warnedBound", "warnedMetric", "warnedObserved", "warnedMetric");

    private final RecordSchema schema = RecordSchema.load();
    private int position;

    /** The message's name, or its number where this build's schema does not know it. */
    public String kind(int templateId) {
        Layout layout = schema.message(templateId);
        return layout == null ? "template-" + templateId : layout.name();
    }

    /** One line: seq, time, name, cause, actor, order, then the fields. */
    public String line(JournalRecord record) {
        StringBuilder line = new StringBuilder();
        line.append(record.seq()).append(' ').append(instant(record.timeNs())).append(' ')
            .append(kind(record.templateId()));
        if (record.causeSeq() != 0) {
            line.append(" cause=").append(journal(record.causeJournal())).append(':').append(record.causeSeq());
        }
        if (record.actor() != 0) {
            line.append(" actor=").append(record.actor());
        }
        if (record.orderId() != 0) {
            line.append(" order=").append(record.orderId());
        }
        for (Map.Entry<String, Object> field : fields(record)) {
            line.append(' ').append(field.getKey()).append('=').append(text(field.getValue()));
        }
        return line.toString();
    }

    private static String text(Object value) {
        if (value instanceof String string) {
            return string.isEmpty() || string.chars().anyMatch(c -> c <= ' ' || c == '"')
                ? '"' + string.replace("\"", "\\\"").replace("\n", "\\n") + '"' : string;
        }
        return String.valueOf(value);
    }

    /** The same as one JSON object. */
    public JsonObject json(JournalRecord record) {
        return new JsonObject()
            .put("seq", record.seq())
            .put("time", instant(record.timeNs()))
            .put("kind", kind(record.templateId()))
            .put("cause", record.causeSeq() == 0 ? null : new JsonObject()
                .put("journal", journal(record.causeJournal())).put("seq", record.causeSeq()))
            .put("actor", record.actor())
            .put("orderId", record.orderId())
            .put("lastOfStep", record.isLastOfStep())
            .put("fields", fields(record));
    }

    static String journal(int id) {
        return DataDirectory.name(JournalId.get((short) id));
    }

    /** Its own fields, without the header. */
    JsonObject fields(JournalRecord record) {
        Layout layout = schema.message(record.templateId());
        if (layout == null) {
            return new JsonObject().put("bytes", record.length());
        }
        position = record.body() + record.blockLength();
        return read(layout, record.buffer(), record.body(), record.blockLength());
    }

    /** Reads a block at {@code start}, then the groups and texts at {@link #position}, which it moves behind them. */
    private JsonObject read(Layout layout, DirectBuffer buffer, int start, int blockLength) {
        JsonObject fields = new JsonObject();
        for (Field field : layout.fields()) {
            boolean written = field.offset() + field.type().size() <= blockLength;
            if (written && !field.name().equals(HEADER)) {
                put(fields, field, value(field.type(), buffer, start + field.offset()));
            }
        }
        for (Layout group : layout.groups()) {
            fields.put(group.name(), entries(group, buffer));
        }
        for (String text : layout.texts()) {
            int length = buffer.getShort(position, LITTLE_ENDIAN) & 0xFFFF;
            byte[] bytes = new byte[length];
            buffer.getBytes(position + Short.BYTES, bytes);
            position += Short.BYTES + length;
            fields.put(text, new String(bytes, UTF_8));
        }
        applyDecimals(fields);
        applyMetric(fields);
        return fields;
    }

    private JsonArray entries(Layout group, DirectBuffer buffer) {
        int blockLength = buffer.getShort(position, LITTLE_ENDIAN) & 0xFFFF;
        int count = buffer.getShort(position + Short.BYTES, LITTLE_ENDIAN) & 0xFFFF;
        position += 2 * Short.BYTES;
        JsonArray entries = new JsonArray();
        for (int i = 0; i < count; i++) {
            int start = position;
            position += blockLength;
            entries.add(read(group, buffer, start, blockLength));
        }
        return entries;
    }

    private static void put(JsonObject fields, Field field, Object value) {
        boolean scaled = field.name().endsWith("E8");
        String name = scaled ? field.name().substring(0, field.name().length() - 2) : field.name();
        if (!(value instanceof Long number)) {
            fields.put(name, value);
        } else if (scaled) {
            fields.put(name, Decimals.text(number, E8));
        } else if (name.equals("scope") || name.equals("holding")) {
            fields.put(name, scope(number));
        } else if (name.endsWith("Time") && number > 0) {
            fields.put(name, instant(number));
        } else if (name.endsWith("Date")) {
            fields.put(name, LocalDate.ofEpochDay(number).toString());
        } else if (name.equals("until") && number > 0) {
            fields.put(name, number == Long.MAX_VALUE ? "permanent" : instant(number));
        } else {
            fields.put(name, number);
        }
    }

    /** A number that has its count of decimals beside it becomes the decimal it is. */
    private static void applyDecimals(JsonObject fields) {
        for (String name : List.copyOf(fields.fieldNames())) {
            String scaled = name.endsWith(DECIMALS) ? name.substring(0, name.length() - DECIMALS.length()) : "";
            if (!scaled.isEmpty() && fields.getValue(scaled) instanceof Long number) {
                fields.put(scaled, Decimals.text(number, fields.getInteger(name)));
                fields.remove(name);
            }
        }
    }

    /** Bounds of limits, and what was observed against them, become the decimals their metric makes them. */
    private static void applyMetric(JsonObject fields) {
        for (String name : List.copyOf(fields.fieldNames())) {
            String metricField = METRIC_OF.getOrDefault(name, "");
            if (fields.getValue(name) instanceof Long number && fields.getValue(metricField) instanceof String metric) {
                Metric known = metric(metric);
                fields.put(name, number == Bounds.OFF && Bounds.mayBeOff(known) ? OFF
                    : Measure.of(known).text(number));
            }
        }
    }

    private static Metric metric(String name) {
        for (Metric metric : Metric.values()) {
            if (metric.name().equals(name)) {
                return metric;
            }
        }
        return Metric.NONE;
    }

    /** A scope by its ids, as {@code account:3/instrument:7}; what names them is not known here. */
    private static String scope(long scope) {
        ScopeKind kind = Scope.kind(scope);
        int instrument = Scope.instrumentId(scope);
        String beside = instrument == 0 ? "" : "/instrument:" + instrument;
        return switch (kind) {
            case ORDER -> "order:" + Scope.orderId(scope);
            case INSTRUMENT -> "instrument:" + instrument;
            case ACCOUNT_INSTRUMENT -> "account:" + Scope.id(scope) + beside;
            case NONE, FIRM, BASKET -> kind.name().toLowerCase(Locale.ROOT) + beside;
            default -> kind.name().toLowerCase(Locale.ROOT) + ":" + Scope.id(scope) + beside;
        };
    }

    /** A Long, the name of an enum's value, a set's names, hex of a byte array, or null. */
    private static Object value(Type type, DirectBuffer buffer, int at) {
        if (type.length() > 1) {
            byte[] bytes = new byte[type.length()];
            buffer.getBytes(at, bytes);
            return HexFormat.of().formatHex(bytes);
        }
        long number = type.primitive().read(buffer, at);
        if (type.isSet()) {
            JsonArray names = new JsonArray();
            type.names().forEach((bit, name) -> {
                if ((number >> bit & 1) != 0) {
                    names.add(name);
                }
            });
            return names;
        }
        if (type.names().containsKey(number)) {
            return type.names().get(number);
        }
        return number == type.primitive().nullValue() ? null : (Long) number;
    }

    /** Epoch nanoseconds as ISO-8601 in UTC. */
    public static String instant(long epochNs) {
        long second = TimeUnit.SECONDS.toNanos(1);
        return Instant.ofEpochSecond(Math.floorDiv(epochNs, second), Math.floorMod(epochNs, second)).toString();
    }
}
