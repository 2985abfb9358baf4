package throughline.settlement;

import java.nio.charset.StandardCharsets;
import org.agrona.collections.IntArrayList;
import throughline.firm.FirmState;
import throughline.ledger.Booking;
import throughline.ledger.Chart;
import throughline.message.AccountKind;
import throughline.message.Capacity;
import throughline.message.EntryKind;
import throughline.message.ObligationStatedEncoder;
import throughline.message.ObligationStatus;
import throughline.office.Step;

/**
 * Makes the entries of a settlement: the street's leg as confirmed, the client's only as far as the client's free
 * credit covers it, and then the legs of the same client that wait for money, the oldest first. One thread.
 */
public final class Settling {
    /** Records of a leg: its entry, its obligation, its sums, at most a new account and another currency's cash. */
    private static final int RECORDS_A_LEG = 5;
    /** Most waiting legs that settle in one step; the day's close goes on with the rest. */
    public static final int MOST_LEGS = Step.MAX_SLICE / RECORDS_A_LEG;

    /** Records of a member of a net set: its client's leg or its fail, and its obligation. */
    private static final int RECORDS_A_MEMBER = 2;

    private static final byte[] STREET = "street settlement".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLIENT = "client settlement".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FAIL = "fail".getBytes(StandardCharsets.US_ASCII);

    private final FirmState firm;
    private final Obligations obligations;
    private final AccountMoney money;
    private final Booking booking;
    private final ObligationStatedEncoder stated = new ObligationStatedEncoder();
    private final int[] legRows = new int[MOST_LEGS + NetSets.MOST_MEMBERS];
    private final long[] legAmounts = new long[MOST_LEGS + NetSets.MOST_MEMBERS];
    private final int[] members = new int[NetSets.MOST_MEMBERS];
    private int legs;

    public Settling(FirmState firm, Obligations obligations, AccountMoney money) {
        this.firm = firm;
        this.obligations = obligations;
        this.money = money;
        booking = firm.booking;
    }

    private Capacity capacity(int row) {
        return firm.accounts.kind(obligations.accountId(row)) == AccountKind.CLIENT ? Capacity.CLIENT : Capacity.OWN;
    }

    /** Settles a part of an obligation, or the rest. */
    public void confirm(Step step, int row, long quantity, long amountMinor, int valueDate) {
        booking.begin();
        legs = 0;
        street(row, quantity, amountMinor, valueDate);
        long settled = obligations.settledQuantity(row) + quantity;
        if (capacity(row) == Capacity.CLIENT) {
            long credited = leg(row, obligations.clientDue(row, settled), valueDate);
            if (credited > 0) {
                waitingLegs(row, valueDate, MOST_LEGS);
            }
        }
        money.begin(obligations.accountId(row));
        changeStreet(row, amountMinor);
        changeLegs();
        booking.write(step);
        long client = legs > 0 && legRows[0] == row ? legAmounts[0] : 0;
        obligations.state(step, stated, row).settledQuantity(settled)
            .settledMinor(obligations.settledMinor(row) + amountMinor)
            .clientSettledMinor(obligations.clientSettledMinor(row) + client)
            .status(settled == obligations.quantity(row)
                ? ObligationStatus.SETTLED : ObligationStatus.PARTIALLY_SETTLED);
        stateLegs(step, legs > 0 && legRows[0] == row ? 1 : 0);
        money.write(step);
    }

    /** Settles all obligations of a net set, whole. */
    public void confirmNet(Step step, int set, int valueDate) {
        booking.begin();
        legs = 0;
        int count = takeMembers(set);
        netStreet(set, count, valueDate);
        if (capacity(members[0]) == Capacity.CLIENT) {
            long credited = netLegs(count, false, valueDate) + netLegs(count, true, valueDate);
            if (credited > 0) {
                waitingLegs(members[0], valueDate,
                    legs + (Step.MAX_SLICE - RECORDS_A_MEMBER * count) / RECORDS_A_LEG - 1);
            }
        }
        money.begin(obligations.accountId(members[0]));
        for (int i = 0; i < count; i++) {
            changeStreet(members[i], obligations.openMinor(members[i]));
        }
        changeLegs();
        booking.write(step);
        for (int i = 0; i < count; i++) {
            int row = members[i];
            obligations.state(step, stated, row).settledQuantity(obligations.quantity(row))
                .settledMinor(obligations.amountMinor(row)).status(ObligationStatus.SETTLED)
                .clientSettledMinor(obligations.clientSettledMinor(row) + legOf(row));
        }
        for (int leg = 0; leg < legs; leg++) {
            if (obligations.instructionId(legRows[leg]) != obligations.instructionId(members[0])) {
                stateLeg(step, leg);
            }
        }
        money.write(step);
    }

