package throughline.console;

import java.util.ArrayList;
import java.util.List;

/** What a demo finds to hold or not, each told on stdout as it is found. One thread. */
final class Proofs {
    private static final int ASKED_WIDTH = 62;

    private final List<String> failures = new ArrayList<>();

    void prove(boolean holds, String what) {
        System.out.println((holds ? "ok      " : "FAILED  ") + what);
        if (!holds) {
            failures.add(what);
        }
    }

    /** As two columns: what was asked or done, and what is seen of it. */
    void prove(boolean holds, String asked, String seen) {
        prove(holds, columns(asked, seen));
    }

    /** Two columns that prove nothing yet. */
    static void tell(String asked, String seen) {
        System.out.println("        " + columns(asked, seen));
    }

    private static String columns(String asked, String seen) {
        return asked + " ".repeat(Math.max(0, ASKED_WIDTH - asked.length())) + "  " + seen;
    }

    List<String> failures() {
        return List.copyOf(failures);
    }
}
