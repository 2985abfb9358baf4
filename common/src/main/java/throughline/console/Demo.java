package throughline.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import throughline.console.Firm.Refused;
import throughline.console.OfficeClient.Answer;
import throughline.files.OrderLine;
import throughline.files.ReferenceFiles;
import throughline.files.ReferenceRows;
import throughline.files.SampleDay;
import throughline.message.AccountKind;
import throughline.play.Progress;
import throughline.reference.Decimals;

/** Plays one firm's day from nothing, scene by scene. What a scene proves and finds wrong makes the exit code 1. */
@Command(name = "demo", description = "Plays one firm's day, from nothing to proved"
    + " books, and leaves the firm running. Exit 1 if any proof fails.")
final class Demo implements Callable<Integer> {
    private static final int MOST_FURTHER_CLOSES = 3;
    private static final int PRICE_DECIMALS = 8;
    private static final int MOST_TOLD = 5;
    private static final int MONEY_CHART_DIGITS = 4;
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long QUIET_NS = TimeUnit.SECONDS.toNanos(3);
    private static final long CLOSE_NS = TimeUnit.MINUTES.toNanos(5);
    private static final long CONFIRMATIONS_NS = TimeUnit.MINUTES.toNanos(2);

    @Mixin
    private FirmOptions firm = new FirmOptions();

    private final Proofs proofs = new Proofs();
    private final String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    private ReferenceRows rows;
    private LocalDate day;
    private boolean isNew;

    /** One part of the day, in the order they are played. */
    private interface Scene {
        void play() throws IOException, InterruptedException;
    }

    @Override
    public Integer call() throws Exception {
        rows = ReferenceFiles.shipped().read();
        OrderScenes orders = new OrderScenes(firm, proofs, run);
        RiskScenes risk = new RiskScenes(firm, proofs, run, rows);
        BookScenes books = new BookScenes(firm, proofs, run, rows);
        scene("The firm comes up", this::up);
        scene("The sample day", this::sampleDay);
        scene("The kill switch", risk::killSwitch);
        scene("The restricted list", risk::restrictedList);
        scene("A soft limit, and leave to pass it", risk::softLimit);
        scene("What if all prices fell", risk::whatIf);
        scene("Tomorrow's limits, rehearsed on today", risk::rehearsal);
        scene("An order is amended", orders::amend);
        scene("A stop waits for its price", orders::stop);
        scene("Fill or kill", orders::fillOrKill);
        scene("A basket, all or none", orders::basket);
        scene("A mass cancel", orders::massCancel);
        scene("A trade by voice, and its bust", orders::voiceTrade);
        scene("An order good till canceled", orders::goodTillCanceled);
        scene("Money and securities move, by two", books::movements);
        scene("The day closes", () -> {
            close();
            books.closed(day);
        });
        scene("The next morning", orders::nextMorning);
        scene("The custodian confirms", this::confirmations);
        scene("One order's life", orders::life);
        scene("A commission was wrong", books::rebilled);
        scene("A client's papers", books::papers);
        scene("A day is reopened", books::reopened);
        scene("A day is signed off", books::signedOff);
        scene("The proof", this::verify);
        scene("The trial balance", this::trialBalance);
        List<String> failures = proofs.failures();
        System.out.println();
        failures.forEach(failure -> System.out.println("FAILED  " + failure));
        System.out.println(failures.isEmpty() ? "every proof holds; the firm goes on running:"
            : failures.size() + " of the proofs failed; the firm goes on running:");
        Up.printAddresses(firm.portBase());
        return failures.isEmpty() ? Firm.DONE : Firm.FAILED;
    }

    /** A scene that cannot go on is a failure, and the next one is tried; without a firm there is none. */
    private void scene(String title, Scene scene) throws IOException, InterruptedException {
        System.out.println();
        System.out.println("== " + title);
        try {
            scene.play();
        } catch (Refused e) {
            if (day == null) {
                throw e;
            }
            prove(false, title + ": " + e.getMessage());
        }
    }

    private void prove(boolean holds, String what) {
        proofs.prove(holds, what);
    }

