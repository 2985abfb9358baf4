package throughline.capture;

import throughline.blotter.Settings;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.PriceKind;
import throughline.message.PriceStatedDecoder;
import throughline.message.PriceStatedEncoder;
import throughline.message.RateStatedDecoder;
import throughline.message.RateStatedEncoder;
import throughline.office.Outcome;
import throughline.office.Requests;
import throughline.office.Step;
import throughline.reference.Instruments;
import throughline.reference.Rates;
import throughline.reference.Users;

/** Takes reference prices and rates in, from people of risk and operations. One thread; allocates nothing. */
final class Prices {
    private static final int HEADER = PriceStatedDecoder.requestKeyHeaderLength();

    private final Session session;
    private final Instruments instruments;
    private final Users users;
    private final Requests requests;
    private final Refusals refusals;
    private final PriceStatedDecoder decoder = new PriceStatedDecoder();
    private final PriceStatedEncoder encoder = new PriceStatedEncoder();
    private final RateStatedDecoder rate = new RateStatedDecoder();
    private final RateStatedEncoder rateEncoder = new RateStatedEncoder();
    private final Rates rates;
    private final Settings settings;

    Prices(Session session, Entry entry, Rates rates, Settings settings) {
        this.session = session;
        this.rates = rates;
        this.settings = settings;
        instruments = entry.instruments();
        users = entry.users();
        requests = entry.requests();
        refusals = entry.refusals();
    }

    void command(JournalRecord draft, Step step) {
        if (!mayState(step)) {
            return;
        }
        decoder.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        if (requests.answersRepeat(step, decoder.buffer(), decoder.limit() + HEADER, decoder.requestKeyLength(),
            decoder.bodyHash())) {
            return;
        }
        if (decoder.kind() == PriceKind.FX) {
            step.answer(Outcome.WRONG_STATE, 0);
        } else if (!instruments.isKnown(decoder.instrumentId())) {
            step.answer(Outcome.NOT_FOUND, 0);
        } else {
            step.answer(Outcome.RECORDED, step.nextSeq());
            step.adopt(encoder, draft, 0).businessDate(session.businessDate());
        }
    }

    /** Whether a price or rate may be stated now, and by them; if not, that is answered. */
    private boolean mayState(Step step) {
        if (session.businessDate() == 0) {
            step.answer(Outcome.NOT_READY, 0);
            return false;
        }
        if (!users.has(step.actor(), Users.RISK | Users.OPERATIONS)) {
            refusals.refuse("price", 0, step);
            return false;
        }
        return true;
    }

    /** A rate, of another currency to the base currency. */
    void commandRate(JournalRecord draft, Step step) {
        if (!mayState(step)) {
            return;
        }
        rate.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        if (requests.answersRepeat(step, rate.buffer(), rate.limit() + HEADER, rate.requestKeyLength(),
            rate.bodyHash())) {
            return;
        }
        int base = settings.baseCurrency();
        if (rate.quoteCurrency() != base || rate.currency() == base || rate.rateE8() <= 0) {
            step.answer(Outcome.WRONG_STATE, 0);
        } else {
            step.answer(Outcome.RECORDED, step.nextSeq());
            step.adopt(rateEncoder, draft, 0).businessDate(session.businessDate());
        }
    }

    void applyRate(JournalRecord record) {
        rates.state(record, settings.baseCurrency());
        rate.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (record.causeJournal() == JournalId.NONE.value()) {
            requests.add(record.actor(), rate.buffer(), rate.limit() + HEADER, rate.requestKeyLength(),
                rate.bodyHash(), record.seq());
        }
    }

    void apply(JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        instruments.price(decoder.instrumentId(), decoder.priceE8(), decoder.kind(), decoder.businessDate(),
            record.timeNs());
        if (record.causeJournal() == JournalId.NONE.value()) {
            requests.add(record.actor(), decoder.buffer(), decoder.limit() + HEADER, decoder.requestKeyLength(),
                decoder.bodyHash(), record.seq());
        }
        decoder.skipRequestKey();
        instruments.priceSource(decoder.instrumentId(), decoder.buffer(), decoder.limit() + HEADER,
            decoder.sourceLength());
    }
}
