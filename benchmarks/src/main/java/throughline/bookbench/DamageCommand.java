package throughline.bookbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import throughline.live.BrokenPromise;
import throughline.live.LiveFirm;
import throughline.live.Scratch;

/** {@code bench damage}: {@link DamageRig} with the real {@code verify} in a process of a stated heap. */
@Command(name = "damage", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Damages books and journal by hand in every way, one after the other, and proves that verify finds"
        + " and names each, in bounded memory.", "Exit 1 when it does not."})
public final class DamageCommand implements Callable<Integer> {
    @ParentCommand
    private Sheet sheet;

    @Option(names = "--postings", paramLabel = "N", description = "In the books (default: 10000000; 200000 with"
        + " --short).")
    private Long postings;

    @Option(names = "--heap", paramLabel = "SIZE", defaultValue = "512m", description = "Heap of verify (default:"
        + " 512m).")
    private String heap;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "4", description = "Seed of the trades (default: 4).")
    private long seed;

    @Override
    public Integer call() throws Exception {
        long size = postings != null ? postings : sheet.brief() ? 200_000 : 10_000_000;
        Path directory = Files.createTempDirectory("throughline-damage-");
        System.err.println("damage: seed " + seed + ", data in " + directory);
        try {
            DamageRig rig = new DamageRig(directory, size, new VerifyProcess(directory, heap));
            long entries = rig.fill(seed);
            tell(size, rig.run(entries));
            return 0;
        } catch (BrokenPromise e) {
            sheet.words().println("damage FAILED: " + e.getMessage());
            return 1;
        } finally {
            Scratch.delete(directory);
        }
    }

    private void tell(long size, List<DamageRig.Found> all) {
        sheet.words().println(Figures.text("| %,d postings, verify -Xmx%s | s | peak MiB | live MiB | named |%n"
            + "|---|---:|---:|---:|---|", size, heap));
        for (DamageRig.Found found : all) {
            sheet.words().println(Figures.text("| %s | %.1f | %d | %d | %s |", found.damage(),
                found.seen().seconds(), found.seen().peakMb(), found.seen().liveMb(), found.said()));
        }
        sheet.result("damage_kinds_found", Figures.rounded(all.size() - 2, 0));
        sheet.result("damage_verify_s", Figures.rounded(Figures.median(
            all.get(0).seen().seconds(), all.get(all.size() - 1).seen().seconds()), 1));
        sheet.result("damage_verify_peak_mib", Figures.rounded(
            all.stream().mapToInt(found -> found.seen().peakMb()).max().orElse(0), 0));
        sheet.result("damage_verify_live_mib", Figures.rounded(
            all.stream().mapToInt(found -> found.seen().liveMb()).max().orElse(0), 0));
    }

    /** {@code verify --books} in a JVM of its own with a stated heap, whose collector's log says how much it used. */
    private static final class VerifyProcess implements Inspector {
        private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\(");
        private static final double NS = 1e9;

        private final Path data;
        private final String heap;
        private int runs;

        VerifyProcess(Path data, String heap) {
            this.data = data;
            this.heap = heap;
        }

        @Override
        public Seen inspect() throws IOException, InterruptedException {
            Path said = data.resolve("verify-" + ++runs + ".log");
            Path collections = data.resolve("collections-" + runs + ".log");
            List<String> command = new ArrayList<>(LiveFirm.javaCommand());
            command.addAll(List.of("-Xmx" + heap, "-Xlog:gc:file=" + collections, "throughline.proof.Verify", "--data",
                data.toString(), "--books"));
            long beganNs = System.nanoTime();
            int exit = LiveFirm.run(command, said).waitFor();
            double seconds = (System.nanoTime() - beganNs) / NS;
            int peak = 0;
            int live = 0;
            Matcher matcher = COLLECTION.matcher(Files.readString(collections));
            while (matcher.find()) {
                peak = Math.max(peak, Integer.parseInt(matcher.group(1)));
                live = Math.max(live, Integer.parseInt(matcher.group(2)));
            }
            return Seen.of(exit, Files.readAllLines(said), seconds, peak, live);
        }
    }
}
