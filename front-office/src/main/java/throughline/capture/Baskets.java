package throughline.capture;

import org.agrona.DirectBuffer;
import throughline.blotter.Orders;
import throughline.message.BasketCapturedDecoder;
import throughline.message.BasketCapturedDecoder.OrdersDecoder;
import throughline.message.BasketCapturedEncoder;
import throughline.message.JournalRecord;
import throughline.message.OrderCapturedEncoder;
import throughline.office.Outcome;
import throughline.office.Step;
import throughline.reference.Users;

/**
 * Takes lists of orders in, all or none: one step captures the list and each of its orders, and risk judges them as a
 * whole. One thread; allocates nothing.
 */
final class Baskets {
    /** Most orders of a basket. */
    static final int MAX_ORDERS = 500;

    private static final int HEADER = BasketCapturedDecoder.requestKeyHeaderLength();

    private final Session session;
    private final Orders orders;
    private final Entry entry;
    private final BasketCapturedDecoder decoder = new BasketCapturedDecoder();
    private final BasketCapturedEncoder basket = new BasketCapturedEncoder();
    private final OrderCapturedEncoder order = new OrderCapturedEncoder();
    private final int[] nameAt = new int[MAX_ORDERS];
    private final int[] nameLength = new int[MAX_ORDERS];
    private DirectBuffer buffer;

    Baskets(Session session, Orders orders, Entry entry) {
        this.session = session;
        this.orders = orders;
        this.entry = entry;
    }

    void command(JournalRecord draft, Step step) {
        if (!session.isReady()) {
            step.answer(Outcome.NOT_READY, 0);
            return;
        }
        if (!entry.users().has(step.actor(), Users.TRADER)) {
            entry.refusals().refuse("basket", 0, step);
            return;
        }
        wrap(draft);
        OrdersDecoder members = decoder.orders();
        int count = members.count();
        if (count == 0 || count > MAX_ORDERS) {
            step.answer(Outcome.WRONG_STATE, 0);
            return;
        }
        for (int member = 0; member < count; member++) {
            readName(members.next(), member);
        }
        if (entry.requests().answersRepeat(step, buffer, decoder.limit() + HEADER, decoder.requestKeyLength(),
            decoder.bodyHash())) {
            return;
        }
        int used = firstUsed(step.actor(), count);
        if (!session.isOpen()) {
            step.answer(Outcome.SESSION_CLOSED, 0);
        } else if (used != Orders.NONE || namesOneTwice(count)) {
            step.answer(Outcome.CONFLICT, used == Orders.NONE ? 0 : orders.id(used));
        } else {
            capture(draft, step);
        }
    }

    private void wrap(JournalRecord record) {
        buffer = record.buffer();
        decoder.wrap(buffer, record.body(), record.blockLength(), record.version());
    }

    private void readName(OrdersDecoder member, int index) {
        nameLength[index] = member.clOrdIdLength();
        nameAt[index] = decoder.limit() + HEADER;
        member.skipClOrdId();
        member.skipAccountName();
        member.skipSymbol();
        member.skipStrategy();
        member.skipDecisionMaker();
        member.skipSession();
        member.skipParentId();
        member.skipLocate();
    }

    private int firstUsed(int user, int count) {
        for (int member = 0; member < count; member++) {
            int row = orders.find(user, buffer, nameAt[member], nameLength[member]);
            if (row != Orders.NONE) {
                return row;
            }
        }
        return Orders.NONE;
    }

    private boolean namesOneTwice(int count) {
        for (int member = 1; member < count; member++) {
            for (int before = 0; before < member; before++) {
                if (isSameName(member, before)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isSameName(int one, int other) {
        if (nameLength[one] != nameLength[other]) {
            return false;
        }
        for (int at = nameLength[one] - 1; at >= 0; at--) {
            if (buffer.getByte(nameAt[one] + at) != buffer.getByte(nameAt[other] + at)) {
                return false;
            }
        }
        return true;
    }

    private void capture(JournalRecord draft, Step step) {
        long basketId = step.nextSeq();
        step.answer(Outcome.RECORDED, basketId);
        step.adopt(basket, draft, 0).businessDate(session.businessDate());
        wrap(draft);
        OrdersDecoder members = decoder.orders();
        while (members.hasNext()) {
            captureMember(members.next(), basketId, step);
        }
    }

    private void captureMember(OrdersDecoder member, long basketId, Step step) {
        step.add(order, step.nextSeq()).quantity(member.quantity()).price(member.price())
            .bodyHash(member.bodyHash()).businessDate(session.businessDate()).side(member.side())
            .ordType(member.ordType()).timeInForce(member.timeInForce()).quantityDecimals(member.quantityDecimals())
            .priceDecimals(member.priceDecimals()).basketId(basketId).stopPrice(member.stopPrice())
            .stopPriceDecimals(member.stopPriceDecimals()).capacity(member.capacity());
        order.putClOrdId(buffer, textAt(), member.clOrdIdLength());
        member.skipClOrdId();
        order.accountId(entry.accounts().find(buffer, textAt(), member.accountNameLength()));
        order.putAccountName(buffer, textAt(), member.accountNameLength());
        member.skipAccountName();
        order.instrumentId(entry.instruments().find(buffer, textAt(), member.symbolLength()));
        order.putSymbol(buffer, textAt(), member.symbolLength());
        member.skipSymbol();
        order.putStrategy(buffer, textAt(), member.strategyLength());
        member.skipStrategy();
        order.putDecisionMaker(buffer, textAt(), member.decisionMakerLength());
        member.skipDecisionMaker();
        order.putSession(buffer, textAt(), member.sessionLength());
        member.skipSession();
        order.putParentId(buffer, textAt(), member.parentIdLength());
        member.skipParentId();
        order.putLocate(buffer, textAt(), member.locateLength());
        member.skipLocate();
    }

    private int textAt() {
        return decoder.limit() + HEADER;
    }

    void apply(JournalRecord record) {
        wrap(record);
        OrdersDecoder members = decoder.orders();
        while (members.hasNext()) {
            readName(members.next(), 0);
        }
        entry.requests().add(record.actor(), buffer, textAt(), decoder.requestKeyLength(), decoder.bodyHash(),
            record.seq());
    }
}
