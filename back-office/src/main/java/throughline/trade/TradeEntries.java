package throughline.trade;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import throughline.firm.FirmState;
import throughline.ledger.Booking;
import throughline.ledger.Chart;
import throughline.ledger.Lots;
import throughline.message.AccountKind;
import throughline.message.Capacity;
import throughline.message.EntryKind;
import throughline.message.OrderRebilledDecoder;
import throughline.message.Side;
import throughline.message.TradeClearedDecoder;

/**
 * Makes the entries of the one trade it is told of: those that book it and charge its order, and those that take back
 * exactly what they posted; or the entry that charges an order's trades of a date again. Charges are by kind of fee,
 * money in minor units. It decides nothing; one thread.
 */
final class TradeEntries {
    private static final byte[] BUY = text("buy");
    private static final byte[] SELL = text("sell");
    private static final byte[] FEES = text("fees");
    private static final byte[] REBILLED = text("fees charged again");
    private static final byte[] REVERSED = text("trade reversed");
    private static final byte[] FEES_REVERSED = text("fees reversed");
    private static final byte[] COST = text("cost of what is left restated");

    private final FirmState firm;
    private final Booking booking;
    private final long[] reversed = new long[Fees.KINDS.length];
    private long orderId;
    private long executionId;
    private int book;
    private int instrument;
    private int ccp;
    private int currency;
    private int tradeDate;
    private int settles;
    private boolean sale;
    private boolean client;

