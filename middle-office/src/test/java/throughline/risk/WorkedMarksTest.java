package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.risk.MiddleOfficeRig.CLIENT;
import static throughline.risk.MiddleOfficeRig.DATE;
import static throughline.risk.MiddleOfficeRig.E8;
import static throughline.risk.MiddleOfficeRig.EUROPEAN;
import static throughline.risk.MiddleOfficeRig.FRACTION;
import static throughline.risk.MiddleOfficeRig.OTHER_DESK;
import static throughline.risk.MiddleOfficeRig.PROP;
import static throughline.risk.MiddleOfficeRig.SHARE;

import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.exposure.Gross;
import throughline.exposure.Profit;
import throughline.message.AccountKind;
import throughline.message.InstrumentStatedEncoder;
import throughline.message.JournalRecord;
import throughline.message.MarksMovedDecoder;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.Standing;
import throughline.message.TimeInForce;
import throughline.reference.Money;
import throughline.reference.Scope;

/** Control 14 and marks: numbers worked by hand. SHR is at 100.00. */
class WorkedMarksTest {
    private static final long ACCOUNT = Scope.of(ScopeKind.ACCOUNT, PROP);
    private static final long DESK = Scope.of(ScopeKind.DESK, 1);

    private final MiddleOfficeRig rig = MiddleOfficeRig.open();
    private final Gross gross = rig.machine.exposures().gross();
    private final Profit profit = rig.machine.exposures().profit();

    /** Long 10, 5 more to buy and 30 to sell: +15 or -20, so that gross is 2,000, longs 1,500, shorts -2,000. */
    @Test
    void grossIsTheLargerSideOfEachHolding() {
        rig.elsewhere(PROP, SHARE, Side.BUY, 10, 100 * E8);
        rig.accepts(rig.buy(PROP, SHARE, 5, "100.00"));
        rig.accepts(rig.ask(PROP, SHARE, Side.SELL_SHORT, 30, "100.00"));
        for (long holder : new long[] {ACCOUNT, DESK, Scope.FIRM}) {
            assertEquals(2_000_00, gross.gross(holder));
            assertEquals(1_500_00, gross.longs(holder));
            assertEquals(-2_000_00, gross.shorts(holder));
            assertEquals(2_000_00, gross.issuer(holder, rig.machine.instruments().issuerId(SHARE)));
        }
        rig.elsewhere(OTHER_DESK, SHARE, Side.SELL, 10, 100 * E8);
        assertEquals(1_000_00, gross.gross(Scope.of(ScopeKind.DESK, 2)));
        assertEquals(3_000_00, gross.gross(Scope.FIRM), "0 + 5 or 0 - 30");
        assertEquals(2_000_00, gross.peakGross(ACCOUNT));
    }

    @Test
    void grossAtTheLimitPassesAndOneAboveIsRejected() {
        rig.tighten(ACCOUNT, Metric.GROSS_EXPOSURE, 1_000 * E8);
        rig.elsewhere(PROP, FRACTION, Side.BUY, 4 * E8, 50 * E8);
        rig.rejects(rig.buy(PROP, SHARE, 9, "100.00"),
            "GROSS_EXPOSURE ACCOUNT:1:0 GROSS_EXPOSURE limit=1000 met=1100");
        long at = rig.buy(PROP, SHARE, 8, "100.00");
        rig.accepts(at);
        rig.rejects(rig.sell(PROP, SHARE, 11, "100.00"),
            "GROSS_EXPOSURE ACCOUNT:1:0 GROSS_EXPOSURE limit=1000 met=1300");
        rig.accepts(rig.ask(PROP, SHARE, Side.SELL_SHORT, 8, "100.00"));
    }

    /** 4 x 50 + 8 x 100 = 1,000; the amendment's own hold is taken out: 9 x 100 = 900 more. */
    @Test
    void anAmendmentIsMeasuredWithoutItsOwnHold() {
        rig.tighten(ACCOUNT, Metric.GROSS_EXPOSURE, 1_000 * E8);
        rig.elsewhere(PROP, FRACTION, Side.BUY, 4 * E8, 50 * E8);
        long id = rig.buy(PROP, SHARE, 7, "100.00");
        assertTrue(rig.amendment(rig.amend(id, amended(8), 0)).startsWith("accepted"));
        long other = rig.buy(PROP, SHARE, 1, "100.00");
        assertEquals("GROSS_EXPOSURE ACCOUNT:1:0 GROSS_EXPOSURE limit=1000 met=1100", rig.decision(other));
        rig.front.replaced(id, rig.last(ReplaceAcceptedDecoder.TEMPLATE_ID).causeSeq(), amended(8),
            8, 8);
        assertEquals("GROSS_EXPOSURE ACCOUNT:1:0 GROSS_EXPOSURE limit=1000 met=1100",
            rig.amendment(rig.amend(id, amended(9), 0)));
    }

