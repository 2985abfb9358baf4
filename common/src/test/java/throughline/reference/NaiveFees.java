package throughline.reference;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import throughline.message.AccountKind;
import throughline.message.ChargeDate;
import throughline.message.ChargedSides;
import throughline.message.FeeKind;
import throughline.message.TierBy;

/** Fee tables written down plainly: lists, decimals, one sort. Shares nothing with the real ones. */
final class NaiveFees {
    static final FeeKind[] KINDS = {FeeKind.COMMISSION, FeeKind.SEC_SECTION_31};

    private static final Comparator<Row> NARROWEST = Comparator.<Row>comparingInt(r -> r.account == 0 ? 0 : 1)
        .thenComparingInt(r -> r.of == null ? 0 : 1).thenComparingInt(r -> r.currency == 0 ? 0 : 1)
        .thenComparingInt(r -> r.from).thenComparingInt(r -> r.sides == ChargedSides.ALL ? 0 : 1);

    private final List<Row> rows = new ArrayList<>();

    /** The part above an amount has these rates. */
    record Tier(long from, long perNotionalE8, long perUnitE8) {
    }

    /** A row; of null: any account, to the largest int: open. */
    record Row(FeeKind kind, AccountKind of, int account, int currency, ChargedSides sides, int from, int to,
        ChargeDate chargeDate, long perNotionalE8, long perUnitE8, TierBy tierBy, List<Tier> tiers, long perOrder,
        long minimum, long maximum, long above, boolean up) {

        private boolean isSameRow(Row o) {
            return kind == o.kind && of == o.of && account == o.account && currency == o.currency && sides == o.sides
                && from == o.from;
        }
    }

    /** A row in the making, that charges nothing to everybody for ever. */
    static final class Making {
        private final FeeKind kind;
        private final List<Tier> tiers = new ArrayList<>();
        private ChargedSides sides = ChargedSides.ALL;
        private ChargeDate chargeDate = ChargeDate.TRADE;
        private int from;
        private int to = Integer.MAX_VALUE;
        private int currency;
        private long perNotional;
        private long perUnit;
        private long perOrder;
        private long minimum;
        private long above;

        private Making(FeeKind kind) {
            this.kind = kind;
        }

        Making sides(ChargedSides of) {
            sides = of;
            return this;
        }

        Making bySettlement() {
            chargeDate = ChargeDate.SETTLEMENT;
            return this;
        }

        Making from(int date) {
            from = date;
            return this;
        }

        Making to(int date) {
            to = date;
            return this;
        }

        Making currency(int number) {
            currency = number;
            return this;
        }

        Making perNotional(long e8) {
            perNotional = e8;
            return this;
        }

        Making perUnit(long e8) {
            perUnit = e8;
            return this;
        }

        Making perOrder(long minor) {
            perOrder = minor;
            return this;
        }

        Making minimum(long minor) {
            minimum = minor;
            return this;
        }

        Making above(long minor) {
            above = minor;
            return this;
        }

        Making tier(long at, long perNotionalE8, long perUnitE8) {
            tiers.add(new Tier(at, perNotionalE8, perUnitE8));
            return this;
        }

        Row made() {
            return new Row(kind, null, 0, currency, sides, from, to, chargeDate, perNotional, perUnit, TierBy.NOTIONAL,
                List.copyOf(tiers), perOrder, minimum, Long.MAX_VALUE, above, false);
        }
    }

    static Making row(FeeKind kind) {
        return new Making(kind);
    }

