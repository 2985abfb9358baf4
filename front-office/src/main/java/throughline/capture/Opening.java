package throughline.capture;

import throughline.blotter.Settings;
import throughline.message.AccountStatedEncoder;
import throughline.message.FeeStatedEncoder;
import throughline.message.InstrumentStatedEncoder;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.PartyStatedEncoder;
import throughline.message.PriceKind;
import throughline.message.PriceStatedEncoder;
import throughline.message.RateStatedEncoder;
import throughline.message.TickTableStatedEncoder;
import throughline.message.UserStatedEncoder;
import throughline.office.Step;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * The work of stating all reference data anew for a business date, in slices: tick tables, instruments, accounts,
 * users, parties, fees, the last prices as closing prices, and the last rates. One thread.
 */
final class Opening implements State {
    static final int TICK_TABLE = 0;
    static final int INSTRUMENT = 1;
    static final int ACCOUNT = 2;
    static final int USER = 3;
    static final int PARTY = 4;
    /** A fee's id here is its row plus 1. */
    static final int FEE = 5;
    static final int PRICE = 6;
    /** A rate's id here is its row plus 1. */
    static final int RATE = 7;
    private static final int ALL = 8;

    private final Statements all;
    private final Settings settings;
    private final TickTableStatedEncoder tickTable = new TickTableStatedEncoder();
    private final InstrumentStatedEncoder instrument = new InstrumentStatedEncoder();
    private final AccountStatedEncoder account = new AccountStatedEncoder();
    private final UserStatedEncoder user = new UserStatedEncoder();
    private final PartyStatedEncoder party = new PartyStatedEncoder();
    private final FeeStatedEncoder fee = new FeeStatedEncoder();
    private final PriceStatedEncoder price = new PriceStatedEncoder();
    private final RateStatedEncoder rate = new RateStatedEncoder();
    private long seq;
    private int kind;
    private int id;

    Opening(Statements all, Settings settings) {
        this.all = all;
        this.settings = settings;
    }

    void start(long openingSeq) {
        seq = openingSeq;
        kind = TICK_TABLE;
        id = 0;
    }

    /** Writes the next slice, with room for one more record; true when all is stated. */
    boolean slice(int businessDate, Step step) {
        int nextKind = kind;
        int nextId = id + 1;
        while (nextKind < ALL && step.records() < Step.MAX_SLICE - 1) {
            if (nextId >= end(nextKind)) {
                nextKind++;
                nextId = 1;
            } else if (nextKind < PRICE) {
                state(nextKind, nextId, step);
                nextId++;
            } else {
                value(nextKind, nextId, businessDate, step);
                nextId++;
            }
        }
        return nextKind == ALL;
    }

    private int end(int ofKind) {
        return switch (ofKind) {
            case TICK_TABLE -> all.ticks.end();
            case ACCOUNT -> all.accounts.end();
            case USER -> all.users.end();
            case PARTY -> all.parties.end();
            case FEE -> all.fees.end() + 1;
            case RATE -> all.rates.end() + 1;
            default -> all.instruments.end();
        };
    }

    private void state(int ofKind, int ofId, Step step) {
        if (ofKind == TICK_TABLE && all.ticks.isKnown(ofId)) {
            all.ticks.encode(ofId, step.add(tickTable, 0));
        } else if (ofKind == INSTRUMENT && all.instruments.isKnown(ofId)) {
            all.instruments.encode(ofId, step.add(instrument, 0));
        } else if (ofKind == ACCOUNT && all.accounts.isKnown(ofId)) {
            all.accounts.encode(ofId, step.add(account, 0));
        } else if (ofKind == USER && all.users.isKnown(ofId)) {
            all.users.encode(ofId, step.add(user, 0));
        } else if (ofKind == PARTY && all.parties.isKnown(ofId)) {
            all.parties.encode(ofId, step.add(party, 0));
        } else if (ofKind == FEE) {
            all.fees.encode(ofId - 1, step.add(fee, 0));
        }
    }

    private void value(int ofKind, int ofId, int businessDate, Step step) {
        if (ofKind == RATE) {
            step.add(rate, 0).currency(all.rates.currency(ofId - 1)).quoteCurrency(settings.baseCurrency())
                .rateE8(all.rates.rateE8(ofId - 1)).businessDate(businessDate).requestKey("")
                .source(all.rates.source(ofId - 1));
        } else if (all.instruments.isKnown(ofId) && all.instruments.priceE8(ofId) != 0) {
            step.add(price, 0).instrumentId(ofId).businessDate(businessDate).priceE8(all.instruments.priceE8(ofId))
                .kind(PriceKind.CLOSE).requestKey("").source(all.instruments.priceSource(ofId));
        }
    }

    /** Something was stated; if this work did it, it goes on behind it. */
    void stated(JournalRecord record, int ofKind, int ofId) {
        if (record.causeJournal() == JournalId.FRONT.value() && record.causeSeq() == seq) {
            kind = ofKind;
            id = ofId;
        }
    }

    @Override
    public void save(StateSink sink) {
        sink.putLong(seq);
        sink.putLong(kind);
        sink.putLong(id);
    }

    @Override
    public void load(StateSource source) {
        seq = source.getLong();
        kind = (int) source.getLong();
        id = (int) source.getLong();
    }
}
