package throughline.operations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import throughline.files.ReferenceRows;
import throughline.files.ReferenceRows.Tick;
import throughline.message.AccountDefinedEncoder;
import throughline.message.AccountKind;
import throughline.message.CashImportedEncoder;
import throughline.message.DayOpeningEncoder;
import throughline.message.FeeDefinedEncoder;
import throughline.message.HoldingImportedEncoder;
import throughline.message.InstrumentDefinedEncoder;
import throughline.message.PartyDefinedEncoder;
import throughline.message.PriceDefinedEncoder;
import throughline.message.PriceKind;
import throughline.message.Standing;
import throughline.message.TickTableDefinedEncoder;
import throughline.message.UserDefinedEncoder;
import throughline.office.Draft;
import throughline.reference.Users;

/**
 * The drafts of a first start, in the order in which the back office takes them: parties, tick tables, instruments,
 * accounts, users, fees, prices, cash, holdings, and last the first day's opening. Ids are dense from 1 in the files'
 * order, so the same files give the same drafts, and an import that broke off may begin anew. Immutable; a draft is
 * written by its caller's thread.
 */
public final class ReferenceDrafts {
    private final List<Consumer<Draft>> drafts = new ArrayList<>();
    private final Map<String, Integer> partyIds = new LinkedHashMap<>();
    private final Map<String, Integer> instrumentIds = new LinkedHashMap<>();
    private final Map<String, Integer> accountIds = new LinkedHashMap<>();
    private final Map<String, Integer> deskIds = new LinkedHashMap<>();

    /**
     * The drafts of a firm's files.
     *
     * @param businessDate the first one, epoch days
     */
    public ReferenceDrafts(ReferenceRows rows, int businessDate) {
        rows.parties().forEach(this::party);
        rows.ticks().stream().collect(Collectors.groupingBy(Tick::table, TreeMap::new, Collectors.toList()))
            .forEach(this::tickTable);
        rows.instruments().forEach(this::instrument);
        rows.accounts().forEach(this::account);
        rows.users().forEach(this::user);
        rows.fees().forEach(this::fee);
        rows.instruments().forEach(instrument -> price(instrument, businessDate));
        for (int i = 0; i < rows.cash().size(); i++) {
            cash(rows.cash().get(i), "cash.csv:" + (i + 2));
        }
        for (int i = 0; i < rows.holdings().size(); i++) {
            holding(rows.holdings().get(i), "holdings.csv:" + (i + 2));
        }
        drafts.add(draft -> draft.begin(new DayOpeningEncoder(), 0, 0).businessDate(businessDate));
    }

    /** How many there are. */
    public int count() {
        return drafts.size();
    }

    /** Writes one, from 0. */
    public void write(int index, Draft draft) {
        drafts.get(index).accept(draft);
    }

    private static int idOf(Map<String, Integer> ids, String name) {
        return ids.computeIfAbsent(name, any -> ids.size() + 1);
    }

    private void party(ReferenceRows.Party party) {
        int id = idOf(partyIds, party.party());
        drafts.add(draft -> draft.begin(new PartyDefinedEncoder(), 0, 0).partyId(id).kind(party.kind())
            .partyName(party.party()).legalName(party.name()));
    }

    private void tickTable(int table, List<Tick> rows) {
        drafts.add(draft -> {
            TickTableDefinedEncoder.TicksEncoder ticks =
                draft.begin(new TickTableDefinedEncoder(), 0, 0).tickTable(table).ticksCount(rows.size());
            rows.forEach(row -> ticks.next().fromPriceE8(row.fromPriceE8()).tickE8(row.tickE8()));
        });
    }

    private void instrument(ReferenceRows.Instrument instrument) {
        int id = idOf(instrumentIds, instrument.symbol());
        drafts.add(draft -> draft.begin(new InstrumentDefinedEncoder(), 0, 0).instrumentId(id)
            .currency(instrument.currency()).quantityScale((short) instrument.quantityScale())
            .standing(Standing.OPEN).tickE8(instrument.tickE8()).lot(instrument.lot())
            .multiplier(instrument.multiplier()).bandBps(instrument.bandBps()).tickTable(instrument.tickTable())
            .symbol(instrument.symbol()).name(instrument.name()).sector(instrument.sector())
            .issuer(instrument.issuer()));
    }

