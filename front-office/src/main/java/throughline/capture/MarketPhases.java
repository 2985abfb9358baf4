package throughline.capture;

import throughline.message.JournalRecord;
import throughline.message.MarketPhase;
import throughline.message.MarketPhaseSetDecoder;
import throughline.message.MarketPhaseSetEncoder;
import throughline.message.PhaseReason;
import throughline.office.Outcome;
import throughline.office.Requests;
import throughline.office.Step;
import throughline.reference.Instruments;
import throughline.reference.Users;

/**
 * Lets people of risk and operations say what a book does with orders: of one instrument, or of all. What follows from
 * it is the venue's. While the session is closed books can be halted and nothing else. One thread; allocates nothing.
 */
final class MarketPhases {
    private static final int HEADER = MarketPhaseSetDecoder.requestKeyHeaderLength();

    private final Session session;
    private final Instruments instruments;
    private final Users users;
    private final Requests requests;
    private final Refusals refusals;
    private final MarketPhaseSetDecoder decoder = new MarketPhaseSetDecoder();
    private final MarketPhaseSetEncoder encoder = new MarketPhaseSetEncoder();

    MarketPhases(Session session, Entry entry) {
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
            refusals.refuse("market phase", 0, step);
            return;
        }
        decoder.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        if (requests.answersRepeat(step, decoder.buffer(), decoder.limit() + HEADER, decoder.requestKeyLength(),
            decoder.bodyHash())) {
            return;
        }
        if (decoder.instrumentId() != 0 && !instruments.isKnown(decoder.instrumentId())) {
            step.answer(Outcome.NOT_FOUND, 0);
        } else if (!makesSense(decoder.phase(), decoder.until())) {
            step.answer(Outcome.WRONG_STATE, 0);
        } else if (!session.isOpen() && decoder.phase() != MarketPhase.HALTED) {
            step.answer(Outcome.SESSION_CLOSED, 0);
        } else {
            step.answer(Outcome.RECORDED, step.nextSeq());
            step.adopt(encoder, draft, 0).reason(PhaseReason.REQUEST);
        }
    }

    /** Continuous trading and the close last until something else is set. */
    private static boolean makesSense(MarketPhase phase, long until) {
        boolean lasts = phase == MarketPhase.CONTINUOUS || phase == MarketPhase.CLOSED;
        return phase != MarketPhase.NULL_VAL && until >= 0 && (until == 0 || !lasts);
    }

    void apply(JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        requests.add(record.actor(), decoder.buffer(), decoder.limit() + HEADER, decoder.requestKeyLength(),
            decoder.bodyHash(), record.seq());
    }
}
