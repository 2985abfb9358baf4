package throughline.bookstwin;

import throughline.message.AccountDefinedEncoder;
import throughline.message.CashImportedEncoder;
import throughline.message.DayOpeningEncoder;
import throughline.message.FeeDefinedEncoder;
import throughline.message.HoldingImportedEncoder;
import throughline.message.InstrumentDefinedEncoder;
import throughline.message.PartyDefinedEncoder;
import throughline.message.PriceDefinedEncoder;
import throughline.message.PriceKind;
import throughline.message.Standing;
import throughline.message.UserDefinedEncoder;
import throughline.reference.Users;

/** The first start: the world is told to the office, and its first day opens. */
final class Opening {
    private final TwinFirm firm;

    Opening(TwinFirm firm) {
        this.firm = firm;
    }

    /** Tells all but money and holdings. */
    void reference() {
        World.PARTIES.forEach(this::party);
        World.PAPERS.forEach(this::paper);
        World.ACCOUNTS.forEach(this::account);
        World.PEOPLE.forEach(this::person);
        FeeRow.first().forEach(this::fee);
        World.PAPERS.forEach(this::price);
    }

    private void party(World.Party one) {
        PartyDefinedEncoder party = new PartyDefinedEncoder();
        firm.draft.begin(party, 0, 0).partyId(one.id()).kind(one.kind()).partyName(one.name()).legalName(one.name());
        firm.sent(party);
    }

    private void paper(World.Paper one) {
        InstrumentDefinedEncoder paper = new InstrumentDefinedEncoder();
        firm.draft.begin(paper, 0, 0).instrumentId(one.id()).currency(one.currency())
            .quantityScale((short) one.scale()).standing(Standing.OPEN).tickE8(10_000).lot(1).multiplier(1)
            .tickTable(0).symbol(one.symbol()).name(one.symbol()).sector("").issuer(one.symbol());
        firm.sent(paper);
    }

    private void account(World.Account one) {
        AccountDefinedEncoder account = new AccountDefinedEncoder();
        firm.draft.begin(account, 0, 0).accountId(one.id()).partyId(one.party()).deskId(1).selfTradeGroup(one.id())
            .kind(one.kind()).standing(Standing.OPEN).costMethod(one.method()).shortSale((short) 1)
            .accountName(one.name()).deskName("EQ");
        firm.sent(account);
    }

    private void person(World.Person one) {
        UserDefinedEncoder person = new UserDefinedEncoder();
        firm.draft.begin(person, 0, 0).userId(0).standing(Standing.OPEN).bodyHash(one.name().hashCode());
        person.roles().trader(one.roles() == Users.TRADER).operations(one.roles() == Users.OPERATIONS)
            .admin(one.roles() == Users.ADMIN);
        person.userName(one.name()).requestKey("");
        firm.sent(person);
    }

    private void fee(FeeRow row) {
        FeeDefinedEncoder fee = new FeeDefinedEncoder();
        firm.draft.begin(fee, 0, 0).kind(row.kind()).accountKind(row.accounts()).fromDate(row.from())
            .toDate(row.to() == 0 ? FeeDefinedEncoder.toDateNullValue() : row.to())
            .ratePerNotionalE8(row.perNotional()).ratePerUnitE8(row.perUnit()).perOrderMinor(row.perOrder())
            .minimumMinor(row.minimum())
            .maximumMinor(row.maximum() < 0 ? FeeDefinedEncoder.maximumMinorNullValue() : row.maximum())
            .sides(row.sides()).roundsUp((short) (row.roundsUp() ? 1 : 0)).chargeDate(row.dated())
            .tierBy(row.tierBy()).currency(row.currency()).accountId(row.account()).aboveMinor(row.above());
        FeeDefinedEncoder.TiersEncoder tiers = fee.tiersCount(row.tiers().size());
        row.tiers().forEach(tier -> tiers.next().from(tier.from()).ratePerNotionalE8(tier.perNotional())
            .ratePerUnitE8(tier.perUnit()));
        firm.sent(fee);
    }

    private void price(World.Paper one) {
        PriceDefinedEncoder price = new PriceDefinedEncoder();
        firm.draft.begin(price, 0, 0).instrumentId(one.id()).businessDate(World.FIRST_DAY).priceE8(5_000_000_000L)
            .kind(PriceKind.LAST);
        firm.sent(price);
    }

    void cash(int account, int currency, long minor) {
        CashImportedEncoder cash = new CashImportedEncoder();
        firm.draft.begin(cash, 0, 0).accountId(account).currency(currency).amountMinor(minor)
            .line("cash " + account + " " + currency);
        firm.sent(cash);
    }

    void holding(int account, int instrument, long quantity, long costMinor) {
        HoldingImportedEncoder holding = new HoldingImportedEncoder();
        firm.draft.begin(holding, 0, 0).accountId(account).instrumentId(instrument).quantity(quantity)
            .costMinor(costMinor).line("holding " + account + " " + instrument);
        firm.sent(holding);
    }

    void openDay() {
        DayOpeningEncoder opening = new DayOpeningEncoder();
        firm.draft.begin(opening, 0, 0).businessDate(World.FIRST_DAY);
        firm.sent(opening);
    }
}
