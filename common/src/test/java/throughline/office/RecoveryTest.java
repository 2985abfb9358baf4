package throughline.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.journal.Journal;
import throughline.journal.JournalDamaged;
import throughline.journal.MemoryJournal;
import throughline.journal.RecordCursor;
import throughline.message.JournalId;
import throughline.message.PriceStatedEncoder;
import throughline.message.RecordCrc;
import throughline.state.StateHash;

/** An office stopped and recovered: from its journal, from snapshots, from snapshots that do not fit or are torn. */
final class RecoveryTest {
    @TempDir
    private Path directory;

    private final MemoryJournal own = new MemoryJournal("front");
    private final MemoryJournal middle = new MemoryJournal("middle");
    private final Commands commands = new Commands(1 << 16);
    private long nowNs = 1_000_000_000L;
    private final EpochNanoClock clock = () -> nowNs;

    private static CountingMachine machine() {
        return new CountingMachine(JournalId.MIDDLE);
    }

    private Replay replay() {
        return new Replay(machine(), own, List.of(middle), Stops.NONE);
    }

    private static Replay through(Replay replay) {
        while (replay.next()) {
            assertEquals(replay.record().seq(), replay.seq());
        }
        return replay;
    }

    private OfficeAgent start(Replay replay) {
        OfficeAgent agent = new OfficeAgent(replay, own.appender(), commands, clock, Stops.NONE, new OfficeStatus(), 4);
        agent.start(42, new byte[0]);
        return agent;
    }

    private void price(String key, long priceE8, long bodyHash, long correlation) {
        Draft draft = new Draft();
        draft.begin(new PriceStatedEncoder(), 3, 0).priceE8(priceE8).bodyHash(bodyHash).requestKey(key).source("test");
        assertTrue(commands.offer(draft, correlation));
    }

    private void work(OfficeAgent agent, int times) {
        for (int i = 0; i < times; i++) {
            nowNs += 40_000_000L;
            agent.doWork();
        }
    }

    /** The middle as an office of its own that only ticks. */
    private OfficeAgent startMiddle() {
        return ticking(middle, 43);
    }

    private OfficeAgent ticking(MemoryJournal journal, long epoch) {
        Replay replay = new Replay(new CountingMachine(JournalId.MIDDLE, List.of(), 0), journal, List.of(), Stops.NONE);
        OfficeAgent agent = new OfficeAgent(replay, journal.appender(), new Commands(1 << 12), clock, Stops.NONE,
            new OfficeStatus(), 4);
        agent.start(epoch, new byte[0]);
        return agent;
    }

    private List<String> replies() {
        List<String> replies = new ArrayList<>();
        commands.pollReplies((correlation, outcome, reference, seq) ->
            replies.add(correlation + " " + outcome + " " + reference), 100);
        return replies;
    }