    TradeEntries(FirmState firm) {
        this.firm = firm;
        booking = firm.booking;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Begins with a trade. */
    void of(long order, TradeClearedDecoder trade, int contraParty, int money, int settlementDate, boolean isSale) {
        orderId = order;
        executionId = trade.executionId();
        book = trade.accountId();
        instrument = trade.instrumentId();
        ccp = contraParty;
        currency = money;
        tradeDate = trade.tradeDate();
        settles = settlementDate;
        sale = isSale;
        client = firm.accounts.kind(book) == AccountKind.CLIENT;
        booking.begin().of(trade.userId());
    }

    /** Begins with an order whose trades of a date are charged again. */
    void of(long order, OrderRebilledDecoder again, int money) {
        orderId = order;
        executionId = again.rebillingId();
        book = again.accountId();
        instrument = again.instrumentId();
        ccp = again.partyId();
        currency = money;
        tradeDate = again.tradeDate();
        settles = again.settlementDate();
        sale = again.side() != Side.BUY;
        client = firm.accounts.kind(book) == AccountKind.CLIENT;
        booking.begin().of(again.traderId());
    }

    /** What the client pays, or gets for a sale; 0 for an own account. */
    long clientNet(long valueMinor, long[] charges) {
        return !client ? 0 : sale ? Math.subtractExact(valueMinor, sum(charges))
            : Math.addExact(valueMinor, sum(charges));
    }

    private static long sum(long[] charges) {
        long sum = 0;
        for (long charge : charges) {
            sum = Math.addExact(sum, charge);
        }
        return sum;
    }

    /** Books it, against the lots as they will stand. */
    void book(long quantity, long valueMinor, Lots lots, long[] charges) {
        booking.entry(EntryKind.TRADE, orderId, executionId, tradeDate, settles, sale ? SELL : BUY);
        if (client) {
            postClient(1, quantity, valueMinor, charges);
            return;
        }
        Lots.Effect effect = lots.foresee(book, instrument, sale ? -quantity : quantity, valueMinor);
        long owned = sale ? -effect.relieved() : effect.openingValue();
        long sold = sale ? -effect.openingValue() : effect.relieved();
        long result = effect.closingValue() - effect.relieved();
        postOwn(1, quantity, valueMinor, owned, sold, sale ? -result : result);
        charge(charges);
    }

    /** Charges the order, where there is anything to charge. */
    void charge(long[] charges) {
        if (Arrays.stream(charges).allMatch(charge -> charge == 0)) {
            return;
        }
        booking.entry(EntryKind.FEE, orderId, executionId, tradeDate, settles, FEES);
        if (client) {
            booking.post(sale ? Chart.CLIENT_PAYABLE : Chart.CLIENT_RECEIVABLE, currency, book,
                    firm.accounts.partyId(book), 0, Capacity.CLIENT, sum(charges))
                .post(Chart.COMMISSION_INCOME, currency, book, 0, 0, Capacity.OWN, -charges[0]);
            payables(1, charges);
        } else {
            postOwnFees(1, charges);
        }
    }

    /**
     * Books what an order is charged more, or less, than it was: a client pays out of the free credit and owes the
     * rest; what is given back pays such a debt first.
     *
     * @return what the client's free credit rises by
     */
    long rebill(long[] charges) {
        booking.entry(EntryKind.REBILLED, orderId, executionId, tradeDate, settles, REBILLED);
        if (!client) {
            postOwnFees(1, charges);
            return 0;
        }
        int party = firm.accounts.partyId(book);
        long due = sum(charges);
        long free = Math.max(0, -booking.balance(Chart.CLIENT_CREDIT, currency, book, party, 0, Capacity.CLIENT));
        long debt = Math.max(0, booking.balance(Chart.CLIENT_DEBIT, currency, book, party, 0, Capacity.CLIENT));
        long ofCredit = due > 0 ? Math.min(due, free) : Math.min(0, Math.addExact(due, debt));
        booking.post(Chart.CLIENT_CREDIT, currency, book, party, 0, Capacity.CLIENT, ofCredit)
            .post(Chart.CLIENT_DEBIT, currency, book, party, 0, Capacity.CLIENT, due - ofCredit)
            .post(Chart.COMMISSION_INCOME, currency, book, 0, 0, Capacity.OWN, -charges[0]);
        payables(1, charges);
        return -ofCredit;
    }

    /**
     * Takes back all that a row of the list had posted. Where its lots were relieved meanwhile, the cost of what was
     * relieved and of what is left becomes what it would be had the trade never been.
     *
     * @return the lots without it
     */
    Lots reverse(TradeList list, int row) {
        for (int kind = 0; kind < reversed.length; kind++) {
            reversed[kind] = list.chargedMinor(row, kind);
        }
        long quantity = list.quantity(row);
        long value = list.valueMinor(row);
        Lots left = client ? firm.ledger.lots() : restateCost(list, row);
        booking.reversal(list.entryId(row), orderId, executionId, tradeDate, settles, REVERSED);
        if (client) {
            postClient(-1, quantity, value, reversed);
        } else {
            postOwn(-1, quantity, value, list.ownedMinor(row), list.soldMinor(row), list.resultMinor(row));
        }
        if (list.feeEntryId(row) != 0) {
            booking.reversal(list.feeEntryId(row), orderId, executionId, tradeDate, settles, FEES_REVERSED);
            postOwnFees(-1, reversed);
        }
        return left;
    }

    /** What the entries taken back had charged, by kind; valid until the next {@link #reverse}. */
    long[] reversedCharges() {
        return reversed;
    }

    private Lots restateCost(TradeList list, int row) {
        Lots left = firm.ledger.lots().without(list.entryId(row), firm.keepsAverageCost(book));
        boolean isShort = left.held(book, instrument) < 0;
        long value = left.value(book, instrument);
        long owned = (isShort ? 0 : value) - balance(Chart.SECURITIES_OWNED) + list.ownedMinor(row);
        long sold = (isShort ? -value : 0) - balance(Chart.SOLD_NOT_PURCHASED) + list.soldMinor(row);
        if (owned != 0 || sold != 0) {
            booking.entry(EntryKind.COST_RESTATED, orderId, executionId, tradeDate, settles, COST)
                .post(Chart.SECURITIES_OWNED, currency, book, 0, instrument, Capacity.OWN, owned)
                .post(Chart.SOLD_NOT_PURCHASED, currency, book, 0, instrument, Capacity.OWN, sold)
                .post(Chart.TRADING_RESULT, currency, book, 0, 0, Capacity.OWN, -(owned + sold));
        }
        return left;
    }

    private long balance(Chart chart) {
        return booking.balance(chart, currency, book, 0, instrument, Capacity.OWN);
    }

    private void postOwn(int sign, long quantity, long value, long owned, long sold, long result) {
        if (sale) {
            booking.post(Chart.STREET_CONTROL, currency, book, ccp, 0, Capacity.OWN, sign * value);
        }
        booking.post(Chart.SECURITIES_OWNED, currency, book, 0, instrument, Capacity.OWN, sign * owned)
            .post(Chart.SOLD_NOT_PURCHASED, currency, book, 0, instrument, Capacity.OWN, sign * sold)
            .post(Chart.TRADING_RESULT, currency, book, 0, 0, Capacity.OWN, sign * result);
        if (!sale) {
            booking.post(Chart.STREET_CONTROL, currency, book, ccp, 0, Capacity.OWN, -sign * value);
        }
        long moved = sale ? -sign * quantity : sign * quantity;
        booking.post(Chart.INVENTORY, instrument, book, 0, 0, Capacity.OWN, moved)
            .post(sale ? Chart.STREET_DELIVER : Chart.STREET_RECEIVE, instrument, book, ccp, 0, Capacity.OWN, -moved);
    }

    private void postOwnFees(int sign, long[] charges) {
        booking.post(Chart.EXCHANGE_EXPENSE, currency, book, 0, 0, Capacity.OWN, sign * charges[1])
            .post(Chart.REGULATORY_FEES, currency, book, 0, 0, Capacity.OWN, sign * (charges[2] + charges[3]))
            .post(Chart.TRANSACTION_TAXES, currency, book, 0, 0, Capacity.OWN, sign * (charges[4] + charges[5]));
        payables(sign, charges);
    }

    private void payables(int sign, long[] charges) {
        booking.post(Chart.EXCHANGE_FEES_PAYABLE, currency, 0, ccp, 0, Capacity.OWN, -sign * charges[1])
            .post(Chart.SECTION_31_PAYABLE, currency, 0, 0, 0, Capacity.OWN, -sign * charges[2])
            .post(Chart.TAF_PAYABLE, currency, 0, 0, 0, Capacity.OWN, -sign * charges[3])
            .post(Chart.SDRT_PAYABLE, currency, 0, 0, 0, Capacity.OWN, -sign * charges[4])
            .post(Chart.PTM_LEVY_PAYABLE, currency, 0, 0, 0, Capacity.OWN, -sign * charges[5]);
    }

    private void postClient(int sign, long quantity, long value, long[] charges) {
        int party = firm.accounts.partyId(book);
        long net = sign * clientNet(value, charges);
        booking.post(sale ? Chart.CLIENT_PAYABLE : Chart.CLIENT_RECEIVABLE, currency, book, party, 0, Capacity.CLIENT,
                sale ? -net : net)
            .post(Chart.STREET_CONTROL, currency, book, ccp, 0, Capacity.CLIENT, sale ? sign * value : -sign * value)
            .post(Chart.COMMISSION_INCOME, currency, book, 0, 0, Capacity.OWN, -sign * charges[0]);
        payables(sign, charges);
        long moved = sale ? -sign * quantity : sign * quantity;
        booking.post(Chart.CLIENT, instrument, book, party, 0, Capacity.CLIENT, moved)
            .post(sale ? Chart.STREET_DELIVER : Chart.STREET_RECEIVE, instrument, book, ccp, 0, Capacity.CLIENT,
                -moved);
    }
}
