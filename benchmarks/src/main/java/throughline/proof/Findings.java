package throughline.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What a proof found wrong: the first few in words, all of them counted. */
public final class Findings {
    private static final int KEPT = 10;

    private final List<String> first = new ArrayList<>();
    private long count;

    public void add(String finding) {
        count++;
        if (first.size() < KEPT) {
            first.add(finding);
        }
    }

    public void check(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            add(otherwise.get());
        }
    }

    public boolean none() {
        return count == 0;
    }

    public long count() {
        return count;
    }

    public List<String> first() {
        return List.copyOf(first);
    }

    @Override
    public String toString() {
        return count + " findings: " + String.join("; ", first);
    }
}
