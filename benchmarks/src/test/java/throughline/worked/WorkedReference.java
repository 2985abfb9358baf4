package throughline.worked;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import throughline.firm.Calendar;
import throughline.firm.StrataCalendar;
import throughline.message.AccountDefinedEncoder;
import throughline.message.AccountKind;
import throughline.message.ChargeDate;
import throughline.message.ChargedSides;
import throughline.message.CostMethod;
import throughline.message.DayOpeningEncoder;
import throughline.message.FeeDefinedEncoder;
import throughline.message.FeeKind;
import throughline.message.InstrumentDefinedEncoder;
import throughline.message.LimitsImportedEncoder;
import throughline.message.PartyDefinedEncoder;
import throughline.message.PartyKind;
import throughline.message.PriceDefinedEncoder;
import throughline.message.PriceKind;
import throughline.message.SelfTradeMode;
import throughline.message.Standing;
import throughline.message.UserDefinedEncoder;
import throughline.office.Draft;

/** What the firm of the page is: its parties, accounts, people, instruments and fees, as drafts of its import. */
final class WorkedReference {
    static final int TRADER = 1;
    static final int OPS_1 = 2;
    static final int OPS_2 = 3;
    static final int NETTED = 4;
    static final int LENDER = 6;
    static final int DEALER = 7;
    static final int USD = 840;
    static final int GBP = 826;
    static final int FIRST_DAY = (int) LocalDate.of(2026, 6, 1).toEpochDay();
    static final Calendar CALENDAR = new StrataCalendar();
    static final List<String> ACCOUNTS = List.of("PROP", "PROP-AVG", "CL", "PROP-NET");
    static final List<String> SYMBOLS = List.of("ACME", "VODA");

    private static final long E8 = 100_000_000L;

    private WorkedReference() {
    }

    static List<Consumer<Draft>> books() {
        List<Consumer<Draft>> drafts = new ArrayList<>();
        String[] parties = {"FIRM", "CLIENT", "XCCP", "XCSD", "XBNK", "LENDER", "DEALER"};
        PartyKind[] kinds = {PartyKind.FIRM, PartyKind.CLIENT, PartyKind.CCP, PartyKind.CUSTODIAN, PartyKind.BANK,
            PartyKind.CLIENT, PartyKind.BANK};
        for (int i = 0; i < parties.length; i++) {
            int index = i;
            drafts.add(draft -> draft.begin(new PartyDefinedEncoder(), 0, 0).partyId(index + 1).kind(kinds[index])
                .partyName(parties[index]).legalName(parties[index] + " plc"));
        }
        instrument(drafts, 1, USD);
        instrument(drafts, 2, GBP);
        account(drafts, 1, 1, AccountKind.PRINCIPAL, CostMethod.FIFO);
        account(drafts, 2, 1, AccountKind.PRINCIPAL, CostMethod.AVERAGE);
        account(drafts, 3, 2, AccountKind.CLIENT, CostMethod.FIFO);
        account(drafts, NETTED, 1, AccountKind.PRINCIPAL, CostMethod.FIFO);
        user(drafts, TRADER, "trader1");
        user(drafts, OPS_1, "ops1");
        user(drafts, OPS_2, "ops2");
        fees(drafts);
        drafts.add(draft -> draft.begin(new PriceDefinedEncoder(), 0, 0).instrumentId(1).businessDate(FIRST_DAY)
            .priceE8(50 * E8).kind(PriceKind.LAST));
        drafts.add(draft -> draft.begin(new PriceDefinedEncoder(), 0, 0).instrumentId(2).businessDate(FIRST_DAY)
            .priceE8(6 * E8).kind(PriceKind.LAST));
        int count = drafts.size();
        drafts.add(draft -> draft.begin(new DayOpeningEncoder(), 0, 0).businessDate(FIRST_DAY).count(count).hash(1));
        return drafts;
    }

