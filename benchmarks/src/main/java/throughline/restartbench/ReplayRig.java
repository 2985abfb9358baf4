package throughline.restartbench;

import java.nio.file.Path;
import java.util.List;
import throughline.capture.FrontMachine;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.message.JournalId;
import throughline.office.DataDirectory;
import throughline.office.Replay;
import throughline.office.Stops;

/**
 * Replays the front's journal of a made firm from its first record, and polls the same documents bare, in alternating
 * rounds: {@code DIR ROUNDS}, a line on stdout for each round: documents, records, nanoseconds bare, nanoseconds
 * replayed. A process of its own, for a whole firm's state wants memory.
 */
public final class ReplayRig {
    private static final JournalId[] INPUTS = {JournalId.MIDDLE, JournalId.BACK};

    private final DataDirectory data;
    private long documents;
    private long records;

    private ReplayRig(Path directory) {
        data = new DataDirectory(directory);
    }

    /** Runs it. */
    public static void main(String[] arguments) {
        ReplayRig rig = new ReplayRig(Path.of(arguments[0]));
        for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
            long bareNs = rig.bare();
            long replayNs = rig.replay();
            System.out.println(rig.documents + " " + rig.records + " " + bareNs + " " + replayNs);
        }
    }

    private ChronicleJournal open(JournalId id) {
        return ChronicleJournal.openToRead(data.journal(id));
    }

    private long bare() {
        documents = 0;
        long begunNs = System.nanoTime();
        poll(JournalId.FRONT);
        for (JournalId input : INPUTS) {
            poll(input);
        }
        return System.nanoTime() - begunNs;
    }

    private void poll(JournalId id) {
        try (ChronicleJournal journal = open(id); Journal.Reader reader = journal.reader()) {
            while (reader.poll()) {
                documents++;
            }
        }
    }

    private long replay() {
        System.gc(); // a process that recovers has nobody's state of before to clear away
        long begunNs = System.nanoTime();
        try (ChronicleJournal front = open(JournalId.FRONT);
            ChronicleJournal middle = open(JournalId.MIDDLE);
            ChronicleJournal back = open(JournalId.BACK);
            Replay replay = new Replay(MadeFirm.frontMachine(), front, List.of(middle, back), Stops.NONE)) {
            boolean more = true;
            while (more) {
                more = replay.next();
            }
            replay.machine().replayed();
            records = replay.seq() + replay.record().consumed(0) + replay.record().consumed(1);
            if (((FrontMachine) replay.machine()).orders().accepted() == 0) {
                throw new IllegalStateException("nothing is alive behind seq " + replay.seq());
            }
        }
        return System.nanoTime() - begunNs;
    }
}
