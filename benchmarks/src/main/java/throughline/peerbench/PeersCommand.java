package throughline.peerbench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import throughline.bookbench.Figures;
import throughline.bookbench.Sheet;

/** {@code bench peers}: exchange-core beside front and middle office, the usual SQL ledger beside the booking. */
@Command(name = "peers", mixinStandardHelpOptions = true, sortOptions = false,
    description = "What others do with the same work, in alternating rounds: exchange-core 0.5.3 beside front and"
        + " middle office on one flow of orders and cancels, and (not with --short) a ledger of SQL functions beside"
        + " the booking.")
public final class PeersCommand implements Callable<Integer> {
    private static final int CORE = 0;
    private static final int CORE_JOURNAL = 1;
    private static final int OWN = 2;
    private static final int OWN_JOURNAL = 3;
    private static final int TRIALS = 3;

    @ParentCommand
    private Sheet sheet;

    @Option(names = "--commands", paramLabel = "N", description = "Of a round (default: 500000; 100000 with --short).")
    private Integer commands;

    @Option(names = "--rounds", paramLabel = "N", description = "That count (default: 7; 3 with --short).")
    private Integer rounds;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "6", description = "Seed of the flow (default: 6).")
    private long seed;

    @Override
    public Integer call() throws IOException, SQLException {
        boolean brief = sheet.brief();
        Flow flow = FlowMaker.make(seed, commands != null ? commands : brief ? 100_000 : 500_000);
        System.err.println("peers: seed " + seed + ", " + flow.told());
        CoreSettings settings = brief ? warmed(flow) : best(flow);
        Contest contest = new Contest(flow, List.of(new CorePlayer(settings, false), new CorePlayer(settings, true),
            new OwnPlayer(false), new OwnPlayer(true)), brief ? 3 : 2, rounds != null ? rounds : brief ? 3 : 7);
        contest.play();
        tell(flow, settings, contest);
        if (!brief) {
            new LedgerContest(sheet, seed).play();
        }
        return 0;
    }

    private static CoreSettings warmed(Flow flow) throws IOException {
        trial(flow, CoreSettings.LONG_RING);
        return CoreSettings.LONG_RING;
    }

    /** What suits exchange-core best on this machine, of what is said to. */
    private static CoreSettings best(Flow flow) throws IOException {
        CoreSettings best = null;
        double most = 0;
        for (CoreSettings settings
            : List.of(CoreSettings.LONG_RING, CoreSettings.ITS_OWN, CoreSettings.BLOCKING, CoreSettings.LONG_RING)) {
            double speed = trial(flow, settings);
            if (speed > most) {
                most = speed;
                best = settings;
            }
        }
        return best;
    }

    private static double trial(Flow flow, CoreSettings settings) throws IOException {
        double most = 0;
        for (int i = 0; i < TRIALS; i++) {
            most = Math.max(most, new CorePlayer(settings, false).play(flow));
        }
        System.err.print(Figures.text("peers: exchange-core with %s: at best %,.0f commands a second%n", settings,
            most));
        return most;
    }

    private void tell(Flow flow, CoreSettings settings, Contest contest) {
        sheet.words().println(Figures.text("%s; all four made them. exchange-core with %s%n", flow.told(), settings));
        sheet.words().println("| the same flow | threads | commands/s |\n|---|---:|---:|");
        row("exchange-core, risk and book, no journal", 5, contest.speed(CORE));
        row("exchange-core, risk and book, its journal", 6, contest.speed(CORE_JOURNAL));
        row("Throughline, front and middle, all controls, no journal", 1, contest.speed(OWN));
        row("Throughline, front and middle, all controls, one journal", 2, contest.speed(OWN_JOURNAL));
        sheet.words().println("\n| ratio | median | spread |\n|---|---:|---:|");
        ratio("exchange_core_bare_ratio", contest.ratios(OWN, CORE));
        ratio("exchange_core_ratio", contest.ratios(OWN_JOURNAL, CORE));
        ratio("exchange_core_journal_ratio", contest.ratios(OWN_JOURNAL, CORE_JOURNAL));
        sheet.result("exchange_core_trades", Figures.rounded(flow.expected.trades, 0));
    }

    private void row(String what, int threads, double speed) {
        sheet.words().println(Figures.text("| %s | %d | %,.0f |", what, threads, speed));
    }

    private void ratio(String key, double[] ratios) {
        sheet.words().println(Figures.text("| %s | %.3f | %s |", key, Figures.median(ratios),
            Figures.spread(ratios)));
        sheet.result(key, Figures.rounded(Figures.median(ratios), 3));
    }
}