    private static void instrument(List<Consumer<Draft>> drafts, int id, int currency) {
        String symbol = SYMBOLS.get(id - 1);
        drafts.add(draft -> draft.begin(new InstrumentDefinedEncoder(), 0, 0).instrumentId(id).currency(currency)
            .quantityScale((short) 0).standing(Standing.OPEN).tickE8(1_000_000).lot(1).multiplier(1).symbol(symbol)
            .name(symbol + " plc").sector("").issuer(symbol));
    }

    private static void account(List<Consumer<Draft>> drafts, int id, int party, AccountKind kind, CostMethod method) {
        drafts.add(draft -> draft.begin(new AccountDefinedEncoder(), 0, 0).accountId(id).partyId(party).deskId(1)
            .selfTradeGroup(id).selfTradeMode(SelfTradeMode.AGGRESSOR).kind(kind).standing(Standing.OPEN)
            .costMethod(method).shortSale((short) 1).netting((short) (id == NETTED ? 1 : 0))
            .accountName(ACCOUNTS.get(id - 1)).deskName("EQ"));
    }

    private static void user(List<Consumer<Draft>> drafts, int id, String name) {
        drafts.add(draft -> {
            UserDefinedEncoder encoder = draft.begin(new UserDefinedEncoder(), 0, 0).userId(id).deskId(0)
                .standing(Standing.OPEN);
            encoder.roles().clear().trader(id == TRADER).operations(id != TRADER);
            encoder.userName(name).requestKey("");
        });
    }

    /** Those of books.md: in dollars 0.01 a share for clients and 0.003 for the firm, in pounds 10 bps. */
    private static void fees(List<Consumer<Draft>> drafts) {
        fee(drafts, FeeKind.COMMISSION, AccountKind.CLIENT, USD, 0, E8 / 100);
        fee(drafts, FeeKind.COMMISSION, AccountKind.CLIENT, GBP, E8 / 1000, 0);
        fee(drafts, FeeKind.EXCHANGE, AccountKind.PRINCIPAL, USD, 0, 3 * E8 / 1000);
        fee(drafts, FeeKind.SEC_SECTION_31, AccountKind.NULL_VAL, USD, 2_060, 0);
        fee(drafts, FeeKind.TAF, AccountKind.NULL_VAL, USD, 0, 19_500);
        fee(drafts, FeeKind.SDRT, AccountKind.NULL_VAL, GBP, E8 / 200, 0);
        fee(drafts, FeeKind.PTM_LEVY, AccountKind.NULL_VAL, GBP, 0, 0);
    }

    private static void fee(List<Consumer<Draft>> drafts, FeeKind kind, AccountKind accounts, int currency,
        long perNotionalE8, long perUnitE8) {
        boolean sells = kind == FeeKind.SEC_SECTION_31 || kind == FeeKind.TAF;
        boolean levy = kind == FeeKind.PTM_LEVY;
        drafts.add(draft -> draft.begin(new FeeDefinedEncoder(), 0, 0).fromDate(0)
            .toDate(FeeDefinedEncoder.toDateNullValue()).ratePerNotionalE8(perNotionalE8).ratePerUnitE8(perUnitE8)
            .perOrderMinor(levy ? 150 : 0).maximumMinor(FeeDefinedEncoder.maximumMinorNullValue()).kind(kind)
            .accountKind(accounts).roundsUp((short) (sells ? 1 : 0)).currency(currency)
            .sides(sells ? ChargedSides.SELLS : kind == FeeKind.SDRT ? ChargedSides.BUYS : ChargedSides.ALL)
            .chargeDate(kind == FeeKind.SEC_SECTION_31 ? ChargeDate.SETTLEMENT : ChargeDate.TRADE)
            .aboveMinor(levy ? 10_000_00 : 0).tiersCount(0));
    }

    /** The draft that ends the middle's import, of no limits: what is done elsewhere is not judged. */
    static void endLimits(Draft draft) {
        draft.begin(new LimitsImportedEncoder(), 0, 0).count(0).hash(1);
    }
}
