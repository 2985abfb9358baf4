package throughline.world;

import java.util.ArrayList;
import java.util.List;

/** What a proof found wrong: the first few in words, all of them counted. */
final class Findings {
    private static final int KEPT = 10;

    private final List<String> first = new ArrayList<>();
    private long count;

    void add(String finding) {
        count++;
        if (first.size() < KEPT) {
            first.add(finding);
        }
    }

    void check(boolean holds, String otherwise) {
        if (!holds) {
            add(otherwise);
        }
    }

    boolean none() {
        return count == 0;
    }

    long count() {
        return count;
    }

    List<String> first() {
        return List.copyOf(first);
    }

    @Override
    public String toString() {
        return count + " findings: " + String.join("; ", first);
    }
}
