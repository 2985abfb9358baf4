package throughline.capture;

import org.agrona.DirectBuffer;
import throughline.blotter.Positions;
import throughline.blotter.Settings;
import throughline.message.AccountKind;
import throughline.message.JournalRecord;
import throughline.message.Side;
import throughline.message.TradeExecutedEncoder;
import throughline.message.TradeReportedDecoder;
import throughline.message.TradeReportedEncoder;
import throughline.office.Outcome;
import throughline.office.Step;
import throughline.reference.Decimals;
import throughline.reference.Parties;
import throughline.reference.Users;

/**
 * Takes in trades done elsewhere (by voice, as a block): a report and its execution, for risk and settlement. It has no
 * order; the report's seq stands in its place. One thread; allocates nothing.
 */
final class TradeReports {
    private static final int HEADER = TradeReportedDecoder.requestKeyHeaderLength();
    private static final int E8_DECIMALS = 8;

    private final Session session;
    private final Entry entry;
    private final Parties parties;
    private final Settings settings;
    private final Positions positions;
    private final TradeReportedDecoder decoder = new TradeReportedDecoder();
    private final TradeReportedEncoder reported = new TradeReportedEncoder();
    private final TradeExecutedEncoder executed = new TradeExecutedEncoder();

    TradeReports(Session session, Entry entry, Parties parties, Settings settings, Positions positions) {
        this.positions = positions;
        this.settings = settings;
        this.session = session;
        this.entry = entry;
        this.parties = parties;
    }

    void command(JournalRecord draft, Step step) {
        if (!session.isReady()) {
            step.answer(Outcome.NOT_READY, 0);
            return;
        }
        decoder.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        DirectBuffer buffer = decoder.buffer();
        int keyAt = decoder.limit() + HEADER;
        int keyLength = decoder.requestKeyLength();
        decoder.skipRequestKey();
        int account = entry.accounts().find(buffer, decoder.limit() + HEADER, decoder.accountNameLength());
        decoder.skipAccountName();
        int instrument = entry.instruments().find(buffer, decoder.limit() + HEADER, decoder.symbolLength());
        decoder.skipSymbol();
        int party = decoder.contraPartyId();
        if (!mayReport(step.actor(), account)) {
            entry.refusals().refuse("trade", 0, step);
            return;
        }
        if (entry.requests().answersRepeat(step, buffer, keyAt, keyLength, decoder.bodyHash())) {
            return;
        }
        if (account == 0 || instrument == 0 || party != 0 && !parties.isKnown(party)) {
            step.answer(Outcome.NOT_FOUND, 0);
        } else if (!session.takesTrades()) {
            step.answer(Outcome.SESSION_CLOSED, 0);
        } else {
            report(draft, account, instrument, step);
        }
    }

    private boolean mayReport(int user, int account) {
        if (entry.users().has(user, Users.OPERATIONS)) {
            return true;
        }
        return entry.users().has(user, Users.TRADER)
            && (account == 0 || entry.users().mayUseDesk(user, entry.accounts().deskId(account)));
    }

    private void report(JournalRecord draft, int account, int instrument, Step step) {
        int scale = entry.instruments().quantityScale(instrument);
        long quantity = Decimals.rescale(decoder.quantity(), decoder.quantityDecimals(), scale);
        long priceE8 = Decimals.rescale(decoder.price(), decoder.priceDecimals(), E8_DECIMALS);
        if (quantity <= 0 || priceE8 <= 0 || entry.accounts().kind(account) == AccountKind.OUTSIDE
            || !entry.isBookable(instrument, quantity, priceE8)
            || !positions.fits(account, instrument, decoder.side() == Side.BUY ? quantity : -quantity)) {
            step.answer(Outcome.WRONG_STATE, 0);
            return;
        }
        long seq = step.nextSeq();
        int party = decoder.contraPartyId();
        step.answer(Outcome.RECORDED, seq);
        step.adopt(reported, draft, seq).businessDate(session.businessDate()).accountId(account)
            .instrumentId(instrument);
        step.add(executed, seq).matchId(step.nextSeq() - 1).quantity(quantity).priceE8(priceE8).cumQty(quantity)
            .accountId(account).instrumentId(instrument).contraPartyId(party == 0 ? settings.ccpParty() : party)
            .tradeDate(session.businessDate()).userId(step.actor()).side(decoder.side()).elsewhere((short) 1)
            .capacity(decoder.capacity());
        DirectBuffer buffer = decoder.buffer();
        decoder.skipSource();
        executed.putStrategy(buffer, decoder.limit() + HEADER, decoder.strategyLength());
        decoder.skipStrategy();
        executed.putDecisionMaker(buffer, decoder.limit() + HEADER, decoder.decisionMakerLength());
    }

    void apply(JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        entry.requests().add(record.actor(), decoder.buffer(), decoder.limit() + HEADER, decoder.requestKeyLength(),
            decoder.bodyHash(), record.seq());
    }
}
