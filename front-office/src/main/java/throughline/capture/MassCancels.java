package throughline.capture;

import throughline.message.EndReason;
import throughline.message.JournalRecord;
import throughline.message.MassCancelRequestedDecoder;
import throughline.message.MassCancelRequestedEncoder;
import throughline.office.Outcome;
import throughline.office.Step;
import throughline.reference.Users;

/**
 * Takes in that many orders are to end: all of an account, a symbol, a side, a user, whenever the session is. The edge
 * asks so for who was disconnected. The record names the work; {@link Clearing} does it. One thread.
 */
final class MassCancels {
    private static final int HEADER = MassCancelRequestedDecoder.requestKeyHeaderLength();
    private static final int UNKNOWN = -1;

    private final Session session;
    private final Entry entry;
    private final MassCancelRequestedDecoder decoder = new MassCancelRequestedDecoder();
    private final MassCancelRequestedEncoder encoder = new MassCancelRequestedEncoder();

    MassCancels(Session session, Entry entry) {
        this.session = session;
        this.entry = entry;
    }

    void command(JournalRecord draft, Step step) {
        if (session.businessDate() == 0) {
            step.answer(Outcome.NOT_READY, 0);
            return;
        }
        if (step.actor() != 0 && !entry.users().has(step.actor(), Users.TRADER | Users.RISK)) {
            entry.refusals().refuse("mass cancel", 0, step);
            return;
        }
        decoder.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        int keyAt = decoder.limit() + HEADER;
        int keyLength = decoder.requestKeyLength();
        decoder.skipRequestKey();
        int account = account();
        decoder.skipAccountName();
        int instrument = instrument();
        if (!mayCancelOf(step.actor(), account)) {
            entry.refusals().refuse("mass cancel", 0, step);
            return;
        }
        if (entry.requests().answersRepeat(step, decoder.buffer(), keyAt, keyLength, decoder.bodyHash())) {
            return;
        }
        if (account == UNKNOWN || instrument == UNKNOWN) {
            step.answer(Outcome.NOT_FOUND, 0);
        } else {
            step.answer(Outcome.RECORDED, step.nextSeq());
            boolean lost = decoder.reason() == EndReason.DISCONNECTED;
            step.adopt(encoder, draft, 0).accountId(account).instrumentId(instrument)
                .reason(lost ? EndReason.DISCONNECTED : EndReason.BY_REQUEST);
        }
    }

    /** Whether a user may cancel what is of an account, if one is named; what else they may not is just left alone. */
    private boolean mayCancelOf(int user, int account) {
        return user == 0 || account <= 0 || entry.users().mayUseDesk(user, entry.accounts().deskId(account));
    }

    private int account() {
        int length = decoder.accountNameLength();
        int id = length == 0 ? 0 : entry.accounts().find(decoder.buffer(), decoder.limit() + HEADER, length);
        return length > 0 && id == 0 ? UNKNOWN : id;
    }

    private int instrument() {
        int length = decoder.symbolLength();
        int id = length == 0 ? 0 : entry.instruments().find(decoder.buffer(), decoder.limit() + HEADER, length);
        return length > 0 && id == 0 ? UNKNOWN : id;
    }

    void apply(JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        entry.requests().add(record.actor(), decoder.buffer(), decoder.limit() + HEADER, decoder.requestKeyLength(),
            decoder.bodyHash(), record.seq());
    }
}
