package throughline.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.capture.Bench.ABC;
import static throughline.capture.Bench.CLIENT;
import static throughline.capture.Bench.DAY;
import static throughline.capture.Bench.E8;
import static throughline.capture.Bench.PROP;
import static throughline.capture.Bench.RISK;
import static throughline.capture.Bench.TRADER;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.blotter.Executions;
import throughline.blotter.Orders;
import throughline.message.EndReason;
import throughline.message.Side;

/** Trades done elsewhere, and what is undone or corrected of any trade. */
class TradesTest {
    private final Bench bench = new Bench(Bench.NO_STREET).opened();
    private final Asking asking = new Asking(bench);
    private final Executions executions = bench.state().blotter().executions();

    private String status(long orderId) {
        Orders orders = bench.state().orders();
        int row = orders.find(orderId);
        return orders.status(row) + " " + orders.cum(row) + "/" + orders.leaves(row) + "/" + orders.quantity(row);
    }

    private long position(int account) {
        return bench.state().blotter().positions().quantity(account, ABC);
    }

    private BigInteger notional(long orderId) {
        Orders orders = bench.state().orders();
        int row = orders.find(orderId);
        return BigInteger.valueOf(orders.notionalHigh(row)).shiftLeft(64)
            .add(new BigInteger(Long.toUnsignedString(orders.notionalLow(row))));
    }

    /** A sell of 100 of PROP, 60 of it bought by CLIENT at 101; gives both orders. */
    private long[] matched() {
        long sell = bench.limit("a", "PROP", Side.SELL, 100, 101 * E8);
        bench.accept(sell);
        long buy = bench.limit("b", "CLIENT", Side.BUY, 60, 102 * E8);
        bench.accept(buy);
        bench.records();
        bench.answers();
        return new long[] {sell, buy};
    }

    @Test
    void aTradeDoneElsewhereIsAnExecutionWithoutAnOrder() {
        asking.report(TRADER, "PROP", "ABC", Side.BUY, 40, 100 * E8, 0, "k");
        long report = bench.lastReference();
        assertEquals(List.of("reported " + report, "executed " + report + " account 1 BUY 40@100 cum 40 leaves 0 first"
            + " ccp 7 user 1 on 20000"), bench.records());
        int row = executions.find(report + 1);
        assertEquals(List.of(true, PROP, ABC, TRADER, Side.BUY), List.of(executions.isElsewhere(row),
            executions.account(row), executions.instrument(row), executions.user(row), executions.side(row)));
        assertEquals(540, position(PROP));
        assertEquals(Orders.NONE, bench.state().orders().find(report));
        asking.report(TRADER, "PROP", "ABC", Side.BUY, 40, 100 * E8, 0, "k");
        asking.report(TRADER, "PROP", "ABC", Side.BUY, 41, 100 * E8, 0, "k");
        asking.report(TRADER, "NOBODY", "ABC", Side.BUY, 40, 100 * E8, 0, "");
        asking.report(TRADER, "PROP", "NIX", Side.BUY, 40, 100 * E8, 0, "");
        asking.report(TRADER, "PROP", "ABC", Side.BUY, 40, 100 * E8, 99, "");
        assertEquals(List.of("RECORDED " + report, "REPEATED " + report, "CONFLICT " + report, "NOT_FOUND 0",
            "NOT_FOUND 0", "NOT_FOUND 0"), bench.answers());
        asking.report(TRADER, "OTHER", "ABC", Side.BUY, 40, 100 * E8, 0, "");
        assertEquals(true, bench.answers().get(0).startsWith("FORBIDDEN"));
    }

    @Test
    void aTradeIsWorthNoMoreThanTheBooksCanSum() {
        long most = 1_000_000_000_000L;
        asking.report(TRADER, "PROP", "ABC", Side.BUY, most, E8, 0, "");
        asking.report(TRADER, "PROP", "ABC", Side.BUY, most, E8 + 1, 0, "");
        long report = bench.lastReference();
        asking.report(TRADER, "PROP", "ABC", Side.BUY, 1, E8, 0, "");
        asking.correct(RISK, bench.lastReference() + 1, most + 1, E8, "");
        assertEquals(List.of("RECORDED", "WRONG_STATE", "RECORDED", "WRONG_STATE"),
            bench.answers().stream().map(answer -> answer.split(" ")[0]).toList());
        assertEquals(0, report);
    }

    @Test
    void aTradeDoneElsewhereMayBeCorrectedAndBusted() {
        asking.report(TRADER, "PROP", "ABC", Side.BUY, 40, 100 * E8, 0, "k");
        long report = bench.lastReference();
        bench.records();
        asking.correct(RISK, report + 1, 50, 99 * E8, "c");
        asking.bust(RISK, report + 1, "b");
        assertEquals(List.of("corrected " + (report + 1) + " order " + report + " account 1 40@100 to 50@99 cum 50",
            "busted " + (report + 1) + " order " + report + " account 1 BUY 50@99 cum 0"), bench.records());
        assertEquals(500, position(PROP));
        assertEquals(0, bench.state().blotter().positions().bought(0));
    }