    /** A row of which much is left out at random; few keys, so that some come twice. */
    static Row random(SplittableRandom random) {
        AccountKind[] kinds = {null, AccountKind.CLIENT, AccountKind.PRINCIPAL};
        ChargedSides[] sides = {ChargedSides.ALL, ChargedSides.BUYS, ChargedSides.SELLS};
        int[] currencies = {0, 840, 826};
        int from = 10 * random.nextInt(3);
        boolean notional = random.nextInt(3) > 0;
        boolean unit = random.nextInt(3) > 0;
        List<Tier> tiers = new ArrayList<>();
        long start = 0;
        for (int tier = random.nextInt(4); tier > 0; tier--) {
            start += 1 + random.nextLong(1L << random.nextInt(1, 36));
            tiers.add(new Tier(start, rate(random, notional), rate(random, unit)));
        }
        long minimum = random.nextBoolean() ? 0 : random.nextLong(10_000);
        return new Row(KINDS[random.nextInt(KINDS.length)], kinds[random.nextInt(3)], random.nextInt(3),
            currencies[random.nextInt(3)], sides[random.nextInt(3)], from,
            random.nextBoolean() ? Integer.MAX_VALUE : from + random.nextInt(15),
            random.nextBoolean() ? ChargeDate.TRADE : ChargeDate.SETTLEMENT, rate(random, notional),
            rate(random, unit), random.nextBoolean() ? TierBy.NOTIONAL : TierBy.QUANTITY, tiers,
            random.nextLong(3), minimum, random.nextBoolean() ? Long.MAX_VALUE : minimum + random.nextLong(1_000_000),
            random.nextInt(3) > 0 ? 0 : random.nextLong(1 << 30), random.nextBoolean());
    }

    private static long rate(SplittableRandom random, boolean any) {
        return any ? random.nextLong(1L << random.nextInt(1, 28)) : 0;
    }

    void define(Row row) {
        rows.removeIf(row::isSameRow);
        rows.add(row);
    }

    Row find(FeeKind kind, AccountKind of, int account, int currency, boolean sale, int tradeDate, int settles) {
        return rows.stream().filter(r -> {
            int date = r.chargeDate == ChargeDate.TRADE ? tradeDate : settles;
            return r.kind == kind && (r.of == null || r.of == of) && (r.account == 0 || r.account == account)
                && (r.currency == 0 || r.currency == currency) && r.from <= date && date <= r.to
                && r.sides != (sale ? ChargedSides.BUYS : ChargedSides.SELLS);
        }).max(NARROWEST).orElse(null);
    }

    /** Each part's share of the order at its rates, in currency units; one rounding at the end. */
    static BigDecimal charge(Row row, long quantity, long notionalMinor, int quantityScale, int currencyScale) {
        BigDecimal money = BigDecimal.valueOf(notionalMinor);
        if (row.above > 0 && money.compareTo(BigDecimal.valueOf(row.above)) <= 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal units = BigDecimal.valueOf(quantity, quantityScale);
        BigDecimal cut = row.tierBy == TierBy.QUANTITY ? units : money;
        List<Tier> steps = new ArrayList<>(row.tiers);
        steps.add(0, new Tier(0, row.perNotionalE8, row.perUnitE8));
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < steps.size(); i++) {
            Tier step = steps.get(i);
            BigDecimal all = money.multiply(BigDecimal.valueOf(step.perNotionalE8, 8))
                .add(units.multiply(BigDecimal.valueOf(step.perUnitE8, 8)).movePointRight(currencyScale));
            BigDecimal end = i + 1 < steps.size() ? BigDecimal.valueOf(steps.get(i + 1).from).min(cut) : cut;
            BigDecimal part = end.subtract(BigDecimal.valueOf(step.from)).max(BigDecimal.ZERO);
            sum = cut.signum() == 0 ? (i == 0 ? all : sum) : sum.add(all.multiply(part));
        }
        RoundingMode mode = row.up ? RoundingMode.UP : RoundingMode.HALF_UP;
        BigDecimal fee = cut.signum() == 0 ? sum.setScale(0, mode) : sum.divide(cut, 0, mode);
        fee = fee.add(BigDecimal.valueOf(row.perOrder));
        return fee.max(BigDecimal.valueOf(row.minimum)).min(BigDecimal.valueOf(row.maximum));
    }
}
