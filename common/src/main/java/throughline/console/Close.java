package throughline.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import throughline.console.Firm.Refused;
import throughline.play.Progress;

/** Ends the business day: asks the back office, then follows until the next session is open. */
@Command(name = "close", description = "Ends the business day in all three offices and"
    + " waits until the next one is open. Settles nothing: only confirmations do.")
final class Close implements Callable<Integer> {
    private static final String USER = "ops1";
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(250);

    @Mixin
    private FirmOptions firm = new FirmOptions();

    private long patienceNs = Long.MAX_VALUE;
    private final Progress progress = new Progress(System.err);

    Close() {
    }

    /**
     * Closes a day for another verb.
     *
     * @param patienceNs how long it waits for the next day before it refuses to go on
     */
    Close(FirmOptions firm, long patienceNs) {
        this.firm = firm;
        this.patienceNs = patienceNs;
    }

    @Override
    public Integer call() {
        Closed closed = closeDay();
        System.out.println("closed " + closed.date());
        System.out.println("open   " + closed.next());
        found(closed.date()).forEach(line -> System.out.println("found  " + line));
        return Firm.DONE;
    }

    /** What of a closed day's checklist is not in order; where the books are by now is not asked. */
    private List<String> found(LocalDate date) {
        List<String> found = new ArrayList<>();
        JsonArray checklist = firm.client(Office.BACK, USER).get("/v1/days/" + date).getJsonArray("checklist");
        for (int i = 0; i < checklist.size(); i++) {
            JsonObject item = checklist.getJsonObject(i);
            if (!item.getString("state").equals("ok") && !item.getString("name").equals("books")) {
                found.add(item.getString("name") + " " + item.getInteger("count") + " (" + item.getString("state")
                    + "): " + item.getString("detail"));
            }
        }
        return found;
    }

    /** The present business day; one that is being closed still is. */
    LocalDate today() {
        return today(days(firm.client(Office.BACK, USER)));
    }

    private static LocalDate today(List<Day> days) {
        return days.stream().filter(day -> !day.isClosed()).map(Day::date).max(LocalDate::compareTo)
            .orElseThrow(() -> new Refused("the back office has no open business day: see ./firm status"));
    }

    /** Closes the present day, or goes on waiting for a close that was asked for before. */
    Closed closeDay() {
        OfficeClient back = firm.client(Office.BACK, USER);
        List<Day> known = days(back);
        LocalDate date = today(known);
        if (known.stream().anyMatch(day -> day.date().equals(date) && day.isOpen())) {
            back.send("POST", "/v1/days/" + date + "/close", new JsonObject(), "close-" + date)
                .orRefuse("closing " + date);
        }
        progress.waiting("closing " + date);
        long startedNs = System.nanoTime();
        while (true) {
            List<Day> days = days(back);
            LocalDate next = days.stream().filter(day -> day.isOpen() && day.date().isAfter(date)).map(Day::date)
                .min(LocalDate::compareTo).orElse(null);
            String waitingFor = next == null ? whoIsAwaited(days, date) : notReady();
            if (next != null && waitingFor.isEmpty()) {
                progress.clear();
                return new Closed(date, next);
            }
            if (System.nanoTime() - startedNs > patienceNs) {
                throw new Refused("closing " + date + " takes too long: waiting for " + waitingFor);
            }
            progress.waiting("closing " + date + ": waiting for " + waitingFor);
            LockSupport.parkNanos(POLL_NS);
        }
    }

    private static List<Day> days(OfficeClient back) {
        List<Day> days = new ArrayList<>();
        back.forEach("/v1/days", "", item -> days.add(new Day(LocalDate.parse(item.getString("date")),
            item.getString("status", "").toLowerCase(Locale.ROOT), item.getString("waitingFor", ""))));
        return days;
    }

    /** As the back office tells it, with the first office that is not ready; else the back office itself. */
    private String whoIsAwaited(List<Day> days, LocalDate date) {
        String told = days.stream().filter(day -> day.date().equals(date)).map(Day::waitingFor).findFirst().orElse("");
        String notReady = notReady();
        if (told.isEmpty() || notReady.isEmpty()) {
            return told + (told.isEmpty() && notReady.isEmpty() ? Office.BACK.title() : notReady);
        }
        return told + " (" + notReady + ")";
    }

    /** The first office in the order of the close that does not run or is not ready; empty: all are. */
    private String notReady() {
        for (Office office : Office.values()) {
            OfficeState state = firm.processes().running(office).isEmpty()
                ? OfficeState.NOT_RUNNING : OfficeState.readiness(office, firm.portBase());
            if (!state.ready()) {
                return office.title() + (state.reason().isEmpty() ? "" : ": " + state.reason());
            }
        }
        return "";
    }

    /** A day that was closed, and the one that opened after it. */
    record Closed(LocalDate date, LocalDate next) {
    }

    private record Day(LocalDate date, String status, String waitingFor) {
        boolean isOpen() {
            return status.equals("open");
        }

        boolean isClosed() {
            return status.startsWith("closed") || status.startsWith("signed");
        }
    }
}
