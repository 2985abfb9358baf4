package throughline.lineage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.message.JournalId.BACK;
import static throughline.message.JournalId.FRONT;
import static throughline.message.JournalId.MIDDLE;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.journal.MemoryJournal;
import throughline.message.ClockTickedEncoder;
import throughline.message.EntryBookedEncoder;
import throughline.message.EntryKind;
import throughline.message.JournalId;
import throughline.message.LedgerAccountOpenedEncoder;
import throughline.message.ObligationStatedEncoder;
import throughline.message.OrderAcceptedEncoder;
import throughline.message.OrderCanceledEncoder;
import throughline.message.OrderCapturedEncoder;
import throughline.message.OrderPlacedEncoder;
import throughline.message.ScopeClearedEncoder;
import throughline.message.ScopeClearingEncoder;
import throughline.message.TradeClearedEncoder;
import throughline.message.TradeExecutedEncoder;
import throughline.message.TradingStateRequestedEncoder;
import throughline.message.TradingStateSetEncoder;
import throughline.message.UnitKind;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.Users;

/** An order's life out of three journals: what is told, in which order, and what is counted only. */
final class LineageTest {
    private static final Block.Shape SMALL = new Block.Shape(6, 3);

    @TempDir
    private Path directory;

    private final Map<JournalId, MemoryJournal> journals = new EnumMap<>(JournalId.class);
    private final List<JournalIndex> indexes = new ArrayList<>();
    private final Lineage lineage = new Lineage();
    private Quill front;
    private Quill middle;
    private Quill back;

    @BeforeEach
    void open() {
        front = quill(FRONT);
        middle = quill(MIDDLE);
        back = quill(BACK);
    }

    private Quill quill(JournalId id) {
        journals.put(id, new MemoryJournal(id.name()));
        return new Quill(id, journals.get(id), id.value());
    }

    @AfterEach
    void close() {
        indexes.forEach(JournalIndex::close);
    }

    private JsonObject life(long orderId, int depth) {
        for (JournalId id : List.of(FRONT, MIDDLE, BACK)) {
            if (lineage.index(id) == null) {
                lineage.set(id, new JournalIndex(id, directory.resolve(id.name()), journals.get(id), true, SMALL));
                indexes.add(lineage.index(id));
            }
            lineage.index(id).follow(Integer.MAX_VALUE);
        }
        Life life = lineage.of(orderId, depth);
        return life == null ? null : new Told(life, new RecordText(), Map.of())
            .name(new Accounts(), new Instruments(), new Users(), desk -> true);
    }

    private static List<String> names(JsonObject life) {
        List<String> names = new ArrayList<>();
        for (JsonObject step : steps(life)) {
            names.add(step.getString("journal") + ":" + step.getLong("seq") + " " + step.getString("record"));
        }
        return names;
    }

    private static List<JsonObject> steps(JsonObject life) {
        JsonArray steps = life.getJsonArray("steps");
        return steps.stream().map(JsonObject.class::cast).toList();
    }

    private static JsonObject step(JsonObject life, String record) {
        return steps(life).stream().filter(step -> step.getString("record").equals(record)).findFirst().orElseThrow();
    }

    private long capture() {
        long id = front.seq() + 1;
        front.add(new OrderCapturedEncoder(), id, null, 0, 7).quantity(105).quantityDecimals((short) 1).price(1370)
            .priceDecimals((short) 2).clOrdId("c" + id).accountName("PROP").symbol("AAA").strategy("")
            .decisionMaker("").session("").parentId("").locate("");
        return front.commit();
    }

    private long accept(long order) {
        middle.add(new OrderAcceptedEncoder(), order, FRONT, order).quantity(10).valueMinor(13_700)
            .worstPriceE8(14_00000000L).strategy("").decisionMaker("").session("").parentId("").locate("")
            .warnedScope("");
        return middle.commit();
    }

    private long place(long order, long accepted) {
        front.add(new OrderPlacedEncoder(), order, MIDDLE, accepted).quantity(10);
        return front.commit();
    }

    private void trade(long order, long match, long accepted, int aggressor) {
        front.add(new TradeExecutedEncoder(), order, MIDDLE, accepted).matchId(match).quantity(10)
            .priceE8(13_70000000L).aggressor((short) aggressor).strategy("").decisionMaker("");
    }

    private void book(long order, long cleared) {
        back.add(new LedgerAccountOpenedEncoder(), 0, MIDDLE, cleared).ledgerAccountId(1);
        EntryBookedEncoder entry = back.add(new EntryBookedEncoder(), order, MIDDLE, cleared).entryId(1)
            .kind(EntryKind.TRADE);
        entry.postingsCount(2).next().ledgerAccountId(1).unit(840).amount(-13_700).unitKind(UnitKind.MONEY)
            .next().ledgerAccountId(2).unit(840).amount(13_700).unitKind(UnitKind.MONEY);
        entry.text("buy");
        back.commit();
        back.add(new ObligationStatedEncoder(), order, MIDDLE, cleared).quantity(10);
        back.commit();
    }

