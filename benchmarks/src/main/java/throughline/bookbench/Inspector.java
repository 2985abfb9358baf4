package throughline.bookbench;

import java.util.List;

/** Who proves the books: {@code verify --books} in this process or in one of its own. */
@FunctionalInterface
public interface Inspector {
    /** Runs the proof once over what stands. */
    Seen inspect() throws Exception;

    /**
     * What a proof said.
     *
     * @param found its findings, in words; none: all holds
     * @param peakMb most heap in use at any moment, 0: not measured
     * @param liveMb most heap in use right behind a collection
     */
    record Seen(List<String> found, double seconds, int peakMb, int liveMb) {
        /** What {@code verify} printed, as findings. */
        static Seen of(int exit, List<String> printed, double seconds, int peakMb, int liveMb) {
            List<String> found = printed.stream().dropWhile(line -> !line.startsWith("NOT VERIFIED")).skip(1)
                .map(String::strip).toList();
            if (exit != 0 == found.isEmpty()) {
                throw new IllegalStateException("verify exit " + exit + ": " + printed);
            }
            return new Seen(found, seconds, peakMb, liveMb);
        }
    }
}
