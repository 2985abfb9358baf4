package throughline.trade;

import throughline.firm.Calendar;
import throughline.firm.FirmState;
import throughline.ledger.Lots;
import throughline.message.AccountKind;
import throughline.message.ExceptionCode;
import throughline.message.JournalRecord;
import throughline.message.ObligationStatedEncoder;
import throughline.message.ObligationStatus;
import throughline.message.PartyKind;
import throughline.message.Side;
import throughline.message.TradeClearedDecoder;
import throughline.message.TradeKind;
import throughline.office.Step;
import throughline.reference.Money;
import throughline.settlement.Obligations;
import throughline.state.State;
import throughline.state.StateHash;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * Books each cleared trade once: entry, fees and the order's obligation in one step. An execution that comes again
 * posts nothing; one that comes again with other content is an exception (L9). A bust takes back what its execution
 * posted and charges the order what the rest of it costs; a correction is that and a new booking in one step. Only what
 * is of the open day and not yet instructed can be taken back; anything else is an exception and posts nothing. One
 * thread.
 */
public final class Trades implements State {
    private static final int NEW = 0;
    private static final int REPEATED = 1;
    private static final int CONTRADICTION = 2;
    private static final String NOTHING_TRADED = "the execution is of nothing";

    private final FirmState firm;
    private final Fees fees;
    private final Obligations obligations;
    private final TradeList list;
    private final TradeEntries entries;
    private final TradeClearedDecoder trade = new TradeClearedDecoder();
    private final ObligationStatedEncoder stated = new ObligationStatedEncoder();
    private int verdict;

    public Trades(FirmState firm, Fees fees, Obligations obligations, TradeList list) {
        this.firm = firm;
        this.fees = fees;
        this.obligations = obligations;
        this.list = list;
        entries = new TradeEntries(firm);
    }

    private void decode(JournalRecord record) {
        trade.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
    }

    private boolean isOutside() {
        int account = trade.accountId();
        return firm.accounts.isKnown(account) && firm.accounts.kind(account) == AccountKind.OUTSIDE;
    }

