package throughline.venue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import throughline.message.AuctionUncrossedDecoder;
import throughline.message.AuctionUncrossingDecoder;
import throughline.message.JournalRecord;
import throughline.message.MarketPhaseSetDecoder;
import throughline.message.OrderCanceledDecoder;
import throughline.message.OrderPlacedDecoder;
import throughline.message.OrderReplacedDecoder;
import throughline.message.OrderTriggeredDecoder;
import throughline.message.TradeExecutedDecoder;

/** Tells what the exchange did, a line for each fact, prices in hundredths; a match's two sides are one. */
final class VenueEvents implements Consumer<JournalRecord> {
    private static final long HUNDREDTH_E8 = 1_000_000;

    final List<String> lines = new ArrayList<>();
    private final TradeExecutedDecoder trade = new TradeExecutedDecoder();
    private String firstSide = "";

    @Override
    public void accept(JournalRecord r) {
        switch (r.templateId()) {
            case OrderPlacedDecoder.TEMPLATE_ID -> {
                OrderPlacedDecoder d = VenueMachine.wrap(new OrderPlacedDecoder(), r);
                lines.add("placed " + r.orderId() + " " + d.leavesQty() + "@" + cents(d.workingPriceE8()) + " stop "
                    + cents(d.stopPriceE8()));
            }
            case TradeExecutedDecoder.TEMPLATE_ID -> traded(r);
            case OrderCanceledDecoder.TEMPLATE_ID -> {
                OrderCanceledDecoder d = VenueMachine.wrap(new OrderCanceledDecoder(), r);
                lines.add("canceled " + r.orderId() + " " + d.cumQty() + "+" + d.canceledQty() + " " + d.reason());
            }
            case OrderTriggeredDecoder.TEMPLATE_ID -> {
                OrderTriggeredDecoder d = VenueMachine.wrap(new OrderTriggeredDecoder(), r);
                lines.add("triggered " + r.orderId() + " " + d.leavesQty() + "@" + cents(d.workingPriceE8()) + " by "
                    + cents(d.lastPriceE8()));
            }
            case OrderReplacedDecoder.TEMPLATE_ID -> {
                OrderReplacedDecoder d = VenueMachine.wrap(new OrderReplacedDecoder(), r);
                lines.add("replaced " + r.orderId() + " " + d.cumQty() + "+" + d.leavesQty() + "@"
                    + cents(d.workingPriceE8()) + " stop " + cents(d.stopPriceE8()) + " keeps " + d.keepsPriority());
            }
            case MarketPhaseSetDecoder.TEMPLATE_ID -> {
                MarketPhaseSetDecoder d = VenueMachine.wrap(new MarketPhaseSetDecoder(), r);
                lines.add("phase " + d.instrumentId() + " " + d.phase() + " " + d.reason() + " until " + d.until());
            }
            case AuctionUncrossingDecoder.TEMPLATE_ID -> {
                AuctionUncrossingDecoder d = VenueMachine.wrap(new AuctionUncrossingDecoder(), r);
                lines.add("uncrossing " + d.instrumentId() + " " + d.quantity() + "@" + cents(d.priceE8()) + " over "
                    + d.imbalance() + " then " + d.phase());
            }
            case AuctionUncrossedDecoder.TEMPLATE_ID -> {
                AuctionUncrossedDecoder d = VenueMachine.wrap(new AuctionUncrossedDecoder(), r);
                lines.add("uncrossed " + d.instrumentId() + " " + d.quantity() + "@" + cents(d.priceE8()) + " then "
                    + d.phase());
            }
            default -> { }
        }
    }

    private void traded(JournalRecord r) {
        VenueMachine.wrap(trade, r);
        String side = r.orderId() + (trade.aggressor() == 1 ? "! " : " ") + trade.side() + " " + trade.cumQty() + "+"
            + trade.leavesQty();
        if (trade.matchId() == r.seq()) {
            firstSide = side;
        } else {
            lines.add("trade " + trade.quantity() + "@" + cents(trade.priceE8()) + " " + firstSide + " / " + side);
        }
    }

    static long cents(long priceE8) {
        return priceE8 % HUNDREDTH_E8 == 0 ? priceE8 / HUNDREDTH_E8 : Long.MIN_VALUE;
    }

    /** All since the last call. */
    List<String> take() {
        List<String> all = List.copyOf(lines);
        lines.clear();
        return all;
    }
}