    private int takeMembers(int set) {
        int count = obligations.nets().members(set);
        for (int i = 0; i < count; i++) {
            members[i] = obligations.byId(obligations.nets().member(set, i));
        }
        return count;
    }

    /** One entry: each kind of control and stock account by what its members owe, cash and depot once. */
    private void netStreet(int set, int count, int valueDate) {
        int last = members[count - 1];
        booking.entry(EntryKind.STREET_SETTLEMENT, 0, obligations.instructionId(last), obligations.tradeDate(last),
            valueDate, STREET);
        netControl(count, true, false);
        netControl(count, true, true);
        netControl(count, false, false);
        netControl(count, false, true);
        int sign = obligations.nets().receives(set) ? 1 : -1;
        cashAndDepot(last, sign * obligations.nets().amountMinor(set), sign * obligations.nets().quantity(set));
    }

    private void netControl(int count, boolean purchase, boolean failed) {
        long amount = 0;
        long quantity = 0;
        for (int i = 0; i < count; i++) {
            int row = members[i];
            if (obligations.isPurchase(row) == purchase && obligations.failedQuantity(row) > 0 == failed) {
                amount = Math.addExact(amount, obligations.openMinor(row));
                quantity = Math.addExact(quantity, obligations.openQuantity(row));
            }
        }
        postStreet(control(purchase, failed), members[0], purchase ? amount : -amount);
        postStock(stock(purchase, failed), members[0], purchase ? quantity : -quantity);
    }

    /** Books the client's legs of the members, of sales before those of purchases; gives what they credit. */
    private long netLegs(int count, boolean purchases, int valueDate) {
        long credited = 0;
        for (int i = 0; i < count; i++) {
            int row = members[i];
            if (obligations.isPurchase(row) == purchases) {
                credited = Math.addExact(credited,
                    leg(row, obligations.clientDue(row, obligations.quantity(row)), valueDate));
            }
        }
        return credited;
    }

    private long legOf(int row) {
        for (int leg = 0; leg < legs; leg++) {
            if (legRows[leg] == row) {
                return legAmounts[leg];
            }
        }
        return 0;
    }

    private void changeStreet(int row, long amountMinor) {
        int instrument = obligations.instrumentId(row);
        int currency = obligations.currency(row);
        money.street(instrument, currency, obligations.isPurchase(row), amountMinor);
        if (obligations.failedQuantity(row) > 0) {
            money.failing(instrument, currency, -amountMinor);
        }
    }

    private void changeLegs() {
        for (int leg = 0; leg < legs; leg++) {
            int row = legRows[leg];
            money.client(obligations.instrumentId(row), obligations.currency(row), obligations.isPurchase(row),
                legAmounts[leg]);
        }
    }

    private void stateLegs(Step step, int from) {
        for (int leg = from; leg < legs; leg++) {
            stateLeg(step, leg);
        }
    }

    private void stateLeg(Step step, int leg) {
        int row = legRows[leg];
        obligations.state(step, stated, row)
            .clientSettledMinor(obligations.clientSettledMinor(row) + legAmounts[leg]);
    }

    private void street(int row, long quantity, long amountMinor, int valueDate) {
        boolean purchase = obligations.isPurchase(row);
        boolean failed = obligations.failedQuantity(row) > 0;
        long paid = purchase ? amountMinor : -amountMinor;
        long stock = purchase ? quantity : -quantity;
        booking.entry(EntryKind.STREET_SETTLEMENT, obligations.orderId(row), obligations.instructionId(row),
            obligations.tradeDate(row), valueDate, STREET);
        postStreet(control(purchase, failed), row, paid);
        postStock(stock(purchase, failed), row, stock);
        cashAndDepot(row, paid, stock);
    }

    private static Chart control(boolean purchase, boolean failed) {
        return !failed ? Chart.STREET_CONTROL : purchase ? Chart.FAILS_TO_RECEIVE : Chart.FAILS_TO_DELIVER;
    }

    private static Chart stock(boolean purchase, boolean failed) {
        return purchase ? failed ? Chart.FAIL_TO_RECEIVE : Chart.STREET_RECEIVE
            : failed ? Chart.FAIL_TO_DELIVER : Chart.STREET_DELIVER;
    }

    private void cashAndDepot(int row, long paid, long received) {
        Capacity capacity = capacity(row);
        booking.post(capacity == Capacity.OWN ? Chart.CASH : Chart.CLIENT_MONEY, obligations.currency(row), 0,
            firm.bank(), 0, capacity, -paid);
        booking.post(Chart.DEPOT, obligations.instrumentId(row), 0, firm.custodian(), 0, capacity, -received);
    }

