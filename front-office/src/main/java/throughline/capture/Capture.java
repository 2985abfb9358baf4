package throughline.capture;

import throughline.blotter.Orders;
import throughline.message.JournalRecord;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderCapturedEncoder;
import throughline.office.Outcome;
import throughline.office.Step;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.Users;

/**
 * Takes orders in: gives them their identity and answers repeats. Judges nothing that risk judges; an unknown account
 * or symbol is captured as 0. One thread; allocates nothing.
 */
final class Capture {
    private static final int HEADER = OrderCapturedDecoder.clOrdIdHeaderLength();

    private final Session session;
    private final Orders orders;
    private final Accounts accounts;
    private final Instruments instruments;
    private final Users users;
    private final Refusals refusals;
    private final OrderCapturedDecoder decoder = new OrderCapturedDecoder();
    private final OrderCapturedEncoder encoder = new OrderCapturedEncoder();

    Capture(Session session, Orders orders, Entry entry) {
        this.session = session;
        this.orders = orders;
        accounts = entry.accounts();
        instruments = entry.instruments();
        users = entry.users();
        refusals = entry.refusals();
    }

    void command(JournalRecord draft, Step step) {
        if (!session.isReady()) {
            step.answer(Outcome.NOT_READY, 0);
            return;
        }
        if (!users.has(step.actor(), Users.TRADER)) {
            refusals.refuse("new order", 0, step);
            return;
        }
        decoder.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        int known = orders.find(step.actor(), decoder.buffer(), decoder.limit() + HEADER, decoder.clOrdIdLength());
        if (known != Orders.NONE) {
            boolean same = orders.bodyHash(known) == decoder.bodyHash();
            step.answer(same ? Outcome.REPEATED : Outcome.CONFLICT, orders.id(known));
        } else if (!session.isOpen()) {
            step.answer(Outcome.SESSION_CLOSED, 0);
        } else {
            capture(draft, step);
        }
    }

    private void capture(JournalRecord draft, Step step) {
        decoder.skipClOrdId();
        int account = accounts.find(decoder.buffer(), decoder.limit() + HEADER, decoder.accountNameLength());
        decoder.skipAccountName();
        int instrument = instruments.find(decoder.buffer(), decoder.limit() + HEADER, decoder.symbolLength());
        long orderId = step.nextSeq();
        step.adopt(encoder, draft, orderId).businessDate(session.businessDate()).accountId(account)
            .instrumentId(instrument).basketId(0);
        step.answer(Outcome.RECORDED, orderId);
    }
}
