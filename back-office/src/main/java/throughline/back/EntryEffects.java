package throughline.back;

import throughline.close.Sweep;
import throughline.firm.FirmState;
import throughline.ledger.Chart;
import throughline.ledger.LedgerAccounts;
import throughline.message.EntryBookedDecoder;
import throughline.message.EntryKind;
import throughline.message.JournalRecord;
import throughline.settlement.AccountMoney;
import throughline.settlement.Obligations;
import throughline.state.Table;
import throughline.trade.Fees;
import throughline.trade.TradeList;

/**
 * What an entry changes beside the ledger: what a trade posted and its order was charged, what stands among the fails,
 * what was swept, what a client's free credit is. One thread.
 */
final class EntryEffects {
    private final FirmState firm;
    private final Fees fees;
    private final Obligations obligations;
    private final TradeList trades;
    private final Sweep sweep;
    private final AccountMoney money;
    private final EntryBookedDecoder entry = new EntryBookedDecoder();

    EntryEffects(FirmState firm, Fees fees, Obligations obligations, TradeList trades, Sweep sweep,
        AccountMoney money) {
        this.firm = firm;
        this.fees = fees;
        this.obligations = obligations;
        this.trades = trades;
        this.sweep = sweep;
        this.money = money;
    }

    void apply(JournalRecord record) {
        entry.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        LedgerAccounts accounts = firm.ledger.accounts();
        int trade = trade(record.orderId());
        int set = obligations.nets().find(entry.sourceId());
        if (entry.kind() == EntryKind.STREET_SETTLEMENT && set != Table.NONE) {
            endFails(set);
        }
        for (EntryBookedDecoder.PostingsDecoder line = entry.postings(); line.hasNext();) {
            line.next();
            Chart chart = Chart.of(accounts.chart(line.ledgerAccountId()));
            if (chart == Chart.CLIENT_CREDIT) {
                money.credit(accounts.book(line.ledgerAccountId()), line.unit(), -line.amount());
                obligations.waiting().changed(accounts.book(line.ledgerAccountId()));
            }
            if (chart == Chart.CLIENT_CREDIT || chart == Chart.CLIENT_MONEY) {
                clientMoney(line.unit(), line.amount());
            }
            switch (entry.kind()) {
                case TRADE, FEE -> {
                    charge(record.orderId(), trade, chart, -line.amount());
                    value(trade, chart, line.amount());
                }
                case REVERSAL -> {
                    if (record.orderId() != 0) {
                        charge(record.orderId(), Table.NONE, chart, -line.amount());
                    }
                }
                case FAIL -> fail(owed(set, record.orderId()), chart, line.amount());
                case STREET_SETTLEMENT -> {
                    if (set == Table.NONE) {
                        fail(owed(set, record.orderId()), chart, line.amount());
                    }
                }
                default -> { }
            }
        }
    }

    /**
     * Row of the trade whose amounts the entry says; {@link Table#NONE}: of none. The fees posted once a trade is
     * busted are those of the rest of its order. A reversal of no order is of what people booked.
     */
    private int trade(long orderId) {
        int row = trades.find(entry.sourceId());
        switch (entry.kind()) {
            case TRADE -> trades.booked(row, entry.entryId());
            case REVERSAL -> {
                if (orderId == 0) {
                    return Table.NONE;
                }
                trades.reversed(row);
            }
            case FEE -> {
                if (trades.status(row) == TradeList.Status.BUSTED) {
                    return Table.NONE;
                }
                trades.feeBooked(row, entry.entryId());
            }
            default -> {
                return Table.NONE;
            }
        }
        return row;
    }

    private void value(int trade, Chart chart, long amountMinor) {
        if (trade == Table.NONE) {
            return;
        }
        switch (chart) {
            case STREET_CONTROL -> trades.valued(trade, Math.abs(amountMinor));
            case SECURITIES_OWNED -> trades.owned(trade, amountMinor);
            case SOLD_NOT_PURCHASED -> trades.sold(trade, amountMinor);
            case TRADING_RESULT -> trades.result(trade, amountMinor);
            default -> { }
        }
    }

    private void charge(long orderId, int trade, Chart chart, long amountMinor) {
        int kind = Fees.kind(chart);
        if (kind >= 0) {
            fees.charged(orderId, entry.tradeDate(), kind, amountMinor);
        }
        if (kind >= 0 && trade != Table.NONE) {
            trades.charged(trade, kind, amountMinor);
        }
    }

    /** What settlements post to clients' money is known from their obligations, and an opening's sums to zero. */
    private void clientMoney(int currency, long amountMinor) {
        switch (entry.kind()) {
            case SWEEP -> sweep.swept(currency, -amountMinor);
            case CASH_MOVEMENT, REBILLED, REVERSAL -> sweep.moved(currency, amountMinor);
            default -> { }
        }
    }

    /** A net set settled whole: nothing of its members stands among the fails any more. */
    private void endFails(int set) {
        for (int i = 0; i < obligations.nets().members(set); i++) {
            int row = obligations.byId(obligations.nets().member(set, i));
            obligations.failed(row, -obligations.failedQuantity(row), -obligations.failedMinor(row));
        }
    }

    /** Row of the obligation an entry is of: its instruction's, or of a net one's the order's of its trade date. */
    private int owed(int set, long orderId) {
        int row = obligations.byInstruction(entry.sourceId());
        for (int i = 0; set != Table.NONE && row == Table.NONE && i < obligations.nets().members(set); i++) {
            int member = obligations.byId(obligations.nets().member(set, i));
            if (obligations.orderId(member) == orderId && obligations.tradeDate(member) == entry.tradeDate()) {
                row = member;
            }
        }
        if (row == Table.NONE) {
            throw new IllegalStateException("entry " + entry.entryId() + " names no instruction");
        }
        return row;
    }

    private void fail(int row, Chart chart, long amount) {
        switch (chart) {
            case FAIL_TO_RECEIVE -> obligations.failed(row, -amount, 0);
            case FAIL_TO_DELIVER -> obligations.failed(row, amount, 0);
            case FAILS_TO_RECEIVE -> obligations.failed(row, 0, -amount);
            case FAILS_TO_DELIVER -> obligations.failed(row, 0, amount);
            default -> { }
        }
    }
}
