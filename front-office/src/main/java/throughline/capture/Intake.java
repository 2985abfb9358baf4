package throughline.capture;

import throughline.blotter.Blotter;
import throughline.blotter.Orders;
import throughline.blotter.Settings;
import throughline.message.AccessRefusedDecoder;
import throughline.message.BasketCapturedDecoder;
import throughline.message.CancelRequestedDecoder;
import throughline.message.JournalRecord;
import throughline.message.MarketPhaseSetDecoder;
import throughline.message.MassCancelRequestedDecoder;
import throughline.message.OrderCapturedDecoder;
import throughline.message.PriceStatedDecoder;
import throughline.message.RateStatedDecoder;
import throughline.message.ReplaceRequestedDecoder;
import throughline.message.TradeBustedDecoder;
import throughline.message.TradeCorrectedDecoder;
import throughline.message.TradeReportedDecoder;
import throughline.office.Outcome;
import throughline.office.Step;

/** What people and programs ask of the front office, each with those that decide on it. One thread. */
final class Intake {
    final Replaces replaces;
    final Cancels cancels;
    private final Refusals refusals;
    private final Capture capture;
    private final MassCancels massCancels;
    private final Baskets baskets;
    private final TradeReports tradeReports;
    private final Busts busts;
    private final Prices prices;
    private final MarketPhases marketPhases;

    Intake(Session session, Entry entry, Blotter blotter, Replaces replaces, Statements statements,
        Settings settings) {
        Orders orders = blotter.orders();
        this.replaces = replaces;
        refusals = entry.refusals();
        capture = new Capture(session, orders, entry);
        cancels = new Cancels(orders, entry);
        massCancels = new MassCancels(session, entry);
        baskets = new Baskets(session, orders, entry);
        tradeReports = new TradeReports(session, entry, statements.parties, settings, blotter.positions());
        busts = new Busts(session, entry, blotter);
        prices = new Prices(session, entry, statements.rates, settings);
        marketPhases = new MarketPhases(session, entry);
    }

    void command(JournalRecord draft, Step step) {
        switch (draft.templateId()) {
            case OrderCapturedDecoder.TEMPLATE_ID -> capture.command(draft, step);
            case ReplaceRequestedDecoder.TEMPLATE_ID -> replaces.command(draft, step);
            case CancelRequestedDecoder.TEMPLATE_ID -> cancels.command(draft, step);
            case MassCancelRequestedDecoder.TEMPLATE_ID -> massCancels.command(draft, step);
            case BasketCapturedDecoder.TEMPLATE_ID -> baskets.command(draft, step);
            case TradeReportedDecoder.TEMPLATE_ID -> tradeReports.command(draft, step);
            case TradeBustedDecoder.TEMPLATE_ID -> busts.bust(draft, step);
            case TradeCorrectedDecoder.TEMPLATE_ID -> busts.correct(draft, step);
            case PriceStatedDecoder.TEMPLATE_ID -> prices.command(draft, step);
            case RateStatedDecoder.TEMPLATE_ID -> prices.commandRate(draft, step);
            case MarketPhaseSetDecoder.TEMPLATE_ID -> marketPhases.command(draft, step);
            case AccessRefusedDecoder.TEMPLATE_ID -> refusals.command(draft, step);
            default -> step.answer(Outcome.WRONG_STATE, 0);
        }
    }

    /** Remembers what was asked, so that a repeat is harmless, and takes up prices. */
    void apply(JournalRecord record) {
        switch (record.templateId()) {
            case ReplaceRequestedDecoder.TEMPLATE_ID -> replaces.apply(record);
            case CancelRequestedDecoder.TEMPLATE_ID -> cancels.apply(record);
            case MassCancelRequestedDecoder.TEMPLATE_ID -> massCancels.apply(record);
            case BasketCapturedDecoder.TEMPLATE_ID -> baskets.apply(record);
            case TradeReportedDecoder.TEMPLATE_ID -> tradeReports.apply(record);
            case TradeBustedDecoder.TEMPLATE_ID -> busts.applyBust(record);
            case TradeCorrectedDecoder.TEMPLATE_ID -> busts.applyCorrection(record);
            case PriceStatedDecoder.TEMPLATE_ID -> prices.apply(record);
            case RateStatedDecoder.TEMPLATE_ID -> prices.applyRate(record);
            case MarketPhaseSetDecoder.TEMPLATE_ID -> marketPhases.apply(record);
            case AccessRefusedDecoder.TEMPLATE_ID -> refusals.apply(record);
            default -> { }
        }
    }
}