    @Test
    void aTradedOrdersLifeIsToldFromCapturedToBooked() {
        long resting = capture();
        place(resting, accept(resting));
        front.at(2_000);
        middle.at(1_000);
        back.at(500);
        long order = capture();
        long accepted = accept(order);
        place(order, accepted);
        long match = front.seq() + 1;
        front.add(new ClockTickedEncoder(), 0, null, 0);
        trade(order, match + 1, accepted, 1);
        trade(resting, match + 1, accepted, 0);
        front.commit();
        middle.add(new TradeClearedEncoder(), order, FRONT, match + 1).executionId(match + 1).strategy("")
            .decisionMaker("");
        book(order, middle.commit());
        JsonObject life = life(order, Lineage.DEPTH);
        assertEquals(List.of("front:4 OrderCaptured", "middle:3 OrderAccepted", "front:5 OrderPlaced",
            "front:7 TradeExecuted", "front:8 TradeExecuted", "middle:4 TradeCleared", "back:2 LedgerAccountOpened",
            "back:3 EntryBooked", "back:4 ObligationStated"), names(life), "clocks that differ move no effect before"
            + " its cause");
        JsonObject captured = step(life, "OrderCaptured");
        assertEquals("10.5", captured.getJsonObject("fields").getString("quantity"));
        assertEquals("13.7", captured.getJsonObject("fields").getString("price"));
        assertEquals("7", captured.getString("actor"));
        assertEquals("[{\"journal\":\"middle\",\"seq\":3}]", captured.getJsonArray("caused").encode());
        JsonObject executed = step(life, "TradeExecuted");
        assertEquals("[{\"journal\":\"front\",\"seq\":8}]", executed.getJsonArray("matched").encode());
        assertEquals("{\"journal\":\"middle\",\"seq\":3}", executed.getJsonObject("cause").encode());
        assertEquals("{\"office\":\"middle\",\"path\":\"/v1/orders/" + order + "/checks?seq=3\"}",
            step(life, "OrderAccepted").getJsonObject("checks").encode());
        assertNull(executed.getJsonObject("checks"));
        assertEquals("-137", step(life, "EntryBooked").getJsonObject("fields").getJsonArray("postings")
            .getJsonObject(0).getString("amount"));
        assertEquals(7, names(life(order, 0)).size(), "its own records alone");
        assertEquals(List.of("front:2 OrderCaptured", "middle:2 OrderAccepted", "front:3 OrderPlaced",
            "middle:3 OrderAccepted", "front:7 TradeExecuted", "front:8 TradeExecuted"), names(life(resting, 1)));
        assertNull(life(match, 1), "no order's id");
        assertNull(life(1_000_000, 1));
        assertNull(life(0, 1));
    }

    @Test
    void ofASetsManyMembersAFewAreToldAndTheOthersCounted() {
        List<Long> orders = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            orders.add(capture());
            place(orders.get(i), accept(orders.get(i)));
        }
        middle.add(new TradingStateRequestedEncoder(), 0, null, 0, 9).scopeName("firm").requestKey("k").reason("test");
        long requested = middle.seq();
        middle.add(new TradingStateSetEncoder(), 0, MIDDLE, requested, 9).scopeName("firm");
        long set = middle.commit();
        front.add(new ScopeClearingEncoder(), 0, MIDDLE, set).scopeName("firm");
        long clearing = front.commit();
        for (int i = 0; i < 500; i++) {
            front.add(new OrderCanceledEncoder(), orders.get(i), FRONT, clearing).canceledQty(10);
            if (i % 250 == 249 && i < 499) {
                front.commit();
            }
        }
        front.add(new ScopeClearedEncoder(), 0, FRONT, clearing).canceled(500).scopeName("firm");
        front.commit();
        for (int i : new int[] {0, 123, 499}) {
            JsonObject life = life(orders.get(i), Lineage.DEPTH);
            List<String> kinds = steps(life).stream().map(step -> step.getString("record")).distinct().toList();
            assertEquals(List.of("OrderCaptured", "OrderAccepted", "OrderPlaced", "TradingStateRequested",
                "TradingStateSet", "ScopeClearing", "OrderCanceled", "ScopeCleared"), kinds);
            JsonObject cleared = step(life, "ScopeClearing");
            long told = cleared.getJsonArray("caused").size();
            assertTrue(told <= 16, "told: " + told);
            assertEquals(501, told + cleared.getLong("more"));
        }
    }

    @Test
    void anOrderOfManyRecordsIsToldByItsFirstAndLast() {
        long order = capture();
        long accepted = accept(order);
        place(order, accepted);
        for (int i = 0; i < 1_000; i++) {
            long match = front.seq() + 1;
            trade(order, match, accepted, 1);
            trade(0, match, accepted, 0);
            front.commit();
        }
        JsonObject life = life(order, 1);
        assertEquals(602L, life.getLong("more"));
        List<JsonObject> steps = steps(life);
        assertEquals(front.seq(), steps.get(steps.size() - 1).getLong("seq"));
        assertTrue(steps.size() <= 2_000);
    }
}