    private void up() {
        List<Office> running = firm.processes().running();
        isNew = !Files.exists(Office.FRONT.journal(firm.data()));
        System.out.println(isNew ? "a new firm is made at " + firm.data()
            : firm.data() + " holds a firm: going on with its present day");
        if (running.size() < Office.values().length && new Up(firm).call() != Firm.DONE) {
            throw new Refused("the firm did not come up");
        }
        day = new Close(firm, CLOSE_NS).today();
        System.out.println("business day " + day);
    }

    private void sampleDay() throws IOException, InterruptedException {
        Path file = firm.data().resolve("run").resolve("sample-day.csv");
        SampleDay.write(rows, SampleDay.SEED, SampleDay.ORDERS, file);
        AtomicLong expected = new AtomicLong();
        AtomicLong crossed = new AtomicLong();
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        Play play = new Play(firm, file, "trader1", (line, answer) -> {
            String code = expectedCode(line);
            String got = "rejected".equals(answer.getString("status"))
                ? answer.getJsonObject("reason", new JsonObject()).getString("code", "?") : "";
            expected.addAndGet(code.isEmpty() ? 0 : 1);
            boolean ownCross = code.isEmpty() && "SELF_TRADE".equals(got);
            crossed.addAndGet(ownCross ? 1 : 0);
            if (!ownCross && (isNew ? !code.equals(got) : !code.isEmpty() && got.isEmpty())) {
                wrong.add(line.clOrdId() + " got " + (got.isEmpty() ? "no rejection" : got));
            }
        });
        boolean answered = play.call() == Firm.DONE;
        prove(answered, "every order of the sample day got its answer");
        prove(expected.get() > 0 && wrong.isEmpty(), "risk rejected the " + expected + " orders made to be rejected"
            + (isNew ? ", each for its reason, and beside them only " + crossed
                + " that would have traded with their own account" : "")
            + (wrong.isEmpty() ? "" : ": " + wrong.stream().limit(MOST_TOLD).toList()));
    }

    /**
     * What an order must be rejected for, which its clOrdId says behind a dash; empty: nothing. A firm that has traded
     * before may reject more, since its holdings are others.
     */
    private static String expectedCode(OrderLine line) {
        String code = line.clOrdId().substring(line.clOrdId().lastIndexOf('-') + 1);
        return code.matches("[A-Z][A-Z_]+") ? code : "";
    }

    private void close() {
        Close.Closed closed = new Close(firm, CLOSE_NS).closeDay();
        day = closed.date();
        System.out.println("closed " + closed.date());
        System.out.println("open   " + closed.next());
        prove(closed.next().isAfter(closed.date()), "the next business day is open");
    }

    /** Only confirmations settle: days are closed until the settlement date, and the custodian is waited for. */
    private void confirmations() {
        OfficeClient ops = firm.client(Office.BACK, "ops1");
        Map<String, Long> statuses = awaitConfirmations(ops);
        for (int further = 0; further < MOST_FURTHER_CLOSES && awaited(statuses) > 0; further++) {
            Close.Closed closed = new Close(firm, CLOSE_NS).closeDay();
            System.out.println("closed " + closed.date() + ", open " + closed.next());
            statuses = awaitConfirmations(ops);
        }
        statuses.forEach((status, count) -> System.out.printf("%-20s %d%n", status, count));
        prove(!statuses.isEmpty(), "the trades of " + day + " have become obligations");
        prove(awaited(statuses) == 0, "the custodian has answered for every obligation of " + day);
    }

    private static long awaited(Map<String, Long> statuses) {
        return statuses.getOrDefault("open", 0L) + statuses.getOrDefault("instructed", 0L);
    }

    /** Until none is awaited, or for a while nothing has changed. */
    private Map<String, Long> awaitConfirmations(OfficeClient ops) {
        Progress progress = new Progress(System.err);
        long startedNs = System.nanoTime();
        long changedNs = startedNs;
        Map<String, Long> statuses = statuses(ops);
        while (awaited(statuses) > 0 && System.nanoTime() - changedNs < QUIET_NS
            && System.nanoTime() - startedNs < CONFIRMATIONS_NS) {
            progress.waiting("waiting for the custodian: " + statuses);
            LockSupport.parkNanos(POLL_NS);
            Map<String, Long> now = statuses(ops);
            changedNs = now.equals(statuses) ? changedNs : System.nanoTime();
            statuses = now;
        }
        progress.clear();
        return statuses;
    }

