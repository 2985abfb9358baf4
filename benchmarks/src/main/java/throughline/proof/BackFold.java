package throughline.proof;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongHashSet;
import throughline.journal.Journal;
import throughline.message.DayClosedDecoder;
import throughline.message.DayResealedDecoder;
import throughline.message.EntryBookedDecoder;
import throughline.message.EntryKind;
import throughline.message.JournalRecord;
import throughline.message.LedgerAccountOpenedDecoder;
import throughline.message.PositionMovedDecoder;
import throughline.message.UnitKind;

/**
 * The back journal folded: entries that sum to zero in each unit (L1, L2, L10), running balances that are the fold of
 * their postings (L3), reversals that are the exact negation of an entry and its only one (L5), each execution and each
 * movement booked once and again only when it was reversed (L6), the chain of hashes (L7), days that take nothing once
 * they are closed (L8), client money (L12), and what is owned according to the stock record. It takes memory for the
 * entries of a day, and for what people booked.
 */
public final class BackFold extends JournalFold {
    private static final int INVENTORY = 10;
    private static final int CLIENT = 20;
    private static final int CLIENT_BANK = 1010;
    private static final int CLIENT_CREDIT = 2310;

    /** A ledger account as its postings make it. */
    public static final class Account {
        private int chart;
        private long unit;
        private int book;
        private long debits;
        private long credits;
        private long version;

        /** Sum of its debit postings. */
        public long debits() {
            return debits;
        }

        /** Sum of its credit postings, positive. */
        public long credits() {
            return credits;
        }

        /** How many postings it has. */
        public long version() {
            return version;
        }

    }

    private final Findings findings;
    private final Int2ObjectHashMap<Account> accounts = new Int2ObjectHashMap<>();
    private final LongHashSet booked = new LongHashSet();
    private final LongHashSet moved = new LongHashSet();
    private final LongHashSet notReversible = new LongHashSet();
    private final Long2LongHashMap contentByEntry = new Long2LongHashMap(0);
    private final Long2LongHashMap contentByPeoplesEntry = new Long2LongHashMap(0);
    private final Long2LongHashMap executionByEntry = new Long2LongHashMap(0);
    private final Sums sums = new Sums();
    private final LedgerAccountOpenedDecoder opened = new LedgerAccountOpenedDecoder();
    private final EntryBookedDecoder entry = new EntryBookedDecoder();
    private final PositionMovedDecoder move = new PositionMovedDecoder();
    private final Sums moves = new Sums();
    private final DayClosedDecoder closed = new DayClosedDecoder();
    private final DayResealedDecoder resealed = new DayResealedDecoder();
    private final DayFold days;
    private final MessageDigest sha = sha256();
    private byte[] head = new byte[32];
    private long entries;
    private long content;
    private long negation;

