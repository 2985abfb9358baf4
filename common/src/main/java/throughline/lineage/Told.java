package throughline.lineage;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderRejectedDecoder;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.ReplaceRejectedDecoder;
import throughline.reference.Accounts;
import throughline.reference.Decimals;
import throughline.reference.Instruments;
import throughline.reference.Money;
import throughline.reference.Users;

/**
 * An order's life as JSON. First with the numbers the records hold; {@link #name} then gives it the names of people,
 * accounts and instruments and the scales of quantities and money, as an office's state knows them. One thread at a
 * time.
 */
public final class Told {
    private static final Set<String> QUANTITIES = Set.of("quantity", "cumQty", "leavesQty", "canceledQty",
        "expiredQty", "oldQuantity", "settledQuantity", "imbalance", "lot", "held", "stated");
    private static final Set<Integer> JUDGED = Set.of(OrderAcceptedDecoder.TEMPLATE_ID,
        OrderRejectedDecoder.TEMPLATE_ID, ReplaceAcceptedDecoder.TEMPLATE_ID, ReplaceRejectedDecoder.TEMPLATE_ID);
    private static final List<String> POSTED = List.of("amount", "debits", "credits");
    private static final String MINOR = "Minor";
    private static final String FIELDS = "fields";
    private static final String ACTOR = "actor";
    private static final String ACCOUNT = "accountId";
    private static final String INSTRUMENT = "instrumentId";
    private static final String ORDER = "orderId";

    private final JsonObject json;
    private final long orderId;
    private final int accountId;
    private final int userId;

    Told(Life life, RecordText text, Map<String, Long> read) {
        orderId = life.orderId;
        JsonArray steps = new JsonArray();
        for (LifeStep step : life.inOrder()) {
            steps.add(step(step, text, life.orderId));
        }
        LifeStep first = life.found().get(0);
        JsonObject fields = text.fields(first.record);
        accountId = fields.getLong(ACCOUNT, 0L).intValue();
        userId = first.record.actor();
        json = new JsonObject().put(ORDER, Long.toString(orderId)).put("steps", steps);
        if (life.more() > 0) {
            json.put("more", life.more());
        }
        JsonObject upTo = new JsonObject();
        read.forEach(upTo::put);
        json.put("read", upTo);
    }

    private static JsonObject step(LifeStep step, RecordText text, long orderId) {
        JsonObject told = link(step)
            .put("time", RecordText.instant(step.record.timeNs()))
            .put("record", text.kind(step.record.templateId()))
            .put("cause", step.causeKey() == 0 ? null : new JsonObject()
                .put("journal", RecordText.journal(step.record.causeJournal())).put("seq", step.record.causeSeq()))
            .put(ACTOR, step.record.actor());
        if (step.record.orderId() != 0) {
            told.put(ORDER, Long.toString(step.record.orderId()));
        }
        told.put(FIELDS, text.fields(step.record)).put("caused", links(step.caused));
        if (JUDGED.contains(step.record.templateId()) && step.record.orderId() == orderId) {
            told.put("checks", new JsonObject().put("office", RecordText.journal(step.journal.value()))
                .put("path", "/v1/orders/" + orderId + "/checks?seq=" + step.seq()));
        }
        if (!step.matched.isEmpty()) {
            told.put("matched", links(step.matched));
        }
        return step.more == 0 ? told : told.put("more", step.more);
    }

    private static JsonObject link(LifeStep step) {
        return new JsonObject().put("journal", RecordText.journal(step.journal.value())).put("seq", step.seq());
    }

    private static JsonArray links(List<LifeStep> steps) {
        JsonArray links = new JsonArray();
        steps.forEach(step -> links.add(link(step)));
        return links;
    }

    /** The order's account; 0: unknown to the front. */
    public int accountId() {
        return accountId;
    }

    /** Who entered the order. */
    public int userId() {
        return userId;
    }

    /** What it is so far. */
    public JsonObject json() {
        return json;
    }

    /**
     * Puts names in place of ids where they are known, and decimals in place of scaled numbers.
     *
     * @param desks which desks' accounts are the reader's: of other desks' orders they see that they are, and no more
     */
    public JsonObject name(Accounts accounts, Instruments instruments, Users users, IntPredicate desks) {
        JsonArray steps = json.getJsonArray("steps");
        for (int i = 0; i < steps.size(); i++) {
            JsonObject step = steps.getJsonObject(i);
            int actor = step.getInteger(ACTOR);
            step.put(ACTOR, actor == 0 ? null : users.isKnown(actor) ? users.name(actor) : Integer.toString(actor));
            JsonObject fields = step.getJsonObject(FIELDS);
            int account = fields.getValue(ACCOUNT) instanceof Long id ? id.intValue() : 0;
            boolean ofAnother = step.containsKey(ORDER) && !step.getString(ORDER).equals(Long.toString(orderId));
            if (ofAnother && !(accounts.isKnown(account) && desks.test(accounts.deskId(account)))) {
                step.remove(FIELDS);
                step.remove(ACTOR);
            } else {
                scale(fields, instruments);
                put(fields, "account", accounts.isKnown(account) ? accounts.name(account) : null);
            }
        }
        return json;
    }

    private static void put(JsonObject fields, String name, String value) {
        if (value != null && !fields.containsKey(name)) {
            fields.put(name, value);
        }
    }

    private static void scale(JsonObject fields, Instruments instruments) {
        int id = fields.getValue(INSTRUMENT) instanceof Long number ? number.intValue() : 0;
        boolean known = instruments.isKnown(id);
        int currency = fields.getValue("currency") instanceof Long number ? number.intValue()
            : known ? instruments.currency(id) : 0;
        for (String name : List.copyOf(fields.fieldNames())) {
            Object value = fields.getValue(name);
            if (value instanceof JsonArray entries) {
                entries.forEach(entry -> entry(entry, instruments));
            } else if (value instanceof Long number && known && QUANTITIES.contains(name)) {
                fields.put(name, Decimals.text(number, instruments.quantityScale(id)));
            } else if (value instanceof Long number && currency != 0 && name.endsWith(MINOR)) {
                fields.remove(name);
                fields.put(name.substring(0, name.length() - MINOR.length()),
                    Decimals.text(number, Money.scale(currency)));
            }
        }
        put(fields, "symbol", known ? instruments.symbol(id) : null);
    }

    /** A posting's amounts count its unit: minor units of a currency, or an instrument. */
    private static void entry(Object entry, Instruments instruments) {
        if (!(entry instanceof JsonObject fields)) {
            return;
        }
        if (!(fields.getValue("unit") instanceof Long number)) {
            scale(fields, instruments);
            return;
        }
        int unit = number.intValue();
        boolean money = "MONEY".equals(fields.getValue("unitKind"));
        if (!money && !instruments.isKnown(unit)) {
            return;
        }
        int decimals = money ? Money.scale(unit) : instruments.quantityScale(unit);
        for (String name : POSTED) {
            if (fields.getValue(name) instanceof Long amount) {
                fields.put(name, Decimals.text(amount, decimals));
            }
        }
        put(fields, "symbol", money ? null : instruments.symbol(unit));
    }
}