    private void postStreet(Chart chart, int row, long amount) {
        booking.post(chart, obligations.currency(row), obligations.accountId(row), obligations.partyId(row), 0,
            capacity(row), amount);
    }

    private void postStock(Chart chart, int row, long quantity) {
        booking.post(chart, obligations.instrumentId(row), obligations.accountId(row), obligations.partyId(row), 0,
            capacity(row), quantity);
    }

    /** Books what of a client's leg can be settled now and returns what it credits the client; below 0: debits. */
    private long leg(int row, long due, int valueDate) {
        int account = obligations.accountId(row);
        int party = firm.accounts.partyId(account);
        int currency = obligations.currency(row);
        boolean purchase = obligations.isPurchase(row);
        long credit = Math.max(purchase ? -due : due, -free(account, currency));
        if (credit == 0) {
            return 0;
        }
        booking.entry(EntryKind.CLIENT_SETTLEMENT, obligations.orderId(row), obligations.instructionId(row),
                obligations.tradeDate(row), valueDate, CLIENT)
            .post(Chart.CLIENT_CREDIT, currency, account, party, 0, Capacity.CLIENT, -credit)
            .post(purchase ? Chart.CLIENT_RECEIVABLE : Chart.CLIENT_PAYABLE, currency, account, party, 0,
                Capacity.CLIENT, credit);
        legRows[legs] = row;
        legAmounts[legs++] = purchase ? -credit : credit;
        return credit;
    }

    /** What a client could pay now; 0 or more. */
    private long free(int account, int currency) {
        return Math.max(0, -booking.balance(Chart.CLIENT_CREDIT, currency, account, firm.accounts.partyId(account), 0,
            Capacity.CLIENT));
    }

    private void waitingLegs(int settledNow, int valueDate, int most) {
        int account = obligations.accountId(settledNow);
        int currency = obligations.currency(settledNow);
        IntArrayList rows = obligations.waiting().of(account);
        for (int i = 0; i < rows.size() && legs < most && free(account, currency) > 0; i++) {
            int row = rows.getInt(i);
            if (obligations.instructionId(row) != obligations.instructionId(settledNow)
                && obligations.currency(row) == currency) {
                leg(row, obligations.clientDue(row), valueDate);
            }
        }
    }

    /**
     * Settles the waiting legs of an account as far as its free credit goes.
     *
     * @return whether it wrote anything
     */
    public boolean settleWaiting(Step step, int account, int valueDate) {
        booking.begin();
        legs = 0;
        IntArrayList rows = obligations.waiting().of(account);
        for (int i = 0; i < rows.size() && legs < MOST_LEGS; i++) {
            leg(rows.getInt(i), obligations.clientDue(rows.getInt(i)), valueDate);
        }
        if (legs > 0) {
            money.begin(account);
            changeLegs();
            booking.write(step);
            stateLegs(step, 0);
            money.write(step);
        }
        return legs > 0;
    }

    /** Moves what has not settled of an obligation to the fails. */
    public void fail(Step step, int row, int valueDate) {
        members[0] = row;
        failMembers(step, 1, valueDate);
    }

    /** Moves what has not settled of all obligations of a net set to the fails, each by an entry of its own. */
    public void failNet(Step step, int set, int valueDate) {
        failMembers(step, takeMembers(set), valueDate);
    }

    private void failMembers(Step step, int count, int valueDate) {
        booking.begin();
        money.begin(obligations.accountId(members[0]));
        int failing = 0;
        for (int i = 0; i < count; i++) {
            int row = members[i];
            if (obligations.openQuantity(row) > obligations.failedQuantity(row)) {
                members[failing++] = row;
                fail(row, valueDate);
            }
        }
        if (failing == 0) {
            return;
        }
        booking.write(step);
        for (int i = 0; i < failing; i++) {
            obligations.state(step, stated, members[i]).status(ObligationStatus.FAILING);
        }
        money.write(step);
    }

    private void fail(int row, int valueDate) {
        long quantity = obligations.openQuantity(row) - obligations.failedQuantity(row);
        long amount = obligations.openMinor(row) - obligations.failedMinor(row);
        boolean purchase = obligations.isPurchase(row);
        long owed = purchase ? amount : -amount;
        long stock = purchase ? quantity : -quantity;
        booking.entry(EntryKind.FAIL, obligations.orderId(row), obligations.instructionId(row),
            obligations.tradeDate(row), valueDate, FAIL);
        postStreet(Chart.STREET_CONTROL, row, owed);
        postStreet(control(purchase, true), row, -owed);
        postStock(stock(purchase, false), row, stock);
        postStock(stock(purchase, true), row, -stock);
        money.failing(obligations.instrumentId(row), obligations.currency(row), amount);
    }
}
