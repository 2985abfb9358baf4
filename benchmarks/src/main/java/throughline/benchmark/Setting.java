package throughline.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where and when figures were seen: machine, JVM, commit, date. What the system does not tell is {@code unknown}. */
final class Setting {
    private static final String UNKNOWN = "unknown";
    private static final int GIB_SHIFT = 30;

    private final Map<String, String> facts = new LinkedHashMap<>();

    private Setting() {
    }

    /** This machine and JVM, now. */
    static Setting here(boolean brief) {
        Setting setting = new Setting();
        Map<String, String> facts = setting.facts;
        facts.put("machine", processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores, " + memory());
        facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
            + System.getProperty("os.arch"));
        facts.put("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version") + ", "
            + System.getProperty("java.vendor"));
        facts.put("flags", flags());
        facts.put("commit", commit());
        facts.put("date", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
        facts.put("form", brief ? "short: fewer and smaller runs than the goals ask for" : "long");
        return setting;
    }

    /** Name to words, in the order in which they are told. */
    Map<String, String> facts() {
        return facts;
    }

    private static String processor() {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return UNKNOWN;
        }
        try {
            return Files.readAllLines(file).stream().filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElse(UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN + " (" + e.getMessage() + ")";
        }
    }

    private static String memory() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean sun
            ? Math.round(sun.getTotalMemorySize() / (double) (1L << GIB_SHIFT)) + " GiB" : "memory " + UNKNOWN;
    }

    /** Heap and collector of this JVM; those it starts add their own. */
    private static String flags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> flag.startsWith("-X")).filter(flag -> !flag.contains("IgnoreUnrecognized"))
            .collect(Collectors.joining(" "));
    }

    private static String commit() {
        List<String> head = git("rev-parse", "--short", "HEAD");
        if (head.size() != 1) {
            return UNKNOWN;
        }
        return head.get(0) + (git("status", "--porcelain", "--untracked-files=no").isEmpty() ? "" : ", changed");
    }

    /** The lines git says about the project; none when it cannot. */
    private static List<String> git(String... words) {
        List<String> command = new ArrayList<>(List.of("git", "-C", System.getProperty("throughline.home", ".")));
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try (BufferedReader said = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                List<String> lines = said.lines().toList();
                return process.waitFor() == 0 ? lines : List.of();
            }
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
