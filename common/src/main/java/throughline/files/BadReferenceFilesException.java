package throughline.files;

import java.util.List;

/** Reference files that cannot be imported: every problem found, each as {@code file:line: what is wrong}. */
public final class BadReferenceFilesException extends Exception {
    private static final long serialVersionUID = 1;

    private final String[] problems;

    BadReferenceFilesException(final List<String> problems, final long count) {
        super("reference files refused, " + count + (count == 1 ? " problem:\n" : " problems:\n")
            + String.join("\n", problems)
            + (count > problems.size() ? "\nand " + (count - problems.size()) + " more" : ""));
        this.problems = problems.toArray(String[]::new);
    }

    /** The problems in the order found, at most the first {@value Problems#KEPT}. */
    public List<String> problems() {
        return List.of(problems);
    }
}
