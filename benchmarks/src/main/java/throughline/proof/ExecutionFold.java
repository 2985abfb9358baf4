package throughline.proof;

import org.agrona.collections.Int2IntHashMap;
import org.agrona.collections.Long2LongHashMap;
import throughline.message.AccountKind;
import throughline.message.AccountStatedDecoder;
import throughline.message.JournalRecord;
import throughline.message.PositionMoveStatedDecoder;
import throughline.message.PositionStatedDecoder;
import throughline.message.Side;
import throughline.message.TradeBustedDecoder;
import throughline.message.TradeCorrectedDecoder;
import throughline.message.TradeExecutedDecoder;

/**
 * The front journal's executions, busts and corrections folded: both sides of each match, Σ of XSIM's buys = Σ of its
 * sells (L13), positions, and that what is undone was so and is undone once. Trades done elsewhere have one side and
 * are not XSIM's. It takes memory for the executions of a day.
 */
final class ExecutionFold {
    /** What happened to an execution, told apart as the middle's {@code TradeKind} does. */
    static final int NEW = 0;
    static final int BUST = 1;
    static final int CORRECTION = 2;

    private static final long ABSENT = 0;

    private final Findings findings;
    private final Long2LongHashMap today = new Long2LongHashMap(ABSENT);
    private final Sums positions = new Sums();
    private final Sums xsim = new Sums();
    private final Int2IntHashMap outside = new Int2IntHashMap(-1);
    private final TradeExecutedDecoder executed = new TradeExecutedDecoder();
    private final TradeBustedDecoder busted = new TradeBustedDecoder();
    private final TradeCorrectedDecoder corrected = new TradeCorrectedDecoder();
    private final PositionStatedDecoder position = new PositionStatedDecoder();
    private final PositionMoveStatedDecoder move = new PositionMoveStatedDecoder();
    private final Sums moves = new Sums();
    private final AccountStatedDecoder account = new AccountStatedDecoder();
    private long count;
    private long hash;
    private int halfKind;
    private long halfMatch;
    private long halfQuantity;
    private long halfPrice;
    private boolean halfBuy;

    ExecutionFold(Findings findings) {
        this.findings = findings;
    }

    static long key(int accountId, int instrumentId) {
        return (long) accountId << 32 | instrumentId;
    }

    static long signed(Side side, long quantity) {
        return side == Side.BUY ? quantity : -quantity;
    }

    /** What an execution is, so that another is known for another; never {@value #ABSENT}. */
    static long content(long match, long signed, long priceE8, long key, boolean elsewhere) {
        long content = match * 0xC2B2AE3D27D4EB4FL;
        content = Long.rotateLeft(content ^ signed, 31) * 0x9E3779B185EBCA87L;
        content = Long.rotateLeft(content ^ priceE8, 29) * 0xC2B2AE3D27D4EB4FL;
        content = Long.rotateLeft(content ^ key, 37) * 0x9E3779B185EBCA87L;
        return (elsewhere ? ~content : content) | 1;
    }

    /** What a record says of an execution: one number for all, in whatever order they are added up. */
    static long mix(int kind, long seq, long executionId, long content) {
        long mixed = (seq * 4 + kind) * 0x9E3779B185EBCA87L;
        mixed = Long.rotateLeft(mixed ^ executionId, 17) * 0xC2B2AE3D27D4EB4FL;
        return Long.rotateLeft(mixed ^ content, 23) * 0x9E3779B185EBCA87L;
    }

    void account(JournalRecord record) {
        account.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        outside.put(account.accountId(), account.kind() == AccountKind.OUTSIDE ? 1 : 0);
    }

    void position(JournalRecord record) {
        position.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        long key = key(position.accountId(), position.instrumentId());
        boolean first = !positions.has(key);
        findings.check(first || positions.get(key) == position.quantity(), () -> "front: seq " + record.seq()
            + " states the position of account " + position.accountId() + " in instrument " + position.instrumentId()
            + " as " + position.quantity() + ", its executions make it " + positions.get(key));
        positions.set(key, position.quantity());
    }

    /** Takes up what moved otherwise than by a trade; the ledger's moves are compared without them. */
    void moved(JournalRecord record) {
        move.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        positions.add(key(move.accountId(), move.instrumentId()), move.quantity());
        moves.add(key(move.accountId(), move.instrumentId()), move.quantity());
    }

    /** A new date: what was executed before it stands. */
    void openDay() {
        today.clear();
    }

    /** Before any record: a match's second side follows its first. */
    void expect(int templateId) {
        boolean goesOn = switch (halfKind) {
            case BUST -> templateId == TradeBustedDecoder.TEMPLATE_ID;
            case CORRECTION -> templateId == TradeCorrectedDecoder.TEMPLATE_ID;
            default -> templateId == TradeExecutedDecoder.TEMPLATE_ID;
        };
        if (halfMatch != 0 && !goesOn) {
            findings.add("front: match " + halfMatch + " has one side");
            halfMatch = 0;
        }
    }

