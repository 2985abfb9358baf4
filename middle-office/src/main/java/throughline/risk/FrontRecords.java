package throughline.risk;

import throughline.message.AccountKind;
import throughline.message.AccountStatedDecoder;
import throughline.message.ClockTickedDecoder;
import throughline.message.EndReason;
import throughline.message.InstrumentStatedDecoder;
import throughline.message.JournalRecord;
import throughline.message.OrderCanceledDecoder;
import throughline.message.OrderExpiredDecoder;
import throughline.message.PositionStatedDecoder;
import throughline.message.PriceStatedDecoder;
import throughline.message.ScopeClearedDecoder;
import throughline.message.SessionClosedDecoder;
import throughline.message.SessionOpenedDecoder;
import throughline.message.Side;
import throughline.message.TickTableStatedDecoder;
import throughline.message.TradeExecutedDecoder;
import throughline.message.UserStatedDecoder;
import throughline.state.Table;

/** What each of the front's records changes in the state. Decides nothing; allocates nothing for orders. One thread. */
final class FrontRecords {
    private final MiddleMachine machine;
    private final Holdings holdings;
    private final Holds holds;
    private final PriceStatedDecoder price = new PriceStatedDecoder();
    private final PositionStatedDecoder position = new PositionStatedDecoder();
    private final SessionOpenedDecoder opened = new SessionOpenedDecoder();
    private final TradeExecutedDecoder trade = new TradeExecutedDecoder();
    private final OrderCanceledDecoder canceled = new OrderCanceledDecoder();
    private final ScopeClearedDecoder cleared = new ScopeClearedDecoder();
    private final ClockTickedDecoder ticked = new ClockTickedDecoder();

    FrontRecords(MiddleMachine machine) {
        this.machine = machine;
        this.holdings = machine.holdings();
        this.holds = machine.holds();
    }

    void apply(JournalRecord record) {
        switch (record.templateId()) {
            case TickTableStatedDecoder.TEMPLATE_ID -> machine.ticks().state(record);
            case InstrumentStatedDecoder.TEMPLATE_ID -> machine.instruments().state(record);
            case AccountStatedDecoder.TEMPLATE_ID -> machine.accounts().state(record);
            case UserStatedDecoder.TEMPLATE_ID -> machine.users().state(record);
            case PriceStatedDecoder.TEMPLATE_ID -> price(record);
            case PositionStatedDecoder.TEMPLATE_ID -> position(record);
            case SessionOpenedDecoder.TEMPLATE_ID -> {
                opened.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                machine.day().sessionOpened(opened.businessDate());
            }
            case SessionClosedDecoder.TEMPLATE_ID -> machine.day().sessionClosed();
            case TradeExecutedDecoder.TEMPLATE_ID -> trade(record);
            case OrderCanceledDecoder.TEMPLATE_ID -> canceled(record);
            case OrderExpiredDecoder.TEMPLATE_ID -> release(record.orderId());
            case ScopeClearedDecoder.TEMPLATE_ID -> cleared(record);
            case ClockTickedDecoder.TEMPLATE_ID -> ticked(record);
            default -> {
                // the others change nothing that risk keeps
            }
        }
    }

    private void price(JournalRecord record) {
        price.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        machine.instruments().price(price.instrumentId(), price.priceE8(), price.kind(), price.businessDate(),
            record.timeNs());
    }

    private void position(JournalRecord record) {
        position.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (!isStreet(position.accountId())) {
            holdings.state(position.accountId(), position.instrumentId(), position.quantity());
        }
    }

    private boolean isStreet(int accountId) {
        return machine.accounts().kind(accountId) == AccountKind.OUTSIDE;
    }

    private void trade(JournalRecord record) {
        trade.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int account = trade.accountId();
        int instrument = trade.instrumentId();
        if (isStreet(account)) {
            return;
        }
        boolean buys = trade.side() == Side.BUY;
        int hold = holds.row(record.orderId());
        if (hold != Table.NONE) {
            long executed = Math.min(trade.quantity(), holds.leaves(hold));
            holds.reduce(hold, executed);
            holdings.work(account, instrument, !buys, -executed);
        }
        holdings.execute(account, instrument, buys ? trade.quantity() : -trade.quantity());
        if (trade.leavesQty() == 0) {
            release(record.orderId());
            machine.tradingStates().onFilled(account, instrument);
        }
    }

    /** Only a terminal record of the front releases what is left of a hold. */
    private void release(long orderId) {
        int hold = holds.row(orderId);
        if (hold != Table.NONE) {
            holdings.work(holds.accountId(hold), holds.instrumentId(hold), holds.sells(hold), -holds.leaves(hold));
            holds.remove(hold);
        }
    }

    private void canceled(JournalRecord record) {
        canceled.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        release(record.orderId());
        if (canceled.reason() == EndReason.SCOPE_HALTED) {
            machine.tradingStates().onCanceled(canceled.accountId(), canceled.instrumentId());
        }
    }

    private void cleared(JournalRecord record) {
        cleared.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        machine.tradingStates().onCleared(Scope.key(cleared.accountId(), cleared.instrumentId()), cleared.state(),
            cleared.canceled(), cleared.filledMeanwhile());
    }

    /** Agreement after a difference: the next difference is news again. */
    private void ticked(JournalRecord record) {
        ticked.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        long named = record.consumed(0);
        if (holds.countUpTo(named) == ticked.openOrders() && holds.leavesUpTo(named) == ticked.openLeaves()) {
            machine.day().differed(0, 0);
        }
    }
}
