package throughline.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.message.InstructionSentEncoder;
import throughline.message.ObligationStatedEncoder;
import throughline.message.ObligationStatus;
import throughline.message.SettlementStatus;
import throughline.message.Side;
import throughline.message.StatusAdvisedEncoder;
import throughline.office.DataDirectory;

/** A trader sees what became of the settlement of their desk's trades, as the back office's journal tells it. */
class SettlementStreamTest {
    private static final int PROP = 1;
    private static final int OTHER = 2;
    private static final long ALONE = 501;
    private static final long NET = 502;

    @TempDir
    private Path directory;

    @Test
    void theUnsettledThenEachChangeForWhoMaySeeTheAccount() throws Exception {
        try (RunningFront front = new RunningFront(directory)) {
            obligation(front, 401, PROP, ObligationStatus.OPEN, 0);
            obligation(front, 402, OTHER, ObligationStatus.OPEN, 0);
            obligation(front, 403, PROP, ObligationStatus.SETTLED, 100);
            obligation(front, 404, PROP, ObligationStatus.OPEN, 0);
            try (StreamClient trader = standing(front, "trader", 2);
                StreamClient stranger = standing(front, "stranger", 1);
                StreamClient auditor = standing(front, "auditor", 3)) {
                assertEquals(List.of("401", "404"), ids(trader.snapshot()));
                assertEquals(List.of("402"), ids(stranger.snapshot()));
                assertEquals(List.of("401", "402", "404"), ids(auditor.snapshot()));
                JsonObject open = trader.snapshot().getJsonObject(0);
                assertEquals(new JsonObject().put("obligationId", "401").put("orderId", "4010").put("account", "PROP")
                    .put("symbol", "ABC").put("side", "buy").put("quantity", "100").put("amount", "5000")
                    .put("currency", "USD").put("clientAmount", "0").put("ccp", "CCP").put("tradeDate", "2024-10-04")
                    .put("settlementDate", "2024-10-05").put("status", "open").put("settledQuantity", "0")
                    .put("settledAmount", "0").put("clientSettledAmount", "0"), open);
                advisedAlone(front, trader);
                advisedTogether(front, trader);
                obligation(front, 401, PROP, ObligationStatus.SETTLED, 100);
                JsonObject settled = trader.item();
                assertEquals("401 settled 100 5000", settled.getString("obligationId") + " "
                    + settled.getString("status") + " " + settled.getString("settledQuantity") + " "
                    + settled.getString("settledAmount"));
                obligation(front, 402, OTHER, ObligationStatus.PARTIALLY_SETTLED, 50);
                assertEquals("402", stranger.item().getString("obligationId"));
            }
            front.offices.closeDay();
            front.await(() -> front.call("GET", "/v1/session", front.token("trader"), null).body()
                .contains("\"closed\""));
            front.offices.openDay();
            standing(front, "auditor", 2).close();
            front.stop();
            front.start();
            try (StreamClient again = standing(front, "trader", 1)) {
                assertEquals("failing LACK", again.snapshot().getJsonObject(0).getString("advised") + " "
                    + again.snapshot().getJsonObject(0).getString("reason"));
            }
        }
    }

    @Test
    void whoHearsBeforeTheJournalWasReadGetsWhatStandsAndNotItsWholePast() throws Exception {
        try (RunningFront front = new RunningFront(directory)) {
            obligation(front, 401, PROP, ObligationStatus.SETTLED, 100);
            obligation(front, 402, PROP, ObligationStatus.OPEN, 0);
            standing(front, "trader", 1).close();
            front.stop();
            Settlements late = new Settlements();
            front.with(office -> office.channel(late.channel()));
            front.start();
            SettlementFeed feed = new SettlementFeed(new DataDirectory(directory), front.server().desk(), late);
            try (StreamClient trader = new StreamClient(front, "trader", "settlement")) {
                assertEquals(List.of(), ids(trader.snapshot()));
                work(front, feed, trader);
                assertEquals(List.of("402"), ids(trader.message().getJsonArray("snapshot", new JsonArray())));
                obligation(front, 402, PROP, ObligationStatus.SETTLED, 100);
                work(front, feed, trader);
                assertEquals("settled", trader.message().getJsonObject("item").getString("status"));
            } finally {
                feed.onClose();
            }
        }
    }