    TradeExecutedDecoder executed(JournalRecord record) {
        executed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        boolean elsewhere = executed.elsewhere() != 0;
        long signed = signed(executed.side(), executed.quantity());
        long key = key(executed.accountId(), executed.instrumentId());
        long content = content(executed.matchId(), signed, executed.priceE8(), key, elsewhere);
        today.put(record.seq(), content);
        take(NEW, record, record.seq(), content);
        if (elsewhere || halfMatch == 0) {
            findings.check(executed.matchId() == record.seq(),
                () -> "front: seq " + record.seq() + " begins another match");
        }
        side(elsewhere, NEW, executed.matchId(), executed.quantity(), executed.priceE8(), signed > 0);
        move(record, elsewhere, executed.accountId(), executed.instrumentId(), signed);
        return executed;
    }

    TradeBustedDecoder busted(JournalRecord record) {
        busted.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        boolean elsewhere = busted.elsewhere() != 0;
        long signed = signed(busted.side(), busted.quantity());
        long key = key(busted.accountId(), busted.instrumentId());
        long content = content(busted.matchId(), signed, busted.priceE8(), key, elsewhere);
        findings.check(today.remove(busted.executionId()) == content, () -> "front: seq " + record.seq()
            + " busts execution " + busted.executionId() + ", which is not, or not so, of its date");
        take(BUST, record, busted.executionId(), content);
        side(elsewhere, BUST, busted.matchId(), busted.quantity(), busted.priceE8(), signed > 0);
        move(record, elsewhere, busted.accountId(), busted.instrumentId(), -signed);
        return busted;
    }

    TradeCorrectedDecoder corrected(JournalRecord record) {
        corrected.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        boolean elsewhere = corrected.elsewhere() != 0;
        long signed = signed(corrected.side(), corrected.quantity());
        long old = signed(corrected.side(), corrected.oldQuantity());
        long key = key(corrected.accountId(), corrected.instrumentId());
        long content = content(corrected.matchId(), signed, corrected.priceE8(), key, elsewhere);
        long before = content(corrected.matchId(), old, corrected.oldPriceE8(), key, elsewhere);
        findings.check(today.put(corrected.executionId(), content) == before, () -> "front: seq " + record.seq()
            + " corrects execution " + corrected.executionId() + ", which is not, or not so, of its date");
        take(CORRECTION, record, corrected.executionId(), content);
        side(elsewhere, CORRECTION, corrected.matchId(), corrected.quantity(), corrected.priceE8(), signed > 0);
        move(record, elsewhere, corrected.accountId(), corrected.instrumentId(), signed - old);
        return corrected;
    }

    private void take(int kind, JournalRecord record, long executionId, long content) {
        count++;
        hash += mix(kind, record.seq(), executionId, content);
    }

    private void side(boolean elsewhere, int kind, long match, long quantity, long priceE8, boolean buy) {
        if (elsewhere) {
            return;
        }
        if (halfMatch == 0) {
            halfKind = kind;
            halfMatch = match;
            halfQuantity = quantity;
            halfPrice = priceE8;
            halfBuy = buy;
            return;
        }
        findings.check(halfMatch == match && halfQuantity == quantity && halfPrice == priceE8 && halfBuy != buy,
            () -> "front: the sides of match " + halfMatch + " differ");
        halfMatch = 0;
    }

    private void move(JournalRecord record, boolean elsewhere, int accountId, int instrumentId, long signed) {
        if (!elsewhere) {
            xsim.add(instrumentId, signed);
        }
        boolean street = outside.get(accountId) == 1;
        findings.check(street == (record.orderId() == 0), () -> "front: seq " + record.seq()
            + (street ? " is of an order, yet the street's" : " executes no order, yet is not the street's"));
        if (record.orderId() != 0) {
            positions.add(key(accountId, instrumentId), signed);
        }
    }

    /** L13 and whole matches, at the end of a step. */
    void finish() {
        findings.check(halfMatch == 0, () -> "front: match " + halfMatch + " has one side");
        xsim.forEach((instrument, sum) -> findings.check(sum == 0, () -> "L13: XSIM's buys and sells of instrument "
            + instrument + " differ by " + sum));
    }

    Sums positions() {
        return positions;
    }

    /** What of the positions moved otherwise than by trades. */
    Sums moves() {
        return moves;
    }

    /** Records of executions, busts and corrections. */
    long count() {
        return count;
    }

    long hash() {
        return hash;
    }
}
