package throughline.bookstwin;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import throughline.office.Outcome;

/** What the custodian said so far: the same again is the same, other content under a known reference contradicts. */
final class TwinMessages {
    /** The close of its own day, and five more. */
    static final int MOST_CLOSES = 5;

    /** A reference, or a reference with what was said under it, and the closes since. */
    private record Said(long instruction, String what) {
    }

    private final Map<Said, Integer> said = new HashMap<>();

    /** Recorded: it is new. */
    Outcome hear(long instruction, String reference, String content) {
        boolean known = said.containsKey(new Said(instruction, reference));
        Integer before = said.putIfAbsent(new Said(instruction, reference + ": " + content), 0);
        said.putIfAbsent(new Said(instruction, reference), 0);
        return before != null ? Outcome.REPEATED : known ? Outcome.CONFLICT : Outcome.RECORDED;
    }

    /** What is old, and of an instruction that left, is forgotten. */
    void endDay(Set<Long> instructions) {
        said.replaceAll((message, closes) -> closes + 1);
        said.entrySet().removeIf(message -> message.getValue() > MOST_CLOSES
            && !instructions.contains(message.getKey().instruction()));
    }
}
