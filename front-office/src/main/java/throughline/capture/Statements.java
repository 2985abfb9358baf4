package throughline.capture;

import throughline.blotter.Venue;
import throughline.message.AccountDefinedDecoder;
import throughline.message.AccountStatedDecoder;
import throughline.message.AccountStatedEncoder;
import throughline.message.InstrumentDefinedDecoder;
import throughline.message.InstrumentStatedDecoder;
import throughline.message.InstrumentStatedEncoder;
import throughline.message.JournalRecord;
import throughline.message.PartyDefinedDecoder;
import throughline.message.PositionDefinedDecoder;
import throughline.message.PositionStatedEncoder;
import throughline.message.PriceDefinedDecoder;
import throughline.message.PriceStatedEncoder;
import throughline.message.TickTableDefinedDecoder;
import throughline.message.TickTableStatedDecoder;
import throughline.message.TickTableStatedEncoder;
import throughline.message.UserDefinedDecoder;
import throughline.message.UserStatedDecoder;
import throughline.message.UserStatedEncoder;
import throughline.office.Step;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.Parties;
import throughline.reference.TickTables;
import throughline.reference.Users;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * What the back office defines: stated at once, so that the front's journal orders it among the orders, and kept as
 * stated. Parties, which decide nothing here, are kept as defined. One thread.
 */
final class Statements implements State {
    private static final int HEADER = InstrumentDefinedDecoder.symbolHeaderLength();

    private final InstrumentDefinedDecoder instrument = new InstrumentDefinedDecoder();
    private final InstrumentStatedEncoder instrumentStated = new InstrumentStatedEncoder();
    private final TickTableDefinedDecoder tickTable = new TickTableDefinedDecoder();
    private final TickTableStatedEncoder tickTableStated = new TickTableStatedEncoder();
    private final AccountDefinedDecoder account = new AccountDefinedDecoder();
    private final AccountStatedEncoder accountStated = new AccountStatedEncoder();
    private final UserDefinedDecoder user = new UserDefinedDecoder();
    private final UserStatedEncoder userStated = new UserStatedEncoder();
    private final PriceDefinedDecoder price = new PriceDefinedDecoder();
    private final PriceStatedEncoder priceStated = new PriceStatedEncoder();
    private final PositionDefinedDecoder position = new PositionDefinedDecoder();
    private final PositionStatedEncoder positionStated = new PositionStatedEncoder();

    final TickTables ticks = new TickTables();
    final Instruments instruments = new Instruments();
    final Accounts accounts = new Accounts();
    final Users users = new Users();
    final Parties parties = new Parties();
    private final Opening opening = new Opening(ticks, instruments, accounts, users);
    private final TickTableStatedDecoder ticksApplied = new TickTableStatedDecoder();
    private final InstrumentStatedDecoder instrumentApplied = new InstrumentStatedDecoder();
    private final AccountStatedDecoder accountApplied = new AccountStatedDecoder();
    private final UserStatedDecoder userApplied = new UserStatedDecoder();

    /** The work of stating all of it anew. */
    Opening opening() {
        return opening;
    }

    /** Takes up a record of the back office; what is not stated again. */
    void input(JournalRecord record) {
        if (record.templateId() == PartyDefinedDecoder.TEMPLATE_ID) {
            parties.state(record);
        }
    }

    /** States what a record of the back office defines; nothing for any other. */
    void decide(JournalRecord record, Step step) {
        switch (record.templateId()) {
            case TickTableDefinedDecoder.TEMPLATE_ID -> tickTable(record, step);
            case InstrumentDefinedDecoder.TEMPLATE_ID -> instrument(record, step);
            case AccountDefinedDecoder.TEMPLATE_ID -> account(record, step);
            case UserDefinedDecoder.TEMPLATE_ID -> user(record, step);
            case PriceDefinedDecoder.TEMPLATE_ID -> price(record, step);
            case PositionDefinedDecoder.TEMPLATE_ID -> position(record, step);
            default -> { }
        }
    }

