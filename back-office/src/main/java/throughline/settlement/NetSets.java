package throughline.settlement;

import java.util.function.LongPredicate;
import org.agrona.collections.Long2LongHashMap;
import throughline.message.InstructionSentDecoder;
import throughline.message.Side;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * Net instructions with the obligations that each settles at once, and which instructions no longer stand because a net
 * one took what was left of theirs. A set leaves when the last of its obligations has. One thread.
 */
public final class NetSets implements State {
    /** Most obligations of a set: with a client's legs of each, its settlement is still one step. */
    public static final int MOST_MEMBERS = 96;

    private static final int INSTRUCTION = 0;
    private static final int QUANTITY = 1;
    private static final int AMOUNT = 2;
    private static final int DATE = 3;
    private static final int SIDE = 4;
    private static final int FIRST_MEMBER = 5;
    private static final int MEMBERS = 6;
    /** Net instruction that took its place, whatever it was; 0: it stands. */
    private static final int SUPERSEDED_BY = 7;
    /** 1: it stays at a day's end; decided anew at each. */
    private static final int KEPT = 8;
    private static final int COLUMNS = 9;
    /** Columns of a member. */
    private static final int OBLIGATION = 0;
    private static final int KEPT_MEMBER = 1;
    private static final int MEMBER_COLUMNS = 2;

    private final Table rows = new Table(COLUMNS, 1 << 9);
    private final Table members = new Table(MEMBER_COLUMNS, 1 << 9);
    private final Long2LongHashMap rowByInstruction = new Long2LongHashMap(Table.NONE);

    NetSets() {
    }

    /** Takes up a net instruction, whose members follow; gives its row. */
    int add(InstructionSentDecoder sent) {
        int row = add(sent.instructionId());
        rows.set(row, QUANTITY, sent.quantity());
        rows.set(row, AMOUNT, sent.amountMinor());
        rows.set(row, DATE, sent.settlementDate());
        rows.set(row, SIDE, sent.sideRaw());
        rows.set(row, FIRST_MEMBER, members.end());
        return row;
    }

    private int add(long instructionId) {
        int row = rows.add();
        rows.set(row, INSTRUCTION, instructionId);
        rowByInstruction.put(instructionId, row);
        return row;
    }

    /**
     * Takes up the next member of the net instruction added last.
     *
     * @param former the member's instruction until now, which no longer stands; 0: it had none
     */
    void addMember(int set, long obligationId, long former) {
        members.set(members.add(), OBLIGATION, obligationId);
        rows.increase(set, MEMBERS, 1);
        if (former != 0) {
            int known = row(former);
            rows.set(known == Table.NONE ? add(former) : known, SUPERSEDED_BY, rows.get(set, INSTRUCTION));
        }
    }

    private int row(long instructionId) {
        return (int) rowByInstruction.get(instructionId);
    }

    /** Row of a net instruction that stands; {@link Table#NONE}: it is none, or was superseded. */
    public int find(long instructionId) {
        int row = row(instructionId);
        return row == Table.NONE || rows.get(row, SUPERSEDED_BY) != 0 ? Table.NONE : row;
    }

    /** The net instruction that took what was left of another one's, and stands; 0: that one stands, or is unknown. */
    long supersededBy(long instructionId) {
        int row = row(instructionId);
        return row == Table.NONE || rows.get(row, SUPERSEDED_BY) == 0 ? 0 : rows.get(standing(row), INSTRUCTION);
    }

    private int standing(int row) {
        int last = row;
        while (rows.get(last, SUPERSEDED_BY) != 0) {
            last = row(rows.get(last, SUPERSEDED_BY));
        }
        return last;
    }

    boolean knows(long instructionId) {
        return row(instructionId) != Table.NONE;
    }

    /** How many obligations it settles. */
    public int members(int set) {
        return (int) rows.get(set, MEMBERS);
    }

    /** Id of one of its obligations, from 0, the oldest first. */
    public long member(int set, int index) {
        return members.get((int) rows.get(set, FIRST_MEMBER) + index, OBLIGATION);
    }

    /** What is received or delivered net; 0: money alone moves, or nothing. */
    public long quantity(int set) {
        return rows.get(set, QUANTITY);
    }

    /** What who receives pays, or who delivers gets; below 0: the other way. In minor units. */
    public long amountMinor(int set) {
        return rows.get(set, AMOUNT);
    }

    /** Whether it receives. */
    public boolean receives(int set) {
        return rows.get(set, SIDE) == Side.BUY.value();
    }

    /** Epoch days. */
    public int settlementDate(int set) {
        return (int) rows.get(set, DATE);
    }

    /** A day ended: forgets what no obligation that is known is in. */
    void endDay(LongPredicate isKnown) {
        int next = 0;
        for (int set = 0; set < rows.end(); set++) {
            boolean stays = rows.get(set, SUPERSEDED_BY) == 0 && anyMember(set, isKnown);
            for (int i = 0; i < members(set); i++) {
                members.set((int) rows.get(set, FIRST_MEMBER) + i, KEPT_MEMBER, stays ? 1 : 0);
            }
            rows.set(set, KEPT, stays ? 1 : 0);
            rows.set(set, MEMBERS, stays ? members(set) : 0);
            rows.set(set, FIRST_MEMBER, next);
            next += members(set);
        }
        for (int row = 0; row < rows.end(); row++) {
            rows.set(row, KEPT, rows.get(standing(row), KEPT));
        }
        members.keepOnly(row -> members.get(row, KEPT_MEMBER) != 0);
        rows.keepOnly(row -> rows.get(row, KEPT) != 0);
        index();
    }

    private boolean anyMember(int set, LongPredicate isKnown) {
        boolean any = false;
        for (int i = 0; i < members(set) && !any; i++) {
            any = isKnown.test(member(set, i));
        }
        return any;
    }

    private void index() {
        rowByInstruction.clear();
        for (int row = 0; row < rows.end(); row++) {
            rowByInstruction.put(rows.get(row, INSTRUCTION), row);
        }
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        members.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        members.load(source);
        index();
    }
}
