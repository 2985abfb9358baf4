package throughline.peerbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.CloseHelper;
import throughline.journal.ChronicleJournal;
import throughline.journal.Forerunner;
import throughline.journal.Journal;
import throughline.live.Scratch;

/**
 * Front and middle office with all controls on, on the caller's thread; with one journal for both, for which a thread
 * makes room ahead as in an office's process, or with none.
 */
final class OwnPlayer implements Player {
    private static final double NS = 1e9;

    private final boolean journals;

    OwnPlayer(boolean journals) {
        this.journals = journals;
    }

    @Override
    public String name() {
        return "Throughline, " + (journals ? "one journal" : "no journal") + ", one thread";
    }

    @Override
    public double play(Flow flow) throws IOException {
        if (!journals) {
            return play(flow, null);
        }
        Path folder = Files.createTempDirectory("throughline-peer-");
        Forerunner room = null;
        try (ChronicleJournal journal = ChronicleJournal.open(folder); Journal.Appender appender = journal.appender()) {
            room = new Forerunner("peer-room", () -> appender);
            return play(flow, appender);
        } finally {
            CloseHelper.close(room);
            Scratch.delete(folder);
        }
    }

    private double play(Flow flow, Journal.Appender journal) {
        Tally tally = new Tally();
        OwnLine line = new OwnLine(new OwnFirm(flow.count(), 2 * flow.prefilled), journal, tally);
        OwnDrafts drafts = new OwnDrafts(flow);
        long[] ids = new long[flow.count()];
        play(line, drafts, flow, ids, 0, flow.prefilled);
        System.gc();
        tally.clear();
        long beganNs = System.nanoTime();
        play(line, drafts, flow, ids, flow.prefilled, flow.count());
        double seconds = (System.nanoTime() - beganNs) / NS;
        tally.expect(flow.expected, name());
        return (flow.count() - flow.prefilled) / seconds;
    }

    private static void play(OwnLine line, OwnDrafts drafts, Flow flow, long[] ids, int from, int to) {
        for (int command = from; command < to; command++) {
            ids[command] = line.play(drafts.get(command, flow.isNew(command) ? 0 : ids[flow.cancels[command]]));
        }
    }
}