    private void account(ReferenceRows.Account account) {
        int id = idOf(accountIds, account.account());
        int desk = account.desk().isEmpty() ? 0 : idOf(deskIds, account.desk());
        int party = partyIds.get(account.party());
        drafts.add(draft -> draft.begin(new AccountDefinedEncoder(), 0, 0).accountId(id).partyId(party).deskId(desk)
            .selfTradeGroup(account.selfTradeGroup()).kind(account.kind()).standing(Standing.OPEN)
            .costMethod(account.costMethod()).shortSale((short) (account.shortSale() ? 1 : 0))
            .selfTradeMode(account.selfTradeMode()).netting((short) (account.netted() ? 1 : 0))
            .accountName(account.account()).deskName(account.desk()));
    }

    private void user(ReferenceRows.User user) {
        int desk = user.desk().isEmpty() ? 0 : idOf(deskIds, user.desk());
        int roles = user.roles();
        drafts.add(draft -> {
            UserDefinedEncoder encoder = draft.begin(new UserDefinedEncoder(), 0, 0).userId(0).deskId(desk)
                .standing(Standing.OPEN);
            roles(encoder, roles);
            encoder.userName(user.user()).requestKey("");
        });
    }

    /** Writes roles, or-ed, into a draft. */
    static void roles(UserDefinedEncoder encoder, int roles) {
        encoder.roles().clear().trader((roles & Users.TRADER) != 0).risk((roles & Users.RISK) != 0)
            .operations((roles & Users.OPERATIONS) != 0).admin((roles & Users.ADMIN) != 0)
            .auditor((roles & Users.AUDITOR) != 0);
    }

    private void fee(ReferenceRows.Fee fee) {
        int account = fee.account().isEmpty() ? 0 : accountIds.get(fee.account());
        drafts.add(draft -> {
            FeeDefinedEncoder.TiersEncoder tiers = draft.begin(new FeeDefinedEncoder(), 0, 0).fromDate(fee.fromDate())
                .toDate(fee.toDate() == ReferenceRows.Fee.NO_DATE ? FeeDefinedEncoder.toDateNullValue() : fee.toDate())
                .ratePerNotionalE8(fee.ratePerNotionalE8()).ratePerUnitE8(fee.ratePerUnitE8())
                .perOrderMinor(fee.perOrderMinor()).minimumMinor(fee.minimumMinor())
                .maximumMinor(fee.maximumMinor() == ReferenceRows.Fee.NO_MAXIMUM
                    ? FeeDefinedEncoder.maximumMinorNullValue() : fee.maximumMinor())
                .kind(fee.kind()).accountKind(fee.accountKind() == null ? AccountKind.NULL_VAL : fee.accountKind())
                .sides(fee.sides()).roundsUp((short) (fee.roundsUp() ? 1 : 0)).chargeDate(fee.chargeDate())
                .tierBy(fee.tierBy()).currency(fee.currency()).accountId(account).aboveMinor(fee.aboveMinor())
                .tiersCount(fee.tiers().size());
            fee.tiers().forEach(tier -> tiers.next().from(tier.from()).ratePerNotionalE8(tier.ratePerNotionalE8())
                .ratePerUnitE8(tier.ratePerUnitE8()));
        });
    }

    private void price(ReferenceRows.Instrument instrument, int businessDate) {
        int id = instrumentIds.get(instrument.symbol());
        drafts.add(draft -> draft.begin(new PriceDefinedEncoder(), 0, 0).instrumentId(id)
            .businessDate(businessDate).priceE8(instrument.priceE8()).kind(PriceKind.LAST));
    }

    private void cash(ReferenceRows.Cash cash, String line) {
        int account = accountIds.get(cash.account());
        drafts.add(draft -> draft.begin(new CashImportedEncoder(), 0, 0).accountId(account).currency(cash.currency())
            .amountMinor(cash.amountMinor()).line(line));
    }

    private void holding(ReferenceRows.Holding holding, String line) {
        int account = accountIds.get(holding.account());
        int instrument = instrumentIds.get(holding.symbol());
        drafts.add(draft -> draft.begin(new HoldingImportedEncoder(), 0, 0).accountId(account)
            .instrumentId(instrument).quantity(holding.quantity()).costMinor(holding.costMinor()).line(line));
    }
}
