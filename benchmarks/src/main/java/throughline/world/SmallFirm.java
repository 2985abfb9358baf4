package throughline.world;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
import throughline.message.LimitSetEncoder;
import throughline.message.LimitsImportedEncoder;
import throughline.message.Metric;
import throughline.message.PartyDefinedEncoder;
import throughline.message.PartyKind;
import throughline.message.PriceDefinedEncoder;
import throughline.message.PriceKind;
import throughline.message.SelfTradeMode;
import throughline.message.Standing;
import throughline.message.UserDefinedEncoder;
import throughline.office.Draft;
import throughline.reference.Measure;
import throughline.reference.Money;
import throughline.reference.Scope;

/**
 * The firm of the small world: three instruments, two own accounts, of which one settles net, a client's, the street,
 * eight people.
 */
final class SmallFirm {
    static final int PROP = 1;
    static final int ARB = 2;
    static final int CLIENT = 3;
    static final int STREET = 4;
    static final int INSTRUMENTS = 3;
    static final int TRADER_1 = 1;
    static final int TRADER_2 = 2;
    static final int RISK_1 = 3;
    static final int RISK_2 = 4;
    static final int OPS = 5;
    static final int ADMIN = 6;
    static final int AUDITOR = 7;
    static final int OPS_2 = 8;
    static final int FIRST_DAY = (int) java.time.LocalDate.of(2026, 6, 1).toEpochDay();
    static final String[] SYMBOLS = {"", "AAA", "BBB", "CCC"};
    static final String[] ACCOUNTS = {"", "PROP", "ARB", "CLIENT", "STREET"};
    static final long[] PRICES_E8 = {0, 50_00000000L, 20_01000000L, 333_33000000L};

    static final String FRONT_CONFIGURATION =
        "street=on\nstreet.account=STREET\nstreet.bps=100\nstreet.size=500\nccp.party=3\n"
        + "xsim.opening.ms=40\nxsim.closing.ms=40\nxsim.interruption.ms=30\n";
    static final String CONFIGURATION = "custodian.party=XCSD\nbank.party=XBNK\n";

    private static final int USD = 840;

    private SmallFirm() {
    }

    /** The drafts of the back's import, in order. */
    static List<Consumer<Draft>> reference() {
        List<Consumer<Draft>> drafts = new ArrayList<>();
        party(drafts, 1, PartyKind.FIRM, "FIRM");
        party(drafts, 2, PartyKind.CLIENT, "CLIENT");
        party(drafts, 3, PartyKind.CCP, "XCCP");
        party(drafts, 4, PartyKind.CUSTODIAN, "XCSD");
        party(drafts, 5, PartyKind.BANK, "XBNK");
        party(drafts, 6, PartyKind.VENUE, "XSIM");
        party(drafts, 7, PartyKind.VENUE, "STREET");
        for (int id = 1; id <= INSTRUMENTS; id++) {
            instrument(drafts, id);
        }
        account(drafts, PROP, 1, AccountKind.PRINCIPAL, 1);
        account(drafts, ARB, 1, AccountKind.PRINCIPAL, 1);
        account(drafts, CLIENT, 2, AccountKind.CLIENT, 0);
        account(drafts, STREET, 7, AccountKind.OUTSIDE, 1);
        users(drafts);
        fee(drafts, FeeKind.COMMISSION, AccountKind.CLIENT, 2_0000L, 0, 100, false);
        fee(drafts, FeeKind.EXCHANGE, AccountKind.PRINCIPAL, 0, 300_000L, 0, false);
        fee(drafts, FeeKind.SEC_SECTION_31, AccountKind.NULL_VAL, 2060L, 0, 0, true);
        fee(drafts, FeeKind.TAF, AccountKind.NULL_VAL, 0, 19_500L, 0, true);
        for (int id = 1; id <= INSTRUMENTS; id++) {
            price(drafts, id);
        }
        cash(drafts, PROP, 100_000_000_00L, "cash:1");
        cash(drafts, CLIENT, 100_000_00L, "cash:2");
        holding(drafts, PROP, 1, 1_000, 49_000_00L, "holdings:1");
        holding(drafts, CLIENT, 1, 300, 0, "holdings:2");
        int count = drafts.size();
        drafts.add(draft -> draft.begin(new DayOpeningEncoder(), 0, 0).businessDate(FIRST_DAY).count(count).hash(1));
        return drafts;
    }

    private static void party(List<Consumer<Draft>> drafts, int id, PartyKind kind, String name) {
        drafts.add(draft -> draft.begin(new PartyDefinedEncoder(), 0, 0).partyId(id).kind(kind).partyName(name)
            .legalName(name));
    }

    private static void instrument(List<Consumer<Draft>> drafts, int id) {
        drafts.add(draft -> draft.begin(new InstrumentDefinedEncoder(), 0, 0).instrumentId(id).currency(USD)
            .quantityScale((short) 0).standing(Standing.OPEN).tickE8(1_000_000).lot(1).multiplier(1)
            .bandBps(id == 2 ? 200 : 0).symbol(SYMBOLS[id]).name(SYMBOLS[id] + " Inc.")
            .sector(id == 1 ? "Energy" : "Small").issuer(id == 1 ? "AAA Inc." : "Both Inc."));
    }