    private void instrument(JournalRecord record, Step step) {
        instrument.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        step.add(instrumentStated, 0).instrumentId(instrument.instrumentId()).currency(instrument.currency())
            .quantityScale(instrument.quantityScale()).standing(instrument.standing()).tickE8(instrument.tickE8())
            .lot(instrument.lot()).multiplier(instrument.multiplier()).bandBps(instrument.bandBps())
            .tickTable(instrument.tickTable());
        int symbol = instrument.symbolLength();
        instrumentStated.putSymbol(record.buffer(), instrument.limit() + HEADER, symbol);
        instrument.skipSymbol();
        int name = instrument.nameLength();
        instrumentStated.putName(record.buffer(), instrument.limit() + HEADER, name);
        instrument.skipName();
        int sector = instrument.sectorLength();
        instrumentStated.putSector(record.buffer(), instrument.limit() + HEADER, sector);
    }

    private void tickTable(JournalRecord record, Step step) {
        tickTable.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        step.add(tickTableStated, 0).tickTable(tickTable.tickTable());
        TickTableDefinedDecoder.TicksDecoder ticks = tickTable.ticks();
        TickTableStatedEncoder.TicksEncoder stated = tickTableStated.ticksCount(ticks.count());
        while (ticks.hasNext()) {
            ticks.next();
            stated.next().fromPriceE8(ticks.fromPriceE8()).tickE8(ticks.tickE8());
        }
    }

    private void account(JournalRecord record, Step step) {
        account.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        step.add(accountStated, 0).accountId(account.accountId()).partyId(account.partyId()).deskId(account.deskId())
            .selfTradeGroup(account.selfTradeGroup()).kind(account.kind()).standing(account.standing())
            .costMethod(account.costMethod()).shortSale(account.shortSale()).selfTradeMode(account.selfTradeMode());
        int name = account.accountNameLength();
        accountStated.putAccountName(record.buffer(), account.limit() + HEADER, name);
        account.skipAccountName();
        int desk = account.deskNameLength();
        accountStated.putDeskName(record.buffer(), account.limit() + HEADER, desk);
    }

    private void user(JournalRecord record, Step step) {
        user.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        step.add(userStated, 0).userId(user.userId()).deskId(user.deskId()).standing(user.standing());
        userStated.roles().clear().trader(user.roles().trader()).risk(user.roles().risk())
            .operations(user.roles().operations()).admin(user.roles().admin()).auditor(user.roles().auditor());
        userStated.putUserName(record.buffer(), user.limit() + HEADER, user.userNameLength());
    }

    private void price(JournalRecord record, Step step) {
        price.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        step.add(priceStated, 0).instrumentId(price.instrumentId()).businessDate(price.businessDate())
            .priceE8(price.priceE8()).kind(price.kind()).requestKey("").source("");
    }

    private void position(JournalRecord record, Step step) {
        position.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        step.add(positionStated, 0).accountId(position.accountId()).instrumentId(position.instrumentId())
            .quantity(position.quantity());
    }

    /** Takes up what was stated. */
    void apply(JournalRecord record, Venue venue) {
        switch (record.templateId()) {
            case TickTableStatedDecoder.TEMPLATE_ID -> applyTicks(record);
            case InstrumentStatedDecoder.TEMPLATE_ID -> applyInstrument(record, venue);
            case AccountStatedDecoder.TEMPLATE_ID -> applyAccount(record);
            case UserStatedDecoder.TEMPLATE_ID -> applyUser(record);
            default -> { }
        }
    }

    private void applyTicks(JournalRecord record) {
        ticksApplied.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        ticks.state(record);
        opening.stated(record, Opening.TICK_TABLE, ticksApplied.tickTable());
    }

    private void applyInstrument(JournalRecord record, Venue venue) {
        instrumentApplied.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        instruments.state(record);
        venue.listed(instrumentApplied.instrumentId());
        opening.stated(record, Opening.INSTRUMENT, instrumentApplied.instrumentId());
    }

    private void applyAccount(JournalRecord record) {
        accountApplied.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        accounts.state(record);
        opening.stated(record, Opening.ACCOUNT, accountApplied.accountId());
    }

    private void applyUser(JournalRecord record) {
        userApplied.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        users.state(record);
        opening.stated(record, Opening.USER, userApplied.userId());
    }

    @Override
    public void save(StateSink sink) {
        ticks.save(sink);
        instruments.save(sink);
        accounts.save(sink);
        users.save(sink);
        parties.save(sink);
    }

    @Override
    public void load(StateSource source) {
        ticks.load(source);
        instruments.load(source);
        accounts.load(source);
        users.load(source);
        parties.load(source);
    }
}