    @Test
    void aBustTakesBothSidesOfAMatchWithIt() {
        long[] orders = matched();
        long first = executions.id(0);
        asking.bust(RISK, first + 1, "k");
        assertEquals(List.of("busted " + (first + 1) + " order " + orders[0] + " account 1 SELL 60@101 cum 0",
            "busted " + first + " order " + orders[1] + " account 2 BUY 60@101 cum 0"), bench.records());
        assertEquals(List.of("NEW 0/40/100", "CANCELED 0/0/60"), List.of(status(orders[0]), status(orders[1])));
        Orders all = bench.state().orders();
        assertEquals(EndReason.TRADE_BUSTED, all.endReason(all.find(orders[1])));
        assertEquals(List.of(500L, 0L, BigInteger.ZERO), List.of(position(PROP), position(CLIENT),
            notional(orders[0])));
        assertEquals(List.of(true, true), List.of(executions.isBusted(0), executions.isBusted(1)));
        asking.bust(RISK, first + 1, "k");
        asking.bust(RISK, first, "k");
        asking.bust(RISK, first, "");
        asking.correct(RISK, first, 10, 101 * E8, "");
        asking.bust(RISK, 5, "");
        asking.bust(RISK, 1_000_000, "");
        assertEquals(List.of("RECORDED " + (first + 2), "REPEATED " + (first + 2), "CONFLICT " + (first + 2),
            "WRONG_STATE 0", "WRONG_STATE 0", "TOO_LATE 0", "NOT_FOUND 0"), bench.answers());
        asking.bust(TRADER, first, "");
        assertEquals(true, bench.answers().get(0).startsWith("FORBIDDEN"));
    }

    @Test
    void whatIsLeftTradesOnAfterABust() {
        long[] orders = matched();
        asking.bust(RISK, executions.id(0), "");
        bench.accept(bench.limit("c", "CLIENT", Side.BUY, 50, 101 * E8));
        assertEquals("CANCELED 40/0/100", status(orders[0]));
        assertEquals(460, position(PROP));
    }

    @Test
    void theStreetsSideIsBustedToo() {
        Bench street = new Bench(Bench.STREET_ON).opened();
        long buy = street.limit("a", "PROP", Side.BUY, 10, 101 * E8);
        street.accept(buy);
        street.records();
        long id = street.state().blotter().executions().id(0);
        new Asking(street).correct(RISK, id, 8, 100 * E8, "");
        new Asking(street).bust(RISK, id, "");
        assertEquals(List.of("corrected " + id + " order " + buy + " account 1 10@101 to 8@100 cum 8",
            "corrected " + (id + 1) + " order 0 account 3 10@101 to 8@100 cum 8",
            "busted " + id + " order " + buy + " account 1 BUY 8@100 cum 0",
            "busted " + (id + 1) + " order 0 account 3 SELL 8@100 cum 0"), street.records());
        assertEquals(500, street.state().blotter().positions().quantity(PROP, ABC));
    }

    @Test
    void aCorrectionStaysWithinTheQuantity() {
        long[] orders = matched();
        long first = executions.id(0);
        asking.correct(RISK, first, 61, 101 * E8, "");
        asking.correct(RISK, first, 60, 101 * E8, "");
        assertEquals(List.of("WRONG_STATE 0", "WRONG_STATE 0"), bench.answers());
        asking.correct(RISK, first, 50, 100 * E8, "");
        assertEquals(List.of("PARTIALLY_FILLED 50/40/100", "CANCELED 50/0/60"),
            List.of(status(orders[0]), status(orders[1])));
        assertEquals(BigInteger.valueOf(50L * 100 * E8), notional(orders[1]));
        assertEquals(List.of(450L, 50L), List.of(position(PROP), position(CLIENT)));
        asking.correct(RISK, first, 60, 100 * E8, "");
        assertEquals("FILLED 60/0/60", status(orders[1]));
    }

    @Test
    void anEarlierDatesExecutionIsTooLate() {
        matched();
        long first = executions.id(0);
        bench.closing(DAY);
        bench.closed(DAY, DAY + 1);
        bench.riskOpened(DAY + 1);
        bench.pump();
        asking.bust(RISK, first, "");
        assertEquals(List.of("TOO_LATE 0"), bench.answers());
    }

    @Test
    void whatNoSumOfPositionsCouldHoldIsRefused() {
        long most = Long.MAX_VALUE / 4;
        asking.report(TRADER, "CLIENT", "ABC", Side.BUY, most - 500, 1, 0, "");
        long first = bench.lastReference() + 1;
        asking.report(TRADER, "CLIENT", "ABC", Side.BUY, 1, 1, 0, "");
        asking.report(TRADER, "CLIENT", "ABC", Side.BUY, Long.MAX_VALUE, 1, 0, "");
        asking.report(TRADER, "PROP", "ABC", Side.SELL, Long.MAX_VALUE, 1, 0, "");
        asking.report(TRADER, "CLIENT", "ABC", Side.SELL, most - 500, 1, 0, "");
        asking.report(TRADER, "PROP", "ABC", Side.BUY, most - 500, 1, 0, "");
        asking.bust(RISK, first, "");
        asking.correct(RISK, first, most, 1, "");
        assertEquals(List.of("RECORDED", "WRONG_STATE", "WRONG_STATE", "WRONG_STATE", "RECORDED", "RECORDED",
            "WRONG_STATE", "WRONG_STATE"), bench.answers().stream().map(answer -> answer.split(" ")[0]).toList());
        assertEquals(List.of(most, 0L), List.of(position(PROP), position(CLIENT)));
    }
}
