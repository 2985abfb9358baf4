package throughline.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import throughline.files.ReferenceRows.CustodianRule;
import throughline.files.ReferenceRows.Fee;
import throughline.files.ReferenceRows.FeeTier;
import throughline.files.ReferenceRows.Instrument;
import throughline.files.ReferenceRows.Limit;
import throughline.files.ReferenceRows.Outcome;
import throughline.message.AccountKind;
import throughline.message.ChargeDate;
import throughline.message.ChargedSides;
import throughline.message.FeeKind;
import throughline.message.Metric;
import throughline.message.SelfTradeMode;
import throughline.message.TierBy;

final class ShippedFirmTest {
    private static final long UNIT_E8 = 100_000_000L;

    private final ReferenceRows firm;

    ShippedFirmTest() throws Exception {
        firm = ReferenceFiles.shipped().read();
    }

    @Test
    void instrumentsAreWholeSharesWithPricesOfTheirOwn() {
        assertEquals(505, firm.instruments().size());
        final Set<Long> prices = new HashSet<>();
        for (final Instrument instrument : firm.instruments()) {
            assertEquals(new Instrument(instrument.symbol(), instrument.name(), instrument.sector(),
                instrument.issuer(), 840, 0, 1_000_000, 1, 1, instrument.priceE8(), 0, 0), instrument);
            prices.add(instrument.priceE8());
        }
        assertTrue(prices.size() > 480, "distinct prices: " + prices.size());
        assertEquals(List.of(), firm.ticks());
        assertEquals(11, firm.instruments().stream().map(Instrument::sector).distinct().count());
    }

    @Test
    void classesOfSharesHaveOneIssuerAndAllElseItsName() {
        final Map<String, String> shared = new TreeMap<>();
        for (final Instrument instrument : firm.instruments()) {
            if (!instrument.issuer().equals(instrument.name())) {
                shared.merge(instrument.issuer(), instrument.symbol(), (one, other) -> one + " " + other);
            }
        }
        assertEquals(Map.of("Alphabet", "GOOGL GOOG", "Discovery", "DISCA DISCK", "Fox Corporation", "FOXA FOX",
            "News Corp", "NWSA NWS", "Under Armour", "UAA UA"), shared);
        assertEquals(500, firm.instruments().stream().map(Instrument::issuer).distinct().count());
    }

    @Test
    void firmWideLimitsStandForEveryMetric() {
        final Set<Metric> expected = new HashSet<>(Set.of(Metric.values()));
        expected.removeAll(Set.of(Metric.NONE, Metric.SBE_UNKNOWN, Metric.NULL_VAL));
        final Set<Metric> found = new HashSet<>();
        for (final Limit limit : firm.limits()) {
            if (limit.scope().equals("firm")) {
                found.add(limit.metric());
            }
        }
        assertEquals(expected, found);
        assertTrue(firm.limits().contains(new Limit("firm", Metric.PRICE_COLLAR_FAR, 10 * UNIT_E8)));
        assertTrue(firm.limits().contains(new Limit("firm", Metric.PRICE_COLLAR_NEAR, Limit.OFF)));
        assertTrue(firm.limits().contains(new Limit("firm", Metric.PRICE_COLLAR_AGE, 0)));
        assertTrue(firm.limits().contains(
            new Limit("account:CL-1020/instrument:OGN", Metric.POSITION_LIMIT_LONG, 200_000 * UNIT_E8)));
    }

