package throughline.settlement;

import org.agrona.collections.IntArrayList;
import org.agrona.collections.Long2ObjectHashMap;
import throughline.firm.FirmState;
import throughline.message.ObligationStatus;
import throughline.message.PartyKind;
import throughline.state.Table;

/**
 * Finds, at a close, what settles net: of one account, CCP, instrument and currency the day's obligations, those that
 * are to settle on the same date, and those that should have settled by now. What is owed to or by any other party
 * settles alone. Nothing that it remembers outlives a close. One thread.
 */
public final class Netting {
    private final FirmState firm;
    private final Obligations obligations;
    private final Long2ObjectHashMap<IntArrayList> rowsByKey = new Long2ObjectHashMap<>();
    private final IntArrayList members = new IntArrayList();
    private boolean isIndexed;
    private long receivedNet;
    private long paidNet;

    public Netting(FirmState firm, Obligations obligations) {
        this.firm = firm;
        this.obligations = obligations;
    }

    /** A close begins. */
    public void begin() {
        rowsByKey.clear();
        isIndexed = false;
    }

    private long key(int row) {
        return (long) obligations.accountId(row) << 32 | obligations.instrumentId(row);
    }

    /** The obligations of accounts that settle net, the oldest first; none comes or leaves during a close. */
    private void index() {
        for (int row = 0; row < obligations.count(); row++) {
            if (isUnsettled(row) && firm.accounts.settlesNet(obligations.accountId(row))) {
                rowsByKey.computeIfAbsent(key(row), key -> new IntArrayList()).addInt(row);
            }
        }
        isIndexed = true;
    }

    private boolean isUnsettled(int row) {
        return obligations.status(row) != ObligationStatus.SETTLED;
    }

    /**
     * Finds what an obligation that is not instructed settles with.
     *
     * @return how many obligations there are, it included; 0: it settles alone; {@link Table#NONE}: it is not the first
     *     of them
     */
    public int find(int row) {
        if (!firm.accounts.settlesNet(obligations.accountId(row))
            || firm.parties.kind(obligations.partyId(row)) != PartyKind.CCP) {
            return 0;
        }
        if (!isIndexed) {
            index();
        }
        IntArrayList group = rowsByKey.get(key(row));
        if (!collect(group, row, true)) {
            return Table.NONE;
        }
        if (members.size() > NetSets.MOST_MEMBERS) {
            collect(group, row, false);
        }
        return members.size() > 1 && sums() ? members.size() : 0;
    }

    /**
     * Collects the group of a row.
     *
     * @param withOlder with what was instructed before; without it, no more than a set takes
     * @return whether the row is the first that is not instructed
     */
    private boolean collect(IntArrayList group, int row, boolean withOlder) {
        members.clear();
        for (int i = 0; i < group.size(); i++) {
            int other = group.getInt(i);
            boolean isOpen = obligations.status(other) == ObligationStatus.OPEN;
            if (obligations.partyId(other) != obligations.partyId(row)
                || obligations.currency(other) != obligations.currency(row)) {
                continue;
            }
            if (isOpen && obligations.settlementDate(other) == obligations.settlementDate(row)) {
                if (other < row) {
                    return false;
                }
                if (withOlder || members.size() < NetSets.MOST_MEMBERS) {
                    members.addInt(other);
                }
            } else if (withOlder && !isOpen && isUnsettled(other) && goesAlong(other, row)) {
                members.addInt(other);
            }
        }
        return true;
    }

    /** Whether what was instructed before is to settle on the same date, or should have settled by now. */
    private boolean goesAlong(int other, int row) {
        int set = obligations.nets().find(obligations.instructionId(other));
        int due = set == Table.NONE ? obligations.settlementDate(other) : obligations.nets().settlementDate(set);
        return due == obligations.settlementDate(row) || due <= firm.ledger.openDate();
    }

    /** Adds up what is open of the members; false: it does not fit, and each settles alone. */
    private boolean sums() {
        receivedNet = 0;
        paidNet = 0;
        try {
            for (int i = 0; i < members.size(); i++) {
                int row = members.getInt(i);
                int sign = obligations.isPurchase(row) ? 1 : -1;
                receivedNet = Math.addExact(receivedNet, sign * obligations.openQuantity(row));
                paidNet = Math.addExact(paidNet, sign * obligations.openMinor(row));
            }
        } catch (ArithmeticException e) {
            return false;
        }
        return true;
    }

    /** Row of a member, from 0, the oldest first. */
    public int member(int index) {
        return members.getInt(index);
    }

    /** What is received net; below 0: delivered. */
    public long receivedNet() {
        return receivedNet;
    }

    /** What is paid net, in minor units; below 0: got. */
    public long paidNet() {
        return paidNet;
    }
}