    BackFold(Journal journal, Findings findings) {
        super("back", journal);
        this.findings = findings;
        days = new DayFold(findings);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    void take(JournalRecord record) {
        switch (record.templateId()) {
            case LedgerAccountOpenedDecoder.TEMPLATE_ID -> opened(record);
            case EntryBookedDecoder.TEMPLATE_ID -> booked(record);
            case PositionMovedDecoder.TEMPLATE_ID -> moved(record);
            case DayClosedDecoder.TEMPLATE_ID -> closed(record);
            case DayResealedDecoder.TEMPLATE_ID -> resealed(record);
            default -> { }
        }
        days.take(record);
    }

    private static long unit(UnitKind kind, int unit) {
        return (long) kind.value() << 32 | unit;
    }

    private void opened(JournalRecord record) {
        opened.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        Account account = new Account();
        account.chart = opened.chartNumber();
        account.unit = unit(opened.unitKind(), opened.unit());
        account.book = opened.accountId();
        findings.check(accounts.put(opened.ledgerAccountId(), account) == null
            && opened.ledgerAccountId() == accounts.size(), () -> "back: seq " + record.seq()
            + " opens ledger account " + opened.ledgerAccountId() + " out of turn");
    }

    private void booked(JournalRecord record) {
        entry.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        entries++;
        findings.check(entry.entryId() == entries,
            () -> "back: entry " + entry.entryId() + " stands where entry " + entries
            + " belongs");
        if (entry.kind() == EntryKind.TRADE) {
            findings.check(booked.add(entry.sourceId()),
                () -> "L6: execution " + entry.sourceId() + " is booked twice");
            executionByEntry.put(entry.entryId(), entry.sourceId());
        } else if (isOfPeople(entry.kind())) {
            findings.check(moved.add(entry.sourceId()),
                () -> "L6: what proposal " + entry.sourceId() + " asked for is booked twice");
        }
        days.booked(entry);
        chain(record);
        sums.clear();
        content = 1;
        negation = 1;
        for (EntryBookedDecoder.PostingsDecoder posting : entry.postings()) {
            post(posting);
        }
        sums.forEach((unit, sum) -> findings.check(sum == 0, () -> "L1: entry " + entry.entryId() + " leaves " + sum
            + " in unit " + (int) unit));
        if (entry.reverses() != 0 || entry.kind() == EntryKind.REVERSAL) {
            reversed();
        } else {
            (isOfPeople(entry.kind()) ? contentByPeoplesEntry : contentByEntry).put(entry.entryId(), content);
        }
    }

    /** Whether two people asked for it, who may reverse it on any later day. */
    private static boolean isOfPeople(EntryKind kind) {
        return kind == EntryKind.CASH_MOVEMENT || kind == EntryKind.SECURITY_MOVEMENT || kind == EntryKind.MANUAL
            || kind == EntryKind.FX;
    }

    private void reversed() {
        long reverses = entry.reverses();
        findings.check(reverses > 0 && reverses < entry.entryId() && notReversible.add(reverses),
            () -> "L5: entry " + entry.entryId() + " reverses entry " + reverses
            + ", which is a reversal, was reversed, or is not there");
        notReversible.add(entry.entryId());
        boolean ofToday = contentByEntry.containsKey(reverses);
        long original = ofToday ? contentByEntry.get(reverses) : contentByPeoplesEntry.get(reverses);
        findings.check(original == 0 || original == negation,
            () -> "L5: entry " + entry.entryId() + " is not the exact negation of entry " + reverses);
        booked.remove(executionByEntry.get(reverses));
    }

    /** One number for a posting; an entry's are added up, in whatever order. */
    private static long content(int ledgerAccountId, long amount) {
        long mixed = (ledgerAccountId * 0x9E3779B185EBCA87L ^ amount) * 0xC2B2AE3D27D4EB4FL;
        return Long.rotateLeft(mixed, 29) * 0x9E3779B185EBCA87L + amount;
    }

    private void post(EntryBookedDecoder.PostingsDecoder posting) {
        Account account = accounts.get(posting.ledgerAccountId());
        if (account == null) {
            findings.add("back: entry " + entries + " posts to ledger account " + posting.ledgerAccountId()
                + ", which was not opened");
            return;
        }
        content += content(posting.ledgerAccountId(), posting.amount());
        negation += content(posting.ledgerAccountId(), -posting.amount());
        account.debits += Math.max(posting.amount(), 0);
        account.credits -= Math.min(posting.amount(), 0);
        account.version++;
        findings.check(account.debits == posting.debits() && account.credits == posting.credits()
            && account.version == posting.version(),
            () -> "L3: entry " + entries + " states another balance of account "
            + posting.ledgerAccountId() + " than its postings make");
        long unit = unit(posting.unitKind(), posting.unit());
        findings.check(unit == account.unit, () -> "back: entry " + entries + " posts another unit than its account's");
        sums.add(unit, posting.amount());
        findings.check(account.chart != CLIENT_BANK && account.chart != CLIENT_CREDIT || movesClientMoney(entry.kind()),
            () -> "L12: entry " + entries + " of kind " + entry.kind() + " moves clients' money");
    }

    /** What the day's sweep is explained by: settlements, and what two people moved or charged again. */
    private static boolean movesClientMoney(EntryKind kind) {
        return switch (kind) {
            case OPENING, STREET_SETTLEMENT, CLIENT_SETTLEMENT, SWEEP, CASH_MOVEMENT, REBILLED, REVERSAL -> true;
            default -> false;
        };
    }

    private void chain(JournalRecord record) {
        ByteBuffer stamp = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        stamp.putLong(record.seq()).putLong(record.timeNs());
        byte[] body = new byte[record.length() - JournalRecord.PREFIX_LENGTH];
        record.buffer().getBytes(JournalRecord.PREFIX_LENGTH, body);
        sha.update(head);
        sha.update(stamp.array());
        head = sha.digest(body);
    }

    private void moved(JournalRecord record) {
        move.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        moves.add(ExecutionFold.key(move.accountId(), move.instrumentId()), move.quantity());
    }

    private void closed(JournalRecord record) {
        closed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        contentByEntry.clear();
        executionByEntry.clear();
        sealed(record, "DayClosed", closed.entries(), i -> (byte) closed.head(i));
        sumByUnit().forEach((unit, sum) -> findings.check(sum == 0, () -> "L2: unit " + unit + " leaves " + sum));
        clientMoney().forEach((unit, difference) -> findings.check(difference == 0,
            () -> "L12: at seq " + record.seq() + " 1010 and 2310 differ by " + difference));
    }

    private void resealed(JournalRecord record) {
        resealed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        sealed(record, "DayResealed", resealed.entries(), i -> (byte) resealed.head(i));
    }

    private void sealed(JournalRecord record, String what, long stated, IntUnaryOperator byteOfHead) {
        boolean same = stated == entries;
        for (int i = 0; i < head.length; i++) {
            same &= byteOfHead.applyAsInt(i) == head[i];
        }
        findings.check(same, () -> "L7: " + what + " at seq " + record.seq() + " seals another head");
    }

    private Map<Long, Long> sumByUnit() {
        Map<Long, Long> sums = new TreeMap<>();
        accounts.values().forEach(account -> sums.merge(account.unit, account.debits - account.credits, Long::sum));
        return sums;
    }

    private Map<Long, Long> clientMoney() {
        Map<Long, Long> differences = new TreeMap<>();
        for (Account account : accounts.values()) {
            long balance = account.debits - account.credits;
            if (account.chart == CLIENT_BANK || account.chart == CLIENT_CREDIT) {
                differences.merge(account.unit, balance, Long::sum);
            }
            findings.check(account.chart != CLIENT_CREDIT || balance <= 0, () -> "L12: a client's 2310 is in debit");
        }
        return differences;
    }

    /** What is owned, by account and instrument, according to the stock record; nothing for what nets to zero. */
    Sums positions() {
        Sums positions = new Sums();
        for (Account account : accounts.values()) {
            if (account.unit >>> 32 == UnitKind.SECURITY.value()
                && (account.chart == INVENTORY || account.chart == CLIENT)) {
                long key = ExecutionFold.key(account.book, (int) account.unit);
                positions.add(key, account.debits - account.credits);
            }
        }
        return positions;
    }

    /** What of the positions moved otherwise than by trades. */
    Sums moves() {
        return moves;
    }

    public Int2ObjectHashMap<Account> accounts() {
        return accounts;
    }

    public long entries() {
        return entries;
    }

    byte[] head() {
        return head.clone();
    }
}
