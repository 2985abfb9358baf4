package throughline.settlement;

import java.nio.charset.StandardCharsets;
import throughline.ledger.Booking;
import throughline.ledger.Chart;
import throughline.ledger.Lots;
import throughline.message.AccountKind;
import throughline.message.Capacity;
import throughline.message.EntryKind;
import throughline.message.ExceptionCode;
import throughline.message.JournalRecord;
import throughline.message.ObligationStatedEncoder;
import throughline.message.ObligationStatus;
import throughline.message.PartyKind;
import throughline.message.Side;
import throughline.message.TradeClearedDecoder;
import throughline.office.Step;
import throughline.reference.Money;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * Books each cleared trade once: entry, fees and the order's obligation in one step. An execution that comes again
 * posts nothing; one that comes again with other content is an exception (L9). One thread.
 */
final class Trades implements State {
    private static final byte[] BUY = "buy".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SELL = "sell".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FEES = "fees".getBytes(StandardCharsets.US_ASCII);
    private static final int NEW = 0;
    private static final int REPEATED = 1;
    private static final int CONTRADICTION = 2;

    private final FirmState firm;
    private final Fees fees;
    private final Obligations obligations;
    private final TradeList list = new TradeList();
    private final TradeClearedDecoder trade = new TradeClearedDecoder();
    private final ObligationStatedEncoder stated = new ObligationStatedEncoder();
    private int verdict;

    Trades(FirmState firm, Fees fees, Obligations obligations) {
        this.firm = firm;
        this.fees = fees;
        this.obligations = obligations;
    }

    TradeList list() {
        return list;
    }

    private void decode(JournalRecord record) {
        trade.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
    }

    private boolean isOutside() {
        int account = trade.accountId();
        return firm.accounts.isKnown(account) && firm.accounts.kind(account) == AccountKind.OUTSIDE;
    }

    /** Takes up that an execution was cleared. */
    void input(JournalRecord record) {
        decode(record);
        if (isOutside()) {
            return;
        }
        long hash = contentHash(record);
        int known = list.find(trade.executionId());
        if (known != Table.NONE) {
            verdict = list.contentHash(known) == hash ? REPEATED : CONTRADICTION;
        } else if (trade.executionId() <= list.closedUpTo()) {
            verdict = CONTRADICTION;
        } else {
            verdict = NEW;
            list.add(record.orderId(), record.timeNs(), hash, trade);
        }
    }

    private long contentHash(JournalRecord record) {
        throughline.state.StateHash hash = new throughline.state.StateHash();
        hash.putLong(record.orderId());
        hash.putLong(trade.matchId());
        hash.putLong(trade.quantity());
        hash.putLong(trade.priceE8());
        hash.putLong((long) trade.accountId() << 32 | trade.instrumentId());
        hash.putLong((long) trade.contraPartyId() << 32 | trade.tradeDate());
        hash.putLong(trade.sideRaw());
        return hash.value();
    }

    void decide(JournalRecord record, Step step) {
        decode(record);
        if (isOutside() || verdict == REPEATED) {
            return;
        }
        long orderId = record.orderId();
        if (verdict == CONTRADICTION) {
            raise(step, orderId, ExceptionCode.CONTRADICTION,
                "the execution came before with other content, or on a closed day");
            return;
        }
        int ccp = ccp();
        String unknown = unknown(ccp);
        if (!unknown.isEmpty()) {
            raise(step, orderId, ExceptionCode.UNKNOWN_REFERENCE, unknown);
            return;
        }
        int currency = firm.instruments.currency(trade.instrumentId());
        int settles = firm.calendar.settlementDate(currency, trade.tradeDate());
        if (settles == Calendar.NONE) {
            raise(step, orderId, ExceptionCode.UNSUPPORTED, "no settlement calendar for currency " + currency);
            return;
        }
        try {
            book(step, orderId, ccp, currency, settles);
        } catch (ArithmeticException e) {
            raise(step, orderId, ExceptionCode.OVERFLOW, "an amount or a balance does not fit");
        }
    }

    private void raise(Step step, long orderId, ExceptionCode code, String text) {
        firm.exceptions.raise(step, orderId, trade.executionId(), code, text);
    }

    /** The CCP the trade names; when it names none, the only one there is. */
    private int ccp() {
        return trade.contraPartyId() == 0 ? firm.parties.first(PartyKind.CCP) : trade.contraPartyId();
    }

    private String unknown(int ccp) {
        if (!firm.accounts.isKnown(trade.accountId())) {
            return "unknown account " + trade.accountId();
        }
        if (!firm.instruments.isKnown(trade.instrumentId())) {
            return "unknown instrument " + trade.instrumentId();
        }
        return firm.parties.isKnown(ccp) ? "" : "unknown contra party " + ccp;
    }

    private void book(Step step, long orderId, int ccp, int currency, int settles) {
        int instrument = trade.instrumentId();
        int scale = firm.instruments.quantityScale(instrument);
        long value = Money.valueHalfUp(trade.quantity(), scale, trade.priceE8(),
            firm.instruments.multiplier(instrument), currency);
        if (value == Money.OVERFLOW) {
            throw new ArithmeticException("the trade's value");
        }
        int row = obligations.open(orderId, trade.tradeDate());
        long quantity = Math.addExact(trade.quantity(), row == Table.NONE ? 0 : obligations.quantity(row));
        long amount = Math.addExact(value, row == Table.NONE ? 0 : obligations.amountMinor(row));
        AccountKind kind = firm.accounts.kind(trade.accountId());
        boolean sale = trade.side() != Side.BUY;
        long[] charges = fees.differences(orderId, kind, sale, trade.tradeDate(), settles, quantity, amount, scale,
            Money.scale(currency));
        firm.booking.begin().entry(EntryKind.TRADE, orderId, trade.executionId(), trade.tradeDate(), settles,
            sale ? SELL : BUY);
        long client = row == Table.NONE ? 0 : obligations.clientMinor(row);
        if (kind == AccountKind.CLIENT) {
            client = Math.addExact(client, bookClient(ccp, currency, value, charges, sale));
        } else {
            bookOwn(orderId, ccp, currency, value, settles, charges, sale);
        }
        firm.booking.write(step);
        state(step, row, orderId, ccp, currency, settles).quantity(quantity).amountMinor(amount).clientMinor(client);
    }

