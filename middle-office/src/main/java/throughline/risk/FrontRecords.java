package throughline.risk;

import throughline.exposure.Holdings;
import throughline.exposure.Holds;
import throughline.limit.Scope;
import throughline.message.AccountKind;
import throughline.message.AccountStatedDecoder;
import throughline.message.BasketCapturedDecoder;
import throughline.message.ClockTickedDecoder;
import throughline.message.EndReason;
import throughline.message.InstrumentStatedDecoder;
import throughline.message.JournalRecord;
import throughline.message.OrderCanceledDecoder;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderDeclinedDecoder;
import throughline.message.OrderExpiredDecoder;
import throughline.message.OrderReplacedDecoder;
import throughline.message.OrderTriggeredDecoder;
import throughline.message.PositionStatedDecoder;
import throughline.message.PriceStatedDecoder;
import throughline.message.ReplaceRefusedDecoder;
import throughline.message.ReplaceRequestedDecoder;
import throughline.message.ScopeClearedDecoder;
import throughline.message.SessionClosedDecoder;
import throughline.message.SessionOpenedDecoder;
import throughline.message.Side;
import throughline.message.TickTableStatedDecoder;
import throughline.message.TradeBustedDecoder;
import throughline.message.TradeCorrectedDecoder;
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
    private final TradeBustedDecoder busted = new TradeBustedDecoder();
    private final TradeCorrectedDecoder corrected = new TradeCorrectedDecoder();
    private final ReplaceRequestedDecoder requested = new ReplaceRequestedDecoder();
    private final OrderReplacedDecoder replaced = new OrderReplacedDecoder();
    private final ReplaceRefusedDecoder refused = new ReplaceRefusedDecoder();
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
            case OrderCapturedDecoder.TEMPLATE_ID -> machine.baskets().captured(record);
            case BasketCapturedDecoder.TEMPLATE_ID -> machine.baskets().begin(record);
            case OrderExpiredDecoder.TEMPLATE_ID, OrderDeclinedDecoder.TEMPLATE_ID -> release(record.orderId());
            case ReplaceRequestedDecoder.TEMPLATE_ID -> replaceRequested(record);
            case OrderReplacedDecoder.TEMPLATE_ID -> replaced(record);
            case ReplaceRefusedDecoder.TEMPLATE_ID -> refused(record);
            case OrderTriggeredDecoder.TEMPLATE_ID -> triggered(record);
            case TradeBustedDecoder.TEMPLATE_ID -> busted(record);
            case TradeCorrectedDecoder.TEMPLATE_ID -> corrected(record);
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
            long before = holds.held(hold);
            holds.execute(hold, trade.quantity());
            holdings.workAnew(holds, hold, before);
        }
        holdings.execute(account, instrument, buys ? trade.quantity() : -trade.quantity());
        if (trade.leavesQty() == 0 && trade.elsewhere() == 0) {
            release(record.orderId());
            machine.tradingStates().onFilled(account, instrument);
        }
    }

    private void busted(JournalRecord record) {
        busted.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        executedAnew(record.orderId(), busted.accountId(), busted.instrumentId(), busted.side() == Side.BUY,
            -busted.quantity());
    }

    private void corrected(JournalRecord record) {
        corrected.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        executedAnew(record.orderId(), corrected.accountId(), corrected.instrumentId(),
            corrected.side() == Side.BUY, corrected.quantity() - corrected.oldQuantity());
    }

    /** More (above 0) or less was executed than was told; what is left of an order stays as it is. */
    private void executedAnew(long orderId, int account, int instrument, boolean buys, long by) {
        if (isStreet(account)) {
            return;
        }
        int hold = holds.row(orderId);
        if (hold != Table.NONE) {
            long before = holds.held(hold);
            holds.restateExecuted(hold, by);
            holdings.workAnew(holds, hold, before);
        }
        holdings.execute(account, instrument, buys ? by : -by);
    }

    private void replaceRequested(JournalRecord record) {
        requested.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int hold = holds.row(record.orderId());
        if (hold != Table.NONE) {
            holds.request(hold, requested.cumQty());
        }
    }

    private void replaced(JournalRecord record) {
        replaced.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int hold = holds.row(record.orderId());
        if (hold == Table.NONE) {
            return;
        }
        long before = holds.held(hold);
        holds.amended(hold, replaced.requestSeq(), replaced.leavesQty(), replaced.stopPriceE8());
        holdings.workAnew(holds, hold, before);
        if (replaced.leavesQty() == 0) {
            release(record.orderId());
        }
    }

    /** An order that ended meanwhile is held no more; then there is nothing to take back. */
    private void refused(JournalRecord record) {
        refused.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int hold = holds.row(record.orderId());
        if (hold != Table.NONE) {
            long before = holds.held(hold);
            holds.refused(hold, refused.requestSeq());
            holdings.workAnew(holds, hold, before);
        }
    }

    private void triggered(JournalRecord record) {
        int hold = holds.row(record.orderId());
        if (hold != Table.NONE) {
            holds.trigger(hold);
        }
    }

    /** Only a terminal record of the front releases what is left of a hold. */
    private void release(long orderId) {
        int hold = holds.row(orderId);
        if (hold != Table.NONE) {
            holdings.work(holds.accountId(hold), holds.instrumentId(hold), holds.sells(hold), -holds.held(hold));
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