    private static FrontScript.Asked amended(long total) {
        return new FrontScript.Asked(MiddleOfficeRig.TRADER, PROP, SHARE, Side.BUY, OrdType.LIMIT, TimeInForce.DAY,
            total, 0, 100_00, 2, DATE);
    }

    /** Values round up after the price and again after the rate: 1 x 100.01 x 0.33333333 = 33.33666633 -> 33.34. */
    @Test
    void otherCurrenciesCountAtTheirRateRoundedUp() {
        rig.front.rate(978, 33_333_333L, DATE);
        rig.price(EUROPEAN, 100_01 * E8 / 100);
        rig.elsewhere(PROP, EUROPEAN, Side.BUY, 1, 100_01 * E8 / 100);
        assertEquals(33_34, gross.gross(ACCOUNT));
        rig.front.rate(978, 50_000_000L, DATE);
        rig.run();
        assertEquals(50_01, gross.gross(ACCOUNT));
        assertEquals(0, profit.profitMinor(ACCOUNT), "cost and value are both of that rate");
    }

    @Test
    void netIsTestedOnTheOrdersSideAlone() {
        rig.tighten(ACCOUNT, Metric.NET_EXPOSURE, 1_000 * E8);
        rig.elsewhere(PROP, FRACTION, Side.SELL, 4 * E8, 50 * E8);
        rig.accepts(rig.buy(PROP, SHARE, 12, "100.00"));
        rig.rejects(rig.buy(PROP, SHARE, 1, "100.00"), "NET_EXPOSURE ACCOUNT:1:0 NET_EXPOSURE limit=1000 met=1100");
        rig.rejects(rig.ask(PROP, SHARE, Side.SELL_SHORT, 9, "100.00"),
            "NET_EXPOSURE ACCOUNT:1:0 NET_EXPOSURE limit=1000 met=1100");
        rig.accepts(rig.ask(PROP, SHARE, Side.SELL_SHORT, 8, "100.00"));
    }

    /** A quarter of a gross limit of 4,000 is 1,000; what is shown of 1,001 is 25.025 percent. */
    @Test
    void anIssuersPartIsOfTheGrossLimit() {
        rig.tighten(DESK, Metric.CONCENTRATION, 25 * E8);
        rig.accepts(rig.buy(PROP, SHARE, 100, "100.00"));
        rig.tighten(DESK, Metric.GROSS_EXPOSURE, 44_000 * E8);
        rig.accepts(rig.buy(PROP, SHARE, 10, "100.00"));
        rig.rejects(rig.buy(CLIENT, SHARE, 1, "100.00"),
            "CONCENTRATION DESK:0:0 CONCENTRATION limit=25 met=25.22727273");
        rig.accepts(rig.buy(PROP, FRACTION, 100, "50.00"));
    }

    /** Two instruments of one issuer count together, and those before it in a basket too. */
    @Test
    void issuersAndBasketsAddUp() {
        rig.front.write(new InstrumentStatedEncoder(), 0, 0, e -> e.instrumentId(4).currency(840)
            .standing(Standing.OPEN).tickE8(E8 / 100).lot(1).multiplier(1).symbol("SHB")
            .name("SHB").sector("X").issuer("SHR Inc"));
        rig.price(4, 10 * E8);
        rig.tighten(ACCOUNT, Metric.GROSS_EXPOSURE, 1_000 * E8);
        rig.tighten(ACCOUNT, Metric.CONCENTRATION, 50 * E8);
        long basket = rig.front.basket(List.of(member(SHARE, 4, 100), member(4, 10, 10), member(4, 1, 10)));
        rig.run();
        rig.rejects(basket + 3, "CONCENTRATION ACCOUNT:1:0 CONCENTRATION limit=50 met=51");
        basket = rig.front.basket(List.of(member(SHARE, 4, 100), member(4, 10, 10), member(FRACTION, 11, 50)));
        rig.run();
        rig.rejects(basket + 3, "GROSS_EXPOSURE ACCOUNT:1:0 GROSS_EXPOSURE limit=1000 met=1050");
        basket = rig.front.basket(List.of(member(SHARE, 4, 100), member(4, 10, 10), member(FRACTION, 10, 50)));
        rig.run();
        rig.accepts(basket + 1);
        rig.accepts(basket + 3);
        assertEquals(1_000_00, gross.gross(ACCOUNT));
        rig.rejects(rig.buy(PROP, FRACTION, 1, "50.00"),
            "GROSS_EXPOSURE ACCOUNT:1:0 GROSS_EXPOSURE limit=1000 met=1050");
    }

    private static FrontScript.Asked member(int instrument, long quantity, long price) {
        return new FrontScript.Asked(MiddleOfficeRig.TRADER, PROP, instrument, Side.BUY, OrdType.LIMIT,
            TimeInForce.DAY, quantity, 0, price, 0, DATE);
    }

