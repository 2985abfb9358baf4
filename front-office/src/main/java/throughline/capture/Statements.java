package throughline.capture;

import throughline.message.AccountDefinedDecoder;
import throughline.message.AccountStatedEncoder;
import throughline.message.InstrumentDefinedDecoder;
import throughline.message.InstrumentStatedEncoder;
import throughline.message.JournalRecord;
import throughline.message.PositionDefinedDecoder;
import throughline.message.PositionStatedEncoder;
import throughline.message.PriceDefinedDecoder;
import throughline.message.PriceStatedEncoder;
import throughline.message.TickTableDefinedDecoder;
import throughline.message.TickTableStatedEncoder;
import throughline.message.UserDefinedDecoder;
import throughline.message.UserStatedEncoder;
import throughline.office.Step;

/** States at once what the back office defines, so that the front's journal orders it among the orders. One thread. */
final class Statements {
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

    void instrument(JournalRecord record, Step step) {
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

    void tickTable(JournalRecord record, Step step) {
        tickTable.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        step.add(tickTableStated, 0).tickTable(tickTable.tickTable());
        TickTableDefinedDecoder.TicksDecoder ticks = tickTable.ticks();
        TickTableStatedEncoder.TicksEncoder stated = tickTableStated.ticksCount(ticks.count());
        while (ticks.hasNext()) {
            ticks.next();
            stated.next().fromPriceE8(ticks.fromPriceE8()).tickE8(ticks.tickE8());
        }
    }

    void account(JournalRecord record, Step step) {
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

    void user(JournalRecord record, Step step) {
        user.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        step.add(userStated, 0).userId(user.userId()).deskId(user.deskId()).standing(user.standing());
        userStated.roles().clear().trader(user.roles().trader()).risk(user.roles().risk())
            .operations(user.roles().operations()).admin(user.roles().admin()).auditor(user.roles().auditor());
        userStated.putUserName(record.buffer(), user.limit() + HEADER, user.userNameLength());
    }

    void price(JournalRecord record, Step step) {
        price.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        step.add(priceStated, 0).instrumentId(price.instrumentId()).businessDate(price.businessDate())
            .priceE8(price.priceE8()).kind(price.kind()).requestKey("").source("");
    }

    void position(JournalRecord record, Step step) {
        position.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        step.add(positionStated, 0).accountId(position.accountId()).instrumentId(position.instrumentId())
            .quantity(position.quantity());
    }
}
