package throughline.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import throughline.message.JournalId;
import throughline.office.CountingMachine;
import throughline.signin.Passwords;

/** How an office starts, waits, snapshots, goes down and stays down. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class OfficeLifeTest {
    @TempDir
    private Path directory;

    private static CountingMachine machine(JournalId own, JournalId... inputs) {
        return new CountingMachine(own, List.of(inputs), 0);
    }

    @Test
    void officesThatReadOneAnotherBothComeUp() throws Exception {
        try (CountingOffice front = new CountingOffice(directory, Map.of(), () ->
            machine(JournalId.FRONT, JournalId.MIDDLE));
            CountingOffice middle = new CountingOffice(directory, Map.of(), () ->
                machine(JournalId.MIDDLE, JournalId.FRONT))) {
            front.server.start();
            CountingOffice.await(() -> front.ready().equals("503 waiting for journal middle to stand\n"));
            assertEquals("200 ok\n", front.management("/livez"));
            assertEquals(503, front.call("GET", "/v1/prices", anyToken(front), null).statusCode());
            middle.up();
            front.open();
            String token = front.trader();
            long before = inputsOf(middle);
            assertEquals(201, front.call("POST", "/v1/prices", token, "{\"price\":1}").statusCode());
            CountingOffice.await(() -> inputsOf(middle) > before);
        }
    }

    private static String anyToken(CountingOffice office) throws Exception {
        new Passwords(office.server.office().data()).set("trader1", CountingOffice.TRADER_PASSWORD);
        return office.trader();
    }

    private static long inputsOf(CountingOffice office) {
        try {
            return office.server.desk().read(CountingMachine::inputRecords)
                .await(CountingOffice.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void snapshotsEverySoManyRecordsAndAtDayEnd() throws Exception {
        Map<String, String> often = Map.of("snapshot-every", "50");
        try (CountingOffice office = new CountingOffice(directory, often).up()) {
            String token = office.trader();
            for (int i = 0; i < 120; i++) {
                assertEquals(201, office.call("POST", "/v1/prices", token, "{\"price\":1}").statusCode());
            }
            CountingOffice.await(() -> snapshots() == 2);
            office.endDay();
            assertEquals("200 ready\n", office.ready());
        }
        try (CountingOffice office = new CountingOffice(directory, often).up()) {
            JsonObject state = new JsonObject(office.call("GET", "/v1/prices", office.trader(), null).body());
            assertEquals(120, state.getLong("prices"));
        }
    }

    private long snapshots() {
        try (var files = Files.list(directory.resolve("snapshots").resolve("front"))) {
            return files.filter(file -> file.toString().endsWith(".snapshot")).count();
        } catch (java.io.IOException e) {
            return 0;
        }
    }

    @Test
    void aRecordThatCannotBeAppliedKeepsItDownAndIsNamed() throws Exception {
        try (CountingOffice office = new CountingOffice(directory).up()) {
            String token = office.trader();
            assertEquals(201, office.call("POST", "/v1/prices", token, "{\"price\":1}").statusCode());
            assertTrue(office.call("POST", "/v1/prices", token, "{\"price\":666}").statusCode() >= 503);
            CountingOffice.await(() -> office.ready().startsWith("503 the office is down: poison at seq"));
            assertEquals(503, office.call("POST", "/v1/prices", token, "{\"price\":1}").statusCode());
        }
        try (CountingOffice office = new CountingOffice(directory)) {
            office.server.start();
            CountingOffice.await(() -> office.ready().startsWith("503 the office is down: poison at seq"));
            assertEquals("200 ok\n", office.management("/livez"));
        }
    }

    @Test
    void deskAndAgentThatDifferAtDayEndAreFoundOut() throws Exception {
        AtomicLong made = new AtomicLong();
        try (CountingOffice office = new CountingOffice(directory, Map.of(), () ->
            new CountingMachine(JournalId.FRONT, List.of(), made.incrementAndGet())).up()) {
            assertTrue(office.server.office().commands().offer(CountingOffice.dayEnd(), 0));
            CountingOffice.await(() -> office.ready().startsWith("503 the desk is down: state of desk and agent"));
            assertTrue(office.management("/metrics").contains("throughline_determinism_broken{office=\"front\"} 1"));
        }
    }

    @Test
    void aNearlyFullDiskIsRefusedButNothingUrgent() throws Exception {
        Map<String, String> greedy = Map.of("disk-reserve", Long.toString(Long.MAX_VALUE));
        try (CountingOffice office = new CountingOffice(directory, greedy).up()) {
            String token = office.trader();
            CountingOffice.await(() -> {
                try {
                    var answer = office.call("POST", "/v1/prices", token, "{\"price\":1}");
                    return answer.statusCode() == 503 && answer.body().contains("DISK_LOW")
                        && answer.headers().firstValue("Retry-After").isPresent();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            office.endDay();
        }
    }
}
