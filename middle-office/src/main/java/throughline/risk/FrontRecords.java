package throughline.risk;

import throughline.exposure.Exposures;
import throughline.exposure.Holds;
import throughline.limit.Names;
import throughline.message.AccountKind;
import throughline.message.AccountStatedDecoder;
import throughline.message.BasketCapturedDecoder;
import throughline.message.CancelRequestedDecoder;
import throughline.message.CashStatedDecoder;
import throughline.message.ClockTickedDecoder;
import throughline.message.EndReason;
import throughline.message.FeeStatedDecoder;
import throughline.message.InstrumentStatedDecoder;
import throughline.message.JournalRecord;
import throughline.message.MassCancelRequestedDecoder;
import throughline.message.OrderCanceledDecoder;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderDeclinedDecoder;
import throughline.message.OrderExpiredDecoder;
import throughline.message.OrderReplacedDecoder;
import throughline.message.OrderTriggeredDecoder;
import throughline.message.PartyStatedDecoder;
import throughline.message.PositionMoveStatedDecoder;
import throughline.message.PositionStatedDecoder;
import throughline.message.PriceKind;
import throughline.message.PriceStatedDecoder;
import throughline.message.RateStatedDecoder;
import throughline.message.ReplaceRefusedDecoder;
import throughline.message.ReplaceRequestedDecoder;
import throughline.message.ScopeClearedDecoder;
import throughline.message.ScopeKind;
import throughline.message.SessionClosedDecoder;
import throughline.message.SessionOpenedDecoder;
import throughline.message.Side;
import throughline.message.TickTableStatedDecoder;
import throughline.message.TradeBustedDecoder;
import throughline.message.TradeCorrectedDecoder;
import throughline.message.TradeExecutedDecoder;
import throughline.message.UnsettledStatedDecoder;
import throughline.message.UserStatedDecoder;
import throughline.reference.Instruments;
import throughline.state.Table;

/** What each of the front's records changes in the state. Decides nothing; allocates nothing for orders. One thread. */
final class FrontRecords {
    private static final int HEADER = OrderCapturedDecoder.strategyHeaderLength();

