package throughline.peerbench;

import org.agrona.concurrent.UnsafeBuffer;
import throughline.message.CancelRequestedEncoder;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderDecoder;
import throughline.message.OrdType;
import throughline.message.OrderCapturedEncoder;
import throughline.message.RecordHeaderDecoder;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.riskbench.Records;

/** A flow's commands as the gateway hands them to the front office: drafts, one after another. One thread. */
final class OwnDrafts {
    private static final int DRAFT_BYTES = 256;
    private static final int ORDER_AT =
        MessageHeaderDecoder.ENCODED_LENGTH + RecordHeaderDecoder.orderIdEncodingOffset();

    private final UnsafeBuffer bytes;
    private final int[] starts;
    private final JournalRecord draft = new JournalRecord();

    OwnDrafts(Flow flow) {
        bytes = new UnsafeBuffer(new byte[flow.count() * DRAFT_BYTES]);
        starts = new int[flow.count() + 1];
        OrderCapturedEncoder order = new OrderCapturedEncoder();
        CancelRequestedEncoder cancel = new CancelRequestedEncoder();
        for (int i = 0; i < flow.count(); i++) {
            int number = i;
            int trader = 1 + (flow.isNew(i) ? i : flow.cancels[i]) % OwnFirm.TRADERS;
            int length = flow.isNew(i)
                ? Records.write(bytes, starts[i], order, trader, 0, OwnFirm.START_NS, 0, e -> order(flow, number, e))
                : Records.write(bytes, starts[i], cancel, trader, 0, OwnFirm.START_NS, 0, e -> e.requestKey(""));
            starts[i + 1] = starts[i] + length;
        }
    }

    private static void order(Flow flow, int number, OrderCapturedEncoder order) {
        order.quantity(flow.quantity[number]).price(flow.price[number]).priceDecimals((short) 2)
            .bodyHash(number).side(flow.buys[number] ? Side.BUY : Side.SELL).ordType(OrdType.LIMIT)
            .timeInForce(TimeInForce.DAY).clOrdId("order" + number).accountName("A" + flow.account[number])
            .symbol("S" + flow.instrument[number]).strategy("").decisionMaker("").session("").parentId("").locate("");
    }

    /** One of them, about an order of the front's or 0; valid until the next call. */
    JournalRecord get(int command, long orderId) {
        bytes.putLong(starts[command] + ORDER_AT, orderId);
        return draft.wrap(bytes, starts[command], starts[command + 1] - starts[command]);
    }
}
