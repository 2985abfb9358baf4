package throughline.bookstwin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.back.BackMachine;
import throughline.back.MiddleJournal;
import throughline.journal.MemoryJournal;
import throughline.journal.RecordCursor;
import throughline.ledger.LedgerAccounts;
import throughline.message.EntryBookedDecoder;
import throughline.message.EntryKind;
import throughline.message.InstructionSentDecoder;
import throughline.message.JournalRecord;
import throughline.message.ObligationStatedDecoder;
import throughline.office.Commands;
import throughline.office.Draft;
import throughline.office.MemorySnapshots;
import throughline.office.OfficeAgent;
import throughline.office.OfficeStatus;
import throughline.office.Outcome;
import throughline.office.Redecision;
import throughline.office.Replay;
import throughline.office.Stops;
import throughline.state.StateHash;

/** The office's machine in one thread over journals in memory, seen from outside: records in, balances out. */
final class TwinFirm {
    private static final Set<EntryKind> BY_PEOPLE = EnumSet.of(EntryKind.CASH_MOVEMENT, EntryKind.SECURITY_MOVEMENT,
        EntryKind.MANUAL, EntryKind.FX);
    private static final int MOST_TURNS = 10_000;
    private static final long START_NS = 1_780_000_000_000_000_000L;

    /** A posting. */
    record Line(Key key, long amount) {
    }

    /** An entry that people may want to reverse. */
    record Entry(long id, int tradeDate, int valueDate, List<Line> lines) {
    }

    final MemoryJournal journal = new MemoryJournal("back");
    final MiddleJournal middle = new MiddleJournal(new MemoryJournal("middle"));
    final BackMachine machine = new BackMachine(World.CALENDAR);
    final Draft draft = new Draft();
    private final Commands commands = new Commands(1 << 16);
    private final OfficeAgent agent;
    private final RecordCursor reader;
    private final Map<TwinBooks.OrderDay, Long> obligations = new HashMap<>();
    private final Map<Long, Long> instructions = new HashMap<>();
    private final Map<EntryKind, Integer> kinds = new TreeMap<>();
    private final EntryBookedDecoder booked = new EntryBookedDecoder();
    private final ObligationStatedDecoder stated = new ObligationStatedDecoder();
    private final InstructionSentDecoder instructed = new InstructionSentDecoder();
    private Replay second;
    private final Map<Long, Entry> entries = new HashMap<>();
    private Outcome outcome;
    private long reference;
    private long clockNs = START_NS;
    private long correlation;

    TwinFirm() {
        Replay replay = new Replay(machine, journal, List.of(middle.journal()), Stops.NONE);
        agent = new OfficeAgent(replay, journal.appender(), commands, () -> clockNs += 1000, Stops.NONE,
            new OfficeStatus(), 1);
        agent.start(77, new byte[0]);
        reader = new RecordCursor("back", journal);
        second = following();
    }

    /** Sends the draft and works until it is answered. */
    Outcome send(MessageEncoderFlyweight encoder) {
        outcome = null;
        assertTrue(commands.offer(draft, ++correlation), encoder.getClass().getSimpleName());
        while (outcome == null) {
            agent.doWork();
            commands.pollReplies((number, how, about, seq) -> {
                outcome = how;
                reference = about;
            }, 10);
        }
        return outcome;
    }

    void sent(MessageEncoderFlyweight encoder) {
        assertEquals(Outcome.RECORDED, send(encoder), encoder.getClass().getSimpleName());
    }

    /** What the last answer was about. */
    long reference() {
        return reference;
    }

    /** Works until nothing is left to do. */
    void run() {
        int idle = 0;
        while (idle < 2) {
            idle = agent.doWork() == 0 ? idle + 1 : 0;
        }
    }

    /** Works until the close has begun to send instructions: all that comes before in it is done. */
    void runToInstructing() {
        int before = instructions.size();
        for (int turn = 0; turn < MOST_TURNS && instructions.size() == before; turn++) {
            agent.doWork();
            read();
        }
        assertTrue(instructions.size() > before, "a close without instructions");
    }

    /** Reads what the office wrote since. */
    void read() {
        while (reader.next()) {
            JournalRecord record = reader.record();
            if (record.templateId() == ObligationStatedDecoder.TEMPLATE_ID) {
                stated.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                obligations.put(new TwinBooks.OrderDay(record.orderId(), stated.tradeDate()), stated.obligationId());
            } else if (record.templateId() == InstructionSentDecoder.TEMPLATE_ID) {
                instructed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                instructions.put(instructed.obligationId(), instructed.instructionId());
            } else if (record.templateId() == EntryBookedDecoder.TEMPLATE_ID) {
                booked.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                kinds.merge(booked.kind(), 1, Integer::sum);
                if (BY_PEOPLE.contains(booked.kind())) {
                    entries.put(booked.sourceId(), new Entry(booked.entryId(), booked.tradeDate(), booked.valueDate(),
                        lines()));
                }
            }
        }
    }

    /** The instruction of an order's trades of a date. */
    long instruction(long order, int date) {
        return instructions.get(obligations.get(new TwinBooks.OrderDay(order, date)));
    }

    private List<Line> lines() {
        LedgerAccounts accounts = machine.ledger().accounts();
        List<Line> lines = new ArrayList<>();
        for (EntryBookedDecoder.PostingsDecoder line : booked.postings()) {
            lines.add(new Line(key(accounts, line.ledgerAccountId()), line.amount()));
        }
        return lines;
    }

    /** The entry that a proposal led to. */
    Entry entryOf(long proposal) {
        return entries.get(proposal);
    }

    /** How many entries of a kind were read. */
    int count(EntryKind kind) {
        return kinds.getOrDefault(kind, 0);
    }

    /** Debits less credits of every ledger account, zeros left out. */
    Map<Key, Long> balances() {
        Map<Key, Long> balances = new HashMap<>();
        LedgerAccounts accounts = machine.ledger().accounts();
        for (int id = 1; id <= accounts.count(); id++) {
            if (accounts.balance(id) != 0) {
                Key key = key(accounts, id);
                assertEquals(null, balances.put(key, accounts.balance(id)), key + " is open twice");
            }
        }
        return balances;
    }

    private static Key key(LedgerAccounts accounts, int id) {
        return new Key(accounts.chart(id), accounts.unit(id), accounts.book(id), accounts.party(id),
            accounts.instrument(id), accounts.capacity(id));
    }

    /**
     * A second machine that only applies is brought up, saved, and loaded into a third, which takes its place: all
     * three hold the same. So what follows each loading is proved by the next.
     */
    void recovered() {
        while (second.next()) {
            assertTrue(second.seq() > 0);
        }
        assertEquals(StateHash.of(machine), StateHash.of(second.machine()));
        MemorySnapshots snapshots = new MemorySnapshots();
        second.snapshot(snapshots);
        Replay third = following();
        assertEquals(agent.seq(), third.load(snapshots));
        assertEquals(StateHash.of(machine), StateHash.of(third.machine()));
        second = third;
    }

    private Replay following() {
        return new Replay(new BackMachine(World.CALENDAR), journal, List.of(middle.journal()), Stops.NONE);
    }

    /** Decides the whole journal again, by a fresh machine. */
    void decideAgain() {
        try (Redecision again =
            new Redecision(new BackMachine(World.CALENDAR), journal, List.of(middle.journal()))) {
            while (again.next()) {
                assertEquals("", again.difference());
            }
            assertEquals("", again.difference());
            assertEquals(agent.seq(), again.seq());
        }
    }
}