    @Test
    void feesAreThoseOfTheBooks() {
        assertEquals(2_780, secRate("2025-05-13"));
        assertEquals(0, secRate("2025-05-14"));
        assertEquals(0, secRate("2026-04-03"));
        assertEquals(2_060, secRate("2026-04-04"));
        final Fee taf = fee(FeeKind.TAF, "2026-11-21");
        assertEquals(19_500, taf.ratePerUnitE8());
        assertEquals(979, taf.maximumMinor());
        assertEquals(ChargedSides.SELLS, taf.sides());
        assertEquals(840, taf.currency());
        assertTrue(taf.roundsUp());
        final Fee exchange = fee(FeeKind.EXCHANGE, "2026-11-21");
        assertEquals(300_000, exchange.ratePerUnitE8());
        assertEquals(AccountKind.PRINCIPAL, exchange.accountKind());
        final Fee commission = fee(FeeKind.COMMISSION, "2026-11-21");
        assertEquals(AccountKind.CLIENT, commission.accountKind());
        assertEquals(1_000_000, commission.ratePerUnitE8());
        assertEquals(Fee.NO_MAXIMUM, commission.maximumMinor());
        final Fee duty = fee(FeeKind.SDRT, "2026-11-21");
        assertEquals(500_000, duty.ratePerNotionalE8());
        assertEquals(ChargedSides.BUYS, duty.sides());
        assertEquals(826, duty.currency());
        final Fee levy = fee(FeeKind.PTM_LEVY, "2026-11-21");
        assertEquals(1_50, levy.perOrderMinor());
        assertEquals(10_000_00, levy.aboveMinor());
        assertTrue(firm.fees().stream().allMatch(f -> (f.kind() == FeeKind.SEC_SECTION_31)
            == (f.chargeDate() == ChargeDate.SETTLEMENT)));
    }

    @Test
    void oneClientPaysLessForMoreShares() {
        final List<Fee> own = firm.fees().stream().filter(f -> !f.account().isEmpty()).toList();
        assertEquals(1, own.size());
        assertEquals("CL-1005", own.get(0).account());
        assertEquals(TierBy.QUANTITY, own.get(0).tierBy());
        assertEquals(List.of(new FeeTier(5_000, 0, 800_000), new FeeTier(20_000, 0, 500_000)), own.get(0).tiers());
    }

    @Test
    void usersAndRolesAreWhatTheContractSays() {
        assertEquals(List.of("trader1 1 EQ", "trader2 1 EQ", "risk1 2 ", "risk2 2 ", "ops1 4 ", "ops2 4 ", "admin 8 ",
            "auditor1 16 "), firm.users().stream().map(u -> u.user() + " " + u.roles() + " " + u.desk()).toList());
    }

    @Test
    void everyAccountHasMoneyAndClientsHaveSharesToSell() {
        assertEquals(22, firm.cash().size());
        assertTrue(firm.cash().stream().allMatch(c -> c.amountMinor() >= 60_000_000_000L && c.currency() == 840));
        assertEquals(22, firm.holdings().stream().map(ReferenceRows.Holding::account).distinct().count());
        assertTrue(firm.holdings().size() > 1_500);
        assertEquals("cash.csv:2", firm.cash().get(0).line());
        assertEquals("holdings.csv:1811", firm.holdings().get(1_809).line());
    }

    @Test
    void custodianGoesByAccountBeforeSymbolBeforeAny() {
        assertEquals(Outcome.SETTLES, firm.custodianRule("CL-1001", "AAPL").outcome());
        assertEquals(new CustodianRule("*", "INTC", Outcome.LATE, 1, "LACK", 0), firm.custodianRule("CL-1001", "INTC"));
        assertEquals("CL-1007", firm.custodianRule("CL-1007", "INTC").account());
        assertEquals(Outcome.FAILS, firm.custodianRule("CL-1013", "TSLA").outcome());
        assertEquals(Outcome.SETTLES, firm.custodianRule("CL-1013", "AAPL").outcome());
        assertEquals(60, firm.custodianRule("PROP-EQ", "BA").percent());
    }

    @Test
    void whereTwoOfAGroupWouldTradeTheAggressorEnds() {
        assertTrue(firm.accounts().stream().allMatch(a -> a.selfTradeMode() == SelfTradeMode.AGGRESSOR));
    }

    @Test
    void streetQuotesOnePercentAway() {
        assertEquals(List.of(new ReferenceRows.Street("XSIM", "STREET", UNIT_E8, 100_000)), firm.streets());
    }

    private long secRate(final String date) {
        return fee(FeeKind.SEC_SECTION_31, date).ratePerNotionalE8();
    }

    private Fee fee(final FeeKind kind, final String date) {
        final long day = LocalDate.parse(date).toEpochDay();
        final List<Fee> inForce = firm.fees().stream().filter(f -> f.kind() == kind && f.account().isEmpty()
            && f.fromDate() <= day && (f.toDate() == Fee.NO_DATE || f.toDate() >= day)).toList();
        assertEquals(1, inForce.size(), kind + " on " + date);
        return inForce.get(0);
    }
}
