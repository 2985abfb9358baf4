package throughline.world;

import java.util.Set;
import java.util.TreeSet;
import throughline.message.JournalId;
import throughline.office.Stops;

/** Which stop points were passed and at which of them the world was stopped, over all seeds of a run. */
final class Coverage {
    private final Set<String> passed = new TreeSet<>();
    private final Set<String> stopped = new TreeSet<>();
    private long stops;

    static String name(JournalId office, String part, Stops.Point point, int templateId) {
        return office + " " + part + " " + point + " " + templateId;
    }

    void passed(String point) {
        passed.add(point);
    }

    void stopped(String point) {
        stopped.add(point);
        stops++;
    }

    /** Distinct points passed. */
    int passed() {
        return passed.size();
    }

    /** Distinct points stopped at. */
    int stopped() {
        return stopped.size();
    }

    /** Points passed and never stopped at. */
    Set<String> missed() {
        Set<String> missed = new TreeSet<>(passed);
        missed.removeAll(stopped);
        return missed;
    }

    @Override
    public String toString() {
        return stops + " stops at " + stopped.size() + " distinct points, of " + passed.size() + " passed";
    }
}