    @Test
    void whatIsDueToItsClientIsNotSettledYetAndKeepsItsInstruction() throws Exception {
        try (RunningFront front = new RunningFront(directory)) {
            obligation(front, 401, PROP, ObligationStatus.OPEN, 0, 0);
            front.offices.say(books -> books.begin(new InstructionSentEncoder(), 0, StandInOffices.now())
                .instructionId(ALONE).obligationId(401).side(Side.BUY).membersCount(0));
            obligation(front, 401, PROP, ObligationStatus.SETTLED, 100, 0);
            front.offices.closeDay();
            front.await(() -> front.call("GET", "/v1/session", front.token("trader"), null).body()
                .contains("\"closed\""));
            front.offices.openDay();
            obligation(front, 402, PROP, ObligationStatus.OPEN, 0);
            try (StreamClient trader = standing(front, "trader", 2)) {
                assertEquals("401 501", both(trader.snapshot().getJsonObject(0), "instructionId"));
                obligation(front, 401, PROP, ObligationStatus.SETTLED, 100, 700);
                assertEquals("401 501", both(trader.item(), "instructionId"));
            }
            standing(front, "trader", 1).close();
        }
    }

    private static void work(RunningFront front, SettlementFeed feed, StreamClient until) throws Exception {
        front.await(() -> {
            feed.doWork();
            return until.hears();
        });
    }

    private static void advisedAlone(RunningFront front, StreamClient trader) throws Exception {
        front.offices.say(books -> books.begin(new InstructionSentEncoder(), 0, StandInOffices.now())
            .instructionId(ALONE).obligationId(401).side(Side.BUY).membersCount(0));
        assertEquals("501", trader.item().getString("instructionId"));
        advised(front, ALONE, SettlementStatus.MATCHED, "");
        JsonObject matched = trader.item();
        assertEquals("matched", matched.getString("advised"));
        assertFalse(matched.containsKey("reason"), matched.encode());
    }

    private static void advisedTogether(RunningFront front, StreamClient trader) throws Exception {
        front.offices.say(books -> {
            InstructionSentEncoder.MembersEncoder members = books.begin(new InstructionSentEncoder(), 0,
                StandInOffices.now()).instructionId(NET).side(Side.BUY).membersCount(2);
            members.next().obligationId(401);
            members.next().obligationId(404);
        });
        assertEquals(List.of("401 502", "404 502"), List.of(both(trader.item(), "instructionId"),
            both(trader.item(), "instructionId")));
        advised(front, ALONE, SettlementStatus.REJECTED, "");
        advised(front, NET, SettlementStatus.FAILING, "LACK");
        assertEquals(List.of("404 LACK", "401 LACK"), List.of(both(trader.item(), "reason"),
            both(trader.item(), "reason")));
    }

    private static String both(JsonObject item, String field) {
        return item.getString("obligationId") + " " + item.getString(field);
    }

    private static void obligation(RunningFront front, long id, int account, ObligationStatus status, int settled) {
        state(front, id, account, status, settled, 0, 0);
    }

    private static void obligation(RunningFront front, long id, int account, ObligationStatus status, int settled,
        long clientSettled) {
        state(front, id, account, status, settled, 700, clientSettled);
    }

    private static void state(RunningFront front, long id, int account, ObligationStatus status, int settled,
        long client, long clientSettled) {
        front.offices.say(books -> books.begin(new ObligationStatedEncoder(), 10 * id, StandInOffices.now())
            .obligationId(id).quantity(100).amountMinor(500_000).settledQuantity(settled)
            .settledMinor(settled * 5_000L).clientMinor(client).clientSettledMinor(clientSettled)
            .accountId(account).instrumentId(1).partyId(1)
            .tradeDate(StandInOffices.DAY).settlementDate(StandInOffices.DAY + 1).currency(840).side(Side.BUY)
            .status(status));
    }

    private static void advised(RunningFront front, long instruction, SettlementStatus status, String reason) {
        front.offices.say(books -> books.begin(new StatusAdvisedEncoder(), 0, StandInOffices.now())
            .instructionId(instruction).status(status).reason(reason).reference("R"));
    }

    /** Heard by a user once so many stand in the channel. */
    private static StreamClient standing(RunningFront front, String user, int many) throws Exception {
        StreamClient[] heard = new StreamClient[1];
        front.await(() -> {
            if (heard[0] != null) {
                heard[0].close();
            }
            heard[0] = new StreamClient(front, user, "settlement");
            return heard[0].snapshot().size() == many;
        });
        return heard[0];
    }

    private static List<String> ids(JsonArray items) {
        return items.stream().map(item -> ((JsonObject) item).getString("obligationId")).toList();
    }
}