    private Map<String, Long> statuses(OfficeClient ops) {
        Map<String, Long> statuses = new TreeMap<>();
        ops.forEach("/v1/obligations", "", item -> {
            if (day.toString().equals(item.getString("tradeDate"))) {
                statuses.merge(item.getString("status"), 1L, Long::sum);
            }
        });
        return statuses;
    }

    private void verify() throws IOException, InterruptedException {
        int exit = new ProcessBuilder(OfficeProcesses.home().resolve("firm").toString(), "verify",
            "--data", firm.data().toString(), "--port-base", Integer.toString(firm.portBase()))
            .inheritIO().start().waitFor();
        prove(exit == 0, "./firm verify: records, decisions, books, conservation (exit " + exit + ")");
    }

    private void trialBalance() {
        JsonArray lines = firm.client(Office.BACK, "ops1").get("/v1/ledger/trial-balance").getJsonArray("items");
        JsonArray money = new JsonArray();
        lines.stream().map(JsonObject.class::cast).filter(Demo::isMoney).forEach(money::add);
        table(money).forEach(System.out::println);
        System.out.println("… and " + (lines.size() - money.size()) + " lines of securities");
        Map<String, BigDecimal> sums = new TreeMap<>();
        int amounts = 0;
        for (int i = 0; i < lines.size(); i++) {
            JsonObject line = lines.getJsonObject(i);
            String unit = String.valueOf(line.getValue("unit", line.getValue("currency")));
            BigDecimal amount = signed(line);
            amounts += amount.signum() == 0 ? 0 : 1;
            sums.merge(unit, amount, BigDecimal::add);
        }
        sums.values().removeIf(sum -> sum.signum() == 0);
        prove(amounts > 0 && sums.isEmpty(), "debits equal credits in every unit, over " + amounts + " balances"
            + (sums.isEmpty() ? "" : ": " + sums));
    }

    /** The chart's numbers for money begin at 1000, those of the stock record lie below 100. */
    private static boolean isMoney(JsonObject line) {
        return String.valueOf(line.getValue("chart", "1000")).length() >= MONEY_CHART_DIGITS;
    }

    /** What a line of the trial balance adds to its unit's sum: debit less credit, or a balance with its sign. */
    static BigDecimal signed(JsonObject line) {
        boolean twoSided = line.containsKey("debit") || line.containsKey("credit");
        return twoSided ? amount(line, "debit").subtract(amount(line, "credit")) : amount(line, "balance");
    }

    private static BigDecimal amount(JsonObject line, String name) {
        Object amount = line.getValue(name);
        return amount == null || amount.toString().isEmpty() ? BigDecimal.ZERO : new BigDecimal(amount.toString());
    }

    /** Items as a table: a column for each name, in the order in which the office tells them. */
    static List<String> table(JsonArray items) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            items.getJsonObject(i).fieldNames().stream().filter(name -> !columns.contains(name)).forEach(columns::add);
        }
        List<StringBuilder> rows = new ArrayList<>();
        for (int i = -1; i < items.size(); i++) {
            rows.add(new StringBuilder());
        }
        for (String column : columns) {
            addColumn(rows, column, items);
        }
        return rows.stream().map(row -> row.toString().stripTrailing()).toList();
    }

    private static void addColumn(List<StringBuilder> rows, String column, JsonArray items) {
        List<String> cells = new ArrayList<>(List.of(column.toUpperCase(Locale.ROOT)));
        boolean numbers = true;
        for (int i = 0; i < items.size(); i++) {
            Object value = items.getJsonObject(i).getValue(column);
            cells.add(value == null ? "" : value.toString());
            numbers &= cells.get(i + 1).matches("-?[0-9.]*");
        }
        int width = cells.stream().mapToInt(String::length).max().orElse(0);
        for (int i = 0; i < cells.size(); i++) {
            String pad = " ".repeat(width - cells.get(i).length());
            rows.get(i).append(numbers ? pad + cells.get(i) : cells.get(i) + pad).append("  ");
        }
    }
}
