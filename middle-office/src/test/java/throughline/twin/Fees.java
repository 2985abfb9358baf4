package throughline.twin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import throughline.message.AccountKind;
import throughline.message.ChargedSides;
import throughline.message.FeeKind;
import throughline.message.FeeStatedDecoder;
import throughline.message.JournalRecord;

/** What an order is charged on a date, in all: the sum over the kinds of fee, each rounded once. Minor units. */
final class Fees {
    private record Row(FeeKind kind, AccountKind of, int from, int to, BigDecimal ofNotional, BigDecimal aUnit,
        BigDecimal anOrder, BigDecimal least, BigDecimal most, boolean sellsOnly, RoundingMode rounding) {
    }

    private final List<Row> rows = new ArrayList<>();

    void state(JournalRecord record) {
        FeeStatedDecoder d = new FeeStatedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        AccountKind of = d.accountKindRaw() == AccountKind.NULL_VAL.value() ? null : d.accountKind();
        boolean known = rows.stream().anyMatch(r -> r.kind == d.kind() && r.of == of && r.from == d.fromDate());
        if (!known) {
            rows.add(new Row(d.kind(), of, d.fromDate(),
                d.toDate() == FeeStatedDecoder.toDateNullValue() ? Integer.MAX_VALUE : d.toDate(),
                BigDecimal.valueOf(d.ratePerNotionalE8(), 8), BigDecimal.valueOf(d.ratePerUnitE8(), 8),
                BigDecimal.valueOf(d.perOrderMinor()), BigDecimal.valueOf(d.minimumMinor()),
                BigDecimal.valueOf(d.maximumMinor() == FeeStatedDecoder.maximumMinorNullValue() ? Long.MAX_VALUE
                    : d.maximumMinor()),
                d.sides() == ChargedSides.SELLS, d.roundsUp() != 0 ? RoundingMode.CEILING : RoundingMode.HALF_UP));
        }
    }

    /** What an order of an account that trades so much, for so much money, is charged in all. */
    BigDecimal target(Firm.Account account, Firm.Instrument instrument, boolean sale, BigDecimal quantity,
        BigDecimal money, int date) {
        BigDecimal sum = BigDecimal.ZERO;
        for (FeeKind kind : FeeKind.values()) {
            Row row = kind == FeeKind.NULL_VAL ? null : inForce(kind, account.kind(), sale, date);
            boolean free = quantity.signum() == 0
                || kind == FeeKind.COMMISSION && account.kind() == AccountKind.PRINCIPAL;
            if (row != null && !free) {
                BigDecimal units = quantity.multiply(row.aUnit)
                    .movePointRight(Firm.decimals(instrument.currency()));
                BigDecimal fee = money.multiply(row.ofNotional).add(units).setScale(0, row.rounding)
                    .add(row.anOrder);
                sum = sum.add(fee.max(row.least).min(row.most));
            }
        }
        return sum;
    }

    /** One for the kind of account goes before one for all. */
    private Row inForce(FeeKind kind, AccountKind of, boolean sale, int date) {
        Row found = null;
        for (Row row : rows) {
            if (row.kind == kind && row.from <= date && date <= row.to && (sale || !row.sellsOnly)) {
                if (row.of == of) {
                    return row;
                }
                found = row.of == null ? row : found;
            }
        }
        return found;
    }
}
