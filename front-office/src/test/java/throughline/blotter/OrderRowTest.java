package throughline.blotter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import throughline.message.EndReason;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderCapacity;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderCapturedEncoder;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.reference.Accounts;
import throughline.reference.Instruments;

/** What shares a cell of an order's row keeps apart, at the ends of each field's range. */
class OrderRowTest {
    private static final int USER = Integer.MAX_VALUE;
    private static final int ACCOUNT = Integer.MAX_VALUE - 1;
    private static final int INSTRUMENT = Integer.MAX_VALUE - 2;
    private static final int DATE = -719_528;
    private static final short DECIMALS = 254;

    private final Orders orders = new Orders(16, new Accounts(), new Instruments());
    private final OrderCapturedDecoder decoder = new OrderCapturedDecoder();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);

    private int captured(long id, String attribute) {
        return captured(id, attribute, ACCOUNT, INSTRUMENT);
    }

    private int captured(long id, String attribute, int account, int instrument) {
        new OrderCapturedEncoder().wrap(buffer, 0).quantity(Long.MAX_VALUE).price(Long.MIN_VALUE).bodyHash(-1)
            .businessDate(DATE).accountId(account).instrumentId(instrument).side(Side.SELL_SHORT)
            .ordType(OrdType.STOP_LIMIT).timeInForce(TimeInForce.FOK).quantityDecimals(DECIMALS)
            .priceDecimals(DECIMALS).basketId(attribute.length()).stopPrice(0).stopPriceDecimals((short) 0)
            .capacity(OrderCapacity.RISKLESS_PRINCIPAL).clOrdId("N" + id).accountName("ACC").symbol("SYM")
            .strategy(attribute).decisionMaker(attribute + attribute).session("").parentId("").locate(attribute);
        decoder.wrap(buffer, 0, OrderCapturedEncoder.BLOCK_LENGTH, OrderCapturedEncoder.SCHEMA_VERSION);
        return orders.capture(id, USER, id + 1, decoder);
    }

    private void isAsCaptured(int row, String attribute) {
        assertEquals(USER + " " + ACCOUNT + " " + INSTRUMENT + " " + DATE, orders.user(row) + " "
            + orders.account(row) + " " + orders.instrument(row) + " " + orders.businessDate(row));
        assertEquals(Side.SELL_SHORT + " " + OrdType.STOP_LIMIT + " " + TimeInForce.FOK + " "
            + OrderCapacity.RISKLESS_PRINCIPAL, orders.side(row) + " " + orders.type(row) + " "
            + orders.timeInForce(row) + " " + orders.capacity(row));
        assertEquals(DECIMALS + " " + DECIMALS, orders.quantityDecimals(row) + " " + orders.priceDecimals(row));
        assertEquals(attribute + " " + attribute + attribute + "  " + attribute, orders.texts().text(
            orders.strategy(row)) + " " + orders.texts().text(orders.decisionMaker(row)) + " "
            + orders.texts().text(orders.session(row)) + " " + orders.texts().text(orders.locate(row)));
        assertEquals(attribute.length(), orders.basketId(row));
    }

    @Test
    void whatIsNotKnownIsCalledAsGiven() {
        int row = captured(1, "", 0, 0);
        assertEquals("ACC SYM", orders.accountName(row) + " " + orders.symbol(row));
        assertEquals("ACC SYM", orders.accountName(captured(2, "x", 0, 0)) + " " + orders.symbol(row));
    }

    @Test
    void aCapturedOrderReadsAsItWas() {
        int row = captured(1, "");
        isAsCaptured(row, "");
        assertEquals(Orders.Status.PENDING_NEW, orders.status(row));
        assertEquals(EndReason.NONE, orders.endReason(row));
        assertEquals(Orders.NONE, orders.decline(row));
        assertEquals(Orders.NONE, orders.replaceDecline(row));
        assertEquals(Metric.NONE, orders.warnedMetric(row));
        assertFalse(orders.isSuspended(row) || orders.isReplacePending(row) || orders.isPendingCancel(row));
    }

    @Test
    void whatBecomesOfItLeavesTheRestAsItWas() {
        int row = captured(1, "x");
        int other = captured(2, "yy");
        orders.requestCancel(row, 5);
        assertEquals(Orders.Status.PENDING_CANCEL, orders.status(row));
        orders.requestReplace(row, 0, Long.MAX_VALUE, 6);
        assertTrue(orders.isReplacePending(row));
        assertEquals(Long.MAX_VALUE, orders.replaceSeq(row));
        orders.warn(row, Metric.MAX_ORDER_QTY, Long.MIN_VALUE, Long.MAX_VALUE, 0, 7);
        orders.warn(row, Metric.NONE, 0, 0, 0, 0);
        assertEquals(7, orders.overrideId(row));
        orders.end(row, Orders.Status.REJECTED, EndReason.BY_REQUEST, Integer.MAX_VALUE - 1, 8);
        assertEquals(Orders.Status.REJECTED, orders.status(row));
        assertEquals(EndReason.BY_REQUEST, orders.endReason(row));
        assertEquals(Integer.MAX_VALUE - 1, orders.decline(row));
        isAsCaptured(row, "x");
        isAsCaptured(other, "yy");
        assertEquals(other, orders.firstOpen());
    }

    @Test
    void extrasGoWithTheirOrderAndAreUsedAgain() {
        int gone = captured(1, "x");
        int stays = captured(2, "yy");
        orders.end(gone, Orders.Status.CANCELED, EndReason.BY_REQUEST, Orders.NONE, 3);
        orders.dropEnded();
        stays = orders.find(2);
        assertEquals(1, orders.end());
        isAsCaptured(stays, "yy");
        isAsCaptured(captured(4, "zzz"), "zzz");
        isAsCaptured(stays, "yy");
    }
}