    private static void account(
        List<Consumer<Draft>> drafts, int id, int partyId, AccountKind kind, int shortSale) {
        drafts.add(draft -> draft.begin(new AccountDefinedEncoder(), 0, 0).accountId(id).partyId(partyId).deskId(1)
            .selfTradeGroup(id).selfTradeMode(SelfTradeMode.get((short) (id % 4)))
            .kind(kind).standing(Standing.OPEN).costMethod(CostMethod.FIFO)
            .shortSale((short) shortSale).netting((short) (id == ARB ? 1 : 0))
            .accountName(ACCOUNTS[id]).deskName("EQ"));
    }

    private static void users(List<Consumer<Draft>> drafts) {
        String[] names = {"", "trader1", "trader2", "risk1", "risk2", "ops1", "admin", "auditor1", "ops2"};
        for (int id = 1; id < names.length; id++) {
            int user = id;
            drafts.add(draft -> {
                UserDefinedEncoder encoder = draft.begin(new UserDefinedEncoder(), 0, 0).userId(user).deskId(0)
                    .standing(Standing.OPEN);
                encoder.roles().clear().trader(user <= TRADER_2).risk(user == RISK_1 || user == RISK_2)
                    .operations(user == OPS || user == OPS_2).admin(user == ADMIN).auditor(user == AUDITOR);
                encoder.userName(names[user]).requestKey("");
            });
        }
    }

    private static void fee(List<Consumer<Draft>> drafts, FeeKind kind, AccountKind accounts, long perNotionalE8,
        long perUnitE8, long minimumMinor, boolean sellsOnly) {
        drafts.add(draft -> draft.begin(new FeeDefinedEncoder(), 0, 0).fromDate(0)
            .toDate(FeeDefinedEncoder.toDateNullValue()).ratePerNotionalE8(perNotionalE8).ratePerUnitE8(perUnitE8)
            .perOrderMinor(0).minimumMinor(minimumMinor).maximumMinor(FeeDefinedEncoder.maximumMinorNullValue())
            .kind(kind).accountKind(accounts).sides(sellsOnly ? ChargedSides.SELLS : ChargedSides.ALL)
            .roundsUp((short) (sellsOnly ? 1 : 0))
            .chargeDate(kind == FeeKind.SEC_SECTION_31 ? ChargeDate.SETTLEMENT : ChargeDate.TRADE).tiersCount(0));
    }

    private static void price(List<Consumer<Draft>> drafts, int id) {
        drafts.add(draft -> draft.begin(new PriceDefinedEncoder(), 0, 0).instrumentId(id).businessDate(FIRST_DAY)
            .priceE8(PRICES_E8[id]).kind(PriceKind.CLOSE));
    }

    private static void cash(List<Consumer<Draft>> drafts, int account, long amountMinor, String line) {
        drafts.add(draft -> draft.begin(new CashImportedEncoder(), 0, 0).accountId(account).currency(USD)
            .amountMinor(amountMinor).line(line));
    }

    private static void holding(
        List<Consumer<Draft>> drafts, int account, int instrument, long quantity, long costMinor, String line) {
        drafts.add(draft -> draft.begin(new HoldingImportedEncoder(), 0, 0).accountId(account)
            .instrumentId(instrument).quantity(quantity).costMinor(costMinor).line(line));
    }

    /** The drafts of the middle's import, in order. */
    static List<Consumer<Draft>> limits() {
        List<Consumer<Draft>> drafts = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            if (Measure.of(metric) != Measure.NONE) {
                limit(drafts, Scope.FIRM, metric, usual(metric));
            }
        }
        limit(drafts, Scope.BASKET, Metric.MAX_ORDER_VALUE, 150_000);
        int count = drafts.size();
        drafts.add(draft -> draft.begin(new LimitsImportedEncoder(), 0, 0).count(count).hash(1));
        return drafts;
    }

    /** A firm-wide limit that most orders keep and some break, in whole units; below 0: off. */
    static long usual(Metric metric) {
        return switch (metric) {
            case MAX_ORDER_QTY -> 1_000;
            case MAX_ORDER_VALUE -> 100_000;
            case PRICE_COLLAR_FAR -> 10;
            case PRICE_COLLAR_NEAR, SOFT_LIMIT_REFUSAL -> -1;
            case PRICE_COLLAR_AGE, DUPLICATE_ORDER -> 0;
            case POSITION_LIMIT_LONG, POSITION_LIMIT_SHORT -> 3_000;
            case MESSAGE_RATE_RATE, MESSAGE_RATE_BURST, MESSAGE_RATE_CEILING -> 200;
            case WINDOW_VALUE_LIMIT -> 2_000_000;
            case WINDOW_VALUE_SECONDS, REPEATED_EXECUTION -> 5;
            case OPEN_ORDERS -> 60;
            case CONCENTRATION, SOFT_LIMIT_WARNING -> 80;
            case MARK_AGE -> 60_000;
            case DAILY_LOSS -> 20_000;
            default -> 3_000_000;
        };
    }

    private static void limit(List<Consumer<Draft>> drafts, long scope, Metric metric, long value) {
        drafts.add(draft -> draft.begin(new LimitSetEncoder(), 0, 0).oldValue(LimitSetEncoder.oldValueNullValue())
            .value(value < 0 ? value : value * Money.powerOfTen(Measure.of(metric).decimals())).until(Long.MAX_VALUE)
            .scope(scope).metric(metric).scopeName(""));
    }
}