    @Test
    void replayComesToTheSameStateWithOrWithoutASnapshotAtAnyRecord() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        OfficeAgent other = startMiddle();
        OfficeAgent agent = start(replay());
        for (int i = 0; i < 200; i++) {
            price("k" + random.nextInt(80), random.nextLong(1, 1_000), 1, 0);
            work(agent, random.nextInt(3));
            work(other, random.nextInt(30) == 0 ? 30 : 0);
        }
        work(agent, 10);
        long expected = StateHash.of(agent.machine());
        Replay whole = through(replay());
        assertEquals(agent.seq(), whole.seq(), "seed " + seed);
        assertEquals(expected, StateHash.of(whole.machine()), "seed " + seed);
        for (long stop = 1; stop < agent.seq(); stop += random.nextInt(1, 20)) {
            Replay part = replay();
            while (part.seq() < stop) {
                assertTrue(part.next());
            }
            MemorySnapshots snapshots = new MemorySnapshots();
            part.snapshot(snapshots);
            Replay rest = replay();
            assertEquals(stop, rest.load(snapshots), "seed " + seed);
            through(rest);
            assertEquals(expected, StateHash.of(rest.machine()), "seed " + seed + ", stop " + stop);
            assertEquals(whole.lastTimeNs(), rest.lastTimeNs());
        }
    }

    @Test
    void requestsAreRememberedOverARestartAndASnapshot() {
        startMiddle();
        OfficeAgent agent = start(replay());
        price("a", 5, 77, 1);
        work(agent, 2);
        String first = replies().get(0);
        assertTrue(first.startsWith("1 RECORDED "));
        String seq = first.substring("1 RECORDED ".length());
        price("a", 5, 77, 2);
        price("a", 6, 78, 3);
        work(agent, 1);
        assertEquals(List.of("2 REPEATED " + seq, "3 CONFLICT " + seq), replies());
        MemorySnapshots snapshots = new MemorySnapshots();
        through(replay()).snapshot(snapshots);
        agent.onClose();
        Replay again = replay();
        assertTrue(again.load(snapshots) > 0);
        OfficeAgent second = start(through(again));
        price("a", 5, 77, 4);
        price("a", 6, 78, 5);
        price("", 5, 77, 6);
        price("", 5, 77, 7);
        work(second, 2);
        List<String> replies = replies();
        assertEquals(List.of("4 REPEATED " + seq, "5 CONFLICT " + seq), replies.subList(0, 2));
        assertTrue(replies.get(2).startsWith("6 RECORDED") && replies.get(3).startsWith("7 RECORDED"), "no key");
    }

    @Test
    void aSnapshotOfAnotherJournalVersionOrFutureIsLeftAside() {
        startMiddle();
        OfficeAgent agent = start(replay());
        price("a", 5, 1, 0);
        work(agent, 3);
        MemorySnapshots good = new MemorySnapshots();
        through(replay()).snapshot(good);
        long[] heading = new long[1];
        SnapshotStore keep = new SnapshotStore() {
            @Override
            public void write(long[] of, throughline.state.State state) {
                heading[0] = Snapshot.seq(of);
                for (int i = 0; i < of.length; i++) {
                    long[] wrong = of.clone();
                    wrong[i] += 1;
                    MemorySnapshots spoiled = new MemorySnapshots();
                    spoiled.write(wrong, state);
                    Replay replay = replay();
                    long loaded = replay.load(spoiled);
                    boolean unused = i >= 8 && i < of.length - 1;
                    assertTrue(unused ? loaded == of[2] : loaded == 0, "heading " + i + " gave seq " + loaded);
                    through(replay);
                    assertEquals(StateHash.of(agent.machine()), StateHash.of(replay.machine()), "heading " + i);
                }
            }

            @Override
            public List<Snapshot> newestFirst() {
                return List.of();
            }
        };
        through(replay()).snapshot(keep);
        assertEquals(agent.seq(), heading[0]);
    }

    /** As after an upgrade that changed what the state consists of, but no rule. */
    @Test
    void aSnapshotOfAnotherLayoutIsLeftAside() {
        startMiddle();
        OfficeAgent agent = start(replay());
        price("a", 5, 1, 0);
        work(agent, 3);
        FileSnapshots files = new FileSnapshots(directory);
        through(replay()).snapshot(files);
        CountingMachine other = new CountingMachine(JournalId.FRONT, List.of(JournalId.MIDDLE), 7);
        Replay upgraded = new Replay(other, own, List.of(middle), Stops.NONE);
        assertEquals(0, upgraded.load(files));
        assertEquals(agent.seq(), through(upgraded).seq());
        assertEquals(1, other.prices());
    }

    @Test
    void aWholeFileOfAnotherFormIsLeftAside() throws IOException {
        CRC32C crc = new CRC32C();
        byte[] other = new byte[200];
        crc.update(other, 0, other.length - Long.BYTES);
        ByteBuffer.wrap(other).putLong(other.length - Long.BYTES, crc.getValue());
        Files.write(directory.resolve("0000000000000000009.snapshot"), other);
        assertEquals(List.of(), new FileSnapshots(directory).newestFirst());
    }

    @Test
    void anInputThatIsNotWhatWasNamedKeepsItDown() {
        startMiddle();
        OfficeAgent agent = start(replay());
        work(agent, 3);
        MemoryJournal empty = new MemoryJournal("middle");
        Replay without = new Replay(machine(), own, List.of(empty), Stops.NONE);
        JournalDamaged damaged = assertThrows(JournalDamaged.class, () -> through(without));
        assertTrue(damaged.getMessage().contains("has no seq 1"), damaged.getMessage());
        MemoryJournal changed = new MemoryJournal("middle");
        ticking(changed, 44);
        Replay other = new Replay(machine(), own, List.of(changed), Stops.NONE);
        damaged = assertThrows(JournalDamaged.class, () -> through(other));
        assertTrue(damaged.getMessage().contains("is not the record it names"), damaged.getMessage());
    }

    @Test
    void tornSnapshotFilesAreLeftAsideAndTwoAreKept() throws IOException {
        startMiddle();
        OfficeAgent agent = start(replay());
        FileSnapshots files = new FileSnapshots(directory);
        Replay desk = replay();
        for (int i = 0; i < 4; i++) {
            price("k" + i, 5, 1, 0);
            work(agent, 3);
            through(desk).snapshot(files);
        }
        List<Path> kept = kept();
        assertEquals(2, kept.size());
        assertEquals(agent.seq(), replay().load(files));
        Path newest = kept.get(1);
        byte[] whole = Files.readAllBytes(newest);
        long older = Long.parseLong(kept.get(0).getFileName().toString().replace(".snapshot", ""));
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 40; i++) {
            try (RandomAccessFile file = new RandomAccessFile(newest.toFile(), "rw")) {
                int at = random.nextInt(whole.length);
                if (i % 2 == 0) {
                    file.setLength(at);
                } else {
                    file.seek(at);
                    file.write(whole[at] ^ 1 << random.nextInt(8));
                }
            }
            Replay recovered = replay();
            assertEquals(older, recovered.load(files), "damage " + i);
            through(recovered);
            assertEquals(StateHash.of(agent.machine()), StateHash.of(recovered.machine()));
            Files.write(newest, whole);
        }
        Files.write(newest, new byte[0]);
        Files.write(kept.get(0), "nothing of the kind".getBytes(StandardCharsets.US_ASCII));
        Files.write(directory.resolve("writing"), new byte[] {1});
        Replay recovered = replay();
        assertEquals(0, recovered.load(files));
        assertEquals(agent.seq(), through(recovered).seq());
    }

    private List<Path> kept() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".snapshot")).sorted().toList();
        }
    }

    @Test
    void aFailedAppendIsTold() {
        startMiddle();
        Journal.Appender failing = new Journal.Appender() {
            @Override
            public void append(org.agrona.DirectBuffer document, int offset, int length) {
                throw new InternalError("a fault occurred in a recent unsafe memory access operation");
            }

            @Override
            public void sync() {
                throw new IllegalStateException("nothing to sync");
            }

            @Override
            public void close() {
                assertFalse(own.documents().size() > 1);
            }
        };
        OfficeAgent agent = new OfficeAgent(replay(), failing, commands, clock, Stops.NONE, new OfficeStatus(), 4);
        assertThrows(AppendFailed.class, () -> agent.start(42, new byte[0]));
        assertEquals(0, agent.seq());
    }

    @Test
    void decidedAgainItIsTheSameAndADecisionChangedIsFound() {
        OfficeAgent other = startMiddle();
        OfficeAgent agent = start(replay());
        for (int i = 0; i < 50; i++) {
            price("k" + i, i, 1, 0);
            work(agent, 1);
            work(other, i % 10 == 0 ? 30 : 0);
        }
        try (Redecision again = new Redecision(machine(), own, List.of(middle))) {
            while (again.next()) {
                assertEquals("", again.difference());
            }
            assertEquals("", again.difference());
            assertEquals(agent.seq(), again.seq());
            assertTrue(again.decided() > 50);
        }
        try (Redecision again = new Redecision(machine(), withOneDecisionChanged(), List.of(middle))) {
            while (again.next()) {
                assertEquals("", again.difference());
            }
            assertTrue(again.difference().contains("is not what its inputs lead to"), again.difference());
        }
    }

    /** The same journal, but in the middle of it a price is settled that was not the one. */
    private MemoryJournal withOneDecisionChanged() {
        MemoryJournal changed = new MemoryJournal("front");
        Journal.Appender appender = changed.appender();
        int settled = 0;
        for (byte[] bytes : own.documents()) {
            UnsafeBuffer document = new UnsafeBuffer(bytes.clone());
            int second = 2 * RecordCursor.FRAME_LENGTH + document.getInt(0);
            if (second < bytes.length && ++settled == 5) {
                int length = document.getInt(second - RecordCursor.FRAME_LENGTH);
                document.putLong(second + RecordWriter.ORDER_AT, 1);
                document.putInt(second + RecordWriter.CRC_AT, (int) RecordCrc.of(document, second, length));
            }
            appender.append(document, 0, bytes.length);
        }
        assertTrue(settled > 5);
        return changed;
    }

    @Test
    void ringsRefuseWhenFullAndKeepUrgentOnesApart() {
        startMiddle();
        OfficeAgent agent = start(replay());
        Draft draft = new Draft();
        draft.begin(new PriceStatedEncoder(), 3, 0).priceE8(1).requestKey("").source("x".repeat(1_000));
        int taken = 0;
        while (commands.offer(draft, 9)) {
            taken++;
        }
        assertTrue(taken > 40 && commands.waiting() > 40_000 && commands.waiting() <= commands.capacity());
        assertTrue(commands.offerUrgent(draft, 10));
        work(agent, taken);
        List<String> replies = replies();
        assertEquals("10", replies.get(0).split(" ")[0]);
        assertEquals(taken + 1, replies.size(), "each of the ordinary ones is answered too");
        assertEquals(0, commands.waiting());
        assertEquals(taken + 1L, ((CountingMachine) agent.machine()).prices());
    }
}
