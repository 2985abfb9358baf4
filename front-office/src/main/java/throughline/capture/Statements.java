package throughline.capture;

import throughline.blotter.Settings;
import throughline.blotter.Venue;
import throughline.message.AccountDefinedDecoder;
import throughline.message.AccountStatedDecoder;
import throughline.message.AccountStatedEncoder;
import throughline.message.CashDefinedDecoder;
import throughline.message.CashStatedEncoder;
import throughline.message.FeeDefinedDecoder;
import throughline.message.FeeStatedDecoder;
import throughline.message.FeeStatedEncoder;
import throughline.message.InstrumentDefinedDecoder;
import throughline.message.InstrumentStatedDecoder;
import throughline.message.InstrumentStatedEncoder;
import throughline.message.JournalRecord;
import throughline.message.PartyDefinedDecoder;
import throughline.message.PartyStatedDecoder;
import throughline.message.PartyStatedEncoder;
import throughline.message.PositionDefinedDecoder;
import throughline.message.PositionMoveStatedEncoder;
import throughline.message.PositionMovedDecoder;
import throughline.message.PositionStatedEncoder;
import throughline.message.PriceDefinedDecoder;
import throughline.message.PriceStatedEncoder;
import throughline.message.TickTableDefinedDecoder;
import throughline.message.TickTableStatedDecoder;
import throughline.message.TickTableStatedEncoder;
import throughline.message.UnsettledDefinedDecoder;
import throughline.message.UnsettledStatedEncoder;
import throughline.message.UserDefinedDecoder;
import throughline.message.UserStatedDecoder;
import throughline.message.UserStatedEncoder;
import throughline.office.Step;
import throughline.reference.Accounts;
import throughline.reference.FeeTable;
import throughline.reference.Instruments;
import throughline.reference.Parties;
import throughline.reference.Rates;
import throughline.reference.TickTables;
import throughline.reference.Users;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * What the back office defines: stated at once, so that the front's journal orders it among the orders, and kept as
 * stated, but for cash and what is not settled, which decide nothing here. One thread.
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
    private final PositionMovedDecoder moved = new PositionMovedDecoder();
    private final PositionMoveStatedEncoder moveStated = new PositionMoveStatedEncoder();
    private final PartyDefinedDecoder party = new PartyDefinedDecoder();
    private final PartyStatedEncoder partyStated = new PartyStatedEncoder();
    private final FeeDefinedDecoder fee = new FeeDefinedDecoder();
    private final FeeStatedEncoder feeStated = new FeeStatedEncoder();
    private final UnsettledDefinedDecoder unsettled = new UnsettledDefinedDecoder();
    private final UnsettledStatedEncoder unsettledStated = new UnsettledStatedEncoder();
    private final CashDefinedDecoder cash = new CashDefinedDecoder();
    private final CashStatedEncoder cashStated = new CashStatedEncoder();

    final TickTables ticks = new TickTables();
    final Instruments instruments = new Instruments();
    final Accounts accounts = new Accounts();
    final Users users = new Users();
    final Parties parties = new Parties();
    final FeeTable fees = new FeeTable();
    final Rates rates = new Rates();
    private final Opening opening;
    private final TickTableStatedDecoder ticksApplied = new TickTableStatedDecoder();
    private final InstrumentStatedDecoder instrumentApplied = new InstrumentStatedDecoder();
    private final AccountStatedDecoder accountApplied = new AccountStatedDecoder();
    private final UserStatedDecoder userApplied = new UserStatedDecoder();
    private final PartyStatedDecoder partyApplied = new PartyStatedDecoder();

    Statements(Settings settings) {
        opening = new Opening(this, settings);
    }

    /** The work of stating all of it anew. */
    Opening opening() {
        return opening;
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
            case PositionMovedDecoder.TEMPLATE_ID -> moved(record, step);
            case PartyDefinedDecoder.TEMPLATE_ID -> party(record, step);
            case FeeDefinedDecoder.TEMPLATE_ID -> fee(record, step);
            case UnsettledDefinedDecoder.TEMPLATE_ID -> unsettled(record, step);
            case CashDefinedDecoder.TEMPLATE_ID -> cash(record, step);
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
        instrument.skipSector();
        int issuer = instrument.issuerLength();
        instrumentStated.putIssuer(record.buffer(), instrument.limit() + HEADER, issuer);
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
            .costMethod(account.costMethod()).shortSale(account.shortSale()).selfTradeMode(account.selfTradeMode())
            .netting(account.netting());
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

    private void moved(JournalRecord record, Step step) {
        moved.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        step.add(moveStated, 0).accountId(moved.accountId()).instrumentId(moved.instrumentId())
            .quantity(moved.quantity());
    }

    private void party(JournalRecord record, Step step) {
        party.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        step.add(partyStated, 0).partyId(party.partyId()).kind(party.kind());
        int name = party.partyNameLength();
        partyStated.putPartyName(record.buffer(), party.limit() + HEADER, name);
        party.skipPartyName();
        int legalName = party.legalNameLength();
        partyStated.putLegalName(record.buffer(), party.limit() + HEADER, legalName);
    }

    private void fee(JournalRecord record, Step step) {
        fee.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        step.add(feeStated, 0).fromDate(fee.fromDate()).toDate(fee.toDate())
            .ratePerNotionalE8(fee.ratePerNotionalE8()).ratePerUnitE8(fee.ratePerUnitE8())
            .perOrderMinor(fee.perOrderMinor()).minimumMinor(fee.minimumMinor()).maximumMinor(fee.maximumMinor())
            .kind(fee.kind()).accountKind(fee.accountKind()).sides(fee.sides()).roundsUp(fee.roundsUp())
            .chargeDate(fee.chargeDate()).tierBy(fee.tierBy()).currency(fee.currency()).accountId(fee.accountId())
            .aboveMinor(fee.aboveMinor());
        FeeDefinedDecoder.TiersDecoder tiers = fee.tiers();
        FeeStatedEncoder.TiersEncoder stated = feeStated.tiersCount(tiers.count());
        while (tiers.hasNext()) {
            tiers.next();
            stated.next().from(tiers.from()).ratePerNotionalE8(tiers.ratePerNotionalE8())
                .ratePerUnitE8(tiers.ratePerUnitE8());
        }
    }

    private void unsettled(JournalRecord record, Step step) {
        unsettled.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        step.add(unsettledStated, 0).accountId(unsettled.accountId()).instrumentId(unsettled.instrumentId())
            .currency(unsettled.currency()).boughtMinor(unsettled.boughtMinor()).soldMinor(unsettled.soldMinor())
            .clientBoughtMinor(unsettled.clientBoughtMinor()).clientSoldMinor(unsettled.clientSoldMinor())
            .failingMinor(unsettled.failingMinor());
    }

    private void cash(JournalRecord record, Step step) {
        cash.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        step.add(cashStated, 0).accountId(cash.accountId()).currency(cash.currency())
            .amountMinor(cash.amountMinor());
    }

    /** Takes up what was stated. */
    void apply(JournalRecord record, Venue venue) {
        switch (record.templateId()) {
            case TickTableStatedDecoder.TEMPLATE_ID -> applyTicks(record);
            case InstrumentStatedDecoder.TEMPLATE_ID -> applyInstrument(record, venue);
            case AccountStatedDecoder.TEMPLATE_ID -> applyAccount(record);
            case UserStatedDecoder.TEMPLATE_ID -> applyUser(record);
            case PartyStatedDecoder.TEMPLATE_ID -> applyParty(record);
            case FeeStatedDecoder.TEMPLATE_ID -> applyFee(record);
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

    private void applyParty(JournalRecord record) {
        partyApplied.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        parties.state(record);
        opening.stated(record, Opening.PARTY, partyApplied.partyId());
    }

    /** Stated anew with each day; a row known already is taken up in its own place, and may have changed. */
    private void applyFee(JournalRecord record) {
        fees.define(record);
        opening.stated(record, Opening.FEE, fees.row(record) + 1);
    }

    @Override
    public void save(StateSink sink) {
        ticks.save(sink);
        instruments.save(sink);
        accounts.save(sink);
        users.save(sink);
        parties.save(sink);
        fees.save(sink);
        rates.save(sink);
    }

    @Override
    public void load(StateSource source) {
        ticks.load(source);
        instruments.load(source);
        accounts.load(source);
        users.load(source);
        parties.load(source);
        fees.load(source);
        rates.load(source);
    }
}
