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

    private static final byte[] STREET = "street settlement".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLIENT = "client settlement".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FAIL = "fail".getBytes(StandardCharsets.US_ASCII);

    private final FirmState firm;
    private final Obligations obligations;
    private final AccountMoney money;
    private final Booking booking;
    private final ObligationStatedEncoder stated = new ObligationStatedEncoder();
    private final int[] legRows = new int[MOST_LEGS + 1];
    private final long[] legAmounts = new long[MOST_LEGS + 1];
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
                waitingLegs(row, valueDate);
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
            int row = legRows[leg];
            obligations.state(step, stated, row)
                .clientSettledMinor(obligations.clientSettledMinor(row) + legAmounts[leg]);
        }
    }

    private void street(int row, long quantity, long amountMinor, int valueDate) {
        Capacity capacity = capacity(row);
        boolean purchase = obligations.isPurchase(row);
        boolean failed = obligations.failedQuantity(row) > 0;
        Chart owed = !failed ? Chart.STREET_CONTROL : purchase ? Chart.FAILS_TO_RECEIVE : Chart.FAILS_TO_DELIVER;
        Chart from = purchase ? failed ? Chart.FAIL_TO_RECEIVE : Chart.STREET_RECEIVE
            : failed ? Chart.FAIL_TO_DELIVER : Chart.STREET_DELIVER;
        long paid = purchase ? amountMinor : -amountMinor;
        long stock = purchase ? quantity : -quantity;
        booking.entry(EntryKind.STREET_SETTLEMENT, obligations.orderId(row), obligations.instructionId(row),
            obligations.tradeDate(row), valueDate, STREET);
        postStreet(owed, row, paid);
        booking.post(capacity == Capacity.OWN ? Chart.CASH : Chart.CLIENT_MONEY, obligations.currency(row), 0,
            firm.bank(), 0, capacity, -paid);
        postStock(from, row, stock);
        booking.post(Chart.DEPOT, obligations.instrumentId(row), 0, firm.custodian(), 0, capacity, -stock);
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

    private void waitingLegs(int settledNow, int valueDate) {
        int account = obligations.accountId(settledNow);
        int currency = obligations.currency(settledNow);
        IntArrayList rows = obligations.waiting().of(account);
        for (int i = 0; i < rows.size() && legs < MOST_LEGS && free(account, currency) > 0; i++) {
            int row = rows.getInt(i);
            if (row != settledNow && obligations.currency(row) == currency) {
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
        long quantity = obligations.quantity(row) - obligations.settledQuantity(row)
            - obligations.failedQuantity(row);
        long amount = obligations.amountMinor(row) - obligations.settledMinor(row) - obligations.failedMinor(row);
        if (quantity == 0) {
            return;
        }
        boolean purchase = obligations.isPurchase(row);
        long owed = purchase ? amount : -amount;
        long stock = purchase ? quantity : -quantity;
        booking.begin().entry(EntryKind.FAIL, obligations.orderId(row), obligations.instructionId(row),
            obligations.tradeDate(row), valueDate, FAIL);
        postStreet(Chart.STREET_CONTROL, row, owed);
        postStreet(purchase ? Chart.FAILS_TO_RECEIVE : Chart.FAILS_TO_DELIVER, row, -owed);
        postStock(purchase ? Chart.STREET_RECEIVE : Chart.STREET_DELIVER, row, stock);
        postStock(purchase ? Chart.FAIL_TO_RECEIVE : Chart.FAIL_TO_DELIVER, row, -stock);
        money.begin(obligations.accountId(row));
        money.failing(obligations.instrumentId(row), obligations.currency(row), amount);
        booking.write(step);
        obligations.state(step, stated, row).status(ObligationStatus.FAILING);
        money.write(step);
    }
}
