package throughline.capture;

import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.PriceKind;
import throughline.message.PriceStatedDecoder;
import throughline.message.PriceStatedEncoder;
import throughline.office.Outcome;
import throughline.office.Requests;
import throughline.office.Step;
import throughline.reference.Instruments;
import throughline.reference.Users;

/** Takes reference prices in, from people of risk and operations. One thread; allocates nothing. */
final class Prices {
    private static final int HEADER = PriceStatedDecoder.requestKeyHeaderLength();

    private final Session session;
    private final Instruments instruments;
    private final Users users;
    private final Requests requests;
    private final Refusals refusals;
    private final PriceStatedDecoder decoder = new PriceStatedDecoder();
    private final PriceStatedEncoder encoder = new PriceStatedEncoder();

    Prices(Session session, Entry entry) {
        this.session = session;
        instruments = entry.instruments();
        users = entry.users();
        requests = entry.requests();
        refusals = entry.refusals();
    }

    void command(JournalRecord draft, Step step) {
        if (session.businessDate() == 0) {
            step.answer(Outcome.NOT_READY, 0);
            return;
        }
        if (!users.has(step.actor(), Users.RISK | Users.OPERATIONS)) {
            refusals.refuse("price", 0, step);
            return;
        }
        decoder.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        if (requests.answersRepeat(step, decoder.buffer(), decoder.limit() + HEADER, decoder.requestKeyLength(),
            decoder.bodyHash())) {
            return;
        }
        if (!instruments.isKnown(decoder.instrumentId())) {
            step.answer(Outcome.NOT_FOUND, 0);
        } else {
            step.answer(Outcome.RECORDED, step.nextSeq());
            step.adopt(encoder, draft, 0).businessDate(session.businessDate());
        }
    }

    void apply(JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (decoder.kind() != PriceKind.FX) {
            instruments.price(decoder.instrumentId(), decoder.priceE8(), decoder.kind(), decoder.businessDate(),
                record.timeNs());
        }
        if (record.causeJournal() == JournalId.NONE.value()) {
            requests.add(record.actor(), decoder.buffer(), decoder.limit() + HEADER, decoder.requestKeyLength(),
                decoder.bodyHash(), record.seq());
        }
        decoder.skipRequestKey();
        instruments.priceSource(decoder.instrumentId(), decoder.buffer(), decoder.limit() + HEADER,
            decoder.sourceLength());
    }
}
