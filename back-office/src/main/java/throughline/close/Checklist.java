package throughline.close;

import java.util.ArrayList;
import java.util.List;
import throughline.firm.FirmState;

/**
 * What is to be in order before somebody answers for a day: some things forbid it, others only warn. That the books in
 * the database stand before the day's seal is for whoever knows the database to add. Reads the state; one thread.
 */
public final class Checklist {
    private final FirmState firm;
    private final DayList list;
    private final SignOffs signOffs;

    Checklist(FirmState firm, DayList list, SignOffs signOffs) {
        this.firm = firm;
        this.list = list;
        this.signOffs = signOffs;
    }

    /** How an item stands. */
    public enum Level {
        /** In order. */
        OK,
        /** Not in order, and it forbids nothing. */
        WARNING,
        /** Not in order, and it forbids the sign-off. */
        BLOCKING
    }

    /**
     * One thing that is to be in order.
     *
     * @param name what it is called
     * @param count how many are not in order
     * @param detail for people: what would be counted
     */
    public record Item(String name, Level level, long count, String detail) {
        /** An item that forbids the sign-off unless its count is 0. */
        public static Item blocking(String name, long count, String detail) {
            return new Item(name, count == 0 ? Level.OK : Level.BLOCKING, count, detail);
        }

        private static Item warning(String name, long count, String detail) {
            return new Item(name, count == 0 ? Level.OK : Level.WARNING, count, detail);
        }
    }

    /** All items of a day, those first that can forbid its sign-off; what its close found once it is closed. */
    public List<Item> items(int row) {
        List<Item> items = new ArrayList<>();
        items.add(Item.blocking("closed", list.isSealed(row) ? 0 : 1, "The day is closed."));
        items.add(Item.blocking("exceptions", unresolved(row),
            "Exceptions raised up to its close that nobody has resolved."));
        items.add(Item.blocking("approvals", undecided(row),
            "Proposals made up to its close that wait for a second person."));
        items.add(Item.blocking("day-before", dayBefore(row), "The day before it is signed off."));
        if (list.closedSeq(row) != 0) {
            items.add(Item.warning("fails", found(row, DayList.Count.FAILS), "Obligations failing at its close."));
            items.add(Item.warning("sweeps", found(row, DayList.Count.SWEEPS_PAID),
                "Sweeps into clients' money that the firm paid."));
            items.add(Item.warning("prices", found(row, DayList.Count.UNPRICED),
                "Positions without a closing price or a rate: their marks stand as they were."));
            items.add(Item.warning("suspense", found(row, DayList.Count.SUSPENSE),
                "Suspense accounts that were not zero at its close."));
        }
        return items;
    }

    private long found(int row, DayList.Count what) {
        return list.found(row, what);
    }

    private long upTo(int row) {
        return list.isSealed(row) ? list.sealSeq(row) : Long.MAX_VALUE;
    }

    private int unresolved(int row) {
        return firm.exceptions.unresolvedUpTo(upTo(row));
    }

    private int undecided(int row) {
        return firm.approvals.undecidedUpTo(upTo(row));
    }

    private int dayBefore(int row) {
        return row == 0 || signOffs.isSignedOff(row - 1) ? 0 : 1;
    }

    /** How many items of a day forbid its sign-off. */
    public int blocking(int row) {
        int blocking = list.isSealed(row) ? 0 : 1;
        blocking += unresolved(row) == 0 ? 0 : 1;
        blocking += undecided(row) == 0 ? 0 : 1;
        return blocking + dayBefore(row);
    }

    /** How many items of a day are warnings. */
    public int warnings(int row) {
        int warnings = 0;
        for (DayList.Count what : DayList.Count.values()) {
            warnings += list.found(row, what) == 0 ? 0 : 1;
        }
        return warnings;
    }

    /** How far a day is. */
    public DayStatus status(int row) {
        if (list.closedSeq(row) == 0) {
            return list.closingSeq(row) == 0 ? DayStatus.OPEN : DayStatus.CLOSING;
        }
        if (!list.isSealed(row)) {
            return DayStatus.REOPENED;
        }
        return signOffs.isSignedOff(row) ? DayStatus.SIGNED_OFF : DayStatus.CLOSED;
    }
}