    private final MiddleMachine machine;
    private final Exposures exposures;
    private final Names names;
    private final Holds holds;
    private final InstrumentStatedDecoder instrument = new InstrumentStatedDecoder();
    private final PriceStatedDecoder price = new PriceStatedDecoder();
    private final PositionStatedDecoder position = new PositionStatedDecoder();
    private final PositionMoveStatedDecoder moved = new PositionMoveStatedDecoder();
    private final SessionOpenedDecoder opened = new SessionOpenedDecoder();
    private final OrderCapturedDecoder captured = new OrderCapturedDecoder();
    private final UserStatedDecoder user = new UserStatedDecoder();
    private final RateStatedDecoder rate = new RateStatedDecoder();
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
        this.exposures = machine.exposures();
        this.names = machine.names();
        this.holds = exposures.holds();
    }

    void apply(JournalRecord record) {
        switch (record.templateId()) {
            case TickTableStatedDecoder.TEMPLATE_ID -> machine.ticks().state(record);
            case InstrumentStatedDecoder.TEMPLATE_ID -> instrument(record);
            case AccountStatedDecoder.TEMPLATE_ID -> machine.accounts().state(record);
            case UserStatedDecoder.TEMPLATE_ID -> user(record);
            case PartyStatedDecoder.TEMPLATE_ID -> machine.parties().state(record);
            case FeeStatedDecoder.TEMPLATE_ID -> machine.fees().define(record);
            case RateStatedDecoder.TEMPLATE_ID -> rate(record);
            case CashStatedDecoder.TEMPLATE_ID -> exposures.cash().state(record);
            case UnsettledStatedDecoder.TEMPLATE_ID -> unsettled(record);
            case PriceStatedDecoder.TEMPLATE_ID -> price(record);
            case PositionStatedDecoder.TEMPLATE_ID -> position(record);
            case PositionMoveStatedDecoder.TEMPLATE_ID -> moved(record);
            case SessionOpenedDecoder.TEMPLATE_ID -> {
                opened.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                machine.day().sessionOpened(opened.businessDate());
            }
            case SessionClosedDecoder.TEMPLATE_ID -> machine.day().sessionClosed();
            case TradeExecutedDecoder.TEMPLATE_ID -> trade(record);
            case OrderCanceledDecoder.TEMPLATE_ID -> canceled(record);
            case OrderCapturedDecoder.TEMPLATE_ID -> captured(record);
            case CancelRequestedDecoder.TEMPLATE_ID, MassCancelRequestedDecoder.TEMPLATE_ID -> cancelRequested(record);
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

    /** Stated anew with each day; what its holdings are worth changes with few of its numbers. */
    private void instrument(JournalRecord record) {
        instrument.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int id = instrument.instrumentId();
        Instruments instruments = machine.instruments();
        boolean known = id < instruments.end() && instruments.isKnown(id);
        long multiplier = known ? instruments.multiplier(id) : 0;
        int currency = known ? instruments.currency(id) : 0;
        int issuer = known ? instruments.issuerId(id) : 0;
        instruments.state(record);
        exposures.holdings().instrumentStated(id, multiplier, currency, issuer, record.timeNs());
    }

    private void user(JournalRecord record) {
        machine.users().state(record);
        user.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        names.user(user.userId(), record.buffer(), user.limit() + UserStatedDecoder.userNameHeaderLength(),
            user.userNameLength());
    }

    /** Stated anew with each day; what is known already is not taken up twice. */
    private void rate(JournalRecord record) {
        machine.rates().state(record, machine.day().currency());
        rate.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        exposures.holdings().rateMoved(rate.currency(), record.timeNs());
    }

    private void unsettled(JournalRecord record) {
        exposures.credit().state(record);
        exposures.cash().unsettled(record);
    }

    private void captured(JournalRecord record) {
        captured.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        captured.skipClOrdId();
        captured.skipAccountName();
        captured.skipSymbol();
        int at = captured.limit();
        names.take(ScopeKind.STRATEGY, record.buffer(), at + HEADER, captured.strategyLength());
        captured.skipStrategy();
        captured.skipDecisionMaker();
        names.take(ScopeKind.SESSION, record.buffer(), captured.limit() + HEADER, captured.sessionLength());
        machine.baskets().captured(record);
    }

    private void cancelRequested(JournalRecord record) {
        exposures.buckets().canceled(record.actor(), machine.day().lastTimeNs());
    }

    private void price(JournalRecord record) {
        price.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        machine.instruments().price(price.instrumentId(), price.priceE8(), price.kind(), price.businessDate(),
            record.timeNs());
        if (price.kind() == PriceKind.CLOSE && record.actor() != 0) {
            machine.officialCloses().state(price.instrumentId(), price.priceE8(), price.businessDate());
        }
        exposures.holdings().priceMoved(price.instrumentId(), record.timeNs());
    }

    private void position(JournalRecord record) {
        position.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int account = position.accountId();
        if (!isStreet(account)) {
            exposures.holdings().state(account, machine.accounts().deskId(account), position.instrumentId(),
                position.quantity());
        }
    }

    private void moved(JournalRecord record) {
        moved.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        exposures.holdings().move(moved.accountId(), machine.accounts().deskId(moved.accountId()),
            moved.instrumentId(), moved.quantity());
    }

    private boolean isStreet(int accountId) {
        return machine.accounts().kind(accountId) == AccountKind.OUTSIDE;
    }

    private void trade(JournalRecord record) {
        trade.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (isStreet(trade.accountId())) {
            return;
        }
        int hold = holds.row(record.orderId());
        if (hold != Table.NONE) {
            exposures.readAhead(hold);
        }
        int strategy = names.take(ScopeKind.STRATEGY, record.buffer(), trade.limit() + HEADER, trade.strategyLength());
        exposures.executed(trade, hold, strategy);
        if (trade.elsewhere() == 0) {
            exposures.repetitions().executed(strategy);
        }
        if (trade.leavesQty() == 0 && trade.elsewhere() == 0 && hold != Table.NONE) {
            machine.tradingStates().onFilled(holds.at(hold));
            remove(hold);
        }
    }

    private void busted(JournalRecord record) {
        busted.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (isStreet(busted.accountId())) {
            return;
        }
        restateExecuted(record.orderId(), -busted.quantity());
        busted.skipRequestKey();
        busted.skipReason();
        int strategy = names.find(ScopeKind.STRATEGY, record.buffer(), busted.limit() + HEADER,
            busted.strategyLength());
        boolean bought = busted.side() == Side.BUY;
        exposures.restated(busted.accountId(), strategy, busted.instrumentId(),
            bought ? -busted.quantity() : busted.quantity(), busted.priceE8(), true);
    }

    private void corrected(JournalRecord record) {
        corrected.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (isStreet(corrected.accountId())) {
            return;
        }
        restateExecuted(record.orderId(), corrected.quantity() - corrected.oldQuantity());
        int account = corrected.accountId();
        int instrument = corrected.instrumentId();
        boolean bought = corrected.side() == Side.BUY;
        long old = corrected.oldQuantity();
        long now = corrected.quantity();
        long oldPriceE8 = corrected.oldPriceE8();
        long priceE8 = corrected.priceE8();
        corrected.skipRequestKey();
        corrected.skipReason();
        int strategy = names.find(ScopeKind.STRATEGY, record.buffer(), corrected.limit() + HEADER,
            corrected.strategyLength());
        exposures.restated(account, strategy, instrument, bought ? -old : old, oldPriceE8, true);
        exposures.restated(account, strategy, instrument, bought ? now : -now, priceE8, false);
    }

    /** More (above 0) or less was executed than was told; what is left of an order stays as it is. */
    private void restateExecuted(long orderId, long by) {
        int hold = holds.row(orderId);
        if (hold != Table.NONE) {
            exposures.release(hold);
            holds.restateExecuted(hold, by);
            exposures.count(hold);
        }
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
        exposures.release(hold);
        holds.amended(hold, replaced.requestSeq(), replaced.leavesQty(), replaced.stopPriceE8());
        exposures.count(hold);
        if (replaced.leavesQty() == 0) {
            end(hold);
        }
    }

    /** An order that ended meanwhile is held no more; then there is nothing to take back. */
    private void refused(JournalRecord record) {
        refused.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int hold = holds.row(record.orderId());
        if (hold != Table.NONE) {
            exposures.release(hold);
            holds.refused(hold, refused.requestSeq());
            exposures.count(hold);
        }
    }

    private void triggered(JournalRecord record) {
        int hold = holds.row(record.orderId());
        if (hold != Table.NONE) {
            exposures.release(hold);
            holds.trigger(hold);
            exposures.count(hold);
        }
    }

    private void release(long orderId) {
        end(holds.row(orderId));
    }

    /** Only a terminal record of the front releases what is left of a hold, if there is one. */
    private void end(int hold) {
        if (hold != Table.NONE) {
            exposures.readAhead(hold);
            remove(hold);
        }
    }

    private void remove(int hold) {
        exposures.release(hold);
        holds.remove(hold);
    }

    private void canceled(JournalRecord record) {
        canceled.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int hold = holds.row(record.orderId());
        if (canceled.reason() == EndReason.SCOPE_HALTED && hold != Table.NONE) {
            machine.tradingStates().onCanceled(holds.at(hold));
        }
        end(hold);
    }

    private void cleared(JournalRecord record) {
        cleared.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        machine.tradingStates().onCleared(cleared.scope(), cleared.state(), cleared.canceled(),
            cleared.filledMeanwhile());
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
