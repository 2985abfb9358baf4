package throughline.bookbench;

import java.util.function.Consumer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.message.AccountDefinedEncoder;
import throughline.message.AccountKind;
import throughline.message.CashImportedEncoder;
import throughline.message.ChargeDate;
import throughline.message.ChargedSides;
import throughline.message.CostMethod;
import throughline.message.DayOpeningEncoder;
import throughline.message.FeeDefinedEncoder;
import throughline.message.FeeKind;
import throughline.message.HoldingImportedEncoder;
import throughline.message.InstrumentDefinedEncoder;
import throughline.message.PartyDefinedEncoder;
import throughline.message.PartyKind;
import throughline.message.PriceDefinedEncoder;
import throughline.message.PriceKind;
import throughline.message.Standing;
import throughline.message.UserDefinedEncoder;
import throughline.office.Draft;

/**
 * What a firm of many accounts and instruments begins with, as drafts: accounts of even number trade for the firm,
 * those of odd number are clients', each with a party of its own.
 */
public final class Imports {
    /** The currency of everything. */
    public static final int USD = 840;
    /** Id of the party that all trades are owed to. */
    public static final int CCP = 2;
    /** The first user who trades. */
    public static final int TRADER = 2;
    /** Desks that the accounts belong to in turn. */
    public static final int DESKS = 10;
    /** Sectors that the instruments belong to in turn. */
    public static final int SECTORS = 11;

    static final int OPERATIONS = 1;
    static final int FIRST_DATE = 20_605;

    private static final int FIRM = 1;
    /** The party of account 1, then one for every other account. */
    private static final int FIRST_CLIENT = 5;
    private static final long PLENTY_MINOR = 10_000_000_000_000_000L;

    private final Draft draft;
    private final Consumer<MessageEncoderFlyweight> send;

    /**
     * An import that has not begun.
     *
     * @param send sends what stands in the draft and waits for its answer
     */
    public Imports(Draft draft, Consumer<MessageEncoderFlyweight> send) {
        this.draft = draft;
        this.send = send;
    }

    /** All but cash and holdings, with one trader. */
    public void reference(int accounts, int instruments) {
        reference(accounts, instruments, 1);
    }

    /** All but cash and holdings; the traders' ids are {@link #TRADER} and those behind it. */
    public void reference(int accounts, int instruments, int traders) {
        party(FIRM, PartyKind.FIRM);
        party(CCP, PartyKind.CCP);
        party(CCP + 1, PartyKind.CUSTODIAN);
        party(CCP + 2, PartyKind.BANK);
        for (int id = 1; id <= instruments; id++) {
            instrument(id);
        }
        for (int id = 1; id <= accounts; id++) {
            account(id);
        }
        user("ops", false);
        for (int number = 1; number <= traders; number++) {
            user("trader" + number, true);
        }
        fee(FeeKind.EXCHANGE, AccountKind.PRINCIPAL, 0, 300_000, 0);
        fee(FeeKind.COMMISSION, AccountKind.CLIENT, 0, 1_000_000, 100);
        fee(FeeKind.SEC_SECTION_31, AccountKind.NULL_VAL, 2_060, 0, 0);
        fee(FeeKind.TAF, AccountKind.NULL_VAL, 0, 19_500, 0);
    }

    /** Whether an account is a client's. */
    public static boolean isClient(int account) {
        return account % 2 != 0;
    }

    private void party(int id, PartyKind kind) {
        PartyDefinedEncoder party = new PartyDefinedEncoder();
        draft.begin(party, 0, 0).partyId(id).kind(kind).partyName(kind + "-" + id).legalName("Party " + id);
        send.accept(party);
    }

    private void instrument(int id) {
        InstrumentDefinedEncoder instrument = new InstrumentDefinedEncoder();
        draft.begin(instrument, 0, 0).instrumentId(id).currency(USD).quantityScale((short) 0).standing(Standing.OPEN)
            .tickE8(Flow.E8 / 100).lot(1).multiplier(1).symbol("S" + id).name("S" + id)
            .sector("Sector " + id % SECTORS).issuer("Issuer " + id / 2);
        send.accept(instrument);
        PriceDefinedEncoder price = new PriceDefinedEncoder();
        draft.begin(price, 0, 0).instrumentId(id).businessDate(FIRST_DATE).priceE8(Flow.priceE8(id))
            .kind(PriceKind.LAST);
        send.accept(price);
    }

    private void account(int id) {
        boolean client = isClient(id);
        int party = client ? FIRST_CLIENT + id / 2 : FIRM;
        if (client) {
            party(party, PartyKind.CLIENT);
        }
        AccountDefinedEncoder account = new AccountDefinedEncoder();
        draft.begin(account, 0, 0).accountId(id).partyId(party).deskId(1).selfTradeGroup(id)
            .kind(client ? AccountKind.CLIENT : AccountKind.PRINCIPAL).standing(Standing.OPEN)
            .costMethod(CostMethod.FIFO).shortSale((short) 1).accountName("A" + id).deskName("D" + id % DESKS);
        send.accept(account);
    }

    private void user(String name, boolean trades) {
        UserDefinedEncoder user = new UserDefinedEncoder();
        draft.begin(user, 0, 0).userId(0).standing(Standing.OPEN).bodyHash(name.hashCode());
        user.roles().trader(trades).operations(!trades);
        user.userName(name).requestKey("");
        send.accept(user);
    }

    private void fee(FeeKind kind, AccountKind accounts, long perNotionalE8, long perUnitE8, long minimumMinor) {
        boolean sells = accounts == AccountKind.NULL_VAL;
        FeeDefinedEncoder fee = new FeeDefinedEncoder();
        draft.begin(fee, 0, 0).kind(kind).accountKind(accounts).fromDate(FIRST_DATE - 1)
            .toDate(FeeDefinedEncoder.toDateNullValue()).ratePerNotionalE8(perNotionalE8).ratePerUnitE8(perUnitE8)
            .minimumMinor(minimumMinor).maximumMinor(FeeDefinedEncoder.maximumMinorNullValue())
            .sides(sells ? ChargedSides.SELLS : ChargedSides.ALL).roundsUp((short) (sells ? 1 : 0))
            .chargeDate(kind == FeeKind.SEC_SECTION_31 ? ChargeDate.SETTLEMENT : ChargeDate.TRADE).tiersCount(0);
        send.accept(fee);
    }

    /** Money enough for each account never to be short of it. */
    public void cash(int accounts) {
        for (int id = 1; id <= accounts; id++) {
            CashImportedEncoder cash = new CashImportedEncoder();
            draft.begin(cash, 0, 0).accountId(id).currency(USD).amountMinor(PLENTY_MINOR / accounts).line("cash " + id);
            send.accept(cash);
        }
    }

    /** A holding of each instrument in each account, more than its trades will sell. */
    public void holdings(int accounts, int instruments, long quantity) {
        for (int id = 1; id <= accounts; id++) {
            for (int instrument = 1; instrument <= instruments; instrument++) {
                HoldingImportedEncoder holding = new HoldingImportedEncoder();
                draft.begin(holding, 0, 0).accountId(id).instrumentId(instrument).quantity(quantity)
                    .costMinor(isClient(id) ? 0 : quantity * (Flow.priceE8(instrument) / (Flow.E8 / 100)))
                    .line("holding " + id + " " + instrument);
                send.accept(holding);
            }
        }
    }

    /** Opens the first day. */
    public void open() {
        DayOpeningEncoder opening = new DayOpeningEncoder();
        draft.begin(opening, 0, 0).businessDate(FIRST_DATE);
        send.accept(opening);
    }
}
