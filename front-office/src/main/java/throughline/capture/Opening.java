package throughline.capture;

import throughline.message.AccountStatedEncoder;
import throughline.message.InstrumentStatedEncoder;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.PriceKind;
import throughline.message.PriceStatedEncoder;
import throughline.message.TickTableStatedEncoder;
import throughline.message.UserStatedEncoder;
import throughline.office.Step;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.TickTables;
import throughline.reference.Users;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * The work of stating all reference data anew for a business date, in slices: tick tables, instruments, accounts,
 * users, and the last prices as closing prices. One thread.
 */
final class Opening implements State {
    static final int TICK_TABLE = 0;
    static final int INSTRUMENT = 1;
    static final int ACCOUNT = 2;
    static final int USER = 3;
    static final int PRICE = 4;
    private static final int ALL = 5;

    private final TickTables ticks;
    private final Instruments instruments;
    private final Accounts accounts;
    private final Users users;
    private final TickTableStatedEncoder tickTable = new TickTableStatedEncoder();
    private final InstrumentStatedEncoder instrument = new InstrumentStatedEncoder();
    private final AccountStatedEncoder account = new AccountStatedEncoder();
    private final UserStatedEncoder user = new UserStatedEncoder();
    private final PriceStatedEncoder price = new PriceStatedEncoder();
    private long seq;
    private int kind;
    private int id;

    Opening(TickTables ticks, Instruments instruments, Accounts accounts, Users users) {
        this.ticks = ticks;
        this.instruments = instruments;
        this.accounts = accounts;
        this.users = users;
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
            } else {
                state(nextKind, nextId, businessDate, step);
                nextId++;
            }
        }
        return nextKind == ALL;
    }

    private int end(int ofKind) {
        return switch (ofKind) {
            case TICK_TABLE -> ticks.end();
            case ACCOUNT -> accounts.end();
            case USER -> users.end();
            default -> instruments.end();
        };
    }

    private void state(int ofKind, int ofId, int businessDate, Step step) {
        if (ofKind == TICK_TABLE && ticks.isKnown(ofId)) {
            ticks.encode(ofId, step.add(tickTable, 0));
        } else if (ofKind == INSTRUMENT && instruments.isKnown(ofId)) {
            instruments.encode(ofId, step.add(instrument, 0));
        } else if (ofKind == ACCOUNT && accounts.isKnown(ofId)) {
            accounts.encode(ofId, step.add(account, 0));
        } else if (ofKind == USER && users.isKnown(ofId)) {
            users.encode(ofId, step.add(user, 0));
        } else if (ofKind == PRICE && instruments.isKnown(ofId) && instruments.priceE8(ofId) != 0) {
            step.add(price, 0).instrumentId(ofId).businessDate(businessDate).priceE8(instruments.priceE8(ofId))
                .kind(PriceKind.CLOSE).requestKey("").source(instruments.priceSource(ofId));
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
