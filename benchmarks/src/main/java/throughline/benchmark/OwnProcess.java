package throughline.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import throughline.restartbench.Firms;

/**
 * One benchmark in a process of its own, with this one's heap: its figures are then those it has when it is named
 * alone. In one process with others it would run code that was compiled for what they did, beside what they left
 * behind. One thread.
 */
final class OwnProcess {
    private static final Pattern FIGURE = Pattern.compile("\"(\\w+)\":(-?[0-9][0-9.E+-]*)[,}]");

    private OwnProcess() {
    }

    /**
     * Runs it, its words to stderr.
     *
     * @param words its name and options
     * @return its figures by key
     * @throws IOException when it fails
     */
    static Map<String, BigDecimal> run(boolean brief, List<String> words) throws IOException {
        List<String> arguments = new ArrayList<>();
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(flag -> flag.startsWith("-Xmx"))
            .forEach(arguments::add);
        arguments.add(Bench.class.getName());
        arguments.add("--json");
        if (brief) {
            arguments.add("--short");
        }
        arguments.addAll(words);
        Path said = Files.createTempFile("throughline-bench-", ".json");
        try {
            Firms.run(arguments, said);
            return figures(Files.readString(said));
        } finally {
            Files.delete(said);
        }
    }

    /** The plain numbers of what {@link Table#json} tells. */
    static Map<String, BigDecimal> figures(String json) {
        Map<String, BigDecimal> figures = new LinkedHashMap<>();
        Matcher matcher = FIGURE.matcher(json);
        while (matcher.find()) {
            figures.put(matcher.group(1), new BigDecimal(matcher.group(2)));
        }
        return figures;
    }
}