    private ObligationStatedEncoder state(
        Step step, int row, long orderId, int ccp, int currency, int settles) {
        if (row != Table.NONE) {
            return obligations.state(step, stated, row);
        }
        long id = step.nextSeq();
        return step.add(stated, orderId).obligationId(id).accountId(trade.accountId())
            .instrumentId(trade.instrumentId()).partyId(ccp).tradeDate(trade.tradeDate()).settlementDate(settles)
            .currency(currency).side(trade.side()).status(ObligationStatus.OPEN);
    }

    private void bookOwn(
        long orderId, int ccp, int currency, long value, int settles, long[] charges, boolean sale) {
        int book = trade.accountId();
        int instrument = trade.instrumentId();
        long quantity = sale ? -trade.quantity() : trade.quantity();
        Lots.Effect effect = firm.ledger.lots().foresee(book, instrument, quantity, value);
        Booking booking = firm.booking;
        if (sale) {
            booking.post(Chart.STREET_CONTROL, currency, book, ccp, 0, Capacity.OWN, value)
                .post(Chart.SECURITIES_OWNED, currency, book, 0, instrument, Capacity.OWN, -effect.relieved())
                .post(Chart.SOLD_NOT_PURCHASED, currency, book, 0, instrument, Capacity.OWN, -effect.openingValue())
                .post(Chart.TRADING_RESULT, currency, book, 0, 0, Capacity.OWN,
                    effect.relieved() - effect.closingValue())
                .post(Chart.INVENTORY, instrument, book, 0, 0, Capacity.OWN, quantity)
                .post(Chart.STREET_DELIVER, instrument, book, ccp, 0, Capacity.OWN, -quantity);
        } else {
            booking.post(Chart.SECURITIES_OWNED, currency, book, 0, instrument, Capacity.OWN, effect.openingValue())
                .post(Chart.SOLD_NOT_PURCHASED, currency, book, 0, instrument, Capacity.OWN, effect.relieved())
                .post(Chart.TRADING_RESULT, currency, book, 0, 0, Capacity.OWN,
                    effect.closingValue() - effect.relieved())
                .post(Chart.STREET_CONTROL, currency, book, ccp, 0, Capacity.OWN, -value)
                .post(Chart.INVENTORY, instrument, book, 0, 0, Capacity.OWN, quantity)
                .post(Chart.STREET_RECEIVE, instrument, book, ccp, 0, Capacity.OWN, -quantity);
        }
        if (charges[1] != 0 || charges[2] != 0 || charges[3] != 0) {
            booking.entry(EntryKind.FEE, orderId, trade.executionId(), trade.tradeDate(), settles, FEES)
                .post(Chart.EXCHANGE_EXPENSE, currency, book, 0, 0, Capacity.OWN, charges[1])
                .post(Chart.REGULATORY_FEES, currency, book, 0, 0, Capacity.OWN, charges[2] + charges[3]);
            payables(ccp, currency, charges);
        }
    }

    private void payables(int ccp, int currency, long[] charges) {
        firm.booking.post(Chart.EXCHANGE_FEES_PAYABLE, currency, 0, ccp, 0, Capacity.OWN, -charges[1])
            .post(Chart.SECTION_31_PAYABLE, currency, 0, 0, 0, Capacity.OWN, -charges[2])
            .post(Chart.TAF_PAYABLE, currency, 0, 0, 0, Capacity.OWN, -charges[3]);
    }

    /** Returns what the client pays, or gets for a sale. */
    private long bookClient(int ccp, int currency, long value, long[] charges, boolean sale) {
        int book = trade.accountId();
        int party = firm.accounts.partyId(book);
        long all = Math.addExact(Math.addExact(charges[0], charges[1]), Math.addExact(charges[2], charges[3]));
        long net = sale ? Math.subtractExact(value, all) : Math.addExact(value, all);
        long quantity = sale ? -trade.quantity() : trade.quantity();
        firm.booking.post(sale ? Chart.CLIENT_PAYABLE : Chart.CLIENT_RECEIVABLE, currency, book, party, 0,
                Capacity.CLIENT, sale ? -net : net)
            .post(Chart.STREET_CONTROL, currency, book, ccp, 0, Capacity.CLIENT, sale ? value : -value)
            .post(Chart.COMMISSION_INCOME, currency, book, 0, 0, Capacity.OWN, -charges[0]);
        payables(ccp, currency, charges);
        firm.booking.post(Chart.CLIENT, trade.instrumentId(), book, party, 0, Capacity.CLIENT, quantity)
            .post(sale ? Chart.STREET_DELIVER : Chart.STREET_RECEIVE, trade.instrumentId(), book, ccp, 0,
                Capacity.CLIENT, -quantity);
        return net;
    }

    @Override
    public void save(StateSink sink) {
        list.save(sink);
    }

    @Override
    public void load(StateSource source) {
        list.load(source);
    }
}
