package throughline.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Rules about who may know whom: libraries, offices, modules, and what a state machine must not see. */
final class Importers {

    private static final Set<String> PURE =
        Set.of("state", "blotter", "capture", "venue", "risk", "control", "exposure", "limit", "firm", "trade",
            "settlement", "movement", "close", "back", "ledger", "reference");
    private static final Map<String, String> HOME = Map.ofEntries(
        Map.entry("journal", "common"), Map.entry("message", "common"), Map.entry("reference", "common"),
        Map.entry("office", "common"), Map.entry("desk", "common"), Map.entry("console", "common"),
        Map.entry("lineage", "common"), Map.entry("play", "common"), Map.entry("openapi", "common"),
        Map.entry("signin", "common"), Map.entry("contract", "common"), Map.entry("backup", "common"),
        Map.entry("blotter", "front-office"), Map.entry("capture", "front-office"), Map.entry("venue", "front-office"),
        Map.entry("gateway", "front-office"), Map.entry("risk", "middle-office"),
        Map.entry("control", "middle-office"), Map.entry("exposure", "middle-office"),
        Map.entry("limit", "middle-office"), Map.entry("riskdesk", "middle-office"),
        Map.entry("rehearsal", "middle-office"), Map.entry("whatif", "middle-office"),
        Map.entry("review", "middle-office"),
        Map.entry("twin", "middle-office"),
        Map.entry("firm", "back-office"), Map.entry("trade", "back-office"),
        Map.entry("settlement", "back-office"), Map.entry("movement", "back-office"),
        Map.entry("close", "back-office"), Map.entry("back", "back-office"), Map.entry("report", "back-office"),
        Map.entry("ledger", "back-office"), Map.entry("reconciliation", "back-office"),
        Map.entry("bookstwin", "back-office"),
        Map.entry("books", "back-office"), Map.entry("operations", "back-office"),
        Map.entry("ledgerdesk", "back-office"),
        Map.entry("postgres", "back-office"), Map.entry("export", "back-office"),
        Map.entry("benchmark", "benchmarks"), Map.entry("world", "benchmarks"), Map.entry("proof", "benchmarks"),
        Map.entry("live", "benchmarks"), Map.entry("worked", "benchmarks"), Map.entry("bookbench", "benchmarks"),
        Map.entry("partbench", "benchmarks"), Map.entry("peerbench", "benchmarks"),
        Map.entry("linebench", "benchmarks"), Map.entry("webbench", "benchmarks"),
        Map.entry("restartbench", "benchmarks"), Map.entry("riskbench", "benchmarks"),
        Map.entry("house", "benchmarks"));
    private static final Pattern REFERENCE = Pattern.compile("\\bthroughline\\.([a-z]\\w*)\\b");
    private static final Pattern IMPURE = Pattern.compile(
        "\\bSystem\\.(currentTimeMillis|nanoTime|identityHashCode)\\b"
        + "|\\bjava\\.time\\.Clock\\b|\\bClock\\.system\\w*|\\b\\w+\\.now\\("
        + "|\\bThread(Local\\w*)?\\b|\\bsynchronized\\b"
        + "|\\bjava\\.util\\.concurrent\\b|\\bjava\\.(io|net|nio\\.file|nio\\.channels)\\b|\\bIdentityHashMap\\b"
        + "|\\b(Splittable|Secure|ThreadLocal)?Random\\b|\\bRandomGenerator\\b|\\brandomUUID\\b|\\bMath\\.random\\b");

    static final Rule CHRONICLE = only("net.openhft", Set.of("journal"), "hand the records to a type of"
        + " throughline.journal, which alone knows Chronicle");
    /** The books' rigs too: they copy rows or keep a ledger without the books, to compare, and damage what none may. */
    static final Rule SQL = only("java.sql", Set.of("books", "bookbench", "peerbench"), "ask a type of"
        + " throughline.books, which alone knows the database; what decides never reads it");
    static final Rule VERTX = only("io.vertx",
        Set.of("desk", "console", "play", "lineage", "gateway", "riskdesk", "ledgerdesk",
            "operations", "webbench"),
        "leave HTTP at the edge: take primitives or records in, and let the desk translate");
    static final Rule STATE_MACHINES = Rule.absent(IMPURE, "clock, thread, file or chance in a state machine",
        "take the time from the record, a random number from the command, and leave I/O to the office around it")
        .in(source -> PURE.contains(source.packageName()));
    static final Rule OFFICES = Importers::offices;
    static final Rule MODULES = Importers::modules;

    private Importers() {
    }

    private static Rule only(String library, Set<String> importers, String instead) {
        return Rule.absent(Pattern.compile("\\b" + Pattern.quote(library) + "\\b[\\w.]*"),
            library + " outside " + importers.stream().sorted().toList(), instead)
            .in(source -> !importers.contains(source.packageName()));
    }

    private static List<Breach> offices(List<Source> sources) {
        List<Breach> found = new ArrayList<>();
        for (Source source : sources) {
            var matcher = REFERENCE.matcher(source.code());
            while (matcher.find()) {
                String home = HOME.getOrDefault(matcher.group(1), "common");
                if (!mayUse(source.module(), home)) {
                    found.add(source.breach(matcher.start(), source.module() + " names " + matcher.group() + " of "
                        + home, "let the two meet in a journal record, or move what both need to common"));
                }
            }
        }
        return found;
    }

    private static boolean mayUse(String module, String home) {
        return home.equals("common") || home.equals(module) || module.equals("benchmarks");
    }

    private static List<Breach> modules(List<Source> sources) {
        List<Breach> found = new ArrayList<>();
        Map<String, String> seen = new TreeMap<>(HOME);
        for (Source source : sources) {
            String home = seen.computeIfAbsent(source.packageName(), name -> source.module());
            if (!home.equals(source.module())) {
                found.add(new Breach(source.path(), 1, "package throughline." + source.packageName() + " belongs to "
                    + home, "move the file there, or give it a package of its own module"));
            }
        }
        return found;
    }
}
