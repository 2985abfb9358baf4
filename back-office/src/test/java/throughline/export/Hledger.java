package throughline.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The hledger of this machine, a judge that shares no code with the firm. */
final class Hledger {
    private final Path journal;

    /** What a run said, both streams in one. */
    record Said(int exit, String text) {
    }

    private Hledger(Path journal) {
        this.journal = journal;
    }

    /** hledger over a file; the test is skipped where there is none, unless {@code -Dhledger.required=true}. */
    static Hledger of(Path journal) throws IOException, InterruptedException {
        boolean there;
        try {
            there = start("--version").waitFor() == 0;
        } catch (IOException e) {
            there = false;
        }
        if (!there) {
            assertFalse(Boolean.getBoolean("hledger.required"), "hledger is required and not on the PATH");
            assumeTrue(there, "skipped: no hledger on the PATH (apt-get install hledger)");
        }
        return new Hledger(journal);
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("hledger"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    Said run(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-f", journal.toString()));
        Process process = start(all.toArray(String[]::new));
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    /** Accounts and commodities declared, each entry even in each commodity, dates in order, balances as asserted. */
    Said check() throws IOException, InterruptedException {
        return run("check", "-s", "ordereddates");
    }

    /** Balances that are not zero by chart number and commodity: {@code 1200 USD}. */
    Map<String, BigDecimal> balances() throws IOException, InterruptedException {
        Said said = run("balance", "-O", "csv", "--flat", "--layout=bare", "--no-total");
        assertEquals(0, said.exit(), said.text());
        Map<String, BigDecimal> balances = new TreeMap<>();
        String[] lines = said.text().split("\n");
        assertEquals("\"account\",\"commodity\",\"balance\"", lines[0]);
        for (int i = 1; i < lines.length; i++) {
            String[] fields = lines[i].substring(1, lines[i].length() - 1).split("\",\"");
            balances.merge(fields[0].split(" ")[0] + " " + fields[1], new BigDecimal(fields[2]), BigDecimal::add);
        }
        balances.values().removeIf(balance -> balance.signum() == 0);
        balances.replaceAll((key, balance) -> balance.stripTrailingZeros());
        return balances;
    }
}