    /** Takes up that an execution was cleared, busted or corrected. */
    public void input(JournalRecord record) {
        decode(record);
        if (isOutside()) {
            return;
        }
        if (trade.kind() != TradeKind.NEW) {
            list.correcting(trade.executionId(), trade.quantity(), trade.priceE8());
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
        StateHash hash = new StateHash();
        hash.putLong(record.orderId());
        hash.putLong(trade.matchId());
        hash.putLong(trade.quantity());
        hash.putLong(trade.priceE8());
        hash.putLong((long) trade.accountId() << 32 | trade.instrumentId());
        hash.putLong((long) trade.contraPartyId() << 32 | trade.tradeDate());
        hash.putLong(trade.sideRaw());
        return hash.value();
    }

    public void decide(JournalRecord record, Step step) {
        decode(record);
        if (isOutside()) {
            return;
        }
        if (trade.kind() != TradeKind.NEW) {
            undo(record.orderId(), step);
        } else if (verdict == CONTRADICTION) {
            raise(step, record.orderId(), ExceptionCode.CONTRADICTION,
                "the execution came before with other content, or on a closed day");
        } else if (verdict == NEW) {
            clear(record.orderId(), step);
        }
    }

    private void raise(Step step, long orderId, ExceptionCode code, String text) {
        firm.exceptions.raise(step, orderId, trade.executionId(), code, text);
    }

    private void clear(long orderId, Step step) {
        if (trade.quantity() <= 0) {
            raise(step, orderId, ExceptionCode.CONTRADICTION, NOTHING_TRADED);
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

    /** The party the trade names; when it names none, the CCP. */
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

    private boolean isSale() {
        return trade.side() != Side.BUY;
    }

    private long value(int currency) {
        int instrument = trade.instrumentId();
        long value = Money.valueHalfUp(trade.quantity(), firm.instruments.quantityScale(instrument), trade.priceE8(),
            firm.instruments.multiplier(instrument), currency);
        if (value == Money.OVERFLOW) {
            throw new ArithmeticException("the trade's value");
        }
        return value;
    }

    private long[] charges(long orderId, int currency, int settles, long quantity, long amount) {
        int account = trade.accountId();
        Fees.Payer payer = new Fees.Payer(firm.accounts.kind(account), account, currency, isSale(),
            firm.instruments.quantityScale(trade.instrumentId()));
        return fees.differences(orderId, payer, trade.tradeDate(), settles, quantity, amount);
    }

    private void book(Step step, long orderId, int ccp, int currency, int settles) {
        long value = value(currency);
        int row = obligations.open(orderId, trade.tradeDate());
        long quantity = Math.addExact(trade.quantity(), row == Table.NONE ? 0 : obligations.quantity(row));
        long amount = Math.addExact(value, row == Table.NONE ? 0 : obligations.amountMinor(row));
        long[] charges = charges(orderId, currency, settles, quantity, amount);
        entries.of(orderId, trade, ccp, currency, settles, isSale());
        entries.book(trade.quantity(), value, firm.ledger.lots(), charges);
        long client = Math.addExact(row == Table.NONE ? 0 : obligations.clientMinor(row),
            entries.clientNet(value, charges));
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

    /** A bust or a correction. */
    private void undo(long orderId, Step step) {
        int row = list.find(trade.executionId());
        boolean bust = trade.kind() == TradeKind.BUST;
        boolean unchanged = row != Table.NONE && trade.quantity() == list.quantity(row)
            && trade.priceE8() == list.priceE8(row);
        if (row == Table.NONE) {
            raise(step, orderId, ExceptionCode.UNKNOWN_REFERENCE,
                "a bust or correction of no execution of the open day");
        } else if (!list.isSame(row, orderId, trade) || bust && !unchanged) {
            raise(step, orderId, ExceptionCode.CONTRADICTION, "a bust or correction of another execution than it says");
        } else if (!bust && trade.quantity() <= 0) {
            raise(step, orderId, ExceptionCode.CONTRADICTION, NOTHING_TRADED);
        } else if (list.status(row) == TradeList.Status.BUSTED) {
            raise(step, orderId, ExceptionCode.CONTRADICTION, "the execution was busted before");
        } else if (list.entryId(row) == 0) {
            raise(step, orderId, ExceptionCode.UNKNOWN_REFERENCE, "the execution was never booked");
        } else if (obligations.open(orderId, trade.tradeDate()) == Table.NONE) {
            raise(step, orderId, ExceptionCode.UNSUPPORTED, "the execution's obligation is instructed");
        } else if (bust || !unchanged) {
            try {
                takeBack(step, orderId, row, bust);
            } catch (ArithmeticException e) {
                raise(step, orderId, ExceptionCode.OVERFLOW, "an amount or a balance does not fit");
            }
        }
    }

    private void takeBack(Step step, long orderId, int row, boolean bust) {
        int owed = obligations.open(orderId, trade.tradeDate());
        int currency = obligations.currency(owed);
        int settles = obligations.settlementDate(owed);
        entries.of(orderId, trade, ccp(), currency, settles, isSale());
        Lots lots = entries.reverse(list, row);
        long value = bust ? 0 : value(currency);
        long quantity = Math.addExact(obligations.quantity(owed) - list.quantity(row), bust ? 0 : trade.quantity());
        long amount = Math.addExact(obligations.amountMinor(owed) - list.valueMinor(row), value);
        long client = obligations.clientMinor(owed)
            - entries.clientNet(list.valueMinor(row), entries.reversedCharges());
        long[] charges = charges(orderId, currency, settles, quantity, amount);
        for (int kind = 0; kind < charges.length; kind++) {
            charges[kind] = Math.addExact(charges[kind], list.chargedMinor(row, kind));
        }
        if (bust) {
            entries.charge(charges);
        } else {
            entries.book(trade.quantity(), value, lots, charges);
        }
        client = Math.addExact(client, entries.clientNet(value, charges));
        firm.booking.write(step);
        obligations.state(step, stated, owed).quantity(quantity).amountMinor(amount).clientMinor(client)
            .status(quantity == 0 ? ObligationStatus.SETTLED : ObligationStatus.OPEN);
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
