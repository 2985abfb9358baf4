package throughline.bookstwin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import throughline.message.AccountKind;
import throughline.message.ChargeDate;
import throughline.message.ChargedSides;
import throughline.message.FeeKind;
import throughline.message.TierBy;

/** The fee table as a list, and what an order's trades of a day cost by it. */
final class TwinFees {
    static final List<FeeKind> KINDS = List.of(FeeKind.COMMISSION, FeeKind.EXCHANGE, FeeKind.SEC_SECTION_31,
        FeeKind.TAF, FeeKind.SDRT, FeeKind.PTM_LEVY);

    private static final BigDecimal E8 = BigDecimal.TEN.pow(8);
    private static final BigDecimal MINOR = BigDecimal.valueOf(100);

    /** The trades of an order and a day, as far as they matter here: whole units, minor units. */
    record Trades(int account, int currency, boolean buys, int tradeDate, int settlementDate, BigDecimal units,
        BigDecimal notional) {
    }

    private final List<FeeRow> rows = new ArrayList<>();

    /** The newest row of a key stands in place of any before. */
    void define(FeeRow row) {
        rows.removeIf(old -> old.kind() == row.kind() && old.accounts() == row.accounts()
            && old.account() == row.account() && old.currency() == row.currency() && old.sides() == row.sides()
            && old.from() == row.from());
        rows.add(row);
    }

    Map<FeeKind, BigDecimal> charges(Trades trades) {
        Map<FeeKind, BigDecimal> charges = new EnumMap<>(FeeKind.class);
        KINDS.forEach(kind -> charges.put(kind, charge(kind, trades)));
        return charges;
    }

    private BigDecimal charge(FeeKind kind, Trades trades) {
        if (trades.units().signum() == 0) {
            return BigDecimal.ZERO;
        }
        return rows.stream().filter(row -> row.kind() == kind && fits(row, trades))
            .max(Comparator.comparing((FeeRow row) -> row.account() != 0)
                .thenComparing(row -> row.accounts() != AccountKind.NULL_VAL)
                .thenComparing(row -> row.currency() != 0).thenComparing(FeeRow::from)
                .thenComparing(row -> row.sides() != ChargedSides.ALL))
            .map(row -> charge(row, trades)).orElse(BigDecimal.ZERO);
    }

    private static boolean fits(FeeRow row, Trades trades) {
        int date = row.dated() == ChargeDate.SETTLEMENT ? trades.settlementDate() : trades.tradeDate();
        return (row.account() == 0 || row.account() == trades.account())
            && (row.accounts() == AccountKind.NULL_VAL || row.accounts() == World.account(trades.account()).kind())
            && (row.currency() == 0 || row.currency() == trades.currency())
            && (row.sides() == ChargedSides.ALL || trades.buys() == (row.sides() == ChargedSides.BUYS))
            && row.from() <= date && (row.to() == 0 || date <= row.to());
    }

    private static BigDecimal charge(FeeRow row, Trades trades) {
        if (row.above() > 0 && trades.notional().compareTo(BigDecimal.valueOf(row.above())) <= 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal measure = row.tierBy() == TierBy.NOTIONAL ? trades.notional() : trades.units();
        BigDecimal exact = BigDecimal.ZERO;
        BigDecimal from = BigDecimal.ZERO;
        FeeRow.Tier rates = new FeeRow.Tier(0, row.perNotional(), row.perUnit());
        for (FeeRow.Tier tier : row.tiers()) {
            BigDecimal next = BigDecimal.valueOf(tier.from());
            exact = exact.add(part(trades, measure, from, next.min(measure), rates));
            from = next;
            rates = tier;
        }
        exact = exact.add(part(trades, measure, from, measure, rates));
        BigDecimal whole = exact.setScale(0, row.roundsUp() ? RoundingMode.CEILING : RoundingMode.HALF_UP)
            .add(BigDecimal.valueOf(row.perOrder())).max(BigDecimal.valueOf(row.minimum()));
        return row.maximum() < 0 ? whole : whole.min(BigDecimal.valueOf(row.maximum()));
    }

    /** What the part of the measure between two amounts costs; a part of the one measure is the same part of both. */
    private static BigDecimal part(Trades trades, BigDecimal measure, BigDecimal from, BigDecimal to,
        FeeRow.Tier rates) {
        BigDecimal width = to.subtract(from).max(BigDecimal.ZERO);
        if (measure.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal whole = trades.notional().multiply(BigDecimal.valueOf(rates.perNotional()))
            .add(trades.units().multiply(BigDecimal.valueOf(rates.perUnit())).multiply(MINOR));
        return whole.multiply(width).divide(measure.multiply(E8), 30, RoundingMode.HALF_UP);
    }
}