    @Test
    void aMissingFirmWideLimitRejects() {
        for (Metric metric : new Metric[] {Metric.GROSS_EXPOSURE, Metric.NET_EXPOSURE, Metric.CONCENTRATION,
            Metric.MARK_AGE, Metric.DAILY_LOSS}) {
            MiddleOfficeRig without = MiddleOfficeRig.staffed();
            without.importWide(metric);
            without.front.price(SHARE, 100 * E8, DATE);
            String code = metric == Metric.MARK_AGE ? "GROSS_EXPOSURE" : metric.name();
            without.rejects(without.buy(PROP, SHARE, 1, "100.00"),
                code + " FIRM:0:0 " + metric.name() + " limit=none met=none");
        }
    }

    @Test
    void whatReducesAtALevelIsNotTestedThere() {
        rig.elsewhere(PROP, SHARE, Side.BUY, 10, 100 * E8);
        rig.tighten(ACCOUNT, Metric.GROSS_EXPOSURE, E8);
        rig.tighten(DESK, Metric.NET_EXPOSURE, E8);
        rig.accepts(rig.sell(PROP, SHARE, 10, "100.00"));
        rig.rejects(rig.buy(PROP, FRACTION, 1, "50.00"),
            "GROSS_EXPOSURE ACCOUNT:1:0 GROSS_EXPOSURE limit=1 met=1050");
    }

    /** Stated by the ledger, not executed: control 11, which comes first, has nothing to convert. */
    @Test
    void aHoldingThatCannotBeValuedRejectsUntilItCan() {
        rig.front.price(EUROPEAN, 100 * E8, DATE);
        rig.front.position(PROP, EUROPEAN, 1);
        rig.run();
        assertTrue(gross.isBroken(ACCOUNT) && gross.isBroken(Scope.FIRM));
        assertEquals(Money.OVERFLOW, gross.gross(DESK));
        rig.rejects(rig.buy(CLIENT, SHARE, 1, "100.00"),
            "GROSS_EXPOSURE FIRM:0:0 GROSS_EXPOSURE limit=90000000000 met=92233720368547758.07");
        rig.front.rate(978, E8, DATE);
        rig.run();
        assertFalse(gross.isBroken(Scope.FIRM));
        assertEquals(100_00, gross.gross(DESK));
        rig.accepts(rig.buy(CLIENT, SHARE, 1, "100.00"));
    }

    /** 150 accounts hold it: 150 + 2 desks and the firm are 153 holdings, in 38 slices of 4 and one of 1. */
    @Test
    void aPriceMarksFourHoldingsAStepAndTheSamePriceNone() {
        for (int account = 10; account < 160; account++) {
            rig.front.account(account, "A" + account, 1 + account % 2, AccountKind.PRINCIPAL, true);
            rig.front.elsewhere(account, SHARE, Side.BUY, 1, 100 * E8);
        }
        rig.run();
        rig.news();
        rig.price(SHARE, 101 * E8);
        assertEquals(39, rig.news().stream().filter(id -> id == MarksMovedDecoder.TEMPLATE_ID).count());
        assertEquals(150 * 101_00, gross.gross(Scope.FIRM));
        MarksMovedDecoder moved = new MarksMovedDecoder();
        JournalRecord last = rig.last(MarksMovedDecoder.TEMPLATE_ID);
        moved.wrap(last.buffer(), last.body(), last.blockLength(), last.version());
        assertEquals(1, moved.isLast());
        assertEquals(153 - 38 * 4, moved.holdings().count());
        rig.price(SHARE, 101 * E8);
        rig.price(EUROPEAN, 200 * E8);
        assertFalse(rig.news().contains(MarksMovedDecoder.TEMPLATE_ID), "nothing moved that is held");
    }

    /** Inputs go before the slices of what they move: an order behind a price waits for none of them. */
    @Test
    void marksThatAreTooOldReject() {
        for (int account = 10; account < 160; account++) {
            rig.front.account(account, "A" + account, 1, AccountKind.PRINCIPAL, true);
            rig.front.elsewhere(account, SHARE, Side.BUY, 1, 100 * E8);
        }
        rig.run();
        rig.tighten(Scope.FIRM, Metric.MARK_AGE, 5 * E8);
        rig.front.price(SHARE, 101 * E8, DATE);
        rig.front.timeNs += 5_000_000;
        long atTheLimit = rig.front.order(member(FRACTION, 1, 50));
        rig.front.timeNs += 1;
        long above = rig.front.order(member(FRACTION, 1, 50));
        rig.run();
        rig.accepts(atTheLimit);
        rig.rejects(above, "GROSS_EXPOSURE FIRM:0:0 MARK_AGE limit=5 met=5.000001");
        rig.accepts(rig.buy(PROP, FRACTION, 1, "50.00"));
    }
}
