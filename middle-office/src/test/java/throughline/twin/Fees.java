package throughline.twin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import throughline.message.AccountKind;
import throughline.message.ChargedSides;
import throughline.message.FeeKind;
import throughline.message.FeeStatedDecoder;
import throughline.message.JournalRecord;
import throughline.message.TierBy;

/** What an order is charged on a date, in all: the sum over the kinds of fee, each rounded once. Minor units. */
final class Fees {
    private record Key(FeeKind kind, AccountKind of, int account, int currency, ChargedSides sides, int from) {
    }

    /** From an amount on, an order is charged at these rates. */
    private record Step(BigDecimal from, BigDecimal ofNotional, BigDecimal aUnit) {
    }

    private record Row(Key key, int to, List<Step> steps, boolean byQuantity, BigDecimal anOrder, BigDecimal least,
        BigDecimal most, BigDecimal above, RoundingMode rounding) {
    }

    private static final Comparator<Row> NARROWEST = Comparator.<Row>comparingInt(r -> r.key.account == 0 ? 0 : 1)
        .thenComparingInt(r -> r.key.of == null ? 0 : 1).thenComparingInt(r -> r.key.currency == 0 ? 0 : 1)
        .thenComparingInt(r -> r.key.from).thenComparingInt(r -> r.key.sides == ChargedSides.ALL ? 0 : 1);

    private final List<Row> rows = new ArrayList<>();

    void state(JournalRecord record) {
        FeeStatedDecoder d = new FeeStatedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        AccountKind of = d.accountKindRaw() == AccountKind.NULL_VAL.value() ? null : d.accountKind();
        Key key = new Key(d.kind(), of, d.accountId(), d.currency(), d.sides(), d.fromDate());
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(BigDecimal.ZERO, BigDecimal.valueOf(d.ratePerNotionalE8(), 8),
            BigDecimal.valueOf(d.ratePerUnitE8(), 8)));
        for (FeeStatedDecoder.TiersDecoder t : d.tiers()) {
            steps.add(new Step(BigDecimal.valueOf(t.from()), BigDecimal.valueOf(t.ratePerNotionalE8(), 8),
                BigDecimal.valueOf(t.ratePerUnitE8(), 8)));
        }
        rows.removeIf(row -> row.key.equals(key));
        rows.add(new Row(key, d.toDate() == FeeStatedDecoder.toDateNullValue() ? Integer.MAX_VALUE : d.toDate(), steps,
            d.tierBy() == TierBy.QUANTITY, BigDecimal.valueOf(d.perOrderMinor()),
            BigDecimal.valueOf(d.minimumMinor()),
            BigDecimal.valueOf(d.maximumMinor() == FeeStatedDecoder.maximumMinorNullValue() ? Long.MAX_VALUE
                : d.maximumMinor()),
            BigDecimal.valueOf(d.aboveMinor()), d.roundsUp() != 0 ? RoundingMode.CEILING : RoundingMode.HALF_UP));
    }

    /** What an order of an account that trades so much, for so much money, is charged in all. */
    BigDecimal target(Firm.Account account, Firm.Instrument instrument, boolean sale, BigDecimal quantity,
        BigDecimal money, int date) {
        BigDecimal sum = BigDecimal.ZERO;
        for (FeeKind kind : FeeKind.values()) {
            Row row = rows.stream().filter(r -> r.key.kind == kind && fits(r, account, instrument, sale, date))
                .max(NARROWEST).orElse(null);
            boolean free = quantity.signum() == 0
                || kind == FeeKind.COMMISSION && account.kind() == AccountKind.PRINCIPAL;
            if (row != null && !free && (row.above.signum() == 0 || money.compareTo(row.above) > 0)) {
                BigDecimal fee = byRates(row, quantity, money, Firm.decimals(instrument.currency())).add(row.anOrder);
                sum = sum.add(fee.max(row.least).min(row.most));
            }
        }
        return sum;
    }

    private static boolean fits(Row row, Firm.Account account, Firm.Instrument instrument, boolean sale, int date) {
        Key key = row.key;
        return key.from <= date && date <= row.to && (key.of == null || key.of == account.kind())
            && (key.account == 0 || key.account == account.id())
            && (key.currency == 0 || key.currency == instrument.currency())
            && (key.sides == ChargedSides.ALL || key.sides == (sale ? ChargedSides.SELLS : ChargedSides.BUYS));
    }

    private static BigDecimal byRates(Row row, BigDecimal quantity, BigDecimal money, int decimals) {
        BigDecimal cut = row.byQuantity ? quantity : money;
        if (cut.signum() == 0) {
            Step only = row.steps.get(0);
            return atRates(only, quantity, money, decimals).setScale(0, row.rounding);
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < row.steps.size(); i++) {
            BigDecimal end = i + 1 == row.steps.size() ? cut : row.steps.get(i + 1).from.min(cut);
            BigDecimal part = end.subtract(row.steps.get(i).from).max(BigDecimal.ZERO);
            sum = sum.add(part.multiply(atRates(row.steps.get(i), quantity, money, decimals)));
        }
        return sum.divide(cut, 0, row.rounding);
    }

    private static BigDecimal atRates(Step rates, BigDecimal quantity, BigDecimal money, int decimals) {
        return money.multiply(rates.ofNotional).add(quantity.multiply(rates.aUnit).movePointRight(decimals));
    }
}
